// Finding certificates by what the generic store does not look for.
#ifndef SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_STORE_H_
#define SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_STORE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/registry/v1/certificate.pb.h"
#include "shared/storage/store.h"

namespace liandong::registry {

using v1::Certificate;

// The valid certificates of a unit, locked; the unit is locked already.
absl::StatusOr<std::vector<Certificate>> LockValid(Mutation& m, Store<Certificate>& certificates,
                                                   std::string_view unit);
// Resource name of the certificate of a normalised number; "" when there is none.
absl::StatusOr<std::string> NameOfNumber(db::Connection& connection, std::string_view number);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_STORE_H_
