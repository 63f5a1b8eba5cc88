#include "services/cli/refusal_text.h"

#include "gtest/gtest.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

constexpr Reason kShort{"FUNDS_SHORTFALL", absl::StatusCode::kFailedPrecondition,
                        "{short_fen} fen short", "缺{short_fen}分"};
constexpr Reason kPack{"PACK_INCOMPLETE", absl::StatusCode::kFailedPrecondition, "{present} of 4",
                       "缺件"};

TEST(RefusalText, TellsEveryGate) {
  Gates gates;
  gates.Close(kShort, "projects/P1", {{"short_fen", "91"}});
  gates.Close(kPack, "projects/P1/pack", {{"present", "3"}});
  EXPECT_EQ(Describe(gates.status()),
            "REFUSED GATES_CLOSED (FAILED_PRECONDITION)\n"
            "  EN: 2 gates are closed; see the list\n"
            "  ZH: 有2项前置条件未满足，详见清单\n"
            "  count: 2\n"
            "  gate FUNDS_SHORTFALL projects/P1: 91 fen short\n"
            "  gate PACK_INCOMPLETE projects/P1/pack: 3 of 4\n");
}

TEST(RefusalText, TellsEveryField) {
  FieldErrors errors;
  errors.Add("lines[0].purpose", kShort, {{"short_fen", "1"}});
  errors.Add("estimate", kPack, {{"present", "0"}});
  const RefusalDetails details = ReadDetails(errors.status());
  EXPECT_EQ(details.reason, "FIELDS_INVALID");
  ASSERT_EQ(details.fields.size(), 2u);
  EXPECT_EQ(details.fields[0].subject, "lines[0].purpose");
  EXPECT_EQ(details.fields[1].text, "PACK_INCOMPLETE: 0 of 4");
}

TEST(RefusalText, TellsWhenNobodyAnswered) {
  EXPECT_EQ(Describe(absl::UnavailableError("connection refused")),
            "FAILED (UNAVAILABLE)\n  EN: connection refused\n");
}

}  // namespace
}  // namespace liandong::cli
