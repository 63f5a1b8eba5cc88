#include "services/cli/story/values.h"

#include <optional>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "shared/status/macros.h"

namespace liandong::cli {
namespace {

using google::protobuf::Message;
using google::protobuf::Timestamp;
using google::type::Date;

bool IsName(std::string_view text) {
  return !text.empty() && text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == text.npos;
}

// A text in pieces: what stands between the variables, and their names.
struct Pieces {
  std::vector<std::string> texts;  // one more than names
  std::vector<std::string> names;
};

absl::StatusOr<Pieces> Split(std::string_view text) {
  Pieces pieces;
  while (true) {
    const size_t open = text.find("${");
    pieces.texts.emplace_back(text.substr(0, open));
    if (open == text.npos) return pieces;
    const size_t close = text.find('}', open);
    const std::string_view name =
        close == text.npos ? std::string_view() : text.substr(open + 2, close - open - 2);
    if (!IsName(name)) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", std::string(text.substr(open)), "\": a variable is written ${name}"));
    }
    pieces.names.emplace_back(name);
    text.remove_prefix(close + 1);
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> VariablesIn(std::string_view text) {
  ASSIGN_OR_RETURN(Pieces pieces, Split(text));
  return std::move(pieces.names);
}

absl::StatusOr<std::string> Expand(std::string_view text, const Variables& variables) {
  ASSIGN_OR_RETURN(const Pieces pieces, Split(text));
  std::string expanded = pieces.texts[0];
  for (size_t i = 0; i < pieces.names.size(); ++i) {
    const auto found = variables.find(pieces.names[i]);
    if (found == variables.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat("${", pieces.names[i], "} has not been saved"));
    }
    if (found->second.message != nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("${", pieces.names[i], "} is a whole message, not a text"));
    }
    absl::StrAppend(&expanded, found->second.text, pieces.texts[i + 1]);
  }
  return expanded;
}

const Variable* WholeVariable(std::string_view text, const Variables& variables) {
  const auto pieces = Split(text);
  if (!pieces.ok() || pieces->names.size() != 1 || !pieces->texts[0].empty() ||
      !pieces->texts[1].empty()) {
    return nullptr;
  }
  const auto found = variables.find(pieces->names[0]);
  return found == variables.end() ? nullptr : &found->second;
}

absl::TimeZone BusinessZone() { return absl::FixedTimeZone(8 * 60 * 60); }

absl::StatusOr<absl::Time> ParseInstant(std::string_view text) {
  const std::string copy(text);
  absl::Time instant;
  for (const char* format : {"%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"}) {
    if (absl::ParseTime(format, copy, BusinessZone(), &instant, nullptr)) return instant;
  }
  if (absl::ParseTime(absl::RFC3339_full, copy, &instant, nullptr)) return instant;
  return absl::InvalidArgumentError(
      absl::StrCat("\"", copy, "\" is no instant, e.g. 2026-02-28 09:00"));
}

std::string InstantText(absl::Time instant) {
  return absl::FormatTime("%Y-%m-%d %H:%M", instant, BusinessZone());
}

absl::StatusOr<bool> SetFromText(std::string_view text, Message& message) {
  if (message.GetDescriptor() == Date::descriptor()) {
    absl::CivilDay day;
    if (!absl::ParseCivilTime(std::string(text), &day)) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", std::string(text), "\" is no day, e.g. 2026-03-05"));
    }
    auto& date = static_cast<Date&>(message);
    date.set_year(static_cast<int32_t>(day.year()));
    date.set_month(day.month());
    date.set_day(day.day());
    return true;
  }
  if (message.GetDescriptor() == Timestamp::descriptor()) {
    ASSIGN_OR_RETURN(const absl::Time instant, ParseInstant(text));
    const int64_t seconds = absl::ToUnixSeconds(instant);
    auto& timestamp = static_cast<Timestamp&>(message);
    timestamp.set_seconds(seconds);
    timestamp.set_nanos(
        static_cast<int32_t>((instant - absl::FromUnixSeconds(seconds)) / absl::Nanoseconds(1)));
    return true;
  }
  return false;
}

std::optional<std::string> MessageText(const Message& message) {
  if (message.GetDescriptor() == Date::descriptor()) {
    const auto& date = static_cast<const Date&>(message);
    return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
  }
  if (message.GetDescriptor() == Timestamp::descriptor()) {
    const auto& timestamp = static_cast<const Timestamp&>(message);
    return absl::FormatTime(
        absl::RFC3339_full,
        absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos()),
        absl::UTCTimeZone());
  }
  return std::nullopt;
}

}  // namespace liandong::cli
