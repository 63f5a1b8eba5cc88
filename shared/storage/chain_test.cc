#include "shared/storage/chain.h"

#include <set>

#include "gtest/gtest.h"
#include "shared/crypto/hash.h"
#include "shared/storage/checkpoint.h"
#include "shared/storage/testing/budget_world.h"
#include "shared/storage/verify_chain.h"
#include "shared/storage/verify_resources.h"

namespace liandong {
namespace {

using testing::IsOk;
using testing::RefusedWith;
using Kind = Difference::Kind;

TEST(CanonicalChangeTest, EveryFieldCounts) {
  const ChangeRecord base{.id = 1,
                          .resource = "r",
                          .version = 2,
                          .type = "t",
                          .territory = "4",
                          .seal = 1,
                          .subject = "s",
                          .method = "m",
                          .agency = "a",
                          .officer = "o",
                          .request_id = "q",
                          .trace_id = "c",
                          .at_us = 3,
                          .answer = 0,
                          .doc = "d"};
  std::vector<ChangeRecord> all(16, base);
  all[1].id = 2;
  all[2].resource = "x";
  all[3].version = 3;
  all[4].type = "x";
  all[5].territory = "x";
  all[6].seal = 2;
  all[7].subject = "x";
  all[8].method = "x";
  all[9].agency = "x";
  all[10].officer = "x";
  all[11].request_id = "x";
  all[12].trace_id = "x";
  all[13].at_us = 4;
  all[14].answer = 1;
  all[15].doc = "x";
  std::set<std::string> distinct;
  for (const ChangeRecord& change : all) distinct.insert(CanonicalChange(change));
  EXPECT_EQ(distinct.size(), all.size());
}

TEST(CanonicalChangeTest, TextCanNotMoveFromOneFieldToTheNext) {
  ChangeRecord one, other;
  one.agency = "ab";
  one.officer = "c";
  other.agency = "a";
  other.officer = "bc";
  EXPECT_NE(CanonicalChange(one), CanonicalChange(other));
}

// The layout is part of every hash ever made: it is pinned byte by byte.
TEST(CanonicalChangeTest, LayoutIsFixed) {
  ChangeRecord change;
  change.id = 12;
  change.resource = "r";
  change.version = 1;
  change.doc = std::string(258, 'd');
  const auto field = [](const std::string& value) {
    return std::string("\0\0\0", 3) + static_cast<char>(value.size()) + value;
  };
  std::string expected = field("12") + field("r") + field("1") + field("") + field("") + field("0");
  for (int i = 0; i < 6; ++i) expected += field("");
  expected += field("0") + field("0") + std::string("\0\0\1\2", 4) + change.doc;
  EXPECT_EQ(CanonicalChange(change), expected);
  const ChainPosition before{6, std::string(32, 'h')};
  const ChainPosition after = before.After(expected);
  EXPECT_EQ(after.seq, 7);
  EXPECT_EQ(after.hash, crypto::Sha256(before.hash + crypto::Sha256(expected)));
}

class ChainTest : public testing::BudgetWorld {
 protected:
  ChainTest() {
    CreateMany(3);
    for (int i = 1; i <= 3; ++i) {
      EXPECT_THAT(Amend(absl::StrCat("projects/P1/budgets/v", i)), IsOk());
    }
    Stamp();
  }

