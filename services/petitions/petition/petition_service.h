// Petitions (信访事项), from the register to the served answer.
#ifndef SERVICES_PETITIONS_PETITION_PETITION_SERVICE_H_
#define SERVICES_PETITIONS_PETITION_PETITION_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/petitions/v1/petition.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/context/request_context.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::petitions {

// Thread-safe. Contracts: protos/liandong/petitions/v1/petition.proto.
class PetitionService {
 public:
  PetitionService(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar)
      : storage_(storage), rules_(rules), calendar_(calendar), petitions_(storage) {}

  absl::StatusOr<v1::Petition> RegisterPetition(const RequestContext& context,
                                                const v1::RegisterPetitionRequest& request);
  absl::StatusOr<v1::Petition> GetPetition(const RequestContext& context,
                                           const v1::GetPetitionRequest& request);
  absl::StatusOr<v1::ListPetitionsResponse> ListPetitions(const RequestContext& context,
                                                          const v1::ListPetitionsRequest& request);
  absl::StatusOr<v1::ListAssignedPetitionsResponse> ListAssignedPetitions(
      const RequestContext& context, const v1::ListAssignedPetitionsRequest& request);
  absl::StatusOr<v1::Petition> UpdatePetition(const RequestContext& context,
                                              const v1::UpdatePetitionRequest& request);
  absl::StatusOr<v1::Petition> RoutePetition(const RequestContext& context,
                                             const v1::RoutePetitionRequest& request);
  absl::StatusOr<v1::Petition> AcceptPetition(const RequestContext& context,
                                              const v1::AcceptPetitionRequest& request);
  absl::StatusOr<v1::Petition> RemindPetition(const RequestContext& context,
                                              const v1::RemindPetitionRequest& request);
  absl::StatusOr<v1::Petition> DraftOpinion(const RequestContext& context,
                                            const v1::DraftOpinionRequest& request);
  absl::StatusOr<v1::Petition> ReviewOpinion(const RequestContext& context,
                                             const v1::ReviewOpinionRequest& request);
  absl::StatusOr<v1::Petition> ServeOpinion(const RequestContext& context,
                                            const v1::ServeOpinionRequest& request);

 private:
  // Locks a petition and moves it by `action`.
  absl::StatusOr<v1::Petition> Move(Mutation& m, const std::string& name, std::string_view action);
  // The same for the lead. NOT_LEAD for anybody else.
  absl::StatusOr<v1::Petition> MoveAsLead(Mutation& m, const std::string& name,
                                          std::string_view action);

  Storage& storage_;
  const rules::RuleSet& rules_;
  const Calendar& calendar_;
  Store<v1::Petition> petitions_;
};

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_PETITION_PETITION_SERVICE_H_
