#include "services/enforcement/figures.h"

#include "absl/time/clock.h"
#include "google/protobuf/descriptor.h"
#include "liandong/enforcement/v1/action.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "shared/db/pool.h"
#include "shared/status/macros.h"

namespace liandong::enforcement {
namespace {

constexpr char kSelectCases[] =
    "SELECT track, state, COUNT(*) FROM court_cases GROUP BY track, state LIMIT 1000";
constexpr char kSelectActions[] = "SELECT state, COUNT(*) FROM actions GROUP BY state LIMIT 100";
constexpr char kSelectAtRisk[] =
    "SELECT duty_kind, COUNT(*) FROM court_cases WHERE safe_due <= ? AND legal_due >= ?"
    " GROUP BY duty_kind LIMIT 100";
constexpr char kSelectOverdue[] =
    "SELECT duty_kind, COUNT(*) FROM court_cases WHERE legal_due < ? GROUP BY duty_kind LIMIT 100";

// Value names of an enum without the unspecified one.
template <class Enum>
std::vector<std::string> Values() {
  std::vector<std::string> names;
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  for (int i = 1; i < type->value_count(); ++i) names.push_back(type->value(i)->name());
  return names;
}

int64_t CountOf(const std::map<std::string, int64_t>& counts, const std::string& key) {
  auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

absl::StatusOr<Figures> ReadFigures(Storage& storage, Date today, absl::Time deadline) {
  Figures figures;
  const std::string day = FormatDate(today);
  ASSIGN_OR_RETURN(db::Rows cases, db::ReadRows(storage.pool(), deadline, kSelectCases));
  for (const db::Row& row : cases) figures.cases[{row.Text(0), row.Text(1)}] = row.Int(2);
  ASSIGN_OR_RETURN(db::Rows actions, db::ReadRows(storage.pool(), deadline, kSelectActions));
  for (const db::Row& row : actions) figures.actions[row.Text(0)] = row.Int(1);
  ASSIGN_OR_RETURN(db::Rows at_risk,
                   db::ReadRows(storage.pool(), deadline, kSelectAtRisk, {day, day}));
  for (const db::Row& row : at_risk) figures.at_risk[row.Text(0)] = row.Int(1);
  ASSIGN_OR_RETURN(db::Rows overdue, db::ReadRows(storage.pool(), deadline, kSelectOverdue, {day}));
  for (const db::Row& row : overdue) figures.overdue[row.Text(0)] = row.Int(1);
  return figures;
}

void RegisterFigures(Metrics& metrics, Storage& storage) {
  std::map<std::pair<std::string, std::string>, prometheus::Gauge*> cases;
  for (const std::string& track : Values<v1::Track>()) {
    for (const std::string& state : Values<v1::Case::State>()) {
      cases[{track, state}] = &metrics.Gauge("liandong_enforcement_cases", "Court cases",
                                             {{"track", track}, {"state", state}});
    }
  }
  std::map<std::string, prometheus::Gauge*> actions, at_risk, overdue;
  for (const std::string& state : Values<v1::Action::State>()) {
    actions[state] =
        &metrics.Gauge("liandong_enforcement_actions", "Enforcement actions", {{"state", state}});
  }
  for (const std::string& duty : Values<v1::DutyKind>()) {
    at_risk[duty] = &metrics.Gauge("liandong_enforcement_deadlines_at_risk",
                                   "Duties whose safe day has come", {{"duty", duty}});
    overdue[duty] = &metrics.Gauge("liandong_enforcement_deadlines_overdue",
                                   "Duties whose legal day has passed", {{"duty", duty}});
  }
  metrics.OnScrape([=, &storage] {
    auto figures =
        ReadFigures(storage, DateOf(storage.clock().Now()), absl::Now() + absl::Seconds(2));
    if (!figures.ok()) return;
    for (const auto& [key, gauge] : cases) {
      auto found = figures->cases.find(key);
      gauge->Set(found == figures->cases.end() ? 0 : static_cast<double>(found->second));
    }
    for (const auto& [state, gauge] : actions) {
      gauge->Set(static_cast<double>(CountOf(figures->actions, state)));
    }
    for (const auto& [duty, gauge] : at_risk) {
      gauge->Set(static_cast<double>(CountOf(figures->at_risk, duty)));
    }
    for (const auto& [duty, gauge] : overdue) {
      gauge->Set(static_cast<double>(CountOf(figures->overdue, duty)));
    }
  });
}

}  // namespace liandong::enforcement
