#include "services/coordination/figures.h"

#include "liandong/coordination/v1/resolution.pb.h"
#include "liandong/coordination/v1/task.pb.h"
#include "shared/calendar/date.h"

namespace liandong::coordination {
namespace {

constexpr char kResolutions[] = "SELECT state, COUNT(*) FROM resolutions GROUP BY state LIMIT 50";
constexpr char kResolutionsOverdue[] =
    "SELECT COUNT(*) FROM resolutions WHERE state = 'STATE_OPEN' AND due_date < ? LIMIT 1";
constexpr char kTasks[] = "SELECT state, COUNT(*) FROM tasks GROUP BY state LIMIT 50";
constexpr char kTasksOverdue[] =
    "SELECT COUNT(*) FROM tasks WHERE state <> 'STATE_DONE' AND due_date < ? LIMIT 1";
constexpr char kAlarms[] = "SELECT COUNT(*) FROM meeting_alarms LIMIT 1";

}  // namespace

void AddFigures(Figures& figures, Storage& storage) {
  auto today = [&storage] { return db::Values{FormatDate(DateOf(storage.clock().Now()))}; };
  figures.Add({.name = "liandong_resolutions",
               .help = "Resolutions by state",
               .labels = {EnumLabel<v1::Resolution::State>("state")},
               .sql = kResolutions});
  figures.Add({.name = "liandong_resolutions_overdue",
               .help = "Open resolutions past their due day",
               .labels = {},
               .sql = kResolutionsOverdue,
               .values = today});
  figures.Add({.name = "liandong_tasks",
               .help = "Tasks by state",
               .labels = {EnumLabel<v1::Task::State>("state")},
               .sql = kTasks});
  figures.Add({.name = "liandong_tasks_overdue",
               .help = "Tasks not done past their due day",
               .labels = {},
               .sql = kTasksOverdue,
               .values = today});
  figures.Add({.name = "liandong_meetings_missing",
               .help = "Months that passed without a regular meeting",
               .labels = {},
               .sql = kAlarms});
}

}  // namespace liandong::coordination
