// A register on a real database with everything registry serves, for tests.
#ifndef SERVICES_REGISTRY_TESTING_REGISTRY_WORLD_H_
#define SERVICES_REGISTRY_TESTING_REGISTRY_WORLD_H_

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "services/registry/certificates/certificate_service.h"
#include "services/registry/deregistration/basis_service.h"
#include "services/registry/deregistration/cancellation_service.h"
#include "services/registry/deregistration/void_notice_service.h"
#include "services/registry/migrations.h"
#include "services/registry/registry_reasons.h"
#include "services/registry/titles/allotment_service.h"
#include "services/registry/titles/title_service.h"
#include "services/registry/units/import_service.h"
#include "services/registry/units/restriction_service.h"
#include "services/registry/units/unit_rules.h"
#include "services/registry/units/unit_service.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/crypto/signature.h"
#include "shared/rules/testing/shipped_rules.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong::registry::testing {

using liandong::testing::IsOk;
using liandong::testing::NewRequestId;
using liandong::testing::RefusedWith;

inline google::type::Date Day(const char* iso) { return ToProto(*ParseDate(iso)); }

// "431103001003GB00103F00010001" of 3.
inline std::string HouseCode(int household) {
  return absl::StrFormat("431103001003GB00%dF00010001", 100 + household);
}
inline std::string HouseholdName(int household) {
  return absl::StrFormat("projects/P1/households/H%02d", household);
}
// "431103001009GB00021F00010302" of 302.
inline std::string HomeCode(int home) {
  return absl::StrFormat("431103001009GB00021F0001%04d", home);
}

inline constexpr char kSha256[] =
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

inline void SetParty(const std::string& name, const std::string& id_number, v1::Party& party) {
  party.set_name(name);
  party.set_id_type(v1::Party::ID_TYPE_RESIDENT_ID);
  party.set_id_number(id_number);
}
inline v1::Party Owner2() {
  v1::Party party;
  SetParty("李示二", "431199197508210229", party);
  return party;
}
inline v1::Party Owner7() {
  v1::Party party;
  SetParty("孙示七", "43119919711118072X", party);
  return party;
}

