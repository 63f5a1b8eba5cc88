// The situation board (7.4) and the timeline.
#ifndef SERVICES_COORDINATION_BOARD_BOARD_SERVICE_H_
#define SERVICES_COORDINATION_BOARD_BOARD_SERVICE_H_

#include "absl/status/statusor.h"
#include "liandong/coordination/v1/board.pb.h"
#include "shared/context/request_context.h"
#include "shared/storage/storage.h"

namespace liandong::coordination {

// Thread-safe. Contracts: protos/liandong/coordination/v1/board.proto.
class BoardService {
 public:
  explicit BoardService(Storage& storage) : storage_(storage) {}

  absl::StatusOr<v1::Board> GetBoard(const RequestContext& context,
                                     const v1::GetBoardRequest& request);
  absl::StatusOr<v1::ListTimelineResponse> ListTimeline(const RequestContext& context,
                                                        const v1::ListTimelineRequest& request);

 private:
  Storage& storage_;
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_BOARD_BOARD_SERVICE_H_
