// A call from start to end, over a real connection.
#include <stdexcept>
#include <string>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "google/protobuf/empty.pb.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "liandong/funds/v1/payment.pb.h"
#include "liandong/funds/v1/purchase.pb.h"
#include "liandong/petitions/v1/accusation.pb.h"
#include "shared/db/migrator.h"
#include "shared/rpc/dispatcher.h"
#include "shared/rpc/rpc_reasons.h"
#include "shared/rpc/testing/test_server.h"
#include "shared/storage/migrations.h"
#include "shared/storage/store.h"
#include "shared/testing/status_matchers.h"

namespace liandong::rpc {
namespace {

using namespace common::v1;  // NOLINT: requests and enums of nearly every line
using ::liandong::testing::CallOptions;
using ::liandong::testing::CertificateProfile;
using ::liandong::testing::IsOk;
using ::liandong::testing::NewRequestId;
using ::liandong::testing::RefusedWith;
using ::liandong::testing::TestAuthority;
using ::liandong::testing::TestCertificate;
using ::liandong::testing::TestClient;
using ::liandong::testing::TestServer;
using ::testing::MatchesRegex;

absl::Status Ask(const TestClient& client, const CallOptions& options = {}) {
  return client.Call<GetClockResponse>(GetClockRequest(), options).status();
}

bool HasRetryInfo(const absl::Status& status) {
  return status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value();
}

TestServer::Options With(const DispatchLimits& dispatch) {
  TestServer::Options options;
  options.dispatch = dispatch;
  options.dispatch.development = true;
  return options;
}

// Lets a method begin and then wait, so that a test knows where it stands.
struct Barrier {
  absl::Notification begun, go_on;

