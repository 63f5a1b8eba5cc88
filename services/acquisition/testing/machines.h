// Walks a state machine over every state and action.
#ifndef SERVICES_ACQUISITION_TESTING_MACHINES_H_
#define SERVICES_ACQUISITION_TESTING_MACHINES_H_

#include <set>
#include <string>

#include "google/protobuf/generated_enum_reflection.h"
#include "gtest/gtest.h"
#include "shared/rules/state_machine.h"
#include "shared/testing/status_matchers.h"

namespace liandong::acquisition::testing {

// Every move of the table is taken, and nothing else: the other pairs are refused with `illegal`.
template <class State, size_t N>
void ExpectExactly(const rules::StateMachine<State, N>& machine,
                   const rules::Transition<State> (&moves)[N], const Reason& illegal) {
  std::set<std::string> actions;
  for (const auto& move : moves) actions.insert(std::string(move.action));
  const auto* type = google::protobuf::GetEnumDescriptor<State>();
  int legal = 0;
  for (int i = 0; i < type->value_count(); ++i) {
    const State from = static_cast<State>(type->value(i)->number());
    for (const std::string& action : actions) {
      const rules::Transition<State>* expected = nullptr;
      for (const auto& move : moves) {
        if (move.from == from && move.action == action) expected = &move;
      }
      const auto next = machine.Next(from, action);
      if (expected == nullptr) {
        EXPECT_THAT(next, liandong::testing::RefusedWith(illegal))
            << type->value(i)->name() << " " << action;
      } else {
        ASSERT_THAT(next, liandong::testing::IsOk());
        EXPECT_EQ(*next, expected->to);
        ++legal;
      }
    }
  }
  EXPECT_EQ(legal, static_cast<int>(N));
}

}  // namespace liandong::acquisition::testing

#endif  // SERVICES_ACQUISITION_TESTING_MACHINES_H_
