#include "services/acquisition/project/posting_service.h"

#include "services/acquisition/project/project_rules.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::StatusOr<v1::Posting> PostingService::RecordPosting(const RequestContext& context,
                                                          const v1::RecordPostingRequest& request) {
  RETURN_IF_ERROR(CheckPosting(request.posting(), rules_, calendar_, DateOf(context.now)));
  return Mutate<v1::Posting>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Posting> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.parent()));
        v1::Posting posting = request.posting();
        posting.set_name(request.parent() + "/postings/" + request.posting_id());
        posting.set_state(v1::Posting::STATE_POSTED);
        return postings_.Insert(m, posting, {.territory = project.territory()});
      });
}

absl::StatusOr<v1::ListPostingsResponse> PostingService::ListPostings(
    const RequestContext& context, const v1::ListPostingsRequest& request) {
  return postings_.List<v1::ListPostingsResponse>(context, request);
}

absl::StatusOr<std::optional<Date>> PostingService::PostedInFull(const RequestContext& context,
                                                                 const std::string& project,
                                                                 v1::Posting::Kind kind) {
  v1::ListPostingsRequest request;
  request.set_parent(project);
  request.set_kind(kind);
  request.set_page_size(kPageSizeMax);
  ASSIGN_OR_RETURN(const auto response, postings_.List<v1::ListPostingsResponse>(context, request));
  return acquisition::PostedInFull({response.postings().begin(), response.postings().end()}, kind,
                                   DateOf(context.now));
}

}  // namespace liandong::acquisition
