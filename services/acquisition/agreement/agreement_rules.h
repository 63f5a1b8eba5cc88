// What an agreement must hold before it counts as signed. Pure.
#ifndef SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_RULES_H_
#define SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/repeated_field.h"
#include "liandong/acquisition/v1/agreement.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"
#include "services/acquisition/agreement/agreement_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::acquisition {

using v1::Agreement;

inline constexpr rules::Transition<Agreement::State> kAgreementMoves[] = {
    {Agreement::STATE_UNSPECIFIED, "SignAgreement", Agreement::STATE_SIGNED},
    {Agreement::STATE_SIGNED, "ReviewAgreement", Agreement::STATE_OBLIGATION_PENDING},
    {Agreement::STATE_OBLIGATION_PENDING, "obligation taken on", Agreement::STATE_EFFECTIVE},
    {Agreement::STATE_OBLIGATION_PENDING, "obligation refused", Agreement::STATE_SIGNED},
};
inline constexpr rules::StateMachine kAgreementMachine("Agreement", kAgreementState,
                                                       kAgreementMoves);

// OFFICER_FORMAT; INVESTOR_WALL when an officer belongs to one of the investors.
absl::Status CheckNegotiators(const google::protobuf::RepeatedPtrField<std::string>& officers,
                              const std::vector<std::string>& investors);

// Contents of article 25 that are missing, by name.
std::vector<std::string> MissingContents(const Agreement& agreement);

// FIELD_MISSING, CO_OWNER_SIGNATURE; all at once.
absl::Status CheckContents(const Agreement& agreement, const v1::Household& household);

// SIGNING_NOT_OPENED, SIGNING_PERIOD_OVER.
absl::Status CheckSigningPeriod(const v1::Scheme& scheme, Date today);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_RULES_H_
