#include "shared/storage/stream_epoch.h"

#include "shared/crypto/uuid.h"
#include "shared/status/macros.h"

namespace liandong {
namespace {

constexpr char kFind[] = "SELECT epoch FROM stream_epoch WHERE id = 1 LIMIT 1";
constexpr char kInsert[] = "INSERT IGNORE INTO stream_epoch (id, epoch) VALUES (1, ?)";
constexpr char kDelete[] = "DELETE FROM stream_epoch WHERE id = 1";

std::string NewEpoch() { return crypto::UuidV4(crypto::SecureRandom()); }

}  // namespace

absl::StatusOr<std::string> EnsureStreamEpoch(db::Pool& pool, absl::Time deadline) {
  ASSIGN_OR_RETURN(db::Rows rows, db::ReadRows(pool, deadline, kFind));
  if (rows.empty()) {
    RETURN_IF_ERROR(db::Transact(pool, deadline, [](db::Connection& connection) {
      return connection.Execute(kInsert, {NewEpoch()}).status();
    }));
    ASSIGN_OR_RETURN(rows, db::ReadRows(pool, deadline, kFind));
  }
  if (rows.empty()) return absl::InternalError("the stream epoch can not be made");
  return rows[0].Text(0);
}

absl::Status RenewStreamEpoch(db::Connection& connection) {
  RETURN_IF_ERROR(connection.Execute(kDelete).status());
  return connection.Execute(kInsert, {NewEpoch()}).status();
}

}  // namespace liandong
