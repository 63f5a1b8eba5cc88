#include "services/coordination/board/board_projector.h"
#include "services/coordination/board/board_service.h"
#include "services/coordination/body/body_service.h"
#include "services/coordination/coordination_reasons.h"
#include "services/coordination/figures.h"
#include "services/coordination/meeting/meeting_service.h"
#include "services/coordination/meeting/meeting_watch.h"
#include "services/coordination/migrations.h"
#include "services/coordination/resolution/resolution_service.h"
#include "services/coordination/roster/roster_service.h"
#include "services/coordination/task/task_service.h"
#include "shared/runtime/service_main.h"

namespace {

using liandong::Mutation;
using liandong::Runtime;
using liandong::common::v1::Change;
using liandong::coordination::BoardService;
using liandong::coordination::BodyService;
using liandong::coordination::MeetingService;
using liandong::coordination::MeetingWatch;
using liandong::coordination::ResolutionService;
using liandong::coordination::RosterService;
using liandong::coordination::TaskService;

struct Coordination {
  explicit Coordination(Runtime& runtime)
      : roster(runtime.storage()),
        bodies(runtime.storage()),
        tasks(runtime.storage()),
        meetings(runtime.storage()),
        resolutions(runtime.storage()),
        boards(runtime.storage()),
        watch(runtime.storage(), runtime.rules()) {
    auto& binder = runtime.binder();
    binder.Unary(&roster, &RosterService::AppointToSeat);
    binder.Unary(&roster, &RosterService::EndTerm);
    binder.Unary(&roster, &RosterService::GetSeat);
    binder.Unary(&roster, &RosterService::ListSeats);
    binder.Unary(&bodies, &BodyService::DesignateStaff);
    binder.Unary(&bodies, &BodyService::GetBody);
    binder.Unary(&bodies, &BodyService::ListBodies);
    binder.Unary(&bodies, &BodyService::RecordTraining);
    binder.Unary(&bodies, &BodyService::GetTraining);
    binder.Unary(&bodies, &BodyService::ListTrainings);
    binder.Unary(&tasks, &TaskService::AssignTask);
    binder.Unary(&tasks, &TaskService::AcknowledgeTask);
    binder.Unary(&tasks, &TaskService::CompleteTask);
    binder.Unary(&tasks, &TaskService::GetTask);
    binder.Unary(&tasks, &TaskService::ListTasks);
    binder.Unary(&meetings, &MeetingService::HoldMeeting);
    binder.Unary(&meetings, &MeetingService::FileMinutes);
    binder.Unary(&meetings, &MeetingService::GetMeeting);
    binder.Unary(&meetings, &MeetingService::ListMeetings);
    binder.Unary(&meetings, &MeetingService::GetMeetingAlarm);
    binder.Unary(&meetings, &MeetingService::ListMeetingAlarms);
    binder.Unary(&resolutions, &ResolutionService::AdoptResolution);
    binder.Unary(&resolutions, &ResolutionService::AnswerResolution);
    binder.Unary(&resolutions, &ResolutionService::CloseResolution);
    binder.Unary(&resolutions, &ResolutionService::GetResolution);
    binder.Unary(&resolutions, &ResolutionService::ListResolutions);
    binder.Unary(&boards, &BoardService::GetBoard);
    binder.Unary(&boards, &BoardService::ListTimeline);
    for (auto source :
         {liandong::common::v1::SERVICE_FUNDS, liandong::common::v1::SERVICE_REGISTRY,
          liandong::common::v1::SERVICE_ACQUISITION, liandong::common::v1::SERVICE_ENFORCEMENT,
          liandong::common::v1::SERVICE_PETITIONS}) {
      runtime.Consume(source, {}, [source](Mutation& m, const Change& change) {
        return liandong::coordination::Project(m, source, change);
      });
    }
    runtime.AddSweeper("regular-meeting",
                       [this](const liandong::db::LeaseGuard& guard, absl::Time now) {
                         return watch.Sweep(guard, now);
                       });
    liandong::coordination::AddFigures(runtime.figures(), runtime.storage());
  }

  RosterService roster;
  BodyService bodies;
  TaskService tasks;
  MeetingService meetings;
  ResolutionService resolutions;
  BoardService boards;
  MeetingWatch watch;
};

}  // namespace

int main(int argc, char** argv) {
  return liandong::ServiceMain(
      argc, argv,
      {.service = liandong::common::v1::SERVICE_COORDINATION,
       .migrations = &liandong::coordination_migrations(),
       .proto_services =
           {"liandong.coordination.v1.RosterService", "liandong.coordination.v1.BodyService",
            "liandong.coordination.v1.TaskService", "liandong.coordination.v1.MeetingService",
            "liandong.coordination.v1.ResolutionService", "liandong.coordination.v1.BoardService"},
       .reasons = {std::begin(liandong::coordination::kReasons),
                   std::end(liandong::coordination::kReasons)},
       .build = [](Runtime& runtime) { return std::make_shared<Coordination>(runtime); }});
}