class RegistryWorld : public ::testing::Test {
 protected:
  RegistryWorld()
      : world_("registry", registry_migrations()),
        key_(*crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519)),
        imports_(storage(), rules(), calendar()),
        units_(storage()),
        restrictions_(storage(), rules(), calendar()),
        certificates_(storage()),
        allotments_(storage()),
        titles_(storage(), rules(), calendar()),
        bases_(storage(), Verifier()),
        cancellations_(storage(), rules(), calendar(), Verifier()),
        notices_(storage()) {
    world_.SetNow("2026-01-04 09:00");
    keys_.Add({.key_id = "funds-1", .key = key_.public_key()});
  }

  Storage& storage() { return world_.storage(); }
  const rules::RuleSet& rules() const { return liandong::testing::ShippedRules(); }
  const Calendar& calendar() const { return liandong::testing::ShippedCalendar(); }

  RequestContext Nrb(const char* officer = "nrb-1") {
    return world_.Context(common::v1::AGENCY_LAND_REGISTRY, "nrb", officer);
  }
  RequestContext Gov() {
    return world_.Context(common::v1::AGENCY_CITY_GOVERNMENT, "gov", "gov-1");
  }
  RequestContext Cig() {
    return world_.Context(common::v1::AGENCY_CITY_INVESTMENT, "cig", "cig-1");
  }
  RequestContext Court() { return world_.Context(common::v1::AGENCY_COURT, "crt", "crt-1"); }
  RequestContext Bank(const char* id = "bank") {
    return world_.Context(common::v1::AGENCY_BANK, id, "");
  }
  RequestContext Acquisition() {
    RequestContext context =
        world_.Context(common::v1::AGENCY_UNSPECIFIED, "service/acquisition", "");
    context.scope.every_territory = true;
    return context;
  }

  // The register of one house: two holders' certificates, or more by the caller.
  static v1::RegisterEntry HouseEntry(int household) {
    v1::RegisterEntry entry;
    auto* unit = entry.mutable_unit();
    unit->set_unit_code(HouseCode(household));
    unit->set_address(absl::StrFormat("梅湾街道示例路%d号", household * 2 - 1));
    unit->set_area_cm2(1'000'000);
    unit->set_use("住宅");
    for (auto kind : {v1::Right::KIND_HOUSE_OWNERSHIP, v1::Right::KIND_LAND_USE}) {
      auto* right = unit->add_rights();
      right->set_kind(kind);
      right->set_share_numerator(1);
      right->set_share_denominator(1);
      SetParty("陈示一", "431199196203140018", *right->mutable_holder());
    }
    AddCertificate(v1::CERTIFICATE_KIND_HOUSE,
                   absl::StrFormat("永房权证冷水滩字第%d号", 90000000 + household), 1'000'000,
                   entry);
    AddCertificate(v1::CERTIFICATE_KIND_LAND,
                   absl::StrFormat("永国用(1999)第%d号", 900000 + household), 1'200'000, entry);
    return entry;
  }
  // A developer's first registration of a home.
  static v1::RegisterEntry HomeEntry(int home) {
    v1::RegisterEntry entry;
    auto* unit = entry.mutable_unit();
    unit->set_unit_code(HomeCode(home));
    unit->set_address(absl::StrFormat("示例安置小区A1-%04d", home));
    unit->set_area_cm2(923'500);
    unit->set_use("住宅");
    auto* right = unit->add_rights();
    right->set_kind(v1::Right::KIND_HOUSE_OWNERSHIP);
    right->set_share_numerator(1);
    right->set_share_denominator(1);
    right->mutable_holder()->set_name("市城投集团");
    right->mutable_holder()->set_id_type(v1::Party::ID_TYPE_USCC);
    right->mutable_holder()->set_id_number("91350100M000100Y43");
    AddCertificate(v1::CERTIFICATE_KIND_TITLE,
                   absl::StrFormat("湘(2025)永州市不动产权第%07d号", home), 923'500, entry);
    entry.mutable_certificates(0)->set_origin(v1::Certificate::ORIGIN_FIRST_REGISTRATION);
    return entry;
  }
  static void AddCertificate(v1::CertificateKind kind, const std::string& number, int64_t area_cm2,
                             v1::RegisterEntry& entry) {
    auto* certificate = entry.add_certificates();
    certificate->set_kind(kind);
    certificate->set_number(number);
    certificate->set_area_cm2(area_cm2);
    *certificate->mutable_issue_date() = Day("1999-06-01");
    certificate->set_origin(v1::Certificate::ORIGIN_TAKEN_OVER);
  }
  static void AddRestrictionTo(v1::Restriction::Kind kind, const char* id, const char* holder,
                               v1::RegisterEntry& entry) {
    auto* restriction = entry.mutable_unit()->add_restrictions();
    restriction->set_kind(kind);
    restriction->set_restriction_id(id);
    restriction->set_holder(holder);
    restriction->set_holder_id(holder);
    restriction->set_reference(std::string("文号") + id);
    *restriction->mutable_since() = Day("2025-06-10");
    if (kind == v1::Restriction::KIND_SEAL) *restriction->mutable_until() = Day("2028-06-09");
  }

  absl::StatusOr<v1::RegisterImport> Import(const std::vector<v1::RegisterEntry>& entries) {
    v1::ImportRegisterRequest request;
    request.set_register_import_id("i" + NewRequestId());
    request.mutable_register_import()->set_source("存量登记簿");
    request.mutable_register_import()->set_source_sha256(kSha256);
    for (const auto& entry : entries) *request.add_entries() = entry;
    request.set_request_id(NewRequestId());
    return imports_.ImportRegister(Nrb(), request);
  }
  // Houses 1 to `count`.
  void ImportHouses(int count) {
    std::vector<v1::RegisterEntry> entries;
    for (int i = 1; i <= count; ++i) entries.push_back(HouseEntry(i));
    ASSERT_THAT(Import(entries), IsOk());
  }

  v1::Unit ReadUnit(const std::string& code) {
    v1::GetUnitRequest request;
    request.set_name(UnitName(code));
    auto unit = units_.GetUnit(Nrb(), request);
    EXPECT_TRUE(unit.ok()) << unit.status();
    return unit.ok() ? *unit : v1::Unit();
  }
  v1::Certificate ReadCertificate(const std::string& name) {
    v1::GetCertificateRequest request;
    request.set_name(name);
    auto certificate = certificates_.GetCertificate(Nrb(), request);
    EXPECT_TRUE(certificate.ok()) << certificate.status();
    return certificate.ok() ? *certificate : v1::Certificate();
  }

  // What funds would sign for a household.
  common::v1::ProofStatement Statement(int household) {
    common::v1::ProofStatement statement;
    statement.set_proof_id(absl::StrFormat("projects/P1/payments/H%02d", household));
    statement.set_kind(common::v1::ProofStatement::KIND_COMPENSATION_PAID);
    statement.set_audience("registry");
    statement.set_household(HouseholdName(household));
    statement.set_amount_fen(58'692'700);
    statement.set_issuer("funds");
    return statement;
  }
  common::v1::SignedProof Sign(const common::v1::ProofStatement& statement) {
    auto envelope =
        crypto::SignEnvelope(key_, "funds-1", kProofDomain, statement.SerializeAsString());
    common::v1::SignedProof proof;
    proof.set_payload(envelope->payload);
    proof.set_key_id(envelope->key_id);
    proof.set_signature(envelope->signature);
    return proof;
  }
  v1::PushDeregistrationBasisRequest BasisRequest(int household) {
    v1::PushDeregistrationBasisRequest request;
    auto* basis = request.mutable_basis();
    basis->set_name(absl::StrFormat("projects/P1/deregistrationBases/H%02d", household));
    basis->set_household(HouseholdName(household));
    basis->set_unit_code(HouseCode(household));
    basis->set_source_kind(v1::DeregistrationBasis::SOURCE_KIND_AGREEMENT);
    basis->set_source(absl::StrFormat("projects/P1/agreements/H%02d", household));
    basis->set_compensated(v1::DeregistrationBasis::COMPENSATED_PAID);
    *basis->mutable_funds_proof() = Sign(Statement(household));
    request.set_request_id(NewRequestId());
    return request;
  }
  absl::StatusOr<v1::DeregistrationBasis> PushBasis(int household) {
    return bases_.PushDeregistrationBasis(Acquisition(), BasisRequest(household));
  }

  absl::StatusOr<v1::Cancellation> Request(const std::string& id,
                                           const std::vector<int>& households) {
    v1::RequestCancellationRequest request;
    request.set_parent("projects/P1");
    request.set_cancellation_id(id);
    for (int household : households) request.add_unit_codes(HouseCode(household));
    request.set_document("永政嘱〔2026〕示例1号");
    request.set_document_sha256(kSha256);
    request.set_request_id(NewRequestId());
    return cancellations_.RequestCancellation(Gov(), request);
  }
  absl::StatusOr<v1::Cancellation> Apply(const std::string& id,
                                         const std::vector<int>& households = {},
                                         const std::vector<int>& not_handed_in = {}) {
    v1::ApplyCancellationRequest request;
    request.set_name("projects/P1/cancellations/" + id);
    for (int household : households) request.add_unit_codes(HouseCode(household));
    for (int household : not_handed_in) request.add_not_handed_in_unit_codes(HouseCode(household));
    request.set_request_id(NewRequestId());
    return cancellations_.ApplyCancellation(Nrb("nrb-3"), request);
  }

  // To one owner, or to several in equal shares.
  absl::StatusOr<v1::Allotment> Allot(int household, int home, const v1::Party& owner) {
    return Allot(household, home, std::vector<v1::Party>{owner});
  }
  absl::StatusOr<v1::Allotment> Allot(int household, int home,
                                      const std::vector<v1::Party>& owners) {
    v1::PushAllotmentRequest request;
    auto* allotment = request.mutable_allotment();
    allotment->set_name(absl::StrFormat("projects/P1/allotments/H%02d", household));
    allotment->set_household(HouseholdName(household));
    allotment->set_home_unit_code(HomeCode(home));
    for (const v1::Party& owner : owners) {
      v1::OwnerShare& share = *allotment->add_owners();
      *share.mutable_owner() = owner;
      share.set_share_numerator(1);
      share.set_share_denominator(static_cast<int64_t>(owners.size()));
    }
    allotment->set_source(absl::StrFormat("projects/P1/agreements/H%02d", household));
    request.set_request_id(NewRequestId());
    return allotments_.PushAllotment(Acquisition(), request);
  }
  absl::StatusOr<v1::TitleApplication> ApplyFor(const std::string& id, int home,
                                                const v1::Party& owner) {
    v1::ApplyForTitleRequest request;
    request.set_parent("projects/P1");
    request.set_title_application_id(id);
    auto* application = request.mutable_title_application();
    application->set_home_unit_code(HomeCode(home));
    *application->mutable_owner() = owner;
    application->set_contract("安置购房合同示例1号");
    request.set_request_id(NewRequestId());
    return titles_.ApplyForTitle(Cig(), request);
  }
  absl::StatusOr<v1::TitleApplication> Accept(const std::string& id) {
    v1::AcceptTitleApplicationRequest request;
    request.set_name("projects/P1/titleApplications/" + id);
    request.set_request_id(NewRequestId());
    return titles_.AcceptTitleApplication(Nrb("nrb-1"), request);
  }
  absl::StatusOr<v1::TitleApplication> Register(const std::string& id) {
    v1::RegisterTitleRequest request;
    request.set_name("projects/P1/titleApplications/" + id);
    request.set_request_id(NewRequestId());
    return titles_.RegisterTitle(Nrb("nrb-3"), request);
  }
  absl::StatusOr<v1::Unit> Seal(const std::string& code, const char* id) {
    v1::RegisterSealRequest request;
    request.set_name(UnitName(code));
    request.set_restriction_id(id);
    request.set_court("永州市冷水滩区人民法院");
    request.set_notice("(2026)湘1103执示例1号");
    *request.mutable_until() = Day("2028-12-31");
    request.set_request_id(NewRequestId());
    return restrictions_.RegisterSeal(Court(), request);
  }
  absl::StatusOr<v1::Unit> Lift(const std::string& code, const char* id) {
    v1::LiftSealRequest request;
    request.set_name(UnitName(code));
    request.set_restriction_id(id);
    request.set_document("(2026)湘1103执示例1号之一");
    request.set_request_id(NewRequestId());
    return restrictions_.LiftSeal(Court(), request);
  }

  int64_t Count(const std::string& what) {
    auto rows = db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(5),
                             "SELECT COUNT(*) FROM " + what);
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  }

  ProofVerifier Verifier() {
    return [this](const common::v1::SignedProof& proof, absl::Time at) {
      crypto::SignedEnvelope envelope;
      envelope.key_id = proof.key_id();
      envelope.payload = proof.payload();
      envelope.signature = proof.signature();
      return keys_.Verify(kProofDomain, envelope, at);
    };
  }

  liandong::testing::TestStorage world_;
  crypto::PrivateKey key_;
  crypto::SigningKeySet keys_;
  RegisterImportService imports_;
  UnitService units_;
  RestrictionService restrictions_;
  CertificateService certificates_;
  AllotmentService allotments_;
  TitleService titles_;
  BasisService bases_;
  CancellationService cancellations_;
  VoidNoticeService notices_;
};

}  // namespace liandong::registry::testing

#endif  // SERVICES_REGISTRY_TESTING_REGISTRY_WORLD_H_
