#include "shared/rpc/to_grpc.h"

#include <algorithm>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "shared/status/refusal.h"

namespace liandong::rpc {

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status proto = ToProto(status);
  auto* details = proto.mutable_details();
  std::stable_partition(details->begin(), details->end(),
                        [](const auto& any) { return any.template Is<google::rpc::ErrorInfo>(); });
  while (details->size() > 1 && proto.ByteSizeLong() > kDetailBytesMax) details->RemoveLast();
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), std::string(status.message()),
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
