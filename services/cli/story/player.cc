#include "services/cli/story/player.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/cli/files.h"
#include "services/cli/refusal_text.h"
#include "services/cli/story/expectation.h"
#include "services/cli/story/table.h"
#include "services/cli/story/yaml_message.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

using google::protobuf::Message;

// Business time runs while the services start: it may be that far past the first step.
constexpr absl::Duration kStartSlack = absl::Minutes(10);
constexpr absl::Duration kPendingPause = absl::Milliseconds(500);
constexpr int kPendingLooksMax = 120;

constexpr size_t kOutcomeColumn = 5;

std::vector<std::string> Titles() {
  return {"step", "day", "clause", "agency", "service.method", "outcome", "reason", "what"};
}

std::string MethodText(const Step& step) {
  return absl::StrCat(step.endpoint.service, ".", step.endpoint.method->name());
}

std::string DayText(const Step& step) {
  return step.at == absl::Time() ? "" : InstantText(step.at);
}

std::vector<std::string> Cells(const Step& step, const std::string& outcome,
                               const std::string& reason) {
  return {step.id,          DayText(step), step.clause, step.principal.text(),
          MethodText(step), outcome,       reason,      step.what};
}

// Whether the answer waits for the outcome of a command to another service.
bool IsPending(const Message& response) {
  const auto* field = response.GetDescriptor()->FindFieldByName("state");
  if (field == nullptr || field->is_repeated() || field->enum_type() == nullptr) return false;
  const auto* value = field->enum_type()->FindValueByNumber(
      response.GetReflection()->GetEnumValue(response, field));
  return value != nullptr && absl::EndsWith(value->name(), "_PENDING");
}

std::vector<std::string> LinesOf(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

bool SameAnswer(const absl::Status& a, const Message& response_a, const absl::Status& b,
                const Message& response_b) {
  if (a.code() != b.code() || ReasonOf(a) != ReasonOf(b)) return false;
  return !a.ok() || google::protobuf::util::MessageDifferencer::Equals(response_a, response_b);
}

}  // namespace

Player::Player(const Scenario& scenario, CallFunction call, PlayerOptions options,
               std::ostream& out)
    : scenario_(scenario),
      call_(std::move(call)),
      options_(std::move(options)),
      out_(out),
      clock_(scenario.id, scenario.services, call_) {}

bool Player::Play() {
  size_t first = 0;
  if (!options_.from_row.empty()) {
    const auto found =
        std::find_if(scenario_.steps.begin(), scenario_.steps.end(),
                     [this](const Step& step) { return step.row == options_.from_row; });
    if (found == scenario_.steps.end()) {
      out_ << "the scenario has no row " << options_.from_row << "\n";
      return false;
    }
    first = found - scenario_.steps.begin();
  }
  const absl::StatusOr<absl::Time> now = clock_.Latest();
  if (!now.ok()) {
    out_ << "business time can not be read: " << Describe(now.status());
    return false;
  }
  const bool started = *now > scenario_.steps.front().at + kStartSlack;
  if (options_.from_row.empty() && started) {
    if (*now >= scenario_.steps.back().at) return PlayFinal();
    const auto next = std::find_if(scenario_.steps.begin(), scenario_.steps.end(),
                                   [&now](const Step& step) { return step.at >= *now; });
    out_ << "the story was begun and not finished: business time is " << InstantText(*now)
         << ", its first step " << InstantText(scenario_.steps.front().at)
         << ".\nGo on with --from " << next->row << ", or start with an empty data directory.\n";
    return false;
  }
  return PlaySteps(first);
}

bool Player::PlaySteps(size_t first) {
  Recall(first);
  steps_ = scenario_.steps.size() - first + scenario_.final.size();
  PrintHead();
  absl::Time reached = absl::InfinitePast();
  for (size_t i = first; i < scenario_.steps.size(); ++i) {
    const Step& step = scenario_.steps[i];
    if (step.at > reached) {
      reached = step.at;
      const absl::Status moved = clock_.MoveTo(reached);
      if (!moved.ok()) {
        out_ << "business time can not be moved to " << InstantText(reached) << ", step " << step.id
             << ": " << Describe(moved) << "the steps from here on were not played\n";
        return PrintEnd();
      }
    }
    PrintStep(step, Run(step));
  }
  for (const Step& step : scenario_.final) PrintStep(step, Run(step));
  return PrintEnd();
}

bool Player::PlayFinal() {
  out_ << "the story was already played; its final checks:\n";
  // Final checks may look at what steps saved.
  Recall(scenario_.steps.size());
  steps_ = scenario_.final.size();
  PrintHead();
  for (const Step& step : scenario_.final) PrintStep(step, Run(step));
  return PrintEnd();
}

void Player::Recall(size_t end) {
  for (size_t i = 0; i < end; ++i) {
    const Step& step = scenario_.steps[i];
    if (!step.saves.empty()) Run(step);  // whoever misses a variable says so
  }
}

