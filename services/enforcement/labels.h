// How bodies, papers, means and signature slots are called in refusals.
#ifndef SERVICES_ENFORCEMENT_LABELS_H_
#define SERVICES_ENFORCEMENT_LABELS_H_

#include <string>
#include <string_view>

#include "liandong/enforcement/v1/action.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/status/refusal.h"

namespace liandong::enforcement {

// "Public Security Bureau" / "公安局". A value without a label is called by its enum name.
Name LabelOf(common::v1::Agency body);
Name LabelOf(v1::AttachmentKind kind);
Name LabelOf(v1::ResourceKind kind);
Name LabelOf(v1::SignatureSlot slot);

// {key} and {key}_zh for a reason's texts.
inline Metadata Labelled(std::string_view key, const Name& name) {
  return {{std::string(key), name.en}, {std::string(key) + "_zh", name.zh}};
}

}  // namespace liandong::enforcement

#endif  // SERVICES_ENFORCEMENT_LABELS_H_
