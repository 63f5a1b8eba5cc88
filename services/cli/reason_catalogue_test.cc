#include "services/cli/reason_catalogue.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "shared/auth/directory_content.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

const CataloguedReason* Find(std::string_view component, std::string_view name) {
  const auto all = ReasonCatalogue();
  const auto found = std::find_if(all.begin(), all.end(), [&](const CataloguedReason& entry) {
    return entry.component == component && entry.reason.name == name;
  });
  return found == all.end() ? nullptr : &*found;
}

void ExpectSame(const Reason& declared, std::string_view component) {
  const CataloguedReason* entry = Find(component, declared.name);
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->reason.code, declared.code);
  EXPECT_EQ(entry->reason.text_en, declared.text_en);
  EXPECT_EQ(entry->reason.text_zh, declared.text_zh);
}

TEST(ReasonCatalogue, HoldsWhatHeadersDeclare) {
  ExpectSame(kGatesClosed, "status");
  ExpectSame(auth::kDirectoryInvalid, "auth");
}

TEST(ReasonCatalogue, HoldsTheServicesReasons) {
  EXPECT_NE(Find("funds", "UNKNOWN_PURPOSE"), nullptr);
}

TEST(ReasonCatalogue, EveryReasonHasBothTexts) {
  for (const CataloguedReason& entry : ReasonCatalogue()) {
    EXPECT_FALSE(entry.reason.name.empty());
    EXPECT_NE(entry.reason.code, absl::StatusCode::kOk) << entry.reason.name;
    EXPECT_FALSE(entry.reason.text_en.empty()) << entry.reason.name;
    EXPECT_FALSE(entry.reason.text_zh.empty()) << entry.reason.name;
  }
}

}  // namespace
}  // namespace liandong::cli