  ChainReport Verify(const VerifyChainOptions& options = {.page_changes_max = 2}) {
    auto report = VerifyChain(storage(), options);
    EXPECT_THAT(report, IsOk());
    return report.value_or(ChainReport());
  }
  std::string Found(const VerifyChainOptions& options = {.page_changes_max = 2}) {
    const ChainReport report = Verify(options);
    return report.difference ? report.difference->Text() : "";
  }
  ChainPosition Head() {
    auto head = ReadChainHead(storage(), Soon());
    EXPECT_THAT(head, IsOk());
    return head.value_or(ChainPosition());
  }
  common::v1::Checkpoint CheckpointNow() {
    const ChainPosition head = Head();
    common::v1::Checkpoint checkpoint;
    checkpoint.set_origin(ChainOrigin(storage()));
    checkpoint.set_size(head.seq);
    checkpoint.set_head_hash(head.hash);
    return checkpoint;
  }
  void Execute(const std::string& sql) { world_.database().Execute(sql); }
};

TEST_F(ChainTest, IntactChainVerifies) {
  std::vector<int64_t> progress;
  ASSERT_OK_AND_ASSIGN(const ChainReport report,
                       VerifyChain(storage(), {.page_changes_max = 2}, [&](const auto& verified) {
                         progress.push_back(verified.seq);
                         return absl::OkStatus();
                       }));
  EXPECT_FALSE(report.difference);
  EXPECT_EQ(report.verified.seq, 6);
  EXPECT_EQ(report.verified.hash, Head().hash);
  EXPECT_EQ(progress, (std::vector<int64_t>{2, 4, 6, 6}));
}

TEST_F(ChainTest, VerificationEndsAtItsDeadline) {
  EXPECT_THAT(VerifyChain(storage(), {.deadline = absl::InfinitePast()}),
              RefusedWith(kVerificationUnfinished));
  EXPECT_THAT(VerifyResources(storage(), {Budget::descriptor()}, absl::InfinitePast()),
              RefusedWith(kVerificationUnfinished));
}

TEST_F(ChainTest, ProgressMayEndTheVerification) {
  auto report = VerifyChain(storage(), {.page_changes_max = 2},
                            [](const auto&) { return absl::CancelledError("enough"); });
  EXPECT_EQ(report.status().code(), absl::StatusCode::kCancelled);
}

TEST_F(ChainTest, EveryAlteredColumnIsFound) {
  Execute("CREATE TABLE kept AS SELECT * FROM changes WHERE id = 4");
  for (const std::string assignment :
       {"resource = 'projects/P1/budgets/v9'", "version = 7", "type = 'x'", "territory = '431171'",
        "seal = 2", "subject = 'x'", "method = 'x'", "agency = 'x'", "officer = 'x'",
        "request_id = 'x'", "trace_id = 'x'", "at_us = at_us + 1", "answer = 1",
        "doc = CONCAT(doc, 'x')"}) {
    Execute("UPDATE changes SET " + assignment + " WHERE id = 4");
    const ChainReport report = Verify();
    ASSERT_TRUE(report.difference) << assignment;
    EXPECT_EQ(report.difference->kind, Kind::kChangeAltered) << assignment;
    EXPECT_EQ(report.difference->seq, 4) << assignment;
    EXPECT_EQ(report.verified.seq, 3) << assignment;
    Execute("DELETE FROM changes WHERE id = 4");
    Execute("INSERT INTO changes SELECT * FROM kept");
    ASSERT_EQ(Found(), "") << assignment;
  }
}

TEST_F(ChainTest, AlteredNewestChangeIsFound) {
  Execute("UPDATE changes SET officer = 'x' WHERE id = 6");
  EXPECT_EQ(Found(), "ENTRY_ALTERED seq 6, change 6, projects/P1/budgets/v3@2");
}

TEST_F(ChainTest, AlteredHashIsToldFromAnAlteredChange) {
  Execute("UPDATE chain SET hash = REPEAT('x', 32) WHERE seq = 3");
  EXPECT_EQ(Found(), "HASH_ALTERED seq 3, change 3, projects/P1/budgets/v3@1");
}

TEST_F(ChainTest, DeletedChangeIsFound) {
  Execute("DELETE FROM changes WHERE id = 5");
  EXPECT_EQ(Found(), "CHANGE_MISSING seq 5, change 5");
}

TEST_F(ChainTest, EmptyPlaceIsFound) {
  Execute("DELETE FROM chain WHERE seq = 3");
  EXPECT_EQ(Found(), "PLACE_MISSING seq 3");
}

TEST_F(ChainTest, DeletedFirstPlaceIsFound) {
  Execute("DELETE FROM chain WHERE seq = 1");
  EXPECT_EQ(Found(), "PLACE_MISSING seq 1");
}

TEST_F(ChainTest, SwappedNeighboursAreFound) {
  Execute("UPDATE chain SET change_id = -change_id WHERE seq IN (3, 4)");
  Execute("UPDATE chain SET change_id = IF(seq = 3, 4, 3) WHERE seq IN (3, 4)");
  EXPECT_EQ(Found(), "ENTRY_ALTERED seq 3, change 4, projects/P1/budgets/v1@2");
}

TEST_F(ChainTest, SwappedRowsFarApartAreFound) {
  Execute("UPDATE chain SET change_id = -change_id WHERE seq IN (2, 5)");
  Execute("UPDATE chain SET change_id = IF(seq = 2, 5, 2) WHERE seq IN (2, 5)");
  EXPECT_EQ(Found(), "CHANGE_ALTERED seq 2, change 5, projects/P1/budgets/v2@2");
}

TEST_F(ChainTest, ChangeWithoutPlaceIsFoundWhenItHasWaitedTooLong) {
  ASSERT_THAT(Create("projects/P1/budgets/waiting"), IsOk());
  const absl::Time then = world_.clock().Now();
  world_.SetNow(then + absl::Minutes(5));
  EXPECT_EQ(Found(), "");
  world_.SetNow(then + absl::Minutes(5) + absl::Microseconds(1));
  EXPECT_EQ(Found(), "CHANGE_WITHOUT_PLACE change 7, projects/P1/budgets/waiting@1");
}

TEST_F(ChainTest, VerificationGoesOnFromAKeptPosition) {
  const ChainPosition kept = Head();
  CreateMany(2, "P2");
  Stamp();
  const ChainReport report = Verify({.from = kept});
  EXPECT_FALSE(report.difference);
  EXPECT_EQ(report.verified.seq, 8);
}

TEST_F(ChainTest, KeptPositionFindsACutAndARewrittenChain) {
  const ChainPosition kept = Head();
  EXPECT_EQ(Found({.from = ChainPosition{6, std::string(32, 'x')}}), "TAIL_REWRITTEN seq 6");
  Execute("DELETE FROM chain WHERE seq = 6");
  EXPECT_EQ(Found({.from = kept}), "TAIL_CUT seq 6");
}

TEST_F(ChainTest, CutTailShowsAgainstACheckpointOnly) {
  const auto checkpoint = CheckpointNow();
  Execute("DELETE FROM chain WHERE seq >= 5");
  Execute("DELETE FROM changes WHERE id >= 5");
  EXPECT_EQ(Found(), "");
  EXPECT_EQ(Found({.checkpoint = checkpoint}), "TAIL_CUT seq 6");
}

TEST_F(ChainTest, RewrittenTailShowsAgainstACheckpointOnly) {
  const auto checkpoint = CheckpointNow();
  ASSERT_EQ(Found({.checkpoint = checkpoint}), "");
  Execute("DELETE FROM chain WHERE seq >= 5");
  Execute("UPDATE changes SET officer = 'innocent' WHERE id = 5");
  // Whoever holds the database can have the stamper make the hashes anew.
  Execute("UPDATE chain SET low_water = 4");
  Stamp();
  EXPECT_EQ(Found(), "");
  EXPECT_EQ(Found({.checkpoint = checkpoint}), "TAIL_REWRITTEN seq 6");
}

TEST_F(ChainTest, CheckpointOfAnotherDatabaseIsFound) {
  auto checkpoint = CheckpointNow();
  testing::TestStorage other("funds", testing::BudgetTables());
  ASSERT_OK_AND_ASSIGN(ChainReport report,
                       VerifyChain(other.storage(), {.checkpoint = checkpoint}));
  ASSERT_TRUE(report.difference);
  EXPECT_EQ(report.difference->kind, Kind::kTailCut);
  checkpoint.set_origin("registry/changes");
  EXPECT_EQ(Found({.checkpoint = checkpoint}), "OTHER_CHAIN registry/changes");
}

class CheckpointTest : public ChainTest {
 protected:
  CheckpointTest() : key_(*crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519)) {
    keys_.Add({.key_id = "k1", .key = key_.public_key()});
  }
  common::v1::Checkpoint Opened() {
    auto made = MakeCheckpoint(storage(), key_, "k1", at_, Soon());
    EXPECT_THAT(made, IsOk());
    auto opened = OpenCheckpoint(*made, keys_, at_);
    EXPECT_THAT(opened, IsOk());
    return opened.value_or(common::v1::Checkpoint());
  }

