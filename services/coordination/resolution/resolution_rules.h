// The life of a resolution. Pure.
#ifndef SERVICES_COORDINATION_RESOLUTION_RESOLUTION_RULES_H_
#define SERVICES_COORDINATION_RESOLUTION_RESOLUTION_RULES_H_

#include "liandong/coordination/v1/resolution.pb.h"
#include "services/coordination/coordination_reasons.h"
#include "shared/rules/state_machine.h"

namespace liandong::coordination {

using v1::Resolution;

inline constexpr rules::Transition<Resolution::State> kResolutionMoves[] = {
    {Resolution::STATE_UNSPECIFIED, "AdoptResolution", Resolution::STATE_OPEN},
    {Resolution::STATE_OPEN, "AnswerResolution", Resolution::STATE_ANSWERED},
    {Resolution::STATE_ANSWERED, "CloseResolution", Resolution::STATE_CLOSED},
    {Resolution::STATE_ANSWERED, "CloseResolution (return)", Resolution::STATE_OPEN},
};
inline constexpr rules::StateMachine kResolutionMachine("Resolution", kResolutionState,
                                                        kResolutionMoves);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_RESOLUTION_RESOLUTION_RULES_H_
