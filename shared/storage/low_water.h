// Up to which change id there is nothing left to wait for.
#ifndef SHARED_STORAGE_LOW_WATER_H_
#define SHARED_STORAGE_LOW_WATER_H_

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "shared/db/lease.h"

namespace liandong {

// Ids of `changes` are handed out in ascending order but commit in any: 12 may be visible while the
// transaction that holds 11 still runs, and when it rolls back 11 never comes. A reader that only
// remembers the highest id it has seen would skip 11 for ever.
//
// Invariant: every id up to value() either has its place in the chain or can never be committed.
// The mark rises past an id in two ways only:
// - it has its place and so has every id before it;
// - at some time t an id at or above it was visible. Whoever holds a lower id had been given it
//   before t (in a cluster: before its node had heard of that one), so that its transaction has
//   ended by t + transaction_lifetime_max; a reading that began after that, and placed everything
//   it found up to there, has left nothing behind.
//
// Not thread-safe.
class LowWater {
 public:
  explicit LowWater(std::chrono::milliseconds transaction_lifetime_max)
      : lifetime_(transaction_lifetime_max) {}

  // Starts at a mark that held before, knowing of the ids above it only that `highest` (0: none)
  // has its place.
  void Start(int64_t value, int64_t highest);
  // The change `id` has its place.
  void Placed(int64_t id);
  // A reading that began at `began` has found, and placed, everything above value() and up to
  // `covered_to`. `now`: after it.
  void Read(db::MonotonicTime began, db::MonotonicTime now, int64_t covered_to);

  int64_t value() const;
  // The highest id that has its place.
  int64_t highest() const { return highest_; }

  struct Range {
    int64_t first;
    int64_t last;
  };
  // Where below highest() changes may yet turn up: at most `max` ranges in ascending order. When
  // there are more gaps than that, the last range covers the rest of them and what lies between.
  std::vector<Range> Gaps(size_t max) const;

 private:
  void RaiseTo(int64_t id);

  struct Mark {
    db::MonotonicTime seen;
    int64_t highest;
  };
  // Marks per transaction lifetime: how finely it is followed.
  static constexpr int kMarksPerLifetime = 16;

  const std::chrono::milliseconds lifetime_;
  int64_t highest_ = 0;
  std::map<int64_t, int64_t> gaps_;  // first to last id without a place
  std::deque<Mark> marks_;
};

}  // namespace liandong

#endif  // SHARED_STORAGE_LOW_WATER_H_