  const absl::Time at_ = absl::FromUnixSeconds(1'772'000'000);
  crypto::PrivateKey key_;
  crypto::SigningKeySet keys_;
};

TEST_F(CheckpointTest, StatesLengthAndHead) {
  const auto checkpoint = Opened();
  EXPECT_EQ(checkpoint.origin(), "funds/changes");
  EXPECT_EQ(checkpoint.size(), 6);
  EXPECT_EQ(checkpoint.head_hash(), Head().hash);
  EXPECT_EQ(checkpoint.at().seconds(), 1'772'000'000);
  EXPECT_EQ(Found({.checkpoint = checkpoint}), "");
}

TEST_F(CheckpointTest, EmptyChainHasNone) {
  testing::TestStorage other("funds", testing::BudgetTables());
  EXPECT_THAT(MakeCheckpoint(other.storage(), key_, "k1", at_, Soon()),
              RefusedWith(kNothingChained));
}

TEST_F(CheckpointTest, OtherKeysThanEd25519AreNotUsed) {
  ASSERT_OK_AND_ASSIGN(const auto key,
                       crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEs256));
  EXPECT_EQ(MakeCheckpoint(storage(), key, "k1", at_, Soon()).status().code(),
            absl::StatusCode::kInternal);
}

TEST_F(CheckpointTest, ForgeriesDoNotOpen) {
  ASSERT_OK_AND_ASSIGN(const auto made, MakeCheckpoint(storage(), key_, "k1", at_, Soon()));
  auto altered = made;
  altered.mutable_checkpoint()->back() ^= 1;
  EXPECT_THAT(OpenCheckpoint(altered, keys_, at_), RefusedWith(crypto::kSignatureInvalid));
  auto renamed = made;
  renamed.set_key_id("k2");
  EXPECT_THAT(OpenCheckpoint(renamed, keys_, at_), RefusedWith(crypto::kSignatureKeyUnknown));
  // Signed by the same key for another purpose.
  ASSERT_OK_AND_ASSIGN(const auto proof,
                       crypto::SignEnvelope(key_, "k1", "another domain", made.checkpoint()));
  auto borrowed = made;
  borrowed.set_signature(proof.signature);
  EXPECT_THAT(OpenCheckpoint(borrowed, keys_, at_), RefusedWith(crypto::kSignatureInvalid));
}

TEST_F(CheckpointTest, SignedNonsenseIsRefused) {
  ASSERT_OK_AND_ASSIGN(const auto envelope,
                       crypto::SignEnvelope(key_, "k1", kCheckpointDomain, "\xff"));
  common::v1::SignedCheckpoint nonsense;
  nonsense.set_checkpoint(envelope.payload);
  nonsense.set_key_id(envelope.key_id);
  nonsense.set_signature(envelope.signature);
  EXPECT_THAT(OpenCheckpoint(nonsense, keys_, at_), RefusedWith(kCheckpointMalformed));
}

TEST_F(CheckpointTest, GrownChainExtendsTheOldCheckpoint) {
  const auto older = Opened();
  CreateMany(4, "P2");
  Stamp();
  const auto newer = Opened();
  EXPECT_EQ(newer.size(), 10);
  EXPECT_THAT(VerifyCheckpointExtends(older, newer, StoredChain(storage())), IsOk());
  EXPECT_THAT(VerifyCheckpointExtends(older, older, StoredChain(storage())), IsOk());
}

TEST_F(CheckpointTest, WhatDoesNotExtendTheOldCheckpointIsRefused) {
  const auto older = Opened();
  CreateMany(4, "P2");
  Stamp();
  const auto newer = Opened();
  const ChainReader stored = StoredChain(storage());
  EXPECT_THAT(VerifyCheckpointExtends(newer, older, stored), RefusedWith(kCheckpointShrunk));
  auto foreign = newer;
  foreign.set_origin("registry/changes");
  EXPECT_THAT(VerifyCheckpointExtends(older, foreign, stored), RefusedWith(kCheckpointOrigin));
  auto same_size = older;
  same_size.set_head_hash(std::string(32, 'x'));
  EXPECT_THAT(VerifyCheckpointExtends(older, same_size, stored), RefusedWith(kCheckpointDiverged));
  EXPECT_THAT(VerifyCheckpointExtends(same_size, newer, stored), RefusedWith(kCheckpointDiverged));
  auto longer = newer;
  longer.set_size(11);
  EXPECT_THAT(VerifyCheckpointExtends(older, longer, stored), RefusedWith(kCheckpointDiverged));
  Execute("UPDATE changes SET officer = 'x' WHERE id = 8");
  EXPECT_THAT(VerifyCheckpointExtends(older, newer, stored), RefusedWith(kCheckpointDiverged));
  Execute("DELETE FROM changes WHERE id = 8");
  EXPECT_THAT(VerifyCheckpointExtends(older, newer, stored), RefusedWith(kChainBroken));
}

}  // namespace
}  // namespace liandong
