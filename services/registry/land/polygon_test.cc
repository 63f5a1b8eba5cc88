#include "services/registry/land/polygon.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "services/registry/registry_reasons.h"
#include "services/registry/testing/sample_land.h"
#include "shared/testing/status_matchers.h"

namespace liandong::registry {
namespace {

using liandong::testing::IsOk;
using liandong::testing::RefusedWith;
using namespace testing;  // NOLINT: the sample

TEST(PolygonTest, AreasOfTheSampleAreThoseOfItsPapers) {
  ASSERT_OK_AND_ASSIGN(Polygon v2, Polygon::FromVertices(Ring(kRedLineV2)));
  EXPECT_EQ(SquareMetres(v2.area_cm2()), "10366.05");
  ASSERT_OK_AND_ASSIGN(Polygon v1, Polygon::FromVertices(Ring(kRedLineV1)));
  EXPECT_EQ(SquareMetres(v1.area_cm2()), "11749.08");
  ASSERT_OK_AND_ASSIGN(Polygon collective, Polygon::FromVertices(Ring(kCollectiveRing)));
  EXPECT_EQ(SquareMetres(collective.area_cm2()), "660.00");
  for (const SampleParcel& parcel : SampleParcels()) {
    ASSERT_OK_AND_ASSIGN(Polygon shape, Polygon::FromVertices(Ring(parcel.ring)));
    EXPECT_EQ(shape.area_cm2(), parcel.area_cm2) << parcel.code;
  }
}

TEST(PolygonTest, AreaDoesNotDependOnDirection) {
  Vertices ring = Ring(kRedLineV2);
  std::reverse(ring.begin(), ring.end());
  ASSERT_OK_AND_ASSIGN(Polygon turned, Polygon::FromVertices(ring));
  EXPECT_EQ(SquareMetres(turned.area_cm2()), "10366.05");
}

TEST(PolygonTest, ContainmentAndOverlap) {
  ASSERT_OK_AND_ASSIGN(Polygon v2, Polygon::FromVertices(Ring(kRedLineV2)));
  ASSERT_OK_AND_ASSIGN(Polygon shifted, Polygon::FromVertices(Ring(kRedLineShifted)));
  ASSERT_OK_AND_ASSIGN(Polygon p01, Polygon::FromVertices(Ring(SampleParcels()[0].ring)));
  ASSERT_OK_AND_ASSIGN(Polygon p2, Polygon::FromVertices(Ring(kRedLineP2)));
  ASSERT_OK_AND_ASSIGN(int64_t inside, v2.OutsideCm2(p01));
  EXPECT_EQ(inside, 0);
  ASSERT_OK_AND_ASSIGN(int64_t outside, shifted.OutsideCm2(p01));
  EXPECT_EQ(outside, 2'070'000);
  ASSERT_OK_AND_ASSIGN(int64_t apart, v2.OverlapCm2(p2));
  EXPECT_EQ(apart, 0);
  ASSERT_OK_AND_ASSIGN(int64_t whole, v2.OverlapCm2(v2));
  EXPECT_EQ(whole, v2.area_cm2());
}

TEST(PolygonTest, SharedBorderIsNoOverlap) {
  ASSERT_OK_AND_ASSIGN(Polygon west, Polygon::FromVertices(Ring("561000 2925000, 561100 2925000, "
                                                                "561100 2925100, 561000 2925100, "
                                                                "561000 2925000")));
  ASSERT_OK_AND_ASSIGN(Polygon east, Polygon::FromVertices(Ring("561100 2925000, 561200 2925000, "
                                                                "561200 2925100, 561100 2925100, "
                                                                "561100 2925000")));
  ASSERT_OK_AND_ASSIGN(int64_t overlap, west.OverlapCm2(east));
  EXPECT_EQ(overlap, 0);
}

TEST(PolygonTest, SwappedColumnsAreRefused) {
  Vertices ring = Ring(kRedLineV2);
  for (auto& vertex : ring) vertex.mutable_north()->swap(*vertex.mutable_east());
  EXPECT_THAT(Polygon::FromVertices(ring), RefusedWith(kCoordinatesSwapped));
}

TEST(PolygonTest, EastingWithZoneNumberIsOutOfZone) {
  Vertices ring = Ring(kRedLineV2);
  for (auto& vertex : ring) vertex.set_east("37" + vertex.east());
  EXPECT_THAT(Polygon::FromVertices(ring), RefusedWith(kCoordinatesOutOfZone));
}

TEST(PolygonTest, OpenRingIsRefused) {
  Vertices ring = Ring(kRedLineV2);
  ring.RemoveLast();
  EXPECT_THAT(Polygon::FromVertices(ring), RefusedWith(kRingOpen));
}

TEST(PolygonTest, CrossingRingIsRefused) {
  Vertices ring = Ring(kRedLineV2);
  ring.SwapElements(1, 4);
  EXPECT_THAT(Polygon::FromVertices(ring), RefusedWith(kRingInvalid));
}

TEST(PolygonTest, RingWithoutAreaIsRefused) {
  EXPECT_THAT(Polygon::FromVertices(Ring("561000 2925000, 561100 2925000, 561000 2925000")),
              RefusedWith(kRingTooShort));
  EXPECT_THAT(Polygon::FromVertices(Ring("561000 2925000")), RefusedWith(kRingTooShort));
  EXPECT_THAT(
      Polygon::FromVertices(Ring("561000 2925000, 561100 2925000, 561200 2925000, 561000 2925000")),
      RefusedWith(kRingInvalid));
}

TEST(PolygonTest, WrongNumbersAreRefused) {
  for (const char* east :
       {"", "x", "561000.1234", "-561000", "561000.", ".5", "5.6e5", "1234567890", "561 000"}) {
    Vertices ring = Ring(kRedLineV2);
    ring[3].set_east(east);
    EXPECT_THAT(Polygon::FromVertices(ring), RefusedWith(kVertexFormat)) << east;
  }
  Vertices ring = Ring(kRedLineV2);
  ring[3].set_east("561204.7");
  EXPECT_THAT(Polygon::FromVertices(ring), IsOk());
}

}  // namespace
}  // namespace liandong::registry
