// Resettlement sites and homes (安置房): stock, order of choice, choice, acceptance, hand-over.
#ifndef SERVICES_ACQUISITION_RESETTLEMENT_RESETTLEMENT_SERVICE_H_
#define SERVICES_ACQUISITION_RESETTLEMENT_RESETTLEMENT_SERVICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/agreement.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/resettlement.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/resettlement.proto.
class ResettlementService {
 public:
  explicit ResettlementService(Storage& storage)
      : storage_(storage),
        projects_(storage),
        households_(storage),
        sites_(storage),
        homes_(storage),
        orders_(storage),
        agreements_(storage) {}

  absl::StatusOr<v1::Site> CreateSite(const RequestContext& context,
                                      const v1::CreateSiteRequest& request);
  absl::StatusOr<v1::Home> CreateHome(const RequestContext& context,
                                      const v1::CreateHomeRequest& request);
  absl::StatusOr<v1::Home> GetHome(const RequestContext& context,
                                   const v1::GetHomeRequest& request);
  absl::StatusOr<v1::ListHomesResponse> ListHomes(const RequestContext& context,
                                                  const v1::ListHomesRequest& request);
  absl::StatusOr<v1::AllotmentOrder> ProposeAllotmentOrder(
      const RequestContext& context, const v1::ProposeAllotmentOrderRequest& request);
  absl::StatusOr<v1::AllotmentOrder> CosignAllotmentOrder(
      const RequestContext& context, const v1::CosignAllotmentOrderRequest& request);
  absl::StatusOr<v1::Home> SelectHome(const RequestContext& context,
                                      const v1::SelectHomeRequest& request);
  absl::StatusOr<v1::Site> AcceptSite(const RequestContext& context,
                                      const v1::AcceptSiteRequest& request);
  absl::StatusOr<v1::Home> HandOverHome(const RequestContext& context,
                                        const v1::HandOverHomeRequest& request);

 private:
  // The project, read ahead: its investor never changes. NOT_THE_INVESTOR.
  absl::StatusOr<v1::Project> OwnProject(const RequestContext& context, const std::string& name);

  // What the household has signed, effective or not; empty when it has signed nothing.
  absl::StatusOr<v1::Agreement> AgreementOf(Mutation& m, const v1::Household& household);

  Storage& storage_;
  Store<v1::Project> projects_;
  Store<v1::Household> households_;
  Store<v1::Site> sites_;
  Store<v1::Home> homes_;
  Store<v1::AllotmentOrder> orders_;
  Store<v1::Agreement> agreements_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_RESETTLEMENT_RESETTLEMENT_SERVICE_H_
