// Everything registry refuses with, beside the shared layer's own reasons.
#ifndef SERVICES_REGISTRY_REGISTRY_REASONS_H_
#define SERVICES_REGISTRY_REGISTRY_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::registry {

// Land
inline constexpr Reason kVertexFormat{
    "VERTEX_FORMAT", absl::StatusCode::kInvalidArgument,
    "a coordinate is metres with at most three decimals, such as 2924922.141",
    "坐标应以米为单位，最多三位小数，如2924922.141"};
inline constexpr Reason kCoordinatesSwapped{
    "COORDINATES_SWAPPED", absl::StatusCode::kInvalidArgument,
    "point {point}: north and east are exchanged; the X of a survey paper is north",
    "第{point}点的北坐标与东坐标互换；测绘成果中的X为北坐标"};
inline constexpr Reason kCoordinatesOutOfZone{
    "COORDINATES_OUT_OF_ZONE", absl::StatusCode::kInvalidArgument,
    "point {point} lies outside the city in CGCS2000, central meridian 111°E, easting without zone "
    "number",
    "第{point}点不在本市范围（CGCS2000，中央子午线111°，东坐标不加带号）"};
inline constexpr Reason kRingTooShort{"RING_TOO_SHORT", absl::StatusCode::kInvalidArgument,
                                      "a ring has at least three different points",
                                      "界线至少由三个不同的点组成"};
inline constexpr Reason kRingOpen{"RING_OPEN", absl::StatusCode::kInvalidArgument,
                                  "the ring is not closed: its last point is not its first",
                                  "界线未闭合：末点与首点不一致"};
inline constexpr Reason kRingInvalid{"RING_INVALID", absl::StatusCode::kInvalidArgument,
                                     "the ring bounds no proper area: {defect}",
                                     "界线不构成有效区域：{defect}"};
inline constexpr Reason kParcelCodeFormat{
    "PARCEL_CODE_FORMAT", absl::StatusCode::kInvalidArgument,
    "a parcel code is 12 digits, ownership G, J or Z, a kind of right and 5 digits",
    "宗地代码应为12位数字、所有权特征（G、J、Z）、权利类型和5位顺序号"};
inline constexpr Reason kParcelTwice{"PARCEL_TWICE", absl::StatusCode::kInvalidArgument,
                                     "parcel {parcel} is listed more than once",
                                     "宗地{parcel}重复列出"};
inline constexpr Reason kParcelOverlap{"PARCEL_OVERLAP", absl::StatusCode::kFailedPrecondition,
                                       "{parcel} and {other} share {overlap_m2} m²",
                                       "宗地{parcel}与{other}重叠{overlap_m2}平方米"};
inline constexpr Reason kParcelUnknown{"PARCEL_UNKNOWN", absl::StatusCode::kFailedPrecondition,
                                       "parcel {parcel} is not registered", "宗地{parcel}未登记"};
inline constexpr Reason kParcelOutside{
    "PARCEL_OUTSIDE", absl::StatusCode::kFailedPrecondition,
    "parcel {parcel} lies outside the red line with {outside_m2} m²",
    "宗地{parcel}有{outside_m2}平方米位于红线之外"};
inline constexpr Reason kParcelNotListed{
    "PARCEL_NOT_LISTED", absl::StatusCode::kFailedPrecondition,
    "the red line takes in {overlap_m2} m² of parcel {parcel}, which is not listed",
    "红线包含未列出的宗地{parcel}{overlap_m2}平方米"};
inline constexpr Reason kLandNatureUndetermined{
    "LAND_NATURE_UNDETERMINED", absl::StatusCode::kFailedPrecondition,
    "who owns the land of parcel {parcel} is not determined", "宗地{parcel}的土地性质尚未确定"};
inline constexpr Reason kRedLineOverlap{"RED_LINE_OVERLAP", absl::StatusCode::kFailedPrecondition,
                                        "{overlap_m2} m² belong to the red line {red_line}",
                                        "与红线{red_line}重叠{overlap_m2}平方米"};
inline constexpr Reason kRedLineFrozen{"RED_LINE_FROZEN", absl::StatusCode::kFailedPrecondition,
                                       "the decision {decision} has frozen the red line {red_line}",
                                       "红线{red_line}已由征收决定{decision}固定"};
