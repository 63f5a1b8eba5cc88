#include "shared/testing/test_database.h"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace liandong::testing {
namespace {

std::string Environment(const char* name, const char* fallback) {
  const char* value = std::getenv(name);
  if (value == nullptr && fallback == nullptr) {
    std::fprintf(stderr, "%s is not set: run the tests with ./liandong test\n", name);
    std::abort();
  }
  return value != nullptr ? value : fallback;
}

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "test database: %s\n", status.ToString().c_str());
  std::abort();
}

void RunOnServer(db::ConnectOptions options, const std::string& sql) {
  options.database.clear();
  auto connection = db::Connection::Open(options);
  Must(connection.status());
  Must((*connection)->Execute(sql).status());
}

}  // namespace

TestDatabase::TestDatabase() {
  static std::atomic<int> number{0};
  static const bool initialised = [] {
    db::InitialiseDriver();
    return true;
  }();
  static_cast<void>(initialised);
  options_.url = Environment("LIANDONG_TEST_DB_URL", nullptr);
  options_.user = Environment("LIANDONG_TEST_DB_USER", "root");
  options_.password = Environment("LIANDONG_TEST_DB_PASSWORD", "");
  options_.database = absl::StrCat("test_", getpid(), "_", ++number);
  RunOnServer(options_, absl::StrCat("CREATE DATABASE ", options_.database,
                                     " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
  pool_ = std::make_unique<db::Pool>(options_, 16);
}

TestDatabase::~TestDatabase() {
  pool_.reset();
  RunOnServer(options_, absl::StrCat("DROP DATABASE ", options_.database));
}

void TestDatabase::Execute(const std::string& sql) {
  auto connection = db::Connection::Open(options_);
  Must(connection.status());
  Must((*connection)->Execute(sql).status());
}

}  // namespace liandong::testing
