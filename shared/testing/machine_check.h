// Walks a state machine over every pair of state and action.
#ifndef SHARED_TESTING_MACHINE_CHECK_H_
#define SHARED_TESTING_MACHINE_CHECK_H_

#include <map>
#include <set>
#include <string>
#include <utility>

#include "google/protobuf/generated_enum_reflection.h"
#include "shared/rules/state_machine.h"
#include "shared/testing/status_matchers.h"

namespace liandong::testing {

// `allowed` holds every legal pair and where it leads; each other pair of a state of the enum and
// an action named in `allowed` must be refused with `illegal`.
template <class State, size_t N>
void ExpectExactly(const rules::StateMachine<State, N>& machine, const Reason& illegal,
                   const std::map<std::pair<State, std::string>, State>& allowed) {
  std::set<std::string> actions;
  for (const auto& [pair, to] : allowed) actions.insert(pair.second);
  const auto* type = google::protobuf::GetEnumDescriptor<State>();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto from = static_cast<State>(type->value(i)->number());
    for (const std::string& action : actions) {
      const auto next = machine.Next(from, action);
      const auto legal = allowed.find({from, action});
      if (legal == allowed.end()) {
        EXPECT_THAT(next, RefusedWith(illegal)) << type->value(i)->name() << " " << action;
      } else {
        ASSERT_TRUE(next.ok()) << type->value(i)->name() << " " << action;
        EXPECT_EQ(*next, legal->second);
      }
    }
  }
}

}  // namespace liandong::testing

#endif  // SHARED_TESTING_MACHINE_CHECK_H_
