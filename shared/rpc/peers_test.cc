#include "shared/rpc/peers.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/rpc/health_probe.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/rpc/testing/test_server.h"
#include "shared/testing/status_matchers.h"

namespace liandong::rpc {
namespace {

using namespace common::v1;  // NOLINT: requests of every line
using ::liandong::testing::IsOk;
using ::liandong::testing::RefusedWith;
using ::liandong::testing::TestConfig;
using ::liandong::testing::TestServer;

// Acquisition calls a server that stands for funds.
class PeersTest : public ::testing::Test {
 protected:
  PeersTest()
      : acquisition_(TestConfig(server_.pki(), server_.database().options(), SERVICE_ACQUISITION)),
        peers_({{"funds", absl::StrCat("127.0.0.1:", server_.server().port())},
                {"registry", "127.0.0.1:1"}},
               acquisition_.server.tls) {}

  OnBehalf InOwnName() const { return {.deadline = absl::Now() + absl::Seconds(30)}; }

  TestServer server_;
  const Config acquisition_;
  Peers peers_;
};

TEST_F(PeersTest, CallsTheMethodOfTheRequestInItsOwnName) {
  RequestContext seen;
  server_.operations().get_clock = [&](const RequestContext& context, const GetClockRequest&) {
    seen = context;
    GetClockResponse response;
    response.set_directory_version(7);
    return absl::StatusOr<GetClockResponse>(response);
  };
  OnBehalf caller = InOwnName();
  caller.trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";
  GetClockResponse response;
  EXPECT_THAT(peers_.Call(SERVICE_FUNDS, caller, GetClockRequest(), response), IsOk());
  EXPECT_EQ(response.directory_version(), 7);
  EXPECT_EQ(seen.caller.service, SERVICE_ACQUISITION);
  EXPECT_EQ(seen.caller.agency, "service/acquisition");
  EXPECT_EQ(seen.trace_id, caller.trace_id);
}

TEST_F(PeersTest, AReadTakesTimeAndTraceFromTheCallBeingServed) {
  RequestContext seen;
  server_.operations().get_clock = [&](const RequestContext& context, const GetClockRequest&) {
    seen = context;
    return absl::StatusOr<GetClockResponse>(GetClockResponse());
  };
  RequestContext served;
  served.trace_id = "0af7651916cd43dd8448eb211c80319c";
  served.deadline = absl::Now() + absl::Seconds(25);
  EXPECT_THAT(peers_.Read<GetClockResponse>(SERVICE_FUNDS, served, GetClockRequest()), IsOk());
  EXPECT_EQ(seen.trace_id, served.trace_id);
  EXPECT_LE(seen.deadline, served.deadline);
}

TEST_F(PeersTest, ARefusalComesBackAsThePeerMadeIt) {
  VerifyChangesResponse response;
  EXPECT_THAT(peers_.Call(SERVICE_FUNDS, InOwnName(), VerifyChangesRequest(), response),
              RefusedWith(kServiceNotAllowed));
}

TEST_F(PeersTest, SaysForWhomItCalls) {
  // No method takes a carried call here: that it was one is what the peer tells.
  OnBehalf caller = InOwnName();
  caller.agency = "discipline-commission";
  GetClockResponse response;
  EXPECT_THAT(peers_.Call(SERVICE_FUNDS, caller, GetClockRequest(), response),
              RefusedWith(kOnBehalfNotAllowed));
  caller.agency = "service/enforcement";
  EXPECT_THAT(peers_.Call(SERVICE_FUNDS, caller, GetClockRequest(), response), IsOk())
      << "a service's own wish is carried in the caller's name";
}

TEST_F(PeersTest, APeerThatDoesNotAnswerIsToldFromOneThatRefuses) {
  GetClockResponse response;
  const absl::Status down = peers_.Call(SERVICE_REGISTRY, InOwnName(), GetClockRequest(), response);
  EXPECT_THAT(down, RefusedWith(kServiceUnavailable));
  EXPECT_EQ(MetadataOf(down, "service"), "registry");
  OnBehalf late = InOwnName();
  late.deadline = absl::Now() - absl::Seconds(1);
  EXPECT_THAT(peers_.Call(SERVICE_FUNDS, late, GetClockRequest(), response),
              RefusedWith(kServiceUnavailable));
  EXPECT_THAT(peers_.Call(SERVICE_PETITIONS, InOwnName(), GetClockRequest(), response),
              RefusedWith(kServiceNotConfigured));
}

TEST_F(PeersTest, HealthIsAskedOverTheSameCertificates) {
  const std::string address = absl::StrCat("127.0.0.1:", server_.server().port());
  EXPECT_THAT(ProbeHealth(address, "funds", acquisition_.server.tls), IsOk());
  server_.server().SetServing("", false);
  EXPECT_EQ(ProbeHealth(address, "funds", acquisition_.server.tls).code(),
            absl::StatusCode::kUnavailable);
}

TEST(MethodOf, FindsTheOneMethodOfARequest) {
  EXPECT_EQ(MethodOf(MoveClockRequest::descriptor())->full_name(),
            "liandong.common.v1.OperationsService.MoveClock");
  EXPECT_EQ(MethodOf(MoveClockResponse::descriptor()), nullptr);
}

}  // namespace
}  // namespace liandong::rpc
