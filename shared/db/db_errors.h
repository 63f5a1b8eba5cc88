// What can go wrong in the database, as the code above may distinguish it.
#ifndef SHARED_DB_DB_ERRORS_H_
#define SHARED_DB_DB_ERRORS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "shared/status/reason.h"

namespace liandong::db {

inline constexpr Reason kDatabaseUnavailable{
    "DATABASE_UNAVAILABLE", absl::StatusCode::kUnavailable,
    "the database cannot be reached; whether a write took effect is unknown: send the same "
    "request_id again",
    "数据库暂不可用；写入是否已生效未知，请使用相同的request_id重新发送"};
inline constexpr Reason kDatabaseBusy{"DATABASE_BUSY", absl::StatusCode::kUnavailable,
                                      "no database connection or lock was free in time",
                                      "数据库繁忙，未能在时限内取得连接或锁"};
inline constexpr Reason kDatabaseError{"DATABASE_ERROR", absl::StatusCode::kInternal,
                                       "the database refused a statement (error {number})",
                                       "数据库拒绝执行语句（错误{number}）"};

// A unique key stood in the way. The name of the key tells the caller which promise it keeps.
bool IsDuplicateKey(const absl::Status& status);
bool IsDuplicateKey(const absl::Status& status, std::string_view key);
// A deadlock, lock wait or certification failure: the transaction may be run again.
bool IsRetryable(const absl::Status& status);
// The connection is gone; whether a COMMIT in flight took effect is unknown.
bool IsConnectionLost(const absl::Status& status);

// Builds the status for a server or client error number. `text` is used only to find the name of
// a violated key; it never reaches a caller.
absl::Status FromDriver(int number, std::string_view text);

}  // namespace liandong::db

#endif  // SHARED_DB_DB_ERRORS_H_
