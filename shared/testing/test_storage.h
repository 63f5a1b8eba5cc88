// A migrated database with keys and a clock that stands still until it is moved.
#ifndef SHARED_TESTING_TEST_STORAGE_H_
#define SHARED_TESTING_TEST_STORAGE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "liandong/common/v1/options.pb.h"
#include "shared/context/request_context.h"
#include "shared/crypto/keyring.h"
#include "shared/db/migrator.h"
#include "shared/storage/storage.h"
#include "shared/testing/test_database.h"
#include "shared/time/clock.h"

namespace liandong::testing {

class TestStorage {
 public:
  TestStorage(std::string service, const std::vector<db::MigrationFile>& migrations);

  TestDatabase& database() { return database_; }
  Storage& storage() { return *storage_; }
  Clock& clock() { return clock_; }
  const crypto::KeyRing& keys() const { return keys_; }
  void SetNow(absl::Time now) { now_ = now; }
  void SetNow(const std::string& local);  // "2026-02-27 09:00", Asia/Shanghai

  // A context as dispatch would make it.
  RequestContext Context(common::v1::Agency capacity, std::string agency, std::string officer,
                         std::string method = "test") const;

 private:
  TestDatabase database_;
  absl::Time now_;
  Clock clock_;
  crypto::KeyRing keys_;
  std::unique_ptr<Storage> storage_;
};

// A fresh request id.
std::string NewRequestId();

}  // namespace liandong::testing

#endif  // SHARED_TESTING_TEST_STORAGE_H_
