#include "services/registry/titles/title_service.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "gtest/gtest.h"
#include "services/registry/testing/registry_world.h"
#include "services/registry/titles/title_number.h"
#include "services/registry/titles/title_rules.h"
#include "shared/ids/ids_reasons.h"
#include "shared/testing/closed_gates.h"
#include "shared/testing/footprint.h"
#include "shared/testing/machine_check.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample
using liandong::testing::ClosesExactly;
using liandong::testing::FootprintOf;
using liandong::testing::Names;

class TitleServiceTest : public RegistryWorld {
 protected:
  void ImportHomes() { ASSERT_THAT(Import({HomeEntry(302), HomeEntry(503)}), IsOk()); }
  // The home of household 2, applied for and accepted.
  void AcceptOne() {
    ImportHomes();
    ASSERT_THAT(Allot(2, 302, Owner2()), IsOk());
    ASSERT_THAT(ApplyFor("H02", 302, Owner2()), IsOk());
    ASSERT_THAT(Accept("H02"), IsOk());
  }
};

TEST_F(TitleServiceTest, ApplicationMoves) {
  liandong::testing::ExpectExactly<TitleApplication::State>(
      kTitleMachine, kApplicationState,
      {{{TitleApplication::STATE_UNSPECIFIED, "ApplyForTitle"}, TitleApplication::STATE_APPLIED},
       {{TitleApplication::STATE_APPLIED, "AcceptTitleApplication"},
        TitleApplication::STATE_ACCEPTED},
       {{TitleApplication::STATE_APPLIED, "RejectTitleApplication"},
        TitleApplication::STATE_REJECTED},
       {{TitleApplication::STATE_ACCEPTED, "RejectTitleApplication"},
        TitleApplication::STATE_REJECTED},
       {{TitleApplication::STATE_ACCEPTED, "RegisterTitle"}, TitleApplication::STATE_REGISTERED}});
}

TEST_F(TitleServiceTest, HomesGoToTheHouseholdsTheyWereAllottedTo) {
  ImportHomes();
  ASSERT_THAT(Allot(2, 302, Owner2()), IsOk());
  ASSERT_THAT(Allot(7, 503, Owner7()), IsOk());
  world_.SetNow("2026-07-08 09:00");
  EXPECT_THAT(ApplyFor("H02", 302, Owner7()), RefusedWith(kNotAllottee));
  EXPECT_EQ(Count("title_applications"), 0);
  ASSERT_THAT(ApplyFor("H02", 302, Owner2()), IsOk());
  ASSERT_THAT(ApplyFor("H07", 503, Owner7()), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::TitleApplication accepted, Accept("H02"));
  EXPECT_EQ(FormatDate(*FromProto(accepted.due().legal_due())), "2026-08-19");
  ASSERT_THAT(Accept("H07"), IsOk());
  world_.SetNow("2026-07-20 09:00");
  ASSERT_OK_AND_ASSIGN(v1::TitleApplication first, Register("H02"));
  ASSERT_OK_AND_ASSIGN(v1::TitleApplication second, Register("H07"));
  EXPECT_EQ(first.certificate_number(), "湘(2026)永州市不动产权第0000001号");
  EXPECT_EQ(second.certificate_number(), "湘(2026)永州市不动产权第0000002号");

  const v1::Unit home = ReadUnit(HomeCode(302));
  ASSERT_EQ(home.rights_size(), 3);
  EXPECT_TRUE(home.rights(0).has_ended());
  EXPECT_EQ(home.rights(1).holder().name(), "李示二");
  ASSERT_EQ(home.certificates_size(), 2);
  EXPECT_EQ(home.certificates(0).state(), v1::CERTIFICATE_STATE_TRANSFERRED);
  const v1::Certificate title = ReadCertificate(first.certificate());
  EXPECT_EQ(title.origin(), v1::Certificate::ORIGIN_ALLOTMENT);
  EXPECT_EQ(title.holders(0).id_number(), "431199197508210229");
  EXPECT_THAT(CheckShares(home), IsOk());

  // A second certificate for one home.
  EXPECT_THAT(ApplyFor("H02-2", 302, Owner2()), RefusedWith(kUnitHasTitle));
  EXPECT_THAT(Allot(2, 302, Owner7()), RefusedWith(kUnitHasTitle));
  EXPECT_THAT(Register("H02"), RefusedWith(kApplicationState));
  v1::ListTitleApplicationsRequest list;
  list.set_parent("projects/P1");
  list.set_state(TitleApplication::STATE_REGISTERED);
  ASSERT_OK_AND_ASSIGN(auto page, titles_.ListTitleApplications(Nrb(), list));
  EXPECT_EQ(page.title_applications_size(), 2);
}

