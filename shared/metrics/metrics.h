// The process's Prometheus registry. Names follow the ecosystem (grpc_server_handled_total) or
// start with liandong_; every label value is known beforehand or bounded, and none is personal.
#ifndef SHARED_METRICS_METRICS_H_
#define SHARED_METRICS_METRICS_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "prometheus/collectable.h"
#include "prometheus/counter.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace liandong {

using Labels = prometheus::Labels;

// Thread-safe. References returned live as long as the object.
class Metrics {
 public:
  Metrics();

  prometheus::Counter& Counter(const std::string& name, const std::string& help,
                               const Labels& labels = {});
  prometheus::Gauge& Gauge(const std::string& name, const std::string& help,
                           const Labels& labels = {});
  // Seconds, with buckets from 1 ms to 30 s.
  prometheus::Histogram& Seconds(const std::string& name, const std::string& help,
                                 const Labels& labels = {});

  // Figures that are read when they are scraped: `read` sets its gauges right before each scrape.
  void OnScrape(std::function<void()> read);

  // What to give an exposer.
  std::shared_ptr<prometheus::Collectable> collectable();

 private:
  class Collector;
  std::shared_ptr<Collector> collector_;
};

}  // namespace liandong

#endif  // SHARED_METRICS_METRICS_H_
