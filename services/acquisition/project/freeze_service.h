// Freeze notices (暂停办理通知), flagged by the registry on every unit they name.
#ifndef SERVICES_ACQUISITION_PROJECT_FREEZE_SERVICE_H_
#define SERVICES_ACQUISITION_PROJECT_FREEZE_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/freeze.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/commands/relay.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/freeze.proto.
class FreezeService {
 public:
  FreezeService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        projects_(storage),
        freezes_(storage) {}

  absl::StatusOr<v1::FreezeNotice> IssueFreezeNotice(const RequestContext& context,
                                                     const v1::IssueFreezeNoticeRequest& request);
  absl::StatusOr<v1::FreezeNotice> GetFreezeNotice(const RequestContext& context,
                                                   const v1::GetFreezeNoticeRequest& request);

  // What the registry answered.
  absl::Status OnFlagged(Mutation& m, const CommandOutcome& outcome);

 private:
  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::Project> projects_;
  Store<v1::FreezeNotice> freezes_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_PROJECT_FREEZE_SERVICE_H_
