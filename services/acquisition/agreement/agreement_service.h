// Agreements (补偿协议): negotiators, signing, review, and the obligation that makes them
// effective.
#ifndef SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_SERVICE_H_
#define SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_SERVICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/agreement.pb.h"
#include "liandong/acquisition/v1/appraisal.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/resettlement.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"
#include "services/acquisition/compensation/obligations.h"
#include "shared/commands/relay.h"
#include "shared/context/request_context.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/agreement.proto.
class AgreementService {
 public:
  AgreementService(Storage& storage, Obligations& obligations)
      : storage_(storage),
        obligations_(obligations),
        projects_(storage),
        schemes_(storage),
        households_(storage),
        appraisals_(storage),
        homes_(storage),
        negotiations_(storage),
        agreements_(storage) {}

  absl::StatusOr<v1::Negotiation> AssignNegotiators(const RequestContext& context,
                                                    const v1::AssignNegotiatorsRequest& request);
  absl::StatusOr<v1::Agreement> SignAgreement(const RequestContext& context,
                                              const v1::SignAgreementRequest& request);
  absl::StatusOr<v1::Agreement> ReviewAgreement(const RequestContext& context,
                                                const v1::ReviewAgreementRequest& request);
  absl::StatusOr<v1::Agreement> GetAgreement(const RequestContext& context,
                                             const v1::GetAgreementRequest& request);
  absl::StatusOr<v1::ListAgreementsResponse> ListAgreements(
      const RequestContext& context, const v1::ListAgreementsRequest& request);

  // What funds answered.
  absl::Status OnObligation(Mutation& m, const CommandOutcome& outcome);

 private:
  // The scheme in force of the household's project; its terms never change once it is.
  absl::StatusOr<v1::Scheme> SchemeOf(const RequestContext& context, const std::string& project);
  // The sheet from appraisal, scheme, signing day and home, as the rows stand now.
  absl::StatusOr<v1::CompensationSheet> Compute(Mutation& m, const v1::Scheme& scheme,
                                                const v1::Agreement& agreement);
  absl::Status CheckSigning(Mutation& m, const v1::Household& household,
                            const v1::Agreement& agreement);

  Storage& storage_;
  Obligations& obligations_;
  Store<v1::Project> projects_;
  Store<v1::Scheme> schemes_;
  Store<v1::Household> households_;
  Store<v1::Appraisal> appraisals_;
  Store<v1::Home> homes_;
  Store<v1::Negotiation> negotiations_;
  Store<v1::Agreement> agreements_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_SERVICE_H_
