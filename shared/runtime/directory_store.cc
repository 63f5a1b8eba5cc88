#include "shared/runtime/directory_store.h"

#include "absl/time/clock.h"
#include "shared/db/db_errors.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/mutation.h"

namespace liandong {
namespace {

constexpr char kInsert[] = "INSERT INTO directories (version, signed) VALUES (?, ?)";
constexpr char kSelect[] = "SELECT signed FROM directories WHERE version = ? LIMIT 1";
// More than one: forged rows must not hide the newest true one.
constexpr char kSelectNewer[] =
    "SELECT version, signed FROM directories WHERE version > ? ORDER BY version DESC LIMIT 20";
constexpr absl::Duration kFollowTimeMax = absl::Seconds(5);

}  // namespace

DirectoryStore::~DirectoryStore() { Stop(); }

absl::StatusOr<int64_t> DirectoryStore::Install(
    Storage& storage, const RequestContext& context,
    const common::v1::InstallDirectoryRequest& request) {
  const common::v1::SignedDirectory& directory = request.directory();
  RETURN_IF_ERROR(
      MutateOnce(storage, context, request, [&](db::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(const auto next, holder_.Check(directory, absl::Now()));
        const std::string bytes = directory.SerializeAsString();
        absl::Status inserted = connection.Execute(kInsert, {next->version(), bytes}).status();
        if (!db::IsDuplicateKey(inserted)) return inserted;
        // Told under another request_id, perhaps at another replica that this one has yet to
        // follow.
        ASSIGN_OR_RETURN(const db::Rows rows, connection.Query(kSelect, {next->version()}));
        if (!rows.empty() && rows[0].Text(0) == bytes) return absl::OkStatus();
        const std::string version = std::to_string(next->version());
        return Refuse(auth::kDirectoryOutdated, {{"version", version}, {"current", version}});
      }));
  const absl::Status installed = holder_.Install(directory, absl::Now());
  // A newer one may have come since, also since this very request was first answered.
  if (!installed.ok() && ReasonOf(installed) != auth::kDirectoryOutdated.name) return installed;
  common::v1::DirectorySnapshot snapshot;
  if (!snapshot.ParseFromString(directory.payload())) {
    return absl::InternalError("a checked directory does not parse");
  }
  return snapshot.version();
}

absl::Status DirectoryStore::Follow(absl::Time deadline) {
  const auto current = holder_.Get();
  ASSIGN_OR_RETURN(
      const db::Rows rows,
      db::ReadRows(pool_, deadline, kSelectNewer, {current == nullptr ? 0 : current->version()}));
  for (const db::Row& row : rows) {
    common::v1::SignedDirectory directory;
    const absl::Status installed = directory.ParseFromString(row.Text(1))
                                       ? holder_.Install(directory, absl::Now())
                                       : absl::DataLossError("does not parse");
    if (installed.ok()) {
      LOG_INFO("directory in force", {"version", row.Int(0)});
      return absl::OkStatus();
    }
    LOG_ERROR("a stored directory can not be put in force", {"version", row.Int(0)},
              {"reason", ReasonOf(installed)});
  }
  return absl::OkStatus();
}

void DirectoryStore::Start(std::chrono::milliseconds interval) {
  thread_ = std::thread([this, interval] { Run(interval); });
}

void DirectoryStore::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void DirectoryStore::Run(std::chrono::milliseconds interval) {
  std::unique_lock lock(mutex_);
  while (!woken_.wait_for(lock, interval, [this] { return stopping_; })) {
    lock.unlock();
    const absl::Status followed = Follow(absl::Now() + kFollowTimeMax);
    if (!followed.ok()) {
      LOG_WARN("directories not looked for", {"reason", ReasonOf(followed)});
    }
    lock.lock();
  }
}

}  // namespace liandong
