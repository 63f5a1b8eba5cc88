#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/cli/commands/commands.h"
#include "services/cli/files.h"
#include "services/cli/test_pki.h"
#include "shared/auth/directory.h"
#include "shared/testing/status_matchers.h"

namespace liandong::cli {
namespace {

using testing::IsOk;

// What the command line comes to.
int Outcome(const std::string& line) {
  CLI::App app("test");
  int exit_code = kExitOk;
  AddDirectoryCommand(app, exit_code);
  app.parse(line);
  return exit_code;
}

class DirectoryCommand : public ::testing::Test {
 protected:
  std::string Path(const std::string& name) const {
    return absl::StrCat(pki_.pki().folder(), "/", name);
  }

  TestPki pki_;
};

TEST_F(DirectoryCommand, SignsWhatTheFileSaysWithoutAnyDevelopmentKey) {
  const crypto::PrivateKey root = pki_.AddKey("root.pem");
  const crypto::PrivateKey officer = pki_.AddKey("officers/hsb-1.pem");
  ASSERT_THAT(ReplaceFile(Path("hsb-1.pub"), officer.public_key().pem()), IsOk());
  ASSERT_THAT(ReplaceFile(Path("directory.json"), R"({
      "organisations": [{"id": "hsb", "agency": "AGENCY_HOUSING_BUREAU", "name_zh": "市房产局",
                         "name_en": "Housing", "territories": ["431103"]}],
      "officers": [{"id": "hsb-1", "organisation_id": "hsb", "title": "经办", "roles": ["maker"],
                    "keys": [{"key_id": "hsb-1-2026", "public_key_file": "hsb-1.pub"}]}]})"),
              IsOk());
  const std::string line =
      absl::StrCat("directory sign --file ", Path("directory.json"), " --root-key ",
                   Path("root.pem"), " --root-key-id root-2026 --version 3 --out ", Path("signed"));
  ASSERT_EQ(Outcome(line), kExitOk);

  ASSERT_OK_AND_ASSIGN(const std::string bytes, ReadFile(Path("signed")));
  common::v1::SignedDirectory signed_directory;
  ASSERT_TRUE(signed_directory.ParseFromString(bytes));
  crypto::SigningKeySet roots;
  roots.Add({"root-2026", root.public_key()});
  ASSERT_OK_AND_ASSIGN(const auto directory,
                       auth::Directory::Open(signed_directory, roots,
                                             crypto::DevelopmentKeys::kRefused, absl::Now()));
  EXPECT_EQ(directory->version(), 3);
  ASSERT_NE(directory->FindOfficerKey("hsb-1", "hsb-1-2026"), nullptr);
}

TEST_F(DirectoryCommand, WritesNothingWhenTheDirectoryIsUnusable) {
  pki_.AddKey("root.pem");
  ASSERT_THAT(ReplaceFile(Path("directory.json"),
                          R"({"officers": [{"id": "hsb-1", "organisation_id": "nobody"}]})"),
              IsOk());
  EXPECT_EQ(
      Outcome(absl::StrCat("directory sign --file ", Path("directory.json"), " --root-key ",
                           Path("root.pem"), " --root-key-id root-2026 --out ", Path("signed"))),
      kExitUsage);
  EXPECT_FALSE(ReadFile(Path("signed")).ok());
}

TEST_F(DirectoryCommand, InstallsNothingThatIsNoDirectory) {
  pki_.AddAgency("operator");
  ASSERT_THAT(ReplaceFile(Path("text"), "not a directory"), IsOk());
  EXPECT_EQ(Outcome(absl::StrCat("directory install --pki ", pki_.pki().folder(),
                                 " --peers funds=127.0.0.1:1 --file ", Path("text"))),
            kExitUsage);
}

}  // namespace
}  // namespace liandong::cli
