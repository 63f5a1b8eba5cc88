// Every method of every service for every principal and every way of its credentials being wrong,
// against what the contract's access option says.
#include <atomic>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/auth/spiffe.h"
#include "shared/db/pool.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_database.h"
#include "shared/testing/test_pki.h"
#include "tests/support/service_process.h"
#include "tests/system/access_model.h"
#include "tests/system/contracts.h"

namespace liandong::testing {
namespace {

using common::v1::Agency;
using common::v1::Service;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

constexpr int kThreads = 4;
constexpr size_t kMismatchesShownMax = 30;

// The empty request; a stream is asked to end by itself.
std::unique_ptr<Message> Request(const MethodDescriptor& method) {
  auto request = Contracts::Image().New(method.input_type());
  if (method.server_streaming()) {
    const auto* until_now = method.input_type()->FindFieldByName("until_now");
    if (until_now == nullptr) {
      ADD_FAILURE() << method.full_name() << ": a stream that its caller can not end";
    } else {
      request->GetReflection()->SetBool(request.get(), until_now, true);
    }
  }
  return request;
}

absl::Status Call(const TestClient& client, const MethodDescriptor& method,
                  const CallOptions& options) {
  const auto request = Request(method);
  auto response = Contracts::Image().New(method.output_type());
  if (!method.server_streaming()) return client.Call(*request, *response, options);
  auto stream = client.Stream(*request, options);
  while (stream->Read(*response)) {
  }
  return stream->Finish();
}

bool NeedsFields(const MethodDescriptor& method) {
  for (int i = 0; i < method.input_type()->field_count(); ++i) {
    const auto& options = method.input_type()->field(i)->options();
    if (options.GetExtension(common::v1::field).required()) return true;
  }
  return false;
}

// Whether a service is there at all: another path answers UNIMPLEMENTED without a reason of ours.
bool Served(const TestClient& client, const ServiceDescriptor& service) {
  const absl::Status status = Call(client, *service.method(0), {});
  return status.code() != absl::StatusCode::kUnimplemented || !ReasonOf(status).empty();
}

// Whose certificate is unusable whoever it was made for: one agency and one service stand for all.
bool CertificateAlone(Credential credential) {
  return credential == Credential::kForeignAuthority || credential == Credential::kTwoNames ||
         credential == Credential::kNoName;
}

class AccessMatrix : public ::testing::TestWithParam<Service> {
 protected:
  void SetUp() override {
    // Each principal has a certificate more, which is revoked before the service starts.
    for (Agency agency : TestPki::Agencies()) Revoked(pki_.ProfileOf(agency));
    for (Service service : TestPki::Services()) Revoked(pki_.ProfileOf(service));
    ASSERT_OK_AND_ASSIGN(process_,
                         ServiceProcess::Start(pki_, {.service = GetParam(),
                                                      .database = database_.options(),
                                                      .workers = 8,
                                                      .flags = {"--log_level=error",
                                                                // Quiesce waits for peers that
                                                                // are not there.
                                                                "--call_time_ms_max=5000"}}));
    const TestClient client = Client(&pki_.Certificate(common::v1::AGENCY_OPERATOR));
    for (const ServiceDescriptor* service : Contracts::Image().ServedBy(GetParam())) {
      if (!Served(client, *service)) {
        unserved_.push_back(service->full_name());
        continue;
      }
      for (int i = 0; i < service->method_count(); ++i) methods_.push_back(service->method(i));
    }
  }

  void Revoked(const CertificateProfile& profile) {
    const TestCertificate certificate = pki_.authority().Issue(profile);
    pki_.Revoke(certificate);
    revoked_[profile.common_name] = certificate;
  }

  TestClient Client(const TestCertificate* certificate) {
    return TestClient(pki_, process_->port(), GetParam(), certificate);
  }

  CertificateProfile ProfileOf(const Principal& principal) const {
    return principal.agency != common::v1::AGENCY_UNSPECIFIED ? pki_.ProfileOf(principal.agency)
                                                              : pki_.ProfileOf(principal.service);
  }

