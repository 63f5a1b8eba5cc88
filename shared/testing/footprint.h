// Whether anything was written: a refused call leaves no row of any write behind.
#ifndef SHARED_TESTING_FOOTPRINT_H_
#define SHARED_TESTING_FOOTPRINT_H_

#include <cstdint>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/db/pool.h"
#include "shared/testing/closed_gates.h"
#include "shared/testing/test_storage.h"

namespace liandong::testing {

// Rows that each write leaves: its change, its request, its commands. Equal before and after a
// call: the call wrote nothing.
inline int64_t FootprintOf(TestStorage& world) {
  const auto rows = db::ReadRows(world.database().pool(), absl::Now() + absl::Seconds(10),
                                 "SELECT (SELECT COUNT(*) FROM changes)"
                                 " + (SELECT COUNT(*) FROM requests)"
                                 " + (SELECT COUNT(*) FROM commands) LIMIT 1");
  EXPECT_TRUE(rows.ok()) << rows.status();
  return rows.ok() ? (*rows)[0].Int(0) : -1;
}

// `call` is refused by exactly `gates` and writes nothing.
template <class Call>
void ExpectClosed(TestStorage& world, const Call& call, const Names& gates) {
  const int64_t before = FootprintOf(world);
  EXPECT_THAT(call(), ClosesExactly(gates));
  EXPECT_EQ(FootprintOf(world), before);
}

}  // namespace liandong::testing

#endif  // SHARED_TESTING_FOOTPRINT_H_
