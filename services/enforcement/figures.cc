#include "services/enforcement/figures.h"

#include "liandong/enforcement/v1/action.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "shared/calendar/date.h"

namespace liandong::enforcement {
namespace {

constexpr char kCases[] =
    "SELECT track, state, COUNT(*) FROM court_cases GROUP BY track, state LIMIT 1000";
constexpr char kActions[] = "SELECT state, COUNT(*) FROM actions GROUP BY state LIMIT 100";
constexpr char kAtRisk[] =
    "SELECT duty_kind, COUNT(*) FROM court_cases WHERE safe_due <= ? AND legal_due >= ?"
    " GROUP BY duty_kind LIMIT 100";
constexpr char kOverdue[] =
    "SELECT duty_kind, COUNT(*) FROM court_cases WHERE legal_due < ? GROUP BY duty_kind LIMIT 100";

}  // namespace

void AddFigures(Figures& figures, Storage& storage) {
  auto today = [&storage] { return FormatDate(DateOf(storage.clock().Now())); };
  figures.Add({.name = "liandong_enforcement_cases",
               .help = "Court cases by track and state",
               .labels = {EnumLabel<v1::Track>("track"), EnumLabel<v1::Case::State>("state")},
               .sql = kCases});
  figures.Add({.name = "liandong_enforcement_actions",
               .help = "Enforcement actions by state",
               .labels = {EnumLabel<v1::Action::State>("state")},
               .sql = kActions});
  figures.Add({.name = "liandong_enforcement_deadlines_at_risk",
               .help = "Duties whose safe day has come, by duty",
               .labels = {EnumLabel<v1::DutyKind>("duty")},
               .sql = kAtRisk,
               .values = [today] {
                 return db::Values{today(), today()};
               }});
  figures.Add({.name = "liandong_enforcement_deadlines_overdue",
               .help = "Duties whose legal day has passed, by duty",
               .labels = {EnumLabel<v1::DutyKind>("duty")},
               .sql = kOverdue,
               .values = [today] { return db::Values{today()}; }});
}

}  // namespace liandong::enforcement