// Clause 3.9.d: the home is owned by all who owned the house.
TEST_F(TitleServiceTest, CoOwnersKeepTheirShares) {
  ImportHomes();
  ASSERT_THAT(Allot(2, 302, {Owner2(), Owner7()}), IsOk());
  ASSERT_THAT(ApplyFor("H02", 302, Owner7()), IsOk());
  ASSERT_THAT(Accept("H02"), IsOk());
  ASSERT_OK_AND_ASSIGN(const v1::TitleApplication done, Register("H02"));
  const v1::Unit home = ReadUnit(HomeCode(302));
  EXPECT_THAT(CheckShares(home), IsOk());
  std::map<std::string, int> standing;
  for (const auto& right : home.rights()) {
    if (right.has_ended()) continue;
    EXPECT_EQ(right.share_numerator(), 1);
    EXPECT_EQ(right.share_denominator(), 2);
    ++standing[right.holder().id_number()];
  }
  EXPECT_EQ(standing,
            (std::map<std::string, int>{{Owner2().id_number(), 2}, {Owner7().id_number(), 2}}));
  EXPECT_EQ(ReadCertificate(done.certificate()).holders_size(), 2);
}

TEST_F(TitleServiceTest, OneOpenApplicationForAHome) {
  AcceptOne();
  EXPECT_THAT(ApplyFor("again", 302, Owner2()), RefusedWith(kApplicationOpen));
  v1::RejectTitleApplicationRequest reject;
  reject.set_name("projects/P1/titleApplications/H02");
  reject.set_reject_reason("材料不齐");
  reject.set_request_id(NewRequestId());
  ASSERT_THAT(titles_.RejectTitleApplication(Nrb(), reject), IsOk());
  EXPECT_THAT(Register("H02"), RefusedWith(kApplicationState));
  EXPECT_THAT(Accept("H02"), RefusedWith(kApplicationState));
  EXPECT_THAT(ApplyFor("again", 302, Owner2()), IsOk());
}

TEST_F(TitleServiceTest, HomesThatCanNotBeAppliedFor) {
  ImportHomes();
  ImportHouses(2);
  EXPECT_THAT(ApplyFor("a", 302, Owner2()), RefusedWith(kHomeNotAllotted));
  EXPECT_THAT(ApplyFor("a", 999, Owner2()), RefusedWith(kUnitUnknown));
  EXPECT_THAT(Allot(2, 999, Owner2()), RefusedWith(kUnitUnknown));
  ASSERT_THAT(Allot(2, 302, Owner2()), IsOk());
  EXPECT_THAT(Allot(7, 302, Owner7()), RefusedWith(kHomeAllotted));
  ASSERT_THAT(Allot(7, 503, Owner7()), IsOk());
  EXPECT_THAT(Allot(7, 302, Owner7()), RefusedWith(kHomeAllotted));
  world_.database().Execute(
      "UPDATE certificates SET state = 'CERTIFICATE_STATE_CANCELLED' WHERE unit LIKE '%0302'");
  EXPECT_THAT(ApplyFor("a", 302, Owner2()), RefusedWith(kNoFirstRegistration));
  EXPECT_EQ(Count("title_applications"), 0);
}