  TestCertificate CertificateOf(const Principal& principal, Credential credential) const {
    CertificateProfile profile = ProfileOf(principal);
    switch (credential) {
      case Credential::kForeignTrustDomain:
        profile.uris[0].replace(0, std::string("spiffe://dev.liandong").size(),
                                "spiffe://elsewhere");
        break;
      case Credential::kExpiredCertificate:
        profile.valid_from = -absl::Hours(48);
        profile.valid_to = -absl::Hours(24);
        break;
      case Credential::kTwoNames:
        profile.uris.push_back(pki_.UriOf(common::v1::AGENCY_HOUSING_BUREAU));
        break;
      case Credential::kNoName:
        profile.uris.clear();
        break;
      case Credential::kForeignAuthority:
        return foreign_authority_.Issue(profile);
      case Credential::kRevokedCertificate:
        return revoked_.at(profile.common_name);
      default:
        break;
    }
    return pki_.authority().Issue(profile);
  }

  CallOptions OptionsOf(const Principal& principal, Credential credential) const {
    CallOptions options;
    if (principal.on_behalf != common::v1::AGENCY_UNSPECIFIED) {
      options.on_behalf_agency = TestPki::OrganisationOf(principal.on_behalf);
    }
    if (principal.agency != common::v1::AGENCY_UNSPECIFIED) {
      options.officer = TestPki::OfficerOf(principal.agency);
    }
    switch (credential) {
      case Credential::kNoToken:
        options.officer.clear();
        break;
      case Credential::kForeignToken:
        options.officer = TestPki::OfficerOf(principal.agency == common::v1::AGENCY_FINANCE
                                                 ? common::v1::AGENCY_HOUSING_BUREAU
                                                 : common::v1::AGENCY_FINANCE);
        break;
      case Credential::kExpiredToken:
        options.issued = -absl::Minutes(9);
        options.expires = -absl::Minutes(2);
        break;
      case Credential::kTokenOfOtherCertificate:
        options.bound_sha256 = std::string(64, 'a');
        break;
      default:
        break;
    }
    return options;
  }

  // What the services actually do against what the model says.
  void Check(const TestClient& client, const MethodDescriptor& method, const Principal& principal,
             Credential credential) {
    const absl::Status status = Call(client, method, OptionsOf(principal, credential));
    const Expectation expected = Expect(method, principal, credential);
    bool good;
    std::string wanted;
    if (!expected.admitted) {
      good = status.code() == expected.code && ReasonOf(status) == expected.reason;
      wanted = absl::StrCat(absl::StatusCodeToString(expected.code), " ", expected.reason);
    } else if (NeedsFields(method)) {
      // Let in, and only then asked for what is missing.
      good = status.code() == absl::StatusCode::kInvalidArgument;
      wanted = "to be let in (INVALID_ARGUMENT: the request is empty)";
    } else {
      good = status.code() != absl::StatusCode::kUnauthenticated &&
             status.code() != absl::StatusCode::kPermissionDenied &&
             status.code() != absl::StatusCode::kUnavailable &&
             status.code() != absl::StatusCode::kInternal;
      wanted = "to be let in";
    }
    ++checked_;
    if (good) return;
    absl::MutexLock lock(&mutex_);
    mismatches_.push_back(absl::StrCat(method.full_name(), ", ", principal.Name(), ", ",
                                       NameOf(credential), ": expected ", wanted, ", got ",
                                       absl::StatusCodeToString(status.code()), " ",
                                       ReasonOf(status), " (", status.message(), ")"));
  }

  // All methods on one connection.
  void CheckPrincipal(const Principal& principal, Credential credential) {
    const TestCertificate certificate = CertificateOf(principal, credential);
    const TestClient client = Client(&certificate);
    for (const MethodDescriptor* method : methods_) Check(client, *method, principal, credential);
  }