  absl::StatusOr<GetClockResponse> operator()() {
    begun.Notify();
    go_on.WaitForNotification();
    return GetClockResponse();
  }
};

// ---- Load

TEST(Load, AFullQueueAnswersOverloadedAtOnce) {
  TestServer server(With({.workers = 1, .queue_max = 1}));
  Barrier barrier;
  ASSERT_TRUE(server.dispatcher().TrySubmit([&] { static_cast<void>(barrier()); }));
  barrier.begun.WaitForNotification();
  ASSERT_TRUE(server.dispatcher().TrySubmit([] {}));
  const TestClient client = server.Client(AGENCY_FINANCE);
  const absl::Status status = Ask(client);
  EXPECT_THAT(status, RefusedWith(kOverloaded));
  EXPECT_TRUE(HasRetryInfo(status));
  barrier.go_on.Notify();
}

TEST(Load, ACallerHasItsShareAndNoMore) {
  TestServer server(With({.workers = 4, .in_flight_per_caller_max = 1}));
  Barrier barrier;
  server.operations().get_clock = [&](const RequestContext& context,
                                      const GetClockRequest&) -> absl::StatusOr<GetClockResponse> {
    return context.caller.agency == "finance" ? barrier() : GetClockResponse();
  };
  const TestClient finance = server.Client(AGENCY_FINANCE);
  std::thread first([&] { EXPECT_THAT(Ask(finance), IsOk()); });
  barrier.begun.WaitForNotification();
  const absl::Status second = Ask(finance);
  EXPECT_THAT(second, RefusedWith(kCallerLimit));
  EXPECT_EQ(MetadataOf(second, "limit"), "1");
  EXPECT_TRUE(HasRetryInfo(second));
  EXPECT_THAT(Ask(server.Client(AGENCY_COMMUNITY)), IsOk()) << "others are not held up";
  barrier.go_on.Notify();
  first.join();
  server.operations().get_clock = nullptr;
  EXPECT_THAT(Ask(finance), IsOk());
}

// A service calls for all agencies together; its own limit bounds it.
TEST(Load, AServiceInItsOwnNameHasNoShare) {
  TestServer server(With({.workers = 4, .in_flight_per_caller_max = 1}));
  Barrier barrier;
  std::atomic<int> calls{0};
  server.operations().get_clock = [&](const RequestContext&,
                                      const GetClockRequest&) -> absl::StatusOr<GetClockResponse> {
    return ++calls == 1 ? barrier() : GetClockResponse();
  };
  const TestClient acquisition = server.Client(common::v1::SERVICE_ACQUISITION);
  std::thread first([&] { EXPECT_THAT(Ask(acquisition), IsOk()); });
  barrier.begun.WaitForNotification();
  EXPECT_THAT(Ask(acquisition), IsOk());
  barrier.go_on.Notify();
  first.join();
}

TEST(Load, ACallWithTooLittleTimeLeftIsNotBegun) {
  TestServer server(With({.workers = 1, .deadline_margin = absl::Hours(1)}));
  bool begun = false;
  server.operations().get_clock = [&](const RequestContext&,
                                      const GetClockRequest&) -> absl::StatusOr<GetClockResponse> {
    begun = true;
    return GetClockResponse();
  };
  EXPECT_THAT(Ask(server.Client(AGENCY_FINANCE)), RefusedWith(kDeadlineTooShort));
  EXPECT_FALSE(begun);
}

TEST(Load, NoCallTakesLongerThanTheLimitWhateverItsCallerSays) {
  TestServer server(With({.workers = 1, .call_time_max = absl::Seconds(5)}));
  absl::Duration left;
  server.operations().get_clock = [&](const RequestContext& context,
                                      const GetClockRequest&) -> absl::StatusOr<GetClockResponse> {
    left = context.deadline - absl::Now();
    return GetClockResponse();
  };
  EXPECT_THAT(Ask(server.Client(AGENCY_FINANCE), {.timeout = absl::Minutes(10)}), IsOk());
  EXPECT_LE(left, absl::Seconds(5));
}

TEST(Load, MessagesAreLimited) {
  TestServer::Options options;
  options.server.message_bytes_max = 64 * 1024;
  TestServer server(options);
  const TestClient operator_client = server.Client(AGENCY_OPERATOR);
  VerifyChangesRequest request;
  auto resize = [&request](size_t bytes) {
    std::string& checkpoint = *request.mutable_known()->mutable_checkpoint();
    checkpoint.resize(bytes);
    checkpoint.resize(bytes - (request.ByteSizeLong() - bytes));
    ASSERT_EQ(request.ByteSizeLong(), bytes);
  };
  resize(64 * 1024);
  EXPECT_THAT(operator_client.Call<VerifyChangesResponse>(request), RefusedWith(kFieldTooLong))
      << "was read";
  resize(64 * 1024 + 1);
  const auto refused = operator_client.Call<VerifyChangesResponse>(request);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused.status()), "") << "gRPC itself refused it";
}

TEST(Load, MetadataIsLimited) {
  TestServer::Options options;
  options.server.metadata_bytes_max = 4 * 1024;
  TestServer server(options);
  const TestClient client = server.Client(AGENCY_FINANCE);
  EXPECT_THAT(Ask(client, {.metadata = {{"x-more", std::string(2 * 1024, 'x')}}}), IsOk());
  EXPECT_EQ(Ask(client, {.metadata = {{"x-more", std::string(4 * 1024, 'x')}}}).code(),
            absl::StatusCode::kResourceExhausted);
  // gRPC may close the offender's connection; the server serves others.
  const TestClient other = server.Client(AGENCY_FINANCE);
  EXPECT_THAT(Ask(other), IsOk()) << "the server serves on";
}

// ---- What a call tells and keeps to itself

