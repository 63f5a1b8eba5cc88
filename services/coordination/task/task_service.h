// Tasks (任务): one body leads.
#ifndef SERVICES_COORDINATION_TASK_TASK_SERVICE_H_
#define SERVICES_COORDINATION_TASK_TASK_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/coordination/v1/body.pb.h"
#include "liandong/coordination/v1/task.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::coordination {

// Thread-safe. Contracts: protos/liandong/coordination/v1/task.proto.
class TaskService {
 public:
  explicit TaskService(Storage& storage) : storage_(storage), tasks_(storage), bodies_(storage) {}

  absl::StatusOr<v1::Task> AssignTask(const RequestContext& context,
                                      const v1::AssignTaskRequest& request);
  absl::StatusOr<v1::Task> AcknowledgeTask(const RequestContext& context,
                                           const v1::AcknowledgeTaskRequest& request);
  absl::StatusOr<v1::Task> CompleteTask(const RequestContext& context,
                                        const v1::CompleteTaskRequest& request);
  absl::StatusOr<v1::Task> GetTask(const RequestContext& context,
                                   const v1::GetTaskRequest& request);
  absl::StatusOr<v1::ListTasksResponse> ListTasks(const RequestContext& context,
                                                  const v1::ListTasksRequest& request);

 private:
  // Locks a task for its lead and moves it by `action`.
  absl::StatusOr<v1::Task> Move(Mutation& m, const std::string& name, std::string_view action);

  Storage& storage_;
  Store<v1::Task> tasks_;
  Store<v1::Body> bodies_;
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_TASK_TASK_SERVICE_H_
