// Reads facts from the services to the right, live. They advise: the irrevocable steps that rest
// on them are claims.
#ifndef SERVICES_ENFORCEMENT_PEERS_FACT_READER_H_
#define SERVICES_ENFORCEMENT_PEERS_FACT_READER_H_

#include <string>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "services/enforcement/peers/facts.h"
#include "shared/context/request_context.h"
#include "shared/rpc/peers.h"

namespace liandong::enforcement {

// What acquisition's row of a household says.
absl::StatusOr<HouseholdFacts> FactsOf(const acquisition::v1::Household& household);

// Thread-safe. Every call: SERVICE_UNAVAILABLE when the other service is away, RESOURCE_NOT_FOUND
// where it knows no such thing.
class FactReader {
 public:
  explicit FactReader(rpc::Peers& peers) : peers_(peers) {}

  absl::StatusOr<HouseholdFacts> Household(const RequestContext& context, const std::string& name);
  // The decision and who made it.
  absl::StatusOr<DecisionFacts> Decision(const RequestContext& context, const std::string& name);
  // Whether `proof`, an escrow or funding proof, proves the compensation of the case now. A proof
  // that does not exist is a finding, not an error.
  absl::StatusOr<MoneyFacts> Money(const RequestContext& context, const v1::Case& c,
                                   const std::string& proof);

 private:
  absl::StatusOr<MoneyFacts> Escrow(const RequestContext& context, const v1::Case& c,
                                    const std::string& name);
  absl::StatusOr<MoneyFacts> FundingProof(const RequestContext& context, const v1::Case& c,
                                          const std::string& name);

  rpc::Peers& peers_;
};

// Where the money of a case is looked for when nobody names a proof: what funds froze for it, else,
// and whenever the compensation is deposited, the household's escrow.
std::string ExpectedProof(const v1::Case& c, const HouseholdFacts& household);

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_PEERS_FACT_READER_H_
