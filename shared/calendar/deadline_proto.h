// Deadlines as they stand in contracts; apart from deadline.h so that pure code needs no proto.
#ifndef SHARED_CALENDAR_DEADLINE_PROTO_H_
#define SHARED_CALENDAR_DEADLINE_PROTO_H_

#include "liandong/common/v1/deadline.pb.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline.h"

namespace liandong {

inline common::v1::Deadline ToProto(const Deadline& deadline) {
  common::v1::Deadline proto;
  *proto.mutable_legal_due() = ToProto(deadline.legal_due);
  *proto.mutable_safe_due() = ToProto(deadline.safe_due);
  proto.set_provisional(deadline.provisional);
  proto.set_source(deadline.source.law.zh +
                   (deadline.source.article.empty() ? "" : " " + deadline.source.article));
  const Name text = Explain(deadline);
  proto.set_explanation_en(text.en);
  proto.set_explanation_zh(text.zh);
  return proto;
}

}  // namespace liandong

#endif  // SHARED_CALENDAR_DEADLINE_PROTO_H_
