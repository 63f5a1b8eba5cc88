#include "services/cli/client.h"

#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "liandong/funds/v1/budget.pb.h"
#include "services/cli/test_pki.h"
#include "services/cli/test_server.h"
#include "shared/crypto/encoding.h"
#include "shared/rpc/to_grpc.h"
#include "shared/status/refusal.h"
#include "shared/testing/status_matchers.h"

namespace liandong::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::RefusedWith;
using ::testing::StartsWith;

constexpr Reason kState{"BUDGET_STATE", absl::StatusCode::kFailedPrecondition, "not now", "现不可"};
constexpr Reason kOwnDeadline{"NOT_QUIET", absl::StatusCode::kDeadlineExceeded, "busy", "忙"};

class ClientTest : public ::testing::Test {
 protected:
  ClientTest()
      : client_(
            pki_.pki(),
            [this](const std::string& organisation,
                   const std::string& service) -> absl::StatusOr<std::shared_ptr<grpc::Channel>> {
              opened_.push_back(organisation + ">" + service);
              return ChannelTo(server_.port());
            }) {
    pki_.AddAgency("hsb");
    pki_.AddKey("officers/hsb-1.pem");
  }

  void AnswerBudget(const std::string& name) {
    funds::v1::Budget budget;
    budget.set_name(name);
    server_.answers.push_back({{budget.SerializeAsString()}, grpc::Status::OK});
  }
  void AnswerStatus(const absl::Status& status) {
    server_.answers.push_back({{}, rpc::ToGrpc(status)});
  }
  void AnswerBare(grpc::StatusCode code) {
    server_.answers.push_back({{}, grpc::Status(code, "from the connection")});
  }

  absl::Status Submit(absl::Duration retry_for, const Principal& principal = {"hsb", "hsb-1"},
                      bool full_view = false) {
    funds::v1::SubmitBudgetRequest request;
    request.set_request_id("the one id");
    return client_.Call(FindUnary("funds.BudgetService.SubmitBudget").value(), principal, request,
                        budget_, {.retry_for = retry_for, .full_view = full_view});
  }

  TestPki pki_;
  FakeServer server_;
  std::vector<std::string> opened_;
  Client client_;
  funds::v1::Budget budget_;
};

TEST_F(ClientTest, CallsTheMethodWithTokenAndTrace) {
  AnswerBudget("projects/P1/budgets/v1");
  ASSERT_THAT(Submit(absl::ZeroDuration()), IsOk());
  EXPECT_EQ(budget_.name(), "projects/P1/budgets/v1");
  ASSERT_EQ(server_.exchanges.size(), 1u);
  const Exchange& exchange = server_.exchanges[0];
  EXPECT_EQ(exchange.path, "/liandong.funds.v1.BudgetService/SubmitBudget");
  EXPECT_THAT(exchange.metadata.find("authorization")->second, StartsWith("Bearer ey"));
  EXPECT_EQ(exchange.metadata.count("x-liandong-view"), 0u);
  const std::vector<std::string> trace =
      absl::StrSplit(exchange.metadata.find("traceparent")->second, '-');
  ASSERT_EQ(trace.size(), 4u);
  EXPECT_EQ(crypto::HexDecode(trace[1])->size(), 16u);
  EXPECT_EQ(crypto::HexDecode(trace[2])->size(), 8u);
  funds::v1::SubmitBudgetRequest sent;
  ASSERT_TRUE(sent.ParseFromString(exchange.request));
  EXPECT_EQ(sent.request_id(), "the one id");
}

TEST_F(ClientTest, AMachineSendsNoTokenAndAFullViewIsAskedFor) {
  AnswerBudget("x");
  ASSERT_THAT(Submit(absl::ZeroDuration(), {"bank", ""}, /*full_view=*/true), IsOk());
  EXPECT_EQ(server_.exchanges[0].metadata.count("authorization"), 0u);
  EXPECT_EQ(server_.exchanges[0].metadata.find("x-liandong-view")->second, "full");
}

TEST_F(ClientTest, OpensOneChannelForEachOrganisationAndService) {
  for (int i = 0; i < 3; ++i) AnswerBudget("x");
  ASSERT_THAT(Submit(absl::ZeroDuration()), IsOk());
  ASSERT_THAT(Submit(absl::ZeroDuration()), IsOk());
  ASSERT_THAT(Submit(absl::ZeroDuration(), {"bank", ""}), IsOk());
  EXPECT_THAT(opened_, ElementsAre("hsb>funds", "bank>funds"));
}

TEST_F(ClientTest, PassesARefusalOnWithItsReason) {
  AnswerStatus(Refuse(kState));
  EXPECT_THAT(Submit(absl::Minutes(1)), RefusedWith(kState));
  AnswerStatus(Refuse(kOwnDeadline));
  EXPECT_THAT(Submit(absl::Minutes(1)), RefusedWith(kOwnDeadline));
  EXPECT_EQ(server_.exchanges.size(), 2u);
}

