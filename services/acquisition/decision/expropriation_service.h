// The expropriation decision (征收决定): gates, then the money frozen, then the red line, then
// made.
#ifndef SERVICES_ACQUISITION_DECISION_EXPROPRIATION_SERVICE_H_
#define SERVICES_ACQUISITION_DECISION_EXPROPRIATION_SERVICE_H_

#include <optional>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/expropriation.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"
#include "services/acquisition/project/posting_service.h"
#include "services/acquisition/ties/funds.h"
#include "shared/commands/relay.h"
#include "shared/context/request_context.h"
#include "shared/rpc/peers.h"
#include "shared/rules/rule_set.h"
#include "shared/storage/store.h"

namespace liandong::acquisition {

// Thread-safe. Contracts: protos/liandong/acquisition/v1/expropriation.proto.
class ExpropriationService {
 public:
  ExpropriationService(Storage& storage, const rules::RuleSet& rules, rpc::Peers& peers,
                       PostingService& postings)
      : storage_(storage),
        rules_(rules),
        peers_(peers),
        postings_(postings),
        projects_(storage),
        schemes_(storage),
        decisions_(storage) {}

  absl::StatusOr<v1::ExpropriationDecision> MakeExpropriationDecision(
      const RequestContext& context, const v1::MakeExpropriationDecisionRequest& request);
  absl::StatusOr<v1::ExpropriationDecision> GetExpropriationDecision(
      const RequestContext& context, const v1::GetExpropriationDecisionRequest& request);
  absl::StatusOr<v1::ExpropriationDecision> AnnounceDecision(
      const RequestContext& context, const v1::AnnounceDecisionRequest& request);

  // What funds and the registry answered.
  absl::Status OnProof(Mutation& m, const CommandOutcome& outcome);
  absl::Status OnRedLine(Mutation& m, const CommandOutcome& outcome);

 private:
  // Gates under the project's lock; `posted_from` is the day from which the survey hangs.
  absl::Status CheckGates(Mutation& m, const v1::Project& project,
                          const v1::ExpropriationDecision& asked, const MoneyFacts& money,
                          std::optional<Date> posted_from);
  // The row asked for before, or a new one.
  absl::StatusOr<v1::ExpropriationDecision> Find(Mutation& m, const std::string& name);
  absl::Status Adopt(Mutation& m, const v1::ExpropriationDecision& decision);

  Storage& storage_;
  const rules::RuleSet& rules_;
  rpc::Peers& peers_;
  PostingService& postings_;
  Store<v1::Project> projects_;
  Store<v1::Scheme> schemes_;
  Store<v1::ExpropriationDecision> decisions_;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_DECISION_EXPROPRIATION_SERVICE_H_
