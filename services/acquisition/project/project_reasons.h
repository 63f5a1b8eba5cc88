// What project, freeze and postings is refused with.
#ifndef SERVICES_ACQUISITION_PROJECT_PROJECT_REASONS_H_
#define SERVICES_ACQUISITION_PROJECT_PROJECT_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::acquisition {

inline constexpr Reason kEntrustmentPeriod{"ENTRUSTMENT_PERIOD", absl::StatusCode::kInvalidArgument,
                                           "the entrustment ends before it begins",
                                           "委托期限的结束日期早于开始日期"};
inline constexpr Reason kDepartmentIsImplementer{
    "DEPARTMENT_IS_IMPLEMENTER", absl::StatusCode::kInvalidArgument,
    "the department and its implementing unit are two bodies",
    "房屋征收部门与征收实施单位不得为同一单位"};
inline constexpr Reason kProjectState{"PROJECT_STATE", absl::StatusCode::kFailedPrecondition,
                                      "this can not be done to a project in {state}",
                                      "项目处于{state}，不能办理该事项"};
inline constexpr Reason kNotTheInvestor{"NOT_THE_INVESTOR", absl::StatusCode::kPermissionDenied,
                                        "only the project's own investor may do this",
                                        "该事项只能由本项目建设单位办理"};
inline constexpr Reason kFreezeOverOneYear{
    "FREEZE_OVER_ONE_YEAR", absl::StatusCode::kInvalidArgument,
    "a freeze lasts at most one year: from {from} to {latest}; {to} is later",
    "暂停期限最长一年：自{from}起最迟至{latest}，{to}超期"};
inline constexpr Reason kFreezePeriod{"FREEZE_PERIOD", absl::StatusCode::kInvalidArgument,
                                      "the freeze ends before it begins",
                                      "暂停期限的结束日期早于开始日期"};
inline constexpr Reason kFreezeStands{"FREEZE_STANDS", absl::StatusCode::kAlreadyExists,
                                      "a freeze notice stands for this project already",
                                      "该项目已有有效的暂停办理通知"};
inline constexpr Reason kPostingBackdated{"POSTING_BACKDATED", absl::StatusCode::kInvalidArgument,
                                          "a posting recorded on {today} can not begin on {from}",
                                          "{today}登记的公示不能自{from}起算"};
inline constexpr Reason kPostingTooShort{
    "POSTING_TOO_SHORT", absl::StatusCode::kInvalidArgument,
    "posted from {from}, a list hangs to {earliest} at least ({source})",
    "自{from}起公示，至少应公示至{earliest}（{source}）"};
inline constexpr Reason kPostingNotMasked{"POSTING_NOT_MASKED", absl::StatusCode::kInvalidArgument,
                                          "names and numbers on a board are masked",
                                          "公示材料中的姓名、证号须作遮蔽处理"};

inline constexpr const Reason* kProjectReasons[] = {&kEntrustmentPeriod, &kDepartmentIsImplementer,
                                                    &kProjectState,      &kNotTheInvestor,
                                                    &kFreezeOverOneYear, &kFreezePeriod,
                                                    &kFreezeStands,      &kPostingBackdated,
                                                    &kPostingTooShort,   &kPostingNotMasked};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_PROJECT_PROJECT_REASONS_H_
