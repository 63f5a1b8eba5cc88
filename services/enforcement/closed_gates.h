// The closed gates of one decision as a value: pure rules collect them, services refuse with them
// or show them.
#ifndef SERVICES_ENFORCEMENT_CLOSED_GATES_H_
#define SERVICES_ENFORCEMENT_CLOSED_GATES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "shared/status/reason.h"
#include "shared/status/refusal.h"

namespace liandong::enforcement {

struct ClosedGate {
  const Reason* reason;
  // What the gate looks at: a resource name or the machine-readable name of the missing thing.
  std::string subject;
  Metadata metadata;
};

class ClosedGates {
 public:
  void Close(const Reason& reason, std::string subject, Metadata metadata = {}) {
    closed_.push_back({&reason, std::move(subject), std::move(metadata)});
  }
  void Add(const ClosedGates& others) {
    closed_.insert(closed_.end(), others.closed_.begin(), others.closed_.end());
  }
  const std::vector<ClosedGate>& list() const { return closed_; }

  // OK, the one gate's own reason, or GATES_CLOSED with the list.
  absl::Status status() const;
  // Each with its text in both languages.
  std::vector<v1::ClosedGate> Explain() const;

 private:
  std::vector<ClosedGate> closed_;
};

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_CLOSED_GATES_H_
