// The sample story plays to its end, and ends in the same books, while its services and their
// database are killed under it.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "shared/auth/spiffe.h"
#include "shared/testing/status_matchers.h"
#include "tests/support/books.h"
#include "tests/support/story_world.h"

namespace liandong::testing {
namespace {

using common::v1::Service;
using Books = std::map<std::string, std::multiset<std::string>>;  // by service

constexpr uint32_t kSeed = 20261124;
constexpr int kKills = 14;
constexpr size_t kDifferencesTold = 20;

uint32_t Seed() {
  uint32_t seed = kSeed;
  const char* wanted = std::getenv("LIANDONG_CHAOS_SEED");
  if (wanted != nullptr && !absl::SimpleAtoi(wanted, &seed)) {
    ADD_FAILURE() << "LIANDONG_CHAOS_SEED is no number: " << wanted;
  }
  return seed;
}

// Who is killed once so many steps are played; SERVICE_UNSPECIFIED: the database.
struct KillPoint {
  int steps;
  Service victim;
};

// Every victim equally often, give or take one, at different points anywhere in the story.
std::vector<KillPoint> KillPoints(int steps, std::mt19937& random) {
  std::vector<Service> all = StoryWorld::Services();
  all.push_back(common::v1::SERVICE_UNSPECIFIED);
  std::vector<Service> victims;
  while (victims.size() < kKills) {
    std::shuffle(all.begin(), all.end(), random);
    victims.insert(victims.end(), all.begin(), all.end());
  }
  std::set<int> points;
  while (points.size() < kKills) points.insert(static_cast<int>(random() % (steps - 1)));
  std::vector<KillPoint> kills;
  for (int point : points) kills.push_back({point, victims[kills.size()]});
  return kills;
}

void KillAndRestart(StoryWorld& world, Service victim) {
  if (victim == common::v1::SERVICE_UNSPECIFIED) {
    world.mariadb().Kill();
    ASSERT_THAT(world.mariadb().Restart(), IsOk());
    return;
  }
  world.service(victim).Kill();
  ASSERT_THAT(world.service(victim).Restart(), IsOk());
}

std::string LastLine(const std::string& output) {
  const size_t end = output.find_last_not_of('\n');
  const size_t begin = output.rfind('\n', end);
  return output.substr(begin + 1, end - begin);
}

// Its end, or that it does not come to a good one.
void AwaitEnd(ChildProcess& story) { AwaitSteps(story, std::numeric_limits<int>::max()); }

// Everything went as expected, `steps` of it.
void ExpectPlayed(ChildProcess& story, int steps) {
  const std::string output = story.output();
  EXPECT_EQ(story.exit_code(), 0) << output;
  EXPECT_EQ(LastLine(output),
            absl::StrCat("story: ", steps, " steps, ", steps, " as expected, 0 unexpected"));
}

void ReadAllBooks(StoryWorld& world, Books& books) {
  for (Service service : StoryWorld::Services()) {
    ASSERT_OK_AND_ASSIGN(books[auth::ServiceName(service)], ReadBooks(world.database(service)));
  }
}

void ExpectSameBooks(const Books& undisturbed, const Books& disturbed) {
  for (const auto& [service, entries] : undisturbed) {
    std::vector<std::string> missing, added;
    const auto& others = disturbed.at(service);
    std::set_difference(entries.begin(), entries.end(), others.begin(), others.end(),
                        std::back_inserter(missing));
    std::set_difference(others.begin(), others.end(), entries.begin(), entries.end(),
                        std::back_inserter(added));
    EXPECT_GT(entries.size(), 0u) << service;
    EXPECT_TRUE(missing.empty()) << service << " lacks " << missing.size() << " entries";
    EXPECT_TRUE(added.empty()) << service << " has " << added.size() << " entries too many";
    for (size_t i = 0; i < std::min(missing.size(), kDifferencesTold); ++i) {
      ADD_FAILURE() << service << " lacks " << missing[i];
    }
    for (size_t i = 0; i < std::min(added.size(), kDifferencesTold); ++i) {
      ADD_FAILURE() << service << " should not have " << added[i];
    }
  }
}

TEST(StoryKillTest, EndsInTheSameBooksAsAnUndisturbedPlay) {
  const uint32_t seed = Seed();
  std::cout << "LIANDONG_CHAOS_SEED=" << seed << std::endl;
  Books undisturbed, disturbed;
  int steps = 0;
  {
    ASSERT_OK_AND_ASSIGN(auto world, StoryWorld::Start());
    auto story = world->Story();
    ASSERT_THAT(story->Start(), IsOk());
    AwaitEnd(*story);
    steps = StepsPlayed(story->output());
    ASSERT_GT(steps, kKills);
    ExpectPlayed(*story, steps);
    if (::testing::Test::HasFailure()) return;
    ReadAllBooks(*world, undisturbed);
  }

  ASSERT_OK_AND_ASSIGN(auto world, StoryWorld::Start());
  auto story = world->Story();
  ASSERT_THAT(story->Start(), IsOk());
  std::mt19937 random(seed);
  for (const auto& [point, victim] : KillPoints(steps, random)) {
    ASSERT_TRUE(AwaitSteps(*story, point)) << story->output();
    std::cout << "after " << StepsPlayed(story->output()) << " steps: "
              << (victim == common::v1::SERVICE_UNSPECIFIED ? "mariadb" : auth::ServiceName(victim))
              << std::endl;
    ASSERT_NO_FATAL_FAILURE(KillAndRestart(*world, victim));
  }
  AwaitEnd(*story);
  ExpectPlayed(*story, steps);
  ReadAllBooks(*world, disturbed);
  ExpectSameBooks(undisturbed, disturbed);

  // The final checks, among them that every chain verifies, hold whenever they are asked.
  auto again = world->Story();
  EXPECT_THAT(again->Run(), IsOk());
  EXPECT_TRUE(absl::StartsWith(again->output(), "the story was already played"));
  ExpectPlayed(*again, StepsPlayed(again->output()));
}

}  // namespace
}  // namespace liandong::testing