class PipelineTest : public ::testing::Test {
 protected:
  // What GetClock does, once for each call.
  void OnCall(std::function<absl::Status(const RequestContext&)> act) {
    server_.operations().get_clock =
        [act = std::move(act)](const RequestContext& context,
                               const GetClockRequest&) -> absl::StatusOr<GetClockResponse> {
      absl::Status status = act(context);
      if (!status.ok()) return status;
      return GetClockResponse();
    };
  }
  db::Rows AccessLog() {
    auto rows = db::ReadRows(server_.database().pool(), absl::InfiniteFuture(),
                             "SELECT agency, officer, method, kind, reason, count FROM access_log"
                             " ORDER BY id LIMIT 100");
    EXPECT_THAT(rows, IsOk());
    return *std::move(rows);
  }

  TestServer server_;
  TestClient client_ = server_.Client(AGENCY_FINANCE);
};

TEST_F(PipelineTest, DefectsStayInsideAndAreFoundByTraceId) {
  const std::vector<std::function<absl::Status(const RequestContext&)>> kDefects = {
      [](const RequestContext&) { return absl::InternalError("SELECT secret"); },
      [](const RequestContext&) { return absl::NotFoundError("SELECT secret"); },
      [](const RequestContext&) -> absl::Status { throw std::runtime_error("SELECT secret"); },
      [](const RequestContext&) -> absl::Status { throw 42; },
  };
  for (const auto& defect : kDefects) {
    std::string trace_id;
    OnCall([&](const RequestContext& context) {
      trace_id = context.trace_id;
      return defect(context);
    });
    const absl::Status status = Ask(client_);
    EXPECT_THAT(status, RefusedWith(kInternal));
    EXPECT_EQ(MetadataOf(status, "trace_id"), trace_id);
    EXPECT_EQ(status.ToString().find("secret"), std::string::npos);
  }
}

