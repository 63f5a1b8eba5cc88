#include "shared/rpc/authenticator.h"

#include <map>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "shared/auth/certificate.h"
#include "shared/auth/directory.h"
#include "shared/auth/officer_token.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_client.h"
#include "shared/testing/test_pki.h"

namespace liandong::rpc {
namespace {

using namespace common::v1;  // NOLINT: the enums of every line below
using ::liandong::testing::CallOptions;
using ::liandong::testing::CertificateProfile;
using ::liandong::testing::IsOk;
using ::liandong::testing::OfficerToken;
using ::liandong::testing::RefusedWith;
using ::liandong::testing::TestCertificate;
using ::liandong::testing::TestPki;
using ::testing::ElementsAre;

constexpr Reason kWall{"INVESTOR_WALL", absl::StatusCode::kPermissionDenied, "no", "不可"};

const Reason* Lookup(std::string_view name) { return name == kWall.name ? &kWall : nullptr; }

Method MakeMethod(const std::string& access, bool write) {
  Method method;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(access, &method.access));
  method.full_name = "test.Method";
  method.write = write;
  return method;
}
Method Read(const std::string& access) { return MakeMethod(access, false); }
Method Write(const std::string& access) { return MakeMethod(access, true); }

constexpr char kHousing[] =
    "agencies: AGENCY_HOUSING_BUREAU reach: REACH_TERRITORY clause: '3.6.a'";

// Keys are costly to make: one infrastructure for all tests, which do not change it.
TestPki& Pki() {
  static auto* pki = new TestPki();
  return *pki;
}

class AuthenticatorTest : public ::testing::Test {
 protected:
  AuthenticatorTest() : directory_(Roots(), crypto::DevelopmentKeys::kAccepted, absl::Hours(24)) {
    Install();
  }

  static crypto::SigningKeySet Roots() {
    crypto::SigningKeySet roots;
    roots.Add({.key_id = Pki().root_key_id(), .key = Pki().root().public_key()});
    return roots;
  }

  // Puts in force the directory as changed by `change`; the next test finds it as it was.
  void Install(const std::function<void(DirectorySnapshot&)>& change = [](DirectorySnapshot&) {}) {
    const DirectorySnapshot before = Pki().snapshot();
    change(Pki().snapshot());
    EXPECT_THAT(directory_.Install(Pki().Sign(), absl::Now()), IsOk());
    const int64_t version = Pki().snapshot().version();
    Pki().snapshot() = before;
    Pki().snapshot().set_version(version);
  }

  static Credentials Of(const TestCertificate& certificate, const CallOptions& options = {}) {
    Credentials credentials;
    credentials.certificate_pem = certificate.certificate_pem;
    if (!options.officer.empty()) {
      credentials.officer_token = OfficerToken(Pki(), "funds", certificate.sha256, options);
    }
    credentials.on_behalf_agency = options.on_behalf_agency;
    credentials.on_behalf_officer = options.on_behalf_officer;
    return credentials;
  }
  template <class Principal>
  static Credentials Of(Principal principal, const CallOptions& options = {}) {
    return Of(Pki().Certificate(principal), options);
  }

  absl::Status Try(const Credentials& credentials, const Method& method) {
    caller_ = {};
    return authenticator_.Authenticate(credentials, method, Lookup, absl::Now(), caller_);
  }

