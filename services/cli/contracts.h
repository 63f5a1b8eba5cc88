// The methods of the six services, found by name in the contracts that are linked in.
#ifndef SERVICES_CLI_CONTRACTS_H_
#define SERVICES_CLI_CONTRACTS_H_

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace liandong::cli {

// Right to left: each service calls only those before it.
inline constexpr std::array<std::string_view, 6> kServices = {
    "funds", "registry", "acquisition", "enforcement", "petitions", "coordination"};

bool IsService(std::string_view name);

// One method as one service offers it.
struct Endpoint {
  std::string service;  // "funds"
  const google::protobuf::MethodDescriptor* method = nullptr;

  // "/liandong.funds.v1.BudgetService/CreateBudget"
  std::string path() const;
  // Whether its request carries a request_id.
  bool is_write() const;
};

// "funds.BudgetService.CreateBudget" is liandong.funds.v1.BudgetService.CreateBudget of funds;
// "funds.OperationsService.GetClock" is the method that each service serves about itself.
// INVALID_ARGUMENT, saying what there is instead. Any kind of method.
absl::StatusOr<Endpoint> FindEndpoint(std::string_view name);
// The same, and INVALID_ARGUMENT when the method is a stream.
absl::StatusOr<Endpoint> FindUnary(std::string_view name);

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type);

// Sets request_id to `id` where the request has one and it is empty.
void FillRequestId(google::protobuf::Message& request, const std::string& id);

// JSON with the field names of the contract, Chinese as it is; on one line unless `indented`.
std::string ToJson(const google::protobuf::Message& message, bool indented = false);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_CONTRACTS_H_
