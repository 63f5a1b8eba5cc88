#include "shared/figures/figures.h"

#include <algorithm>

#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"

namespace liandong {
namespace {

// The database rests this many times as long as the last reading kept it busy.
constexpr int kRestsPerReading = 9;

using Series = std::map<std::vector<std::string>, prometheus::Gauge*>;

// Every combination of the labels' values, by the values as stored.
Series MakeSeries(Metrics& metrics, const Figure& figure) {
  std::map<std::vector<std::string>, Labels> combinations = {{{}, {}}};
  for (const FigureLabel& label : figure.labels) {
    std::map<std::vector<std::string>, Labels> longer;
    for (const auto& [stored, shown] : combinations) {
      for (const auto& [value, text] : label.values) {
        auto key = stored;
        key.push_back(value);
        auto labels = shown;
        labels[label.name] = text;
        longer[std::move(key)] = std::move(labels);
      }
    }
    combinations = std::move(longer);
  }
  Series series;
  for (const auto& [stored, labels] : combinations) {
    series[stored] = &metrics.Gauge(figure.name, figure.help, labels);
  }
  return series;
}

absl::Status ReadSeries(db::Pool& pool, absl::Time deadline, const Figure& figure,
                        const Series& series) {
  ASSIGN_OR_RETURN(db::Rows rows, db::ReadRows(pool, deadline, figure.sql,
                                               figure.values ? figure.values() : db::Values()));
  std::map<std::vector<std::string>, int64_t> numbers;
  for (const db::Row& row : rows) {
    std::vector<std::string> key;
    for (size_t i = 0; i < figure.labels.size(); ++i) key.push_back(row.Text(i));
    numbers[std::move(key)] = row.Int(figure.labels.size());
  }
  for (const auto& [key, gauge] : series) {
    auto found = numbers.find(key);
    gauge->Set(found == numbers.end() ? 0 : static_cast<double>(found->second));
  }
  return absl::OkStatus();
}

}  // namespace

FigureLabel EnumLabel(std::string name, const google::protobuf::EnumDescriptor& type) {
  FigureLabel label{std::move(name), {}};
  // By the style of our contracts the value zero is <PREFIX>UNSPECIFIED.
  const std::string prefix(absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED"));
  for (int i = 1; i < type.value_count(); ++i) {
    const std::string& value = type.value(i)->name();
    label.values[value] = std::string(absl::StripPrefix(value, prefix));
  }
  return label;
}

Figures::Figures(Metrics& metrics, db::Pool& pool, db::MonotonicClock clock)
    : metrics_(metrics), pool_(pool), clock_(std::move(clock)), read_at_(clock_()) {
  auto& age = metrics_.Gauge("liandong_figures_age_seconds", "Since the figures were read");
  metrics_.OnScrape(
      [this, &age] { age.Set(std::chrono::duration<double>(clock_() - read_at_.load()).count()); });
}

Figures::~Figures() { Stop(); }

void Figures::Add(Figure figure) {
  Series series = MakeSeries(metrics_, figure);
  Add([this, figure = std::move(figure), series = std::move(series)](absl::Time deadline) {
    return ReadSeries(pool_, deadline, figure, series);
  });
}

void Figures::Add(Reading reading) { readings_.push_back(std::move(reading)); }

absl::Status Figures::Read() {
  const absl::Time deadline = absl::Now() + kReadTimeMax;
  absl::Status outcome;
  for (const Reading& reading : readings_) outcome.Update(reading(deadline));
  if (outcome.ok()) read_at_ = clock_();
  return outcome;
}

void Figures::Start(std::chrono::milliseconds interval) {
  thread_ = std::thread([this, interval] { Run(interval); });
}

void Figures::Stop() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Figures::Run(std::chrono::milliseconds interval) {
  bool told = false;
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const db::MonotonicTime began = clock_();
    const absl::Status status = Read();
    // Once for each time that it begins to fail.
    if (!status.ok() && !told) LOG_WARN("figures not read", {"why", status.ToString()});
    told = !status.ok();
    const auto rest =
        std::max<db::MonotonicTime::duration>(interval, kRestsPerReading * (clock_() - began));
    lock.lock();
    woken_.wait_for(lock, rest, [this] { return stopping_; });
  }
}

}  // namespace liandong
