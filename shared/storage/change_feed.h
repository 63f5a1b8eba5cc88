// What the Watch streams read: the changes of one table set in the order of its chain, as far as
// the caller may see them.
//
//   ASSIGN_OR_RETURN(ChangeFeed::Cursor cursor, feed.Open(context, token, filter, mask));
//   ASSIGN_OR_RETURN(std::vector<common::v1::Change> changes, cursor.Next(200, deadline));
#ifndef SHARED_STORAGE_CHANGE_FEED_H_
#define SHARED_STORAGE_CHANGE_FEED_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "liandong/common/v1/changes.pb.h"
#include "shared/context/request_context.h"
#include "shared/status/reason.h"
#include "shared/storage/chain.h"
#include "shared/storage/storage.h"

namespace liandong {

inline constexpr Reason kResumeTokenInvalid{
    "RESUME_TOKEN_INVALID", absl::StatusCode::kInvalidArgument,
    "the resume token was not given to this caller for this project",
    "续读标记与调用方或项目不符"};
// OUT_OF_RANGE: the position lies in no stream that exists, and asking again does not help.
inline constexpr Reason kStreamReset{
    "STREAM_RESET", absl::StatusCode::kOutOfRange,
    "the stream was restored to an earlier state; read it from the beginning",
    "数据流已恢复至较早状态，请从头读取"};
// While a release is rolled out, another replica may know it.
inline constexpr Reason kChangeTypeUnknown{
    "CHANGE_TYPE_UNKNOWN", absl::StatusCode::kUnavailable,
    "this replica does not know resources of type {type} yet", "本副本尚不识别{type}类型的资源"};

struct FeedFilter {
  // Full message names asked for; empty: every admitted one. They and the next may grow with a
  // release, and tokens live on: what lies before the position stays unread.
  std::vector<std::string> types;
  // What the caller may see at all.
  std::vector<std::string> admitted_types;
  // "projects/P1": that resource and everything below it; empty: everything.
  std::string parent;
};

class ChangeFeed {
 public:
  // Blanks what the caller may not see of a decoded resource.
  using Mask = std::function<void(google::protobuf::Message&)>;

  // A place in the stream. Used by one thread at a time; the feed's storage outlives it.
  class Cursor {
   public:
    // The next changes, at most `max` (1 to kChangesMax), in the order of the chain and therefore
    // of each resource's versions. One call looks through at most kScanMax places, so that it may
    // bring nothing and still have moved: call again at once unless caught_up().
    //
    // A document carries its etag. That of an erased subject is empty: its type is told, no field
    // is. `deadline` is machine time. STREAM_RESET, CHANGE_TYPE_UNKNOWN; after an error the cursor
    // stands where it stood.
    absl::StatusOr<std::vector<common::v1::Change>> Next(int max, absl::Time deadline);

    // Nothing was waiting at the end of the last Next.
    bool caught_up() const { return caught_up_; }
    // Where Next goes on: moves past changes that this caller does not see as well. All tokens are
    // equally long, and equal positions have different ones.
    absl::StatusOr<std::string> Token() const { return TokenAt(seq_); }
    // Place of the last change that was looked at; for metrics, never for a caller.
    int64_t seq() const { return seq_; }

    static constexpr int64_t kScanMax = 5'000;
    static constexpr int kChangesMax = 1'000;

   private:
    friend class ChangeFeed;
    Cursor(Storage& storage, Scope scope, Mask mask)
        : storage_(storage), scope_(std::move(scope)), mask_(std::move(mask)) {}
    absl::StatusOr<int64_t> ReadHead(db::Connection& connection) const;
    absl::StatusOr<db::Rows> ReadVisible(db::Connection& connection, int64_t up_to, int max) const;
    absl::StatusOr<std::string> TokenAt(int64_t seq) const;
    absl::StatusOr<common::v1::Change> Deliver(db::Connection& connection,
                                               SubjectKeys::Session& session, int64_t seq,
                                               const ChangeRecord& record) const;

    Storage& storage_;
    Scope scope_;
    Mask mask_;
    std::vector<std::string> types_;
    std::string parent_;
    std::string epoch_;
    std::string binding_;
    int64_t seq_ = 0;
    bool caught_up_ = false;
  };

  explicit ChangeFeed(Storage& storage) : storage_(storage) {}

  // Stands after the change whose token it is given; at the beginning when there is none. What the
  // caller may see is fixed here: open again with Token() when it may have changed.
  // RESUME_TOKEN_INVALID, STREAM_RESET.
  absl::StatusOr<Cursor> Open(const RequestContext& context, std::string_view resume_token,
                              const FeedFilter& filter, Mask mask);

  // Place of the newest change in the chain; 0 when there is none.
  absl::StatusOr<int64_t> HeadSeq(absl::Time deadline);

 private:
  Storage& storage_;
};

}  // namespace liandong

#endif  // SHARED_STORAGE_CHANGE_FEED_H_
