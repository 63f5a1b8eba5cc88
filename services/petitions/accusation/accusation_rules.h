// The life of an accusation and of the key it is encrypted to. Pure.
#ifndef SERVICES_PETITIONS_ACCUSATION_ACCUSATION_RULES_H_
#define SERVICES_PETITIONS_ACCUSATION_ACCUSATION_RULES_H_

#include "liandong/petitions/v1/accusation.pb.h"
#include "services/petitions/petitions_reasons.h"
#include "shared/rules/state_machine.h"

namespace liandong::petitions {

using v1::Accusation;

inline constexpr rules::Transition<Accusation::State> kAccusationMoves[] = {
    {Accusation::STATE_UNSPECIFIED, "FileAccusation", Accusation::STATE_FILED},
    {Accusation::STATE_FILED, "AcceptAccusation", Accusation::STATE_ACCEPTED},
    {Accusation::STATE_ACCEPTED, "CloseAccusation", Accusation::STATE_CLOSED},
};
inline constexpr rules::StateMachine kAccusationMachine("Accusation", kAccusationState,
                                                        kAccusationMoves);

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_ACCUSATION_ACCUSATION_RULES_H_
