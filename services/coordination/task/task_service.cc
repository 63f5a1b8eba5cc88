#include "services/coordination/task/task_service.h"

#include "absl/strings/str_cat.h"
#include "services/coordination/body/assignment.h"
#include "services/coordination/task/task_rules.h"
#include "shared/status/macros.h"

namespace liandong::coordination {

absl::StatusOr<v1::Task> TaskService::Move(Mutation& m, const std::string& name,
                                           std::string_view action) {
  ASSIGN_OR_RETURN(v1::Task task, tasks_.Lock(m, name));
  RETURN_IF_ERROR(CheckLead(m.context().caller, task.lead_body()));
  ASSIGN_OR_RETURN(v1::Task::State next, kTaskMachine.Next(task.state(), action));
  task.set_state(next);
  return task;
}

absl::StatusOr<v1::Task> TaskService::AssignTask(const RequestContext& context,
                                                 const v1::AssignTaskRequest& request) {
  return Mutate<v1::Task>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Task> {
    v1::Task task = request.task();
    RETURN_IF_ERROR(
        CheckAssignment(m, bodies_,
                        {.lead_body = task.lead_body(),
                         .assisting = {task.assisting().begin(), task.assisting().end()},
                         .due_date = task.due_date(),
                         .kind = task.kind()}));
    task.set_name(absl::StrCat("tasks/", request.task_id()));
    task.set_state(v1::Task::STATE_ASSIGNED);
    task.set_assigned_by(m.actor());
    return tasks_.Insert(m, task, {});
  });
}

absl::StatusOr<v1::Task> TaskService::AcknowledgeTask(const RequestContext& context,
                                                      const v1::AcknowledgeTaskRequest& request) {
  return Mutate<v1::Task>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Task> {
    ASSIGN_OR_RETURN(v1::Task task, Move(m, request.name(), "AcknowledgeTask"));
    task.set_acknowledged_by(m.actor());
    return tasks_.Update(m, task);
  });
}

absl::StatusOr<v1::Task> TaskService::CompleteTask(const RequestContext& context,
                                                   const v1::CompleteTaskRequest& request) {
  return Mutate<v1::Task>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Task> {
    ASSIGN_OR_RETURN(v1::Task task, Move(m, request.name(), "CompleteTask"));
    task.set_done_by(m.actor());
    task.set_result(request.result());
    return tasks_.Update(m, task);
  });
}

absl::StatusOr<v1::Task> TaskService::GetTask(const RequestContext& context,
                                              const v1::GetTaskRequest& request) {
  return tasks_.Get(context, request);
}

absl::StatusOr<v1::ListTasksResponse> TaskService::ListTasks(const RequestContext& context,
                                                             const v1::ListTasksRequest& request) {
  return tasks_.List<v1::ListTasksResponse>(context, request);
}

}  // namespace liandong::coordination
