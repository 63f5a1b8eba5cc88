#include "services/registry/figures.h"

#include "gtest/gtest.h"
#include "services/registry/testing/registry_world.h"
#include "shared/testing/figure_reader.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample

class FiguresTest : public RegistryWorld {};

TEST_F(FiguresTest, AreThoseOfTheRegister) {
  liandong::testing::FigureReader figures(storage().pool());
  AddFigures(figures.figures(), storage());
  auto entry = HouseEntry(2);
  AddRestrictionTo(v1::Restriction::KIND_SEAL, "s1", "crt", entry);
  ASSERT_THAT(Import({HouseEntry(1), entry}), IsOk());
  ASSERT_THAT(PushBasis(1), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  ASSERT_THAT(Apply("c1"), IsOk());
  const char* certificates = "liandong_registry_certificates";
  EXPECT_EQ(figures.Value(certificates, {{"kind", "HOUSE"}, {"state", "VALID"}}), 1);
  EXPECT_EQ(figures.Value(certificates, {{"kind", "LAND"}, {"state", "CANCELLED"}}), 1);
  EXPECT_EQ(figures.Value(certificates, {{"kind", "TITLE"}, {"state", "VALID"}}), 0);
  EXPECT_EQ(figures.Value("liandong_registry_units", {{"state", "CANCELLED"}}), 1);
  EXPECT_EQ(figures.Value("liandong_registry_restrictions", {{"kind", "SEAL"}}), 1);
  EXPECT_EQ(figures.Value("liandong_registry_restrictions", {{"kind", "MORTGAGE"}}), 0);
  EXPECT_EQ(figures.Value("liandong_registry_cancellations", {{"state", "APPLIED"}}), 1);
  EXPECT_EQ(figures.Value("liandong_registry_title_applications", {{"state", "APPLIED"}}), 0);
}

}  // namespace
}  // namespace liandong::registry
