#include "shared/crypto/secret.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

class SecretFileTest : public testing::Test {
 protected:
  SecretFileTest() { std::filesystem::create_directories(folder_); }
  ~SecretFileTest() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& content, mode_t mode) {
    const std::string path = folder_ + "/secret";
    std::ofstream(path, std::ios::binary) << content;
    EXPECT_EQ(::chmod(path.c_str(), mode), 0);
    return path;
  }
  static void ExpectRefused(const absl::Status& status, const Reason& reason) {
    EXPECT_EQ(status.code(), reason.code);
    EXPECT_EQ(ReasonOf(status), reason.name);
  }

  const std::string folder_ =
      testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(SecretFileTest, ReadsWhatOnlyTheOwnerMayAccess) {
  EXPECT_EQ(ReadSecretFile(Write("content\n", 0600)).value().view(), "content\n");
  EXPECT_EQ(ReadSecretFile(Write("content\n", 0400)).value().view(), "content\n");
}

TEST_F(SecretFileTest, RefusesEveryAccessOfOthers) {
  for (const mode_t mode : {0640, 0604, 0620, 0602, 0610, 0601, 0644}) {
    const absl::Status status = ReadSecretFile(Write("content", mode)).status();
    ExpectRefused(status, kSecretFilePermissions);
    EXPECT_EQ(status.message().find("content"), absl::string_view::npos);
  }
  EXPECT_EQ(MetadataOf(ReadSecretFile(Write("content", 0640)).status(), "mode"), "0640");
}

TEST_F(SecretFileTest, RefusesWhatIsNoRegularFile) {
  ExpectRefused(ReadSecretFile(folder_ + "/absent").status(), kSecretFileUnreadable);
  ExpectRefused(ReadSecretFile(folder_).status(), kSecretFileUnreadable);
  const std::string pipe = folder_ + "/pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  ExpectRefused(ReadSecretFile(pipe).status(), kSecretFileUnreadable);
}

TEST_F(SecretFileTest, LengthLimit) {
  const std::string longest(kSecretFileBytesMax, 's');
  EXPECT_EQ(ReadSecretFile(Write(longest, 0600)).value().size(), kSecretFileBytesMax);
  ExpectRefused(ReadSecretFile(Write(longest + "s", 0600)).status(), kSecretFileTooLong);
}

TEST(Secret, MovesWithoutLeavingACopy) {
  Secret first(std::string("short"));
  Secret second(std::move(first));
  EXPECT_EQ(second.view(), "short");
  EXPECT_EQ(first.size(), 0u);
  first = second;
  EXPECT_EQ(first.view(), "short");
}

}  // namespace
}  // namespace liandong::crypto
