// Plays a scenario and prints what happens.
#ifndef SERVICES_CLI_STORY_PLAYER_H_
#define SERVICES_CLI_STORY_PLAYER_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "services/cli/story/business_clock.h"
#include "services/cli/story/scenario.h"
#include "services/cli/story/values.h"

namespace liandong::cli {

struct PlayerOptions {
  std::string samples;
  // First row to play; empty: the first of all.
  std::string from_row;
  // Columns of a line; 0: as many as it needs.
  size_t width_max = 0;
  // Between two looks at an answer that is still pending.
  std::function<void(absl::Duration)> pause;
};

class Player {
 public:
  Player(const Scenario& scenario, CallFunction call, PlayerOptions options, std::ostream& out);

  // Plays all steps from the first (or from_row) on, then the final checks; only these when
  // business time is past the last step. A step before from_row is called again where it saves
  // something, to learn it anew. The last line is "story: N steps, N as expected, 0 unexpected".
  // True when nothing was unexpected.
  bool Play();

 private:
  struct Result {
    absl::Status status;
    std::unique_ptr<google::protobuf::Message> response;
    std::vector<std::string> problems;
  };

  bool PlaySteps(size_t first);
  bool PlayFinal();
  Result Run(const Step& step);
  absl::StatusOr<std::unique_ptr<google::protobuf::Message>> MakeRequest(const Step& step) const;
  void CallOnce(const Step& step, const google::protobuf::Message& request, Result& result);
  void CallAgain(const Step& step, const google::protobuf::Message& request, Result& result);
  void AwaitOutcome(const Step& step, const google::protobuf::Message& request, Result& result);
  Variables VariablesFor(const Step& step) const;
  void Recall(size_t end);
  void Save(const Step& step, Result& result);

  void PrintHead();
  void PrintLine(const std::vector<std::string>& cells);
  void PrintStep(const Step& step, const Result& result);
  bool PrintEnd();

  const Scenario& scenario_;
  const CallFunction call_;
  const PlayerOptions options_;
  std::ostream& out_;
  BusinessClock clock_;
  std::vector<size_t> widths_;
  Variables saved_;
  size_t steps_ = 0;
  size_t as_expected_ = 0;
};

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_PLAYER_H_
