#include "services/registry/figures.h"

#include "liandong/registry/v1/deregistration.pb.h"
#include "liandong/registry/v1/title.pb.h"
#include "liandong/registry/v1/unit.pb.h"

namespace liandong::registry {
namespace {

constexpr char kCertificates[] =
    "SELECT kind, state, COUNT(*) FROM certificates GROUP BY kind, state LIMIT 100";
constexpr char kUnits[] = "SELECT state, COUNT(*) FROM units GROUP BY state LIMIT 100";
constexpr char kCancellations[] =
    "SELECT state, COUNT(*) FROM cancellations GROUP BY state LIMIT 100";
constexpr char kTitleApplications[] =
    "SELECT state, COUNT(*) FROM title_applications GROUP BY state LIMIT 100";
constexpr char kRestrictions[] =
    "SELECT 'KIND_MORTGAGE', CAST(COALESCE(SUM(open_mortgages), 0) AS SIGNED) FROM units"
    " UNION ALL SELECT 'KIND_SEAL', CAST(COALESCE(SUM(open_seals), 0) AS SIGNED) FROM units"
    " UNION ALL SELECT 'KIND_FREEZE', CAST(COALESCE(SUM(open_freezes), 0) AS SIGNED) FROM units"
    " LIMIT 3";

}  // namespace

void AddFigures(Figures& figures, Storage&) {
  figures.Add(
      {.name = "liandong_registry_certificates",
       .help = "Certificates by kind and state",
       .labels = {EnumLabel<v1::CertificateKind>("kind"), EnumLabel<v1::CertificateState>("state")},
       .sql = kCertificates});
  figures.Add({.name = "liandong_registry_units",
               .help = "Units by state",
               .labels = {EnumLabel<v1::Unit::State>("state")},
               .sql = kUnits});
  figures.Add({.name = "liandong_registry_cancellations",
               .help = "Requests for cancellation by state",
               .labels = {EnumLabel<v1::Cancellation::State>("state")},
               .sql = kCancellations});
  figures.Add({.name = "liandong_registry_title_applications",
               .help = "Applications for a title by state",
               .labels = {EnumLabel<v1::TitleApplication::State>("state")},
               .sql = kTitleApplications});
  figures.Add({.name = "liandong_registry_restrictions",
               .help = "Restrictions that have not ended, by kind",
               .labels = {EnumLabel<v1::Restriction::Kind>("kind")},
               .sql = kRestrictions});
}

}  // namespace liandong::registry