TEST_F(TitleServiceTest, AllotmentIsReadAgainAtRegistration) {
  AcceptOne();
  ASSERT_THAT(Allot(2, 302, Owner7()), IsOk());
  EXPECT_THAT(Register("H02"), RefusedWith(kNotAllottee));
  ASSERT_THAT(Allot(2, 503, Owner2()), IsOk());
  EXPECT_THAT(Register("H02"), RefusedWith(kHomeNotAllotted));
  EXPECT_EQ(Count("title_serials WHERE year = 2026"), 0);
  v1::GetAllotmentRequest get;
  get.set_name("projects/P1/allotments/H02");
  ASSERT_OK_AND_ASSIGN(v1::Allotment allotment, allotments_.GetAllotment(Nrb(), get));
  EXPECT_EQ(allotment.home_unit_code(), HomeCode(503));
}

TEST_F(TitleServiceTest, RestrictionsStopTheTransfer) {
  AcceptOne();
  ASSERT_THAT(Seal(HomeCode(302), "s1"), IsOk());
  EXPECT_THAT(Register("H02"), RefusedWith(kSealed));
  EXPECT_EQ(ReadUnit(HomeCode(302)).certificates(0).state(), v1::CERTIFICATE_STATE_VALID);
  ASSERT_THAT(Lift(HomeCode(302), "s1"), IsOk());
  EXPECT_THAT(Register("H02"), IsOk());
}

TEST_F(TitleServiceTest, EveryClosedGateOfTheTransferIsTold) {
  AcceptOne();
  ASSERT_THAT(Allot(2, 302, Owner7()), IsOk());
  ASSERT_THAT(Seal(HomeCode(302), "s1"), IsOk());
  const int64_t before = FootprintOf(world_);
  EXPECT_THAT(Register("H02"), ClosesExactly(Names{"NOT_ALLOTTEE", "SEALED"}));
  ASSERT_EQ(FootprintOf(world_), before);
  ASSERT_THAT(Lift(HomeCode(302), "s1"), IsOk());
  EXPECT_THAT(Register("H02"), ClosesExactly(Names{"NOT_ALLOTTEE"}));
  ASSERT_THAT(Allot(2, 302, Owner2()), IsOk());
  EXPECT_THAT(Register("H02"), IsOk());
}

TEST_F(TitleServiceTest, AccepterDoesNotRegister) {
  AcceptOne();
  common::v1::Access access;
  access.add_separate_from("accepter");
  RequestContext same = Nrb("nrb-1");
  same.access = &access;
  v1::RegisterTitleRequest request;
  request.set_name("projects/P1/titleApplications/H02");
  request.set_request_id(NewRequestId());
  EXPECT_THAT(titles_.RegisterTitle(same, request), RefusedWith(kFourEyes));
  RequestContext other = Nrb("nrb-3");
  other.access = &access;
  EXPECT_THAT(titles_.RegisterTitle(other, request), IsOk());
}

TEST_F(TitleServiceTest, SerialGoesOnAfterNumbersTakenOver) {
  AcceptOne();
  auto taken_over = HomeEntry(601);
  taken_over.mutable_certificates(0)->set_number("湘（2026）永州市不动产权第0000041号");
  auto elsewhere = HomeEntry(602);
  elsewhere.mutable_certificates(0)->set_number("湘(2026)东安县不动产权第0000099号");
  auto earlier = HomeEntry(402);
  earlier.mutable_certificates(0)->set_number("湘(2026)永州市不动产权第0000007号");
  ASSERT_THAT(Import({taken_over, elsewhere, earlier}), IsOk());
  ASSERT_OK_AND_ASSIGN(v1::TitleApplication registered, Register("H02"));
  EXPECT_EQ(registered.certificate_number(), "湘(2026)永州市不动产权第0000042号");
}

