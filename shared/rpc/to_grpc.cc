#include "shared/rpc/to_grpc.h"

#include <algorithm>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "shared/status/refusal.h"

namespace liandong::rpc {
namespace {

constexpr char kCut[] = " …";

// Between characters: what is sent must stay UTF-8.
void Cut(std::string& text) {
  if (text.size() <= kErrorTextBytesMax) return;
  size_t end = kErrorTextBytesMax - (sizeof(kCut) - 1);
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  text += kCut;
}

template <class Detail, class Act>
void Rewrite(google::protobuf::Any& any, Act act) {
  Detail detail;
  if (!any.Is<Detail>() || !any.UnpackTo(&detail)) return;
  act(detail);
  any.PackFrom(detail);
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status proto = ToProto(status);
  Cut(*proto.mutable_message());
  auto* details = proto.mutable_details();
  for (auto& any : *details) {
    Rewrite<google::rpc::ErrorInfo>(any, [](google::rpc::ErrorInfo& info) {
      for (auto& [key, value] : *info.mutable_metadata()) Cut(value);
    });
    Rewrite<google::rpc::LocalizedMessage>(
        any, [](google::rpc::LocalizedMessage& text) { Cut(*text.mutable_message()); });
  }
  std::stable_partition(details->begin(), details->end(),
                        [](const auto& any) { return any.template Is<google::rpc::ErrorInfo>(); });
  while (details->size() > 1 && proto.ByteSizeLong() > kDetailBytesMax) details->RemoveLast();
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), proto.message(),
                      proto.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status proto;
  if (!status.error_details().empty() && proto.ParseFromString(status.error_details())) {
    proto.set_code(status.error_code());
    return FromProto(proto);
  }
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace liandong::rpc
