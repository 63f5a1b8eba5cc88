#include "shared/testing/test_pki.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "shared/auth/directory_builder.h"
#include "shared/auth/spiffe.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/openssl.h"
#include "shared/crypto/random.h"

namespace liandong::testing {
namespace {

using common::v1::Agency;
using common::v1::Service;

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "test PKI: %s\n", what.c_str());
  std::abort();
}

void Must(bool done, const char* what) {
  if (!done) Die(what);
}

template <class T>
T Value(absl::StatusOr<T> result) {
  if (!result.ok()) Die(result.status().ToString());
  return *std::move(result);
}

std::string Text(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<size_t>(length));
}

crypto::PkeyPtr NewKey() {
  crypto::PkeyPtr key(EVP_EC_gen("P-256"));
  Must(key != nullptr, "no P-256 key");
  return key;
}

std::string KeyPem(EVP_PKEY* key) {
  crypto::BioPtr out(BIO_new(BIO_s_mem()));
  Must(PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
       "key not written");
  return Text(out.get());
}

std::string CertificatePem(X509* certificate) {
  crypto::BioPtr out(BIO_new(BIO_s_mem()));
  Must(PEM_write_bio_X509(out.get(), certificate) == 1, "certificate not written");
  return Text(out.get());
}

std::string Sha256Of(X509* certificate) {
  unsigned char* der = nullptr;
  const int length = i2d_X509(certificate, &der);
  Must(length > 0, "certificate without DER form");
  const std::string bytes(reinterpret_cast<const char*>(der), static_cast<size_t>(length));
  OPENSSL_free(der);
  return crypto::HexEncode(crypto::Sha256(bytes));
}

void AddExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  Must(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1,
       "extension not added");
  X509_EXTENSION_free(extension);
}

// Without extensions and signature.
crypto::CertificatePtr Blank(EVP_PKEY* key, const std::string& common_name, absl::Time from,
                             absl::Time to) {
  crypto::CertificatePtr certificate(X509_new());
  Must(certificate != nullptr && X509_set_version(certificate.get(), X509_VERSION_3) == 1,
       "no certificate");
  std::string serial = crypto::SecureRandom()(16);
  serial[0] = static_cast<char>((serial[0] & 0x3f) | 0x40);  // positive, of full length
  BIGNUM* number = BN_bin2bn(crypto::Bytes(std::string_view(serial)), 16, nullptr);
  Must(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get())) != nullptr,
       "no serial number");
  BN_free(number);
  Must(ASN1_TIME_set(X509_getm_notBefore(certificate.get()), absl::ToTimeT(from)) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate.get()), absl::ToTimeT(to)) != nullptr,
       "no period of validity");
  X509_NAME* name = X509_get_subject_name(certificate.get());
  Must(X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, crypto::Bytes("Liandong Test"), -1, -1,
                                  0) == 1 &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      crypto::Bytes(std::string_view(common_name)),
                                      static_cast<int>(common_name.size()), -1, 0) == 1 &&
           X509_set_pubkey(certificate.get(), key) == 1,
       "no subject");
  return certificate;
}

void WriteTime(absl::Time time, google::protobuf::Timestamp& proto) {
  proto.set_seconds(absl::ToUnixSeconds(time));
}

}  // namespace

struct TestAuthority::Parts {
  crypto::PkeyPtr key;
  crypto::CertificatePtr certificate;
  std::string pem;
};

TestAuthority::TestAuthority(const std::string& name) : parts_(std::make_unique<Parts>()) {
  parts_->key = NewKey();
  parts_->certificate = Blank(parts_->key.get(), name, absl::Now() - absl::Hours(24 * 30),
                              absl::Now() + absl::Hours(24 * 30));
  X509* certificate = parts_->certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  AddExtension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  AddExtension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
  AddExtension(certificate, certificate, NID_subject_key_identifier, "hash");
  Must(X509_sign(certificate, parts_->key.get(), EVP_sha256()) > 0, "authority not signed");
  parts_->pem = CertificatePem(certificate);
}

TestAuthority::~TestAuthority() = default;

const std::string& TestAuthority::certificate_pem() const { return parts_->pem; }

