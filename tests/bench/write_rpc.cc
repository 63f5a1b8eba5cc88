// B4: a write RPC with everything on (mutual TLS, officer token, access, field rules, idempotency,
// history, chain) against the statements it issues, from a bare connector loop at equal
// concurrency.
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "liandong/funds/v1/budget.pb.h"
#include "shared/crypto/random.h"
#include "shared/crypto/uuid.h"
#include "shared/db/connection.h"
#include "shared/status/macros.h"
#include "tests/bench/bench.h"
#include "tests/bench/funds_world.h"

namespace liandong::bench {
namespace {

constexpr int kCallers = 32;

constexpr char kClaim[] =
    "INSERT INTO requests (agency, officer, method, request_id, digest, at_us)"
    " VALUES (?, ?, ?, ?, ?, ?)";
constexpr char kLockFund[] =
    "SELECT territory, seal, version, doc FROM project_funds WHERE name = ? AND seal <= ?"
    " AND territory IN ('', ?, ?) LIMIT 1 FOR UPDATE";
constexpr char kInsertBudget[] =
    "INSERT INTO budgets (name, parent, territory, seal, version, doc, state, in_force_for)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kInsertChange[] =
    "INSERT INTO changes (resource, version, type, territory, seal, subject, method, agency,"
    " officer, request_id, trace_id, at_us, answer, doc)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

std::string NewId() { return crypto::UuidV7(absl::Now(), crypto::SecureRandom()); }

std::string ProjectOf(int thread) { return absl::StrCat("projects/B", thread); }

funds::v1::CreateBudgetRequest Request(int thread) {
  funds::v1::CreateBudgetRequest request;
  request.set_parent(ProjectOf(thread));
  request.set_budget_id(NewId());
  request.set_request_id(NewId());
  auto* budget = request.mutable_budget();
  budget->set_estimate_document("概算示例1号");
  for (int purpose = 1; purpose <= 4; ++purpose) {
    auto* line = budget->add_lines();
    line->set_purpose(static_cast<funds::v1::Purpose>(purpose));
    line->set_submitted_fen(741'000'000);
  }
  return request;
}

// What CreateBudget does to the database, with the same tables, sizes and keys.
absl::Status BareWrite(db::Connection& connection, int thread) {
  const funds::v1::CreateBudgetRequest request = Request(thread);
  const std::string name = absl::StrCat(request.parent(), "/budgets/", request.budget_id());
  const std::string document = request.budget().SerializeAsString() + std::string(120, 'x');
  const std::string method = "liandong.funds.v1.BudgetService.CreateBudget";
  const int64_t now = absl::ToUnixMicros(absl::Now());
  RETURN_IF_ERROR(connection.Begin());
  RETURN_IF_ERROR(connection
                      .Execute(kClaim, {"hsb", "hsb-1", method, request.request_id(),
                                        std::string(78, 'd'), now})
                      .status());
  RETURN_IF_ERROR(
      connection.Query(kLockFund, {ProjectOf(thread) + "/fund", 1, "431103", "431171"}).status());
  RETURN_IF_ERROR(connection
                      .Execute(kInsertBudget, {name, request.parent(), "431103", 1, 1, document,
                                               "STATE_DRAFT", db::Value()})
                      .status());
  RETURN_IF_ERROR(connection
                      .Execute(kInsertChange, {name, 1, "liandong.funds.v1.Budget", "431103", 1, "",
                                               method, "hsb", "hsb-1", request.request_id(),
                                               std::string(32, '0'), now, 1, document})
                      .status());
  return connection.Commit();
}

}  // namespace

absl::StatusOr<bool> WriteRpc() {
  ASSIGN_OR_RETURN(auto world, FundsWorld::Start(kCallers));
  std::vector<std::unique_ptr<db::Connection>> connections;
  for (int thread = 0; thread < kCallers; ++thread) {
    ASSIGN_OR_RETURN(auto connection, db::Connection::Open(world->database()));
    connections.push_back(std::move(connection));
    funds::v1::OpenProjectFundRequest open;
    open.set_parent(ProjectOf(thread));
    open.set_request_id(NewId());
    open.mutable_fund()->set_territory("431103");
    open.mutable_fund()->set_bank("bank");
    open.mutable_fund()->set_investor("cig");
    open.mutable_fund()->set_account_number(absl::StrCat(82000000000000 + thread));
    open.mutable_fund()->set_supervision_agreement("示例监管协议");
    funds::v1::ProjectFund fund;
    RETURN_IF_ERROR(world->Call(thread, open, fund));
  }
  return Compare(
      {.id = "B4",
       .name = "write RPC",
       .figure_is = absl::StrCat("CreateBudget calls a second, ", kCallers, " callers"),
       .baseline_is = absl::StrCat("the same statements a second, bare connector loop, ", kCallers,
                                   " connections"),
       .goal = 0.6},
      [&] {
        return LoopRate(kCallers, [&](int caller, Done done) {
          const auto request = std::make_shared<funds::v1::CreateBudgetRequest>(Request(caller));
          const auto budget = std::make_shared<funds::v1::Budget>();
          world->CallAsync(caller, *request, *budget,
                           [request, budget, done = std::move(done)](absl::Status status) {
                             done(std::move(status));
                           });
        });
      },
      [&] {
        return Rate(kCallers,
                    [&](int thread, int64_t) { return BareWrite(*connections[thread], thread); });
      });
}

}  // namespace liandong::bench