inline constexpr Reason kRedLineOfOtherProject{
    "RED_LINE_OF_OTHER_PROJECT", absl::StatusCode::kFailedPrecondition,
    "the decision names the red line of another project", "征收决定所引用的红线属于其他项目"};
inline constexpr Reason kRedLineState{
    "RED_LINE_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a red line in {state}; possible: {possible}",
    "红线处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kDocumentMissing{"DOCUMENT_MISSING", absl::StatusCode::kInvalidArgument,
                                         "the statement lacks {kind}", "缺少材料{kind}"};
inline constexpr Reason kDocumentTwice{"DOCUMENT_TWICE", absl::StatusCode::kInvalidArgument,
                                       "the statement holds {kind} more than once",
                                       "材料{kind}重复"};

// Register
inline constexpr Reason kSharesNotOne{
    "SHARES_NOT_ONE", absl::StatusCode::kInvalidArgument,
    "the shares of {kind} do not add up to one, or shares and joint ownership are mixed",
    "{kind}的份额之和不为一，或按份共有与共同共有混用"};
inline constexpr Reason kCertificateSet{
    "CERTIFICATE_SET", absl::StatusCode::kInvalidArgument,
    "a unit has a house and a land certificate, or one title; a first registration is a title",
    "一个不动产单元应持房产证与土地证各一本，或不动产权证书一本；首次登记为不动产权证书"};
inline constexpr Reason kCertificateNumberTaken{
    "CERTIFICATE_NUMBER_TAKEN", absl::StatusCode::kAlreadyExists,
    "certificate {number} is in the register already", "证书{number}已登记"};
inline constexpr Reason kUnitRegistered{"UNIT_REGISTERED", absl::StatusCode::kAlreadyExists,
                                        "unit {unit} is in the register already",
                                        "不动产单元{unit}已登记"};
inline constexpr Reason kUnitUnknown{"UNIT_UNKNOWN", absl::StatusCode::kFailedPrecondition,
                                     "unit {unit} is not in the register",
                                     "不动产单元{unit}未登记"};
inline constexpr Reason kRestrictionTwice{
    "RESTRICTION_TWICE", absl::StatusCode::kAlreadyExists,
    "the unit has a restriction of the id {restriction} already", "限制登记{restriction}已存在"};
inline constexpr Reason kRestrictionUnknown{"RESTRICTION_UNKNOWN", absl::StatusCode::kNotFound,
                                            "the unit has no such restriction as {restriction}",
                                            "该单元没有限制登记{restriction}"};
inline constexpr Reason kRestrictionEnded{
    "RESTRICTION_ENDED", absl::StatusCode::kFailedPrecondition,
    "the restriction {restriction} ended before, by {document}",
    "限制登记{restriction}此前已由{document}解除"};
inline constexpr Reason kNotRestrictionHolder{
    "NOT_RESTRICTION_HOLDER", absl::StatusCode::kPermissionDenied,
    "only the body that holds the restriction {restriction} can end it",
    "限制登记{restriction}只能由其权利人或查封机关解除"};
inline constexpr Reason kSealTooLong{
    "SEAL_TOO_LONG", absl::StatusCode::kInvalidArgument,
    "a seal lasts until {latest} at most ({source}) and is renewable",
    "查封期限最迟至{latest}（{source}），可以续封"};
inline constexpr Reason kFreezePeriod{"FREEZE_PERIOD", absl::StatusCode::kInvalidArgument,
                                      "the freeze ends before it begins",
                                      "暂停办理期限的止日早于起日"};
inline constexpr Reason kMortgageOpen{"MORTGAGE_OPEN", absl::StatusCode::kFailedPrecondition,
                                      "unit {unit}: mortgage {reference} is open",
                                      "不动产单元{unit}的抵押{reference}尚未注销"};
inline constexpr Reason kSealed{"SEALED", absl::StatusCode::kFailedPrecondition,
                                "unit {unit}: sealed by {reference}",
                                "不动产单元{unit}已由{reference}查封"};
inline constexpr Reason kUnitFrozen{"UNIT_FROZEN", absl::StatusCode::kFailedPrecondition,
                                    "unit {unit}: frozen by notice {reference}",
                                    "不动产单元{unit}已按{reference}暂停办理"};