Player::Result Player::Run(const Step& step) {
  Result result{absl::OkStatus(), NewMessage(step.endpoint.method->output_type()), {}};
  const auto request = MakeRequest(step);
  if (!request.ok()) {
    result.status = request.status();
    result.problems = {"not sent"};
    return result;
  }
  CallOnce(step, **request, result);
  AwaitOutcome(step, **request, result);
  CallAgain(step, **request, result);
  Save(step, result);
  return result;
}

Variables Player::VariablesFor(const Step& step) const {
  Variables variables = step.locals;
  variables.insert(saved_.begin(), saved_.end());
  return variables;
}

absl::StatusOr<std::unique_ptr<Message>> Player::MakeRequest(const Step& step) const {
  auto request = NewMessage(step.endpoint.method->input_type());
  if (step.request != nullptr) {
    const Variables variables = VariablesFor(step);
    const auto problems = ReadMessage(*step.request, &variables, *request);
    if (!problems.empty()) return absl::InvalidArgumentError(absl::StrJoin(problems, "; "));
  }
  for (const auto& [field, file] : step.files) {
    ASSIGN_OR_RETURN(std::string content,
                     ReadFile((std::filesystem::path(options_.samples) / file).string()));
    RETURN_IF_ERROR(SetText(field, std::move(content), *request));
  }
  FillRequestId(*request, StepRequestId(scenario_.id, step.id));
  return request;
}

void Player::CallOnce(const Step& step, const Message& request, Result& result) {
  result.status = call_(step.endpoint, step.principal, request, *result.response);
  result.problems = Compare(step.expected, result.status, *result.response, VariablesFor(step));
}

// A step that was answered PENDING, because another service was away, is asked again: the same
// request answers the outcome once it is known.
void Player::AwaitOutcome(const Step& step, const Message& request, Result& result) {
  for (int looks = 0; looks < kPendingLooksMax; ++looks) {
    const bool waits =
        !result.problems.empty() && result.status.ok() && IsPending(*result.response);
    if (!waits) return;
    options_.pause(kPendingPause);
    CallOnce(step, request, result);
  }
}

void Player::CallAgain(const Step& step, const Message& request, Result& result) {
  for (int i = 2; i <= step.repeat; ++i) {
    const auto response = NewMessage(step.endpoint.method->output_type());
    const absl::Status status = call_(step.endpoint, step.principal, request, *response);
    if (SameAnswer(result.status, *result.response, status, *response)) continue;
    result.problems.push_back(absl::StrCat("answer ", i, " to the same request differs: ",
                                           status.ok() ? ToJson(*response) : Describe(status)));
  }
}

void Player::Save(const Step& step, Result& result) {
  if (!result.status.ok()) return;
  for (const auto& [name, path] : step.saves) {
    absl::StatusOr<Variable> value = Keep(path, *result.response);
    if (value.ok()) {
      saved_[name] = *std::move(value);
    } else {
      result.problems.emplace_back(value.status().message());
    }
  }
}

void Player::PrintHead() {
  std::vector<std::vector<std::string>> lines = {Titles()};
  for (const auto* steps : {&scenario_.steps, &scenario_.final}) {
    for (const Step& step : *steps) lines.push_back(Cells(step, "REFUSED", step.expected.reason));
  }
  widths_.assign(lines[0].size(), 0);
  for (const auto& cells : lines) {
    for (size_t i = 0; i < cells.size(); ++i) {
      widths_[i] = std::max(widths_[i], DisplayWidth(cells[i]));
    }
  }
  if (!scenario_.title.empty()) out_ << scenario_.title << "\n";
  PrintLine(Titles());
}

void Player::PrintLine(const std::vector<std::string>& cells) {
  out_ << TableLine(cells, widths_, options_.width_max) << std::endl;
}

void Player::PrintStep(const Step& step, const Result& result) {
  const std::string reason = ReasonOf(result.status);
  const bool refused = !reason.empty();
  std::vector<std::string> cells =
      Cells(step,
            result.status.ok() ? "OK"
            : refused          ? "REFUSED"
                               : "FAILED",
            refused || result.status.ok() ? reason : std::string(CodeText(result.status.code())));
  if (result.problems.empty()) {
    ++as_expected_;
    PrintLine(cells);
    return;
  }
  cells[kOutcomeColumn] += " !";
  PrintLine(cells);
  out_ << "    unexpected: " << step.source << "\n";
  for (const std::string& problem : result.problems) out_ << "    " << problem << "\n";
  const std::string answer =
      result.status.ok() ? ToJson(*result.response) : Describe(result.status);
  for (const std::string& line : LinesOf(answer)) {
    out_ << "    " << line << "\n";
  }
}

bool Player::PrintEnd() {
  out_ << "story: " << steps_ << " steps, " << as_expected_ << " as expected, "
       << steps_ - as_expected_ << " unexpected" << std::endl;
  return as_expected_ == steps_;
}

}  // namespace liandong::cli
