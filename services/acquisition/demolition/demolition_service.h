// Demolition of vacated houses (拆除), its contract, and the basis for cancelling certificates.
#ifndef SERVICES_ACQUISITION_DEMOLITION_DEMOLITION_SERVICE_H_
#define SERVICES_ACQUISITION_DEMOLITION_DEMOLITION_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/demolition.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "shared/commands/relay.h"
#include "shared/context/request_context.h"
#include "shared/rpc/peers.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/demolition.proto.
class DemolitionService {
 public:
  DemolitionService(Storage& storage, rpc::Peers& peers)
      : storage_(storage),
        peers_(peers),
        projects_(storage),
        households_(storage),
        decisions_(storage),
        contracts_(storage) {}

  absl::StatusOr<v1::DemolitionContract> RecordDemolitionContract(
      const RequestContext& context, const v1::RecordDemolitionContractRequest& request);
  absl::StatusOr<v1::DemolitionContract> GetDemolitionContract(
      const RequestContext& context, const v1::GetDemolitionContractRequest& request);
  absl::StatusOr<v1::Household> RecordDemolition(const RequestContext& context,
                                                 const v1::RecordDemolitionRequest& request);
  absl::StatusOr<v1::Household> SubmitDeregistrationBasis(
      const RequestContext& context, const v1::SubmitDeregistrationBasisRequest& request);

  // What funds and the registry answered.
  absl::Status OnContract(Mutation& m, const CommandOutcome& outcome);
  absl::Status OnBasis(Mutation& m, const CommandOutcome& outcome);

 private:
  // NOT_COMPENSATED, APPEAL_PENDING, APPEAL_PERIOD_OPEN; all at once.
  absl::Status CheckBasis(Mutation& m, const v1::Household& household);

  Storage& storage_;
  rpc::Peers& peers_;
  Store<v1::Project> projects_;
  Store<v1::Household> households_;
  Store<v1::CompensationDecision> decisions_;
  Store<v1::DemolitionContract> contracts_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_DEMOLITION_DEMOLITION_SERVICE_H_
