// The sample story, played through six real services.
#include "gtest/gtest.h"
#include "shared/testing/status_matchers.h"
#include "tests/support/story_world.h"

namespace liandong::testing {
namespace {

TEST(StoryKillTest, TheUndisturbedStoryPlays) {
  ASSERT_OK_AND_ASSIGN(auto world, StoryWorld::Start());
  auto story = world->Story();
  EXPECT_THAT(story->Run(), IsOk()) << story->output();
  EXPECT_GT(StepsPlayed(story->output()), 0);
}

}  // namespace
}  // namespace liandong::testing
