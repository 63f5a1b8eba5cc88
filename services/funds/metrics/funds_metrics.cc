#include "services/funds/metrics/funds_metrics.h"

#include <map>
#include <string>

#include "liandong/funds/v1/escrow.pb.h"
#include "liandong/funds/v1/payment.pb.h"
#include "services/funds/budget/budget_rules.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/books.h"
#include "services/funds/position/position.h"
#include "shared/status/macros.h"
#include "shared/storage/store.h"

namespace liandong::funds {
namespace {

// An account of the ledger is a row: some twenty a project.
constexpr int kAccountsMax = 100'000;
constexpr int kBudgetsMax = 1'000;
constexpr char kSelectBalances[] =
    "SELECT project, account, debits_posted, credits_posted, debits_pending, credits_pending"
    " FROM ledger_accounts LIMIT ?";
constexpr char kSelectBudgets[] =
    "SELECT in_force_for, name FROM budgets WHERE in_force_for IS NOT NULL LIMIT ?";
constexpr char kPayments[] = "SELECT state, COUNT(*) FROM payments GROUP BY state LIMIT 100";
constexpr char kPaymentsFen[] =
    "SELECT state, CAST(SUM(amount_fen) AS SIGNED) FROM payments GROUP BY state LIMIT 100";
constexpr char kEscrows[] = "SELECT state, COUNT(*) FROM escrows GROUP BY state LIMIT 100";
constexpr char kEscrowsFen[] =
    "SELECT state, CAST(SUM(amount_fen) AS SIGNED) FROM escrows GROUP BY state LIMIT 100";

// Money of a project by purpose: one figure, there as soon as the project has books.
void SetMoney(Metrics& metrics, const std::string& project, const Books& books) {
  auto set = [&](const char* name, const char* help, const std::string& purpose, int64_t fen) {
    metrics.Gauge(name, help, {{"project", project}, {"purpose", purpose}})
        .Set(static_cast<double>(fen));
  };
  auto set_balance = [&](const std::string& purpose, int64_t fen) {
    set("liandong_fund_balance_fen",
        "Money in the special account by the purpose it is allotted to", purpose, fen);
  };
  int64_t allotted = 0;
  for (v1::Purpose purpose : kPurposes) {
    const std::string name = ShortName(purpose);
    const int64_t left = QuotaFen(books, purpose) - SpentFen(books, purpose);
    allotted += left;
    set_balance(name, left);
    set("liandong_fund_spent_fen", "Paid or in escrow, by purpose", name, SpentFen(books, purpose));
    set("liandong_fund_encumbered_fen", "Owed and neither paid nor in escrow, by purpose", name,
        EncumberedFen(books, purpose));
  }
  set_balance("UNALLOTTED", books.Posted(kBank) - allotted);
  metrics.Gauge("liandong_fund_escrow_fen", "Money at notary offices", {{"project", project}})
      .Set(static_cast<double>(books.Posted(kEscrow)));
}

absl::Status ReadMoney(Metrics& metrics, Storage& storage, absl::Time deadline) {
  ASSIGN_OR_RETURN(db::Rows rows,
                   db::ReadRows(storage.pool(), deadline, kSelectBalances, {kAccountsMax}));
  std::map<std::string, std::map<std::string, Balance, std::less<>>> projects;
  for (const db::Row& row : rows) {
    projects[row.Text(0)][row.Text(1)] = {row.Int(2), row.Int(3), row.Int(4), row.Int(5)};
  }
  for (const auto& [project, balances] : projects) SetMoney(metrics, project, Books(balances));
  ASSIGN_OR_RETURN(db::Rows in_force,
                   db::ReadRows(storage.pool(), deadline, kSelectBudgets, {kBudgetsMax}));
  Store<v1::Budget> budgets(storage);
  RequestContext context;
  context.scope = SystemScope();
  context.deadline = deadline;
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

void AddFigures(Figures& figures, Metrics& metrics, Storage& storage) {
  figures.Add(
      [&metrics, &storage](absl::Time deadline) { return ReadMoney(metrics, storage, deadline); });
  const FigureLabel payment_state = EnumLabel<v1::Payment::State>("state");
  figures.Add({.name = "liandong_payments",
               .help = "Payments by state",
               .labels = {payment_state},
               .sql = kPayments});
  figures.Add({.name = "liandong_payments_fen",
               .help = "Amount of the payments by state",
               .labels = {payment_state},
               .sql = kPaymentsFen});
  const FigureLabel escrow_state = EnumLabel<v1::Escrow::State>("state");
  figures.Add({.name = "liandong_escrows",
               .help = "Escrows by state",
               .labels = {escrow_state},
               .sql = kEscrows});
  figures.Add({.name = "liandong_escrows_fen",
               .help = "Amount of the escrows by state",
               .labels = {escrow_state},
               .sql = kEscrowsFen});
}

}  // namespace liandong::funds
