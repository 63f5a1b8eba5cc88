// Every rule the services know, by typed id: a rule can only be read as what it is. The values are
// data (rules.json); this list says which must be there, of which type, unit and range.
#ifndef SHARED_RULES_CATALOGUE_H_
#define SHARED_RULES_CATALOGUE_H_

#include <string_view>
#include <vector>

#include "shared/rules/rule_value.h"

namespace liandong::rules {

template <class T>
struct RuleId {
  std::string_view name;
};
using PeriodId = RuleId<Period>;
using IntId = RuleId<int64_t>;
using BoolId = RuleId<bool>;
using TimeId = RuleId<TimeOfDay>;
using ChoiceId = RuleId<Choice>;
using TextsId = RuleId<std::vector<std::string>>;
using IntsId = RuleId<std::vector<int64_t>>;
using StepsId = RuleId<Steps>;
using DaysId = RuleId<DaySpans>;

// Scheme and decision (方案、征收决定)
inline constexpr PeriodId kConsultMin{"CONSULT_MIN"};        // from publication, full days
inline constexpr PeriodId kFreezeMax{"FREEZE_MAX"};          // from the freeze notice
inline constexpr PeriodId kPostingMin{"POSTING_MIN"};        // lists posted in the area
inline constexpr PeriodId kSigningPeriod{"SIGNING_PERIOD"};  // a scheme's default
inline constexpr IntId kExecutiveMeetingHouseholds{"EXECUTIVE_MEETING_HOUSEHOLDS"};  // from this
inline constexpr TextsId kAreaScope{"AREA_SCOPE"};  // county division codes

// Appraisal (评估)
inline constexpr PeriodId kApprReviewReq{"APPR_REVIEW_REQ"};    // from receipt of the report
inline constexpr PeriodId kApprReviewAns{"APPR_REVIEW_ANS"};    // from the request
inline constexpr PeriodId kApprExpertReq{"APPR_EXPERT_REQ"};    // from receipt of the review
inline constexpr PeriodId kApprExpertAns{"APPR_EXPERT_ANS"};    // from the request
inline constexpr IntId kApprSigners{"APPR_SIGNERS"};            // registered appraisers on a report
inline constexpr IntId kExpertPanelMin{"EXPERT_PANEL_MIN"};     // and an odd number
inline constexpr IntId kEvidenceOfficers{"EVIDENCE_OFFICERS"};  // at least

// Money (资金)
inline constexpr IntId kWorkCostCap{"WORK_COST_CAP"};           // of the compensation line
inline constexpr IntId kContingencyCap{"CONTINGENCY_CAP"};      // of the compensation line
inline constexpr StepsId kPaymentCheckers{"PAYMENT_CHECKERS"};  // distinct checkers by amount
inline constexpr IntId kMovingFee{"MOVING_FEE"};                // per square metre and move
inline constexpr IntId kMovesOnExchange{"MOVES_ON_EXCHANGE"};   // moving fees due on exchange
inline constexpr IntId kTransitionFee{"TRANSITION_FEE"};        // per square metre and month

// Escrow (提存)
inline constexpr PeriodId kDepositCert{"DEPOSIT_CERT"};      // certificate, from the deposit
inline constexpr PeriodId kDepositNotify{"DEPOSIT_NOTIFY"};  // written notice, from the deposit
inline constexpr PeriodId kDepositPublicNotice{"DEPOSIT_PUBLIC_NOTICE"};  // address unknown
inline constexpr PeriodId kDepositExpire{"DEPOSIT_EXPIRE"};               // creditor's right ends
inline constexpr IntsId kDepositWarnings{"DEPOSIT_WARNINGS"};             // months before it ends

// Review and suit (复议、诉讼)
inline constexpr PeriodId kReconsider{"RECONSIDER"};  // from knowing the act
inline constexpr PeriodId kReconsiderNotTold{"RECONSIDER_NOT_TOLD"};
inline constexpr PeriodId kReconsiderDecide{"RECONSIDER_DECIDE"};
inline constexpr PeriodId kReconsiderExtension{"RECONSIDER_EXTENSION"};
inline constexpr PeriodId kSuit{"SUIT"};  // from knowing the act
inline constexpr PeriodId kSuitNotTold{"SUIT_NOT_TOLD"};
inline constexpr PeriodId kSuitAfterReconsider{"SUIT_AFTER_RECONSIDER"};
inline constexpr PeriodId kServiceByNotice{"SERVICE_BY_NOTICE"};

// Enforcement (强制执行)
inline constexpr PeriodId kDemand{"DEMAND"};  // from service of the demand
inline constexpr ChoiceId kDemandNotBefore{"DEMAND_NOT_BEFORE"};
inline constexpr ChoiceId kPerformanceTrack{"PERFORMANCE_TRACK"};
inline constexpr ChoiceId kIllegalBuildingTrack{"ILLEGAL_BUILDING_TRACK"};
inline constexpr ChoiceId kCourtLevel{"COURT_LEVEL"};
inline constexpr PeriodId kCourtApply{"COURT_APPLY"};  // from the end of the suing period
inline constexpr PeriodId kCourtAccept{"COURT_ACCEPT"};
inline constexpr PeriodId kCourtNonacceptAppeal{"COURT_NONACCEPT_APPEAL"};
inline constexpr PeriodId kCourtRule{"COURT_RULE"};
inline constexpr ChoiceId kCourtRuleFrom{"COURT_RULE_FROM"};
inline constexpr PeriodId kCourtRefuseAppeal{"COURT_REFUSE_APPEAL"};
inline constexpr PeriodId kDemolitionNotice{"DEMOLITION_NOTICE"};  // full days from service
inline constexpr TimeId kEnforcementFrom{"ENFORCEMENT_FROM"};      // earlier is night
inline constexpr TimeId kEnforcementUntil{"ENFORCEMENT_UNTIL"};    // from here on it is night
inline constexpr BoolId kWeekendBlocked{"WEEKEND_BLOCKED"};
inline constexpr DaysId kBlackoutDays{"BLACKOUT_DAYS"};
inline constexpr TimeId kVisitFrom{"VISIT_FROM"};
inline constexpr TimeId kVisitUntil{"VISIT_UNTIL"};

// Registration (不动产登记)
inline constexpr PeriodId kRegDone{"REG_DONE"};  // from acceptance
inline constexpr PeriodId kSealMax{"SEAL_MAX"};  // from the seal

// Petitions (信访) and discipline complaints (检举控告)
inline constexpr PeriodId kPetRoute{"PET_ROUTE"};
inline constexpr PeriodId kPetTell{"PET_TELL"};
inline constexpr PeriodId kPetReject{"PET_REJECT"};
inline constexpr PeriodId kPetDone{"PET_DONE"};
inline constexpr PeriodId kPetExtension{"PET_EXTENSION"};
inline constexpr PeriodId kPetReviewReq{"PET_REVIEW_REQ"};
inline constexpr PeriodId kPetReviewAns{"PET_REVIEW_ANS"};
inline constexpr PeriodId kPetReReq{"PET_RE_REQ"};
inline constexpr PeriodId kPetReAns{"PET_RE_ANS"};
inline constexpr IntId kPetRepresentativesMax{"PET_REPRESENTATIVES_MAX"};
inline constexpr PeriodId kDisciplineAccept{"DISCIPLINE_ACCEPT"};
inline constexpr PeriodId kDisciplineResult{"DISCIPLINE_RESULT"};
inline constexpr PeriodId kDisciplinePass{"DISCIPLINE_PASS"};

// Incidents (突发事件) and meetings (联席会议)
inline constexpr StepsId kIncidentGrade{"INCIDENT_GRADE"};  // 1 general to 4, by persons
inline constexpr IntId kIncidentReport{"INCIDENT_REPORT"};  // by word of mouth
inline constexpr IntId kIncidentReportWritten{"INCIDENT_REPORT_WRITTEN"};
inline constexpr IntId kMeetingsPerMonth{"MEETINGS_PER_MONTH"};

enum class Kind { kPeriod, kInt, kBool, kTime, kChoice, kTexts, kInts, kSteps, kDays };

struct Spec {
  std::string_view id;
  Kind kind;
  // Of numbers: FEN, BASIS_POINT, MINUTE ... Empty for the other kinds.
  std::string_view unit;
  // Bounds of numbers, of period lengths and of the values of steps.
  int64_t min;
  int64_t max;
  // Of a choice: the words allowed.
  std::vector<std::string_view> words;
};

const std::vector<Spec>& Catalogue();

}  // namespace liandong::rules

#endif  // SHARED_RULES_CATALOGUE_H_
