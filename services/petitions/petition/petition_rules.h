// Where a petition goes and what its life is. Pure.
#ifndef SERVICES_PETITIONS_PETITION_PETITION_RULES_H_
#define SERVICES_PETITIONS_PETITION_PETITION_RULES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/petitions/v1/petition.pb.h"
#include "services/petitions/petitions_reasons.h"
#include "shared/rules/state_machine.h"

namespace liandong::petitions {

using v1::Petition;

inline constexpr rules::Transition<Petition::State> kPetitionMoves[] = {
    {Petition::STATE_UNSPECIFIED, "RegisterPetition", Petition::STATE_REGISTERED},
    {Petition::STATE_REGISTERED, "UpdatePetition", Petition::STATE_REGISTERED},
    {Petition::STATE_ROUTED, "UpdatePetition", Petition::STATE_ROUTED},
    {Petition::STATE_ACCEPTED, "UpdatePetition", Petition::STATE_ACCEPTED},
    {Petition::STATE_REGISTERED, "RoutePetition", Petition::STATE_ROUTED},
    {Petition::STATE_REGISTERED, "RoutePetition (procedure)", Petition::STATE_GUIDED},
    {Petition::STATE_ROUTED, "AcceptPetition", Petition::STATE_ACCEPTED},
    {Petition::STATE_ROUTED, "RemindPetition", Petition::STATE_ROUTED},
    {Petition::STATE_ACCEPTED, "RemindPetition", Petition::STATE_ACCEPTED},
    {Petition::STATE_ACCEPTED, "DraftOpinion", Petition::STATE_DRAFTED},
    {Petition::STATE_DRAFTED, "DraftOpinion", Petition::STATE_DRAFTED},
    {Petition::STATE_DRAFTED, "ReviewOpinion", Petition::STATE_REVIEWED},
    {Petition::STATE_DRAFTED, "ReviewOpinion (return)", Petition::STATE_ACCEPTED},
    {Petition::STATE_REVIEWED, "ServeOpinion", Petition::STATE_SERVED},
};
inline constexpr rules::StateMachine kPetitionMachine("Petition", kPetitionState, kPetitionMoves);

struct Routing {
  // Unspecified when a statutory procedure takes the matter over.
  common::v1::Agency lead = common::v1::AGENCY_UNSPECIFIED;
  std::vector<common::v1::Agency> assisting;
  std::string rule;
};

// Whether a petition ends here: others answer it, in a procedure of their own.
bool IsHandedOver(v1::Matter matter, v1::Procedure procedure);

// The statutory procedure goes first, then the accusation, then table 5.4, then the territory
// (6.2.a): no accusation ever reaches a body that it may name. PLACE_UNKNOWN
// when the rule needs a territory and there is none. `matter` is specified.
absl::StatusOr<Routing> RouteBy(v1::Matter matter, v1::Procedure procedure,
                                std::string_view territory);

// What a petition lacks, to be asked for. Never a reason not to register it (信访工作条例 22).
std::vector<Petition::Missing> MissingIn(const Petition& petition, int64_t representatives_max);

// "AGENCY_HOUSING_BUREAU": the body as contracts name it.
std::string AgencyName(common::v1::Agency agency);

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_PETITION_PETITION_RULES_H_