inline constexpr Reason kObjectionOpen{"OBJECTION_OPEN", absl::StatusCode::kFailedPrecondition,
                                       "unit {unit}: objection {reference} is entered",
                                       "不动产单元{unit}有异议登记{reference}"};
inline constexpr Reason kPrenoticeOpen{"PRENOTICE_OPEN", absl::StatusCode::kFailedPrecondition,
                                       "unit {unit}: pre-notice {reference} is entered",
                                       "不动产单元{unit}有预告登记{reference}"};
inline constexpr Reason kCertificateUnknown{"CERTIFICATE_UNKNOWN", absl::StatusCode::kNotFound,
                                            "the register has no certificate of this number",
                                            "登记簿中没有该证号"};
inline constexpr Reason kCertificateNotValid{"CERTIFICATE_NOT_VALID",
                                             absl::StatusCode::kFailedPrecondition,
                                             "the certificate is {state}", "该证书状态为{state}"};
inline constexpr Reason kNothingToCorrect{"NOTHING_TO_CORRECT",
                                          absl::StatusCode::kFailedPrecondition,
                                          "the entry shows this area already", "登记面积已为该值"};

// Cancellation
inline constexpr Reason kUnitState{"UNIT_STATE", absl::StatusCode::kFailedPrecondition,
                                   "{action} does not fit a unit in {state}; possible: {possible}",
                                   "不动产单元处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kCancellationPending{
    "CANCELLATION_PENDING", absl::StatusCode::kFailedPrecondition,
    "unit {unit}: cancellation is requested by {cancellation}",
    "不动产单元{unit}已由{cancellation}请求注销"};
inline constexpr Reason kUnitCancelled{"UNIT_CANCELLED", absl::StatusCode::kFailedPrecondition,
                                       "unit {unit} was cancelled by {cancellation}",
                                       "不动产单元{unit}已按{cancellation}注销"};
inline constexpr Reason kUnitTwice{"UNIT_TWICE", absl::StatusCode::kInvalidArgument,
                                   "unit {unit} is listed more than once",
                                   "不动产单元{unit}重复列出"};
inline constexpr Reason kUnitNotRequested{
    "UNIT_NOT_REQUESTED", absl::StatusCode::kFailedPrecondition,
    "unit {unit} is not open in this request", "不动产单元{unit}不在本次嘱托的待办范围内"};
inline constexpr Reason kNoCertificate{"NO_CERTIFICATE", absl::StatusCode::kFailedPrecondition,
                                       "unit {unit} has no valid certificate",
                                       "不动产单元{unit}没有有效证书"};
inline constexpr Reason kBasisMissing{
    "BASIS_MISSING", absl::StatusCode::kFailedPrecondition,
    "unit {unit}: no effective agreement or decision with compensation has been received",
    "不动产单元{unit}：尚未收到生效协议或决定及补偿到位的依据"};
inline constexpr Reason kBasisExists{"BASIS_EXISTS", absl::StatusCode::kAlreadyExists,
                                     "the unit has a basis of another household already",
                                     "该不动产单元已有另一户的注销依据"};
inline constexpr Reason kDisputePending{"DISPUTE_PENDING", absl::StatusCode::kFailedPrecondition,
                                        "unit {unit}: a review or suit of the household runs",
                                        "不动产单元{unit}：该户的复议或诉讼尚未终结"};
inline constexpr Reason kProofInvalid{"PROOF_INVALID", absl::StatusCode::kFailedPrecondition,
                                      "the proof of compensation does not verify ({cause})",
                                      "补偿资金证明验证不通过（{cause}）"};
inline constexpr Reason kProofMismatch{
    "PROOF_MISMATCH", absl::StatusCode::kFailedPrecondition,
    "the proof does not state the compensation of this household ({field})",
    "补偿资金证明与该户不符（{field}）"};
inline constexpr Reason kProofExpired{"PROOF_EXPIRED", absl::StatusCode::kFailedPrecondition,
                                      "the proof of compensation held until {expired}",
                                      "补偿资金证明已于{expired}失效"};
inline constexpr Reason kCancellationState{
    "CANCELLATION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a cancellation in {state}; possible: {possible}",
    "注销嘱托处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kCertificateNotCancelled{
    "CERTIFICATE_NOT_CANCELLED", absl::StatusCode::kFailedPrecondition,
    "{certificate} is not cancelled", "证书{certificate}尚未注销"};