// The certificate's name is taken, so that its entry fails after the serial was counted.
TEST_F(TitleServiceTest, FailedEntryGivesItsNumberBack) {
  AcceptOne();
  world_.database().Execute(
      "INSERT INTO certificates (name, parent, territory, seal, version, doc, state, unit, kind,"
      " number) VALUES ('" +
      UnitName(HomeCode(302)) +
      "/certificates/title-2026-0000001', '', '431103', 1, 1, '', 'CERTIFICATE_STATE_CANCELLED',"
      " '', '', 'x')");
  EXPECT_THAT(Register("H02"), RefusedWith(kResourceExists));
  EXPECT_EQ(Count("title_serials WHERE year = 2026"), 0);
  EXPECT_EQ(ReadUnit(HomeCode(302)).certificates(0).state(), v1::CERTIFICATE_STATE_VALID);
  world_.database().Execute("DELETE FROM certificates WHERE number = 'x'");
  ASSERT_OK_AND_ASSIGN(v1::TitleApplication registered, Register("H02"));
  EXPECT_EQ(registered.certificate_number(), "湘(2026)永州市不动产权第0000001号");
}

TEST_F(TitleServiceTest, SerialsRunOut) {
  AcceptOne();
  world_.database().Execute("INSERT INTO title_serials (year, last_serial) VALUES (2026, 9999999)");
  EXPECT_THAT(Register("H02"), RefusedWith(ids::kTitleSerialsUsedUp));
  EXPECT_EQ(Count("title_serials WHERE last_serial = 9999999"), 1);
  EXPECT_EQ(Count("certificates WHERE state = 'CERTIFICATE_STATE_VALID'"), 2);
}

TEST_F(TitleServiceTest, EachYearCountsFromOne) {
  AcceptOne();
  world_.SetNow("2027-01-04 09:00");
  ASSERT_OK_AND_ASSIGN(v1::TitleApplication registered, Register("H02"));
  EXPECT_EQ(registered.certificate_number(), "湘(2027)永州市不动产权第0000001号");
}

TEST_F(TitleServiceTest, OneHundredParallelIssuancesGiveOneHundredConsecutiveNumbers) {
  constexpr int kHomes = 100;
  std::vector<v1::RegisterEntry> homes;
  for (int i = 1; i <= kHomes; ++i) homes.push_back(HomeEntry(i));
  ASSERT_THAT(Import(homes), IsOk());
  for (int i = 1; i <= kHomes; ++i) {
    const std::string id = "H" + std::to_string(i);
    ASSERT_THAT(Allot(i, i, Owner2()), IsOk());
    ASSERT_THAT(ApplyFor(id, i, Owner2()), IsOk());
    ASSERT_THAT(Accept(id), IsOk());
  }
  std::vector<std::string> numbers(kHomes);
  std::vector<std::thread> threads;
  for (int i = 0; i < kHomes; ++i) {
    threads.emplace_back([&, i] {
      auto registered = Register("H" + std::to_string(i + 1));
      numbers[i] = registered.ok() ? registered->certificate_number()
                                   : std::string(registered.status().message());
    });
  }
  for (auto& thread : threads) thread.join();
  std::sort(numbers.begin(), numbers.end());
  for (int i = 0; i < kHomes; ++i) {
    EXPECT_EQ(numbers[i], absl::StrFormat("湘(2026)永州市不动产权第%07d号", i + 1));
  }
}

TEST_F(TitleServiceTest, TwoParallelRegistrationsOfOneApplicationHaveOneWinner) {
  AcceptOne();
  std::atomic<int> won{0}, lost{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      auto registered = Register("H02");
      if (registered.ok()) ++won;
      if (ReasonOf(registered.status()) == kApplicationState.name) ++lost;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 1);
}

}  // namespace
}  // namespace liandong::registry
