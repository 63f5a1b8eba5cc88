#include "services/acquisition/ties/funds.h"

#include "liandong/funds/v1/escrow.pb.h"
#include "liandong/funds/v1/funding_proof.pb.h"
#include "liandong/funds/v1/ledger.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "services/acquisition/demolition/demolition_reasons.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {
namespace {

using common::v1::SERVICE_FUNDS;

std::string IdOf(std::string_view name) { return std::string(name.substr(name.rfind('/') + 1)); }

funds::v1::PayeeKind KindOf(Payee::Kind kind) {
  switch (kind) {
    case Payee::Kind::kHousehold:
      return funds::v1::PAYEE_KIND_HOUSEHOLD;
    case Payee::Kind::kMortgagee:
      return funds::v1::PAYEE_KIND_MORTGAGEE;
    case Payee::Kind::kCourtAccount:
      return funds::v1::PAYEE_KIND_COURT_ACCOUNT;
    case Payee::Kind::kHomeSeller:
      return funds::v1::PAYEE_KIND_HOME_SELLER;
  }
  return funds::v1::PAYEE_KIND_UNSPECIFIED;
}

Payee::Kind KindOf(funds::v1::PayeeKind kind) {
  switch (kind) {
    case funds::v1::PAYEE_KIND_MORTGAGEE:
      return Payee::Kind::kMortgagee;
    case funds::v1::PAYEE_KIND_COURT_ACCOUNT:
      return Payee::Kind::kCourtAccount;
    case funds::v1::PAYEE_KIND_HOME_SELLER:
      return Payee::Kind::kHomeSeller;
    default:
      return Payee::Kind::kHousehold;
  }
}

void AddItem(funds::v1::Obligation& obligation, const char* id, funds::v1::ItemKind kind,
             int64_t amount_fen) {
  if (amount_fen == 0) return;
  funds::v1::ObligationItem& item = *obligation.add_items();
  item.set_item_id(id);
  item.set_kind(kind);
  item.set_amount_fen(amount_fen);
}

// On exchange the house's value becomes the home's price and the difference, which the household
// owes when it is negative here.
void AddItems(const v1::CompensationSheet& sheet, funds::v1::Obligation& obligation) {
  if (sheet.method() == v1::COMPENSATION_METHOD_EXCHANGE) {
    AddItem(obligation, "home", funds::v1::ITEM_KIND_HOME_PURCHASE, sheet.home_value_fen());
    AddItem(obligation, "difference", funds::v1::ITEM_KIND_EXCHANGE_DIFFERENCE,
            -sheet.exchange_difference_fen());
  } else {
    AddItem(obligation, "house", funds::v1::ITEM_KIND_HOUSE_VALUE, sheet.house_value_fen());
  }
  AddItem(obligation, "annex", funds::v1::ITEM_KIND_LEGAL_ANNEX, sheet.legal_annex_fen());
  AddItem(obligation, "decoration", funds::v1::ITEM_KIND_DECORATION, sheet.decoration_fen());
  AddItem(obligation, "attachments", funds::v1::ITEM_KIND_ATTACHMENTS, sheet.attachments_fen());
  AddItem(obligation, "moving", funds::v1::ITEM_KIND_MOVING, sheet.moving_fen());
  AddItem(obligation, "transition", funds::v1::ITEM_KIND_TRANSITION, sheet.transition_fen());
  AddItem(obligation, "business-loss", funds::v1::ITEM_KIND_BUSINESS_LOSS,
          sheet.business_loss_fen());
  AddItem(obligation, "reward", funds::v1::ITEM_KIND_REWARD, sheet.reward_fen());
}

}  // namespace

std::string ObligationName(std::string_view household) {
  return ProjectOf(household) + "/obligations/" + IdOf(household);
}

absl::StatusOr<MoneyFacts> ReadMoney(rpc::Peers& peers, const RequestContext& context,
                                     const std::string& project) {
  funds::v1::GetProjectPositionRequest request;
  request.set_parent(project);
  ASSIGN_OR_RETURN(const funds::v1::ProjectPosition position,
                   peers.Read<funds::v1::ProjectPosition>(SERVICE_FUNDS, context, request));
  MoneyFacts facts;
  facts.budget_in_force = !position.budget_in_force().empty();
  facts.short_fen = position.shortfall_fen();
  for (const auto& line : position.lines()) {
    if (line.purpose() == funds::v1::PURPOSE_COMPENSATION) {
      facts.compensation_line_fen = line.approved_fen();
    }
  }
  return facts;
}