inline constexpr Reason kCertificateHandedIn{
    "CERTIFICATE_HANDED_IN", absl::StatusCode::kFailedPrecondition,
    "{certificate} was handed in: nothing to announce", "证书{certificate}已收回，无需公告"};
inline constexpr Reason kCertificateVoided{
    "CERTIFICATE_VOIDED", absl::StatusCode::kFailedPrecondition,
    "{certificate} was announced void by {notice}", "证书{certificate}已由{notice}公告作废"};

// Titles of resettlement homes
inline constexpr Reason kHomeAllotted{"HOME_ALLOTTED", absl::StatusCode::kAlreadyExists,
                                      "home {unit} is allotted to another household",
                                      "安置房{unit}已分配给其他户"};
inline constexpr Reason kHomeNotAllotted{"HOME_NOT_ALLOTTED", absl::StatusCode::kFailedPrecondition,
                                         "home {unit} is allotted to nobody in this project",
                                         "安置房{unit}在本项目中尚未分配"};
inline constexpr Reason kNotAllottee{"NOT_ALLOTTEE", absl::StatusCode::kFailedPrecondition,
                                     "home {unit} is allotted to another person",
                                     "申请人不是安置房{unit}的分配对象"};
inline constexpr Reason kUnitHasTitle{"UNIT_HAS_TITLE", absl::StatusCode::kFailedPrecondition,
                                      "unit {unit} has a valid title already",
                                      "不动产单元{unit}已有有效的不动产权证书"};
inline constexpr Reason kNoFirstRegistration{
    "NO_FIRST_REGISTRATION", absl::StatusCode::kFailedPrecondition,
    "unit {unit} has no first registration to transfer", "不动产单元{unit}没有可转移的首次登记"};
inline constexpr Reason kApplicationOpen{"APPLICATION_OPEN", absl::StatusCode::kAlreadyExists,
                                         "an application for home {unit} is open",
                                         "安置房{unit}已有在办申请"};
inline constexpr Reason kApplicationState{
    "APPLICATION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an application in {state}; possible: {possible}",
    "申请处于{state}，不能执行{action}；可执行：{possible}"};

// The catalogue, for fields that name a reason and for the reference.
inline constexpr const Reason* kReasons[] = {
    &kVertexFormat,
    &kCoordinatesSwapped,
    &kCoordinatesOutOfZone,
    &kRingTooShort,
    &kRingOpen,
    &kRingInvalid,
    &kParcelCodeFormat,
    &kParcelTwice,
    &kParcelOverlap,
    &kParcelUnknown,
    &kParcelOutside,
    &kParcelNotListed,
    &kLandNatureUndetermined,
    &kRedLineOverlap,
    &kRedLineFrozen,
    &kRedLineOfOtherProject,
    &kRedLineState,
    &kDocumentMissing,
    &kDocumentTwice,
    &kSharesNotOne,
    &kCertificateSet,
    &kCertificateNumberTaken,
    &kUnitRegistered,
    &kUnitUnknown,
    &kRestrictionTwice,
    &kRestrictionUnknown,
    &kRestrictionEnded,
    &kNotRestrictionHolder,
    &kSealTooLong,
    &kFreezePeriod,
    &kMortgageOpen,
    &kSealed,
    &kUnitFrozen,
    &kObjectionOpen,
    &kPrenoticeOpen,
    &kCertificateUnknown,
    &kCertificateNotValid,
    &kNothingToCorrect,
    &kUnitState,
    &kCancellationPending,
    &kUnitCancelled,
    &kUnitTwice,
    &kUnitNotRequested,
    &kNoCertificate,
    &kBasisMissing,
    &kBasisExists,
    &kDisputePending,
    &kProofInvalid,
    &kProofMismatch,
    &kProofExpired,
    &kCancellationState,
    &kCertificateNotCancelled,
    &kCertificateHandedIn,
    &kCertificateVoided,
    &kHomeAllotted,
    &kHomeNotAllotted,
    &kNotAllottee,
    &kUnitHasTitle,
    &kNoFirstRegistration,
    &kApplicationOpen,
    &kApplicationState,
};

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_REGISTRY_REASONS_H_
