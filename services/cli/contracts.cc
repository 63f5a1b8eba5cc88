#include "services/cli/contracts.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::ServiceDescriptor;

constexpr char kRequestId[] = "request_id";
constexpr char kOperations[] = "OperationsService";

std::string MethodNames(const ServiceDescriptor* service) {
  std::vector<std::string> names;
  for (int i = 0; i < service->method_count(); ++i) names.push_back(service->method(i)->name());
  return absl::StrJoin(names, ", ");
}

const FieldDescriptor* RequestIdOf(const Descriptor* request) {
  const FieldDescriptor* field = request->FindFieldByName(kRequestId);
  const bool usable = field != nullptr && !field->is_repeated() &&
                      field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  return usable ? field : nullptr;
}

}  // namespace

bool IsService(std::string_view name) {
  return std::find(kServices.begin(), kServices.end(), name) != kServices.end();
}

std::string Endpoint::path() const {
  return absl::StrCat("/", method->service()->full_name(), "/", method->name());
}

bool Endpoint::is_write() const { return RequestIdOf(method->input_type()) != nullptr; }

absl::StatusOr<Endpoint> FindEndpoint(std::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(std::string(name), '.');
  if (parts.size() != 3) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", std::string(name), "\" is no method: write service.Service.Method, e.g. ",
        "funds.BudgetService.GetBudget"));
  }
  if (!IsService(parts[0])) {
    return absl::InvalidArgumentError(absl::StrCat(
        "there is no service ", parts[0], ": ",
        absl::StrJoin(kServices, ", ",
                      [](std::string* out, std::string_view item) { out->append(item); })));
  }
  const std::string package = parts[1] == kOperations ? "common" : parts[0];
  const std::string full_name = absl::StrCat("liandong.", package, ".v1.", parts[1]);
  const ServiceDescriptor* service = DescriptorPool::generated_pool()->FindServiceByName(full_name);
  if (service == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("there is no contract ", full_name));
  }
  Endpoint endpoint{parts[0], service->FindMethodByName(parts[2])};
  if (endpoint.method == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(full_name, " has no method ", parts[2], ": ", MethodNames(service)));
  }
  return endpoint;
}

absl::StatusOr<Endpoint> FindUnary(std::string_view name) {
  ASSIGN_OR_RETURN(Endpoint endpoint, FindEndpoint(name));
  if (endpoint.method->client_streaming() || endpoint.method->server_streaming()) {
    return absl::InvalidArgumentError(
        absl::StrCat(endpoint.method->full_name(), " is a stream; see liandongctl watch"));
  }
  return endpoint;
}

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
  const Message* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type);
  return std::unique_ptr<Message>(prototype->New());
}

void FillRequestId(Message& request, const std::string& id) {
  const FieldDescriptor* field = RequestIdOf(request.GetDescriptor());
  if (field == nullptr) return;
  const auto* reflection = request.GetReflection();
  if (reflection->GetString(request, field).empty()) reflection->SetString(&request, field, id);
}

std::string ToJson(const Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = indented;
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(message, &json, options);
  // An Any of a type that this program does not know: its bytes are all that can be told.
  if (!printed.ok()) return message.ShortDebugString();
  return json;
}

}  // namespace liandong::cli
