// Business time of the services that take part in a story, moved together.
#ifndef SERVICES_CLI_STORY_BUSINESS_CLOCK_H_
#define SERVICES_CLI_STORY_BUSINESS_CLOCK_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "services/cli/contracts.h"
#include "services/cli/credentials.h"

namespace liandong::cli {

// How a step calls: Client::Call with the story's options, or a fake in tests.
using CallFunction =
    std::function<absl::Status(const Endpoint&, const Principal&, const google::protobuf::Message&,
                               google::protobuf::Message&)>;

class BusinessClock {
 public:
  // `services` from right to left.
  BusinessClock(std::string scenario_id, std::vector<std::string> services, CallFunction call);

  // Of the service that is furthest; the error of one that does not answer.
  absl::StatusOr<absl::Time> Latest();

  // Moves every service that is behind `instant` to it, then waits, right to left, until each has
  // passed it with all that follows from it: so that streams have been consumed when it returns.
  absl::Status MoveTo(absl::Time instant);

 private:
  absl::Status Move(const std::string& service, absl::Time instant);
  absl::Status Quiesce(const std::string& service);

  const std::string scenario_id_;
  const std::vector<std::string> services_;
  const CallFunction call_;
};

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_BUSINESS_CLOCK_H_
