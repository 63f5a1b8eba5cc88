#include "shared/status/refusal.h"

#include "gtest/gtest.h"
#include "google/rpc/error_details.pb.h"

namespace liandong {
namespace {

constexpr Reason kOver{"LINE_EXCEEDED", absl::StatusCode::kFailedPrecondition,
                       "line {purpose} exceeded by {excess_fen} fen", "{purpose}超出{excess_fen}分"};
constexpr Reason kEarly{"TOO_EARLY", absl::StatusCode::kFailedPrecondition, "not before {day}",
                        "不得早于{day}"};

template <class Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const google::rpc::Status proto = ToProto(status);
  for (const auto& any : proto.details()) {
    if (any.Is<Detail>()) any.UnpackTo(&detail);
  }
  return detail;
}

TEST(Refusal, CarriesReasonMetadataAndBothLanguages) {
  absl::Status status = Refuse(kOver, {{"purpose", "WORK"}, {"excess_fen", "1"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "line WORK exceeded by 1 fen");
  EXPECT_EQ(ReasonOf(status), "LINE_EXCEEDED");
  EXPECT_EQ(MetadataOf(status, "excess_fen"), "1");
  EXPECT_EQ(DetailOf<google::rpc::LocalizedMessage>(status).message(), "WORK超出1分");
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).domain(), "liandong");
}

TEST(Refusal, SurvivesStorage) {
  absl::Status status = Refuse(kOver, {{"purpose", "WORK"}, {"excess_fen", "1"}});
  EXPECT_EQ(FromProto(ToProto(status)), status);
}

TEST(Gates, OneClosedGateKeepsItsOwnReason) {
  Gates gates;
  EXPECT_TRUE(gates.status().ok());
  gates.Close(kEarly, "projects/P1", {{"day", "2026-02-25"}});
  EXPECT_EQ(ReasonOf(gates.status()), "TOO_EARLY");
  EXPECT_EQ(MetadataOf(gates.status(), "day"), "2026-02-25");
}

TEST(Gates, SeveralAreAllListed) {
  Gates gates;
  gates.Close(kEarly, "projects/P1", {{"day", "2026-02-25"}});
  gates.Close(kOver, "projects/P1/budget", {{"purpose", "WORK"}, {"excess_fen", "1"}});
  EXPECT_EQ(ReasonOf(gates.status()), "GATES_CLOSED");
  auto failure = DetailOf<google::rpc::PreconditionFailure>(gates.status());
  ASSERT_EQ(failure.violations_size(), 2);
  EXPECT_EQ(failure.violations(0).type(), "TOO_EARLY");
  EXPECT_EQ(failure.violations(1).subject(), "projects/P1/budget");
}

TEST(FieldErrors, AllAtOnceAndBounded) {
  FieldErrors errors;
  for (size_t i = 0; i < FieldErrors::kFieldsListedMax + 5; ++i) errors.Add("lines", kEarly);
  EXPECT_EQ(ReasonOf(errors.status()), "FIELDS_INVALID");
  EXPECT_EQ(MetadataOf(errors.status(), "count"), std::to_string(FieldErrors::kFieldsListedMax + 5));
  EXPECT_EQ(static_cast<size_t>(
                DetailOf<google::rpc::BadRequest>(errors.status()).field_violations_size()),
            FieldErrors::kFieldsListedMax);
}

}  // namespace
}  // namespace liandong
