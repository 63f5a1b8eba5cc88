#include "services/petitions/warning/warning_service.h"

#include "gtest/gtest.h"
#include "services/petitions/testing/petitions_world.h"
#include "services/petitions/warning/warning_rules.h"

namespace liandong::petitions {
namespace {

using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

TEST(WarningMachine, EveryStateWithEveryAction) {
  const auto* states = Warning::State_descriptor();
  for (int i = 0; i < states->value_count(); ++i) {
    const auto from = static_cast<Warning::State>(states->value(i)->number());
    for (std::string_view action : {"FileWarning", "AnswerWarning"}) {
      const auto next = kWarningMachine.Next(from, action);
      if (from == Warning::STATE_UNSPECIFIED && action == "FileWarning") {
        EXPECT_EQ(next.value(), Warning::STATE_FILED);
      } else if (from == Warning::STATE_FILED && action == "AnswerWarning") {
        EXPECT_EQ(next.value(), Warning::STATE_ANSWERED);
      } else {
        EXPECT_THAT(next, RefusedWith(kWarningState)) << from << action;
      }
    }
  }
}

TEST(WarningService, FiledByAnyOfficerAnsweredOnce) {
  PetitionsWorld world;
  world.SetNow("2026-12-15 09:00");
  v1::FileWarningRequest request;
  request.set_warning_id("2026-12-15");
  request.mutable_warning()->set_territory("431103");
  request.mutable_warning()->set_project("projects/P1");
  request.mutable_warning()->set_place("梅湾街道示例路23号");
  request.mutable_warning()->set_signs("有亲属相约到场");
  request.mutable_warning()->set_persons(8);
  request.set_request_id(NewRequestId());
  ASSERT_OK_AND_ASSIGN(
      v1::Warning filed,
      world.warnings.FileWarning(world.As(common::v1::AGENCY_COMMUNITY, "com-1"), request));
  EXPECT_EQ(filed.reporter(), "com/com-1");
  EXPECT_EQ(filed.state(), v1::Warning::STATE_FILED);

  const auto hq = world.As(common::v1::AGENCY_PROJECT_HEADQUARTERS, "hq-2");
  v1::AnswerWarningRequest answer;
  answer.set_name(filed.name());
  answer.set_answer("社区、派出所上门劝导");
  answer.set_request_id(NewRequestId());
  ASSERT_OK_AND_ASSIGN(v1::Warning answered, world.warnings.AnswerWarning(hq, answer));
  EXPECT_EQ(answered.answered_by(), "hq/hq-2");
  answer.set_request_id(NewRequestId());
  EXPECT_THAT(world.warnings.AnswerWarning(hq, answer), RefusedWith(kWarningState));
  v1::ListWarningsRequest open;
  open.set_state(v1::Warning::STATE_FILED);
  EXPECT_EQ(world.warnings.ListWarnings(hq, open)->warnings_size(), 0);
}

}  // namespace
}  // namespace liandong::petitions
