// The life of an early warning. Pure.
#ifndef SERVICES_PETITIONS_WARNING_WARNING_RULES_H_
#define SERVICES_PETITIONS_WARNING_WARNING_RULES_H_

#include "liandong/petitions/v1/warning.pb.h"
#include "services/petitions/petitions_reasons.h"
#include "shared/rules/state_machine.h"

namespace liandong::petitions {

using v1::Warning;

inline constexpr rules::Transition<Warning::State> kWarningMoves[] = {
    {Warning::STATE_UNSPECIFIED, "FileWarning", Warning::STATE_FILED},
    {Warning::STATE_FILED, "AnswerWarning", Warning::STATE_ANSWERED},
};
inline constexpr rules::StateMachine kWarningMachine("Warning", kWarningState, kWarningMoves);

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_WARNING_WARNING_RULES_H_