absl::StatusOr<common::v1::SignedProof> ReadCompensationProof(rpc::Peers& peers,
                                                              const RequestContext& context,
                                                              const v1::Household& household) {
  common::v1::SignedProof proof;
  if (household.compensation_state() == v1::COMPENSATION_STATE_DEPOSITED) {
    funds::v1::ListEscrowsRequest request;
    request.set_parent(ProjectOf(household.name()));
    request.set_household(household.name());
    ASSIGN_OR_RETURN(const funds::v1::ListEscrowsResponse escrows,
                     peers.Read<funds::v1::ListEscrowsResponse>(SERVICE_FUNDS, context, request));
    for (const auto& escrow : escrows.escrows()) {
      if (escrow.has_proof()) proof = escrow.proof();
    }
  } else {
    funds::v1::GetObligationRequest request;
    request.set_name(household.obligation().name());
    ASSIGN_OR_RETURN(const funds::v1::Obligation obligation,
                     peers.Read<funds::v1::Obligation>(SERVICE_FUNDS, context, request));
    proof = obligation.proof();
  }
  if (proof.payload().empty()) return Refuse(kProofNotReady);
  return proof;
}

absl::Status CommandIssueProof(Mutation& m, const v1::ExpropriationDecision& decision) {
  funds::v1::IssueFundingProofRequest request;
  request.set_parent(ProjectOf(decision.name()));
  request.set_proof_id(IdOf(decision.funding_proof()));
  request.set_purpose(funds::v1::FundingProof::PURPOSE_DECISION);
  request.set_subject(decision.name());
  request.set_amount_fen(decision.funded_fen());
  return m.Command(SERVICE_FUNDS, kIssueProof, decision.name(), request);
}

absl::Status CommandReleaseProof(Mutation& m, const v1::ExpropriationDecision& decision) {
  funds::v1::ReleaseFundingProofRequest request;
  request.set_name(decision.funding_proof());
  return m.Command(SERVICE_FUNDS, kReleaseProof, decision.name(), request);
}

absl::Status CommandObligation(Mutation& m, const char* kind, const v1::Household& household,
                               const v1::CompensationSheet& sheet, const std::vector<Payee>& payees,
                               const google::type::Date& due) {
  funds::v1::PushObligationRequest request;
  funds::v1::Obligation& obligation = *request.mutable_obligation();
  obligation.set_name(household.obligation().name());
  obligation.set_household(household.name());
  obligation.set_source(household.obligation().source());
  obligation.set_source_version(household.obligation().source_version());
  obligation.set_purpose(funds::v1::PURPOSE_COMPENSATION);
  AddItems(sheet, obligation);
  for (const Payee& payee : payees) {
    funds::v1::PayeeShare& share = *obligation.add_payees();
    share.set_payee_id(payee.id);
    share.set_kind(KindOf(payee.kind));
    share.set_display_name(payee.title);
    share.set_account(payee.account);
    share.set_amount_fen(payee.amount_fen);
  }
  *obligation.mutable_due_date() = due;
  obligation.set_transition_later(sheet.transition_fen() > 0);
  // The household is the data subject, and its obligations are told in order.
  return m.Command(SERVICE_FUNDS, kind, household.name(), request);
}

std::string ToldSource(const google::protobuf::Message& request) {
  return static_cast<const funds::v1::PushObligationRequest&>(request).obligation().source();
}

std::vector<Payee> ToldPayees(const google::protobuf::Message& request) {
  const auto& obligation =
      static_cast<const funds::v1::PushObligationRequest&>(request).obligation();
  std::vector<Payee> payees;
  for (const auto& share : obligation.payees()) {
    payees.push_back({.id = share.payee_id(),
                      .kind = KindOf(share.kind()),
                      .title = share.display_name(),
                      .account = share.account(),
                      .amount_fen = share.amount_fen()});
  }
  return payees;
}

absl::Status CommandCancel(Mutation& m, const v1::Household& household) {
  funds::v1::CancelObligationRequest request;
  request.set_name(household.obligation().name());
  request.set_reason("the unit is sealed and the court has named no account / 查封未指定收款账户");
  return m.Command(SERVICE_FUNDS, kPayeesAnew, household.name(), request);
}

absl::Status CommandContract(Mutation& m, const v1::DemolitionContract& contract) {
  funds::v1::PushObligationRequest request;
  funds::v1::Obligation& obligation = *request.mutable_obligation();
  // Households and contracts are numbered apart; a contract is never taken for a household.
  obligation.set_name(ProjectOf(contract.name()) + "/obligations/contract-" +
                      IdOf(contract.name()));
  obligation.set_source(contract.name());
  obligation.set_source_version(1);
  obligation.set_purpose(funds::v1::PURPOSE_DEMOLITION);
  for (const auto& instalment : contract.instalments()) {
    AddItem(obligation, instalment.instalment_id().c_str(), funds::v1::ITEM_KIND_SERVICE_CONTRACT,
            instalment.amount_fen());
  }
  funds::v1::PayeeShare& contractor = *obligation.add_payees();
  contractor.set_payee_id("contractor");
  contractor.set_kind(funds::v1::PAYEE_KIND_CONTRACTOR);
  contractor.set_display_name(contract.contractor());
  contractor.set_account(contract.account());
  contractor.set_amount_fen(contract.total_fen());
  *obligation.mutable_due_date() = contract.due();
  return m.Command(SERVICE_FUNDS, kContractObligation, contract.name(), request);
}

}  // namespace liandong::acquisition
