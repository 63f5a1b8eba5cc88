// Benchmarks: each is a comparison of a figure with a baseline, run alternately in one process run,
// so that the machine's mood cancels out of the ratio.
#ifndef TESTS_BENCH_BENCH_H_
#define TESTS_BENCH_BENCH_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace liandong::bench {

inline constexpr int kRuns = 5;
inline constexpr absl::Duration kRunTime = absl::Seconds(2);

// Operations per second that `threads` threads complete in kRunTime; every operation must succeed.
// `operation(thread, number)`.
absl::StatusOr<double> Rate(int threads,
                            const std::function<absl::Status(int, int64_t)>& operation);

// The same of `loops` closed loops without threads: each starts its next operation as soon as the
// last has called `done`. `start(loop, done)`.
using Done = std::function<void(absl::Status)>;
absl::StatusOr<double> LoopRate(int loops, const std::function<void(int, Done)>& start);

double Median(std::vector<double> values);

struct Comparison {
  std::string id;
  std::string name;
  std::string figure_is;  // "write RPCs a second, 16 callers"
  std::string
      baseline_is;  // "the same statements a second from a bare connector loop, 16 connections"
  double goal = 0;  // least acceptable ratio
};

// Runs both alternately, kRuns times each, prints medians and ratio in words and one JSON line.
// Whether the goal was met.
absl::StatusOr<bool> Compare(const Comparison& comparison,
                             const std::function<absl::StatusOr<double>()>& figure,
                             const std::function<absl::StatusOr<double>()>& baseline);

// The benchmarks, by id.
absl::StatusOr<bool> WriteRpc();  // B4
absl::StatusOr<bool> Echo();      // ECHO

}  // namespace liandong::bench

#endif  // TESTS_BENCH_BENCH_H_
