// UUIDs as lower-case text of 36 characters (RFC 9562).
#ifndef SHARED_CRYPTO_UUID_H_
#define SHARED_CRYPTO_UUID_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "shared/crypto/random.h"

namespace liandong::crypto {

// Version 4: 122 random bits.
std::string UuidV4(const Random& random);

// Version 7: ordered as text by the millisecond of `now`, random within one millisecond. `now` is
// clamped to what 48 bits of milliseconds since 1970 can hold.
std::string UuidV7(absl::Time now, const Random& random);

// Version 5: the same id for the same `name` under the same namespace. Nothing when
// `namespace_uuid` is not a UUID.
std::optional<std::string> UuidV5(std::string_view namespace_uuid, std::string_view name);

// The 16 bytes of a UUID of any version; nothing unless `text` has the 8-4-4-4-12 form in
// lower-case hexadecimal.
std::optional<std::string> ParseUuid(std::string_view text);

}  // namespace liandong::crypto

#endif  // SHARED_CRYPTO_UUID_H_
