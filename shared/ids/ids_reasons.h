// Why an identifier is refused. No text here, and no metadata given with these, ever repeats the
// identifier itself: refusals reach logs and other agencies.
#ifndef SHARED_IDS_IDS_REASONS_H_
#define SHARED_IDS_IDS_REASONS_H_

#include <string_view>

#include "shared/status/reason.h"

namespace liandong::ids {

inline constexpr Reason kIdFormat{
    "ID_FORMAT", absl::StatusCode::kInvalidArgument,
    "a resident ID is 17 digits and a check character, with an existing birth date",
    "公民身份号码应为17位数字加1位校验码，且出生日期存在"};
inline constexpr Reason kIdCheckDigit{"ID_CHECK_DIGIT", absl::StatusCode::kInvalidArgument,
                                      "the resident ID's check character is wrong",
                                      "公民身份号码校验码不符"};
inline constexpr Reason kUsccFormat{
    "USCC_FORMAT", absl::StatusCode::kInvalidArgument,
    "a unified social credit code is 18 characters of 0-9 and A-Z without I, O, S, V, Z",
    "统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z）"};
// Some codes were issued with a wrong check character, so this one may be overridden.
inline constexpr Reason kUsccCheck{
    "USCC_CHECK", absl::StatusCode::kInvalidArgument,
    "the unified social credit code's check character is wrong; may be kept with a reason",
    "统一社会信用代码校验码不符，可附理由保留"};
inline constexpr Reason kOrgCodeFormat{"ORG_CODE_FORMAT", absl::StatusCode::kInvalidArgument,
                                       "an organisation code is 8 characters and a check character",
                                       "组织机构代码应为8位本体代码加1位校验码"};
inline constexpr Reason kOrgCodeCheck{"ORG_CODE_CHECK", absl::StatusCode::kInvalidArgument,
                                      "the organisation code's check character is wrong",
                                      "组织机构代码校验码不符"};
inline constexpr Reason kCardFormat{"CARD_FORMAT", absl::StatusCode::kInvalidArgument,
                                    "a bank card number is 16 to 19 digits",
                                    "银行卡号应为16至19位数字"};
inline constexpr Reason kCardLuhn{"CARD_LUHN", absl::StatusCode::kInvalidArgument,
                                  "the bank card number's check digit is wrong",
                                  "银行卡号校验位不符"};
inline constexpr Reason kAccountFormat{"ACCOUNT_FORMAT", absl::StatusCode::kInvalidArgument,
                                       "a public account number is 8 to 32 digits",
                                       "对公账号应为8至32位数字"};
inline constexpr Reason kUnitCodeLength{"UNIT_CODE_LENGTH", absl::StatusCode::kInvalidArgument,
                                        "the code has not {expected} characters",
                                        "代码长度不是{expected}位"};
inline constexpr Reason kUnitCodeFormat{
    "UNIT_CODE_FORMAT", absl::StatusCode::kInvalidArgument,
    "the code does not follow GB/T 37346 for state-owned construction land, from character "
    "{position}",
    "自第{position}位起不符合GB/T 37346关于国有建设用地的编码规则"};
inline constexpr Reason kCollectiveLand{
    "COLLECTIVE_LAND", absl::StatusCode::kInvalidArgument,
    "collectively owned land is outside the expropriation of houses on state-owned land",
    "集体土地不属于国有土地上房屋征收范围"};
inline constexpr Reason kDivisionFormat{"DIVISION_FORMAT", absl::StatusCode::kInvalidArgument,
                                        "a division code is 6, 9 or 12 digits",
                                        "行政区划代码应为6、9或12位数字"};
inline constexpr Reason kAreaOutOfScope{"AREA_OUT_OF_SCOPE", absl::StatusCode::kInvalidArgument,
                                        "division {area} is outside the area of the mechanism",
                                        "区划{area}不在联动机制适用范围内"};
inline constexpr Reason kCertificateNumberFormat{
    "CERTIFICATE_NUMBER_FORMAT", absl::StatusCode::kInvalidArgument,
    "not the number of a certificate of this kind", "证号不符合该类证书的编号规则"};
inline constexpr Reason kTitleSerialsUsedUp{
    "TITLE_SERIALS_USED_UP", absl::StatusCode::kResourceExhausted,
    "the seven-digit title numbers of the year are used up", "当年七位证书流水号已用尽"};
inline constexpr Reason kUuidFormat{"UUID_FORMAT", absl::StatusCode::kInvalidArgument,
                                    "not a UUID of the form 8-4-4-4-12, or the nil UUID",
                                    "不是8-4-4-4-12形式的UUID，或为全零"};

// Reasons that warn: the caller may keep the value when a person states why.
inline constexpr bool IsOverridable(std::string_view reason_name) {
  return reason_name == kUsccCheck.name;
}

}  // namespace liandong::ids

#endif  // SHARED_IDS_IDS_REASONS_H_
