#include "services/acquisition/household/household_rules.h"

#include <algorithm>

#include "services/acquisition/papers.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {
namespace {

void CloseIfUnpaid(const Household& household, Gates& gates) {
  if (!IsCompensated(household)) gates.Close(kNotCompensated, household.name());
}

void CloseIfGone(const Household& household, Gates& gates) {
  if (household.vacated()) gates.Close(kHouseholdVacated, household.name());
}

void CloseIfAppealed(const Household& household, Gates& gates) {
  if (household.appeal_pending()) gates.Close(kAppealPending, household.name());
  if (IsAnnulled(household)) gates.Close(kDecisionAnnulled, household.name());
}

absl::Status Vacate(Household& household, v1::Vacating::Manner manner, Date vacated, Date today,
                    const std::string& record, const std::string& actor) {
  if (vacated > today) return Refuse(kVacateDate);
  household.set_vacated(true);
  v1::Vacating& vacating = *household.mutable_vacating();
  vacating.set_manner(manner);
  *vacating.mutable_date() = ToProto(vacated);
  vacating.set_record(record);
  vacating.set_recorded_by(actor);
  return absl::OkStatus();
}

}  // namespace

absl::Status ClaimFiling(Household& household, const std::string& court_case) {
  Gates gates;
  CloseIfUnpaid(household, gates);
  CloseIfGone(household, gates);
  CloseIfAppealed(household, gates);
  if (household.court_filed() && household.court_case() != court_case) {
    gates.Close(kCourtAlreadyFiled, household.name());
  }
  RETURN_IF_ERROR(gates.status());
  household.set_court_filed(true);
  household.set_court_case(court_case);
  return absl::OkStatus();
}

absl::Status ReleaseFiling(Household& household, const std::string& court_case) {
  if (!household.court_filed() || household.court_case() != court_case) {
    return Refuse(kCourtNotFiled);
  }
  household.set_court_filed(false);
  household.clear_court_case();
  return absl::OkStatus();
}

absl::Status ClaimAction(Household& household, const std::string& court_case) {
  Gates gates;
  if (!household.court_filed() || household.court_case() != court_case) {
    gates.Close(kCourtNotFiled, household.name());
  }
  // A payment may have come back since the filing.
  CloseIfUnpaid(household, gates);
  CloseIfGone(household, gates);
  CloseIfAppealed(household, gates);
  RETURN_IF_ERROR(gates.status());
  household.set_action_started(true);
  household.set_action_case(court_case);
  return absl::OkStatus();
}

absl::Status VacateByForce(Household& household, const std::string& court_case, Date vacated,
                           Date today, const std::string& actor) {
  if (!household.action_started() || household.action_case() != court_case) {
    return Refuse(kActionNotStarted);
  }
  Gates gates;
  CloseIfGone(household, gates);
  CloseIfAppealed(household, gates);
  RETURN_IF_ERROR(gates.status());
  return Vacate(household, v1::Vacating::MANNER_FORCED, vacated, today, court_case, actor);
}

absl::Status VacateByItself(Household& household, const std::string& certificate, Date vacated,
                            Date today, const std::string& actor) {
  // A home agreed in exchange is compensation offered; its transition fees begin with the moving.
  const bool home_agreed = !household.home().empty() && !household.agreement().empty();
  Gates gates;
  if (!home_agreed) CloseIfUnpaid(household, gates);
  CloseIfGone(household, gates);
  RETURN_IF_ERROR(gates.status());
  return Vacate(household, v1::Vacating::MANNER_VOLUNTARY, vacated, today, certificate, actor);
}

absl::Status EnterAppeal(Household& household, const v1::EnterAppealRequest& request, Date today,
                         const std::string& actor) {
  if (request.subject() != household.agreement() &&
      request.subject() != household.compensation_decision()) {
    return Refuse(kAppealSubject);
  }
  for (const auto& appeal : household.appeals()) {
    if (appeal.appeal_id() == request.appeal_id()) return Refuse(kAppealExists);
  }
  v1::Appeal& appeal = *household.add_appeals();
  appeal.set_appeal_id(request.appeal_id());
  appeal.set_kind(request.kind());
  appeal.set_subject(request.subject());
  *appeal.mutable_entered() = ToProto(today);
  appeal.set_entered_by(actor);
  household.set_appeal_pending(true);
  return absl::OkStatus();
}

absl::Status CloseAppeal(Household& household, const v1::CloseAppealRequest& request,
                         common::v1::Agency body, Date today) {
  const auto open = [](const v1::Appeal& appeal) { return !appeal.has_closed(); };
  auto& appeals = *household.mutable_appeals();
  const auto found = std::find_if(appeals.begin(), appeals.end(), [&](const v1::Appeal& appeal) {
    return appeal.appeal_id() == request.appeal_id() && open(appeal);
  });
  if (found == appeals.end()) return Refuse(kAppealUnknown);
  const common::v1::Agency own = found->kind() == v1::Appeal::KIND_REVIEW
                                     ? common::v1::AGENCY_REVIEW_BODY
                                     : common::v1::AGENCY_COURT;
  if (body != own) return Refuse(kAppealOfOtherBody);
  if (DayOf(request.effective_date()) > today) return Refuse(kAppealEffectDate);
  *found->mutable_closed() = ToProto(today);
  found->set_outcome(request.outcome());
  found->set_result(request.result());
  *found->mutable_effective_date() = request.effective_date();
  household.set_appeal_pending(std::any_of(appeals.begin(), appeals.end(), open));
  return absl::OkStatus();
}

bool IsCompensated(const Household& household) {
  switch (household.compensation_state()) {
    case v1::COMPENSATION_STATE_PAID:
    case v1::COMPENSATION_STATE_DEPOSITED:
    case v1::COMPENSATION_STATE_HOUSE_OFFERED:
      return true;
    default:
      return false;
  }
}

bool IsAnnulled(const Household& household) {
  const auto& appeals = household.appeals();
  return std::any_of(appeals.begin(), appeals.end(), [&](const v1::Appeal& appeal) {
    return appeal.result() == v1::Appeal::RESULT_ANNULLED &&
           (appeal.subject() == household.agreement() ||
            appeal.subject() == household.compensation_decision());
  });
}

bool IsDisputed(const Household& household) {
  return household.appeal_pending() || IsAnnulled(household);
}

bool HasEncumbrance(const Household& household, v1::Encumbrance::Kind kind) {
  return std::any_of(household.encumbrances().begin(), household.encumbrances().end(),
                     [&](const v1::Encumbrance& each) { return each.kind() == kind; });
}

}  // namespace liandong::acquisition
