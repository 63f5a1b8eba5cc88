#include "shared/status/refusal.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/any.pb.h"
#include "google/rpc/error_details.pb.h"

namespace liandong {
namespace {

constexpr absl::string_view kTypePrefix = "type.googleapis.com/";

template <class Detail>
std::string TypeUrl() {
  return absl::StrCat(kTypePrefix, Detail::descriptor()->full_name());
}

template <class Detail>
void Attach(absl::Status& status, const Detail& detail) {
  status.SetPayload(TypeUrl<Detail>(), absl::Cord(detail.SerializeAsString()));
}

template <class Detail>
std::optional<Detail> Read(const absl::Status& status) {
  auto payload = status.GetPayload(TypeUrl<Detail>());
  Detail detail;
  if (!payload || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

std::string Fill(std::string_view text, const Metadata& metadata) {
  std::string filled(text);
  for (const auto& [key, value] : metadata) {
    filled = absl::StrReplaceAll(filled, {{absl::StrCat("{", key, "}"), value}});
  }
  return filled;
}

}  // namespace

absl::Status Refuse(const Reason& reason, const Metadata& metadata) {
  absl::Status status(reason.code, Fill(reason.text_en, metadata));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason.name));
  info.set_domain(std::string(kErrorDomain));
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[key] = value;
  Attach(status, info);
  google::rpc::LocalizedMessage chinese;
  chinese.set_locale("zh-CN");
  chinese.set_message(Fill(reason.text_zh, metadata));
  Attach(status, chinese);
  return status;
}

absl::Status RefuseRetryable(const Reason& reason, absl::Duration retry_after,
                             const Metadata& metadata) {
  absl::Status status = Refuse(reason, metadata);
  google::rpc::RetryInfo retry;
  const int64_t nanos = absl::ToInt64Nanoseconds(retry_after);
  retry.mutable_retry_delay()->set_seconds(nanos / 1'000'000'000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(nanos % 1'000'000'000));
  Attach(status, retry);
  return status;
}

void Gates::Close(const Reason& reason, std::string_view subject, const Metadata& metadata) {
  closed_.push_back({&reason, std::string(subject), metadata});
}

absl::Status Gates::status() const {
  if (closed_.empty()) return absl::OkStatus();
  absl::Status status =
      closed_.size() == 1 ? Refuse(*closed_[0].reason, closed_[0].metadata)
                          : Refuse(kGatesClosed, {{"count", std::to_string(closed_.size())}});
  google::rpc::PreconditionFailure failure;
  for (size_t i = 0; i < std::min(closed_.size(), kGatesListedMax); ++i) {
    auto* violation = failure.add_violations();
    violation->set_type(std::string(closed_[i].reason->name));
    violation->set_subject(closed_[i].subject);
    violation->set_description(Fill(closed_[i].reason->text_en, closed_[i].metadata));
  }
  Attach(status, failure);
  return status;
}

void FieldErrors::Add(std::string_view field, const Reason& reason, const Metadata& metadata) {
  AddStatus(field, Refuse(reason, metadata));
}

void FieldErrors::AddStatus(std::string_view field, const absl::Status& refusal) {
  errors_.push_back({std::string(field), refusal});
}

absl::Status FieldErrors::status() const {
  if (errors_.empty()) return absl::OkStatus();
  absl::Status status = errors_.size() == 1
                            ? errors_[0].refusal
                            : Refuse(kFieldsInvalid, {{"count", std::to_string(errors_.size())}});
  google::rpc::BadRequest bad;
  for (size_t i = 0; i < std::min(errors_.size(), kFieldsListedMax); ++i) {
    auto* violation = bad.add_field_violations();
    violation->set_field(errors_[i].field);
    violation->set_description(
        absl::StrCat(ReasonOf(errors_[i].refusal), ": ", errors_[i].refusal.message()));
  }
  Attach(status, bad);
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  auto info = Read<google::rpc::ErrorInfo>(status);
  return info ? info->reason() : std::string();
}

std::optional<std::string> MetadataOf(const absl::Status& status, std::string_view key) {
  auto info = Read<google::rpc::ErrorInfo>(status);
  if (!info) return std::nullopt;
  auto found = info->metadata().find(std::string(key));
  if (found == info->metadata().end()) return std::nullopt;
  return found->second;
}

google::rpc::Status ToProto(const absl::Status& status) {
  google::rpc::Status proto;
  proto.set_code(static_cast<int>(status.code()));
  proto.set_message(std::string(status.message()));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (!absl::StartsWith(url, kTypePrefix)) return;  // internal marks stay inside
    auto* any = proto.add_details();
    any->set_type_url(std::string(url));
    any->set_value(std::string(payload));
  });
  return proto;
}

absl::Status FromProto(const google::rpc::Status& proto) {
  absl::Status status(static_cast<absl::StatusCode>(proto.code()), proto.message());
  for (const auto& any : proto.details()) status.SetPayload(any.type_url(), absl::Cord(any.value()));
  return status;
}

}  // namespace liandong
