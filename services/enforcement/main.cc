#include "liandong/acquisition/v1/household.pb.h"
#include "services/enforcement/actions/action_commands.h"
#include "services/enforcement/actions/action_service.h"
#include "services/enforcement/cases/case_commands.h"
#include "services/enforcement/cases/case_service.h"
#include "services/enforcement/cases/vacating.h"
#include "services/enforcement/enforcement_reasons.h"
#include "services/enforcement/figures.h"
#include "services/enforcement/migrations.h"
#include "services/enforcement/peers/fact_reader.h"
#include "services/enforcement/visits/visit_service.h"
#include "shared/runtime/service_main.h"

namespace {

using liandong::Runtime;
using liandong::enforcement::ActionOutcomes;
using liandong::enforcement::ActionService;
using liandong::enforcement::CaseOutcomes;
using liandong::enforcement::CaseService;
using liandong::enforcement::FactReader;
using liandong::enforcement::Vacating;
using liandong::enforcement::VisitService;

struct Enforcement {
  explicit Enforcement(Runtime& runtime)
      : facts(runtime.peers()),
        cases(runtime.storage(), runtime.rules(), runtime.calendar(), facts),
        actions(runtime.storage(), runtime.rules(), runtime.calendar(), facts),
        visits(runtime.storage(), runtime.rules()),
        vacating(runtime.storage(), runtime.rules(), runtime.calendar()),
        case_outcomes(runtime.storage(), runtime.rules(), runtime.calendar()),
        action_outcomes(runtime.storage(), runtime.rules(), runtime.calendar(), vacating) {
    auto& binder = runtime.binder();
    binder.Unary(&cases, &CaseService::OpenCase);
    binder.Unary(&cases, &CaseService::GetCase);
    binder.Unary(&cases, &CaseService::ListCases);
    binder.Unary(&cases, &CaseService::ExplainEligibility);
    binder.Unary(&cases, &CaseService::AttestNothingPending);
    binder.Unary(&cases, &CaseService::ServeDemand);
    binder.Unary(&cases, &CaseService::CollectAttachments);
    binder.Unary(&cases, &CaseService::SecureFunding);
    binder.Unary(&cases, &CaseService::FileApplication);
    binder.Unary(&cases, &CaseService::AcceptApplication);
    binder.Unary(&cases, &CaseService::RecordRuling);
    binder.Unary(&cases, &CaseService::ServeRuling);
    binder.Unary(&actions, &ActionService::ServeNotice);
    binder.Unary(&actions, &ActionService::GetAction);
    binder.Unary(&actions, &ActionService::ListActions);
    binder.Unary(&actions, &ActionService::PlanAction);
    binder.Unary(&actions, &ActionService::SetRoster);
    binder.Unary(&actions, &ActionService::StartAction);
    binder.Unary(&actions, &ActionService::SuspendAction);
    binder.Unary(&actions, &ActionService::AllowResume);
    binder.Unary(&actions, &ActionService::RescheduleAction);
    binder.Unary(&actions, &ActionService::ResumeAction);
    binder.Unary(&actions, &ActionService::RecordProceedings);
    binder.Unary(&actions, &ActionService::CloseAction);
    binder.Unary(&visits, &VisitService::RecordVisit);
    binder.Unary(&visits, &VisitService::ListVisits);
    case_outcomes.Register(runtime.relay());
    action_outcomes.Register(runtime.relay());
    runtime.Consume(liandong::common::v1::SERVICE_ACQUISITION,
                    {liandong::acquisition::v1::Household::descriptor()->full_name()},
                    [this](liandong::Mutation& m, const liandong::common::v1::Change& change) {
                      return vacating.Handle(m, change);
                    });
    liandong::enforcement::AddFigures(runtime.figures(), runtime.storage());
  }

  FactReader facts;
  CaseService cases;
  ActionService actions;
  VisitService visits;
  Vacating vacating;
  CaseOutcomes case_outcomes;
  ActionOutcomes action_outcomes;
};

}  // namespace

int main(int argc, char** argv) {
  return liandong::ServiceMain(
      argc, argv,
      {.service = liandong::common::v1::SERVICE_ENFORCEMENT,
       .migrations = &liandong::enforcement_migrations(),
       .proto_services = {"liandong.enforcement.v1.CaseService",
                          "liandong.enforcement.v1.ActionService",
                          "liandong.enforcement.v1.VisitService"},
       .reasons = {std::begin(liandong::enforcement::kReasons),
                   std::end(liandong::enforcement::kReasons)},
       .build = [](Runtime& runtime) { return std::make_shared<Enforcement>(runtime); }});
}
