// Lists posted in the area (张榜公布).
#ifndef SERVICES_ACQUISITION_PROJECT_POSTING_SERVICE_H_
#define SERVICES_ACQUISITION_PROJECT_POSTING_SERVICE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/posting.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/posting.proto.
class PostingService {
 public:
  PostingService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        projects_(storage),
        postings_(storage) {}

  absl::StatusOr<v1::Posting> RecordPosting(const RequestContext& context,
                                            const v1::RecordPostingRequest& request);
  absl::StatusOr<v1::ListPostingsResponse> ListPostings(const RequestContext& context,
                                                        const v1::ListPostingsRequest& request);

  // The day from which the latest posting of this kind hangs that has hung its full time before
  // today. Postings are never taken back, so the answer may be read ahead of a mutation.
  absl::StatusOr<std::optional<Date>> PostedInFull(const RequestContext& context,
                                                   const std::string& project,
                                                   v1::Posting::Kind kind);

 private:
  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::Project> projects_;
  Store<v1::Posting> postings_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_PROJECT_POSTING_SERVICE_H_
