#include "services/cli/story/expectation.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/common/v1/directory.pb.h"
#include "liandong/funds/v1/budget.pb.h"
#include "shared/status/refusal.h"

namespace liandong::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Reason kShort{"FUNDS_SHORTFALL", absl::StatusCode::kFailedPrecondition,
                        "{short_fen} fen short", "缺{short_fen}分"};
constexpr Reason kPack{"PACK_INCOMPLETE", absl::StatusCode::kFailedPrecondition, "3 of 4", "缺件"};

const funds::v1::Budget kNone;

Check MakeCheck(const google::protobuf::Descriptor* type, const char* path,
                std::optional<std::vector<std::string>> texts) {
  const bool list = texts.has_value() && texts->size() != 1;
  return {FieldPath::Parse(type, path).value(), std::move(texts), list};
}

Expectation Ok(const google::protobuf::Descriptor* type, const char* path,
               std::optional<std::vector<std::string>> texts) {
  Expectation expected;
  expected.checks.push_back(MakeCheck(type, path, std::move(texts)));
  return expected;
}

absl::Status TwoGates() {
  Gates gates;
  gates.Close(kShort, "projects/P1", {{"short_fen", "1"}});
  gates.Close(kPack, "projects/P1");
  return gates.status();
}

TEST(Expectation, OkIsNoRefusal) {
  EXPECT_THAT(Compare({}, absl::OkStatus(), kNone, {}), IsEmpty());
  EXPECT_THAT(Compare({}, Refuse(kPack), kNone, {}), ElementsAre("expected OK"));
  EXPECT_THAT(Compare({}, absl::UnavailableError("away"), kNone, {}), ElementsAre("expected OK"));
}

TEST(Expectation, RefusalIsTheOneReason) {
  Expectation expected;
  expected.reason = "PACK_INCOMPLETE";
  EXPECT_THAT(Compare(expected, Refuse(kPack), kNone, {}), IsEmpty());
  EXPECT_THAT(Compare(expected, Refuse(kShort), kNone, {}),
              ElementsAre("expected REFUSED PACK_INCOMPLETE"));
  EXPECT_THAT(Compare(expected, absl::OkStatus(), kNone, {}),
              ElementsAre("expected REFUSED PACK_INCOMPLETE, answered OK"));
  EXPECT_THAT(Compare(expected, absl::UnavailableError("away"), kNone, {}),
              ElementsAre("expected REFUSED PACK_INCOMPLETE"));
}

TEST(Expectation, GatesAreExactlyThose) {
  Expectation expected;
  expected.reason = "GATES_CLOSED";
  expected.gates = {"PACK_INCOMPLETE", "FUNDS_SHORTFALL"};
  EXPECT_THAT(Compare(expected, TwoGates(), kNone, {}), IsEmpty());
  expected.gates = {"FUNDS_SHORTFALL"};
  EXPECT_THAT(Compare(expected, TwoGates(), kNone, {}),
              ElementsAre("closed gates listed: FUNDS_SHORTFALL, PACK_INCOMPLETE; "
                          "expected: FUNDS_SHORTFALL"));
  expected.gates = {"FUNDS_SHORTFALL", "PACK_INCOMPLETE", "REVIEW_MISSING"};
  EXPECT_THAT(Compare(expected, TwoGates(), kNone, {}), ElementsAre(HasSubstr("REVIEW_MISSING")));
}

TEST(Expectation, FieldsAreExactlyThose) {
  FieldErrors errors;
  errors.Add("lines[0].purpose", kPack);
  errors.Add("estimate", kPack);
  Expectation expected;
  expected.reason = "FIELDS_INVALID";
  expected.fields = {"estimate", "lines[0].purpose"};
  EXPECT_THAT(Compare(expected, errors.status(), kNone, {}), IsEmpty());
  expected.fields = {"estimate"};
  EXPECT_THAT(Compare(expected, errors.status(), kNone, {}),
              ElementsAre(HasSubstr("wrong fields listed")));
}

