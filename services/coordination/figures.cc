#include "services/coordination/figures.h"

#include "absl/time/clock.h"
#include "liandong/coordination/v1/resolution.pb.h"
#include "shared/calendar/date.h"
#include "shared/db/pool.h"
#include "shared/status/macros.h"

namespace liandong::coordination {
namespace {

constexpr char kCountResolutions[] =
    "SELECT state, COUNT(*) FROM resolutions GROUP BY state LIMIT 50";
constexpr char kCountOverdue[] =
    "SELECT COUNT(*) FROM resolutions WHERE state = 'STATE_OPEN' AND due_date < ?";
constexpr char kCountAlarms[] = "SELECT COUNT(*) FROM meeting_alarms";
constexpr absl::Duration kReadTimeMax = absl::Seconds(2);

}  // namespace

absl::StatusOr<Figures> ReadFigures(Storage& storage, absl::Time now) {
  Figures figures;
  const auto& states = *v1::Resolution::State_descriptor();
  for (int i = 1; i < states.value_count(); ++i) figures.resolutions[states.value(i)->name()] = 0;
  const absl::Time deadline = absl::Now() + kReadTimeMax;
  ASSIGN_OR_RETURN(db::Rows by_state, db::ReadRows(storage.pool(), deadline, kCountResolutions));
  for (const db::Row& row : by_state) figures.resolutions[row.Text(0)] = row.Int(1);
  ASSIGN_OR_RETURN(db::Rows overdue, db::ReadRows(storage.pool(), deadline, kCountOverdue,
                                                  {FormatDate(DateOf(now))}));
  figures.resolutions_overdue = overdue[0].Int(0);
  ASSIGN_OR_RETURN(db::Rows alarms, db::ReadRows(storage.pool(), deadline, kCountAlarms));
  figures.meetings_missing = alarms[0].Int(0);
  return figures;
}

void ShowFigures(Metrics& metrics, Storage& storage) {
  auto& overdue =
      metrics.Gauge("liandong_resolutions_overdue", "Open resolutions past their due day");
  auto& missing =
      metrics.Gauge("liandong_meetings_missing", "Months that passed without a regular meeting");
  metrics.OnScrape([&metrics, &storage, &overdue, &missing] {
    auto figures = ReadFigures(storage, storage.clock().Now());
    if (!figures.ok()) return;
    overdue.Set(static_cast<double>(figures->resolutions_overdue));
    missing.Set(static_cast<double>(figures->meetings_missing));
    for (const auto& [state, count] : figures->resolutions) {
      metrics.Gauge("liandong_resolutions", "Resolutions by state", {{"state", state}})
          .Set(static_cast<double>(count));
    }
  });
}

}  // namespace liandong::coordination
