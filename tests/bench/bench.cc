#include "tests/bench/bench.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "shared/status/macros.h"

namespace liandong::bench {

absl::StatusOr<double> Rate(int threads,
                            const std::function<absl::Status(int, int64_t)>& operation) {
  std::atomic<bool> stop{false};
  std::atomic<int64_t> done{0};
  absl::Mutex mutex;
  absl::Status failed;
  std::vector<std::thread> workers;
  const auto start = std::chrono::steady_clock::now();
  for (int thread = 0; thread < threads; ++thread) {
    workers.emplace_back([&, thread] {
      for (int64_t number = 0; !stop; ++number) {
        absl::Status status = operation(thread, number);
        if (!status.ok()) {
          absl::MutexLock lock(&mutex);
          failed = status;
          stop = true;
          return;
        }
        ++done;
        if (std::chrono::steady_clock::now() - start >= absl::ToChronoNanoseconds(kRunTime)) return;
      }
    });
  }
  for (auto& worker : workers) worker.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (!failed.ok()) return failed;
  return static_cast<double>(done) / took.count();
}

absl::StatusOr<double> LoopRate(int loops, const std::function<void(int, Done)>& start) {
  absl::Mutex mutex;
  absl::Status failed;
  int running = loops;
  int64_t done = 0;
  const absl::Time began = absl::Now();
  std::function<void(int)> next = [&](int loop) {
    start(loop, [&, loop](absl::Status status) {
      {
        absl::MutexLock lock(&mutex);
        ++done;
        if (failed.ok()) failed = status;
        if (!failed.ok() || absl::Now() - began >= kRunTime) {
          --running;
          return;
        }
      }
      next(loop);
    });
  };
  for (int loop = 0; loop < loops; ++loop) next(loop);
  absl::MutexLock lock(&mutex);
  mutex.Await(absl::Condition(
      +[](int* left) { return *left == 0; }, &running));
  if (!failed.ok()) return failed;
  return static_cast<double>(done) / absl::ToDoubleSeconds(absl::Now() - began);
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

absl::StatusOr<bool> Compare(const Comparison& comparison,
                             const std::function<absl::StatusOr<double>()>& figure,
                             const std::function<absl::StatusOr<double>()>& baseline) {
  std::vector<double> figures, baselines;
  for (int run = 0; run < kRuns; ++run) {
    ASSIGN_OR_RETURN(double base, baseline());
    ASSIGN_OR_RETURN(double value, figure());
    baselines.push_back(base);
    figures.push_back(value);
  }
  const double value = Median(figures), base = Median(baselines), ratio = value / base;
  const bool met = ratio >= comparison.goal;
  std::printf(
      "%s  %s\n  figure    %.0f  %s\n  baseline  %.0f  %s\n  ratio     %.2f  goal %.2f: %s\n",
      comparison.id.c_str(), comparison.name.c_str(), value, comparison.figure_is.c_str(), base,
      comparison.baseline_is.c_str(), ratio, comparison.goal, met ? "met" : "not met");
  std::printf(
      "{\"id\":\"%s\",\"name\":\"%s\",\"figure\":%.1f,\"baseline\":%.1f,\"ratio\":%.3f,"
      "\"goal\":%.2f,\"met\":%s}\n",
      comparison.id.c_str(), comparison.name.c_str(), value, base, ratio, comparison.goal,
      met ? "true" : "false");
  std::fflush(stdout);
  return met;
}

}  // namespace liandong::bench