  auth::DirectoryHolder directory_;
  Authenticator authenticator_{directory_, "funds", "dev.liandong"};
  Caller caller_;
};

// ---- Certificates

TEST_F(AuthenticatorTest, ACallWithoutAReadableCertificateIsRefused) {
  EXPECT_THAT(Try({}, Read("any_caller: true")), RefusedWith(auth::kCertificateUnreadable));
  Credentials credentials;
  credentials.certificate_pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  EXPECT_THAT(Try(credentials, Read("any_caller: true")),
              RefusedWith(auth::kCertificateUnreadable));
}

TEST_F(AuthenticatorTest, ACertificateHasOneNameOfTheExactForm) {
  const std::string uri = Pki().UriOf(AGENCY_HOUSING_BUREAU);
  const std::vector<std::vector<std::string>> kNames = {
      {},
      {uri, uri},
      {uri, Pki().UriOf(SERVICE_FUNDS)},
      {uri + "/x"},
      {"https://dev.liandong/agency/housing-bureau"},
      {"spiffe://dev.liandong/service/treasury"}};
  for (const auto& uris : kNames) {
    CertificateProfile profile = Pki().ProfileOf(AGENCY_HOUSING_BUREAU);
    profile.uris = uris;
    EXPECT_THAT(Try(Of(Pki().authority().Issue(profile)), Read("any_caller: true")),
                RefusedWith(auth::kCertificateNameInvalid))
        << uris.size();
  }
}

TEST_F(AuthenticatorTest, AForeignTrustDomainIsRefused) {
  for (const char* uri :
       {"spiffe://liandong/agency/housing-bureau", "spiffe://dev.liandong.cn/service/funds"}) {
    CertificateProfile profile = Pki().ProfileOf(AGENCY_HOUSING_BUREAU);
    profile.uris = {uri};
    EXPECT_THAT(Try(Of(Pki().authority().Issue(profile)), Read("any_caller: true")),
                RefusedWith(auth::kForeignTrustDomain))
        << uri;
  }
}

TEST_F(AuthenticatorTest, ARevokedCertificateIsRefusedWhoeverHoldsIt) {
  const TestCertificate agency = Pki().authority().Issue(Pki().ProfileOf(AGENCY_HOUSING_BUREAU));
  const TestCertificate service = Pki().authority().Issue(Pki().ProfileOf(SERVICE_ACQUISITION));
  EXPECT_THAT(Try(Of(agency), Read("any_caller: true")), IsOk());
  EXPECT_THAT(Try(Of(service), Read("any_caller: true")), IsOk());
  Install([&](DirectorySnapshot&) {
    Pki().Revoke(agency);
    Pki().Revoke(service);
  });
  EXPECT_THAT(Try(Of(agency), Read("any_caller: true")), RefusedWith(kCertificateRevoked));
  EXPECT_THAT(Try(Of(service), Read("any_caller: true")), RefusedWith(kCertificateRevoked));
  // The body's other certificates go on.
  EXPECT_THAT(Try(Of(AGENCY_HOUSING_BUREAU), Read("any_caller: true")), IsOk());
}

TEST_F(AuthenticatorTest, NobodyIsKnownBeforeTheFirstDirectory) {
  auth::DirectoryHolder empty(Roots(), crypto::DevelopmentKeys::kAccepted, absl::Hours(24));
  Authenticator authenticator(empty, "funds", "dev.liandong");
  Caller caller;
  EXPECT_THAT(authenticator.Authenticate(Of(AGENCY_HOUSING_BUREAU), Read("any_caller: true"),
                                         Lookup, absl::Now(), caller),
              RefusedWith(auth::kDirectoryMissing));
}

TEST_F(AuthenticatorTest, AnOrganisationThatIsNotInTheDirectoryTodayIsRefused) {
  CertificateProfile profile = Pki().ProfileOf(AGENCY_HOUSING_BUREAU);
  profile.uris = {"spiffe://dev.liandong/agency/nobody"};
  EXPECT_THAT(Try(Of(Pki().authority().Issue(profile)), Read("any_caller: true")),
              RefusedWith(kOrganisationUnknown));
  Install([](DirectorySnapshot& snapshot) {
    for (auto& organisation : *snapshot.mutable_organisations()) {
      if (organisation.agency() != AGENCY_LEGAL_AFFAIRS) continue;
      organisation.mutable_valid_to()->set_year(2020);
      organisation.mutable_valid_to()->set_month(1);
      organisation.mutable_valid_to()->set_day(1);
    }
  });
  EXPECT_THAT(Try(Of(AGENCY_LEGAL_AFFAIRS), Read("any_caller: true")),
              RefusedWith(kOrganisationUnknown));
}

// ---- The access option

TEST_F(AuthenticatorTest, EveryAgencyIsAdmittedExactlyWhereItIsListed) {
  for (Agency listed : TestPki::Agencies()) {
    const Method method = Read("agencies: " + Agency_Name(listed));
    for (Agency agency : TestPki::Agencies()) {
      const absl::Status status = Try(Of(agency), method);
      if (agency == listed) {
        EXPECT_THAT(status, IsOk()) << Agency_Name(agency);
      } else {
        EXPECT_THAT(status, RefusedWith(kAgencyNotAllowed)) << Agency_Name(agency);
      }
      EXPECT_EQ(authenticator_.Admits(caller_, method), agency == listed);
      EXPECT_EQ(caller_.agency, TestPki::OrganisationOf(agency)) << "also when it is refused";
      EXPECT_EQ(caller_.capacity, agency);
    }
  }
}

TEST_F(AuthenticatorTest, EveryServiceIsAdmittedExactlyWhereItIsListed) {
  for (Service listed : TestPki::Services()) {
    const Method method = Read("services: " + Service_Name(listed));
    for (Service service : TestPki::Services()) {
      const absl::Status status = Try(Of(service), method);
      if (service == listed) {
        EXPECT_THAT(status, IsOk()) << Service_Name(service);
      } else {
        EXPECT_THAT(status, RefusedWith(kServiceNotAllowed)) << Service_Name(service);
      }
      EXPECT_EQ(authenticator_.Admits(caller_, method), service == listed);
      EXPECT_EQ(caller_.service, service);
      EXPECT_EQ(caller_.capacity, AGENCY_UNSPECIFIED) << "a service has no agency's rights";
    }
  }
}

TEST_F(AuthenticatorTest, AServiceIsNoAgencyAndAnAgencyNoService) {
  EXPECT_THAT(Try(Of(SERVICE_FUNDS), Read("agencies: [AGENCY_HOUSING_BUREAU, AGENCY_FINANCE]")),
              RefusedWith(kServiceNotAllowed));
  EXPECT_THAT(Try(Of(AGENCY_FINANCE), Read("services: SERVICE_FUNDS")),
              RefusedWith(kAgencyNotAllowed));
}

TEST_F(AuthenticatorTest, ARefusedAgencyIsToldTheClause) {
  const absl::Status status = Try(Of(AGENCY_FINANCE), Read(kHousing));
  EXPECT_THAT(status, RefusedWith(kAgencyNotAllowed));
  EXPECT_EQ(MetadataOf(status, "clause"), "3.6.a");
}

TEST_F(AuthenticatorTest, AnyCallerMeansAnyKnownOne) {
  EXPECT_THAT(Try(Of(AGENCY_COMMUNITY), Read("any_caller: true")), IsOk());
  EXPECT_THAT(Try(Of(SERVICE_PETITIONS), Read("any_caller: true")), IsOk());
}

TEST_F(AuthenticatorTest, ABarTellsItsOwnReasonEvenToWhomTheMethodLists) {
  const std::string bar = " bars { agency: AGENCY_CITY_INVESTMENT reason: 'INVESTOR_WALL' }";
  EXPECT_THAT(Try(Of(AGENCY_CITY_INVESTMENT), Read(kHousing + bar)), RefusedWith(kWall));
  EXPECT_THAT(Try(Of(AGENCY_CITY_INVESTMENT), Read("agencies: AGENCY_CITY_INVESTMENT" + bar)),
              RefusedWith(kWall));
  EXPECT_THAT(Try(Of(AGENCY_CITY_INVESTMENT), Read("any_caller: true" + bar)), RefusedWith(kWall));
  EXPECT_THAT(Try(Of(AGENCY_HOUSING_BUREAU), Read(kHousing + bar)), IsOk());
  EXPECT_THAT(Try(Of(AGENCY_CITY_INVESTMENT),
                  Read("bars { agency: AGENCY_CITY_INVESTMENT reason: 'UNHEARD_OF' }")),
              RefusedWith(kAgencyNotAllowed));
}

// ---- On behalf of

constexpr char kCarried[] =
    "agencies: AGENCY_DISCIPLINE_COMMISSION on_behalf_services: SERVICE_PETITIONS";

TEST_F(AuthenticatorTest, AListedServiceActsForAListedBodyAndItsOfficer) {
  EXPECT_THAT(Try(Of(SERVICE_PETITIONS, {.on_behalf_agency = "discipline-commission",
                                         .on_behalf_officer = "discipline-commission-2"}),
                  Write(kCarried)),
              IsOk());
  EXPECT_EQ(caller_.service, SERVICE_PETITIONS);
  EXPECT_EQ(caller_.agency, "discipline-commission");
  EXPECT_EQ(caller_.capacity, AGENCY_DISCIPLINE_COMMISSION);
  EXPECT_EQ(caller_.officer, "discipline-commission-2");
  EXPECT_THAT(caller_.roles, ElementsAre("checker"));
  EXPECT_THAT(caller_.territories, ElementsAre("431103", "431171"));
}

TEST_F(AuthenticatorTest, OriginAndCarrierAreBothChecked) {
  const CallOptions commission{.on_behalf_agency = "discipline-commission"};
  EXPECT_THAT(Try(Of(SERVICE_ACQUISITION, commission), Write(kCarried)),
              RefusedWith(kOnBehalfNotAllowed));
  EXPECT_THAT(Try(Of(SERVICE_PETITIONS, {.on_behalf_agency = "finance"}), Write(kCarried)),
              RefusedWith(kAgencyNotAllowed));
  // In its own name the carrier may nothing.
  EXPECT_THAT(Try(Of(SERVICE_PETITIONS), Write(kCarried)), RefusedWith(kServiceNotAllowed));
  // A method's own services are not carriers.
  EXPECT_THAT(Try(Of(SERVICE_PETITIONS, commission),
                  Write("agencies: AGENCY_DISCIPLINE_COMMISSION services: SERVICE_PETITIONS")),
              RefusedWith(kOnBehalfNotAllowed));
  EXPECT_THAT(Try(Of(SERVICE_PETITIONS, commission), Read("any_caller: true")),
              RefusedWith(kOnBehalfNotAllowed));
}

TEST_F(AuthenticatorTest, AnAgencyActsForNobodyElse) {
  EXPECT_THAT(Try(Of(AGENCY_DISCIPLINE_COMMISSION, {.on_behalf_agency = "discipline-commission"}),
                  Read(kCarried)),
              RefusedWith(kOnBehalfNotAllowed));
}

TEST_F(AuthenticatorTest, TheBodyAndOfficerActedForMustExist) {
  EXPECT_THAT(Try(Of(SERVICE_PETITIONS, {.on_behalf_agency = "nobody"}), Write(kCarried)),
              RefusedWith(kOrganisationUnknown));
  for (const char* officer : {"discipline-commission-9", "finance-1"}) {
    EXPECT_THAT(Try(Of(SERVICE_PETITIONS,
                       {.on_behalf_agency = "discipline-commission", .on_behalf_officer = officer}),
                    Write(kCarried)),
                RefusedWith(kOnBehalfOfficer))
        << officer;
  }
}

TEST_F(AuthenticatorTest, NobodyActsForAnOfficerWhoIsNoLongerInOffice) {
  const Credentials carried =
      Of(SERVICE_PETITIONS, {.on_behalf_agency = "discipline-commission",
                             .on_behalf_officer = "discipline-commission-1"});
  EXPECT_THAT(Try(carried, Write(kCarried)), IsOk());
  Install([](DirectorySnapshot& snapshot) {
    for (auto& officer : *snapshot.mutable_officers()) {
      if (officer.id() != "discipline-commission-1") continue;
      officer.mutable_revoked_at()->set_seconds(absl::ToUnixSeconds(absl::Now()) - 60);
    }
  });
  EXPECT_THAT(Try(carried, Write(kCarried)), RefusedWith(kOnBehalfOfficer));
}

TEST_F(AuthenticatorTest, ABarHoldsForACarriedCallToo) {
  EXPECT_THAT(Try(Of(SERVICE_PETITIONS, {.on_behalf_agency = "discipline-commission"}),
                  Write(std::string(kCarried) +
                        " bars { agency: AGENCY_DISCIPLINE_COMMISSION reason: 'INVESTOR_WALL' }")),
              RefusedWith(kWall));
}

// ---- Officers

TEST_F(AuthenticatorTest, AWriteNeedsAnOfficer) {
  EXPECT_THAT(Try(Of(AGENCY_HOUSING_BUREAU), Write(kHousing)),
              RefusedWith(auth::kOfficerTokenMissing));
  for (const char* officer : {"housing-bureau-1", "housing-bureau-2"}) {  // Ed25519 and ES256
    EXPECT_THAT(Try(Of(AGENCY_HOUSING_BUREAU, {.officer = officer}), Write(kHousing)), IsOk());
    EXPECT_EQ(caller_.officer, officer);
  }
  EXPECT_THAT(caller_.roles, ElementsAre("checker")) << "from the directory";
}

TEST_F(AuthenticatorTest, AReadNeedsNoneButBelievesNoFalseOne) {
  EXPECT_THAT(Try(Of(AGENCY_HOUSING_BUREAU), Read(kHousing)), IsOk());
  EXPECT_EQ(caller_.officer, "");
  EXPECT_THAT(Try(Of(AGENCY_HOUSING_BUREAU, {.officer = "finance-1"}), Read(kHousing)),
              RefusedWith(auth::kOfficerForeign));
}

TEST_F(AuthenticatorTest, AMachineWriteNeedsNone) {
  const std::string machine = "agencies: [AGENCY_BANK, AGENCY_FINANCE] machine: true";
  EXPECT_THAT(Try(Of(AGENCY_BANK), Write(machine)), IsOk());
  EXPECT_THAT(Try(Of(AGENCY_FINANCE), Write(machine)), IsOk());
  EXPECT_THAT(Try(Of(AGENCY_FINANCE, {.officer = "housing-bureau-1"}), Write(machine)),
              RefusedWith(auth::kOfficerForeign));
}

TEST_F(AuthenticatorTest, EveryDefectOfATokenHasItsReason) {
  const Method write = Write(kHousing);
  const auto with = [](CallOptions options) {
    if (options.officer.empty()) options.officer = "housing-bureau-1";
    return Of(AGENCY_HOUSING_BUREAU, options);
  };
  EXPECT_THAT(Try(with({.officer = "finance-1"}), write), RefusedWith(auth::kOfficerForeign));
  EXPECT_THAT(Try(with({.audience = "registry"}), write), RefusedWith(auth::kOfficerTokenAudience));
  EXPECT_THAT(Try(with({.bound_sha256 = Pki().Certificate(AGENCY_FINANCE).sha256}), write),
              RefusedWith(auth::kOfficerTokenBinding));
  EXPECT_THAT(Try(with({.issued = -absl::Minutes(9), .expires = -absl::Minutes(2)}), write),
              RefusedWith(auth::kOfficerTokenExpired));
  EXPECT_THAT(Try(with({.issued = absl::Minutes(5), .expires = absl::Minutes(9)}), write),
              RefusedWith(auth::kOfficerTokenExpired));
  EXPECT_THAT(Try(with({.expires = absl::Minutes(11)}), write),
              RefusedWith(auth::kOfficerTokenLifetime));
  Credentials credentials = with({});
  credentials.officer_token.back() = credentials.officer_token.back() == 'A' ? 'Q' : 'A';
  EXPECT_THAT(Try(credentials, write), RefusedWith(auth::kOfficerTokenSignature));
  credentials.officer_token = "not.a.token";
  EXPECT_THAT(Try(credentials, write), RefusedWith(auth::kOfficerTokenMalformed));
}

TEST_F(AuthenticatorTest, ATokenThatVerifiedOnceStillFallsWithItsOfficer) {
  const Method write = Write(kHousing);
  const Credentials credentials = Of(AGENCY_HOUSING_BUREAU, {.officer = "housing-bureau-1"});
  EXPECT_THAT(Try(credentials, write), IsOk());
  Install([](DirectorySnapshot& snapshot) {
    for (auto& officer : *snapshot.mutable_officers()) {
      if (officer.id() == "housing-bureau-1") {
        officer.mutable_revoked_at()->set_seconds(absl::ToUnixSeconds(absl::Now()) - 60);
      }
    }
  });
  EXPECT_THAT(Try(credentials, write), RefusedWith(auth::kOfficerRevoked));
}

TEST_F(AuthenticatorTest, WhoMayNotCallIsToldSoBeforeItsTokenIsRead) {
  Credentials credentials = Of(AGENCY_FINANCE);
  credentials.officer_token = "not.a.token";
  EXPECT_THAT(Try(credentials, Write(kHousing)), RefusedWith(kAgencyNotAllowed));
}

// ---- The directory's age

TEST_F(AuthenticatorTest, AStaleDirectoryServesReadsOnly) {
  const absl::Time later = absl::Now() + absl::Hours(25);
  Caller caller;
  EXPECT_THAT(
      authenticator_.Authenticate(Of(AGENCY_HOUSING_BUREAU), Read(kHousing), Lookup, later, caller),
      IsOk());
  EXPECT_THAT(authenticator_.Authenticate(Of(AGENCY_HOUSING_BUREAU),
                                          Write(std::string(kHousing) + " machine: true"), Lookup,
                                          later, caller),
              RefusedWith(auth::kDirectoryStale));
}

// ---- Streams

TEST_F(AuthenticatorTest, AnAdmittedStreamGoesOnUntilItsCallerFalls) {
  const TestCertificate agency = Pki().authority().Issue(Pki().ProfileOf(AGENCY_LEGAL_AFFAIRS));
  ASSERT_THAT(Try(Of(agency), Read("any_caller: true")), IsOk());
  EXPECT_THAT(authenticator_.StillValid(Of(agency), caller_, absl::Now()), IsOk());
  Install([&](DirectorySnapshot&) { Pki().Revoke(agency); });
  EXPECT_THAT(authenticator_.StillValid(Of(agency), caller_, absl::Now()),
              RefusedWith(kCertificateRevoked));
  Install([](DirectorySnapshot& snapshot) {
    for (auto& organisation : *snapshot.mutable_organisations()) {
      if (organisation.agency() == AGENCY_LEGAL_AFFAIRS) {
        organisation.mutable_valid_to()->set_year(2020);
        organisation.mutable_valid_to()->set_month(1);
        organisation.mutable_valid_to()->set_day(1);
      }
    }
  });
  EXPECT_THAT(authenticator_.StillValid(Of(AGENCY_LEGAL_AFFAIRS), caller_, absl::Now()),
              RefusedWith(kOrganisationUnknown));
}

TEST_F(AuthenticatorTest, AStreamEndsWhenItsCallersReachOrCapacityHasChanged) {
  const std::function<void(Organisation&)> kChanges[] = {
      [](Organisation& organisation) {
        organisation.clear_territories();
        organisation.add_territories("431103");
      },
      [](Organisation& organisation) { organisation.set_agency(AGENCY_COMMUNITY); }};
  for (const auto& change : kChanges) {
    Install();
    ASSERT_THAT(Try(Of(AGENCY_LEGAL_AFFAIRS), Read("any_caller: true")), IsOk());
    EXPECT_THAT(authenticator_.StillValid(Of(AGENCY_LEGAL_AFFAIRS), caller_, absl::Now()), IsOk());
    Install([&](DirectorySnapshot& snapshot) {
      for (auto& organisation : *snapshot.mutable_organisations()) {
        if (organisation.agency() == AGENCY_LEGAL_AFFAIRS) change(organisation);
      }
    });
    EXPECT_THAT(authenticator_.StillValid(Of(AGENCY_LEGAL_AFFAIRS), caller_, absl::Now()),
                RefusedWith(kOrganisationChanged));
  }
}

// ---- Scope

TEST_F(AuthenticatorTest, ReachAndSealBecomeTheScope) {
  Caller agency;
  agency.capacity = AGENCY_CITY_INVESTMENT;
  agency.territories = {"431103"};
  Scope scope = ScopeOf(agency, Read("reach: REACH_TERRITORY"));
  EXPECT_FALSE(scope.every_territory);
  EXPECT_THAT(scope.territories, ElementsAre("431103"));
  EXPECT_EQ(scope.seal_max, SEAL_ORDINARY);
  EXPECT_TRUE(ScopeOf(agency, Read("reach: REACH_CITY")).every_territory);
  EXPECT_FALSE(ScopeOf(agency, Read("")).every_territory) << "nothing declared: the narrower";
  EXPECT_EQ(ScopeOf(agency, Read("seal: SEAL_RESTRICTED")).seal_max, SEAL_RESTRICTED);
  Caller service;
  service.service = SERVICE_ACQUISITION;
  EXPECT_TRUE(ScopeOf(service, Read("reach: REACH_TERRITORY")).every_territory);
  // Carrying somebody else's call, it sees what that body sees.
  service.capacity = AGENCY_CITY_INVESTMENT;
  service.territories = {"431103"};
  EXPECT_FALSE(ScopeOf(service, Read("reach: REACH_TERRITORY")).every_territory);
}

TEST_F(AuthenticatorTest, TheCacheOfCertificatesIsBounded) {
  // Far more distinct texts than it keeps; each is still read correctly.
  const std::string& pem = Pki().Certificate(AGENCY_HOUSING_BUREAU).certificate_pem;
  for (size_t i = 0; i <= Authenticator::kPeersCachedMax; ++i) {
    Credentials credentials;
    credentials.certificate_pem = pem + std::string(1, '\n') + std::to_string(i);
    ASSERT_THAT(Try(credentials, Read(kHousing)), IsOk());
  }
  EXPECT_THAT(Try(Of(AGENCY_FINANCE), Read(kHousing)), RefusedWith(kAgencyNotAllowed));
}

}  // namespace
}  // namespace liandong::rpc
