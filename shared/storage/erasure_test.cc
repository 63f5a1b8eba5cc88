// What the destruction of a data subject's key ends, and what it leaves intact.
#include "gtest/gtest.h"
#include "liandong/funds/v1/fund.pb.h"
#include "shared/storage/change_feed.h"
#include "shared/storage/store.h"
#include "shared/storage/testing/budget_world.h"
#include "shared/storage/verify_chain.h"
#include "shared/storage/verify_resources.h"

namespace liandong {
namespace {

using common::v1::Change;
using funds::v1::ProjectFund;
using testing::IsOk;

// Project funds as if their bank were personal data: the contract's own answer is changed, before
// anything has asked it, in this program alone.
class ErasureTest : public testing::BudgetWorld {
 protected:
  ErasureTest() : funds_(MarkedPersonal(storage())) {
    EXPECT_THAT(CreateFund("projects/P1/fund"), IsOk());
    EXPECT_THAT(CreateFund("projects/P2/fund"), IsOk());
    Stamp();
  }

  static Store<ProjectFund> MarkedPersonal(Storage& storage) {
    const auto* bank = ProjectFund::descriptor()->FindFieldByName("bank");
    const_cast<google::protobuf::FieldOptions&>(bank->options())
        .MutableExtension(common::v1::field)
        ->set_personal(common::v1::PERSONAL_NAME);
    return Store<ProjectFund>(storage);
  }

  absl::Status CreateFund(const std::string& name) {
    return MutateAsSystem(storage(), Caller(), RequestKey{}, [&](Mutation& m) {
      ProjectFund fund;
      fund.set_name(name);
      fund.set_bank("张三");
      return funds_.Insert(m, fund, {"431103"}).status();
    });
  }
  // The key is gone, and so is every process that had read it.
  std::unique_ptr<Storage> Erase(const std::string& subject) {
    world_.database().Execute("UPDATE subject_keys SET wrapped = '' WHERE subject = '" + subject +
                              "'");
    return std::make_unique<Storage>("funds", world_.database().pool(), world_.keys(),
                                     world_.clock());
  }
  std::vector<Change> Delivered(Storage& storage) {
    auto cursor = ChangeFeed(storage).Open(
        Caller(), "", {.admitted_types = {ProjectFund::descriptor()->full_name()}},
        [](google::protobuf::Message&) {});
    EXPECT_THAT(cursor, IsOk());
    auto changes = cursor->Next(100, Soon());
    EXPECT_THAT(changes, IsOk());
    return changes.value_or(std::vector<Change>());
  }
  absl::StatusOr<ResourcesReport> Verified(Storage& storage) {
    return VerifyResources(storage, {ProjectFund::descriptor()});
  }

  Store<ProjectFund> funds_;
};

TEST_F(ErasureTest, PersonalDocumentsAreStoredEncryptedAndDeliveredInClear) {
  EXPECT_EQ(Number("SELECT COUNT(*) FROM changes WHERE INSTR(doc, '张三') > 0"), 0);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM project_funds WHERE INSTR(doc, '张三') > 0"), 0);
  const auto changes = Delivered(storage());
  ASSERT_EQ(changes.size(), 2u);
  ProjectFund fund;
  ASSERT_TRUE(changes[0].document().UnpackTo(&fund));
  EXPECT_EQ(fund.bank(), "张三");
  ASSERT_OK_AND_ASSIGN(const ResourcesReport report, Verified(storage()));
  EXPECT_TRUE(report.differences.empty());
}

TEST_F(ErasureTest, ErasedSubjectIsDeliveredWithAnEmptyDocument) {
  const auto restarted = Erase("projects/P1/fund");
  const auto changes = Delivered(*restarted);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].resource(), "projects/P1/fund");
  EXPECT_EQ(changes[0].document().type_url(), "type.googleapis.com/liandong.funds.v1.ProjectFund");
  EXPECT_EQ(changes[0].document().value(), "");
  EXPECT_NE(changes[1].document().value(), "");
}