TEST_F(ClientTest, SendsTheSameRequestAgainWhenNobodyAnswered) {
  for (const auto code : {grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::UNKNOWN,
                          grpc::StatusCode::INTERNAL, grpc::StatusCode::CANCELLED}) {
    AnswerBare(code);
  }
  AnswerBudget("x");
  ASSERT_THAT(Submit(absl::Minutes(1)), IsOk());
  ASSERT_EQ(server_.exchanges.size(), 5u);
  for (const Exchange& exchange : server_.exchanges) {
    EXPECT_EQ(exchange.request, server_.exchanges[0].request);
  }
}

TEST_F(ClientTest, ReachesAServiceThatStartsLater) {
  const int port = FakeServer().port();  // free again, and nobody listens
  const auto channel = ChannelTo(port);
  Client client(pki_.pki(), [&channel](const std::string&, const std::string&) { return channel; });
  absl::Status status;
  std::thread caller([&] {
    status =
        client.Call(FindUnary("funds.BudgetService.SubmitBudget").value(), {"bank", ""},
                    funds::v1::SubmitBudgetRequest(), budget_, {.retry_for = absl::Minutes(1)});
  });
  for (grpc_connectivity_state state = channel->GetState(true);
       state != GRPC_CHANNEL_TRANSIENT_FAILURE; state = channel->GetState(true)) {
    channel->WaitForStateChange(state, gpr_inf_future(GPR_CLOCK_REALTIME));
  }
  const FakeServer late(port, {{{""}, grpc::Status::OK}});
  caller.join();
  EXPECT_THAT(status, IsOk());
}

TEST_F(ClientTest, GivesUpWhenItMayNotSendAgain) {
  AnswerBare(grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(absl::IsUnavailable(Submit(absl::ZeroDuration())));
  EXPECT_EQ(server_.exchanges.size(), 1u);
}

TEST_F(ClientTest, DoesNotSendAgainWhatIsNotServed) {
  AnswerBare(grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_TRUE(absl::IsUnimplemented(Submit(absl::Minutes(1))));
}

TEST_F(ClientTest, AnOfficerWithoutAKeySendsNothing) {
  EXPECT_THAT(Submit(absl::Minutes(1), {"hsb", "hsb-9"}),
              RefusedWith(crypto::kSecretFileUnreadable));
  EXPECT_TRUE(server_.exchanges.empty());
}

TEST_F(ClientTest, AServiceWithoutAddressIsNotCalled) {
  Client client(pki_.pki(), Targets{{"registry", "127.0.0.1:1"}});
  funds::v1::GetBudgetRequest request;
  const absl::Status status = client.Call(FindUnary("funds.BudgetService.GetBudget").value(),
                                          {"hsb", ""}, request, budget_);
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("funds"));
}

std::string ChangeBytes(const std::string& token) {
  common::v1::Change change;
  change.set_resume_token(token);
  return change.SerializeAsString();
}

TEST_F(ClientTest, HandsOnEveryChange) {
  server_.answers.push_back({{ChangeBytes("a"), ChangeBytes("b")}, grpc::Status::OK});
  std::vector<std::string> tokens;
  common::v1::WatchRequest request;
  request.set_resume_token("0");
  EXPECT_THAT(client_.Watch("funds", {"hsb", ""}, request, {},
                            [&](const common::v1::Change& change) {
                              tokens.push_back(change.resume_token());
                              return absl::OkStatus();
                            }),
              IsOk());
  EXPECT_THAT(tokens, ElementsAre("a", "b"));
  EXPECT_EQ(server_.exchanges[0].path, "/liandong.common.v1.OperationsService/Watch");
  EXPECT_EQ(server_.exchanges[0].request, request.SerializeAsString());
}

TEST_F(ClientTest, EndsWatchingAsTheServiceOrTheTakerDoes) {
  const common::v1::WatchRequest request;
  server_.answers.push_back({{ChangeBytes("a")}, rpc::ToGrpc(Refuse(kState))});
  EXPECT_THAT(client_.Watch("funds", {"hsb", ""}, request, {},
                            [](const common::v1::Change&) { return absl::OkStatus(); }),
              RefusedWith(kState));
  server_.answers.push_back({{ChangeBytes("a"), ChangeBytes("b")}, grpc::Status::OK});
  int taken = 0;
  EXPECT_TRUE(absl::IsAborted(
      client_.Watch("funds", {"hsb", ""}, request, {}, [&taken](const common::v1::Change&) {
        ++taken;
        return absl::AbortedError("enough");
      })));
  EXPECT_EQ(taken, 1);
}

}  // namespace
}  // namespace liandong::cli
