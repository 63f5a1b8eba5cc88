// One method as its contract declares it.
#ifndef SHARED_RPC_METHOD_H_
#define SHARED_RPC_METHOD_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/context/request_context.h"

namespace liandong::rpc {

struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  std::string full_name;  // "liandong.funds.v1.BudgetService.ApproveBudget"
  std::string path;       // "/liandong.funds.v1.BudgetService/ApproveBudget"
  common::v1::Access access;
  // A write: its request carries a request_id.
  bool write = false;
};

// The business function behind a unary method.
using UnaryHandler = std::function<absl::Status(const RequestContext&, google::protobuf::Message&,
                                                google::protobuf::Message&)>;

}  // namespace liandong::rpc

#endif  // SHARED_RPC_METHOD_H_
