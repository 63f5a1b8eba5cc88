#include "services/enforcement/peers/fact_reader.h"

#include <algorithm>

#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/funds/v1/escrow.pb.h"
#include "liandong/funds/v1/funding_proof.pb.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::enforcement {
namespace {

constexpr char kEscrowPattern[] = "projects/*/escrows/*";
constexpr char kFundingProofPattern[] = "projects/*/fundingProofs/*";

MoneyFacts Live(bool escrow) { return {.live = true, .escrow = escrow, .finding = {}}; }
MoneyFacts Missing(std::string en, std::string zh) {
  return {.live = false, .escrow = false, .finding = {std::move(en), std::move(zh)}};
}

// The later of two days.
absl::Status Later(const google::type::Date& date, std::optional<Date>& latest) {
  ASSIGN_OR_RETURN(const Date day, FromProto(date));
  latest = std::max(latest.value_or(day), day);
  return absl::OkStatus();
}

const char kAbsentEn[] = "there is no such proof";
const char kAbsentZh[] = "不存在该证明";
const char kOtherEn[] = "the proof is about another household or case";
const char kOtherZh[] = "该证明不属于本案";
const char kTooLittleEn[] = "the proof covers less than the compensation";
const char kTooLittleZh[] = "证明金额低于补偿金额";

}  // namespace

absl::StatusOr<HouseholdFacts> FactsOf(const acquisition::v1::Household& household) {
  using acquisition::v1::Appeal;
  HouseholdFacts facts;
  facts.territory = household.territory();
  facts.vacated = household.vacated();
  facts.deposited = household.compensation_state() == acquisition::v1::COMPENSATION_STATE_DEPOSITED;
  facts.appeal_pending = household.appeal_pending();
  if (household.has_vacate_by()) {
    ASSIGN_OR_RETURN(facts.vacate_by, FromProto(household.vacate_by()));
  }
  for (const Appeal& appeal : household.appeals()) {
    if (appeal.subject() != household.compensation_decision()) continue;
    const bool review = appeal.kind() == Appeal::KIND_REVIEW;
    if (appeal.result() == Appeal::RESULT_ANNULLED) {
      facts.annulled = true;
    } else if (appeal.result() == Appeal::RESULT_WITHDRAWN) {
      RETURN_IF_ERROR(Later(appeal.effective_date(), facts.withdrawn));
    } else if (appeal.result() == Appeal::RESULT_UPHELD) {
      RETURN_IF_ERROR(
          Later(appeal.effective_date(), review ? facts.review_served : facts.judgment_effective));
    }
  }
  return facts;
}

absl::StatusOr<HouseholdFacts> FactReader::Household(const RequestContext& context,
                                                     const std::string& name) {
  acquisition::v1::GetHouseholdRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(auto household, peers_.Read<acquisition::v1::Household>(
                                       common::v1::SERVICE_ACQUISITION, context, request));
  return FactsOf(household);
}

absl::StatusOr<DecisionFacts> FactReader::Decision(const RequestContext& context,
                                                   const std::string& name) {
  acquisition::v1::GetCompensationDecisionRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(auto decision, peers_.Read<acquisition::v1::CompensationDecision>(
                                      common::v1::SERVICE_ACQUISITION, context, request));
  acquisition::v1::GetProjectRequest project_request;
  project_request.set_name(ProjectOf(name));
  ASSIGN_OR_RETURN(auto project, peers_.Read<acquisition::v1::Project>(
                                     common::v1::SERVICE_ACQUISITION, context, project_request));
  DecisionFacts facts;
  facts.household = decision.household();
  facts.decider = project.deciding_government();
  facts.rights_told = decision.rights_told();
  facts.total_fen = decision.sheet().total_fen();
  if (decision.has_service_date()) {
    ASSIGN_OR_RETURN(facts.served, FromProto(decision.service_date()));
  }
  return facts;
}

absl::StatusOr<MoneyFacts> FactReader::Money(const RequestContext& context, const v1::Case& c,
                                             const std::string& proof) {
  if (proof.empty()) return Missing("no proof is named", "未提交证明");
  if (ProjectOf(proof) != ProjectOf(c.name())) return Missing(kOtherEn, kOtherZh);
  absl::StatusOr<MoneyFacts> money = Missing(kAbsentEn, kAbsentZh);
  if (NameMatches(proof, kEscrowPattern)) money = Escrow(context, c, proof);
  if (NameMatches(proof, kFundingProofPattern)) money = FundingProof(context, c, proof);
  if (absl::IsNotFound(money.status())) return Missing(kAbsentEn, kAbsentZh);
  return money;
}

absl::StatusOr<MoneyFacts> FactReader::Escrow(const RequestContext& context, const v1::Case& c,
                                              const std::string& name) {
  funds::v1::GetEscrowRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(auto escrow,
                   peers_.Read<funds::v1::Escrow>(common::v1::SERVICE_FUNDS, context, request));
  if (escrow.household() != c.household()) return Missing(kOtherEn, kOtherZh);
  if (escrow.amount_fen() < c.compensation_fen()) return Missing(kTooLittleEn, kTooLittleZh);
  // What its creditor has taken is paid.
  if (escrow.state() == funds::v1::Escrow::STATE_WITHDRAWN) return Live(/*escrow=*/true);
  if (escrow.state() != funds::v1::Escrow::STATE_CERTIFIED) {
    return Missing("the escrow is not certified", "提存尚未取得公证证明");
  }
  if (escrow.has_expiry_date()) {
    ASSIGN_OR_RETURN(Date expiry, FromProto(escrow.expiry_date()));
    if (expiry < DateOf(context.now)) return Missing("the escrow has lapsed", "提存已逾期失效");
  }
  return Live(/*escrow=*/true);
}

absl::StatusOr<MoneyFacts> FactReader::FundingProof(const RequestContext& context,
                                                    const v1::Case& c, const std::string& name) {
  funds::v1::GetFundingProofRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(auto proof, peers_.Read<funds::v1::FundingProof>(common::v1::SERVICE_FUNDS,
                                                                    context, request));
  if (proof.purpose() != funds::v1::FundingProof::PURPOSE_ENFORCEMENT ||
      proof.subject() != c.name()) {
    return Missing(kOtherEn, kOtherZh);
  }
  if (proof.state() != funds::v1::FundingProof::STATE_LIVE) {
    return Missing("the proof was released", "该证明已解除");
  }
  if (proof.amount_fen() < c.compensation_fen()) return Missing(kTooLittleEn, kTooLittleZh);
  return Live(/*escrow=*/false);
}

std::string ExpectedProof(const v1::Case& c, const HouseholdFacts& household) {
  if (!household.deposited && c.funding().state() == v1::Funding::STATE_HELD)
    return c.funding().proof();
  const auto ids = NameIds(c.household(), "projects/*/households/*");
  return ids.empty() ? "" : ProjectOf(c.name()) + "/escrows/" + ids[1];
}

}  // namespace liandong::enforcement
