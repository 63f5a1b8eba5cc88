// The life of a task. Pure.
#ifndef SERVICES_COORDINATION_TASK_TASK_RULES_H_
#define SERVICES_COORDINATION_TASK_TASK_RULES_H_

#include "liandong/coordination/v1/task.pb.h"
#include "services/coordination/coordination_reasons.h"
#include "shared/rules/state_machine.h"

namespace liandong::coordination {

using v1::Task;

inline constexpr rules::Transition<Task::State> kTaskMoves[] = {
    {Task::STATE_UNSPECIFIED, "AssignTask", Task::STATE_ASSIGNED},
    {Task::STATE_ASSIGNED, "AcknowledgeTask", Task::STATE_ACKNOWLEDGED},
    {Task::STATE_ACKNOWLEDGED, "CompleteTask", Task::STATE_DONE},
};
inline constexpr rules::StateMachine kTaskMachine("Task", kTaskState, kTaskMoves);

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_TASK_TASK_RULES_H_
