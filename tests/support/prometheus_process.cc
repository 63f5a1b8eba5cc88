#include "tests/support/prometheus_process.h"

#include <fstream>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "nlohmann/json.hpp"
#include "shared/status/macros.h"
#include "tests/support/http_get.h"
#include "tests/support/service_process.h"

namespace liandong::testing {
namespace {

using nlohmann::json;

constexpr absl::Duration kStartTimeMax = absl::Seconds(60);

absl::StatusOr<json> Ask(int port, const std::string& path_and_query) {
  ASSIGN_OR_RETURN(const std::string body, HttpGet(port, path_and_query));
  json answer = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (answer.is_discarded() || answer.value("status", "") != "success") {
    return absl::InternalError(body);
  }
  return answer["data"];
}

}  // namespace

absl::StatusOr<std::unique_ptr<PrometheusProcess>> PrometheusProcess::Start(
    const std::map<std::string, int>& metrics_ports) {
  auto prometheus = std::unique_ptr<PrometheusProcess>(new PrometheusProcess());
  json targets = json::array();
  for (const auto& [service, port] : metrics_ports) {
    targets.push_back({{"targets", json::array({absl::StrCat("127.0.0.1:", port)})},
                       {"labels", {{"service", service}}}});
  }
  const TestFolder& folder = prometheus->folder_;
  std::stringstream configuration;
  configuration << std::ifstream(LIANDONG_SOURCE_DIR "/monitoring/prometheus.yml").rdbuf();
  const std::string file = folder.Write(
      "prometheus.yml",
      absl::StrReplaceAll(configuration.str(),
                          {{"@TARGETS@", folder.Write("targets.json", targets.dump())}}));
  prometheus->port_ = FreePort();
  prometheus->process_ = std::make_unique<ChildProcess>(
      std::vector<std::string>{LIANDONG_PROMETHEUS, absl::StrCat("--config.file=", file),
                               absl::StrCat("--storage.tsdb.path=", folder.path(), "/data"),
                               absl::StrCat("--web.listen-address=127.0.0.1:", prometheus->port_)},
      folder.path() + "/log");
  RETURN_IF_ERROR(prometheus->process_->Start());
  const absl::Time until = absl::Now() + kStartTimeMax;
  absl::Status ready;
  do {
    ready = HttpGet(prometheus->port_, "/-/ready").status();
  } while (!ready.ok() && prometheus->process_->running() && absl::Now() < until);
  if (ready.ok()) return prometheus;
  return absl::UnavailableError(
      absl::StrCat(ready.message(), "; its log: ", prometheus->process_->output()));
}

absl::StatusOr<std::map<std::string, std::string>> PrometheusProcess::Targets() const {
  ASSIGN_OR_RETURN(const json data, Ask(port_, "/api/v1/targets"));
  std::map<std::string, std::string> health;
  for (const json& target : data["activeTargets"]) {
    health[target["labels"]["service"].get<std::string>()] = target["health"].get<std::string>();
  }
  return health;
}

absl::StatusOr<std::vector<PrometheusProcess::Sample>> PrometheusProcess::Query(
    const std::string& query) const {
  ASSIGN_OR_RETURN(const json data,
                   Ask(port_, absl::StrCat("/api/v1/query?query=", UrlEncoded(query))));
  std::vector<Sample> samples;
  for (const json& series : data["result"]) {
    Sample sample{series["metric"].get<std::map<std::string, std::string>>(), 0};
    if (!absl::SimpleAtod(series["value"][1].get<std::string>(), &sample.value)) {
      return absl::InternalError(data.dump());
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace liandong::testing
