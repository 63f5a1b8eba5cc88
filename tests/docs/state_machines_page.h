// docs/state-machines.md: the life of every resource, drawn from the tables that the services
// decide by.
#ifndef TESTS_DOCS_STATE_MACHINES_PAGE_H_
#define TESTS_DOCS_STATE_MACHINES_PAGE_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.pb.h"
#include "shared/rules/state_machine.h"

namespace liandong::docs {

class StateMachinesPage {
 public:
  // `contracts`: every .proto of the project, as protoc describes them.
  explicit StateMachinesPage(const google::protobuf::FileDescriptorSet& contracts);

  // One machine of `service`, declared in `header` under `comment`.
  template <class State, size_t N>
  void Add(std::string_view service, std::string_view header, std::string_view comment,
           const rules::StateMachine<State, N>& machine) {
    Machine entry{.header = std::string(header),
                  .comment = std::string(comment),
                  .diagram = machine.Diagram()};
    for (const auto& move : machine.moves()) entry.actions.emplace(move.action);
    machines_[std::string(service)].emplace(machine.resource(), std::move(entry));
  }

  // The whole page; FAILED_PRECONDITION when an action is named after no RPC of the contracts.
  absl::StatusOr<std::string> Text() const;

 private:
  struct Machine {
    std::string header;
    std::string comment;
    std::string diagram;
    std::set<std::string> actions;
  };
  struct Rpc {
    std::string service;   // "funds"
    std::string contract;  // "liandong/funds/v1/budget.proto"
    std::string name;      // "BudgetService.CreateBudget"
    std::string clause;    // "3.10.k"
  };

  // The RPC that `action` of a machine of `service` is named after; its own service's before
  // another's. Null when there is none.
  const Rpc* Find(std::string_view service, std::string_view action) const;
  absl::StatusOr<std::string> Section(std::string_view service, std::string_view resource,
                                      const Machine& machine) const;

  // By method name.
  std::multimap<std::string, Rpc> rpcs_;
  // By service and resource.
  std::map<std::string, std::multimap<std::string, Machine>> machines_;
};

// Adds every machine that a header of the services declares; collected by the build.
void AddMachines(StateMachinesPage& page);

}  // namespace liandong::docs

#endif  // TESTS_DOCS_STATE_MACHINES_PAGE_H_
