// What a /metrics page holds, and what docs/metrics.md says about it.
#ifndef TESTS_SYSTEM_EXPOSITION_H_
#define TESTS_SYSTEM_EXPOSITION_H_

#include <map>
#include <ostream>
#include <set>
#include <string>

namespace liandong::testing {

struct MetricFamily {
  std::string type;
  std::set<std::string> labels;
  std::set<std::string> services;

  friend bool operator==(const MetricFamily&, const MetricFamily&) = default;
};
std::ostream& operator<<(std::ostream& out, const MetricFamily& family);

// By name.
using MetricFamilies = std::map<std::string, MetricFamily>;

// Adds the families of one service's page in the text format. "le" and "quantile" belong to the
// format and are no labels of ours.
void AddExported(const std::string& service, const std::string& page, MetricFamilies& families);

// The rows of the page's tables whose first cell is a metric:
// | `name` | type | labels, comma-separated, or – | services or "all six" | …
MetricFamilies Documented(const std::string& markdown);

}  // namespace liandong::testing

#endif  // TESTS_SYSTEM_EXPOSITION_H_
