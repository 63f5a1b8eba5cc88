// The gates of the expropriation decision and what its announcement must say. Pure.
#ifndef SERVICES_ACQUISITION_DECISION_DECISION_RULES_H_
#define SERVICES_ACQUISITION_DECISION_DECISION_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "liandong/acquisition/v1/expropriation.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/ties/funds.h"
#include "shared/rules/state_machine.h"

namespace liandong::acquisition {

using v1::ExpropriationDecision;

inline constexpr rules::Transition<ExpropriationDecision::State> kDecisionMoves[] = {
    {ExpropriationDecision::STATE_UNSPECIFIED, "MakeExpropriationDecision",
     ExpropriationDecision::STATE_FUNDING_PENDING},
    {ExpropriationDecision::STATE_PREPARED, "MakeExpropriationDecision",
     ExpropriationDecision::STATE_FUNDING_PENDING},
    {ExpropriationDecision::STATE_FUNDING_PENDING, "money frozen",
     ExpropriationDecision::STATE_RED_LINE_PENDING},
    {ExpropriationDecision::STATE_FUNDING_PENDING, "money refused",
     ExpropriationDecision::STATE_PREPARED},
    {ExpropriationDecision::STATE_RED_LINE_PENDING, "red line frozen",
     ExpropriationDecision::STATE_MADE},
    {ExpropriationDecision::STATE_RED_LINE_PENDING, "red line refused",
     ExpropriationDecision::STATE_PREPARED},
    {ExpropriationDecision::STATE_MADE, "AnnounceDecision", ExpropriationDecision::STATE_ANNOUNCED},
};
inline constexpr rules::StateMachine kDecisionMachine("ExpropriationDecision", kDecisionState,
                                                      kDecisionMoves);

// Everything the gates look at.
struct DecisionFacts {
  const v1::Project* project;
  const v1::Scheme* scheme;  // null: none drafted
  std::string red_line;
  MoneyFacts money;
  bool survey_posted = false;
  int64_t buildings_undetermined = 0;
  int64_t households = 0;
  int64_t households_unsurveyed = 0;
  // Households from which the executive meeting must decide.
  int64_t executive_meeting_from = 0;
  bool minutes_attached = false;
};

// All closed gates at once.
absl::Status CheckDecisionGates(const DecisionFacts& facts);

// RIGHTS_NOTICE_MISSING, ANNOUNCEMENT_INCOMPLETE; all at once.
absl::Status CheckAnnouncement(const v1::Announcement& announcement);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_DECISION_DECISION_RULES_H_