TEST_F(PipelineTest, ARefusalArrivesWholeHoweverLong) {
  constexpr Reason kLong{"LONG", absl::StatusCode::kFailedPrecondition, "because {why}", "因{why}"};
  OnCall([&](const RequestContext&) {
    return Refuse(kLong, {{"why", std::string(100'000, 'x')}, {"count", "7"}});
  });
  const absl::Status status = Ask(client_);
  EXPECT_THAT(status, RefusedWith(kLong));
  EXPECT_EQ(MetadataOf(status, "count"), "7");
}

TEST_F(PipelineTest, ATraceGoesOnWhereTheCallerStartedIt) {
  std::string trace_id;
  OnCall([&](const RequestContext& context) {
    trace_id = context.trace_id;
    return absl::OkStatus();
  });
  const std::string given = "4bf92f3577b34da6a3ce929d0e0e4736";
  EXPECT_THAT(Ask(client_, {.metadata = {{"traceparent", "00-" + given + "-00f067aa0ba902b7-01"}}}),
              IsOk());
  EXPECT_EQ(trace_id, given);
  for (const char* bad : {"", "00-xyz-00f067aa0ba902b7-01", "00-4bf9", "----"}) {
    trace_id.clear();
    EXPECT_THAT(Ask(client_, {.metadata = {{"traceparent", bad}}}), IsOk());
    EXPECT_THAT(trace_id, MatchesRegex("[0-9a-f]{32}")) << bad;
  }
}

TEST_F(PipelineTest, TheBusinessFunctionLearnsWhoCalls) {
  RequestContext seen;
  OnCall([&](const RequestContext& context) {
    seen = context;
    return absl::OkStatus();
  });
  EXPECT_THAT(Ask(client_, {.officer = "finance-2"}), IsOk());
  EXPECT_EQ(seen.caller.agency, "finance");
  EXPECT_EQ(seen.caller.capacity, AGENCY_FINANCE);
  EXPECT_EQ(seen.caller.officer, "finance-2");
  EXPECT_EQ(seen.method, "liandong.common.v1.OperationsService.GetClock");
  EXPECT_TRUE(seen.scope.every_territory) << "REACH_CITY";
  EXPECT_FALSE(seen.full_view);
}

TEST_F(PipelineTest, DenialsAreOnRecordUpToARate) {
  for (int i = 0; i < AccessLog::kDenialsPerMinuteMax + 3; ++i) {
    EXPECT_THAT(client_.Call<VerifyChangesResponse>(VerifyChangesRequest()),
                RefusedWith(kAgencyNotAllowed));
  }
  const db::Rows rows = AccessLog();
  ASSERT_EQ(rows.size(), static_cast<size_t>(AccessLog::kDenialsPerMinuteMax));
  EXPECT_EQ(rows[0].Text(0), "finance");
  EXPECT_EQ(rows[0].Text(2), "liandong.common.v1.OperationsService.VerifyChanges");
  EXPECT_EQ(rows[0].Text(3), "DENIED");
  EXPECT_EQ(rows[0].Text(4), "AGENCY_NOT_ALLOWED");
}

TEST_F(PipelineTest, AFullViewIsForWhomTheMethodLists) {
  bool called = false;
  OnCall([&](const RequestContext&) {
    called = true;
    return absl::OkStatus();
  });
  EXPECT_THAT(Ask(client_, {.officer = "finance-1", .full_view = true}),
              RefusedWith(kFullViewNotAllowed));
  EXPECT_FALSE(called);
  const db::Rows rows = AccessLog();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Text(1), "finance-1");
  EXPECT_EQ(rows[0].Text(4), "FULL_VIEW_NOT_ALLOWED");
}

// A bank's system pulls its orders: no officer, but on record before anything is shown.
TEST(FullView, IsABanksByItsCertificateAlone) {
  namespace funds = liandong::funds::v1;
  using ::liandong::testing::TestOperations;
  struct Payments {
    absl::StatusOr<funds::ListPaymentsResponse> List(const RequestContext&,
                                                     const funds::ListPaymentsRequest&) {
      funds::ListPaymentsResponse response;
      response.add_payments()->add_parts()->set_account("6222020000000001234");
      return response;
    }
  } payments;
  TestOperations stub;
  TestServer::Options options;
  options.more_service = "liandong.funds.v1.PaymentService";
  options.reasons = [](std::string_view) { return &kAgencyNotAllowed; };
  options.bind_more = [&payments, &stub](Binder& binder) {
    using funds::Payment;
    using funds::PaymentRefusal;
    using funds::PaymentRun;
    binder.Unary(&payments, &Payments::List);
    binder.Unary(&stub, &TestOperations::Nothing<funds::PreparePaymentRequest, Payment>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::CancelPaymentRequest, Payment>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::GetPaymentRequest, Payment>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::CreatePaymentRunRequest, PaymentRun>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::CheckPaymentRunRequest, PaymentRun>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::InstructPaymentRunRequest, PaymentRun>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::CancelPaymentRunRequest, PaymentRun>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::ReportPaymentResultsRequest, PaymentRun>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::GetPaymentRunRequest, PaymentRun>);
    binder.Unary(&stub,
                 &TestOperations::Nothing<funds::RecordPaymentRefusalRequest, PaymentRefusal>);
    binder.Unary(&stub, &TestOperations::Nothing<funds::GetPaymentRefusalRequest, PaymentRefusal>);
  };
  TestServer server(std::move(options));
  auto account = [](const absl::StatusOr<funds::ListPaymentsResponse>& answer) {
    return answer.ok() ? answer->payments(0).parts(0).account() : answer.status().ToString();
  };
  funds::ListPaymentsRequest list;
  list.set_parent("projects/P1");
  const TestClient bank = server.Client(AGENCY_BANK);
  EXPECT_NE(account(bank.Call<funds::ListPaymentsResponse>(list)), "6222020000000001234");
  EXPECT_EQ(account(bank.Call<funds::ListPaymentsResponse>(list, {.full_view = true})),
            "6222020000000001234");
  auto rows = db::ReadRows(server.database().pool(), absl::InfiniteFuture(),
                           "SELECT agency, officer, method, resource, kind FROM access_log"
                           " ORDER BY id LIMIT 10");
  ASSERT_THAT(rows, IsOk());
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ((*rows)[0].Text(0), "bank");
  EXPECT_EQ((*rows)[0].Text(1), "");
  EXPECT_EQ((*rows)[0].Text(2), "liandong.funds.v1.PaymentService.ListPayments");
  EXPECT_EQ((*rows)[0].Text(3), "projects/P1");
  EXPECT_EQ((*rows)[0].Text(4), "FULL_VIEW");
  // Whoever watches or audits the money sees accounts masked, officer or not.
  EXPECT_THAT(
      server.Client(AGENCY_FINANCE)
          .Call<funds::ListPaymentsResponse>(list, {.officer = "finance-1", .full_view = true}),
      RefusedWith(kFullViewNotAllowed));
}

// The gate that a write's own effect closed, a day that has passed, a service that is down: the
// same request id answers the same, in whatever case it is spelled.
TEST(Replay, WhatHadItsEffectIsAnsweredThoughItsGateIsClosedNow) {
  namespace funds = liandong::funds::v1;
  using funds::PurchaseApproval;
  struct Purchases {
    TestServer* server = nullptr;
    bool gate_open = true;
    absl::StatusOr<PurchaseApproval> Approve(const RequestContext& context,
                                             const funds::ApprovePurchaseMethodRequest& request) {
      if (!gate_open) return RefuseRetryable(kOverloaded, absl::Seconds(1));
      Store<PurchaseApproval> approvals(server->storage());
      return Mutate<PurchaseApproval>(
          server->storage(), context, request,
          [&](Mutation& m) -> absl::StatusOr<PurchaseApproval> {
            PurchaseApproval approval = request.purchase_approval();
            approval.set_name(request.parent() + "/purchaseApprovals/" +
                              request.purchase_approval_id());
            approval.set_approver(m.actor());
            return approvals.Insert(m, approval, {.territory = "431103"});
          });
    }
  } purchases;
  ::liandong::testing::TestOperations stub;
  TestServer::Options options;
  options.more_service = "liandong.funds.v1.PurchaseService";
  options.bind_more = [&](Binder& binder) {
    binder.Unary(&purchases, &Purchases::Approve);
    binder.Unary(&stub, &::liandong::testing::TestOperations::Nothing<
                            funds::GetPurchaseApprovalRequest, PurchaseApproval>);
  };
  TestServer server(std::move(options));
  purchases.server = &server;
  server.database().Execute(
      "CREATE TABLE purchase_approvals (name VARCHAR(200) PRIMARY KEY, parent VARCHAR(200),"
      " territory VARCHAR(6), seal TINYINT, version BIGINT, doc LONGBLOB, state VARCHAR(40),"
      " purpose VARCHAR(40))");
  const TestClient client = server.Client(AGENCY_FINANCE);
  const CallOptions officer = {.officer = "finance-1"};
  funds::ApprovePurchaseMethodRequest request;
  request.set_parent("projects/P1");
  request.set_purchase_approval_id("demolition");
  request.mutable_purchase_approval()->set_purpose(funds::PURPOSE_DEMOLITION);
  request.mutable_purchase_approval()->set_method(funds::PURCHASE_METHOD_OPEN_TENDER);
  request.mutable_purchase_approval()->set_application("永建〔2026〕1号");
  request.set_request_id(NewRequestId());
  purchases.gate_open = false;
  EXPECT_THAT(client.Call<PurchaseApproval>(request, officer), RefusedWith(kOverloaded));
  purchases.gate_open = true;
  const auto first = client.Call<PurchaseApproval>(request, officer);
  ASSERT_THAT(first, IsOk());
  purchases.gate_open = false;
  request.set_request_id(absl::AsciiStrToUpper(request.request_id()));
  const auto again = client.Call<PurchaseApproval>(request, officer);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  request.set_request_id(NewRequestId());
  EXPECT_THAT(client.Call<PurchaseApproval>(request, officer), RefusedWith(kOverloaded));
}

TEST_F(PipelineTest, CallsAreCountedByCode) {
  EXPECT_THAT(Ask(client_), IsOk());
  EXPECT_THAT(client_.Call<VerifyChangesResponse>(VerifyChangesRequest()),
              RefusedWith(kAgencyNotAllowed));
  EXPECT_THAT(client_.Call<VerifyChangesResponse>(VerifyChangesRequest()),
              RefusedWith(kAgencyNotAllowed));
  std::map<std::string, double> counted;  // "GetClock OK"
  for (const auto& family : server_.metrics().collectable()->Collect()) {
    if (family.name != "grpc_server_handled_total") continue;
    for (const auto& metric : family.metric) {
      std::string method, code;
      for (const auto& label : metric.label) {
        if (label.name == "grpc_method") method = label.value;
        if (label.name == "grpc_code") code = label.value;
      }
      counted[absl::StrCat(method, " ", code)] = metric.counter.value;
    }
  }
  EXPECT_EQ(counted["GetClock OK"], 1);
  EXPECT_EQ(counted["VerifyChanges PermissionDenied"], 2);
  EXPECT_EQ(counted["VerifyChanges OK"], 0);
  EXPECT_TRUE(counted.count("ListSigningKeys OK") == 1) << "exists before the first call";
}

// ---- Sealed matters

// Counts of grpc_server_handled_total and of observed durations, by "Method Code" and "Method".
std::map<std::string, double> Counted(TestServer& server) {
  std::map<std::string, double> counted;
  for (const auto& family : server.metrics().collectable()->Collect()) {
    for (const auto& metric : family.metric) {
      std::string key;
      for (const auto& label : metric.label) {
        if (label.name == "grpc_method") key = label.value + key;
        if (label.name == "grpc_code") key += " " + label.value;
      }
      if (family.name == "grpc_server_handled_total") counted[key] = metric.counter.value;
      if (family.name == "grpc_server_handling_seconds") {
        counted[key] = static_cast<double>(metric.histogram.sample_count);
      }
    }
  }
  return counted;
}

TEST(Sealed, WhoIsLetInLeavesNoTraceWhoIsTurnedAwayDoes) {
  namespace petitions = liandong::petitions::v1;
  ::liandong::testing::TestOperations stub;
  TestServer::Options options;
  options.more_service = "liandong.petitions.v1.AccusationService";
  options.bind_more = [&stub](Binder& binder) {
    using ::liandong::testing::TestOperations;
    binder.Unary(
        &stub,
        &TestOperations::Nothing<petitions::RegisterSealingKeyRequest, petitions::SealingKey>);
    binder.Unary(&stub,
                 &TestOperations::Nothing<petitions::FileAccusationRequest, petitions::Accusation>);
    binder.Unary(
        &stub, &TestOperations::Nothing<petitions::AcceptAccusationRequest, petitions::Accusation>);
    binder.Unary(
        &stub, &TestOperations::Nothing<petitions::CloseAccusationRequest, petitions::Accusation>);
    binder.Unary(&stub,
                 &TestOperations::Nothing<petitions::GetAccusationRequest, petitions::Accusation>);
    binder.Unary(&stub, &TestOperations::Nothing<petitions::ListAccusationsRequest,
                                                 petitions::ListAccusationsResponse>);
    binder.Unary(&stub, &TestOperations::Nothing<petitions::VerifyAccusationsRequest,
                                                 petitions::VerifyAccusationsResponse>);
    binder.Unary(&stub, &TestOperations::Nothing<petitions::GetAccusationsCheckpointRequest,
                                                 common::v1::SignedCheckpoint>);
  };
  TestServer server(std::move(options));
  const db::ConnectOptions& database = server.database().options();
  ASSERT_THAT(db::Migrate(database, {{.component = "sealed",
                                      .files = TableSetMigrations(),
                                      .substitutions = {{"prefix", kSealedPrefix},
                                                        {"database", database.database},
                                                        {"runtime", "root@localhost"}}}}),
              IsOk());
  const auto before = Counted(server);
  const TestClient commission = server.Client(AGENCY_DISCIPLINE_COMMISSION);
  petitions::GetAccusationRequest get;
  get.set_name("accusations/a1");
  EXPECT_THAT(commission.Call<petitions::Accusation>(get), IsOk());
  EXPECT_THAT(commission.Call<petitions::Accusation>(
                  get, {.officer = "discipline-commission-1", .full_view = true}),
              IsOk());
  get.set_name("not a name");
  EXPECT_THAT(commission.Call<petitions::Accusation>(get), RefusedWith(kNameInvalid));
  EXPECT_EQ(Counted(server), before);
  auto rows = [&] {
    return db::ReadRows(server.database().pool(), absl::Now() + absl::Seconds(5),
                        "SELECT agency, kind FROM access_log ORDER BY id LIMIT 10")
        .value();
  };
  EXPECT_EQ(rows().size(), 0u);
  EXPECT_EQ(db::ReadRows(server.database().pool(), absl::Now() + absl::Seconds(5),
                         "SELECT kind FROM sealed_access_log LIMIT 10")
                .value()
                .size(),
            1u);

  EXPECT_THAT(server.Client(AGENCY_FINANCE).Call<petitions::Accusation>(get),
              RefusedWith(kAgencyNotAllowed));
  EXPECT_EQ(Counted(server)["GetAccusation PermissionDenied"], 1);
  ASSERT_EQ(rows().size(), 1u);
  EXPECT_EQ(rows()[0].Text(0), "finance");
  EXPECT_EQ(rows()[0].Text(1), "DENIED");
}

TEST(Production, DevelopmentMethodsAreNotServed) {
  TestServer::Options options;
  options.dispatch.development = false;
  TestServer server(options);
  const TestClient client = server.Client(AGENCY_OPERATOR);
  MoveClockRequest move;
  move.mutable_to()->set_seconds(4'000'000'000);
  move.set_request_id(NewRequestId());
  EXPECT_THAT(client.Call<MoveClockResponse>(move), RefusedWith(kNotInProduction));
  EXPECT_THAT(client.Call<QuiesceResponse>(QuiesceRequest()), RefusedWith(kNotInProduction));
  EXPECT_THAT(Ask(client), IsOk());
}

TEST(Production, ReflectionIsServedOnlyWhereItIsAskedFor) {
  for (bool reflection : {true, false}) {
    TestServer::Options options;
    options.server.reflection = reflection;
    TestServer server(options);
    google::protobuf::Empty empty, answer;
    const absl::Status status = server.Client(AGENCY_OPERATOR)
                                    .CallPath(
                                        "/grpc.reflection.v1alpha.ServerReflection/"
                                        "ServerReflectionInfo",
                                        empty, answer);
    EXPECT_EQ(status.code(), reflection ? absl::StatusCode::kOk : absl::StatusCode::kUnimplemented);
  }
}

// ---- The connection

TEST(Connection, NeedsACertificateOfTheAuthorityThatIsValidNow) {
  TestServer server;
  const CertificateProfile profile = server.pki().ProfileOf(AGENCY_FINANCE);
  const TestAuthority foreign("Liandong Test CA");  // of the same name, with another key
  CertificateProfile expired = profile;
  expired.valid_from = -absl::Hours(48);
  expired.valid_to = -absl::Hours(24);
  CertificateProfile early = profile;
  early.valid_from = absl::Hours(24);
  early.valid_to = absl::Hours(48);
  const std::vector<std::pair<const char*, TestCertificate>> kUnusable = {
      {"foreign", foreign.Issue(profile)},
      {"expired", server.pki().authority().Issue(expired)},
      {"not valid yet", server.pki().authority().Issue(early)}};
  for (const auto& [what, certificate] : kUnusable) {
    EXPECT_EQ(Ask(server.Client(&certificate, &server.pki().authority())).code(),
              absl::StatusCode::kUnavailable)
        << what;
  }
  EXPECT_EQ(Ask(server.Client(nullptr)).code(), absl::StatusCode::kUnavailable) << "none";
  EXPECT_THAT(Ask(server.Client(AGENCY_FINANCE)), IsOk());
}

TEST(Connection, AClientDoesNotTalkToAnotherServiceOrAuthority) {
  TestServer server;
  const TestCertificate& certificate = server.pki().Certificate(AGENCY_FINANCE);
  const TestClient misled(server.pki(), server.server().port(), SERVICE_REGISTRY, &certificate);
  EXPECT_EQ(Ask(misled).code(), absl::StatusCode::kUnavailable);
  const TestAuthority foreign("Liandong Test CA");
  EXPECT_EQ(Ask(server.Client(&certificate, &foreign)).code(), absl::StatusCode::kUnavailable);
}

TEST(Connection, AReplacedCertificateIsServedWithoutARestart) {
  TestServer::Options options;
  options.server.tls.refresh_seconds = 1;
  TestServer server(options);
  const TestClient kept = server.Client(AGENCY_FINANCE);
  EXPECT_EQ(kept.ServerCertificateSha256().value(), server.pki().Certificate(SERVICE_FUNDS).sha256);
  const TestCertificate renewed =
      server.pki().authority().Issue(server.pki().ProfileOf(SERVICE_FUNDS));
  for (const auto& [path, pem] :
       {std::pair{server.config().server.tls.key, renewed.key_pem},
        std::pair{server.config().server.tls.certificate, renewed.certificate_pem}}) {
    server.pki().folder().Write(path.substr(path.rfind('/') + 1), pem);
  }
  // Each connection is a new one; the test program's time limit bounds the wait.
  while (server.Client(AGENCY_FINANCE).ServerCertificateSha256().value_or("") != renewed.sha256) {
    std::this_thread::yield();
  }
  EXPECT_THAT(Ask(kept), IsOk()) << "connections made before are kept";
}

// ---- The end

class DrainSignal : public StreamHub::Sleeper {
 public:
  void Wake() override {}
  void Drain() override { drained.Notify(); }
  absl::Notification drained;
};

TEST(Drain, CallsInFlightAreCompleted) {
  TestServer server;
  Barrier barrier;
  server.operations().get_clock = [&](const RequestContext&, const GetClockRequest&) {
    return barrier();
  };
  auto signal = std::make_shared<DrainSignal>();
  ASSERT_THAT(server.streams().Join(signal, "signal"), IsOk());
  std::thread caller([&] { EXPECT_THAT(Ask(server.Client(AGENCY_FINANCE)), IsOk()); });
  barrier.begun.WaitForNotification();
  std::thread drain([&] { server.server().Drain(); });
  signal->drained.WaitForNotification();
  barrier.go_on.Notify();
  caller.join();
  drain.join();
  EXPECT_EQ(Ask(server.Client(AGENCY_FINANCE)).code(), absl::StatusCode::kUnavailable);
}

TEST(Start, ATakenPortIsToldClearly) {
  TestServer server;
  TestServer::Options options;
  ServerOptions second;
  second.tls = server.config().server.tls;
  second.listen = absl::StrCat("127.0.0.1:", server.server().port());
  Binder binder(server.dispatcher(), server.streams(), {});
  const auto started = Server::Start(second, binder, server.streams());
  EXPECT_EQ(started.status(),
            absl::FailedPreconditionError(absl::StrCat("can not listen on ", second.listen)));
}

}  // namespace
}  // namespace liandong::rpc
