#include "services/funds/ledger/ledger_service.h"

#include <algorithm>
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/funds/budget/budget_in_force.h"
#include "services/funds/financing/financing_service.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/journal_store.h"
#include "services/funds/ledger/verify_journal.h"
#include "services/funds/position/position.h"
#include "services/funds/proof/freezes.h"
#include "services/funds/proof/signed_proof.h"
#include "shared/calendar/date.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::funds {
namespace {

constexpr int64_t kAllTimes = std::numeric_limits<int64_t>::max();

int64_t Until(bool has, const google::protobuf::Timestamp& as_of) {
  return has ? as_of.seconds() * 1'000'000 + as_of.nanos() / 1000 : kAllTimes;
}

v1::JournalEntry ToProto(const StoredEntry& stored) {
  const Entry& entry = stored.entry;
  v1::JournalEntry proto;
  proto.set_seq(entry.seq);
  proto.set_kind(entry.kind);
  proto.set_debit(entry.debit);
  proto.set_credit(entry.credit);
  proto.set_amount_fen(entry.amount_fen);
  proto.set_refers_to(entry.refers_to);
  proto.set_reference(entry.reference);
  proto.set_agency(entry.agency);
  proto.set_officer(entry.officer);
  proto.set_method(entry.method);
  proto.set_request_id(entry.request_id);
  SetTime(*proto.mutable_at(), absl::FromUnixMicros(entry.at_us));
  proto.set_hash(stored.hash);
  return proto;
}

// What an entry adds to the posted debits less credits of an account.
int64_t PostedChange(const Entry& entry, std::string_view account) {
  if (entry.kind == v1::ENTRY_KIND_PENDING || entry.kind == v1::ENTRY_KIND_VOID) return 0;
  return entry.debit == account ? entry.amount_fen : -entry.amount_fen;
}

// Where the next page of a statement begins: after this entry, with this balance.
struct PageStart {
  int64_t after = 0;
  int64_t balance = 0;
};

std::string Binding(const RequestContext& context, const v1::GetAccountStatementRequest& request) {
  return absl::StrCat(context.caller.agency, "|", context.caller.officer, "|", context.method, "|",
                      request.parent(), "|", request.account(), "|",
                      Until(request.has_as_of(), request.as_of()));
}

absl::StatusOr<PageStart> OpenPage(const Storage& storage, const RequestContext& context,
                                   const v1::GetAccountStatementRequest& request) {
  PageStart start;
  if (request.page_token().empty()) return start;
  auto opened = storage.keys().OpenToken(crypto::Purpose::kPageToken, request.page_token(),
                                         Binding(context, request));
  if (!opened.ok()) return Refuse(kPageTokenInvalid);
  const size_t bar = opened->find('|');
  if (bar == std::string::npos || !absl::SimpleAtoi(opened->substr(0, bar), &start.after) ||
      !absl::SimpleAtoi(opened->substr(bar + 1), &start.balance)) {
    return Refuse(kPageTokenInvalid);
  }
  return start;
}

}  // namespace

absl::Status LedgerService::CheckReach(const RequestContext& context, const std::string& project) {
  return funds_.Read(context, project + "/fund").status();
}

absl::StatusOr<int64_t> LedgerService::ReadLate(const RequestContext& context,
                                                const std::string& project, int64_t deposited_fen) {
  auto plan = plans_.Read(context, project + "/financingPlan");
  if (ReasonOf(plan.status()) == kResourceNotFound.name) return 0;
  RETURN_IF_ERROR(plan.status());
  return LateFen(*plan, deposited_fen, DateOf(context.now));
}

absl::StatusOr<v1::ProjectPosition> LedgerService::GetProjectPosition(
    const RequestContext& context, const v1::GetProjectPositionRequest& request) {
  const std::string& project = request.parent();
  RETURN_IF_ERROR(CheckReach(context, project));
  Books books;
  Freezes freezes;
  std::string budget_name;
  {
    ASSIGN_OR_RETURN(db::Pool::Lease connection, storage_.pool().Acquire(context.deadline));
    ASSIGN_OR_RETURN(books, ReadBooks(*connection, project));
    ASSIGN_OR_RETURN(freezes, ReadFreezes(*connection, project, books));
    ASSIGN_OR_RETURN(budget_name, NameOfBudgetInForce(*connection, project));
  }
  v1::ProjectPosition position;
  position.set_project(project);
  if (budget_name.empty()) {
    FillPosition(books, nullptr, position);
  } else {
    ASSIGN_OR_RETURN(v1::Budget budget, budgets_.Read(context, budget_name));
    FillPosition(books, &budget, position);
  }
  position.set_frozen_fen(freezes.total_fen());
  ASSIGN_OR_RETURN(int64_t late, ReadLate(context, project, position.deposited_fen()));
  position.set_late_fen(late);
  return position;
}

