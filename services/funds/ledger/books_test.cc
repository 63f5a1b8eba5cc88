#include "services/funds/ledger/books.h"

#include <limits>
#include <random>

#include "gtest/gtest.h"
#include "services/funds/funds_reasons.h"
#include "services/funds/ledger/accounts.h"
#include "services/funds/ledger/verify_journal.h"
#include "shared/testing/status_matchers.h"

namespace liandong::funds {
namespace {

using liandong::testing::IsOk;
using liandong::testing::RefusedWith;

Entry Make(v1::EntryKind kind, const std::string& debit, const std::string& credit, int64_t fen) {
  Entry entry;
  entry.kind = kind;
  entry.debit = debit;
  entry.credit = credit;
  entry.amount_fen = fen;
  return entry;
}

const std::string kWork = Cost(v1::PURPOSE_WORK);

TEST(AccountsTest, ChartHasFiveCommonAccountsAndThreeForEachPurpose) {
  for (const char* account : {kBank, kEscrow, kFunding, kQuotaGiven, kEncumbrances}) {
    EXPECT_TRUE(IsAccount(account));
  }
  for (v1::Purpose purpose : kPurposes) {
    EXPECT_TRUE(IsAccount(Cost(purpose)));
    EXPECT_TRUE(IsAccount(Quota(purpose)));
    EXPECT_TRUE(IsAccount(Encumbered(purpose)));
  }
  EXPECT_EQ(kWork, "COST.WORK");
  EXPECT_FALSE(IsAccount("COST.RECEPTION"));
  EXPECT_FALSE(IsAccount("COST.UNSPECIFIED"));
}

TEST(BooksTest, EachKindMovesItsColumns) {
  Books books;
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_POST, kBank, kFunding, 100)), IsOk());
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_PENDING, kWork, kBank, 60)), IsOk());
  EXPECT_EQ(books.Of(kBank), (Balance{100, 0, 0, 60}));
  EXPECT_EQ(books.Of(kWork), (Balance{0, 0, 60, 0}));
  EXPECT_EQ(books.Posted(kBank), 100);
  EXPECT_EQ(books.Free(kBank), 40);
  EXPECT_EQ(books.Incoming(kWork), 60);
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_SETTLE, kWork, kBank, 60)), IsOk());
  EXPECT_EQ(books.Of(kBank), (Balance{100, 60, 0, 0}));
  EXPECT_EQ(books.Of(kWork), (Balance{60, 0, 0, 0}));
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_REVERSE, kBank, kWork, 60)), IsOk());
  EXPECT_EQ(books.Posted(kBank), 100);
  EXPECT_EQ(books.Posted(kWork), 0);
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_PENDING, kWork, kBank, 10)), IsOk());
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_VOID, kWork, kBank, 10)), IsOk());
  EXPECT_EQ(books.Free(kBank), 100);
}

TEST(BooksTest, BankIsNeverOverdrawnNotEvenByReservations) {
  Books books;
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_POST, kBank, kFunding, 100)), IsOk());
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_PENDING, kWork, kBank, 99)), IsOk());
  const absl::Status refused = books.Apply(Make(v1::ENTRY_KIND_PENDING, kWork, kBank, 2));
  EXPECT_THAT(refused, RefusedWith(kFundsShortfall));
  EXPECT_EQ(MetadataOf(refused, "short_fen"), "1");
  EXPECT_EQ(books.Free(kBank), 1);
}

