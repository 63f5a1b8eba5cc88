#include "services/registry/register/verify_register.h"

#include <map>
#include <optional>
#include <string>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/registry/register/register_rules.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"
#include "shared/storage/schema.h"
#include "shared/storage/verify_chain.h"

namespace liandong::registry {
namespace {

constexpr int kPageRows = 200;
constexpr int kYearsMax = 200;

// All of the reading sees the register as it is at the first SELECT: a title registered meanwhile
// would otherwise be a number beyond its serial.
constexpr char kOneMoment[] = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

constexpr char kSelectNumbers[] =
    "SELECT number, name FROM certificates WHERE number >= ? AND (number > ? OR name > ?)"
    " ORDER BY number, name LIMIT ?";
constexpr char kSelectSerials[] =
    "SELECT year, last_serial FROM title_serials ORDER BY year LIMIT ?";
constexpr char kSelectUnits[] =
    "SELECT name, doc, state FROM units WHERE name > ? ORDER BY name LIMIT ?";
constexpr char kSelectCertificates[] =
    "SELECT name, doc, state, kind, number, house_slot, land_slot FROM certificates"
    " WHERE name > ? ORDER BY name LIMIT ?";
constexpr char kSelectCancellation[] = "SELECT doc FROM cancellations WHERE name = ? LIMIT 1";
constexpr char kSelectBasis[] =
    "SELECT unit_code, household FROM deregistration_bases WHERE name = ? LIMIT 1";
constexpr char kSelectApplication[] =
    "SELECT state, home_unit_code FROM title_applications WHERE name = ? LIMIT 1";

// The rows of a table in the order of their names, which are the first column.
class Cursor {
 public:
  Cursor(db::Connection& connection, const char* sql, absl::Time deadline)
      : connection_(connection), sql_(sql), deadline_(deadline) {}

  // The row it stands at, until Pop(); null after the last.
  absl::StatusOr<const db::Row*> Peek() {
    if (next_ == rows_.size() && !ended_) {
      if (absl::Now() >= deadline_) return Refuse(kVerificationUnfinished);
      const std::string after = rows_.empty() ? "" : rows_.back().Text(0);
      ASSIGN_OR_RETURN(rows_, connection_.Query(sql_, {after, kPageRows}));
      next_ = 0;
      ended_ = rows_.size() < static_cast<size_t>(kPageRows);
    }
    return next_ < rows_.size() ? &rows_[next_] : nullptr;
  }
  void Pop() { ++next_; }

 private:
  db::Connection& connection_;
  const char* const sql_;
  const absl::Time deadline_;
  db::Rows rows_;
  size_t next_ = 0;
  bool ended_ = false;
};

class Verifier {
 public:
  Verifier(Storage& storage, db::Connection& connection, absl::Time deadline)
      : storage_(storage), connection_(connection), deadline_(deadline) {}

  absl::Status VerifyNumbers();
  absl::Status VerifyPages();
  bool found_differences() const { return !differences_.empty(); }
  v1::VerifyRegisterResponse Report();

 private:
  bool full() const { return differences_.size() >= kRegisterDifferencesMax; }
  // Reads the document of a row into `resource`; one that was erased or damaged makes the page
  // unreadable.
  absl::Status Read(const db::Row& row, SubjectKeys::Session& session,
                    google::protobuf::Message& resource, RegisterPage& page);
  // The unit of `row` with the certificates that `certificates` stands at.
  absl::StatusOr<RegisterPage> ReadPage(const db::Row& row, Cursor& certificates);
  absl::Status CheckEnds(const RegisterPage& page);
  absl::Status CheckCancellation(const v1::Certificate& certificate, const std::string& unit_code);
  absl::Status CheckTransfer(const v1::Certificate& certificate, const std::string& unit_code);

