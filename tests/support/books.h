// What a service's database says, without what no two runs have in common.
#ifndef TESTS_SUPPORT_BOOKS_H_
#define TESTS_SUPPORT_BOOKS_H_

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "shared/db/connection.h"

namespace liandong::testing {

// One entry a row of any table, "table: column=value …". Left out are instants, random ids,
// ciphertext with what is made of it, and the tables that only serve the running of the service.
absl::StatusOr<std::multiset<std::string>> ReadBooks(const db::ConnectOptions& database);

}  // namespace liandong::testing

#endif  // TESTS_SUPPORT_BOOKS_H_
