#include "shared/storage/difference.h"

#include "absl/strings/str_cat.h"

namespace liandong {
namespace {

const char* NameOf(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::kPlaceMissing:
      return "PLACE_MISSING";
    case Difference::Kind::kChangeMissing:
      return "CHANGE_MISSING";
    case Difference::Kind::kChangeAltered:
      return "CHANGE_ALTERED";
    case Difference::Kind::kHashAltered:
      return "HASH_ALTERED";
    case Difference::Kind::kEntryAltered:
      return "ENTRY_ALTERED";
    case Difference::Kind::kChangeWithoutPlace:
      return "CHANGE_WITHOUT_PLACE";
    case Difference::Kind::kOtherChain:
      return "OTHER_CHAIN";
    case Difference::Kind::kTailCut:
      return "TAIL_CUT";
    case Difference::Kind::kTailRewritten:
      return "TAIL_REWRITTEN";
    case Difference::Kind::kResourceWithoutChange:
      return "RESOURCE_WITHOUT_CHANGE";
    case Difference::Kind::kResourceVersion:
      return "RESOURCE_VERSION";
    case Difference::Kind::kResourceDocument:
      return "RESOURCE_DOCUMENT";
    case Difference::Kind::kResourceColumn:
      return "RESOURCE_COLUMN";
    case Difference::Kind::kResourceUnreadable:
      return "RESOURCE_UNREADABLE";
    case Difference::Kind::kResourceMissing:
      return "RESOURCE_MISSING";
    case Difference::Kind::kTypeUnknown:
      return "TYPE_UNKNOWN";
  }
  return "UNKNOWN";
}

}  // namespace

std::string Difference::Text() const {
  std::string text = NameOf(kind);
  const char* separator = " ";
  const auto add = [&](const std::string& part) {
    absl::StrAppend(&text, separator, part);
    separator = ", ";
  };
  if (seq != 0) add(absl::StrCat("seq ", seq));
  if (change_id != 0) add(absl::StrCat("change ", change_id));
  if (!resource.empty()) add(version != 0 ? absl::StrCat(resource, "@", version) : resource);
  if (!detail.empty()) add(detail);
  return text;
}

}  // namespace liandong