TEST(BooksTest, ImpossibleEntriesAreFaultsAndChangeNothing) {
  Books books;
  EXPECT_EQ(books.Apply(Make(v1::ENTRY_KIND_POST, "CASH", kFunding, 1)).code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(books.Apply(Make(v1::ENTRY_KIND_POST, kBank, kBank, 1)).code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(books.Apply(Make(v1::ENTRY_KIND_POST, kBank, kFunding, 0)).code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(books.Apply(Make(v1::ENTRY_KIND_POST, kBank, kFunding, -1)).code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(books.Apply(Make(v1::ENTRY_KIND_VOID, kWork, kBank, 1)).code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(books.Apply(Make(v1::ENTRY_KIND_POST, kWork, kEscrow, 1)).code(),
            absl::StatusCode::kInternal);
  EXPECT_TRUE(books.balances().empty());
}

TEST(BooksTest, OverflowIsRefused) {
  Books books;
  const int64_t most = std::numeric_limits<int64_t>::max();
  ASSERT_THAT(books.Apply(Make(v1::ENTRY_KIND_POST, kBank, kFunding, most)), IsOk());
  EXPECT_THAT(books.Apply(Make(v1::ENTRY_KIND_POST, kBank, kFunding, 1)),
              RefusedWith(kAmountOverflow));
  EXPECT_EQ(books.Posted(kBank), most);
}

TEST(ChainHashTest, DependsOnEveryMember) {
  const Entry entry = Make(v1::ENTRY_KIND_POST, kBank, kFunding, 1);
  const std::string hash = ChainHash("", "projects/P1", entry);
  EXPECT_EQ(hash.size(), 32u);
  EXPECT_NE(ChainHash("x", "projects/P1", entry), hash);
  EXPECT_NE(ChainHash("", "projects/P2", entry), hash);
  const std::vector<std::function<void(Entry&)>> changes = {
      [](Entry& e) { e.seq = 2; },          [](Entry& e) { e.kind = v1::ENTRY_KIND_PENDING; },
      [](Entry& e) { e.debit = kEscrow; },  [](Entry& e) { e.credit = kEscrow; },
      [](Entry& e) { e.amount_fen = 2; },   [](Entry& e) { e.refers_to = 1; },
      [](Entry& e) { e.reference = "r"; },  [](Entry& e) { e.agency = "a"; },
      [](Entry& e) { e.officer = "o"; },    [](Entry& e) { e.method = "m"; },
      [](Entry& e) { e.request_id = "i"; }, [](Entry& e) { e.at_us = 1; }};
  for (const auto& change : changes) {
    Entry other = entry;
    change(other);
    EXPECT_NE(ChainHash("", "projects/P1", other), hash);
  }
}

// The books against plain sums of everything that was accepted, over random entries.
TEST(BooksPropertyTest, BalancesAreTheFoldOfTheJournalAndDebitsEqualCredits) {
  const std::vector<std::string> accounts = {kBank,         kEscrow, kFunding,
                                             kEncumbrances, kWork,   Encumbered(v1::PURPOSE_WORK)};
  for (uint32_t seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    const auto pick = [&](int n) { return static_cast<int>(random() % n); };
    Books books;
    std::map<std::string, int64_t> posted, pending_out;  // debits less credits; pending by account
    std::vector<Entry> open, done;
    std::set<size_t> reversed;
    for (int step = 0; step < 500; ++step) {
      Entry entry;
      const int what = pick(5);
      size_t target = 0;
      if (what == 2 || what == 3) {
        if (open.empty()) continue;
        target = pick(open.size());
        entry = open[target];
        entry.kind = what == 2 ? v1::ENTRY_KIND_SETTLE : v1::ENTRY_KIND_VOID;
      } else if (what == 4) {
        if (done.empty()) continue;
        target = pick(done.size());
        if (reversed.count(target) > 0) continue;
        entry = done[target];
        entry.kind = v1::ENTRY_KIND_REVERSE;
        std::swap(entry.debit, entry.credit);
      } else {
        entry = Make(what == 0 ? v1::ENTRY_KIND_POST : v1::ENTRY_KIND_PENDING, accounts[pick(6)],
                     accounts[pick(6)], 1 + pick(1000));
        if (entry.debit == entry.credit) continue;
      }
      const Books before = books;
      if (!books.Apply(entry).ok()) {
        ASSERT_EQ(books.balances(), before.balances());
        continue;
      }
      if (entry.kind == v1::ENTRY_KIND_PENDING) open.push_back(entry);
      if (what == 2 || what == 3) open.erase(open.begin() + target);
      if (what == 4) reversed.insert(target);
      if (what == 0 || what == 2) done.push_back(entry);
      if (what == 0 || what == 2 || what == 4) {
        posted[entry.debit] += entry.amount_fen;
        posted[entry.credit] -= entry.amount_fen;
      }
      int64_t debits = 0, credits = 0;
      for (const auto& [account, balance] : books.balances()) {
        debits += balance.debits_posted;
        credits += balance.credits_posted;
        ASSERT_EQ(balance.debits_posted - balance.credits_posted, posted[account]);
        ASSERT_GE(books.Free(account), 0) << account;
        int64_t in = 0, out = 0;
        for (const Entry& reserved : open) {
          if (reserved.debit == account) in += reserved.amount_fen;
          if (reserved.credit == account) out += reserved.amount_fen;
        }
        ASSERT_EQ(balance.debits_pending, in);
        ASSERT_EQ(balance.credits_pending, out);
      }
      ASSERT_EQ(debits, credits);
    }
    EXPECT_GT(done.size(), 20u);
  }
}

// A journal of four entries in memory, verified whole and with each thing that can be wrong.
class JournalVerifierTest : public ::testing::Test {
 protected:
  JournalVerifierTest() {
    Add(Make(v1::ENTRY_KIND_POST, kBank, kFunding, 100));
    Add(Make(v1::ENTRY_KIND_PENDING, kWork, kBank, 60));
    Add(Make(v1::ENTRY_KIND_SETTLE, kWork, kBank, 60), 2);
    Add(Make(v1::ENTRY_KIND_REVERSE, kBank, kWork, 60), 3);
  }
  void Add(Entry entry, int64_t refers_to = 0) {
    entry.seq = static_cast<int64_t>(journal_.size()) + 1;
    entry.refers_to = refers_to;
    entry.at_us = entry.seq;
    journal_.push_back({entry, ""});
    Seal();
  }
  // Makes the hashes follow from the entries again, as a forger would.
  void Seal() {
    std::string hash;
    for (StoredEntry& stored : journal_) {
      hash = stored.hash = ChainHash(hash, "projects/P1", stored.entry);
    }
  }
  JournalReport Verify() {
    JournalVerifier verifier("projects/P1");
    for (const StoredEntry& stored : journal_) {
      verifier.Take(stored, [this](int64_t seq) {
        return seq > 0 && seq <= static_cast<int64_t>(journal_.size()) ? &journal_[seq - 1].entry
                                                                       : nullptr;
      });
    }
    verifier.Matches(verifier.books(), {verifier.report().entries, verifier.report().head_hash, 0});
    return verifier.report();
  }

  std::vector<StoredEntry> journal_;
};

TEST_F(JournalVerifierTest, GoodJournalHolds) {
  EXPECT_EQ(Verify().difference, "");
  EXPECT_EQ(Verify().entries, 4);
}

TEST_F(JournalVerifierTest, FindsWhatIsWrongAndWhere) {
  const auto good = journal_;
  const auto expect = [&](int64_t seq, const std::string& words,
                          const std::function<void()>& spoil) {
    journal_ = good;
    spoil();
    const JournalReport report = Verify();
    EXPECT_EQ(report.difference_seq, seq) << report.difference;
    EXPECT_NE(report.difference.find(words), std::string::npos) << report.difference;
  };
  expect(2, "hash", [&] { journal_[1].entry.amount_fen = 61; });
  expect(2, "missing", [&] { journal_.erase(journal_.begin() + 1); });
  expect(3, "before", [&] {
    journal_[2].entry.at_us = 1;
    Seal();
  });
  expect(3, "other accounts or amount", [&] {
    journal_[2].entry.amount_fen = 59;
    Seal();
  });
  expect(3, "no open reservation", [&] {
    journal_[2].entry.refers_to = 1;
    Seal();
  });
  expect(4, "reverses no posting", [&] {
    journal_[3].entry.refers_to = 2;
    Seal();
  });
  expect(4, "other accounts or amount", [&] {
    journal_[3].entry.refers_to = 1;
    Seal();
  });
  expect(1, "without need", [&] {
    journal_[0].entry.refers_to = 1;
    Seal();
  });
  expect(2, "limit", [&] {
    journal_[1].entry.amount_fen = 101;
    Seal();
  });
  expect(1, "no known kind", [&] {
    journal_[0].entry.kind = v1::ENTRY_KIND_UNSPECIFIED;
    Seal();
  });
  expect(5, "twice", [&] { Add(Make(v1::ENTRY_KIND_REVERSE, kBank, kWork, 60), 3); });
}

}  // namespace
}  // namespace liandong::funds
