// Matchers for absl::Status and absl::StatusOr.
#ifndef SHARED_TESTING_STATUS_MATCHERS_H_
#define SHARED_TESTING_STATUS_MATCHERS_H_

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/status/reason.h"
#include "shared/status/refusal.h"

namespace liandong::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, negation ? "is not OK" : "is OK") {
  const absl::Status& status = StatusOf(arg);
  if (!status.ok()) *result_listener << status.ToString();
  return status.ok();
}

// A refusal with exactly this reason and the code declared for it.
MATCHER_P(RefusedWith, reason, "is refused with " + std::string(reason.name)) {
  const absl::Status& status = StatusOf(arg);
  *result_listener << "code " << absl::StatusCodeToString(status.code()) << ", reason "
                   << ReasonOf(status) << ", text " << std::string(status.message());
  return status.code() == reason.code && ReasonOf(status) == reason.name;
}

}  // namespace liandong::testing

#define LIANDONG_CONCAT_INNER(a, b) a##b
#define LIANDONG_CONCAT(a, b) LIANDONG_CONCAT_INNER(a, b)
// ASSERT_OK_AND_ASSIGN(auto budget, service.Get(…)): stops the test with the status otherwise.
#define ASSERT_OK_AND_ASSIGN(target, expression) \
  ASSERT_OK_AND_ASSIGN_(LIANDONG_CONCAT(test_result_, __LINE__), target, expression)
#define ASSERT_OK_AND_ASSIGN_(result, target, expression)            \
  auto result = (expression);                                        \
  ASSERT_TRUE(result.ok()) << ::liandong::testing::StatusOf(result); \
  target = *std::move(result)

#endif  // SHARED_TESTING_STATUS_MATCHERS_H_