  Storage& storage_;
  db::Connection& connection_;
  const absl::Time deadline_;
  v1::VerifyRegisterResponse response_;
  Differences differences_;
  // The last request read: the units of one stand together.
  std::string cancellation_name_;
  std::optional<v1::Cancellation> cancellation_;
};

absl::Status Verifier::VerifyNumbers() {
  NumberSeries series;
  std::string number, name;
  while (!full()) {
    if (absl::Now() >= deadline_) return Refuse(kVerificationUnfinished);
    ASSIGN_OR_RETURN(const db::Rows rows,
                     connection_.Query(kSelectNumbers, {number, number, name, kPageRows}));
    for (const db::Row& row : rows) {
      number = row.Text(0);
      name = row.Text(1);
      series.Take(number, name, differences_);
    }
    if (rows.size() < static_cast<size_t>(kPageRows)) break;
  }
  response_.set_numbered(series.numbered());
  if (full()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const db::Rows rows, connection_.Query(kSelectSerials, {kYearsMax}));
  std::map<int, int64_t> serials;
  for (const db::Row& row : rows) serials[static_cast<int>(row.Int(0))] = row.Int(1);
  series.Finish(serials, differences_);
  return absl::OkStatus();
}

absl::Status Verifier::VerifyPages() {
  Cursor units(connection_, kSelectUnits, deadline_);
  Cursor certificates(connection_, kSelectCertificates, deadline_);
  while (!full()) {
    ASSIGN_OR_RETURN(const db::Row* unit, units.Peek());
    ASSIGN_OR_RETURN(const db::Row* certificate, certificates.Peek());
    if (certificate != nullptr &&
        (unit == nullptr || ParentOf(certificate->Text(0)) < unit->Text(0))) {
      Differ(RegisterDifference::KIND_UNIT_MISSING, certificate->Text(0), "", differences_);
      response_.set_certificates(response_.certificates() + 1);
      certificates.Pop();
      continue;
    }
    if (unit == nullptr) break;
    ASSIGN_OR_RETURN(const RegisterPage page, ReadPage(*unit, certificates));
    units.Pop();
    response_.set_units(response_.units() + 1);
    response_.set_certificates(response_.certificates() +
                               static_cast<int64_t>(page.certificates.size()));
    CheckPage(page, differences_);
    if (page.readable) RETURN_IF_ERROR(CheckEnds(page));
  }
  return absl::OkStatus();
}

absl::Status Verifier::Read(const db::Row& row, SubjectKeys::Session& session,
                            google::protobuf::Message& resource, RegisterPage& page) {
  const ResourceSchema& schema = ResourceSchema::Of(resource.GetDescriptor());
  const std::string& name = row.Text(0);
  const absl::Status read =
      DecodeDocument(storage_, connection_, session, row.Text(1), schema.personal, page.unit.name(),
                     absl::StrCat(schema.table, "|", name), resource);
  if (read.ok()) return read;
  resource.Clear();
  page.readable = false;
  if (ReasonOf(read) == kSubjectErased.name) {
    if (name == page.unit.name()) response_.set_erased_units(response_.erased_units() + 1);
    return absl::OkStatus();
  }
  if (read.code() != absl::StatusCode::kDataLoss) return read;
  Differ(RegisterDifference::KIND_UNREADABLE, name, "", differences_);
  return absl::OkStatus();
}

absl::StatusOr<RegisterPage> Verifier::ReadPage(const db::Row& row, Cursor& certificates) {
  RegisterPage page;
  SubjectKeys::Session session;
  page.unit.set_name(row.Text(0));
  v1::Unit unit;
  RETURN_IF_ERROR(Read(row, session, unit, page));
  unit.set_name(row.Text(0));
  page.unit = std::move(unit);
  v1::Unit::State state = v1::Unit::STATE_UNSPECIFIED;
  v1::Unit::State_Parse(row.Text(2), &state);
  page.unit.set_state(state);
  while (true) {
    ASSIGN_OR_RETURN(const db::Row* next, certificates.Peek());
    if (next == nullptr || ParentOf(next->Text(0)) != page.unit.name()) break;
    v1::Certificate certificate;
    RETURN_IF_ERROR(Read(*next, session, certificate, page));
    certificate.set_name(next->Text(0));
    v1::CertificateState certificate_state = v1::CERTIFICATE_STATE_UNSPECIFIED;
    v1::CertificateState_Parse(next->Text(2), &certificate_state);
    certificate.set_state(certificate_state);
    v1::CertificateKind kind = v1::CERTIFICATE_KIND_UNSPECIFIED;
    v1::CertificateKind_Parse(next->Text(3), &kind);
    certificate.set_kind(kind);
    certificate.set_number(next->Text(4));
    certificate.set_house_slot(next->Text(5));
    certificate.set_land_slot(next->Text(6));
    page.certificates.push_back(std::move(certificate));
    certificates.Pop();
  }
  return page;
}

absl::Status Verifier::CheckEnds(const RegisterPage& page) {
  for (const auto& certificate : page.certificates) {
    if (certificate.state() == v1::CERTIFICATE_STATE_CANCELLED) {
      RETURN_IF_ERROR(CheckCancellation(certificate, page.unit.unit_code()));
    } else if (certificate.state() == v1::CERTIFICATE_STATE_TRANSFERRED) {
      RETURN_IF_ERROR(CheckTransfer(certificate, page.unit.unit_code()));
    }
  }
  return absl::OkStatus();
}

absl::Status Verifier::CheckCancellation(const v1::Certificate& certificate,
                                         const std::string& unit_code) {
  if (cancellation_name_ != certificate.ended_by()) {
    ASSIGN_OR_RETURN(const db::Rows rows,
                     connection_.Query(kSelectCancellation, {certificate.ended_by()}));
    cancellation_name_ = certificate.ended_by();
    cancellation_.reset();
    if (!rows.empty() && !cancellation_.emplace().ParseFromString(rows[0].Text(0))) {
      Differ(RegisterDifference::KIND_UNREADABLE, cancellation_name_, "", differences_);
      cancellation_.reset();
    }
  }
  const v1::CancellationItem* item = CheckCancelled(
      certificate, unit_code, cancellation_ ? &*cancellation_ : nullptr, differences_);
  if (item == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(const db::Rows rows, connection_.Query(kSelectBasis, {item->basis()}));
  if (rows.empty() || rows[0].Text(0) != unit_code || rows[0].Text(1) != item->household()) {
    Differ(RegisterDifference::KIND_BASIS_MISSING, certificate.name(), "", differences_);
  }
  return absl::OkStatus();
}

absl::Status Verifier::CheckTransfer(const v1::Certificate& certificate,
                                     const std::string& unit_code) {
  ASSIGN_OR_RETURN(const db::Rows rows,
                   connection_.Query(kSelectApplication, {certificate.ended_by()}));
  if (rows.empty() || rows[0].Text(0) != "STATE_REGISTERED" || rows[0].Text(1) != unit_code) {
    Differ(RegisterDifference::KIND_APPLICATION_MISSING, certificate.name(), "", differences_);
  }
  return absl::OkStatus();
}

v1::VerifyRegisterResponse Verifier::Report() {
  if (full()) differences_.resize(kRegisterDifferencesMax);
  response_.set_ok(differences_.empty());
  for (auto& difference : differences_) *response_.add_differences() = std::move(difference);
  return std::move(response_);
}

}  // namespace

absl::StatusOr<v1::VerifyRegisterResponse> VerifyStoredRegister(Storage& storage,
                                                                absl::Time deadline) {
  ASSIGN_OR_RETURN(db::Pool::Lease connection, storage.pool().Acquire(deadline));
  RETURN_IF_ERROR(connection->Execute(kOneMoment).status());
  RETURN_IF_ERROR(connection->Begin());
  const absl::Cleanup end = [&connection] { connection->Rollback(); };
  Verifier verifier(storage, *connection, deadline);
  absl::Status verified = verifier.VerifyNumbers();
  if (verified.ok()) verified = verifier.VerifyPages();
  // What was found until the deadline is told.
  const bool unfinished = ReasonOf(verified) == kVerificationUnfinished.name;
  if (!verified.ok() && !(unfinished && verifier.found_differences())) return verified;
  return verifier.Report();
}

}  // namespace liandong::registry
