// A resource's life as one table: from which state which method leads to which state. An action is
// the name of the RPC that takes it, so that a reader finds one from the other, followed by what
// makes the difference where one RPC has several ends; in small letters or brackets it is the
// outcome of a command or a fact that no RPC tells. docs/state-machines.md is drawn from these.
//
//   constexpr Transition<Budget::State> kBudgetMoves[] = {
//       {Budget::STATE_DRAFT, "SubmitBudget", Budget::STATE_SUBMITTED}, …};
//   constexpr StateMachine kBudgetMachine("Budget", kBudgetState, kBudgetMoves);
//
//   ASSIGN_OR_RETURN(auto next, kBudgetMachine.Next(budget.state(), "SubmitBudget"));
#ifndef SHARED_RULES_STATE_MACHINE_H_
#define SHARED_RULES_STATE_MACHINE_H_

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "shared/status/reason.h"
#include "shared/status/refusal.h"

namespace liandong::rules {

template <class State>
struct Transition {
  State from;
  std::string_view action;
  State to;
};

template <class State, size_t N>
class StateMachine {
 public:
  // `illegal` is told when an action does not fit the state; its texts may use {state}, {action}
  // and {possible}.
  constexpr StateMachine(std::string_view resource, const Reason& illegal,
                         const Transition<State> (&moves)[N])
      : resource_(resource), illegal_(illegal), moves_(moves) {}

  // Where `action` leads from `from`; the refusal names what would be possible.
  absl::StatusOr<State> Next(State from, std::string_view action) const {
    for (const Transition<State>& move : moves_) {
      if (move.from == from && move.action == action) return move.to;
    }
    return Refuse(
        illegal_,
        {{"state", Name(from)}, {"action", std::string(action)}, {"possible", Possible(from)}});
  }

  std::string_view resource() const { return resource_; }
  std::span<const Transition<State>> moves() const { return moves_; }

  // Mermaid text of the machine.
  std::string Diagram() const {
    std::string text = "stateDiagram-v2\n";
    for (const Transition<State>& move : moves_) {
      text += "    " + Label(move.from) + " --> " + Label(move.to) + ": " +
              std::string(move.action) + "\n";
    }
    return text;
  }

  static std::string Name(State state) {
    const auto* value = google::protobuf::GetEnumDescriptor<State>()->FindValueByNumber(state);
    return value != nullptr ? value->name() : std::to_string(state);
  }

 private:
  // The unspecified state stands for "not there yet".
  static std::string Label(State state) {
    constexpr std::string_view kPrefix = "STATE_";
    const std::string name = Name(state);
    return state == 0 ? "[*]" : name.substr(name.find(kPrefix) + kPrefix.size());
  }

  std::string Possible(State from) const {
    std::string actions;
    for (const Transition<State>& move : moves_) {
      if (move.from != from) continue;
      if (!actions.empty()) actions += ", ";
      actions += move.action;
    }
    return actions.empty() ? "nothing" : actions;
  }

  std::string_view resource_;
  const Reason& illegal_;
  const Transition<State> (&moves_)[N];
};

}  // namespace liandong::rules

#endif  // SHARED_RULES_STATE_MACHINE_H_
