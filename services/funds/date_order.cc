#include "services/funds/date_order.h"

#include "services/funds/funds_reasons.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {

absl::Status CheckOrder(const std::vector<NamedDate>& dates) {
  for (size_t i = 0; i + 1 < dates.size(); ++i) {
    ASSIGN_OR_RETURN(Date earlier, FromProto(dates[i].date));
    ASSIGN_OR_RETURN(Date later, FromProto(dates[i + 1].date));
    if (earlier > later) {
      return Refuse(kDatesOutOfOrder, {{"earlier", dates[i].name}, {"later", dates[i + 1].name}});
    }
  }
  return absl::OkStatus();
}

}  // namespace liandong::funds
