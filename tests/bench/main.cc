// liandong-bench [ID...]: runs the named benchmarks, or all. Exit 1 when a goal is missed.
#include <cstdio>
#include <functional>
#include <map>

#include "absl/synchronization/mutex.h"
#include "shared/db/connection.h"
#include "shared/log/log.h"
#include "tests/bench/bench.h"

int main(int argc, char** argv) {
  using liandong::bench::Echo;
  using liandong::bench::WriteRpc;
  liandong::log::Start("bench", "error");
  liandong::db::InitialiseDriver();
  // As the services do it: Debian's Abseil looks for lock cycles otherwise.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  const std::map<std::string, std::function<absl::StatusOr<bool>()>> benches = {{"B4", WriteRpc},
                                                                                {"ECHO", Echo}};
  std::vector<std::string> ids(argv + 1, argv + argc);
  if (ids.empty()) {
    for (const auto& [id, bench] : benches) ids.push_back(id);
  }
  bool met = true;
  for (const std::string& id : ids) {
    auto bench = benches.find(id);
    if (bench == benches.end()) {
      std::fprintf(stderr, "there is no benchmark %s\n", id.c_str());
      return 2;
    }
    auto result = bench->second();
    if (!result.ok()) {
      std::fprintf(stderr, "%s: %s\n", id.c_str(), result.status().ToString().c_str());
      return 2;
    }
    met &= *result;
  }
  return met ? 0 : 1;
}
