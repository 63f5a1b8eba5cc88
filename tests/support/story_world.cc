#include "tests/support/story_world.h"

#include <fstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "shared/auth/spiffe.h"
#include "shared/status/macros.h"

namespace liandong::testing {
namespace {

using common::v1::Service;

constexpr char kSource[] = LIANDONG_SOURCE_DIR;
constexpr char kCtl[] = LIANDONG_BIN_DIR "/liandongctl";
// Longer than the player insists on an answer.
constexpr absl::Duration kSilenceMax = absl::Seconds(90);
constexpr char kUnexpected[] = "\n    unexpected: ";
constexpr absl::Duration kOutputPollInterval = absl::Milliseconds(5);
constexpr char kTrustDomain[] = "dev.liandong";

// The launcher's own certificates, keys and first instant of business time; $1: the source, $2: the
// folder that gets pki/ and clock_start.
constexpr char kPrepare[] = R"(set -euo pipefail
ROOT=$1
for part in common services pki; do source "$ROOT/scripts/launcher/$part.sh"; done
pki_create "$2"
printf %s "$DEV_CLOCK_START" >"$2/clock_start")";

}  // namespace

const std::vector<Service>& StoryWorld::Services() {
  static const auto* services =
      new std::vector<Service>{common::v1::SERVICE_FUNDS,       common::v1::SERVICE_REGISTRY,
                               common::v1::SERVICE_ACQUISITION, common::v1::SERVICE_ENFORCEMENT,
                               common::v1::SERVICE_PETITIONS,   common::v1::SERVICE_COORDINATION};
  return *services;
}

absl::StatusOr<std::unique_ptr<StoryWorld>> StoryWorld::Start() {
  auto world = std::unique_ptr<StoryWorld>(new StoryWorld());
  ASSIGN_OR_RETURN(world->mariadb_, MariaDbProcess::Start());
  RETURN_IF_ERROR(world->Prepare());
  for (Service service : Services()) {
    world->ports_[service] = FreePort();
    world->metrics_ports_[service] = FreePort();
  }
  for (Service service : Services()) RETURN_IF_ERROR(world->StartService(service));
  return world;
}

absl::Status StoryWorld::Prepare() {
  ChildProcess launcher({"/bin/bash", "-c", kPrepare, "launcher", kSource, folder_.path()},
                        Path("prepare.log"));
  RETURN_IF_ERROR(launcher.Run());
  std::ifstream(Path("clock_start")) >> clock_start_;
  ChildProcess directory(
      {kCtl, "directory", "build",
       absl::StrCat("--principals=", kSource, "/samples/principals.json"),
       absl::StrCat("--pki=", Path("pki")), absl::StrCat("--out=", Path("directory.binpb"))},
      Path("directory.log"));
  return directory.Run();
}

absl::Status StoryWorld::StartService(Service service) {
  const std::string name = auth::ServiceName(service);
  ASSIGN_OR_RETURN(databases_[service], mariadb_->CreateDatabase(absl::StrCat("liandong_", name)));
  Config config;
  config.trust_domain = kTrustDomain;
  config.server.tls = {.ca = Path("pki/ca.pem"),
                       .certificate = Path(absl::StrCat("pki/services/", name, ".pem")),
                       .key = Path(absl::StrCat("pki/services/", name, ".key"))};
  config.directory = Path("directory.binpb");
  config.directory_root_key = Path("pki/directory/root.pub.pem");
  config.directory_root_key_id = "dev-root-1";
  config.kek_file = Path(absl::StrCat("pki/kek/", name, ".kek"));
  config.signing_key = Path(absl::StrCat("pki/signing/", name, ".pem"));
  config.signing_key_id = absl::StrCat("dev-", name, "-1");
  config.rules = absl::StrCat(kSource, "/shared/rules/data/rules.json");
  config.holidays = absl::StrCat(kSource, "/shared/calendar/data/holidays.json");
  ASSIGN_OR_RETURN(
      services_[service],
      ServiceProcess::Start(
          config, {.service = service,
                   .database = databases_[service],
                   .port = ports_[service],
                   .flags = {absl::StrCat("--peers=", peers()),
                             absl::StrCat("--metrics_listen=127.0.0.1:", metrics_ports_[service]),
                             absl::StrCat("--dev_clock_start=", clock_start_),
                             // Who starts again after a kill goes on soon.
                             "--lease_ms=2000"}}));
  return absl::OkStatus();
}

std::string StoryWorld::peers() const {
  std::vector<std::string> peers;
  for (const auto& [service, port] : ports_) {
    peers.push_back(absl::StrCat(auth::ServiceName(service), "=127.0.0.1:", port));
  }
  return absl::StrJoin(peers, ",");
}

std::unique_ptr<ChildProcess> StoryWorld::Ctl(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), kCtl);
  arguments.push_back(absl::StrCat("--pki=", Path("pki")));
  arguments.push_back(absl::StrCat("--peers=", peers()));
  return std::make_unique<ChildProcess>(std::move(arguments),
                                        Path(absl::StrCat("ctl-", ++outputs_, ".log")));
}

std::unique_ptr<ChildProcess> StoryWorld::Story() {
  return Ctl({"story", absl::StrCat("--samples=", kSource, "/samples")});
}

int StepsPlayed(const std::string& output) {
  int steps = 0;
  for (absl::string_view line : absl::StrSplit(output, '\n')) {
    const absl::string_view step = line.substr(0, line.find(' '));
    const bool row = !step.empty() && absl::ascii_isdigit(static_cast<unsigned char>(step[0]));
    if (row || absl::StartsWith(step, "final/")) ++steps;
  }
  return steps;
}

bool AwaitSteps(ChildProcess& story, int steps) {
  absl::Time silent_since = absl::Now();
  for (size_t said = 0;; absl::SleepFor(kOutputPollInterval)) {
    // Asked before the look at its output: what it said last may come in between.
    const bool running = story.running();
    const std::string output = story.output();
    if (absl::StrContains(output, kUnexpected)) return false;
    if (StepsPlayed(output) >= steps) return true;
    if (!running || absl::Now() > silent_since + kSilenceMax) return false;
    if (output.size() > said) silent_since = absl::Now();
    said = output.size();
  }
}

}  // namespace liandong::testing
