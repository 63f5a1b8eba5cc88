// Numbers of persons and organisations. Each check takes the normalised form and answers OK or one
// refusal; Normalise* turns what people type into that form.
#ifndef SHARED_IDS_PARTY_IDS_H_
#define SHARED_IDS_PARTY_IDS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "shared/calendar/date.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::ids {

// Drops spaces, folds full-width characters, writes letters in upper case. For resident IDs, credit
// codes and organisation codes.
std::string NormalisePartyId(std::string_view text);

// Resident ID (公民身份号码, GB 11643-1999). ID_FORMAT or ID_CHECK_DIGIT. The division part is not
// looked up: divisions are abolished, IDs stay.
absl::Status CheckResidentId(std::string_view id);
// Of a valid resident ID.
absl::StatusOr<Date> BirthDateOf(std::string_view resident_id);
absl::StatusOr<bool> IsFemale(std::string_view resident_id);

// Unified social credit code (统一社会信用代码, GB 32100-2015). USCC_FORMAT, or USCC_CHECK, which
// is overridable.
absl::Status CheckUscc(std::string_view code);

// Organisation code (组织机构代码, GB 11714), nine characters with or without a hyphen before the
// last; characters 9 to 17 of a credit code. ORG_CODE_FORMAT or ORG_CODE_CHECK.
absl::Status CheckOrgCode(std::string_view code);

}  // namespace liandong::ids

#endif  // SHARED_IDS_PARTY_IDS_H_
