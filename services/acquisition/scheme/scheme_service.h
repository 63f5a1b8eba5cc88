// Scheme versions (征收补偿安置方案): draft, review, consultation, revision, signing period.
#ifndef SERVICES_ACQUISITION_SCHEME_SCHEME_SERVICE_H_
#define SERVICES_ACQUISITION_SCHEME_SCHEME_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/scheme.proto.
class SchemeService {
 public:
  SchemeService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : storage_(storage),
        rules_(rules),
        calendar_(calendar),
        projects_(storage),
        schemes_(storage) {}

  absl::StatusOr<v1::Scheme> CreateScheme(const RequestContext& context,
                                          const v1::CreateSchemeRequest& request);
  absl::StatusOr<v1::Scheme> GetScheme(const RequestContext& context,
                                       const v1::GetSchemeRequest& request);
  absl::StatusOr<v1::Scheme> RecordArgumentMeeting(const RequestContext& context,
                                                   const v1::RecordArgumentMeetingRequest& request);
  absl::StatusOr<v1::Scheme> PassSchemeReview(const RequestContext& context,
                                              const v1::PassSchemeReviewRequest& request);
  absl::StatusOr<v1::Scheme> PublishScheme(const RequestContext& context,
                                           const v1::PublishSchemeRequest& request);
  absl::StatusOr<v1::Scheme> CloseConsultation(const RequestContext& context,
                                               const v1::CloseConsultationRequest& request);
  absl::StatusOr<v1::Scheme> OpenSigning(const RequestContext& context,
                                         const v1::OpenSigningRequest& request);

 private:
  // Terms in order, and prices that differ from the neighbours' explained.
  absl::Status CheckContents(const RequestContext& context, const v1::Scheme& scheme);
  // Inserts `scheme` as the project's newest version.
  absl::StatusOr<v1::Scheme> Add(Mutation& m, v1::Project& project, v1::Scheme scheme);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::Project> projects_;
  Store<v1::Scheme> schemes_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_SCHEME_SCHEME_SERVICE_H_