TEST(Expectation, MetadataIsAtLeastThat) {
  const absl::Status refusal = Refuse(kShort, {{"short_fen", "1"}, {"other", "x"}});
  Expectation expected;
  expected.reason = "FUNDS_SHORTFALL";
  expected.metadata = {{"short_fen", "1"}};
  EXPECT_THAT(Compare(expected, refusal, kNone, {}), IsEmpty());
  expected.metadata = {{"short_fen", "2"}, {"until", "x"}};
  EXPECT_THAT(Compare(expected, refusal, kNone, {}),
              ElementsAre("the refusal's short_fen is 1, expected 2",
                          "the refusal has no until, expected x"));
}

TEST(Expectation, ChecksValues) {
  funds::v1::Budget budget;
  budget.set_state(funds::v1::Budget::STATE_IN_FORCE);
  budget.add_lines()->set_approved_fen(794'660'000);
  const auto* type = budget.GetDescriptor();
  const auto compare = [&](const char* path, const char* text) {
    return Compare(Ok(type, path, std::vector<std::string>{text}), absl::OkStatus(), budget,
                   {{"sum", {"794660000", nullptr}}});
  };
  EXPECT_THAT(compare("state", "STATE_IN_FORCE"), IsEmpty());
  EXPECT_THAT(compare("lines[0].approved_fen", "7_946_600_00"), IsEmpty());
  EXPECT_THAT(compare("lines[0].approved_fen", "${sum}"), IsEmpty());
  EXPECT_THAT(compare("lines.size()", "1"), IsEmpty());
  EXPECT_THAT(compare("state", "STATE_DRAFT"),
              ElementsAre("state is STATE_IN_FORCE, expected STATE_DRAFT"));
  EXPECT_THAT(compare("lines[1].approved_fen", "1"), ElementsAre(HasSubstr("1 items")));
  EXPECT_THAT(compare("create_time", "2026-02-28 09:00"), ElementsAre("create_time is not set"));
  EXPECT_THAT(compare("state", "${none}"), ElementsAre(HasSubstr("has not been saved")));
  budget.mutable_create_time()->set_seconds(1'772'240'400);
  EXPECT_THAT(compare("create_time", "2026-02-28 09:00"), IsEmpty());
  // Text that looks like a number is text.
  budget.set_etag("1_0");
  EXPECT_THAT(compare("etag", "10"), ElementsAre("etag is 1_0, expected 10"));
}

TEST(Expectation, ChecksListsAndWhatMustNotBeSet) {
  common::v1::Organisation organisation;
  organisation.add_territories("431103");
  organisation.add_territories("431171");
  const auto* type = organisation.GetDescriptor();
  EXPECT_THAT(
      Compare(Ok(type, "territories", {{"431103", "431171"}}), absl::OkStatus(), organisation, {}),
      IsEmpty());
  EXPECT_THAT(
      Compare(Ok(type, "territories", {{"431171", "431103"}}), absl::OkStatus(), organisation, {}),
      ElementsAre("territories is [431103, 431171], expected [431171, 431103]"));
  EXPECT_THAT(Compare(Ok(type, "valid_to", std::nullopt), absl::OkStatus(), organisation, {}),
              IsEmpty());
  organisation.mutable_valid_to()->set_year(2026);
  EXPECT_THAT(Compare(Ok(type, "valid_to", std::nullopt), absl::OkStatus(), organisation, {}),
              ElementsAre("valid_to is set"));
}

TEST(Keep, TakesTextsAndWholeMessages) {
  funds::v1::Budget budget;
  budget.set_etag("e1");
  budget.add_lines()->set_approved_fen(5);
  const auto keep = [&](const char* path) {
    return Keep(FieldPath::Parse(budget.GetDescriptor(), path).value(), budget);
  };
  EXPECT_EQ(keep("etag").value().text, "e1");
  EXPECT_EQ(keep("lines[0]").value().message->ShortDebugString(), "approved_fen: 5");
  EXPECT_TRUE(absl::IsInvalidArgument(keep("create_time").status()));
  EXPECT_TRUE(absl::IsNotFound(keep("lines[1]").status()));
}

}  // namespace
}  // namespace liandong::cli
