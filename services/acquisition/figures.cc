#include "services/acquisition/figures.h"

#include "liandong/acquisition/v1/agreement.pb.h"
#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/resettlement.pb.h"
#include "shared/calendar/date.h"

namespace liandong::acquisition {
namespace {

constexpr char kProjects[] = "SELECT state, COUNT(*) FROM projects GROUP BY state LIMIT 20";
constexpr char kHouseholds[] = "SELECT state, COUNT(*) FROM households GROUP BY state LIMIT 20";
constexpr char kCompensation[] =
    "SELECT compensation_state, COUNT(*) FROM households GROUP BY compensation_state LIMIT 20";
constexpr char kAgreements[] = "SELECT state, COUNT(*) FROM agreements GROUP BY state LIMIT 20";
constexpr char kDecisions[] =
    "SELECT state, COUNT(*) FROM compensation_decisions GROUP BY state LIMIT 20";
constexpr char kHomes[] = "SELECT state, COUNT(*) FROM homes GROUP BY state LIMIT 20";
constexpr char kOwed[] =
    "SELECT CAST(COALESCE(SUM(owed_fen), 0) AS SIGNED) FROM households LIMIT 1";
constexpr char kSettled[] =
    "SELECT CAST(COALESCE(SUM(settled_fen), 0) AS SIGNED) FROM households LIMIT 1";
constexpr char kVacated[] = "SELECT COUNT(*) FROM households WHERE vacated = 1 LIMIT 1";
constexpr char kDemolished[] = "SELECT COUNT(*) FROM households WHERE demolished = 1 LIMIT 1";
constexpr char kVacatingOverdue[] =
    "SELECT COUNT(*) FROM households WHERE vacated = 0 AND vacate_by < ? LIMIT 1";

template <class State>
Figure ByState(const char* name, const char* help, const char* sql) {
  return {.name = name, .help = help, .labels = {EnumLabel<State>("state")}, .sql = sql};
}

Figure Single(const char* name, const char* help, const char* sql) {
  return {.name = name, .help = help, .labels = {}, .sql = sql};
}

}  // namespace

void AddFigures(Figures& figures, Storage& storage) {
  figures.Add(ByState<v1::Project::State>("liandong_projects", "Projects by state", kProjects));
  figures.Add(
      ByState<v1::Household::State>("liandong_households", "Households by state", kHouseholds));
  figures.Add(ByState<v1::CompensationState>("liandong_households_compensation",
                                             "Households by state of compensation", kCompensation));
  figures.Add(
      ByState<v1::Agreement::State>("liandong_agreements", "Agreements by state", kAgreements));
  figures.Add(ByState<v1::CompensationDecision::State>(
      "liandong_compensation_decisions", "Compensation decisions by state", kDecisions));
  figures.Add(ByState<v1::Home::State>("liandong_homes", "Resettlement homes by state", kHomes));
  figures.Add(Single("liandong_compensation_owed_fen", "Owed to households", kOwed));
  figures.Add(Single("liandong_compensation_settled_fen", "Of it paid or in escrow", kSettled));
  figures.Add(Single("liandong_households_vacated", "Households that moved out", kVacated));
  figures.Add(Single("liandong_households_demolished", "Houses taken down", kDemolished));
  Figure overdue = Single("liandong_vacating_overdue",
                          "Households still there after their day to vacate", kVacatingOverdue);
  overdue.values = [&storage] { return db::Values{FormatDate(DateOf(storage.clock().Now()))}; };
  figures.Add(std::move(overdue));
}

}  // namespace liandong::acquisition
