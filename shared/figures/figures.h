// A service's figures for Prometheus: what its database counts and sums. One thread reads them all
// at an interval; a scrape shows the last reading, costs the database nothing and is answered while
// the database is not. docs/metrics.md lists every figure.
#ifndef SHARED_FIGURES_FIGURES_H_
#define SHARED_FIGURES_FIGURES_H_

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "shared/db/lease.h"
#include "shared/db/pool.h"
#include "shared/metrics/metrics.h"

namespace liandong {

// A label and all values it can take: as stored, and as shown. No value is personal.
struct FigureLabel {
  std::string name;
  std::map<std::string, std::string> values;
};

// The values of an enum of the contract, shown without its prefix: "PREPARED" for STATE_PREPARED.
FigureLabel EnumLabel(std::string name, const google::protobuf::EnumDescriptor& type);
template <class Enum>
FigureLabel EnumLabel(std::string name) {
  return EnumLabel(std::move(name), *google::protobuf::GetEnumDescriptor<Enum>());
}

// One family of gauges, filled by one query. Every combination of its labels' values has its
// series from the start; a row with another value is none of the figure's.
struct Figure {
  std::string name;
  std::string help;
  std::vector<FigureLabel> labels;
  // Selects the labels' stored values in order, then the number. Bounded by a LIMIT.
  const char* sql;
  // What stands for its "?", asked for at each reading: today, of business time.
  std::function<db::Values()> values = {};
};

// Add() everything before Start(). `metrics` is not scraped any more once this ends.
class Figures {
 public:
  // Sets gauges whose series are not known beforehand. What it can not read keeps its last value.
  using Reading = std::function<absl::Status(absl::Time deadline)>;

  Figures(Metrics& metrics, db::Pool& pool, db::MonotonicClock clock = db::SteadyNow);
  ~Figures();
  Figures(const Figures&) = delete;
  Figures& operator=(const Figures&) = delete;

  void Add(Figure figure);
  void Add(Reading reading);

  // Starts the thread. It rests for `interval` between two readings, and so long that it keeps the
  // database busy for a tenth of the time at most. Call at most once.
  void Start(std::chrono::milliseconds interval);
  // Ends it after the reading it is in.
  void Stop();

  // What the thread does in one turn: all readings, within kReadTimeMax of machine time together;
  // the first error. Tests call it instead of Start().
  absl::Status Read();

  static constexpr absl::Duration kReadTimeMax = absl::Seconds(2);

 private:
  void Run(std::chrono::milliseconds interval);

  Metrics& metrics_;
  db::Pool& pool_;
  const db::MonotonicClock clock_;
  std::vector<Reading> readings_;
  // When all was read last; before that, when this object was made.
  std::atomic<db::MonotonicTime> read_at_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;  // under mutex_
  std::thread thread_;
};

}  // namespace liandong

#endif  // SHARED_FIGURES_FIGURES_H_
