// What households: import and claims is refused with.
#ifndef SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_REASONS_H_
#define SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kPrivacyNoticeMissing{
    "PRIVACY_NOTICE_MISSING", absl::StatusCode::kFailedPrecondition,
    "no collection notice and impact assessment are recorded (Personal Information Protection Law "
    "17, 55)",
    "未记录个人信息收集告知和影响评估（个人信息保护法17、55）"};
inline constexpr Reason kFreezeMissing{"FREEZE_MISSING", absl::StatusCode::kFailedPrecondition,
                                       "no freeze notice is in force; the survey comes after it",
                                       "暂停办理通知尚未生效，不得先行调查"};
inline constexpr Reason kEncodingInvalid{"ENCODING_INVALID", absl::StatusCode::kInvalidArgument,
                                         "the file is not {encoding}, from byte {byte} on",
                                         "文件自第{byte}字节起不是{encoding}编码"};
inline constexpr Reason kCsvFormat{"CSV_FORMAT", absl::StatusCode::kInvalidArgument,
                                   "line {line} can not be read as comma-separated text",
                                   "第{line}行不符合逗号分隔格式"};
inline constexpr Reason kCsvHeader{"CSV_HEADER", absl::StatusCode::kInvalidArgument,
                                   "the first line must name the columns {columns}",
                                   "首行应为列名：{columns}"};
inline constexpr Reason kCellEmpty{"CELL_EMPTY", absl::StatusCode::kInvalidArgument,
                                   "the cell is empty", "单元格为空"};
inline constexpr Reason kCellValue{"CELL_VALUE", absl::StatusCode::kInvalidArgument,
                                   "the cell holds no value this column takes: {expected}",
                                   "单元格取值不合规，应为：{expected}"};
inline constexpr Reason kHouseholdLinesDiffer{
    "HOUSEHOLD_LINES_DIFFER", absl::StatusCode::kInvalidArgument,
    "lines of one household differ in a cell that must be the same",
    "同一户各行在应一致的列上不一致"};
inline constexpr Reason kSharesNotWhole{"SHARES_NOT_WHOLE", absl::StatusCode::kInvalidArgument,
                                        "the shares of a household must make one whole",
                                        "各权利人份额之和应为1"};
inline constexpr Reason kUnitTwice{"UNIT_TWICE", absl::StatusCode::kInvalidArgument,
                                   "two households name the same unit", "两户填写了同一不动产单元"};
inline constexpr Reason kHouseholdExists{"HOUSEHOLD_EXISTS", absl::StatusCode::kAlreadyExists,
                                         "a household or unit of the file is registered already",
                                         "文件中的户或单元已登记"};
inline constexpr Reason kHouseholdState{
    "HOUSEHOLD_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a household in {state}; possible: {possible}",
    "被征收户处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kNotCompensated{
    "NOT_COMPENSATED", absl::StatusCode::kFailedPrecondition,
    "compensation is neither paid nor in escrow (Regulation 27)", "补偿尚未支付或提存（条例27）"};
inline constexpr Reason kHouseholdVacated{"HOUSEHOLD_VACATED",
                                          absl::StatusCode::kFailedPrecondition,
                                          "the household has vacated", "该户已腾空"};
inline constexpr Reason kNotVacated{"NOT_VACATED", absl::StatusCode::kFailedPrecondition,
                                    "the house is not vacated", "房屋尚未腾空"};
inline constexpr Reason kUnitNotVacated{
    "UNIT_NOT_VACATED", absl::StatusCode::kFailedPrecondition,
    "water may only be closed when the house is vacated (Regulation 27)",
    "房屋未腾空不得停水（条例27）"};
inline constexpr Reason kAppealPending{"APPEAL_PENDING", absl::StatusCode::kFailedPrecondition,
                                       "a review or suit of the household is pending",
                                       "该户的行政复议或行政诉讼尚未终结"};
inline constexpr Reason kCourtAlreadyFiled{
    "COURT_ALREADY_FILED", absl::StatusCode::kFailedPrecondition,
    "the court has a case of this household", "法院已受理该户案件"};
inline constexpr Reason kCourtNotFiled{"COURT_NOT_FILED", absl::StatusCode::kFailedPrecondition,
                                       "this case does not hold the household's court filing",
                                       "该案件未持有该户的法院申请"};
inline constexpr Reason kActionNotStarted{"ACTION_NOT_STARTED",
                                          absl::StatusCode::kFailedPrecondition,
                                          "this case has started no action", "该案件未开始实施"};
inline constexpr Reason kVacateDate{"VACATE_DATE", absl::StatusCode::kInvalidArgument,
                                    "a house is not vacated in the future", "腾空日期不得晚于当日"};
inline constexpr Reason kAppealSubject{"APPEAL_SUBJECT", absl::StatusCode::kInvalidArgument,
                                       "the household has no such agreement or decision",
                                       "该户没有该协议或决定"};
inline constexpr Reason kAppealExists{"APPEAL_EXISTS", absl::StatusCode::kAlreadyExists,
                                      "an appeal of this id is entered",
                                      "该编号的复议或诉讼已登记"};
inline constexpr Reason kAppealUnknown{"APPEAL_UNKNOWN", absl::StatusCode::kFailedPrecondition,
                                       "no open appeal of this id is entered",
                                       "没有该编号的未结复议或诉讼"};
inline constexpr Reason kAppealOfOtherBody{"APPEAL_OF_OTHER_BODY",
                                           absl::StatusCode::kPermissionDenied,
                                           "the review body closes a review, the court a suit",
                                           "行政复议由复议机构结案，行政诉讼由法院结案"};
inline constexpr Reason kAppealEffectDate{
    "APPEAL_EFFECT_DATE", absl::StatusCode::kInvalidArgument,
    "an appeal is closed once its outcome has taken effect, not before",
    "复议、诉讼结果生效后方可结案"};
inline constexpr Reason kDecisionAnnulled{
    "DECISION_ANNULLED", absl::StatusCode::kFailedPrecondition,
    "the agreement or decision was annulled in a review or suit",
    "该协议或决定已在行政复议或行政诉讼中被撤销"};
inline constexpr Reason kUnitNotSealed{"UNIT_NOT_SEALED", absl::StatusCode::kFailedPrecondition,
                                       "the register states no seal on this unit",
                                       "登记簿上该单元没有查封"};

inline constexpr const Reason* kHouseholdReasons[] = {&kPrivacyNoticeMissing,
                                                      &kFreezeMissing,
                                                      &kEncodingInvalid,
                                                      &kCsvFormat,
                                                      &kCsvHeader,
                                                      &kCellEmpty,
                                                      &kCellValue,
                                                      &kHouseholdLinesDiffer,
                                                      &kSharesNotWhole,
                                                      &kUnitTwice,
                                                      &kHouseholdExists,
                                                      &kHouseholdState,
                                                      &kNotCompensated,
                                                      &kHouseholdVacated,
                                                      &kNotVacated,
                                                      &kUnitNotVacated,
                                                      &kAppealPending,
                                                      &kCourtAlreadyFiled,
                                                      &kCourtNotFiled,
                                                      &kActionNotStarted,
                                                      &kVacateDate,
                                                      &kAppealSubject,
                                                      &kAppealExists,
                                                      &kAppealUnknown,
                                                      &kAppealOfOtherBody,
                                                      &kAppealEffectDate,
                                                      &kDecisionAnnulled,
                                                      &kUnitNotSealed};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_HOUSEHOLD_HOUSEHOLD_REASONS_H_
