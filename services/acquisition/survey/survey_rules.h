// Who must take part in a survey and in the finding on an unregistered building. Pure.
#ifndef SERVICES_ACQUISITION_SURVEY_SURVEY_RULES_H_
#define SERVICES_ACQUISITION_SURVEY_SURVEY_RULES_H_

#include "absl/status/status.h"
#include "liandong/acquisition/v1/survey.pb.h"
#include "services/acquisition/survey/survey_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::acquisition {

using v1::UnregisteredBuilding;

inline constexpr rules::Transition<UnregisteredBuilding::State> kBuildingMoves[] = {
    {UnregisteredBuilding::STATE_UNSPECIFIED, "InvestigateBuilding",
     UnregisteredBuilding::STATE_INVESTIGATED},
    {UnregisteredBuilding::STATE_INVESTIGATED, "ReviewBuilding",
     UnregisteredBuilding::STATE_REVIEWED},
    {UnregisteredBuilding::STATE_REVIEWED, "DetermineBuilding",
     UnregisteredBuilding::STATE_DETERMINED},
};
inline constexpr rules::StateMachine kBuildingMachine("UnregisteredBuilding", kBuildingState,
                                                      kBuildingMoves);

// TWO_SURVEYORS_REQUIRED, OWNER_OR_WITNESS (the witness is of another body than the surveyors),
// SURVEY_DATE; all at once.
absl::Status CheckInventory(const v1::Inventory& inventory, Date today);

// TWO_OFFICERS_REQUIRED.
absl::Status CheckInvestigators(const UnregisteredBuilding& building, int64_t needed);

// OPINIONS_MISSING unless two bodies spoke.
absl::Status CheckOpinions(const v1::ReviewBuildingRequest& review);

// OWNER_NOT_HEARD, RIGHTS_NOT_TOLD; all at once.
absl::Status CheckDetermination(const v1::DetermineBuildingRequest& request);

// Whether what is found is compensated (条例 24).
bool IsCompensable(UnregisteredBuilding::Finding finding);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_SURVEY_SURVEY_RULES_H_
