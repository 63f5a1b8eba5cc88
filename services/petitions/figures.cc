#include "services/petitions/figures.h"

#include "absl/time/clock.h"
#include "liandong/petitions/v1/incident.pb.h"
#include "liandong/petitions/v1/petition.pb.h"
#include "shared/calendar/date.h"
#include "shared/db/pool.h"
#include "shared/status/macros.h"

namespace liandong::petitions {
namespace {

constexpr char kCountPetitions[] = "SELECT state, COUNT(*) FROM petitions GROUP BY state LIMIT 50";
constexpr char kCountOverdue[] = "SELECT COUNT(*) FROM petitions WHERE due_date < ?";
constexpr char kCountIncidents[] =
    "SELECT grade, COUNT(*) FROM incidents WHERE state <> 'STATE_CLOSED' GROUP BY grade LIMIT 50";
constexpr absl::Duration kReadTimeMax = absl::Seconds(2);

absl::StatusOr<std::map<std::string, int64_t>> Count(Storage& storage, const char* sql,
                                                     const google::protobuf::EnumDescriptor& all) {
  std::map<std::string, int64_t> counts;
  for (int i = 1; i < all.value_count(); ++i) counts[all.value(i)->name()] = 0;
  ASSIGN_OR_RETURN(db::Rows rows, db::ReadRows(storage.pool(), absl::Now() + kReadTimeMax, sql));
  for (const db::Row& row : rows) counts[row.Text(0)] = row.Int(1);
  return counts;
}

}  // namespace

absl::StatusOr<Figures> ReadFigures(Storage& storage, absl::Time now) {
  Figures figures;
  ASSIGN_OR_RETURN(figures.petitions,
                   Count(storage, kCountPetitions, *v1::Petition::State_descriptor()));
  ASSIGN_OR_RETURN(figures.open_incidents,
                   Count(storage, kCountIncidents, *v1::Grade_descriptor()));
  ASSIGN_OR_RETURN(db::Rows rows, db::ReadRows(storage.pool(), absl::Now() + kReadTimeMax,
                                               kCountOverdue, {FormatDate(DateOf(now))}));
  figures.petitions_overdue = rows[0].Int(0);
  return figures;
}

void ShowFigures(Metrics& metrics, Storage& storage) {
  auto& overdue =
      metrics.Gauge("liandong_petitions_overdue", "Petitions whose running period has passed");
  metrics.OnScrape([&metrics, &storage, &overdue] {
    auto figures = ReadFigures(storage, storage.clock().Now());
    if (!figures.ok()) return;
    overdue.Set(static_cast<double>(figures->petitions_overdue));
    for (const auto& [state, count] : figures->petitions) {
      metrics.Gauge("liandong_petitions", "Petitions by state", {{"state", state}})
          .Set(static_cast<double>(count));
    }
    for (const auto& [grade, count] : figures->open_incidents) {
      metrics.Gauge("liandong_incidents_open", "Incidents not closed, by grade", {{"grade", grade}})
          .Set(static_cast<double>(count));
    }
  });
}

}  // namespace liandong::petitions
