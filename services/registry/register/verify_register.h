// Reads the whole register again and finds what is not as it must be.
#ifndef SERVICES_REGISTRY_REGISTER_VERIFY_REGISTER_H_
#define SERVICES_REGISTRY_REGISTER_VERIFY_REGISTER_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liandong/registry/v1/register.pb.h"
#include "shared/storage/storage.h"

namespace liandong::registry {

inline constexpr size_t kRegisterDifferencesMax = 100;

// As the register was at one moment, page by page while writes go on. Ends at
// kRegisterDifferencesMax or at `deadline` (machine time): VERIFICATION_UNFINISHED when nothing
// wrong was found until then.
absl::StatusOr<v1::VerifyRegisterResponse> VerifyStoredRegister(Storage& storage,
                                                                absl::Time deadline);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_REGISTER_VERIFY_REGISTER_H_