  void CheckAll(const std::vector<std::pair<Principal, Credential>>& cases) {
    std::atomic<size_t> next{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        for (size_t at = next++; at < cases.size(); at = next++) {
          CheckPrincipal(cases[at].first, cases[at].second);
        }
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(checked_, static_cast<int>(cases.size() * methods_.size()));
    const size_t shown = std::min(mismatches_.size(), kMismatchesShownMax);
    EXPECT_TRUE(mismatches_.empty())
        << mismatches_.size() << " of " << checked_ << " calls differ; the first are\n"
        << absl::StrJoin(mismatches_.begin(), mismatches_.begin() + shown, "\n");
  }

  int64_t Count(const std::string& table) {
    auto rows = db::ReadRows(database_.pool(), absl::InfiniteFuture(),
                             absl::StrCat("SELECT COUNT(*) FROM ", table, " LIMIT 1"));
    EXPECT_THAT(rows, IsOk());
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  }

  TestPki pki_;
  const TestAuthority foreign_authority_{"Liandong Test CA"};
  TestDatabase database_;
  std::unique_ptr<ServiceProcess> process_;
  std::map<std::string, TestCertificate> revoked_;
  std::vector<const MethodDescriptor*> methods_;
  std::vector<std::string> unserved_;
  std::atomic<int> checked_{0};
  absl::Mutex mutex_;
  std::vector<std::string> mismatches_;
};

TEST_P(AccessMatrix, EveryPrincipalWithEveryCredential) {
  std::vector<std::pair<Principal, Credential>> cases;
  for (Credential credential : kCredentials) {
    for (Agency agency : TestPki::Agencies()) {
      const bool has_officers = !TestPki::OfficerOf(agency).empty();
      // A body without officers has no token of its own to send wrongly.
      if (!has_officers && (credential == Credential::kExpiredToken ||
                            credential == Credential::kTokenOfOtherCertificate)) {
        continue;
      }
      if (CertificateAlone(credential) && agency != common::v1::AGENCY_HOUSING_BUREAU) continue;
      cases.push_back({{.agency = agency, .has_officers = has_officers}, credential});
    }
    for (Service service : TestPki::Services()) {
      if (CertificateAlone(credential) && service != common::v1::SERVICE_COORDINATION) continue;
      cases.push_back({{.service = service}, credential});
    }
  }
  CheckAll(cases);
  // Denials left their record, and nobody changed anything.
  EXPECT_EQ(Count("changes"), 0);
  EXPECT_EQ(Count("requests"), 0);
  EXPECT_GT(Count("access_log"), 0);
}

TEST_P(AccessMatrix, EveryPrincipalOnBehalfOfEveryBody) {
  std::vector<std::pair<Principal, Credential>> cases;
  for (Agency body : TestPki::Agencies()) {
    for (Service service : TestPki::Services()) {
      cases.push_back({{.service = service, .on_behalf = body}, Credential::kRight});
    }
    // An agency acts for nobody, not even for itself.
    for (Agency agency : {body, common::v1::AGENCY_LEADING_GROUP_OFFICE}) {
      cases.push_back({{.agency = agency,
                        .on_behalf = body,
                        .has_officers = !TestPki::OfficerOf(agency).empty()},
                       Credential::kRight});
    }
  }
  CheckAll(cases);
  EXPECT_EQ(Count("changes"), 0);
}

TEST_P(AccessMatrix, EveryContractOfTheServiceIsServed) {
  EXPECT_TRUE(unserved_.empty()) << absl::StrJoin(unserved_, ", ");
  EXPECT_FALSE(methods_.empty());
}

TEST_P(AccessMatrix, ACallerWithoutACertificateGetsNoConnection) {
  const TestClient client = Client(nullptr);
  for (const MethodDescriptor* method : methods_) {
    EXPECT_EQ(Call(client, *method, {}).code(), absl::StatusCode::kUnavailable)
        << method->full_name();
  }
}

INSTANTIATE_TEST_SUITE_P(Services, AccessMatrix, ::testing::ValuesIn(ServicesHere()),
                         [](const auto& info) { return auth::ServiceName(info.param); });

}  // namespace
}  // namespace liandong::testing
