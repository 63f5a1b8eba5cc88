// Resource names: "projects/P1/budgets/b1" and their patterns "projects/*/budgets/*".
#ifndef SHARED_STORAGE_NAMES_H_
#define SHARED_STORAGE_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liandong {

// True when `name` has the segments of `pattern`, each * standing for one id
// ([A-Za-z0-9][A-Za-z0-9._-]{0,62}).
bool NameMatches(std::string_view name, std::string_view pattern);

// One id of a name: [A-Za-z0-9][A-Za-z0-9._-]{0,62}.
bool IsResourceId(std::string_view id);

// The ids of a name in order: {"P1", "b1"}; empty when the name does not match the pattern.
std::vector<std::string> NameIds(std::string_view name, std::string_view pattern);

// "projects/P1" for "projects/P1/budgets/b1" and for the singleton "projects/P1/fund"; "" at the top.
std::string ParentOf(std::string_view name);

// "projects/P1" of anything below a project; "" elsewhere.
std::string ProjectOf(std::string_view name);

inline constexpr size_t kNameLengthMax = 200;

}  // namespace liandong

#endif  // SHARED_STORAGE_NAMES_H_
