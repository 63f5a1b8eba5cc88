// What dispatch itself refuses with, before or after business code.
#ifndef SHARED_RPC_RPC_REASONS_H_
#define SHARED_RPC_RPC_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::rpc {

inline constexpr Reason kOverloaded{"OVERLOADED", absl::StatusCode::kResourceExhausted,
                                    "more calls are waiting than this server takes; retry later",
                                    "等待处理的请求过多，请稍后重试"};
inline constexpr Reason kCallerLimit{"CALLER_LIMIT", absl::StatusCode::kResourceExhausted,
                                     "this caller has {limit} calls in flight already",
                                     "该调用方已有{limit}个请求在处理中"};
inline constexpr Reason kDeadlineTooShort{"DEADLINE_TOO_SHORT", absl::StatusCode::kDeadlineExceeded,
                                          "the deadline passed before work began",
                                          "请求在开始处理前已超时"};
inline constexpr Reason kDraining{"DRAINING", absl::StatusCode::kUnavailable,
                                  "this server is shutting down; use another or reconnect",
                                  "服务正在停止，请重新连接"};
inline constexpr Reason kInternal{"INTERNAL_ERROR", absl::StatusCode::kInternal,
                                  "the call failed inside the service; see its log by trace id "
                                  "{trace_id}",
                                  "服务内部错误，请按追踪号{trace_id}查日志"};
inline constexpr Reason kAgencyNotAllowed{
    "AGENCY_NOT_ALLOWED", absl::StatusCode::kPermissionDenied,
    "this method is not a duty of the calling body (clause {clause})",
    "该事项不属于调用方职责（条款{clause}）"};
inline constexpr Reason kServiceNotAllowed{
    "SERVICE_NOT_ALLOWED", absl::StatusCode::kPermissionDenied,
    "the calling service may not use this method", "调用服务无权使用该方法"};
inline constexpr Reason kOnBehalfNotAllowed{
    "ON_BEHALF_NOT_ALLOWED", absl::StatusCode::kPermissionDenied,
    "the caller may not act for another body here", "调用方在此不得代表其他单位"};
inline constexpr Reason kOnBehalfOfficer{
    "ON_BEHALF_OFFICER", absl::StatusCode::kPermissionDenied,
    "{officer_id}, who is acted for, is not in office at that body", "被代表的人员{officer_id}不在该单位任职"};
inline constexpr Reason kOrganisationChanged{
    "ORGANISATION_CHANGED", absl::StatusCode::kAborted,
    "the caller's capacity or territories have changed in the directory; connect again",
    "调用方的职责或辖区在名录中已变更，请重新连接"};
inline constexpr Reason kOrganisationUnknown{
    "ORGANISATION_UNKNOWN", absl::StatusCode::kUnauthenticated,
    "the certificate's organisation is not in the directory today", "证书所属单位不在现行名录中"};
inline constexpr Reason kCertificateRevoked{
    "CERTIFICATE_REVOKED", absl::StatusCode::kUnauthenticated,
    "the client certificate has been revoked", "客户端证书已被吊销"};
inline constexpr Reason kNotInProduction{"NOT_IN_PRODUCTION", absl::StatusCode::kUnimplemented,
                                         "this method exists in development only",
                                         "该方法仅供开发环境使用"};

inline constexpr Reason kFieldRequired{"FIELD_REQUIRED", absl::StatusCode::kInvalidArgument,
                                       "the field must be set", "该字段必填"};
inline constexpr Reason kFieldUnknown{"FIELD_UNKNOWN", absl::StatusCode::kInvalidArgument,
                                      "a field (number {number}) that this release does not know",
                                      "含有本版本不认识的字段（编号{number}）"};
inline constexpr Reason kFieldTooLong{"FIELD_TOO_LONG", absl::StatusCode::kInvalidArgument,
                                      "the text is longer than {length_max} bytes",
                                      "文本超过{length_max}字节"};
inline constexpr Reason kTooManyItems{"TOO_MANY_ITEMS", absl::StatusCode::kInvalidArgument,
                                      "the list has more than {items_max} items",
                                      "列表超过{items_max}项"};
inline constexpr Reason kValueOutOfRange{"VALUE_OUT_OF_RANGE", absl::StatusCode::kInvalidArgument,
                                         "the number must lie between {min} and {max}",
                                         "数值须在{min}与{max}之间"};
inline constexpr Reason kEnumUnknown{"ENUM_UNKNOWN", absl::StatusCode::kInvalidArgument,
                                     "the value is not one of this field's", "取值不在规定范围内"};
inline constexpr Reason kNameInvalid{"NAME_INVALID", absl::StatusCode::kInvalidArgument,
                                     "the resource name must have the form {pattern}",
                                     "资源名称须为{pattern}格式"};
inline constexpr Reason kFormatInvalid{"FORMAT_INVALID", absl::StatusCode::kInvalidArgument,
                                       "the text must be {format}", "文本须为{format}格式"};
inline constexpr Reason kDateInvalid{"DATE_INVALID", absl::StatusCode::kInvalidArgument,
                                     "not a day of the calendar between 1900 and 2200",
                                     "不是1900年至2200年间的有效日期"};
inline constexpr Reason kMessageTooDeep{"MESSAGE_TOO_DEEP", absl::StatusCode::kInvalidArgument,
                                        "messages are nested more than {depth_max} deep",
                                        "消息嵌套超过{depth_max}层"};

}  // namespace liandong::rpc

#endif  // SHARED_RPC_RPC_REASONS_H_
