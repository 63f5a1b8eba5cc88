// Projects (征收项目): opening, what is filed with them, and their figures.
#ifndef SERVICES_ACQUISITION_PROJECT_PROJECT_SERVICE_H_
#define SERVICES_ACQUISITION_PROJECT_PROJECT_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/project.proto.
class ProjectService {
 public:
  ProjectService(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage), rules_(rules), projects_(storage) {}

  absl::StatusOr<v1::Project> CreateProject(const RequestContext& context,
                                            const v1::CreateProjectRequest& request);
  absl::StatusOr<v1::Project> GetProject(const RequestContext& context,
                                         const v1::GetProjectRequest& request);
  absl::StatusOr<v1::ListProjectsResponse> ListProjects(const RequestContext& context,
                                                        const v1::ListProjectsRequest& request);
  absl::StatusOr<v1::Project> RecordPrivacyNotice(const RequestContext& context,
                                                  const v1::RecordPrivacyNoticeRequest& request);
  absl::StatusOr<v1::Project> SubmitPlans(const RequestContext& context,
                                          const v1::SubmitPlansRequest& request);
  absl::StatusOr<v1::Project> FileRiskAssessment(const RequestContext& context,
                                                 const v1::FileRiskAssessmentRequest& request);
  absl::StatusOr<v1::ProjectFigures> GetProjectFigures(const RequestContext& context,
                                                       const v1::GetProjectFiguresRequest& request);

 private:
  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::Project> projects_;
};

// Refuses PROJECT_STATE unless the project is still being prepared.
absl::Status CheckPreparing(const v1::Project& project);

// Refuses NOT_THE_INVESTOR unless the caller is the project's own.
absl::Status CheckInvestor(const v1::Project& project, const Caller& caller);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_PROJECT_PROJECT_SERVICE_H_
