// The real Prometheus with monitoring/prometheus.yml, as ./liandong starts it.
#ifndef TESTS_SUPPORT_PROMETHEUS_PROCESS_H_
#define TESTS_SUPPORT_PROMETHEUS_PROCESS_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "shared/testing/test_pki.h"
#include "tests/support/child_process.h"

namespace liandong::testing {

class PrometheusProcess {
 public:
  // Scrapes each service at its port on 127.0.0.1; ready when it returns.
  static absl::StatusOr<std::unique_ptr<PrometheusProcess>> Start(
      const std::map<std::string, int>& metrics_ports);

  // What GET /api/v1/targets calls the health of each service's target: "up".
  absl::StatusOr<std::map<std::string, std::string>> Targets() const;

  struct Sample {
    std::map<std::string, std::string> labels;
    double value;
  };
  // The instant vector that a query in PromQL stands for now.
  absl::StatusOr<std::vector<Sample>> Query(const std::string& query) const;

 private:
  PrometheusProcess() = default;

  TestFolder folder_;
  int port_ = 0;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace liandong::testing

#endif  // TESTS_SUPPORT_PROMETHEUS_PROCESS_H_
