#include "services/acquisition/compensation/obligations.h"

#include "services/acquisition/household/household_rules.h"
#include "services/acquisition/papers.h"
#include "services/acquisition/ties/funds.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {
namespace {

constexpr char kSelectByUnit[] = "SELECT name FROM households WHERE unit_code = ? LIMIT 1";

bool SameEncumbrances(const v1::Household& household, const std::vector<v1::Encumbrance>& now) {
  if (household.encumbrances_size() != static_cast<int>(now.size())) return false;
  for (size_t i = 0; i < now.size(); ++i) {
    const v1::Encumbrance& then = household.encumbrances(static_cast<int>(i));
    if (DeterministicBytes(then) != DeterministicBytes(now[i])) return false;
  }
  return true;
}

}  // namespace

v1::CompensationState StateOf(const v1::ObligationStatus& obligation) {
  const int64_t settled_fen = obligation.paid_fen() + obligation.escrowed_fen();
  if (obligation.total_fen() <= 0) return v1::COMPENSATION_STATE_NONE;
  if (settled_fen >= obligation.total_fen()) {
    return obligation.escrowed_fen() > 0 ? v1::COMPENSATION_STATE_DEPOSITED
                                         : v1::COMPENSATION_STATE_PAID;
  }
  // Of the transition fees at least a first month.
  const int64_t needed_fen =
      obligation.total_fen() - obligation.transition_fen() + obligation.transition_monthly_fen();
  if (obligation.transition_fen() > 0 && settled_fen >= needed_fen) {
    return v1::COMPENSATION_STATE_HOUSE_OFFERED;
  }
  return v1::COMPENSATION_STATE_NONE;
}

absl::StatusOr<Obligations::Owed> Obligations::OwedBy(Mutation& m, const v1::Agreement& agreement) {
  Owed owed{.source = agreement.name(),
            .sheet = agreement.sheet(),
            .settlements = agreement.settlements(),
            .due = agreement.payment_due(),
            .seller = {}};
  if (agreement.home().empty()) return owed;
  ASSIGN_OR_RETURN(const v1::Home home, homes_.Lock(m, agreement.home()));
  ASSIGN_OR_RETURN(const v1::Site site, sites_.Lock(m, home.site()));
  owed.seller = {.title = site.seller(), .account = site.seller_account()};
  return owed;
}

Obligations::Owed Obligations::OwedBy(const v1::CompensationDecision& decision) {
  return {.source = decision.name(),
          .sheet = decision.sheet(),
          .settlements = decision.settlements(),
          .due = decision.payment_due(),
          .seller = {}};
}

absl::StatusOr<Obligations::Owed> Obligations::OwedTo(Mutation& m, const v1::Household& household) {
  if (!household.agreement().empty()) {
    ASSIGN_OR_RETURN(const v1::Agreement agreement, agreements_.Lock(m, household.agreement()));
    return OwedBy(m, agreement);
  }
  ASSIGN_OR_RETURN(const v1::CompensationDecision decision,
                   decisions_.Lock(m, household.compensation_decision()));
  return OwedBy(decision);
}

absl::Status Obligations::Push(Mutation& m, const char* kind, v1::Household& household,
                               const Owed& owed) {
  const std::vector<Payee> payees = PayeesOf(household, owed.sheet, owed.settlements, owed.seller);
  if (payees.empty()) return CommandCancel(m, household);
  v1::ObligationStatus& obligation = *household.mutable_obligation();
  obligation.set_name(ObligationName(household.name()));
  obligation.set_source(owed.source);
  obligation.set_source_version(obligation.source_version() + 1);
  obligation.set_total_fen(owed.sheet.total_fen());
  obligation.set_transition_fen(owed.sheet.transition_fen());
  obligation.set_transition_monthly_fen(owed.sheet.transition_monthly_fen());
  return CommandObligation(m, kind, household, owed.sheet, payees, owed.due);
}

absl::Status Obligations::PushAgreement(Mutation& m, v1::Household& household,
                                        const v1::Agreement& agreement) {
  ASSIGN_OR_RETURN(const Owed owed, OwedBy(m, agreement));
  return Push(m, kAgreementObligation, household, owed);
}

absl::Status Obligations::PushDecision(Mutation& m, v1::Household& household,
                                       const v1::CompensationDecision& decision) {
  return Push(m, kDecisionObligation, household, OwedBy(decision));
}

