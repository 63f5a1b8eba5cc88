// A service's figures as they would be scraped right after a reading.
#ifndef SHARED_TESTING_FIGURE_READER_H_
#define SHARED_TESTING_FIGURE_READER_H_

#include <string>

#include "gtest/gtest.h"
#include "shared/figures/figures.h"
#include "shared/metrics/metrics.h"

namespace liandong::testing {

// What a gauge shows when it is scraped. Fails the test when there is no such series.
inline double GaugeValue(Metrics& metrics, const std::string& name, const Labels& labels = {}) {
  for (const auto& family : metrics.collectable()->Collect()) {
    if (family.name != name) continue;
    for (const auto& series : family.metric) {
      Labels own;
      for (const auto& label : series.label) own[label.name] = label.value;
      if (own == labels) return series.gauge.value;
    }
  }
  ADD_FAILURE() << "no such series of " << name;
  return -1;
}

class FigureReader {
 public:
  // Its time stands still: what two of them show differs only where the database does.
  explicit FigureReader(db::Pool& pool)
      : figures_(metrics_, pool, [] { return db::MonotonicTime(); }) {}

  Metrics& metrics() { return metrics_; }
  // Where the service adds its own.
  Figures& figures() { return figures_; }

  // Reads all figures anew.
  double Value(const std::string& name, const Labels& labels = {}) {
    const absl::Status read = figures_.Read();
    EXPECT_TRUE(read.ok()) << read;
    return GaugeValue(metrics_, name, labels);
  }

 private:
  Metrics metrics_;
  Figures figures_;
};

}  // namespace liandong::testing

#endif  // SHARED_TESTING_FIGURE_READER_H_
