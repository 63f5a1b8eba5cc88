#include "absl/time/clock.h"
#include "services/petitions/accusation/accusation_service.h"
#include "services/petitions/figures.h"
#include "services/petitions/incident/incident_service.h"
#include "services/petitions/migrations.h"
#include "services/petitions/petition/petition_service.h"
#include "services/petitions/petitions_reasons.h"
#include "services/petitions/warning/warning_service.h"
#include "shared/runtime/service_main.h"
#include "shared/status/macros.h"
#include "shared/storage/checkpoint.h"

namespace {

using liandong::Runtime;
using liandong::petitions::AccusationService;
using liandong::petitions::IncidentService;
using liandong::petitions::PetitionService;
using liandong::petitions::WarningService;

liandong::petitions::Checkpoints CheckpointsOf(Runtime& runtime) {
  return {.make =
              [&runtime](absl::Time deadline) {
                return liandong::MakeCheckpoint(runtime.sealed_storage(), runtime.signing_key(),
                                                runtime.signing_key_id(), absl::Now(), deadline);
              },
          .open = [&runtime](const liandong::common::v1::SignedCheckpoint& known)
              -> absl::StatusOr<liandong::common::v1::Checkpoint> {
            ASSIGN_OR_RETURN(const auto directory, runtime.directory().Require());
            return liandong::OpenCheckpoint(
                known, directory->SigningKeysOf(liandong::common::v1::SERVICE_PETITIONS),
                absl::Now());
          }};
}

struct Petitions {
  explicit Petitions(Runtime& runtime)
      : petitions(runtime.storage(), runtime.rules(), runtime.calendar()),
        accusations(runtime.sealed_storage(), runtime.rules(), runtime.calendar(),
                    CheckpointsOf(runtime)),
        warnings(runtime.storage()),
        incidents(runtime.storage(), runtime.rules()) {
    auto& binder = runtime.binder();
    binder.Unary(&petitions, &PetitionService::RegisterPetition);
    binder.Unary(&petitions, &PetitionService::GetPetition);
    binder.Unary(&petitions, &PetitionService::ListPetitions);
    binder.Unary(&petitions, &PetitionService::ListAssignedPetitions);
    binder.Unary(&petitions, &PetitionService::UpdatePetition);
    binder.Unary(&petitions, &PetitionService::RoutePetition);
    binder.Unary(&petitions, &PetitionService::AcceptPetition);
    binder.Unary(&petitions, &PetitionService::RemindPetition);
    binder.Unary(&petitions, &PetitionService::DraftOpinion);
    binder.Unary(&petitions, &PetitionService::ReviewOpinion);
    binder.Unary(&petitions, &PetitionService::ServeOpinion);
    binder.Unary(&accusations, &AccusationService::RegisterSealingKey);
    binder.Unary(&accusations, &AccusationService::FileAccusation);
    binder.Unary(&accusations, &AccusationService::AcceptAccusation);
    binder.Unary(&accusations, &AccusationService::CloseAccusation);
    binder.Unary(&accusations, &AccusationService::GetAccusation);
    binder.Unary(&accusations, &AccusationService::ListAccusations);
    binder.Unary(&accusations, &AccusationService::GetAccusationsCheckpoint);
    binder.Unary(&accusations, &AccusationService::VerifyAccusations);
    binder.Unary(&warnings, &WarningService::FileWarning);
    binder.Unary(&warnings, &WarningService::AnswerWarning);
    binder.Unary(&warnings, &WarningService::GetWarning);
    binder.Unary(&warnings, &WarningService::ListWarnings);
    binder.Unary(&incidents, &IncidentService::ReportIncident);
    binder.Unary(&incidents, &IncidentService::AddIncidentReport);
    binder.Unary(&incidents, &IncidentService::ChangeGrade);
    binder.Unary(&incidents, &IncidentService::CheckInAtScene);
    binder.Unary(&incidents, &IncidentService::CloseIncident);
    binder.Unary(&incidents, &IncidentService::GetIncident);
    binder.Unary(&incidents, &IncidentService::ListIncidents);
    incidents.HandleOutcomes(runtime.relay());
    liandong::petitions::AddFigures(runtime.figures(), runtime.storage());
  }

  PetitionService petitions;
  AccusationService accusations;
  WarningService warnings;
  IncidentService incidents;
};

}  // namespace

int main(int argc, char** argv) {
  return liandong::ServiceMain(
      argc, argv,
      {.service = liandong::common::v1::SERVICE_PETITIONS,
       .migrations = &liandong::petitions_migrations(),
       .sealed_tables = true,
       .proto_services = {"liandong.petitions.v1.PetitionService",
                          "liandong.petitions.v1.AccusationService",
                          "liandong.petitions.v1.WarningService",
                          "liandong.petitions.v1.IncidentService"},
       .reasons = {std::begin(liandong::petitions::kReasons),
                   std::end(liandong::petitions::kReasons)},
       .build = [](Runtime& runtime) { return std::make_shared<Petitions>(runtime); }});
}
