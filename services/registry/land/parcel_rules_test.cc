#include "services/registry/land/parcel_rules.h"

#include "gtest/gtest.h"
#include "services/registry/testing/sample_land.h"
#include "shared/ids/ids_reasons.h"
#include "shared/status/macros.h"
#include "shared/testing/machine_check.h"
#include "shared/testing/status_matchers.h"

namespace liandong::registry {
namespace {

using liandong::testing::IsOk;
using liandong::testing::RefusedWith;
using namespace testing;  // NOLINT: the sample

Polygon Shape(std::string_view ring) { return *Polygon::FromVertices(Ring(ring)); }

std::vector<RegisteredParcel> Registered() {
  std::vector<RegisteredParcel> parcels;
  for (const auto& parcel : SampleParcels()) parcels.push_back({parcel.code, Shape(parcel.ring)});
  return parcels;
}

std::set<std::string> Listed() {
  std::set<std::string> codes;
  for (const auto& parcel : SampleParcels()) codes.insert(parcel.code);
  return codes;
}

absl::Status Check(std::string_view line, const std::set<std::string>& listed,
                   const std::vector<RegisteredParcel>& registered) {
  Gates gates;
  RETURN_IF_ERROR(CheckParcels(Shape(line), listed, registered, gates));
  return gates.status();
}

TEST(ParcelRulesTest, RedLineMoves) {
  liandong::testing::ExpectExactly<RedLine::State>(
      kRedLineMachine, kRedLineState,
      {{{RedLine::STATE_UNSPECIFIED, "CreateRedLine"}, RedLine::STATE_IN_FORCE},
       {{RedLine::STATE_IN_FORCE, "CreateRedLine (of the next version)"},
        RedLine::STATE_SUPERSEDED},
       {{RedLine::STATE_IN_FORCE, "FreezeRedLine"}, RedLine::STATE_FROZEN}});
}

TEST(ParcelRulesTest, CodesOfEveryOwnership) {
  EXPECT_THAT(CheckAnyParcelCode("431103001003GB00101"), IsOk());
  EXPECT_THAT(CheckAnyParcelCode("431103001003JB00007"), IsOk());
  EXPECT_THAT(CheckAnyParcelCode("431103001003ZW00007"), IsOk());
  for (const char* code : {"", "431103001003GB0010", "431103001003GB001011", "431103001003XB00101",
                           "431103001003Gb00101", "43110300100AGB00101", "431103001003GB0010A"}) {
    EXPECT_THAT(CheckAnyParcelCode(code), RefusedWith(kParcelCodeFormat)) << code;
  }
  EXPECT_EQ(NatureOf("431103001003GB00101F00010001"), v1::LAND_NATURE_STATE);
  EXPECT_EQ(NatureOf(kCollectiveParcel), v1::LAND_NATURE_COLLECTIVE);
  EXPECT_EQ(NatureOf("431103001003ZW00007"), v1::LAND_NATURE_UNDETERMINED);
}

TEST(ParcelRulesTest, TheSampleLineHoldsItsTwelveParcels) {
  EXPECT_THAT(Check(kRedLineV2, Listed(), Registered()), IsOk());
}

TEST(ParcelRulesTest, CollectiveLandIsNamedWhetherListedOrNot) {
  auto registered = Registered();
  registered.push_back({kCollectiveParcel, Shape(kCollectiveRing)});
  auto listed = Listed();
  for (int i = 0; i < 2; ++i) {
    const absl::Status refused = Check(kRedLineV1, listed, registered);
    EXPECT_THAT(refused, RefusedWith(ids::kCollectiveLand));
    EXPECT_EQ(MetadataOf(refused, "parcel"), kCollectiveParcel);
    listed.insert(kCollectiveParcel);
  }
}

TEST(ParcelRulesTest, UndeterminedLandIsRefused) {
  auto registered = Registered();
  registered.push_back({"431103001003ZW00007", Shape(kCollectiveRing)});
  EXPECT_THAT(Check(kRedLineV1, Listed(), registered), RefusedWith(kLandNatureUndetermined));
}

TEST(ParcelRulesTest, ParcelThatIsNotListedMayNotBeTaken) {
  auto listed = Listed();
  listed.erase("431103001003GB00107");
  const absl::Status refused = Check(kRedLineV2, listed, Registered());
  EXPECT_THAT(refused, RefusedWith(kParcelNotListed));
  EXPECT_EQ(MetadataOf(refused, "parcel"), "431103001003GB00107");
}

TEST(ParcelRulesTest, ListedParcelMustBeRegistered) {
  auto listed = Listed();
  listed.insert("431103001003GB00999");
  EXPECT_THAT(Check(kRedLineV2, listed, Registered()), RefusedWith(kParcelUnknown));
}

TEST(ParcelRulesTest, ParcelOutsideIsNamedWithItsArea) {
  const std::vector<RegisteredParcel> first = {Registered()[0]};
  const absl::Status refused = Check(kRedLineShifted, {first[0].code}, first);
  EXPECT_THAT(refused, RefusedWith(kParcelOutside));
  EXPECT_EQ(MetadataOf(refused, "outside_m2"), "207.00");
  EXPECT_THAT(Check(kRedLineShifted, Listed(), Registered()), RefusedWith(kGatesClosed));
}

}  // namespace
}  // namespace liandong::registry
