// Compares the resources as they stand with the changes that made them.
#ifndef SHARED_STORAGE_VERIFY_RESOURCES_H_
#define SHARED_STORAGE_VERIFY_RESOURCES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "shared/storage/difference.h"
#include "shared/storage/storage.h"

namespace liandong {

struct ResourcesReport {
  int64_t resources_verified = 0;
  // At most kDifferencesMax: the verification ends there.
  std::vector<Difference> differences;
};
inline constexpr size_t kDifferencesMax = 100;

// Every row of the `resources` (all resource types of the table set) against its newest change:
// version, territory, classification, document, and the columns kept beside the document. Then
// that every resource with changes still has its row. Ciphertexts differ by where they stand, so
// contents are compared; those of erased subjects can not be. Page by page while writes go on;
// VERIFICATION_UNFINISHED when `deadline` (machine time) passes.
absl::StatusOr<ResourcesReport> VerifyResources(
    Storage& storage, const std::vector<const google::protobuf::Descriptor*>& resources,
    absl::Time deadline = absl::InfiniteFuture());

}  // namespace liandong

#endif  // SHARED_STORAGE_VERIFY_RESOURCES_H_
