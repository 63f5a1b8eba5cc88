#include "services/petitions/accusation/accusation_service.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/petitions/accusation/accusation_rules.h"
#include "services/petitions/testing/petitions_world.h"
#include "shared/calendar/date_proto.h"
#include "shared/crypto/sealed_box.h"
#include "shared/storage/documents.h"

namespace liandong::petitions {
namespace {

using common::v1::AGENCY_DISCIPLINE_COMMISSION;
using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

constexpr char kNarrative[] = "拆除合同由关联公司承接，价格虚高";

std::string Day(const google::type::Date& date) {
  auto day = FromProto(date);
  return day.ok() ? FormatDate(*day) : "";
}

class AccusationServiceTest : public ::testing::Test {
 protected:
  AccusationServiceTest() { world_.SetNow("2026-10-12 09:00"); }

  RequestContext Cdi() { return world_.As(AGENCY_DISCIPLINE_COMMISSION, "cdi-1"); }

  absl::StatusOr<v1::SealingKey> RegisterKey(const crypto::BoxPrivateKey& key) {
    v1::RegisterSealingKeyRequest request;
    request.set_public_key(key.PublicPem().value());
    request.set_request_id(NewRequestId());
    return world_.accusations.RegisterSealingKey(Cdi(), request);
  }
  v1::FileAccusationRequest Complaint(const std::string& id = "q7f3") {
    v1::FileAccusationRequest request;
    request.set_accusation_id(id);
    request.mutable_accusation()->set_accused("hsb");
    request.mutable_accusation()->set_subject(v1::Accusation::SUBJECT_MISUSE_OF_FUNDS);
    request.mutable_accusation()->set_project("projects/P1");
    request.mutable_statement()->set_complainant_name("张示举");
    request.mutable_statement()->set_narrative(kNarrative);
    request.set_request_id(NewRequestId());
    return request;
  }
  absl::StatusOr<v1::Accusation> Accept(const std::string& name) {
    v1::AcceptAccusationRequest request;
    request.set_name(name);
    request.set_request_id(NewRequestId());
    return world_.accusations.AcceptAccusation(Cdi(), request);
  }
  absl::StatusOr<v1::Accusation> Close(const std::string& name) {
    v1::CloseAccusationRequest request;
    request.set_name(name);
    request.set_result(v1::Accusation::RESULT_UNFOUNDED);
    request.set_request_id(NewRequestId());
    return world_.accusations.CloseAccusation(Cdi(), request);
  }