void Obligations::TakeBack(v1::Household& household) {
  const int64_t told = household.obligation().source_version();
  household.clear_obligation();
  household.mutable_obligation()->set_source_version(told);
}

absl::Status Obligations::PushPayees(Mutation& m, v1::Household& household) {
  if (household.owed_fen() == 0 || household.settled_fen() >= household.obligation().total_fen()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const Owed owed, OwedTo(m, household));
  return Push(m, kPayeesAnew, household, owed);
}

absl::Status Obligations::Reconcile(Mutation& m, v1::Household& household,
                                    const google::protobuf::Message& told) {
  ASSIGN_OR_RETURN(const Owed owed, OwedTo(m, household));
  if (PayeesOf(household, owed.sheet, owed.settlements, owed.seller) == ToldPayees(told)) {
    return absl::OkStatus();
  }
  return Push(m, kPayeesAnew, household, owed);
}

absl::Status Obligations::OnPayeesTold(Mutation& m, const std::string& name,
                                       const absl::Status& told) {
  ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, name));
  const std::string refusal = ReasonOf(told);
  if (household.payees_refusal() == refusal) return absl::OkStatus();
  household.set_payees_refusal(refusal);
  return households_.Update(m, household).status();
}

absl::StatusOr<v1::Household> Obligations::NameCourtAccount(
    const RequestContext& context, const v1::NameCourtAccountRequest& request) {
  return Mutate<v1::Household>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Household> {
        ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, request.name()));
        if (!HasEncumbrance(household, v1::Encumbrance::KIND_SEAL)) return Refuse(kUnitNotSealed);
        *household.mutable_court_account() = request.court_account();
        RETURN_IF_ERROR(PushPayees(m, household));
        return households_.Update(m, household);
      });
}

absl::Status Obligations::OnSettlement(Mutation& m, const std::string& name,
                                       const std::string& obligation,
                                       const Settlement& settlement) {
  auto locked = households_.Lock(m, name);
  if (absl::IsNotFound(locked.status())) return absl::OkStatus();
  RETURN_IF_ERROR(locked.status());
  v1::Household household = *std::move(locked);
  v1::ObligationStatus& status = *household.mutable_obligation();
  if (status.name() != obligation) return absl::OkStatus();
  if (status.paid_fen() == settlement.paid_fen &&
      status.escrowed_fen() == settlement.escrowed_fen) {
    return absl::OkStatus();
  }
  status.set_paid_fen(settlement.paid_fen);
  status.set_escrowed_fen(settlement.escrowed_fen);
  household.set_settled_fen(settlement.paid_fen + settlement.escrowed_fen);
  const bool was_compensated = IsCompensated(household);
  household.set_compensation_state(StateOf(status));
  if (!was_compensated && IsCompensated(household)) {
    if (!household.compensation_decision().empty()) {
      ASSIGN_OR_RETURN(const v1::CompensationDecision decision,
                       decisions_.Lock(m, household.compensation_decision()));
      SetVacateDue(household, decision, settlement.day);
    }
  }
  return households_.Update(m, household).status();
}

void Obligations::SetVacateDue(v1::Household& household,
                               const v1::CompensationDecision& decision, Date day) {
  const Deadline due =
      ComputeDeadline(calendar_, day, {.length = decision.vacate_days()},
                      {.law = {.en = "compensation decision " + decision.document().number(),
                               .zh = "补偿决定" + decision.document().number()},
                       .article = ""});
  if (household.has_vacate_by() && due.legal_due <= DayOf(household.vacate_by())) return;
  *household.mutable_vacate_due() = ToProto(due);
  *household.mutable_vacate_by() = ToProto(due.legal_due);
}

absl::Status Obligations::OnUnit(Mutation& m, const UnitFacts& unit) {
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectByUnit, {unit.unit_code}));
  if (rows.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, rows[0].Text(0)));
  const bool same_rights = SameEncumbrances(household, unit.encumbrances);
  if (same_rights && household.deregistered() == unit.cancelled) return absl::OkStatus();
  household.set_deregistered(unit.cancelled);
  if (!same_rights) {
    *household.mutable_encumbrances() = {unit.encumbrances.begin(), unit.encumbrances.end()};
    RETURN_IF_ERROR(PushPayees(m, household));
  }
  return households_.Update(m, household).status();
}

}  // namespace liandong::acquisition
