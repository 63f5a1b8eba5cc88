#include "shared/rules/catalogue.h"

namespace liandong::rules {
namespace {

// Long enough for every period of the law; a longer one is a slip of the pen.
constexpr int64_t kPeriodLengthMax = 366;

Spec PeriodSpec(PeriodId id) { return {id.name, Kind::kPeriod, "", 1, kPeriodLengthMax, {}}; }
Spec IntSpec(IntId id, std::string_view unit, int64_t min, int64_t max) {
  return {id.name, Kind::kInt, unit, min, max, {}};
}
Spec ChoiceSpec(ChoiceId id, std::vector<std::string_view> words) {
  return {id.name, Kind::kChoice, "", 0, 0, std::move(words)};
}
Spec TimeSpec(TimeId id) { return {id.name, Kind::kTime, "", 0, 0, {}}; }

std::vector<Spec> BuildCatalogue() {
  std::vector<Spec> specs = {
      IntSpec(kExecutiveMeetingHouseholds, "HOUSEHOLD", 1, 100'000),
      IntSpec(kApprSigners, "PERSON", 1, 10),
      IntSpec(kExpertPanelMin, "PERSON", 3, 15),
      IntSpec(kEvidenceOfficers, "PERSON", 2, 10),
      IntSpec(kWorkCostCap, "BASIS_POINT", 0, 10'000),
      IntSpec(kContingencyCap, "BASIS_POINT", 0, 10'000),
      IntSpec(kMovingFee, "FEN_PER_M2", 0, 1'000'000),
      IntSpec(kMovesOnExchange, "MOVE", 1, 5),
      IntSpec(kTransitionFee, "FEN_PER_M2_MONTH", 0, 1'000'000),
      IntSpec(kPetRepresentativesMax, "PERSON", 1, 100),
      IntSpec(kIncidentReport, "MINUTE", 1, 24 * 60),
      IntSpec(kIncidentReportWritten, "MINUTE", 1, 24 * 60),
      IntSpec(kMeetingsPerMonth, "MEETING", 1, 31),
      ChoiceSpec(kDemandNotBefore, {"APPEAL_PERIODS_OVER", "VACATE_DAY_PASSED"}),
      ChoiceSpec(kPerformanceTrack, {"ADMIN_PERFORMANCE_DECISION", "PROVISIONAL_EXECUTION"}),
      ChoiceSpec(kIllegalBuildingTrack, {"ADMINISTRATIVE", "COURT"}),
      ChoiceSpec(kCourtLevel, {"BASIC", "INTERMEDIATE"}),
      ChoiceSpec(kCourtRuleFrom, {"FILING", "ACCEPTANCE"}),
      TimeSpec(kEnforcementFrom),
      TimeSpec(kEnforcementUntil),
      TimeSpec(kVisitFrom),
      TimeSpec(kVisitUntil),
      {kWeekendBlocked.name, Kind::kBool, "", 0, 0, {}},
      {kAreaScope.name, Kind::kTexts, "", 0, 0, {}},
      {kDepositWarnings.name, Kind::kInts, "MONTH", 1, 60, {}},
      {kPaymentCheckers.name, Kind::kSteps, "FEN", 1, 5, {}},
      {kIncidentGrade.name, Kind::kSteps, "PERSON", 1, 4, {}},
      {kBlackoutDays.name, Kind::kDays, "", 0, 0, {}},
  };
  for (PeriodId id : {kConsultMin,
                      kFreezeMax,
                      kPostingMin,
                      kSigningPeriod,
                      kApprReviewReq,
                      kApprReviewAns,
                      kApprExpertReq,
                      kApprExpertAns,
                      kDepositCert,
                      kDepositNotify,
                      kDepositPublicNotice,
                      kDepositExpire,
                      kReconsider,
                      kReconsiderNotTold,
                      kReconsiderDecide,
                      kReconsiderExtension,
                      kSuit,
                      kSuitNotTold,
                      kSuitAfterReconsider,
                      kServiceByNotice,
                      kDemand,
                      kCourtApply,
                      kCourtAccept,
                      kCourtNonacceptAppeal,
                      kCourtRule,
                      kCourtRefuseAppeal,
                      kDemolitionNotice,
                      kRegDone,
                      kSealMax,
                      kPetRoute,
                      kPetTell,
                      kPetReject,
                      kPetDone,
                      kPetExtension,
                      kPetReviewReq,
                      kPetReviewAns,
                      kPetReReq,
                      kPetReAns,
                      kDisciplineAccept,
                      kDisciplineResult,
                      kDisciplinePass}) {
    specs.push_back(PeriodSpec(id));
  }
  return specs;
}

}  // namespace

const std::vector<Spec>& Catalogue() {
  static const auto& catalogue = *new std::vector<Spec>(BuildCatalogue());
  return catalogue;
}

}  // namespace liandong::rules
