#include "shared/rpc/binder.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "liandong/enforcement/v1/action.pb.h"
#include "shared/rpc/server.h"
#include "shared/rpc/testing/test_server.h"
#include "shared/testing/status_matchers.h"

namespace liandong::rpc {
namespace {

using ::liandong::testing::IsOk;
using ::liandong::testing::TestDatabase;
using ::liandong::testing::TestOperations;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class BinderTest : public ::testing::Test {
 protected:
  static constexpr Reason kWall{"INVESTOR_WALL", absl::StatusCode::kPermissionDenied, "no", "不可"};

  // A binder of these services, under a dispatcher that knows INVESTOR_WALL when `knows_wall`.
  Binder& Make(std::vector<std::string> services, bool knows_wall = true) {
    dispatcher_ = std::make_unique<Dispatcher>(
        DispatchLimits{.workers = 1}, authenticator_, clock_, metrics_, access_log_,
        [knows_wall](std::string_view name) -> const Reason* {
          return knows_wall && name == kWall.name ? &kWall : nullptr;
        });
    binder_ = std::make_unique<Binder>(*dispatcher_, streams_, std::move(services));
    return *binder_;
  }

  // What the server says when it is to start with this binder.
  std::string StartMessage(Binder& binder) {
    auto server = Server::Start({}, binder, streams_);
    EXPECT_EQ(server.status().code(), absl::StatusCode::kFailedPrecondition);
    return std::string(server.status().message());
  }

  TestDatabase database_;
  auth::DirectoryHolder directory_{{}, crypto::DevelopmentKeys::kRefused, absl::Hours(1)};
  Authenticator authenticator_{directory_, "funds", "dev.liandong"};
  Clock clock_;
  Metrics metrics_;
  AccessLog access_log_{database_.pool()};
  StreamHub streams_{absl::InfiniteDuration(), StreamLimits{}};
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<Binder> binder_;
};

TEST_F(BinderTest, AServerWithAnUnboundMethodDoesNotStart) {
  TestOperations operations;
  Binder& binder = Make({"liandong.common.v1.OperationsService"});
  binder.Unary(&operations, &TestOperations::GetClock);
  EXPECT_THAT(StartMessage(binder),
              AllOf(HasSubstr("METHODS_INCOMPLETE"),
                    HasSubstr("liandong.common.v1.OperationsService.Watch is not bound"),
                    HasSubstr("liandong.common.v1.OperationsService.MoveClock is not bound"),
                    Not(HasSubstr("GetClock"))));
}

TEST_F(BinderTest, AServerWithAMethodThatDeclaresNoAccessDoesNotStart) {
  Binder& binder = Make({"grpc.reflection.v1alpha.ServerReflection"});
  EXPECT_THAT(StartMessage(binder), HasSubstr("ServerReflectionInfo declares no access"));
}

struct Actions {
  absl::StatusOr<enforcement::v1::Action> ServeNotice(const RequestContext&,
                                                      const enforcement::v1::ServeNoticeRequest&) {
    return enforcement::v1::Action();
  }
};

TEST_F(BinderTest, AServerThatBarsWithAnUnknownReasonDoesNotStart) {
  Actions actions;
  const char* problem = "ServeNotice bars with the unknown reason INVESTOR_WALL";
  Binder& ignorant = Make({"liandong.enforcement.v1.ActionService"}, /*knows_wall=*/false);
  ignorant.Unary(&actions, &Actions::ServeNotice);
  EXPECT_THAT(StartMessage(ignorant), HasSubstr(problem));
  Binder& knowing = Make({"liandong.enforcement.v1.ActionService"});
  knowing.Unary(&actions, &Actions::ServeNotice);
  EXPECT_THAT(StartMessage(knowing), Not(HasSubstr(problem)));
}

// Where the resource does not say who did it, four eyes would silently be two.
TEST_F(BinderTest, AServerThatSeparatesFromADutyNobodyRecordsDoesNotStart) {
  const auto* method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
      "liandong.enforcement.v1.ActionService.ServeNotice");
  auto* access = const_cast<google::protobuf::MethodOptions&>(method->options())
                     .MutableExtension(common::v1::access);
  access->add_separate_from("nobody");
  Actions actions;
  Binder& binder = Make({"liandong.enforcement.v1.ActionService"});
  binder.Unary(&actions, &Actions::ServeNotice);
  EXPECT_THAT(StartMessage(binder),
              HasSubstr("ServeNotice separates from nobody, which nothing records"));
  access->clear_separate_from();
}

TEST_F(BinderTest, ACompleteServerSaysWhatItNeedsNext) {
  TestOperations operations;
  Binder& binder = Make({"liandong.common.v1.OperationsService"});
  operations.Bind(binder);
  EXPECT_THAT(binder.CheckComplete(), IsOk());
  EXPECT_THAT(StartMessage(binder), HasSubstr("TLS file"));
}

TEST_F(BinderTest, AMethodIsReadFromItsContract) {
  TestOperations operations;
  Binder& binder = Make({"liandong.common.v1.OperationsService"});
  operations.Bind(binder);
  const Method* move_clock = nullptr;
  const Method* get_clock = nullptr;
  for (const Method* method : binder.methods()) {
    if (method->descriptor->name() == "MoveClock") move_clock = method;
    if (method->descriptor->name() == "GetClock") get_clock = method;
  }
  ASSERT_NE(move_clock, nullptr);
  ASSERT_NE(get_clock, nullptr);
  EXPECT_EQ(move_clock->full_name, "liandong.common.v1.OperationsService.MoveClock");
  EXPECT_EQ(move_clock->path, "/liandong.common.v1.OperationsService/MoveClock");
  EXPECT_TRUE(move_clock->write);
  EXPECT_FALSE(get_clock->write);
  EXPECT_TRUE(move_clock->access.development_only());
  EXPECT_TRUE(get_clock->access.any_caller());
}

using BinderDeathTest = BinderTest;

struct Strangers {
  absl::StatusOr<common::v1::MoveClockResponse> GetClock(const RequestContext&,
                                                         const common::v1::GetClockRequest&) {
    return common::v1::MoveClockResponse();
  }
};

TEST_F(BinderDeathTest, AFunctionThatNoMethodHasEndsTheProgram) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  Strangers strangers;
  Binder& binder = Make({"liandong.common.v1.OperationsService"});
  EXPECT_DEATH(binder.Unary(&strangers, &Strangers::GetClock), "no method takes this request");
  EXPECT_DEATH(Make({"liandong.common.v1.NoService"}).CheckComplete().IgnoreError(),
               "no such service");
}

}  // namespace
}  // namespace liandong::rpc
