// Places in an answer, as checks and saves name them:
//   state                         a field
//   fund.bank                     a field of a field
//   lines[2].approved_fen         the third item of a list
//   lines[purpose=PURPOSE_WORK].approved_fen   the first item whose field has that value
//   lines.size()                  how many items
#ifndef SERVICES_CLI_STORY_FIELD_PATH_H_
#define SERVICES_CLI_STORY_FIELD_PATH_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace liandong::cli {

// What stands at a path.
struct Found {
  // False for a message or optional field that is not set; everything else is then empty.
  bool set = true;
  // A list of single values has one text for each; everything else at most one. Enums are names,
  // bytes are themselves, dates 2026-03-05, instants RFC 3339.
  bool list = false;
  std::vector<std::string> texts;
  // A message that is no date or instant; owned by the answer.
  const google::protobuf::Message* message = nullptr;
};

class FieldPath {
 public:
  // INVALID_ARGUMENT when messages of type `root` have no such place.
  static absl::StatusOr<FieldPath> Parse(const google::protobuf::Descriptor* root,
                                         std::string_view text);

  const std::string& text() const { return text_; }
  // Whether it leads to one value or message, never to a list.
  bool is_single() const;
  // Whether it leads to a message that is no date or instant.
  bool is_message() const;
  // Whether it leads to an instant, which is compared as such.
  bool is_instant() const;
  // Whether it leads to integers, or to a size.
  bool is_integer() const;

  // NOT_FOUND when a list has no such item. `root` is of the type the path was parsed for.
  absl::StatusOr<Found> Read(const google::protobuf::Message& root) const;

 private:
  struct Segment {
    const google::protobuf::FieldDescriptor* field = nullptr;
    std::optional<int> index;
    const google::protobuf::FieldDescriptor* key = nullptr;
    std::string key_value;

    bool picks_item() const { return index.has_value() || key != nullptr; }
  };

  static absl::StatusOr<Segment> ParseSegment(const google::protobuf::Descriptor* type,
                                              std::string_view text);
  absl::StatusOr<int> ItemOf(const Segment& segment, const google::protobuf::Message& parent) const;

  std::string text_;
  std::vector<Segment> segments_;
  bool size_ = false;
};

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_FIELD_PATH_H_
