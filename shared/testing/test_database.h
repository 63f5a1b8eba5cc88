// A real database of its own for one test, dropped afterwards.
#ifndef SHARED_TESTING_TEST_DATABASE_H_
#define SHARED_TESTING_TEST_DATABASE_H_

#include <memory>
#include <string>

#include "shared/db/connection.h"
#include "shared/db/pool.h"

namespace liandong::testing {

// Uses the server named by LIANDONG_TEST_DB_URL, _USER and _PASSWORD (`./liandong test` sets them
// up); aborts the test program when there is none: a test without its database proves nothing.
class TestDatabase {
 public:
  TestDatabase();
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  const db::ConnectOptions& options() const { return options_; }
  db::Pool& pool() { return *pool_; }
  // Runs one statement as the administrator; aborts when it fails.
  void Execute(const std::string& sql);

 private:
  db::ConnectOptions options_;
  std::unique_ptr<db::Pool> pool_;
};

}  // namespace liandong::testing

#endif  // SHARED_TESTING_TEST_DATABASE_H_
