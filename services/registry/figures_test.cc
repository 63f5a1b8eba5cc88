#include "services/registry/figures.h"

#include "gtest/gtest.h"
#include "prometheus/text_serializer.h"
#include "services/registry/testing/registry_world.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample

class FiguresTest : public RegistryWorld {};

TEST_F(FiguresTest, AreThoseOfTheRegister) {
  Metrics metrics;
  RegisterFigures(metrics, storage().pool());
  auto entry = HouseEntry(2);
  AddRestrictionTo(v1::Restriction::KIND_SEAL, "s1", "crt", entry);
  ASSERT_THAT(Import({HouseEntry(1), entry}), IsOk());
  ASSERT_THAT(PushBasis(1), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  ASSERT_THAT(Apply("c1"), IsOk());
  const std::string text = prometheus::TextSerializer().Serialize(metrics.collectable()->Collect());
  for (const char* line : {"liandong_registry_certificates{kind=\"house\",state=\"valid\"} 1\n",
                           "liandong_registry_certificates{kind=\"land\",state=\"cancelled\"} 1\n",
                           "liandong_registry_certificates{kind=\"title\",state=\"valid\"} 0\n",
                           "liandong_registry_units{state=\"cancelled\"} 1\n",
                           "liandong_registry_restrictions{kind=\"seal\"} 1\n",
                           "liandong_registry_restrictions{kind=\"mortgage\"} 0\n",
                           "liandong_registry_cancellations{state=\"applied\"} 1\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
  }
}

}  // namespace
}  // namespace liandong::registry
