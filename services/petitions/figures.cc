#include "services/petitions/figures.h"

#include "liandong/petitions/v1/incident.pb.h"
#include "liandong/petitions/v1/petition.pb.h"
#include "liandong/petitions/v1/warning.pb.h"
#include "shared/calendar/date.h"

namespace liandong::petitions {
namespace {

constexpr char kPetitions[] = "SELECT state, COUNT(*) FROM petitions GROUP BY state LIMIT 50";
// What needs no answer any more has no due day.
constexpr char kPetitionsOverdue[] = "SELECT COUNT(*) FROM petitions WHERE due_date < ? LIMIT 1";
constexpr char kWarnings[] = "SELECT state, COUNT(*) FROM warnings GROUP BY state LIMIT 50";
constexpr char kIncidentsOpen[] =
    "SELECT grade, COUNT(*) FROM incidents WHERE state <> 'STATE_CLOSED' GROUP BY grade LIMIT 50";

}  // namespace

void AddFigures(Figures& figures, Storage& storage) {
  figures.Add({.name = "liandong_petitions",
               .help = "Petitions by state",
               .labels = {EnumLabel<v1::Petition::State>("state")},
               .sql = kPetitions});
  figures.Add(
      {.name = "liandong_petitions_overdue",
       .help = "Petitions whose running period has passed",
       .labels = {},
       .sql = kPetitionsOverdue,
       .values = [&storage] { return db::Values{FormatDate(DateOf(storage.clock().Now()))}; }});
  figures.Add({.name = "liandong_warnings",
               .help = "Early warnings by state",
               .labels = {EnumLabel<v1::Warning::State>("state")},
               .sql = kWarnings});
  figures.Add({.name = "liandong_incidents_open",
               .help = "Incidents not closed, by grade",
               .labels = {EnumLabel<v1::Grade>("grade")},
               .sql = kIncidentsOpen});
}

}  // namespace liandong::petitions
