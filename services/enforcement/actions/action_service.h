// Enforcement actions: notice, preparation, start, halt, resumption, record.
#ifndef SERVICES_ENFORCEMENT_ACTIONS_ACTION_SERVICE_H_
#define SERVICES_ENFORCEMENT_ACTIONS_ACTION_SERVICE_H_

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "liandong/enforcement/v1/action.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "services/enforcement/peers/fact_reader.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::enforcement {

// Thread-safe. Contracts: protos/liandong/enforcement/v1/action.proto.
class ActionService {
 public:
  ActionService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
                FactReader& facts)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        facts_(facts),
        cases_(storage),
        actions_(storage) {}

  absl::StatusOr<v1::Action> ServeNotice(const RequestContext& context,
                                         const v1::ServeNoticeRequest& request);
  absl::StatusOr<v1::Action> GetAction(const RequestContext& context,
                                       const v1::GetActionRequest& request);
  absl::StatusOr<v1::ListActionsResponse> ListActions(const RequestContext& context,
                                                      const v1::ListActionsRequest& request);
  absl::StatusOr<v1::Action> PlanAction(const RequestContext& context,
                                        const v1::PlanActionRequest& request);
  absl::StatusOr<v1::Action> SetRoster(const RequestContext& context,
                                       const v1::SetRosterRequest& request);
  absl::StatusOr<v1::Action> StartAction(const RequestContext& context,
                                         const v1::StartActionRequest& request);
  absl::StatusOr<v1::Action> SuspendAction(const RequestContext& context,
                                           const v1::SuspendActionRequest& request);
  absl::StatusOr<v1::Action> AllowResume(const RequestContext& context,
                                         const v1::AllowResumeRequest& request);
  absl::StatusOr<v1::Action> RescheduleAction(const RequestContext& context,
                                              const v1::RescheduleActionRequest& request);
  absl::StatusOr<v1::Action> ResumeAction(const RequestContext& context,
                                          const v1::ResumeActionRequest& request);
  absl::StatusOr<v1::Action> RecordProceedings(const RequestContext& context,
                                               const v1::RecordProceedingsRequest& request);
  absl::StatusOr<v1::Action> CloseAction(const RequestContext& context,
                                         const v1::CloseActionRequest& request);

 private:
  // A step of the executor: locks, checks who acts and the state, lets `change` decide and change,
  // moves on.
  using Change = std::function<absl::Status(Mutation&, v1::Action&)>;
  absl::StatusOr<v1::Action> Step(const RequestContext& context,
                                  const google::protobuf::Message& request, const std::string& name,
                                  std::string_view action, const Change& change);

  // What an action rests on, read live. RESOURCE_NOT_FOUND, SERVICE_UNAVAILABLE.
  struct Ground {
    HouseholdFacts household;
    MoneyFacts money;
  };
  absl::StatusOr<Ground> ReadGround(const RequestContext& context, const std::string& name);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  FactReader& facts_;
  Store<v1::Case> cases_;
  Store<v1::Action> actions_;
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_ACTIONS_ACTION_SERVICE_H_
