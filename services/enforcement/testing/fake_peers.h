// Acquisition and funds as enforcement sees them, in memory: what reads answer, and how claims and
// commands are decided.
#ifndef SERVICES_ENFORCEMENT_TESTING_FAKE_PEERS_H_
#define SERVICES_ENFORCEMENT_TESTING_FAKE_PEERS_H_

#include <map>
#include <string>
#include <vector>

#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/funds/v1/escrow.pb.h"
#include "liandong/funds/v1/funding_proof.pb.h"
#include "shared/calendar/date_proto.h"
#include "shared/rpc/peers.h"
#include "shared/status/refusal.h"
#include "shared/storage/mutation.h"

namespace liandong::enforcement::testing {

class FakePeers {
 public:
  // Household H12 of the sample project: decision served, money in escrow.
  FakePeers() {
    project.set_name("projects/P1");
    project.set_deciding_government("gov");
    AddHousehold("H11", 53'051'820);
    AddHousehold("H12", 50'698'250);
  }

  void AddHousehold(const std::string& id, int64_t total_fen) {
    auto& household = households["projects/P1/households/" + id];
    household.set_name("projects/P1/households/" + id);
    household.set_territory("431103");
    *household.mutable_vacate_by() = ToProto(Date(2026, 6, 15));
    auto& decision = decisions["projects/P1/compensationDecisions/" + id];
    decision.set_household(household.name());
    decision.set_rights_told(true);
    *decision.mutable_service_date() = ToProto(Date(2026, 4, 30));
    decision.mutable_sheet()->set_total_fen(total_fen);
    auto& escrow = escrows["projects/P1/escrows/" + id];
    escrow.set_household(household.name());
    escrow.set_amount_fen(total_fen);
    escrow.set_state(funds::v1::Escrow::STATE_CERTIFIED);
    *escrow.mutable_expiry_date() = ToProto(Date(2031, 5, 15));
  }

  acquisition::v1::Household& household(const std::string& id = "H12") {
    return households["projects/P1/households/" + id];
  }
  funds::v1::Escrow& escrow(const std::string& id = "H12") {
    return escrows["projects/P1/escrows/" + id];
  }

  absl::Status Answer(common::v1::Service, const rpc::OnBehalf&,
                      const google::protobuf::Message& request,
                      google::protobuf::Message& response) {
    using namespace acquisition::v1;  // NOLINT: one message type a line below
    if (auto* get = As<GetHouseholdRequest>(request)) {
      return Found(households, get->name(), response);
    }
    if (auto* get = As<GetCompensationDecisionRequest>(request)) {
      return Found(decisions, get->name(), response);
    }
    if (As<GetProjectRequest>(request)) {
      response.CopyFrom(project);
      return absl::OkStatus();
    }
    if (auto* get = As<funds::v1::GetEscrowRequest>(request)) {
      return Found(escrows, get->name(), response);
    }
    if (auto* get = As<funds::v1::GetFundingProofRequest>(request)) {
      return Found(proofs, get->name(), response);
    }
    return Command(request, response);
  }

  rpc::Peers::Transport Transport() {
    return [this](common::v1::Service service, const rpc::OnBehalf& caller,
                  const google::protobuf::Message& request, google::protobuf::Message& response) {
      return Answer(service, caller, request, response);
    };
  }

  acquisition::v1::Project project;
  std::map<std::string, acquisition::v1::Household> households;
  std::map<std::string, acquisition::v1::CompensationDecision> decisions;
  std::map<std::string, funds::v1::Escrow> escrows;
  std::map<std::string, funds::v1::FundingProof> proofs;
  // Message names of the commands that came, in order.
  std::vector<std::string> commands;
  bool funds_short = false;

 private:
  static constexpr Reason kVacated{"HOUSEHOLD_VACATED", absl::StatusCode::kFailedPrecondition,
                                   "vacated", "已腾空"};
  static constexpr Reason kShortfall{"FUNDS_SHORTFALL", absl::StatusCode::kFailedPrecondition,
                                     "short", "资金不足"};

  template <class M>
  static const M* As(const google::protobuf::Message& message) {
    return dynamic_cast<const M*>(&message);
  }

  template <class Map>
  static absl::Status Found(const Map& map, const std::string& name,
                            google::protobuf::Message& response) {
    auto found = map.find(name);
    if (found == map.end()) return Refuse(kResourceNotFound);
    response.CopyFrom(found->second);
    return absl::OkStatus();
  }

  absl::Status Command(const google::protobuf::Message& request,
                       google::protobuf::Message& response) {
    using namespace acquisition::v1;  // NOLINT
    commands.push_back(request.GetDescriptor()->name());
    if (auto* claim = As<ClaimCourtFilingRequest>(request)) {
      return Change(claim->household(), response,
                    [](Household& household) { household.set_court_filed(true); });
    }
    if (auto* release = As<ReleaseCourtFilingRequest>(request)) {
      households[release->household()].set_court_filed(false);
      response.CopyFrom(households[release->household()]);
      return absl::OkStatus();
    }
    if (auto* claim = As<ClaimActionStartRequest>(request)) {
      return Change(claim->household(), response,
                    [](Household& household) { household.set_action_started(true); });
    }
    if (auto* record = As<RecordForcedVacatingRequest>(request)) {
      return Change(record->household(), response, [record](Household& household) {
        household.set_vacated(true);
        *household.mutable_vacating()->mutable_date() = record->vacate_date();
      });
    }
    if (auto* issue = As<funds::v1::IssueFundingProofRequest>(request)) {
      if (funds_short) return Refuse(kShortfall);
      auto& proof = proofs[issue->parent() + "/fundingProofs/" + issue->proof_id()];
      proof.set_name(issue->parent() + "/fundingProofs/" + issue->proof_id());
      proof.set_purpose(issue->purpose());
      proof.set_subject(issue->subject());
      proof.set_amount_fen(issue->amount_fen());
      proof.set_state(funds::v1::FundingProof::STATE_LIVE);
      response.CopyFrom(proof);
      return absl::OkStatus();
    }
    if (auto* release = As<funds::v1::ReleaseFundingProofRequest>(request)) {
      proofs[release->name()].set_state(funds::v1::FundingProof::STATE_RELEASED);
      response.CopyFrom(proofs[release->name()]);
      return absl::OkStatus();
    }
    return absl::UnimplementedError("no such call: " + request.GetDescriptor()->full_name());
  }

  template <class Body>
  absl::Status Change(const std::string& name, google::protobuf::Message& response, Body body) {
    auto& household = households[name];
    if (household.vacated()) return Refuse(kVacated);
    body(household);
    response.CopyFrom(household);
    return absl::OkStatus();
  }
};

}  // namespace liandong::enforcement::testing

#endif  // SERVICES_ENFORCEMENT_TESTING_FAKE_PEERS_H_
