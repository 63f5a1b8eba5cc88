#include "shared/storage/low_water.h"

#include <algorithm>

namespace liandong {

void LowWater::Start(int64_t value, int64_t highest) {
  highest_ = std::max(value, highest);
  gaps_.clear();
  marks_.clear();
  if (value < highest_) gaps_[value + 1] = highest_;
}

int64_t LowWater::value() const { return gaps_.empty() ? highest_ : gaps_.begin()->first - 1; }

void LowWater::Placed(int64_t id) {
  if (id > highest_) {
    if (id > highest_ + 1) gaps_[highest_ + 1] = id - 1;
    highest_ = id;
    return;
  }
  auto gap = gaps_.upper_bound(id);
  if (gap == gaps_.begin()) return;
  --gap;
  const auto [first, last] = *gap;
  if (id > last) return;
  gaps_.erase(gap);
  if (first < id) gaps_[first] = id - 1;
  if (id < last) gaps_[id + 1] = last;
}

void LowWater::Read(db::MonotonicTime began, db::MonotonicTime now, int64_t covered_to) {
  while (!marks_.empty() && marks_.front().seen + lifetime_ <= began &&
         marks_.front().highest <= covered_to) {
    RaiseTo(marks_.front().highest);
    marks_.pop_front();
  }
  const int64_t marked = marks_.empty() ? value() : marks_.back().highest;
  if (highest_ > marked &&
      (marks_.empty() || now - marks_.back().seen >= lifetime_ / kMarksPerLifetime)) {
    marks_.push_back({now, highest_});
  }
}

void LowWater::RaiseTo(int64_t id) {
  while (!gaps_.empty() && gaps_.begin()->first <= id) {
    const int64_t last = gaps_.begin()->second;
    gaps_.erase(gaps_.begin());
    if (last > id) gaps_[id + 1] = last;
  }
}

std::vector<LowWater::Range> LowWater::Gaps(size_t max) const {
  std::vector<Range> ranges;
  for (const auto& [first, last] : gaps_) {
    ranges.push_back({first, last});
    if (ranges.size() == max) {
      ranges.back().last = gaps_.rbegin()->second;
      break;
    }
  }
  return ranges;
}

}  // namespace liandong
