// The life of a household's row and the claims on it: the first one wins, whoever asks. Pure.
#ifndef SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_RULES_H_
#define SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/common/v1/options.pb.h"
#include "services/acquisition/household/household_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::acquisition {

using v1::Household;

inline constexpr rules::Transition<Household::State> kHouseholdMoves[] = {
    {Household::STATE_UNSPECIFIED, "ImportHouseholds", Household::STATE_REGISTERED},
    {Household::STATE_REGISTERED, "RecordInventory", Household::STATE_SURVEYED},
    {Household::STATE_SURVEYED, "RecordInventory", Household::STATE_SURVEYED},
    {Household::STATE_SURVEYED, "SubmitPreliminaryValue", Household::STATE_SURVEYED},
    {Household::STATE_SURVEYED, "ServeAppraisal", Household::STATE_APPRAISED},
    {Household::STATE_APPRAISED, "SignAgreement", Household::STATE_APPRAISED},
    {Household::STATE_APPRAISED, "ReviewAgreement", Household::STATE_AGREED},
    {Household::STATE_APPRAISED, "RequestCompensationDecision", Household::STATE_APPRAISED},
    {Household::STATE_APPRAISED, "MakeCompensationDecision", Household::STATE_DECIDED},
};
inline constexpr rules::StateMachine kHouseholdMachine("Household", kHouseholdState,
                                                       kHouseholdMoves);

// Each changes the household or refuses and leaves it as it was.

// NOT_COMPENSATED, HOUSEHOLD_VACATED, APPEAL_PENDING, DECISION_ANNULLED, COURT_ALREADY_FILED; all
// at once. The case that holds the claim may ask again.
absl::Status ClaimFiling(Household& household, const std::string& court_case);
// COURT_NOT_FILED.
absl::Status ReleaseFiling(Household& household, const std::string& court_case);
// COURT_NOT_FILED, NOT_COMPENSATED, HOUSEHOLD_VACATED, APPEAL_PENDING, DECISION_ANNULLED; all at
// once.
absl::Status ClaimAction(Household& household, const std::string& court_case);
// ACTION_NOT_STARTED; HOUSEHOLD_VACATED, APPEAL_PENDING, DECISION_ANNULLED at once; VACATE_DATE.
absl::Status VacateByForce(Household& household, const std::string& court_case, Date vacated,
                           Date today, const std::string& actor);
// NOT_COMPENSATED without money or an agreed exchange home, HOUSEHOLD_VACATED at once; VACATE_DATE.
absl::Status VacateByItself(Household& household, const std::string& certificate, Date vacated,
                            Date today, const std::string& actor);
// APPEAL_SUBJECT, APPEAL_EXISTS.
absl::Status EnterAppeal(Household& household, const v1::EnterAppealRequest& request, Date today,
                         const std::string& actor);
// APPEAL_UNKNOWN, APPEAL_OF_OTHER_BODY, APPEAL_EFFECT_DATE. The mark goes with the last open
// appeal.
absl::Status CloseAppeal(Household& household, const v1::CloseAppealRequest& request,
                         common::v1::Agency body, Date today);

bool IsCompensated(const Household& household);
// An appeal has annulled the agreement or decision in effect.
bool IsAnnulled(const Household& household);
// An appeal is pending, or has annulled it.
bool IsDisputed(const Household& household);
bool HasEncumbrance(const Household& household, v1::Encumbrance::Kind kind);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_RULES_H_
