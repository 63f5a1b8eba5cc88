// The serial of a year's title certificates.
#ifndef SERVICES_REGISTRY_TITLES_TITLE_NUMBER_H_
#define SERVICES_REGISTRY_TITLES_TITLE_NUMBER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "shared/storage/mutation.h"

namespace liandong::registry {

struct TitleNumber {
  std::string number;  // 湘(2026)永州市不动产权第0000001号
  std::string id;      // "title-2026-0000001", last segment of the certificate's name
};

// The next number of `year`. The counter's row stays locked until the mutation ends, and a
// rolled-back mutation gives its number back: numbers have no gap and no duplicate. Take it last,
// so that others wait for the commit only. TITLE_SERIALS_USED_UP.
absl::StatusOr<TitleNumber> NextTitleNumber(Mutation& m, int year);

// A number that came with a register taken over: when it is one of this series, the serial of its
// year goes on after it.
absl::Status NoteTakenOver(Mutation& m, std::string_view number);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_TITLES_TITLE_NUMBER_H_
