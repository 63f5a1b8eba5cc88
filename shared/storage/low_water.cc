#include "shared/storage/low_water.h"

#include <algorithm>

namespace liandong {

void LowWater::Start(int64_t value, int64_t highest) {
  value_ = value;
  highest_ = std::max(value, highest);
  placed_above_.clear();
  marks_.clear();
}

void LowWater::Placed(int64_t id) {
  highest_ = std::max(highest_, id);
  if (id <= value_) return;
  placed_above_.insert(id);
  RaiseTo(value_);
}

void LowWater::Read(db::MonotonicTime began, db::MonotonicTime now, int64_t covered_to) {
  while (!marks_.empty() && marks_.front().seen + lifetime_ <= began &&
         marks_.front().highest <= covered_to) {
    RaiseTo(marks_.front().highest);
    marks_.pop_front();
  }
  const int64_t marked = marks_.empty() ? value_ : marks_.back().highest;
  if (highest_ > marked &&
      (marks_.empty() || now - marks_.back().seen >= lifetime_ / kMarksPerLifetime)) {
    marks_.push_back({now, highest_});
  }
}

void LowWater::RaiseTo(int64_t id) {
  value_ = std::max(value_, id);
  auto next = placed_above_.begin();
  while (next != placed_above_.end() && *next <= value_ + 1) {
    value_ = std::max(value_, *next);
    next = placed_above_.erase(next);
  }
}

}  // namespace liandong
