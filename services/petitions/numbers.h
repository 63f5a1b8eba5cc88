// Register numbers (登记号): counted per series, given in the transaction that uses them, so that a
// series has no gap.
#ifndef SERVICES_PETITIONS_NUMBERS_H_
#define SERVICES_PETITIONS_NUMBERS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "shared/storage/mutation.h"

namespace liandong::petitions {

// The next number of `series`, from 1. Table sets count apart.
absl::StatusOr<int64_t> NextNumber(Mutation& m, const std::string& series);

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_NUMBERS_H_
