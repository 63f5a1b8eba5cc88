#include "services/petitions/warning/warning_service.h"

#include "absl/strings/str_cat.h"
#include "services/petitions/warning/warning_rules.h"
#include "shared/status/macros.h"

namespace liandong::petitions {

absl::StatusOr<v1::Warning> WarningService::FileWarning(const RequestContext& context,
                                                        const v1::FileWarningRequest& request) {
  return Mutate<v1::Warning>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Warning> {
        v1::Warning warning = request.warning();
        warning.set_name(absl::StrCat("warnings/", request.warning_id()));
        warning.set_state(v1::Warning::STATE_FILED);
        warning.set_reporter(m.actor());
        return warnings_.Insert(m, warning, {.territory = warning.territory()});
      });
}

absl::StatusOr<v1::Warning> WarningService::AnswerWarning(const RequestContext& context,
                                                          const v1::AnswerWarningRequest& request) {
  return Mutate<v1::Warning>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Warning> {
        ASSIGN_OR_RETURN(v1::Warning warning, warnings_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(v1::Warning::State next,
                         kWarningMachine.Next(warning.state(), "AnswerWarning"));
        warning.set_state(next);
        warning.set_answer(request.answer());
        warning.set_answered_by(m.actor());
        return warnings_.Update(m, warning);
      });
}

absl::StatusOr<v1::Warning> WarningService::GetWarning(const RequestContext& context,
                                                       const v1::GetWarningRequest& request) {
  return warnings_.Get(context, request);
}

absl::StatusOr<v1::ListWarningsResponse> WarningService::ListWarnings(
    const RequestContext& context, const v1::ListWarningsRequest& request) {
  return warnings_.List<v1::ListWarningsResponse>(context, request);
}

}  // namespace liandong::petitions
