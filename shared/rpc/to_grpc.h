// The one place where our status becomes gRPC's.
#ifndef SHARED_RPC_TO_GRPC_H_
#define SHARED_RPC_TO_GRPC_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace liandong::rpc {

// Trailing metadata is limited to 8 KB, and the text travels in it twice. Texts and metadata values
// are cut at kErrorTextBytesMax; details beyond kDetailBytesMax are dropped from the end, the
// ErrorInfo (first) stays.
inline constexpr size_t kErrorTextBytesMax = 1000;
inline constexpr size_t kDetailBytesMax = 5000;

grpc::Status ToGrpc(const absl::Status& status);
// What a client of ours makes of an answer.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace liandong::rpc

#endif  // SHARED_RPC_TO_GRPC_H_
