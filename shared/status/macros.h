// Early return for values that may be errors.
#ifndef SHARED_STATUS_MACROS_H_
#define SHARED_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"

#define LD_CONCAT_(a, b) a##b
#define LD_CONCAT(a, b) LD_CONCAT_(a, b)

// Returns from the enclosing function when `expression`, an absl::Status, is not OK.
#define RETURN_IF_ERROR(expression)                                    \
  do {                                                                 \
    if (absl::Status ld_status = (expression); !ld_status.ok()) return ld_status; \
  } while (false)

// ASSIGN_OR_RETURN(auto row, Read(...)): the value of a StatusOr, or return its error.
#define ASSIGN_OR_RETURN(target, expression) \
  ASSIGN_OR_RETURN_(LD_CONCAT(ld_result_, __LINE__), target, expression)
#define ASSIGN_OR_RETURN_(result, target, expression) \
  auto result = (expression);                         \
  if (!result.ok()) return result.status();           \
  target = *std::move(result)

#endif  // SHARED_STATUS_MACROS_H_