TestCertificate TestAuthority::Issue(const CertificateProfile& profile) const {
  crypto::PkeyPtr key = NewKey();
  crypto::CertificatePtr certificate =
      Blank(key.get(), profile.common_name, absl::Now() + profile.valid_from,
            absl::Now() + profile.valid_to);
  X509* issuer = parts_->certificate.get();
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer));
  AddExtension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
  AddExtension(certificate.get(), issuer, NID_key_usage, "critical,digitalSignature");
  AddExtension(certificate.get(), issuer, NID_ext_key_usage,
               profile.server ? "serverAuth,clientAuth" : "clientAuth");
  std::vector<std::string> names;
  for (const std::string& uri : profile.uris) names.push_back("URI:" + uri);
  for (const std::string& dns : profile.dns_names) names.push_back("DNS:" + dns);
  if (!names.empty()) {
    AddExtension(certificate.get(), issuer, NID_subject_alt_name, absl::StrJoin(names, ","));
  }
  AddExtension(certificate.get(), issuer, NID_subject_key_identifier, "hash");
  AddExtension(certificate.get(), issuer, NID_authority_key_identifier, "keyid");
  Must(X509_sign(certificate.get(), parts_->key.get(), EVP_sha256()) > 0, "leaf not signed");
  return {CertificatePem(certificate.get()), KeyPem(key.get()), Sha256Of(certificate.get())};
}

TestFolder::TestFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "liandong-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) Die("no temporary directory");
  path_ = pattern;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TestFolder::Write(const std::string& name, const std::string& content) const {
  const std::string path = absl::StrCat(path_, "/", name);
  const std::string next = path + ".new";
  {
    std::ofstream file(next, std::ios::binary | std::ios::trunc);
    std::filesystem::permissions(
        next, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    file << content;
    if (!file.good()) Die("can not write " + path);
  }
  std::filesystem::rename(next, path);
  return path;
}

TestPki::TestPki(const TestPkiOptions& options)
    : options_(options),
      authority_("Liandong Test CA"),
      root_(Value(crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519))) {
  for (Agency agency : Agencies()) AddOrganisation(agency);
  for (Service service : Services()) {
    const auto& key =
        signing_keys_
            .emplace(service,
                     Value(crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519)))
            .first->second;
    auto* published = snapshot_.add_signing_keys();
    published->set_service(service);
    published->set_key_id(absl::StrCat(options_.key_prefix, auth::ServiceName(service), "-1"));
    published->set_public_key(key.public_key().pem());
  }
}

std::vector<Agency> TestPki::Agencies() {
  std::vector<Agency> agencies;
  const auto* type = common::v1::Agency_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const int number = type->value(i)->number();
    if (number != 0) agencies.push_back(static_cast<Agency>(number));
  }
  return agencies;
}

std::vector<Service> TestPki::Services() {
  std::vector<Service> services;
  const auto* type = common::v1::Service_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const int number = type->value(i)->number();
    if (number != 0) services.push_back(static_cast<Service>(number));
  }
  return services;
}

std::string TestPki::OrganisationOf(Agency agency) {
  const std::string name = common::v1::Agency_Name(agency);  // AGENCY_HOUSING_BUREAU
  return absl::StrReplaceAll(absl::AsciiStrToLower(name.substr(name.find('_') + 1)), {{"_", "-"}});
}

std::string TestPki::OfficerOf(Agency agency, int number) {
  if (agency == common::v1::AGENCY_BANK) return "";
  return absl::StrCat(OrganisationOf(agency), "-", number);
}

std::string TestPki::UriOf(Agency agency) const {
  return absl::StrCat("spiffe://", options_.trust_domain, "/agency/", OrganisationOf(agency));
}

std::string TestPki::UriOf(Service service) const {
  return absl::StrCat("spiffe://", options_.trust_domain, "/service/", auth::ServiceName(service));
}

CertificateProfile TestPki::ProfileOf(Agency agency) const {
  return {.common_name = OrganisationOf(agency), .uris = {UriOf(agency)}, .dns_names = {}};
}

CertificateProfile TestPki::ProfileOf(Service service) const {
  const std::string name = auth::ServiceName(service);
  return {.common_name = name,
          .uris = {UriOf(service)},
          .dns_names = {"localhost", name},
          .server = true};
}

const TestCertificate& TestPki::Certificate(Agency agency) {
  auto [at, added] = certificates_.try_emplace(UriOf(agency));
  if (added) at->second = authority_.Issue(ProfileOf(agency));
  return at->second;
}

const TestCertificate& TestPki::Certificate(Service service) {
  auto [at, added] = certificates_.try_emplace(UriOf(service));
  if (added) at->second = authority_.Issue(ProfileOf(service));
  return at->second;
}

const crypto::PrivateKey& TestPki::OfficerKey(const std::string& officer) const {
  auto found = officer_keys_.find(officer);
  if (found == officer_keys_.end()) Die("no officer " + officer);
  return found->second;
}

