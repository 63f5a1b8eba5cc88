// Who is calling, and whether this method is theirs to call: certificate, officer's token,
// on-behalf-of, then the method's access option.
#ifndef SHARED_RPC_AUTHENTICATOR_H_
#define SHARED_RPC_AUTHENTICATOR_H_

#include <string>
#include <unordered_map>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "shared/auth/directory.h"
#include "shared/auth/officer_token_verifier.h"
#include "shared/auth/spiffe.h"
#include "shared/context/request_context.h"
#include "shared/rpc/field_rules.h"
#include "shared/rpc/method.h"

namespace liandong::rpc {

// What a call brings, before anything is believed.
struct Credentials {
  std::string certificate_pem;
  std::string officer_token;
  std::string on_behalf_agency;
  std::string on_behalf_officer;
};

// Metadata keys of the above.
inline constexpr char kOfficerTokenKey[] = "authorization";  // "Bearer <token>"
inline constexpr char kOnBehalfAgencyKey[] = "x-liandong-on-behalf-agency";
inline constexpr char kOnBehalfOfficerKey[] = "x-liandong-on-behalf-officer";
// "full": personal data unmasked, for bodies whose duty needs it.
inline constexpr char kViewKey[] = "x-liandong-view";

// Thread-safe.
class Authenticator {
 public:
  Authenticator(const auth::DirectoryHolder& directory, std::string service,
                std::string trust_domain);

  // Finds out the caller of `method`: UNAUTHENTICATED (no usable certificate or token) or
  // PERMISSION_DENIED (not this caller's method); `caller` then holds what had been proven, for
  // the record of denials. `now` is machine time.
  absl::Status Authenticate(const Credentials& credentials, const Method& method,
                            const ReasonLookup& reasons, absl::Time now, Caller& caller);

  // Whether the method's access option admits this caller.
  bool Admits(const Caller& caller, const Method& method) const;

  // Whether a stream that was once admitted may go on.
  absl::Status StillValid(const Credentials& credentials, const Caller& caller, absl::Time now);

  static constexpr size_t kPeersCachedMax = 4096;

 private:
  struct Peer {
    std::string certificate_sha256;
    auth::Identity identity;
  };
  absl::StatusOr<Peer> ReadPeer(const std::string& certificate_pem);
  static absl::Status Admit(const Caller& caller, bool on_behalf, const Method& method,
                            const ReasonLookup& reasons);

  const auth::DirectoryHolder& directory_;
  const std::string trust_domain_;
  auth::OfficerTokenVerifier tokens_;
  absl::Mutex mutex_;
  // Certificates already parsed, by their text; TLS has verified each in its own handshake.
  std::unordered_map<std::string, Peer> peers_ ABSL_GUARDED_BY(mutex_);
};

// The rows that an admitted caller may reach.
Scope ScopeOf(const Caller& caller, const Method& method);

}  // namespace liandong::rpc

#endif  // SHARED_RPC_AUTHENTICATOR_H_