TEST_F(ErasureTest, ErasedSubjectIsRefusedToReaders) {
  const auto restarted = Erase("projects/P1/fund");
  Store<ProjectFund> funds(*restarted);
  EXPECT_THAT(
      funds.Read(world_.Context(common::v1::AGENCY_FINANCE, "fin", "fin-1"), "projects/P1/fund"),
      testing::RefusedWith(kSubjectErased));
}

TEST_F(ErasureTest, NothingNewIsWrittenAboutAnErasedSubject) {
  const auto restarted = Erase("projects/P1/fund");
  EXPECT_THAT(MutateAsSystem(*restarted, Caller(), RequestKey{},
                             [&](Mutation& m) {
                               SubjectKeys::Session session;
                               return EncodeDocument(*restarted, m.db(), session, ProjectFund(),
                                                     /*personal=*/true, "projects/P1/fund", "x")
                                   .status();
                             }),
              testing::RefusedWith(kSubjectErased));
  EXPECT_EQ(Delivered(*restarted).size(), 2u);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM subject_keys WHERE wrapped = ''"), 1);
}

TEST_F(ErasureTest, AKeyThatWasReadEarlierIsNotUsedForEver) {
  Storage other("funds", world_.database().pool(), world_.keys(), world_.clock(), "",
                monotonic_.Function());
  Store<ProjectFund> funds(other);
  const auto read = [&] {
    return funds.Read(world_.Context(common::v1::AGENCY_FINANCE, "fin", "fin-1"),
                      "projects/P1/fund");
  };
  EXPECT_THAT(read(), IsOk());
  Erase("projects/P1/fund");
  EXPECT_THAT(read(), IsOk());
  monotonic_.Advance(SubjectKeys::kCacheAgeMax);
  EXPECT_THAT(read(), testing::RefusedWith(kSubjectErased));
}

TEST_F(ErasureTest, AListGoesOnOverErasedSubjects) {
  world_.database().Execute("UPDATE project_funds SET parent = 'projects/P1'");
  const auto restarted = Erase("projects/P1/fund");
  Store<ProjectFund> funds(*restarted);
  funds::v1::ListProjectFundsRequest request;
  request.set_parent("projects/P1");
  ASSERT_OK_AND_ASSIGN(const auto page,
                       funds.List<funds::v1::ListProjectFundsResponse>(Caller(), request));
  ASSERT_EQ(page.funds_size(), 2);
  EXPECT_EQ(page.funds(0).ShortDebugString(), "name: \"projects/P1/fund\" etag: \"1\"");
  EXPECT_EQ(page.funds(1).bank(), "张三");
}

TEST_F(ErasureTest, ErasureLeavesChainAndVerificationIntact) {
  const auto restarted = Erase("projects/P1/fund");
  ASSERT_OK_AND_ASSIGN(const ChainReport chain, VerifyChain(*restarted));
  EXPECT_FALSE(chain.difference);
  EXPECT_EQ(chain.verified.seq, 2);
  ASSERT_OK_AND_ASSIGN(const ResourcesReport report, Verified(*restarted));
  EXPECT_TRUE(report.differences.empty());
  EXPECT_EQ(report.resources_verified, 2);
}

TEST_F(ErasureTest, CiphertextMovedToAnotherRowIsUnreadable) {
  world_.database().Execute(
      "UPDATE project_funds a JOIN project_funds b SET a.doc = b.doc"
      " WHERE a.name LIKE '%P1%' AND b.name LIKE '%P2%'");
  ASSERT_OK_AND_ASSIGN(const ResourcesReport report, Verified(storage()));
  ASSERT_EQ(report.differences.size(), 1u);
  EXPECT_EQ(report.differences[0].Text(), "RESOURCE_UNREADABLE change 1, projects/P1/fund@1");
}

}  // namespace
}  // namespace liandong
