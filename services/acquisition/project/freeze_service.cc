#include "services/acquisition/project/freeze_service.h"

#include "services/acquisition/project/project_rules.h"
#include "services/acquisition/ties/registry.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::StatusOr<v1::FreezeNotice> FreezeService::IssueFreezeNotice(
    const RequestContext& context, const v1::IssueFreezeNoticeRequest& request) {
  RETURN_IF_ERROR(CheckFreezePeriod(request.freeze(), rules_, calendar_));
  return Mutate<v1::FreezeNotice>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::FreezeNotice> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.parent()));
        v1::FreezeNotice freeze = request.freeze();
        freeze.set_name(project.name() + "/freezes/" + request.freeze_id());
        freeze.set_state(v1::FreezeNotice::STATE_PENDING);
        freeze.set_standing_for(project.name());
        auto inserted = freezes_.Insert(m, freeze, {.territory = project.territory()});
        if (db::IsDuplicateKey(inserted.status(), "one_freeze")) return Refuse(kFreezeStands);
        RETURN_IF_ERROR(inserted.status());
        RETURN_IF_ERROR(CommandFlagFreeze(m, *inserted));
        return inserted;
      });
}

absl::StatusOr<v1::FreezeNotice> FreezeService::GetFreezeNotice(
    const RequestContext& context, const v1::GetFreezeNoticeRequest& request) {
  return freezes_.Get(context, request);
}

absl::Status FreezeService::OnFlagged(Mutation& m, const CommandOutcome& outcome) {
  ASSIGN_OR_RETURN(v1::FreezeNotice freeze, freezes_.Lock(m, outcome.source));
  if (outcome.status.ok()) {
    freeze.set_state(v1::FreezeNotice::STATE_IN_FORCE);
  } else {
    freeze.set_state(v1::FreezeNotice::STATE_REFUSED);
    freeze.clear_standing_for();
  }
  return freezes_.Update(m, freeze).status();
}

}  // namespace liandong::acquisition
