// What agreements and exchange homes is refused with.
#ifndef SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_REASONS_H_
#define SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kInvestorWall{"INVESTOR_WALL", absl::StatusCode::kPermissionDenied,
                                      "an investor takes no part in moving people (Regulation 27)",
                                      "建设单位不得参与搬迁活动（条例27）"};
inline constexpr Reason kOfficerFormat{"OFFICER_FORMAT", absl::StatusCode::kInvalidArgument,
                                       "an officer is written organisation/officer",
                                       "人员应写作“单位/人员”"};
inline constexpr Reason kNegotiatorNotAssigned{
    "NEGOTIATOR_NOT_ASSIGNED", absl::StatusCode::kFailedPrecondition,
    "a negotiator was not assigned to this household", "签约人员未经指派"};
inline constexpr Reason kSigningNotOpened{"SIGNING_NOT_OPENED",
                                          absl::StatusCode::kFailedPrecondition,
                                          "the signing period has not begun", "签约期限尚未开始"};
inline constexpr Reason kSigningPeriodOver{
    "SIGNING_PERIOD_OVER", absl::StatusCode::kFailedPrecondition,
    "the signing period ended on {last}", "签约期限已于{last}届满"};
inline constexpr Reason kAppraisalNotServed{
    "APPRAISAL_NOT_SERVED", absl::StatusCode::kFailedPrecondition,
    "the appraisal report has not been served", "评估报告尚未送达"};
inline constexpr Reason kCoOwnerSignature{"CO_OWNER_SIGNATURE", absl::StatusCode::kInvalidArgument,
                                          "{signed} of {owners} owners signed",
                                          "{owners}名权利人中仅{signed}名签字"};
inline constexpr Reason kFieldMissing{"FIELD_MISSING", absl::StatusCode::kInvalidArgument,
                                      "contents required by article 25 are missing: {missing}",
                                      "缺少条例第25条规定的内容：{missing}"};
inline constexpr Reason kMortgageUnsettled{
    "MORTGAGE_UNSETTLED", absl::StatusCode::kFailedPrecondition,
    "the register states mortgages that are not settled in full", "登记簿上的抵押未全额清偿"};
inline constexpr Reason kSettlementUnfounded{
    "SETTLEMENT_UNFOUNDED", absl::StatusCode::kFailedPrecondition,
    "a settlement answers to no mortgage of the register in holder and amount",
    "清偿款的收款人、金额与登记簿上的抵押不符"};
inline constexpr Reason kAgreementStands{"AGREEMENT_STANDS", absl::StatusCode::kFailedPrecondition,
                                         "the household has signed an agreement",
                                         "该户已签订补偿协议"};
inline constexpr Reason kCourtAccountMissing{
    "COURT_ACCOUNT_MISSING", absl::StatusCode::kFailedPrecondition,
    "the unit is sealed; the court has not named an account",
    "该单元已被查封，法院尚未指定收款账户"};
inline constexpr Reason kHomeNotChosen{"HOME_NOT_CHOSEN", absl::StatusCode::kFailedPrecondition,
                                       "the household has not chosen this home",
                                       "该户未选定此安置房"};
inline constexpr Reason kAmountMismatch{"AMOUNT_MISMATCH", absl::StatusCode::kInvalidArgument,
                                        "the total computes to {computed_fen} fen, not {given_fen}",
                                        "补偿总额应为{computed_fen}分，不是{given_fen}分"};
inline constexpr Reason kAgreementState{
    "AGREEMENT_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an agreement in {state}; possible: {possible}",
    "协议处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kHomeListed{"HOME_LISTED", absl::StatusCode::kAlreadyExists,
                                    "this unit is in the stock already", "该单元已列入房源"};
inline constexpr Reason kOrderNamesTwice{"ORDER_NAMES_TWICE", absl::StatusCode::kInvalidArgument,
                                         "a household stands once in the order",
                                         "同一户在选房顺序中重复"};
inline constexpr Reason kOrderState{
    "ORDER_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an order in {state}; possible: {possible}",
    "选房顺序处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kOrderNotInForce{
    "ORDER_NOT_IN_FORCE", absl::StatusCode::kFailedPrecondition, "no allotment order is in force",
    "安置房分配顺序尚未生效"};
inline constexpr Reason kNotInOrder{"NOT_IN_ORDER", absl::StatusCode::kFailedPrecondition,
                                    "the order does not name this household", "选房顺序中没有该户"};
inline constexpr Reason kHomeTaken{"HOME_TAKEN", absl::StatusCode::kFailedPrecondition,
                                   "another household chose this home", "该房源已被选定"};
inline constexpr Reason kHomeChosen{"HOME_CHOSEN", absl::StatusCode::kFailedPrecondition,
                                    "the household has chosen a home", "该户已选定房源"};
inline constexpr Reason kChoiceOver{"CHOICE_OVER", absl::StatusCode::kFailedPrecondition,
                                    "the household has signed an agreement or been decided about",
                                    "该户已签约或已作出补偿决定，不能再选房"};
inline constexpr Reason kHomeNotExchanged{
    "HOME_NOT_EXCHANGED", absl::StatusCode::kFailedPrecondition,
    "the household's agreement does not exchange its house for this home",
    "该户协议未约定以此安置房调换"};
inline constexpr Reason kHomeState{"HOME_STATE", absl::StatusCode::kFailedPrecondition,
                                   "{action} does not fit a home in {state}; possible: {possible}",
                                   "房源处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kAcceptanceNotYours{
    "ACCEPTANCE_NOT_YOURS", absl::StatusCode::kPermissionDenied,
    "another body accepts this part of the site", "该项验收不属于本单位职责"};
inline constexpr Reason kSupplyNotAccepted{
    "SUPPLY_NOT_ACCEPTED", absl::StatusCode::kFailedPrecondition,
    "the water supply of the site is not accepted", "安置小区供水尚未验收"};
inline constexpr Reason kSiteNotAccepted{"SITE_NOT_ACCEPTED", absl::StatusCode::kFailedPrecondition,
                                         "the site lacks acceptances: {missing}",
                                         "安置小区缺少验收：{missing}"};
inline constexpr Reason kAgreementNotEffective{
    "AGREEMENT_NOT_EFFECTIVE", absl::StatusCode::kFailedPrecondition,
    "the household's agreement is not effective", "该户协议尚未生效"};

inline constexpr const Reason* kAgreementReasons[] = {
    &kInvestorWall,        &kOfficerFormat,        &kNegotiatorNotAssigned,
    &kSigningNotOpened,    &kSigningPeriodOver,    &kAppraisalNotServed,
    &kCoOwnerSignature,    &kFieldMissing,         &kMortgageUnsettled,
    &kSettlementUnfounded, &kAgreementStands,      &kCourtAccountMissing,
    &kHomeNotChosen,       &kAmountMismatch,       &kAgreementState,
    &kHomeListed,          &kOrderNamesTwice,      &kOrderState,
    &kOrderNotInForce,     &kNotInOrder,           &kHomeTaken,
    &kHomeChosen,          &kChoiceOver,           &kHomeNotExchanged,
    &kHomeState,           &kAcceptanceNotYours,   &kSupplyNotAccepted,
    &kSiteNotAccepted,     &kAgreementNotEffective};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_AGREEMENT_AGREEMENT_REASONS_H_
