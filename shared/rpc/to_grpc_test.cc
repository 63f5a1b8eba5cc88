#include "shared/rpc/to_grpc.h"

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "shared/testing/status_matchers.h"

namespace liandong::rpc {
namespace {

using ::liandong::testing::IsOk;
using ::liandong::testing::RefusedWith;

constexpr Reason kClosed{"CLOSED", absl::StatusCode::kFailedPrecondition, "closed because {why}",
                         "因{why}而关闭"};

template <class Detail>
Detail Find(const grpc::Status& status) {
  google::rpc::Status proto;
  EXPECT_TRUE(proto.ParseFromString(status.error_details()));
  Detail detail;
  for (const auto& any : proto.details()) {
    if (any.UnpackTo(&detail)) return detail;
  }
  ADD_FAILURE() << "no such detail";
  return detail;
}

TEST(ToGrpc, OkIsOk) {
  EXPECT_TRUE(ToGrpc(absl::OkStatus()).ok());
  EXPECT_THAT(FromGrpc(grpc::Status::OK), IsOk());
}

TEST(ToGrpc, ARefusalComesBackAsItWas) {
  const absl::Status refusal =
      RefuseRetryable(kClosed, absl::Milliseconds(1500), {{"why", "a holiday"}});
  const grpc::Status wire = ToGrpc(refusal);
  EXPECT_EQ(wire.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(wire.error_message(), "closed because a holiday");
  EXPECT_EQ(Find<google::rpc::LocalizedMessage>(wire).message(), "因a holiday而关闭");
  EXPECT_EQ(Find<google::rpc::RetryInfo>(wire).retry_delay().nanos(), 500'000'000);
  const absl::Status back = FromGrpc(wire);
  EXPECT_THAT(back, RefusedWith(kClosed));
  EXPECT_EQ(MetadataOf(back, "why"), "a holiday");
  EXPECT_EQ(back, refusal);
}

TEST(ToGrpc, AStatusWithoutDetailsKeepsCodeAndText) {
  const absl::Status back =
      FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection refused"));
  EXPECT_EQ(back, absl::UnavailableError("connection refused"));
  EXPECT_EQ(ReasonOf(back), "");
}

TEST(ToGrpc, DetailsThatAreNoneOfOursAreIgnored) {
  EXPECT_EQ(FromGrpc(grpc::Status(grpc::StatusCode::INTERNAL, "text", "\xff\xff")),
            absl::InternalError("text"));
}

TEST(ToGrpc, TooManyDetailsLeaveTheErrorInfo) {
  Gates gates;
  for (int i = 0; i < 24; ++i) {
    gates.Close(kClosed, absl::StrCat("projects/", std::string(180, 'p'), "/", i),
                {{"why", std::string(100, 'y')}});
  }
  const grpc::Status wire = ToGrpc(gates.status());
  EXPECT_LE(wire.error_details().size(), kDetailBytesMax);
  EXPECT_THAT(FromGrpc(wire), RefusedWith(kGatesClosed));
  EXPECT_EQ(MetadataOf(FromGrpc(wire), "count"), "24");
}

TEST(ToGrpc, AllClosedGatesOfUsualSizeAreTold) {
  Gates gates;
  for (int i = 0; i < 24; ++i) gates.Close(kClosed, absl::StrCat("households/", i), {{"why", "x"}});
  const auto failure = Find<google::rpc::PreconditionFailure>(ToGrpc(gates.status()));
  EXPECT_EQ(failure.violations_size(), 24);
}

TEST(ToGrpc, LongTextsAreCutBetweenCharacters) {
  for (const char* letter : {"x", "字"}) {
    std::string why;
    while (why.size() < 20'000) why += letter;
    const grpc::Status wire = ToGrpc(Refuse(kClosed, {{"why", why}}));
    EXPECT_LE(wire.error_message().size(), kErrorTextBytesMax);
    EXPECT_LE(wire.error_message().size() + wire.error_details().size(), 6'000u);
    const absl::Status back = FromGrpc(wire);
    EXPECT_THAT(back, RefusedWith(kClosed));
    const std::string cut = MetadataOf(back, "why").value_or("");
    EXPECT_LE(cut.size(), kErrorTextBytesMax);
    ASSERT_EQ(cut.substr(cut.size() - 4), " …");
    EXPECT_EQ((cut.size() - 4) % std::string(letter).size(), 0u) << "no half characters";
    EXPECT_EQ(why.find(cut.substr(0, cut.size() - 4)), 0u);
  }
}

TEST(ToGrpc, TextOfTheGreatestLengthIsNotCut) {
  const std::string prefix = "closed because ";
  const std::string why(kErrorTextBytesMax - prefix.size(), 'x');
  EXPECT_EQ(ToGrpc(Refuse(kClosed, {{"why", why}})).error_message(), prefix + why);
  EXPECT_EQ(ToGrpc(Refuse(kClosed, {{"why", why + "x"}})).error_message().size(),
            kErrorTextBytesMax);
}

}  // namespace
}  // namespace liandong::rpc
