// Everything the sample story needs, as real processes: a durable database, certificates and keys,
// the signed directory of samples/principals.json and the six services.
#ifndef TESTS_SUPPORT_STORY_WORLD_H_
#define TESTS_SUPPORT_STORY_WORLD_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/testing/test_pki.h"
#include "tests/support/child_process.h"
#include "tests/support/mariadb_process.h"
#include "tests/support/service_process.h"

namespace liandong::testing {

// Not thread-safe: one thread starts, restarts and ends it.
class StoryWorld {
 public:
  // Serving when it returns, business time at the first instant of the story.
  static absl::StatusOr<std::unique_ptr<StoryWorld>> Start();

  // From right to left: a service calls only those before it.
  static const std::vector<common::v1::Service>& Services();

  MariaDbProcess& mariadb() { return *mariadb_; }
  // To the database of a service, as administrator.
  const db::ConnectOptions& database(common::v1::Service service) const {
    return databases_.at(service);
  }
  ServiceProcess& service(common::v1::Service service) { return *services_.at(service); }
  // Where GET /metrics is answered on 127.0.0.1.
  int metrics_port(common::v1::Service service) const { return metrics_ports_.at(service); }
  // "funds=127.0.0.1:PORT,…"
  std::string peers() const;
  // A folder that ends with the world.
  const TestFolder& folder() const { return folder_; }

  // liandongctl with these arguments, for whom the world's keys and addresses are set; not started.
  std::unique_ptr<ChildProcess> Ctl(std::vector<std::string> arguments);
  // The player of the sample story, not started. It says one line a step, and at the end
  // "story: N steps, N as expected, 0 unexpected".
  std::unique_ptr<ChildProcess> Story();

 private:
  StoryWorld() = default;
  // Certificates, keys, directory, start of business time.
  absl::Status Prepare();
  absl::Status StartService(common::v1::Service service);
  std::string Path(const std::string& name) const { return folder_.path() + "/" + name; }

  TestFolder folder_;
  std::string clock_start_;
  int outputs_ = 0;
  std::map<common::v1::Service, int> ports_;
  std::map<common::v1::Service, int> metrics_ports_;
  std::map<common::v1::Service, db::ConnectOptions> databases_;
  std::unique_ptr<MariaDbProcess> mariadb_;
  std::map<common::v1::Service, std::unique_ptr<ServiceProcess>> services_;
};

// How many steps a player has played that said `output`.
int StepsPlayed(const std::string& output);
// Waits until the player has played so many steps. False when it ends before, when a step was not
// as expected, or when it says nothing for longer than any step may take.
bool AwaitSteps(ChildProcess& story, int steps);

}  // namespace liandong::testing

#endif  // TESTS_SUPPORT_STORY_WORLD_H_
