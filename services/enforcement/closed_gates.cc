#include "services/enforcement/closed_gates.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace liandong::enforcement {

absl::Status ClosedGates::status() const {
  Gates gates;
  for (const ClosedGate& gate : closed_) gates.Close(*gate.reason, gate.subject, gate.metadata);
  return gates.status();
}

std::vector<v1::ClosedGate> ClosedGates::Explain() const {
  std::vector<v1::ClosedGate> explained;
  for (const ClosedGate& gate : closed_) {
    const google::rpc::Status refusal = ToProto(Refuse(*gate.reason, gate.metadata));
    v1::ClosedGate& text = explained.emplace_back();
    text.set_reason(std::string(gate.reason->name));
    text.set_text_en(refusal.message());
    for (const auto& detail : refusal.details()) {
      google::rpc::LocalizedMessage chinese;
      if (detail.UnpackTo(&chinese)) text.set_text_zh(chinese.message());
    }
  }
  return explained;
}

}  // namespace liandong::enforcement
