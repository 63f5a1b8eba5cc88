// The appraiser's choice, and appraisals from the preliminary value to the report served.
#ifndef SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_SERVICE_H_
#define SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_SERVICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/appraisal.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "services/acquisition/project/posting_service.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/appraisal.proto.
class AppraisalService {
 public:
  AppraisalService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
                   PostingService& postings)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        postings_(postings),
        projects_(storage),
        households_(storage),
        choices_(storage),
        appraisals_(storage) {}

  absl::StatusOr<v1::AppraiserChoice> DrawAppraiser(const RequestContext& context,
                                                    const v1::DrawAppraiserRequest& request);
  absl::StatusOr<v1::AppraiserChoice> AttestDraw(const RequestContext& context,
                                                 const v1::AttestDrawRequest& request);
  absl::StatusOr<v1::Appraisal> SubmitPreliminaryValue(
      const RequestContext& context, const v1::SubmitPreliminaryValueRequest& request);
  absl::StatusOr<v1::Appraisal> CommentOnValue(const RequestContext& context,
                                               const v1::CommentOnValueRequest& request);
  absl::StatusOr<v1::Appraisal> SubmitAppraisalReport(
      const RequestContext& context, const v1::SubmitAppraisalReportRequest& request);
  absl::StatusOr<v1::Appraisal> ServeAppraisal(const RequestContext& context,
                                               const v1::ServeAppraisalRequest& request);
  absl::StatusOr<v1::Appraisal> GetAppraisal(const RequestContext& context,
                                             const v1::GetAppraisalRequest& request);

 private:
  // APPRAISER_NOT_CHOSEN_BY_OWNERS unless the caller was drawn and attested. A choice never
  // changes once attested, so it is read ahead.
  absl::Status CheckChosen(const RequestContext& context, const std::string& project);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  PostingService& postings_;
  Store<v1::Project> projects_;
  Store<v1::Household> households_;
  Store<v1::AppraiserChoice> choices_;
  Store<v1::Appraisal> appraisals_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_APPRAISAL_APPRAISAL_SERVICE_H_
