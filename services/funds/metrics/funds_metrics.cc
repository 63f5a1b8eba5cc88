#include "services/funds/metrics/funds_metrics.h"

#include <map>
#include <string>

#include "absl/time/clock.h"
#include "liandong/funds/v1/escrow.pb.h"
#include "liandong/funds/v1/payment.pb.h"
#include "services/funds/budget/budget_rules.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/books.h"
#include "services/funds/position/position.h"
#include "shared/log/log.h"
#include "shared/status/macros.h"
#include "shared/storage/store.h"

namespace liandong::funds {
namespace {

constexpr absl::Duration kReadTimeMax = absl::Seconds(2);
constexpr int kRowsMax = 100'000;
constexpr int kStatesMax = 100;
constexpr char kSelectBalances[] =
    "SELECT project, account, debits_posted, credits_posted, debits_pending, credits_pending"
    " FROM ledger_accounts LIMIT ?";
constexpr char kSelectBudgets[] =
    "SELECT in_force_for, name FROM budgets WHERE in_force_for IS NOT NULL LIMIT ?";
constexpr char kCountPayments[] = "SELECT state, COUNT(*) FROM payments GROUP BY state LIMIT ?";
constexpr char kCountEscrows[] = "SELECT state, COUNT(*) FROM escrows GROUP BY state LIMIT ?";

prometheus::Gauge& BalanceGauge(Metrics& metrics, const std::string& project,
                                const std::string& purpose) {
  return metrics.Gauge("liandong_fund_balance_fen",
                       "Money in the special account by the purpose it is allotted to",
                       {{"project", project}, {"purpose", purpose}});
}

// "PREPARED" for "STATE_PREPARED".
std::string Short(const std::string& state) { return state.substr(sizeof("STATE_") - 1); }

absl::Status CountStates(Metrics& metrics, Storage& storage, const char* sql,
                         const google::protobuf::EnumDescriptor* states, const char* name,
                         const char* help) {
  ASSIGN_OR_RETURN(db::Rows rows,
                   db::ReadRows(storage.pool(), absl::Now() + kReadTimeMax, sql, {kStatesMax}));
  std::map<std::string, int64_t> counts;
  for (const db::Row& row : rows) counts[row.Text(0)] = row.Int(1);
  // Every state has its series, also at zero.
  for (int i = 0; i < states->value_count(); ++i) {
    if (states->value(i)->number() == 0) continue;
    const std::string& state = states->value(i)->name();
    metrics.Gauge(name, help, {{"state", Short(state)}}).Set(static_cast<double>(counts[state]));
  }
  return absl::OkStatus();
}

void SetBalances(Metrics& metrics, const std::string& project, const Books& books) {
  int64_t allotted = 0;
  for (v1::Purpose purpose : kPurposes) {
    const int64_t left = QuotaFen(books, purpose) - SpentFen(books, purpose);
    allotted += left;
    BalanceGauge(metrics, project, ShortName(purpose)).Set(static_cast<double>(left));
  }
  BalanceGauge(metrics, project, "UNALLOTTED")
      .Set(static_cast<double>(books.Posted(kBank) - allotted));
}

absl::Status ReadMoney(Metrics& metrics, Storage& storage) {
  ASSIGN_OR_RETURN(db::Rows rows, db::ReadRows(storage.pool(), absl::Now() + kReadTimeMax,
                                               kSelectBalances, {kRowsMax}));
  std::map<std::string, std::map<std::string, Balance, std::less<>>> projects;
  for (const db::Row& row : rows) {
    projects[row.Text(0)][row.Text(1)] = {row.Int(2), row.Int(3), row.Int(4), row.Int(5)};
  }
  for (const auto& [project, balances] : projects) {
    SetBalances(metrics, project, Books(balances));
  }
  ASSIGN_OR_RETURN(db::Rows in_force, db::ReadRows(storage.pool(), absl::Now() + kReadTimeMax,
                                                   kSelectBudgets, {kRowsMax}));
  Store<v1::Budget> budgets(storage);
  RequestContext context;
  context.scope = SystemScope();
  context.deadline = absl::Now() + kReadTimeMax;
  for (const db::Row& row : in_force) {
    ASSIGN_OR_RETURN(v1::Budget budget, budgets.Read(context, row.Text(1)));
    const Books books(projects[row.Text(0)]);
    metrics
        .Gauge("liandong_fund_shortfall_fen",
               "What the special account lacks of the approved compensation line",
               {{"project", row.Text(0)}})
        .Set(static_cast<double>(
            ShortfallFen(books, ApprovedFen(budget, v1::PURPOSE_COMPENSATION))));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadFundsMetrics(Metrics& metrics, Storage& storage) {
  RETURN_IF_ERROR(ReadMoney(metrics, storage));
  RETURN_IF_ERROR(CountStates(metrics, storage, kCountPayments, v1::Payment::State_descriptor(),
                              "liandong_payments", "Payments by state"));
  return CountStates(metrics, storage, kCountEscrows, v1::Escrow::State_descriptor(),
                     "liandong_escrows", "Escrows by state");
}

void RegisterFundsMetrics(Metrics& metrics, Storage& storage) {
  metrics.OnScrape([&metrics, &storage] {
    const absl::Status read = ReadFundsMetrics(metrics, storage);
    if (!read.ok()) LOG_WARN("metrics not read", {"why", read.ToString()});
  });
}

}  // namespace liandong::funds