  PetitionsWorld world_;
  const crypto::BoxPrivateKey key_ = crypto::BoxPrivateKey::Generate().value();
};

TEST(AccusationMachine, EveryStateWithEveryAction) {
  const auto* states = Accusation::State_descriptor();
  for (int i = 0; i < states->value_count(); ++i) {
    const auto from = static_cast<Accusation::State>(states->value(i)->number());
    for (std::string_view action : {"FileAccusation", "AcceptAccusation", "CloseAccusation"}) {
      const auto next = kAccusationMachine.Next(from, action);
      if (from == Accusation::STATE_UNSPECIFIED && action == "FileAccusation") {
        EXPECT_EQ(next.value(), Accusation::STATE_FILED);
      } else if (from == Accusation::STATE_FILED && action == "AcceptAccusation") {
        EXPECT_EQ(next.value(), Accusation::STATE_ACCEPTED);
      } else if (from == Accusation::STATE_ACCEPTED && action == "CloseAccusation") {
        EXPECT_EQ(next.value(), Accusation::STATE_CLOSED);
      } else {
        EXPECT_THAT(next, RefusedWith(kAccusationState)) << from << action;
      }
    }
  }
}

// Nobody but the commission, in no capacity and by no detour.
TEST(AccusationContract, EveryMethodIsSealedAndTheCommissionsAlone) {
  const auto* service = v1::Accusation::descriptor()->file()->service(0);
  ASSERT_EQ(service->name(), "AccusationService");
  for (int i = 0; i < service->method_count(); ++i) {
    const auto& access = service->method(i)->options().GetExtension(common::v1::access);
    EXPECT_TRUE(access.sealed()) << service->method(i)->name();
    ASSERT_EQ(access.agencies_size(), 1);
    EXPECT_EQ(access.agencies(0), AGENCY_DISCIPLINE_COMMISSION);
    EXPECT_EQ(access.services_size() + access.on_behalf_services_size(), 0);
    EXPECT_FALSE(access.any_caller());
  }
}

TEST_F(AccusationServiceTest, NamedComplaintIsToldOfItsAcceptanceWithin15Workdays) {
  ASSERT_THAT(RegisterKey(key_), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Accusation filed, world_.accusations.FileAccusation(Cdi(), Complaint()));
  EXPECT_EQ(filed.state(), v1::Accusation::STATE_FILED);
  EXPECT_EQ(filed.receipt_number(), "永纪举〔2026〕1号");
  EXPECT_TRUE(filed.named());
  EXPECT_EQ(Day(filed.accept_deadline().legal_due()), "2026-11-02");

  world_.SetNow("2026-10-20 09:00");
  ASSERT_OK_AND_ASSIGN(v1::Accusation accepted, Accept(filed.name()));
  EXPECT_EQ(Day(accepted.accepted_date()), "2026-10-20");
  EXPECT_THAT(Accept(filed.name()), RefusedWith(kAccusationState));
  world_.SetNow("2026-11-20 09:00");
  ASSERT_OK_AND_ASSIGN(v1::Accusation closed, Close(filed.name()));
  EXPECT_EQ(Day(closed.result_deadline().legal_due()), "2026-12-11");
  EXPECT_THAT(Close(filed.name()), RefusedWith(kAccusationState));
}

TEST_F(AccusationServiceTest, AnonymousComplaintIsTakenAndNobodyIsToBeTold) {
  ASSERT_THAT(RegisterKey(key_), IsOk());
  auto request = Complaint();
  request.mutable_statement()->clear_complainant_name();
  ASSERT_OK_AND_ASSIGN(v1::Accusation filed, world_.accusations.FileAccusation(Cdi(), request));
  EXPECT_FALSE(filed.named());
  EXPECT_FALSE(filed.has_accept_deadline());
}

TEST_F(AccusationServiceTest, OnlyTheCommissionsKeyOpensTheStatement) {
  ASSERT_THAT(RegisterKey(key_), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::Accusation filed, world_.accusations.FileAccusation(Cdi(), Complaint()));
  EXPECT_EQ(filed.ShortDebugString().find("张示举"), std::string::npos);
  ASSERT_OK_AND_ASSIGN(std::string opened,
                       key_.Open(filed.name() + "|statement", filed.sealed_statement()));
  v1::AccusationStatement statement;
  ASSERT_TRUE(statement.ParseFromString(opened));
  EXPECT_EQ(statement.complainant_name(), "张示举");
  EXPECT_EQ(statement.narrative(), kNarrative);
  // Nor does the accused stand readable in the table.
  auto rows = db::ReadRows(world_.sealed().pool(), absl::Now() + absl::Seconds(5),
                           "SELECT doc FROM sealed_accusations LIMIT 1");
  ASSERT_TRUE(rows.ok());
  v1::Accusation parsed;
  EXPECT_FALSE(parsed.ParseFromString((*rows)[0].Text(0)) && parsed.accused() == "hsb");
}

TEST_F(AccusationServiceTest, WithoutAKeyNothingIsTakenInTheClear) {
  EXPECT_THAT(world_.accusations.FileAccusation(Cdi(), Complaint()),
              RefusedWith(kSealingKeyMissing));
  EXPECT_EQ(world_.Count("sealed_accusations"), 0);
  EXPECT_EQ(world_.Count("sealed_numbers"), 0);
}

TEST_F(AccusationServiceTest, ANewKeyRetiresTheOneBefore) {
  ASSERT_OK_AND_ASSIGN(v1::SealingKey first, RegisterKey(key_));
  const auto next = crypto::BoxPrivateKey::Generate().value();
  ASSERT_OK_AND_ASSIGN(v1::SealingKey second, RegisterKey(next));
  EXPECT_EQ(second.state(), v1::SealingKey::STATE_ACTIVE);
  EXPECT_NE(first.name(), second.name());
  EXPECT_EQ(world_.Count("sealed_keys WHERE active_as = 'current'"), 1);
  EXPECT_EQ(world_.Count("sealed_keys WHERE state = 'STATE_RETIRED'"), 1);
  ASSERT_OK_AND_ASSIGN(v1::Accusation filed, world_.accusations.FileAccusation(Cdi(), Complaint()));
  EXPECT_EQ(filed.sealing_key(), second.name());
  EXPECT_THAT(RegisterKey(key_), RefusedWith(kResourceExists));

  v1::RegisterSealingKeyRequest bad;
  bad.set_public_key("no key");
  bad.set_request_id(NewRequestId());
  EXPECT_THAT(world_.accusations.RegisterSealingKey(Cdi(), bad),
              RefusedWith(crypto::kBoxKeyInvalid));
  EXPECT_EQ(world_.Count("sealed_keys WHERE active_as = 'current'"), 1);
}

TEST_F(AccusationServiceTest, SealedChainVerifiesAndFindsTampering) {
  ASSERT_THAT(RegisterKey(key_), IsOk());
  ASSERT_THAT(world_.accusations.FileAccusation(Cdi(), Complaint()), IsOk());
  world_.Stamp();
  ASSERT_OK_AND_ASSIGN(auto sound, world_.accusations.VerifyAccusations(Cdi(), {}));
  EXPECT_EQ(sound.changes_verified(), 2);
  EXPECT_EQ(sound.resources_verified(), 2);
  EXPECT_EQ(sound.differences_size(), 0);
  ASSERT_THAT(db::Transact(world_.sealed().pool(), absl::Now() + absl::Seconds(5),
                           [](db::Connection& c) {
                             return c.Execute("UPDATE sealed_changes SET agency = 'hsb'").status();
                           }),
              IsOk());
  ASSERT_OK_AND_ASSIGN(auto tampered, world_.accusations.VerifyAccusations(Cdi(), {}));
  EXPECT_GT(tampered.differences_size(), 0);
}

// A chain whose end is missing is sound by itself: what the commission kept shows that it is not
// all.
TEST_F(AccusationServiceTest, AKeptCheckpointShowsACutTail) {
  EXPECT_THAT(world_.accusations.GetAccusationsCheckpoint(Cdi(), {}), RefusedWith(kNothingChained));
  ASSERT_THAT(RegisterKey(key_), IsOk());
  ASSERT_THAT(world_.accusations.FileAccusation(Cdi(), Complaint()), IsOk());
  world_.Stamp();
  v1::VerifyAccusationsRequest request;
  ASSERT_OK_AND_ASSIGN(*request.mutable_known(),
                       world_.accusations.GetAccusationsCheckpoint(Cdi(), {}));
  ASSERT_OK_AND_ASSIGN(auto sound, world_.accusations.VerifyAccusations(Cdi(), request));
  EXPECT_EQ(sound.differences_size(), 0);
  // The accusation, its change and its place: as if it had never been filed.
  for (const char* sql :
       {"DELETE FROM sealed_chain WHERE seq = 2", "DELETE FROM sealed_changes WHERE id = 2",
        "DELETE FROM sealed_accusations"}) {
    ASSERT_THAT(db::Transact(world_.sealed().pool(), absl::Now() + absl::Seconds(5),
                             [&](db::Connection& c) { return c.Execute(sql).status(); }),
                IsOk());
  }
  ASSERT_OK_AND_ASSIGN(auto unaware, world_.accusations.VerifyAccusations(Cdi(), {}));
  EXPECT_EQ(unaware.differences_size(), 0);
  ASSERT_OK_AND_ASSIGN(auto cut, world_.accusations.VerifyAccusations(Cdi(), request));
  EXPECT_EQ(cut.differences_size(), 1);

  request.mutable_known()->set_checkpoint("not what was signed");
  EXPECT_THAT(world_.accusations.VerifyAccusations(Cdi(), request),
              RefusedWith(crypto::kSignatureInvalid));
}

}  // namespace
}  // namespace liandong::petitions
