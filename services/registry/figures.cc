#include "services/registry/figures.h"

#include <cctype>
#include <map>
#include <string>

#include "absl/time/clock.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "liandong/registry/v1/deregistration.pb.h"
#include "liandong/registry/v1/unit.pb.h"

namespace liandong::registry {
namespace {

constexpr char kCertificates[] =
    "SELECT kind, state, COUNT(*) FROM certificates GROUP BY kind, state LIMIT 100";
constexpr char kUnits[] = "SELECT state, COUNT(*) FROM units GROUP BY state LIMIT 100";
constexpr char kCancellations[] =
    "SELECT state, COUNT(*) FROM cancellations GROUP BY state LIMIT 100";
constexpr char kRestrictions[] =
    "SELECT CAST(COALESCE(SUM(open_mortgages), 0) AS SIGNED),"
    " CAST(COALESCE(SUM(open_seals), 0) AS SIGNED),"
    " CAST(COALESCE(SUM(open_freezes), 0) AS SIGNED) FROM units LIMIT 1";

constexpr absl::Duration kQueryTimeMax = absl::Seconds(2);

// Gauges by the labels' values, known beforehand from the contract.
using Gauges = std::map<std::string, prometheus::Gauge*>;

// "valid" of "CERTIFICATE_STATE_VALID".
std::string Label(const std::string& value, const std::string& prefix) {
  std::string label = value.substr(prefix.size());
  for (char& c : label) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return label;
}

template <class Enum>
std::map<std::string, std::string> LabelsOf(const std::string& prefix) {
  std::map<std::string, std::string> labels;
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  for (int i = 0; i < type->value_count(); ++i) {
    if (type->value(i)->number() == 0) continue;
    labels[type->value(i)->name()] = Label(type->value(i)->name(), prefix);
  }
  return labels;
}

template <class Enum>
Gauges ByState(Metrics& metrics, const std::string& name, const std::string& help) {
  Gauges gauges;
  for (const auto& [value, label] : LabelsOf<Enum>("STATE_")) {
    gauges[value] = &metrics.Gauge(name, help, {{"state", label}});
  }
  return gauges;
}

Gauges CertificateGauges(Metrics& metrics) {
  Gauges gauges;
  for (const auto& [kind, kind_label] : LabelsOf<v1::CertificateKind>("CERTIFICATE_KIND_")) {
    for (const auto& [state, state_label] : LabelsOf<v1::CertificateState>("CERTIFICATE_STATE_")) {
      gauges[kind + "|" + state] =
          &metrics.Gauge("liandong_registry_certificates", "Certificates by kind and state",
                         {{"kind", kind_label}, {"state", state_label}});
    }
  }
  return gauges;
}

// The last columns are counts, the ones before them form the key.
void Read(db::Pool& pool, const char* sql, const Gauges& gauges) {
  auto rows = db::ReadRows(pool, absl::Now() + kQueryTimeMax, sql);
  if (!rows.ok()) return;  // liandong_database_up tells
  for (const auto& [key, gauge] : gauges) gauge->Set(0);
  for (const db::Row& row : *rows) {
    std::string key = row.Text(0);
    for (size_t i = 1; i + 1 < row.size(); ++i) key += "|" + row.Text(i);
    if (auto gauge = gauges.find(key); gauge != gauges.end()) {
      gauge->second->Set(static_cast<double>(row.Int(row.size() - 1)));
    }
  }
}

}  // namespace

void RegisterFigures(Metrics& metrics, db::Pool& pool) {
  const Gauges certificates = CertificateGauges(metrics);
  const Gauges units =
      ByState<v1::Unit::State>(metrics, "liandong_registry_units", "Units by state");
  const Gauges cancellations = ByState<v1::Cancellation::State>(
      metrics, "liandong_registry_cancellations", "Requests for cancellation by state");
  std::vector<prometheus::Gauge*> restrictions;
  for (const char* kind : {"mortgage", "seal", "freeze"}) {
    restrictions.push_back(&metrics.Gauge("liandong_registry_restrictions",
                                          "Restrictions that have not ended, by kind",
                                          {{"kind", kind}}));
  }
  metrics.OnScrape([&pool, certificates, units, cancellations, restrictions] {
    Read(pool, kCertificates, certificates);
    Read(pool, kUnits, units);
    Read(pool, kCancellations, cancellations);
    auto rows = db::ReadRows(pool, absl::Now() + kQueryTimeMax, kRestrictions);
    if (!rows.ok() || rows->empty()) return;
    for (size_t i = 0; i < restrictions.size(); ++i) {
      restrictions[i]->Set(static_cast<double>((*rows)[0].Int(i)));
    }
  });
}

}  // namespace liandong::registry
