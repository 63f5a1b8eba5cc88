#include "shared/ids/uuid.h"

#include "gtest/gtest.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

TEST(Uuid, AcceptsEitherCaseAndHasOneForm) {
  EXPECT_TRUE(CheckUuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8").ok());
  EXPECT_EQ(*CanonicalUuid("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"),
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
}

TEST(Uuid, Refuses) {
  for (std::string_view text :
       {"", "00000000-0000-0000-0000-000000000000", "6ba7b8109dad11d180b400c04fd430c8",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c", "6ba7b810-9dad-11d1-80b4-00c04fd430c8a",
        "6ba7b810-9dad-11d1-80b4-00c04fd430cg", "6ba7b810-9dad-11d1-80b4a00c04fd430c8",
        "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}", " 6ba7b810-9dad-11d1-80b4-00c04fd430c"}) {
    EXPECT_EQ(CheckUuid(text).code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_EQ(ReasonOf(CheckUuid(text)), "UUID_FORMAT") << text;
    EXPECT_EQ(ReasonOf(CanonicalUuid(text).status()), "UUID_FORMAT") << text;
  }
}

}  // namespace
}  // namespace liandong::ids
