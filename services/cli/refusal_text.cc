#include "services/cli/refusal_text.h"

#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/code.pb.h"
#include "google/rpc/error_details.pb.h"

namespace liandong::cli {
namespace {

template <class Detail>
std::optional<Detail> Read(const absl::Status& status) {
  const auto payload =
      status.GetPayload(absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name()));
  Detail detail;
  if (!payload || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

}  // namespace

RefusalDetails ReadDetails(const absl::Status& status) {
  RefusalDetails details;
  details.text_en = std::string(status.message());
  if (const auto info = Read<google::rpc::ErrorInfo>(status)) {
    details.reason = info->reason();
    details.metadata.insert(info->metadata().begin(), info->metadata().end());
  }
  if (const auto chinese = Read<google::rpc::LocalizedMessage>(status)) {
    details.text_zh = chinese->message();
  }
  if (const auto failure = Read<google::rpc::PreconditionFailure>(status)) {
    for (const auto& violation : failure->violations()) {
      details.gates.push_back({violation.type(), violation.subject(), violation.description()});
    }
  }
  if (const auto bad = Read<google::rpc::BadRequest>(status)) {
    for (const auto& violation : bad->field_violations()) {
      details.fields.push_back({"", violation.field(), violation.description()});
    }
  }
  return details;
}

std::string_view CodeText(absl::StatusCode code) {
  const auto* value = google::rpc::Code_descriptor()->FindValueByNumber(static_cast<int>(code));
  return value == nullptr ? std::string_view("UNKNOWN") : std::string_view(value->name());
}

std::string Describe(const absl::Status& status) {
  const RefusalDetails details = ReadDetails(status);
  const std::string code(CodeText(status.code()));
  std::string text = details.reason.empty()
                         ? absl::StrCat("FAILED (", code, ")\n")
                         : absl::StrCat("REFUSED ", details.reason, " (", code, ")\n");
  absl::StrAppend(&text, "  EN: ", details.text_en, "\n");
  if (!details.text_zh.empty()) absl::StrAppend(&text, "  ZH: ", details.text_zh, "\n");
  for (const auto& [key, value] : details.metadata) {
    absl::StrAppend(&text, "  ", key, ": ", value, "\n");
  }
  for (const Violation& gate : details.gates) {
    absl::StrAppend(&text, "  gate ", gate.type, " ", gate.subject, ": ", gate.text, "\n");
  }
  for (const Violation& field : details.fields) {
    absl::StrAppend(&text, "  field ", field.subject, ": ", field.text, "\n");
  }
  return text;
}

}  // namespace liandong::cli
