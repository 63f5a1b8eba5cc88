// Who may call what, written down a second time and as plainly as possible: the tests compare the
// running services with this. Nothing here is shared with the code that decides.
#ifndef TESTS_SYSTEM_ACCESS_MODEL_H_
#define TESTS_SYSTEM_ACCESS_MODEL_H_

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "liandong/common/v1/options.pb.h"

namespace liandong::testing {

// What is wrong with a caller's credentials, if anything.
enum class Credential {
  kRight,
  kForeignTrustDomain,
  kExpiredCertificate,
  kRevokedCertificate,
  kForeignAuthority,
  kTwoNames,
  kNoName,
  kNoToken,
  kForeignToken,
  kExpiredToken,
  kTokenOfOtherCertificate,
};
inline constexpr Credential kCredentials[] = {Credential::kRight,
                                              Credential::kForeignTrustDomain,
                                              Credential::kExpiredCertificate,
                                              Credential::kRevokedCertificate,
                                              Credential::kForeignAuthority,
                                              Credential::kTwoNames,
                                              Credential::kNoName,
                                              Credential::kNoToken,
                                              Credential::kForeignToken,
                                              Credential::kExpiredToken,
                                              Credential::kTokenOfOtherCertificate};
std::string NameOf(Credential credential);

struct Principal {
  // One of both.
  common::v1::Agency agency = common::v1::AGENCY_UNSPECIFIED;
  common::v1::Service service = common::v1::SERVICE_UNSPECIFIED;
  // Whom it says it acts for.
  common::v1::Agency on_behalf = common::v1::AGENCY_UNSPECIFIED;
  // A body without officers sends no token.
  bool has_officers = true;

  std::string Name() const;
};

struct Expectation {
  // Let in: what happens then is the request's matter.
  bool admitted = false;
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string reason;
};

Expectation Expect(const google::protobuf::MethodDescriptor& method, const Principal& principal,
                   Credential credential);

}  // namespace liandong::testing

#endif  // TESTS_SYSTEM_ACCESS_MODEL_H_
