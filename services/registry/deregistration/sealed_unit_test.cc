// A restriction stops every way to a unit's certificates, in whatever order the acts come.
#include <atomic>
#include <thread>

#include "gtest/gtest.h"
#include "services/registry/testing/registry_world.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample

class SealedUnitTest : public RegistryWorld {
 protected:
  int64_t Valid(const std::string& code) {
    return Count("certificates WHERE state = 'CERTIFICATE_STATE_VALID' AND unit = '" +
                 UnitName(code) + "'");
  }
};

// The two methods that end certificates are ApplyCancellation and RegisterTitle; the way to each
// is tried whole, alone and in a lot, with the seal before and after the request.
TEST_F(SealedUnitTest, SealedUnitSurvivesEveryMethodThatCouldEndItsCertificates) {
  ImportHouses(3);
  ASSERT_THAT(Import({HomeEntry(302)}), IsOk());
  for (int i = 1; i <= 3; ++i) ASSERT_THAT(PushBasis(i), IsOk());
  ASSERT_THAT(Seal(HouseCode(1), "s1"), IsOk());
  ASSERT_THAT(Request("c1", {1, 2, 3}), IsOk());
  ASSERT_THAT(Seal(HouseCode(2), "s2"), IsOk());
  EXPECT_THAT(Apply("c1"), RefusedWith(kGatesClosed));
  EXPECT_THAT(Apply("c1", {1}), RefusedWith(kSealed));
  EXPECT_THAT(Apply("c1", {2}), RefusedWith(kSealed));
  EXPECT_THAT(Apply("c1", {2, 3}), RefusedWith(kSealed));
  EXPECT_THAT(Apply("c1", {3, 1}, {1, 3}), RefusedWith(kSealed));

  ASSERT_THAT(Allot(2, 302, Owner2()), IsOk());
  ASSERT_THAT(ApplyFor("H02", 302, Owner2()), IsOk());
  ASSERT_THAT(Accept("H02"), IsOk());
  ASSERT_THAT(Seal(HomeCode(302), "s3"), IsOk());
  EXPECT_THAT(Register("H02"), RefusedWith(kSealed));

  // A waiting seal takes the place of the one before it.
  ASSERT_THAT(Seal(HouseCode(1), "s4"), IsOk());
  ASSERT_THAT(Lift(HouseCode(1), "s1"), IsOk());
  EXPECT_THAT(Apply("c1", {1}), RefusedWith(kSealed));
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(Valid(HouseCode(i)), 2) << i;
  EXPECT_EQ(Valid(HomeCode(302)), 1);
  ASSERT_THAT(Lift(HouseCode(1), "s4"), IsOk());
  EXPECT_THAT(Apply("c1", {1, 3}), IsOk());
}

TEST_F(SealedUnitTest, EveryKindOfRestrictionStopsCancellation) {
  const std::pair<v1::Restriction::Kind, const Reason*> kinds[] = {
      {v1::Restriction::KIND_MORTGAGE, &kMortgageOpen},
      {v1::Restriction::KIND_SEAL, &kSealed},
      {v1::Restriction::KIND_FREEZE, &kUnitFrozen},
      {v1::Restriction::KIND_OBJECTION, &kObjectionOpen},
      {v1::Restriction::KIND_PRENOTICE, &kPrenoticeOpen},
  };
  int household = 0;
  for (const auto& [kind, reason] : kinds) {
    auto entry = HouseEntry(++household);
    AddRestrictionTo(kind, "r1", "holder", entry);
    ASSERT_THAT(Import({entry}), IsOk());
    ASSERT_THAT(PushBasis(household), IsOk());
    const std::string id = "c" + std::to_string(household);
    ASSERT_THAT(Request(id, {household}), IsOk());
    EXPECT_THAT(Apply(id), RefusedWith(*reason));
    EXPECT_EQ(Valid(HouseCode(household)), 2);
  }
}

TEST_F(SealedUnitTest, TwoParallelRequestsHaveOneWinner) {
  ImportHouses(3);
  for (int i = 1; i <= 3; ++i) ASSERT_THAT(PushBasis(i), IsOk());
  std::atomic<int> won{0}, lost{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      // In opposite orders: units are locked by code, not as they are named.
      auto requested = i % 2 == 0 ? Request("c" + std::to_string(i), {1, 2, 3})
                                  : Request("c" + std::to_string(i), {3, 2, 1});
      if (requested.ok()) ++won;
      if (ReasonOf(requested.status()) == kGatesClosed.name) ++lost;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 3);
  EXPECT_EQ(Count("cancellations"), 1);
}

TEST_F(SealedUnitTest, TwoParallelCancellationsHaveOneWinner) {
  ImportHouses(1);
  ASSERT_THAT(PushBasis(1), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  std::atomic<int> won{0}, lost{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      auto applied = Apply("c1", {1});
      if (applied.ok()) ++won;
      if (ReasonOf(applied.status()) == kCancellationState.name) ++lost;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 3);
  EXPECT_EQ(Count("changes WHERE resource LIKE 'units/%/certificates/%' AND version = 2"), 2);
}

}  // namespace
}  // namespace liandong::registry
