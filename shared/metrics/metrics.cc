#include "shared/metrics/metrics.h"

namespace liandong {

class Metrics::Collector : public prometheus::Collectable {
 public:
  std::vector<prometheus::MetricFamily> Collect() const override {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      for (const auto& read : reads_) read();
    }
    return registry_.Collect();
  }

  prometheus::Registry registry_;
  mutable std::mutex mutex_;
  std::vector<std::function<void()>> reads_;
};

Metrics::Metrics() : collector_(std::make_shared<Collector>()) {}

prometheus::Counter& Metrics::Counter(const std::string& name, const std::string& help,
                                      const Labels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(collector_->registry_).Add(labels);
}

prometheus::Gauge& Metrics::Gauge(const std::string& name, const std::string& help,
                                  const Labels& labels) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(collector_->registry_).Add(labels);
}

prometheus::Histogram& Metrics::Seconds(const std::string& name, const std::string& help,
                                        const Labels& labels) {
  return prometheus::BuildHistogram()
      .Name(name)
      .Help(help)
      .Register(collector_->registry_)
      .Add(labels, prometheus::Histogram::BucketBoundaries{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                           0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30});
}

void Metrics::OnScrape(std::function<void()> read) {
  std::lock_guard<std::mutex> lock(collector_->mutex_);
  collector_->reads_.push_back(std::move(read));
}

std::shared_ptr<prometheus::Collectable> Metrics::collectable() { return collector_; }

}  // namespace liandong
