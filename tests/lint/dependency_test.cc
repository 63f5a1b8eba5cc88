// What may use what. All headers of the distribution lie in one folder, so that no build file can
// keep these rules.
#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/lint/source_tree.h"

namespace liandong::lint {
namespace {

// From left to right: a service calls those to its right, never one to its left.
const std::vector<std::string> kServices = {"coordination", "petitions", "enforcement",
                                            "acquisition",  "funds",     "registry"};

bool StartsWithAny(const std::string& text, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return absl::StartsWith(text, prefix); });
}

// Every line of code in which one of these words stands.
void FindWords(const Source& source, const std::vector<std::string>& words,
               const std::string& complaint, Findings& findings) {
  for (size_t i = 0; i < source.code.size(); ++i) {
    for (const std::string& word : words) {
      if (absl::StrContains(source.code[i], word)) {
        findings.push_back(
            absl::StrCat(Place(source, static_cast<int>(i) + 1), word, " ", complaint));
      }
    }
  }
}

void FindIncluded(const Source& source, const std::vector<std::string>& prefixes,
                  const std::string& complaint, Findings& findings) {
  for (const auto& include : source.includes) {
    if (StartsWithAny(include.path, prefixes)) {
      findings.push_back(absl::StrCat(Place(source, include.line), include.path, " ", complaint));
    }
  }
}

const std::vector<std::string> kServerTypes = {"grpcpp/", "grpc/", "shared/rpc/binder.h",
                                               "shared/rpc/dispatcher.h", "shared/rpc/server.h"};
const std::vector<std::string> kConnector = {"mysql_driver", "mysql_connection", "cppconn/",
                                             "mysql/", "mariadb/"};
const std::vector<std::string> kMachineClocks = {"absl::Now(", "system_clock", "steady_clock",
                                                 "gettimeofday(", "std::time("};

TEST(Dependencies, TheTreeIsRead) {
  std::set<std::string> services, components;
  for (const Source& source : AllSources()) {
    services.insert(source.service());
    components.insert(source.component());
  }
  EXPECT_EQ(services.count("funds"), 1u);
  EXPECT_EQ(components.count("rpc"), 1u);
}

