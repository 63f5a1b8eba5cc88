// The visit log of a case.
#ifndef SERVICES_ENFORCEMENT_VISITS_VISIT_SERVICE_H_
#define SERVICES_ENFORCEMENT_VISITS_VISIT_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "liandong/enforcement/v1/visit.pb.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::enforcement {

// Thread-safe. Contracts: protos/liandong/enforcement/v1/visit.proto.
class VisitService {
 public:
  VisitService(Storage& storage, const rules::RuleSet& rules)
      : storage_(storage), rules_(rules), cases_(storage), visits_(storage) {}

  absl::StatusOr<v1::Visit> RecordVisit(const RequestContext& context,
                                        const v1::RecordVisitRequest& request);
  absl::StatusOr<v1::ListVisitsResponse> ListVisits(const RequestContext& context,
                                                    const v1::ListVisitsRequest& request);

 private:
  Storage& storage_;
  const rules::RuleSet& rules_;
  Store<v1::Case> cases_;
  Store<v1::Visit> visits_;
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_VISITS_VISIT_SERVICE_H_
