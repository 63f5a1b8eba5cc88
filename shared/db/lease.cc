#include "shared/db/lease.h"

#include <algorithm>

#include "absl/time/clock.h"
#include "shared/crypto/uuid.h"
#include "shared/db/db_errors.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::db {
namespace {

constexpr char kFind[] = "SELECT holder, epoch, beat FROM leases WHERE name = ? LIMIT 1";
constexpr char kCreate[] = "INSERT INTO leases (name, holder, epoch, beat) VALUES (?, ?, 1, 0)";
constexpr char kTake[] =
    "UPDATE leases SET holder = ?, epoch = epoch + 1, beat = 0"
    " WHERE name = ? AND epoch = ? AND beat = ?";
constexpr char kRenew[] =
    "UPDATE leases SET beat = beat + 1 WHERE name = ? AND epoch = ? AND holder = ?";
constexpr char kRelease[] =
    "UPDATE leases SET holder = '', beat = beat + 1 WHERE name = ? AND epoch = ? AND holder = ?";

}  // namespace

bool LeaseGuard::held() const {
  absl::MutexLock lock(&lease_.mutex_);
  return lease_.epoch_ == epoch_ && lease_.clock_() < lease_.renewed_at_ + lease_.term_;
}

absl::Status LeaseGuard::CheckEpoch(Connection& connection) const {
  if (!held()) return Refuse(kLeaseLost, {{"lease", lease_.name_}});
  // A write rather than SELECT … FOR UPDATE: a cluster certifies the rows a transaction has
  // written, not those it has only locked on its own node.
  ASSIGN_OR_RETURN(int64_t matched,
                   connection.Execute(kRenew, {lease_.name_, epoch_, lease_.holder_}));
  if (matched != 1) return Refuse(kLeaseLost, {{"lease", lease_.name_}});
  return absl::OkStatus();
}

Lease::Lease(Pool& pool, std::string name, std::chrono::milliseconds term, MonotonicClock clock)
    : pool_(pool),
      name_(std::move(name)),
      holder_(crypto::UuidV4(crypto::SecureRandom())),
      term_(term),
      clock_(std::move(clock)) {}

bool Lease::held() const {
  absl::MutexLock lock(&mutex_);
  return epoch_ != 0 && clock_() < renewed_at_ + term_;
}

LeaseGuard Lease::guard() const {
  absl::MutexLock lock(&mutex_);
  return LeaseGuard(*this, epoch_);
}

std::chrono::milliseconds Lease::UntilDue() const {
  absl::MutexLock lock(&mutex_);
  if (epoch_ == 0) return term_ / 3;
  const auto rest =
      std::chrono::ceil<std::chrono::milliseconds>(renewed_at_ + term_ / 3 - clock_());
  return std::max(rest, std::chrono::milliseconds(0));
}

void Lease::SetHeld(int64_t epoch, MonotonicTime renewed_at) {
  absl::MutexLock lock(&mutex_);
  epoch_ = epoch;
  renewed_at_ = renewed_at;
}

absl::Status Lease::Run(std::string_view sql, const Values& values, int64_t& matched) {
  return Transact(pool_, absl::Now() + absl::FromChrono(term_ / 3),
                  [&](Connection& connection) -> absl::Status {
                    ASSIGN_OR_RETURN(matched, connection.Execute(sql, values));
                    return absl::OkStatus();
                  });
}

absl::StatusOr<bool> Lease::TryHold() {
  // The term counts from before the statement leaves: the database can only have acted later.
  const MonotonicTime start = clock_();
  bool holder = false;
  {
    absl::MutexLock lock(&mutex_);
    holder = epoch_ != 0;
    if (holder && start < renewed_at_ + term_ / 3) return true;
  }
  if (holder) {
    ASSIGN_OR_RETURN(const bool renewed, Renew(start));
    if (renewed) return true;
  }
  return Contend();
}

absl::StatusOr<bool> Lease::Renew(MonotonicTime start) {
  const int64_t epoch = guard().epoch();
  int64_t matched = 0;
  RETURN_IF_ERROR(Run(kRenew, {name_, epoch, holder_}, matched));
  if (matched == 1) {
    SetHeld(epoch, start);
    return true;
  }
  SetHeld(0, start);
  LOG_WARN("lease lost", {"lease", name_}, {"epoch", epoch});
  return false;
}

absl::StatusOr<bool> Lease::Contend() {
  const MonotonicTime start = clock_();
  ASSIGN_OR_RETURN(const Rows rows,
                   ReadRows(pool_, absl::Now() + absl::FromChrono(term_ / 3), kFind, {name_}));
  if (rows.empty()) return Create(start);
  const std::string& holder = rows[0].Text(0);
  const int64_t epoch = rows[0].Int(1);
  const int64_t beat = rows[0].Int(2);
  // Our own name stands there when the answer to an earlier take was lost on its way.
  if (holder.empty() || holder == holder_) return Take(start, epoch, beat);
  // Seen counts from after the answer: the beat may have come while it was under way.
  const MonotonicTime now = clock_();
  if (seen_.epoch != epoch || seen_.beat != beat) {
    seen_ = {epoch, beat, now};
    return false;
  }
  if (now < seen_.since + term_) return false;
  return Take(now, epoch, beat);
}

absl::StatusOr<bool> Lease::Create(MonotonicTime start) {
  int64_t matched = 0;
  absl::Status created = Run(kCreate, {name_, holder_}, matched);
  if (IsDuplicateKey(created)) return false;
  RETURN_IF_ERROR(created);
  SetHeld(1, start);
  return true;
}

absl::StatusOr<bool> Lease::Take(MonotonicTime start, int64_t epoch, int64_t beat) {
  int64_t matched = 0;
  RETURN_IF_ERROR(Run(kTake, {holder_, name_, epoch, beat}, matched));
  if (matched != 1) return false;
  SetHeld(epoch + 1, start);
  LOG_INFO("lease taken", {"lease", name_}, {"epoch", epoch + 1});
  return true;
}

void Lease::Release() {
  const int64_t epoch = guard().epoch();
  if (epoch == 0) return;
  SetHeld(0, clock_());
  int64_t matched = 0;
  absl::Status released = Run(kRelease, {name_, epoch, holder_}, matched);
  if (!released.ok()) {
    LOG_WARN("lease not released: it runs out by itself", {"lease", name_});
  }
}

}  // namespace liandong::db