TEST(Dependencies, NoServiceIncludesAnother) {
  Findings findings;
  for (const Source& source : AllSources()) {
    if (source.service().empty()) continue;
    for (const auto& include : source.includes) {
      if (absl::StartsWith(include.path, "services/") &&
          !absl::StartsWith(include.path, absl::StrCat("services/", source.service(), "/"))) {
        findings.push_back(
            absl::StrCat(Place(source, include.line), include.path, " belongs to another service"));
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Dependencies, AServiceKnowsTheContractsToItsRightOnly) {
  Findings findings;
  for (const Source& source : AllSources()) {
    const auto self = std::find(kServices.begin(), kServices.end(), source.service());
    if (self == kServices.end()) continue;
    for (const auto& include : source.includes) {
      if (!absl::StartsWith(include.path, "liandong/")) continue;
      const std::vector<std::string> parts = absl::StrSplit(include.path, '/');
      const auto other = std::find(kServices.begin(), kServices.end(), parts[1]);
      if (other < self) {
        findings.push_back(absl::StrCat(Place(source, include.line), include.path,
                                        " is the contract of a service to the left"));
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Dependencies, SharedKnowsNoService) {
  Findings findings;
  for (const Source& source : AllSources()) {
    if (source.component().empty()) continue;
    FindIncluded(source, {"services/"}, "is above the shared library", findings);
    if (source.is_test()) continue;
    for (const std::string& service : kServices) {
      FindIncluded(source, {absl::StrCat("liandong/", service, "/")}, "belongs to one service",
                   findings);
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

// The order is the one in which shared/CMakeLists.txt adds the components.
TEST(Dependencies, ASharedComponentUsesThoseAboveItOnly) {
  const std::string list = ReadProjectFile("shared/CMakeLists.txt");
  const size_t begin = list.find("foreach(COMPONENT");
  ASSERT_NE(begin, list.npos);
  const std::string names = list.substr(begin + 17, list.find(')', begin) - begin - 17);
  std::map<std::string, int> order;
  for (absl::string_view name : absl::StrSplit(names, absl::ByAnyChar(" \n"), absl::SkipEmpty())) {
    order.emplace(std::string(name), static_cast<int>(order.size()));
  }
  Findings findings;
  for (const Source& source : AllSources()) {
    const std::string component = source.component();
    if (component.empty() || source.is_test()) continue;
    if (order.count(component) == 0) {
      findings.push_back(absl::StrCat(source.path, ": its folder is not in the list"));
      continue;
    }
    for (const auto& include : source.includes) {
      if (!absl::StartsWith(include.path, "shared/")) continue;
      const std::vector<std::string> parts = absl::StrSplit(include.path, '/');
      auto other = order.find(parts[1]);
      if (other == order.end() || other->second > order[component]) {
        findings.push_back(
            absl::StrCat(Place(source, include.line), component, " stands above ", parts[1]));
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Dependencies, BusinessFunctionsKnowNeitherServerNorConnectorNorMachineTime) {
  Findings findings;
  for (const Source& source : AllSources()) {
    if (source.service().empty() || source.service() == "cli" || source.is_test() ||
        !source.Is("service")) {
      continue;
    }
    FindIncluded(source, kServerTypes, "is the server's business", findings);
    FindIncluded(source, kConnector, "is shared/db's business", findings);
    FindIncluded(source, {"prometheus/"}, "is the dispatcher's business", findings);
    FindWords(source, kMachineClocks, "is not the call's business time", findings);
    FindWords(source, {"grpc::"}, "is the server's business", findings);
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Dependencies, RulesArePure) {
  const std::vector<std::string> kImpure = {"grpc",
                                            "shared/db/",
                                            "shared/storage/",
                                            "shared/rpc/",
                                            "shared/runtime/",
                                            "shared/commands/",
                                            "shared/config/",
                                            "shared/time/",
                                            "shared/log/",
                                            "shared/metrics/",
                                            "prometheus/",
                                            "fstream",
                                            "iostream",
                                            "cstdio",
                                            "filesystem",
                                            "thread",
                                            "mutex",
                                            "atomic",
                                            "absl/synchronization/",
                                            "absl/time/clock.h"};
  // Parsing a resource's name is as pure as it gets.
  const std::string kNames = "shared/storage/names.h";
  Findings findings;
  for (const Source& source : AllSources()) {
    if (source.service().empty() || source.is_test() || !source.Is("rules")) continue;
    Source other = source;
    std::erase_if(other.includes, [&](const auto& include) { return include.path == kNames; });
    FindIncluded(other, kImpure, "has no place in a pure decision", findings);
    FindIncluded(source, kConnector, "has no place in a pure decision", findings);
    FindWords(source, kMachineClocks, "has no place in a pure decision", findings);
    for (const auto& include : source.includes) {
      if (absl::EndsWith(include.path, "_service.h") || absl::EndsWith(include.path, "_store.h")) {
        findings.push_back(absl::StrCat(Place(source, include.line), include.path,
                                        " has no place in a pure decision"));
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

TEST(Dependencies, StoresHoldNoPolicy) {
  Findings findings;
  for (const Source& source : AllSources()) {
    if (source.service().empty() || source.is_test() || !source.Is("store")) continue;
    FindIncluded(source, kServerTypes, "is the server's business", findings);
    for (const auto& include : source.includes) {
      if (absl::EndsWith(include.path, "_rules.h") || absl::EndsWith(include.path, "_service.h")) {
        findings.push_back(
            absl::StrCat(Place(source, include.line), include.path, " decides; a store does not"));
      }
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

// Libraries that stay behind one door.
TEST(Dependencies, LibrariesStayWhereTheyAreWrapped) {
  struct Door {
    std::vector<std::string> includes;
    std::vector<std::string> folders;
  };
  const std::vector<Door> kDoors = {
      {kConnector, {"shared/db/"}},
      {{"openssl/"}, {"shared/crypto/", "shared/auth/", "shared/testing/test_pki.cc"}},
      {{"spdlog/"}, {"shared/log/"}},
      {{"prometheus/"}, {"shared/metrics/", "shared/runtime/"}},
  };
  Findings findings;
  for (const Source& source : AllSources()) {
    for (const Door& door : kDoors) {
      if (StartsWithAny(source.path, door.folders)) continue;
      if (source.is_test() && source.path != "shared/testing/test_pki.cc") continue;
      FindIncluded(source, door.includes, "is wrapped: use the wrapper", findings);
    }
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

// docs/adr/0002: what gRPC may change between releases is used in few places.
TEST(Dependencies, InternalsOfGrpcAreConfined) {
  const std::vector<std::string> kAllowed = {
      "shared/rpc/binder.",          "shared/rpc/peers.cc",           "services/cli/client.cc",
      "shared/commands/consumer.cc", "shared/testing/test_client.cc", "tests/bench/"};
  Findings findings;
  for (const Source& source : AllSources()) {
    if (StartsWithAny(source.path, kAllowed)) continue;
    FindWords(source, {"grpc::internal"}, "is confined to shared/rpc/binder.h and the clients",
              findings);
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

// It sees every row: for what acts for the service itself and answers nobody.
TEST(Dependencies, TheSystemScopeIsForWhatActsForTheServiceItself) {
  const std::vector<std::string> kAllowed = {"shared/context/", "shared/commands/",
                                             "shared/storage/", "shared/runtime/"};
  const std::vector<std::string> kKinds = {"sweeper", "relay", "consumer",
                                           "outcome", "watch", "metrics"};
  Findings findings;
  for (const Source& source : AllSources()) {
    if (source.is_test() || StartsWithAny(source.path, kAllowed)) continue;
    const bool acts_for_itself = std::any_of(kKinds.begin(), kKinds.end(), [&](const auto& kind) {
      return absl::StrContains(source.path, kind);
    });
    if (acts_for_itself) continue;
    FindWords(source, {"SystemScope("}, "belongs in what acts for the service itself", findings);
  }
  EXPECT_TRUE(findings.empty()) << Lines(findings);
}

}  // namespace
}  // namespace liandong::lint
