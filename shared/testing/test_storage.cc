#include "shared/testing/test_storage.h"

#include <cstdio>
#include <cstdlib>

#include "absl/time/clock.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/uuid.h"
#include "shared/storage/migrations.h"

namespace liandong::testing {
namespace {

crypto::KeyRing TestKeys() {
  const std::string line =
      "dev-test " + crypto::Base64UrlEncode(std::string(32, '\x17')) + " active\n";
  auto keys = crypto::KeyRing::Parse(line, crypto::DevelopmentKeys::kAccepted);
  if (!keys.ok()) std::abort();
  return *std::move(keys);
}

absl::Time Local(const std::string& text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime("%Y-%m-%d %H:%M", text, absl::FixedTimeZone(8 * 3600), &time, &error)) {
    std::fprintf(stderr, "bad time %s\n", text.c_str());
    std::abort();
  }
  return time;
}

}  // namespace

TestStorage::TestStorage(std::string service, const std::vector<db::MigrationFile>& migrations)
    : now_(Local("2026-02-27 09:00")), clock_([this] { return now_; }), keys_(TestKeys()) {
  // The tests' account is the administrator: grants are tested by tests/system.
  const std::vector<std::pair<std::string, std::string>> substitutions = {
      {"prefix", ""}, {"database", database_.options().database}, {"runtime", "root@localhost"}};
  absl::Status status = db::Migrate(
      database_.options(),
      {{.component = "shared", .files = shared_migrations(), .substitutions = substitutions},
       {.component = service, .files = migrations, .substitutions = substitutions}});
  if (!status.ok()) {
    std::fprintf(stderr, "migration: %s\n", status.ToString().c_str());
    std::abort();
  }
  storage_ = std::make_unique<Storage>(service, database_.pool(), keys_, clock_);
}

void TestStorage::SetNow(const std::string& local) { now_ = Local(local); }

RequestContext TestStorage::Context(common::v1::Agency capacity, std::string agency,
                                    std::string officer, std::string method) const {
  RequestContext context;
  context.caller.agency = std::move(agency);
  context.caller.capacity = capacity;
  context.caller.officer = std::move(officer);
  context.caller.territories = {"431103", "431171"};
  context.scope.territories = context.caller.territories;
  context.method = std::move(method);
  context.now = clock_.Now();
  context.deadline = absl::Now() + absl::Seconds(20);
  return context;
}

std::string NewRequestId() { return crypto::UuidV4(crypto::SecureRandom()); }

}  // namespace liandong::testing
