#include "shared/storage/change_feed.h"

#include <map>
#include <set>

#include "gtest/gtest.h"
#include "shared/storage/stream_epoch.h"
#include "shared/storage/testing/budget_world.h"

namespace liandong {
namespace {

using common::v1::Change;
using testing::IsOk;
using testing::RefusedWith;

const char kBudget[] = "liandong.funds.v1.Budget";
const char kFund[] = "liandong.funds.v1.ProjectFund";

class ChangeFeedTest : public testing::BudgetWorld {
 protected:
  using Feed = ChangeFeed;

  static FeedFilter Everything() { return {.types = {}, .admitted_types = {kBudget, kFund}}; }

  absl::StatusOr<Feed::Cursor> Open(std::string_view token = "",
                                    const FeedFilter& filter = Everything()) {
    return OpenAs(Caller(), token, filter);
  }
  absl::StatusOr<Feed::Cursor> OpenAs(const RequestContext& context, std::string_view token,
                                      const FeedFilter& filter = Everything()) {
    return ChangeFeed(storage()).Open(context, token, filter, [](google::protobuf::Message&) {});
  }
  // Everything up to the present.
  std::vector<Change> ReadAll(Feed::Cursor& cursor, int max = 100) {
    std::vector<Change> all;
    do {
      auto changes = cursor.Next(max, Soon());
      EXPECT_THAT(changes, IsOk());
      if (!changes.ok()) break;
      EXPECT_LE(changes->size(), static_cast<size_t>(max));
      all.insert(all.end(), changes->begin(), changes->end());
    } while (!cursor.caught_up());
    return all;
  }
  std::vector<std::string> Names(const std::vector<Change>& changes) {
    std::vector<std::string> names;
    for (const Change& change : changes) {
      names.push_back(absl::StrCat(change.resource(), "@", change.version()));
    }
    return names;
  }
  std::vector<std::string> Seen(const absl::StatusOr<Feed::Cursor>& opened) {
    EXPECT_THAT(opened, IsOk());
    if (!opened.ok()) return {};
    Feed::Cursor cursor = *opened;
    return Names(ReadAll(cursor));
  }
};

TEST_F(ChangeFeedTest, ChangeIsTheRowItWasMadeOf) {
  ASSERT_THAT(Create("projects/P1/budgets/v1"), IsOk());
  ASSERT_THAT(Amend("projects/P1/budgets/v1"), IsOk());
  Stamp();
  ASSERT_OK_AND_ASSIGN(auto cursor, Open());
  const auto changes = ReadAll(cursor);
  ASSERT_EQ(changes.size(), 2u);
  const auto& change = changes[1];
  EXPECT_EQ(change.resource(), "projects/P1/budgets/v1");
  EXPECT_EQ(change.version(), 2);
  EXPECT_EQ(change.method(), "liandong.funds.v1.BudgetService.CreateBudget");
  EXPECT_EQ(change.agency(), "hsb");
  EXPECT_EQ(change.officer(), "hsb-1");
  EXPECT_EQ(change.at().seconds(), absl::ToUnixSeconds(world_.clock().Now()));
  EXPECT_EQ(change.document().type_url(), "type.googleapis.com/liandong.funds.v1.Budget");
  Budget budget;
  ASSERT_TRUE(change.document().UnpackTo(&budget));
  ASSERT_OK_AND_ASSIGN(const Budget now, budgets_.Read(Caller(), "projects/P1/budgets/v1"));
  EXPECT_EQ(budget.SerializeAsString(), now.SerializeAsString());
  EXPECT_EQ(budget.etag(), "2");
}

TEST_F(ChangeFeedTest, MaskIsAppliedBeforeAnythingLeaves) {
  ASSERT_THAT(Create("projects/P1/budgets/v1"), IsOk());
  Stamp();
  ASSERT_OK_AND_ASSIGN(auto cursor,
                       ChangeFeed(storage()).Open(Caller(), "", Everything(),
                                                  [](google::protobuf::Message& message) {
                                                    static_cast<Budget&>(message).set_maker("*");
                                                  }));
  const auto changes = ReadAll(cursor);
  ASSERT_EQ(changes.size(), 1u);
  Budget budget;
  ASSERT_TRUE(changes[0].document().UnpackTo(&budget));
  EXPECT_EQ(budget.maker(), "*");
}

TEST_F(ChangeFeedTest, VersionsOfAResourceComeInOrderWithoutGap) {
  CreateMany(3);
  for (int round = 0; round < 5; ++round) {
    for (int i = 3; i >= 1; --i) {
      ASSERT_THAT(Amend(absl::StrCat("projects/P1/budgets/v", i)), IsOk());
    }
  }
  Stamp();
  ASSERT_OK_AND_ASSIGN(auto cursor, Open());
  std::map<std::string, int64_t> versions;
  for (const auto& change : ReadAll(cursor, 4)) {
    EXPECT_EQ(change.version(), ++versions[change.resource()]);
  }
  EXPECT_EQ(versions.size(), 3u);
  for (const auto& [name, version] : versions) EXPECT_EQ(version, 6) << name;
}

TEST_F(ChangeFeedTest, WhatHasNoPlaceYetIsNotDelivered) {
  ASSERT_THAT(Create("projects/P1/budgets/v1"), IsOk());
  ASSERT_OK_AND_ASSIGN(auto cursor, Open());
  EXPECT_TRUE(ReadAll(cursor).empty());
  ASSERT_OK_AND_ASSIGN(int64_t head, ChangeFeed(storage()).HeadSeq(Soon()));
  EXPECT_EQ(head, 0);
  Stamp();
  EXPECT_EQ(ReadAll(cursor).size(), 1u);
  ASSERT_OK_AND_ASSIGN(head, ChangeFeed(storage()).HeadSeq(Soon()));
  EXPECT_EQ(head, 1);
}

TEST_F(ChangeFeedTest, OnlyRowsWithinTheCallersScopeAreDelivered) {
  ASSERT_THAT(Create("projects/P1/budgets/own", {"431103"}), IsOk());
  ASSERT_THAT(Create("projects/P1/budgets/foreign", {"431171"}), IsOk());
  ASSERT_THAT(Create("projects/P1/budgets/city", {""}), IsOk());
  ASSERT_THAT(Create("projects/P1/budgets/sealed", {"431103", common::v1::SEAL_RESTRICTED}),
              IsOk());
  Stamp();
  RequestContext lsd = Caller();
  lsd.scope.territories = {"431103"};
  EXPECT_EQ(Seen(OpenAs(lsd, "")),
            (std::vector<std::string>{"projects/P1/budgets/own@1", "projects/P1/budgets/city@1"}));
  RequestContext everyone = Caller();
  everyone.scope = SystemScope();
  EXPECT_EQ(Seen(OpenAs(everyone, "")).size(), 4u);
}

TEST_F(ChangeFeedTest, TypesAndParentNarrowTheStream) {
  ASSERT_THAT(Create("projects/P1/budgets/v1"), IsOk());
  ASSERT_THAT(Create("projects/P10/budgets/v1"), IsOk());
  ASSERT_THAT(Create("projects/P1.a/budgets/v1"), IsOk());
  ASSERT_THAT(Create("projects/P1-a/budgets/v1"), IsOk());
  Stamp();
  FeedFilter filter = Everything();
  filter.parent = "projects/P1";
  EXPECT_EQ(Seen(Open("", filter)), std::vector<std::string>{"projects/P1/budgets/v1@1"});
  filter.parent = "projects/P1/budgets/v1";
  EXPECT_EQ(Seen(Open("", filter)), std::vector<std::string>{"projects/P1/budgets/v1@1"});
  filter.parent = "";
  filter.types = {kBudget, kBudget};
  EXPECT_EQ(Seen(Open("", filter)).size(), 4u);
  filter.types = {kFund};
  EXPECT_TRUE(Seen(Open("", filter)).empty());
}

TEST_F(ChangeFeedTest, TypesThatAreNotAdmittedAreNeverDelivered) {
  ASSERT_THAT(Create("projects/P1/budgets/v1"), IsOk());
  Stamp();
  EXPECT_TRUE(Seen(Open("", {.types = {kBudget}, .admitted_types = {kFund}})).empty());
  EXPECT_TRUE(Seen(Open("", {.types = {}, .admitted_types = {kFund}})).empty());
  EXPECT_TRUE(Seen(Open("", {.types = {}, .admitted_types = {}})).empty());
}

TEST_F(ChangeFeedTest, StreamGoesOnAfterARestartWhereItsTokenStands) {
  CreateMany(5);
  Stamp();
  std::string token;
  {
    ASSERT_OK_AND_ASSIGN(auto cursor, Open());
    ASSERT_OK_AND_ASSIGN(const auto changes, cursor.Next(3, Soon()));
    ASSERT_EQ(changes.size(), 3u);
    EXPECT_FALSE(cursor.caught_up());
    token = changes[1].resume_token();
  }
  Storage restarted("funds", world_.database().pool(), world_.keys(), world_.clock());
  ASSERT_OK_AND_ASSIGN(auto cursor, ChangeFeed(restarted).Open(Caller(), token, Everything(),
                                                               [](google::protobuf::Message&) {}));
  EXPECT_EQ(Names(ReadAll(cursor)),
            (std::vector<std::string>{"projects/P1/budgets/v3@1", "projects/P1/budgets/v4@1",
                                      "projects/P1/budgets/v5@1"}));
}

TEST_F(ChangeFeedTest, TokenMovesPastWhatTheCallerDoesNotSee) {
  ASSERT_THAT(Create("projects/P1/budgets/own"), IsOk());
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(Create(absl::StrCat("projects/P1/budgets/foreign", i), {"431171"}), IsOk());
  }
  Stamp();
  RequestContext lsd = Caller();
  lsd.scope.territories = {"431103"};
  ASSERT_OK_AND_ASSIGN(auto cursor, OpenAs(lsd, ""));
  EXPECT_EQ(ReadAll(cursor).size(), 1u);
  EXPECT_EQ(cursor.seq(), 4);
  ASSERT_OK_AND_ASSIGN(const std::string token, cursor.Token());
  ASSERT_OK_AND_ASSIGN(auto resumed, OpenAs(lsd, token));
  EXPECT_EQ(resumed.seq(), 4);
}

TEST_F(ChangeFeedTest, LongStretchOfInvisibleChangesIsCrossedInPieces) {
  ASSERT_THAT(Create("projects/P1/budgets/foreign", {"431171"}), IsOk());
  world_.database().Execute(absl::StrCat(
      "INSERT INTO changes (resource, version, type, territory, seal, subject, method, agency,"
      " officer, request_id, trace_id, at_us, answer, doc) SELECT resource, version + n.seq, type,"
      " territory, seal, subject, method, agency, officer, request_id, trace_id, at_us, answer,"
      " doc FROM changes JOIN seq_1_to_",
      Feed::Cursor::kScanMax, " n"));
  ASSERT_THAT(Create("projects/P1/budgets/own"), IsOk());
  Stamp();
  RequestContext lsd = Caller();
  lsd.scope.territories = {"431103"};
  ASSERT_OK_AND_ASSIGN(auto cursor, OpenAs(lsd, ""));
  ASSERT_OK_AND_ASSIGN(auto changes, cursor.Next(10, Soon()));
  EXPECT_TRUE(changes.empty());
  EXPECT_FALSE(cursor.caught_up());
  ASSERT_OK_AND_ASSIGN(changes, cursor.Next(10, Soon()));
  EXPECT_EQ(Names(changes), std::vector<std::string>{"projects/P1/budgets/own@1"});
  EXPECT_TRUE(cursor.caught_up());
}

TEST_F(ChangeFeedTest, TokenServesItsAgencyAndParentOnly) {
  CreateMany(2);
  Stamp();
  ASSERT_OK_AND_ASSIGN(auto cursor, Open());
  ReadAll(cursor);
  ASSERT_OK_AND_ASSIGN(const std::string token, cursor.Token());
  EXPECT_THAT(OpenAs(Caller("fin"), token), RefusedWith(kResumeTokenInvalid));
  FeedFilter narrowed = Everything();
  narrowed.parent = "projects/P1";
  EXPECT_THAT(Open(token, narrowed), RefusedWith(kResumeTokenInvalid));
  // A release that follows other types goes on where the one before it stood.
  FeedFilter typed = Everything();
  typed.types = {kBudget};
  ASSERT_OK_AND_ASSIGN(auto typed_cursor, Open(token, typed));
  EXPECT_EQ(typed_cursor.seq(), cursor.seq());
  Storage sealed("funds", world_.database().pool(), world_.keys(), world_.clock(), "sealed_");
  EXPECT_THAT(ChangeFeed(sealed).Open(Caller(), token, Everything(), nullptr),
              RefusedWith(kResumeTokenInvalid));
  EXPECT_THAT(Open("nonsense"), RefusedWith(kResumeTokenInvalid));
  ASSERT_OK_AND_ASSIGN(const std::string page,
                       world_.keys().SealToken(crypto::Purpose::kPageToken, "x", "y"));
  EXPECT_THAT(Open(page), RefusedWith(kResumeTokenInvalid));
  // A release that admits more types leaves tokens valid.
  FeedFilter grown = Everything();
  grown.admitted_types.push_back("liandong.funds.v1.Payment");
  EXPECT_THAT(Open(token, grown), IsOk());
}

TEST_F(ChangeFeedTest, TokensTellNothingAboutThePosition) {
  CreateMany(3);
  Stamp();
  ASSERT_OK_AND_ASSIGN(auto cursor, Open());
  std::set<std::string> tokens;
  std::set<size_t> lengths;
  for (int i = 0; i < 4; ++i) {
    for (int twice = 0; twice < 2; ++twice) {
      ASSERT_OK_AND_ASSIGN(std::string token, cursor.Token());
      lengths.insert(token.size());
      tokens.insert(std::move(token));
    }
    ASSERT_THAT(cursor.Next(1, Soon()), IsOk());
  }
  EXPECT_EQ(tokens.size(), 8u);
  EXPECT_EQ(lengths.size(), 1u);
}

TEST_F(ChangeFeedTest, RestoredDatabaseResetsEveryStream) {
  CreateMany(2);
  Stamp();
  ASSERT_OK_AND_ASSIGN(auto cursor, Open());
  ReadAll(cursor);
  ASSERT_OK_AND_ASSIGN(const std::string token, cursor.Token());
  ASSERT_OK_AND_ASSIGN(auto connection, storage().pool().Acquire(Soon()));
  ASSERT_THAT(RenewStreamEpoch(*connection), IsOk());
  EXPECT_THAT(Open(token), RefusedWith(kStreamReset));
  EXPECT_THAT(cursor.Next(10, Soon()), RefusedWith(kStreamReset));
  EXPECT_EQ(Seen(Open()).size(), 2u);
}

TEST_F(ChangeFeedTest, PositionBeyondTheEndOfTheChainIsReset) {
  CreateMany(2);
  Stamp();
  ASSERT_OK_AND_ASSIGN(auto cursor, Open());
  ReadAll(cursor);
  world_.database().Execute("DELETE FROM chain WHERE seq = 2");
  EXPECT_THAT(cursor.Next(10, Soon()), RefusedWith(kStreamReset));
}

TEST_F(ChangeFeedTest, TypeThatThisReplicaDoesNotKnowIsLeftToAnother) {
  ASSERT_OK_AND_ASSIGN(auto connection, storage().pool().Acquire(Soon()));
  const std::string type = "liandong.funds.v1.Future";
  ASSERT_THAT(InsertChange(*connection, "changes", "projects/P1/futures/f1", type), IsOk());
  Stamp();
  ASSERT_OK_AND_ASSIGN(auto cursor, Open("", {.types = {}, .admitted_types = {type}}));
  EXPECT_THAT(cursor.Next(10, Soon()), RefusedWith(kChangeTypeUnknown));
  EXPECT_EQ(cursor.seq(), 0);
  // Streams that do not ask for it are not held up.
  EXPECT_TRUE(Seen(Open()).empty());
}

}  // namespace
}  // namespace liandong