absl::StatusOr<v1::TrialBalance> LedgerService::GetTrialBalance(
    const RequestContext& context, const v1::GetTrialBalanceRequest& request) {
  RETURN_IF_ERROR(CheckReach(context, request.parent()));
  ASSIGN_OR_RETURN(db::Pool::Lease connection, storage_.pool().Acquire(context.deadline));
  ASSIGN_OR_RETURN(FoldedBooks folded, FoldUntil(*connection, request.parent(),
                                                 Until(request.has_as_of(), request.as_of())));
  v1::TrialBalance balance;
  balance.set_project(request.parent());
  balance.set_entries(folded.entries);
  int64_t pending = 0;
  for (const auto& [account, sums] : folded.balances) {
    v1::AccountBalance& line = *balance.add_accounts();
    line.set_account(account);
    line.set_debits_posted_fen(sums.debits_posted);
    line.set_credits_posted_fen(sums.credits_posted);
    line.set_debits_pending_fen(sums.debits_pending);
    line.set_credits_pending_fen(sums.credits_pending);
    balance.set_debits_fen(balance.debits_fen() + sums.debits_posted);
    balance.set_credits_fen(balance.credits_fen() + sums.credits_posted);
    pending += sums.debits_pending - sums.credits_pending;
  }
  balance.set_balanced(balance.debits_fen() == balance.credits_fen() && pending == 0);
  return balance;
}

absl::StatusOr<v1::AccountStatement> LedgerService::GetAccountStatement(
    const RequestContext& context, const v1::GetAccountStatementRequest& request) {
  if (!IsAccount(request.account())) return Refuse(kAccountUnknown);
  RETURN_IF_ERROR(CheckReach(context, request.parent()));
  ASSIGN_OR_RETURN(PageStart start, OpenPage(storage_, context, request));
  const int size =
      request.page_size() > 0 ? std::min(request.page_size(), kPageSizeMax) : kPageSizeDefault;
  ASSIGN_OR_RETURN(db::Pool::Lease connection, storage_.pool().Acquire(context.deadline));
  ASSIGN_OR_RETURN(std::vector<StoredEntry> entries,
                   ReadEntries(*connection, request.parent(), request.account(), start.after,
                               Until(request.has_as_of(), request.as_of()), size + 1));
  v1::AccountStatement statement;
  statement.set_account(request.account());
  const size_t shown = std::min(entries.size(), static_cast<size_t>(size));
  int64_t balance = start.balance;
  for (size_t i = 0; i < shown; ++i) {
    balance += PostedChange(entries[i].entry, request.account());
    v1::StatementLine& line = *statement.add_lines();
    *line.mutable_entry() = ToProto(entries[i]);
    line.set_balance_fen(balance);
  }
  if (entries.size() > shown) {
    ASSIGN_OR_RETURN(
        *statement.mutable_next_page_token(),
        storage_.keys().SealToken(crypto::Purpose::kPageToken,
                                  absl::StrCat(entries[shown - 1].entry.seq, "|", balance),
                                  Binding(context, request)));
  }
  return statement;
}

absl::StatusOr<v1::VerifyJournalResponse> LedgerService::VerifyJournal(
    const RequestContext& context, const v1::VerifyJournalRequest& request) {
  RETURN_IF_ERROR(CheckReach(context, request.parent()));
  ASSIGN_OR_RETURN(JournalReport report,
                   VerifyStoredJournal(storage_.pool(), request.parent(), context.deadline));
  v1::VerifyJournalResponse response;
  response.set_ok(report.difference.empty());
  response.set_entries(report.entries);
  response.set_head_hash(report.head_hash);
  response.set_difference(report.difference);
  response.set_difference_seq(report.difference_seq);
  return response;
}

}  // namespace liandong::funds
