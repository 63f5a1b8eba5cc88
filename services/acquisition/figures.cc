#include "services/acquisition/figures.h"

#include <map>
#include <string>

#include "absl/time/clock.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "liandong/acquisition/v1/agreement.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "shared/calendar/date.h"
#include "shared/db/pool.h"

namespace liandong::acquisition {
namespace {

constexpr char kHouseholdsByState[] =
    "SELECT state, COUNT(*) FROM households GROUP BY state LIMIT 20";
constexpr char kCompensationByState[] =
    "SELECT compensation_state, COUNT(*) FROM households GROUP BY compensation_state LIMIT 20";
constexpr char kAgreementsByState[] =
    "SELECT state, COUNT(*) FROM agreements GROUP BY state LIMIT 20";
constexpr char kMoneyAndDays[] =
    "SELECT CAST(COALESCE(SUM(owed_fen), 0) AS SIGNED),"
    " CAST(COALESCE(SUM(settled_fen), 0) AS SIGNED), COUNT(IF(vacated = 1, 1, NULL)),"
    " COUNT(IF(demolished = 1, 1, NULL)), COUNT(IF(vacated = 0 AND vacate_by < ?, 1, NULL))"
    " FROM households LIMIT 1";

// One gauge for each state, there from the first scrape.
template <class State>
std::map<std::string, prometheus::Gauge*> Gauges(Metrics& metrics, const std::string& name,
                                                 const std::string& help) {
  std::map<std::string, prometheus::Gauge*> gauges;
  const auto* type = google::protobuf::GetEnumDescriptor<State>();
  for (int i = 0; i < type->value_count(); ++i) {
    if (type->value(i)->number() == 0) continue;
    const std::string& state = type->value(i)->name();
    gauges[state] = &metrics.Gauge(name, help, {{"state", state}});
  }
  return gauges;
}

void Fill(Storage& storage, const char* sql,
          const std::map<std::string, prometheus::Gauge*>& gauges) {
  auto rows = db::ReadRows(storage.pool(), absl::Now() + absl::Seconds(2), sql);
  if (!rows.ok()) return;
  for (const auto& [state, gauge] : gauges) gauge->Set(0);
  for (const db::Row& row : *rows) {
    if (auto found = gauges.find(row.Text(0)); found != gauges.end()) {
      found->second->Set(static_cast<double>(row.Int(1)));
    }
  }
}

}  // namespace

void RegisterFigures(Metrics& metrics, Storage& storage) {
  const auto households =
      Gauges<v1::Household::State>(metrics, "liandong_households", "Households by state");
  const auto compensation = Gauges<v1::CompensationState>(
      metrics, "liandong_households_compensation", "Households by state of compensation");
  const auto agreements =
      Gauges<v1::Agreement::State>(metrics, "liandong_agreements", "Agreements by state");
  auto& owed = metrics.Gauge("liandong_compensation_owed_fen", "Owed to households");
  auto& settled = metrics.Gauge("liandong_compensation_settled_fen", "Of it paid or in escrow");
  auto& vacated = metrics.Gauge("liandong_households_vacated", "Households that moved out");
  auto& demolished = metrics.Gauge("liandong_households_demolished", "Houses taken down");
  auto& overdue = metrics.Gauge("liandong_vacating_overdue",
                                "Households still there after their day to vacate");
  metrics.OnScrape([=, &storage, &owed, &settled, &vacated, &demolished, &overdue] {
    Fill(storage, kHouseholdsByState, households);
    Fill(storage, kCompensationByState, compensation);
    Fill(storage, kAgreementsByState, agreements);
    auto rows = db::ReadRows(storage.pool(), absl::Now() + absl::Seconds(2), kMoneyAndDays,
                             {FormatDate(DateOf(storage.clock().Now()))});
    if (!rows.ok()) return;
    const db::Row& row = (*rows)[0];
    owed.Set(static_cast<double>(row.Int(0)));
    settled.Set(static_cast<double>(row.Int(1)));
    vacated.Set(static_cast<double>(row.Int(2)));
    demolished.Set(static_cast<double>(row.Int(3)));
    overdue.Set(static_cast<double>(row.Int(4)));
  });
}

}  // namespace liandong::acquisition