std::string TestPki::OfficerKeyId(const std::string& officer) const {
  return absl::StrCat(options_.key_prefix, officer);
}

void TestPki::AddOrganisation(Agency agency) {
  const std::string id = OrganisationOf(agency);
  auto* organisation = snapshot_.add_organisations();
  organisation->set_id(id);
  organisation->set_agency(agency);
  organisation->set_name_zh("单位");
  organisation->set_name_en(id);
  organisation->add_territories("431103");
  organisation->add_territories("431171");
  if (OfficerOf(agency).empty()) return;
  AddOfficer(id, 1, crypto::SignatureAlgorithm::kEd25519);
  AddOfficer(id, 2, crypto::SignatureAlgorithm::kEs256);
}

void TestPki::AddOfficer(const std::string& organisation, int number,
                         crypto::SignatureAlgorithm algorithm) {
  const std::string id = absl::StrCat(organisation, "-", number);
  const auto& key =
      officer_keys_.emplace(id, Value(crypto::PrivateKey::Generate(algorithm))).first->second;
  auto* officer = snapshot_.add_officers();
  officer->set_id(id);
  officer->set_organisation_id(organisation);
  officer->set_title("经办人");
  officer->add_roles(number == 1 ? "maker" : "checker");
  officer->set_trained(true);
  auto* enrolled = officer->add_keys();
  enrolled->set_key_id(OfficerKeyId(id));
  enrolled->set_algorithm(std::string(crypto::NameOf(algorithm)));
  enrolled->set_public_key(key.public_key().pem());
}

common::v1::SignedDirectory TestPki::Sign() {
  snapshot_.set_version(snapshot_.version() + 1);
  WriteTime(absl::Now(), *snapshot_.mutable_issued_at());
  WriteTime(absl::Now() + absl::Hours(24), *snapshot_.mutable_expires_at());
  return Value(auth::SignDirectory(snapshot_, root_, root_key_id()));
}

void TestPki::Revoke(const TestCertificate& certificate) {
  auto* revoked = snapshot_.add_revoked_certificates();
  revoked->set_sha256(certificate.sha256);
  WriteTime(absl::Now() - absl::Minutes(1), *revoked->mutable_revoked_at());
  revoked->set_reason("test");
}

Config TestConfig(TestPki& pki, const db::ConnectOptions& database, Service service) {
  const std::string name = auth::ServiceName(service);
  const TestFolder& folder = pki.folder();
  const TestCertificate& certificate = pki.Certificate(service);
  const std::filesystem::path shared = std::filesystem::path(__FILE__).parent_path().parent_path();
  // A key-encryption key for each configuration: databases do not share one.
  const std::string kek =
      absl::StrCat(pki.options_.key_prefix, "kek-1 ",
                   crypto::Base64UrlEncode(crypto::SecureRandom()(32)), " active\n");
  static std::atomic<int> number{0};
  const std::string prefix = absl::StrCat(name, "-", ++number, "-");

  Config config;
  config.profile = crypto::IsDevelopmentKey(pki.root_key_id()) ? "development" : "production";
  config.log_level = "error";
  config.trust_domain = pki.trust_domain();
  config.directory = folder.Write(prefix + "directory.binpb", pki.Sign().SerializeAsString());
  config.directory_root_key = folder.Write("root.pub.pem", pki.root().public_key().pem());
  config.directory_root_key_id = pki.root_key_id();
  config.directory_age_hours_max = 24;
  config.kek_file = folder.Write(prefix + "kek", kek);
  config.signing_key = folder.Write(
      prefix + "signing.pem", std::string(Value(pki.signing_keys_.at(service).ToPem()).view()));
  config.signing_key_id = absl::StrCat(pki.options_.key_prefix, name, "-1");
  config.rules = (shared / "rules/data/rules.json").string();
  config.holidays = (shared / "calendar/data/holidays.json").string();
  config.db_connections_max = 12;
  config.database = database;
  config.migrator = config.database;
  config.server.listen = "127.0.0.1:0";
  config.server.tls = {
      .ca = folder.Write("ca.pem", pki.authority().certificate_pem()),
      .certificate = folder.Write(prefix + "cert.pem", certificate.certificate_pem),
      .key = folder.Write(prefix + "key.pem", certificate.key_pem)};
  config.server.drain_delay = absl::ZeroDuration();
  config.dispatch.workers = 8;
  config.dispatch.in_flight_per_caller_max = 4;
  config.dispatch.development = config.development();
  return config;
}

}  // namespace liandong::testing
