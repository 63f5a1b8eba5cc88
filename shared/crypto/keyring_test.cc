#include "shared/crypto/keyring.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "gtest/gtest.h"
#include "shared/crypto/aead.h"
#include "shared/crypto/encoding.h"
#include "shared/status/refusal.h"

namespace liandong::crypto {
namespace {

std::string Key(char c) { return Base64UrlEncode(std::string(32, c)); }

KeyRing Ring(const std::string& text) {
  return KeyRing::Parse(text, DevelopmentKeys::kRefused).value();
}
absl::Status ParseStatus(const std::string& text) {
  return KeyRing::Parse(text, DevelopmentKeys::kRefused).status();
}

template <class T>
void ExpectRefused(const absl::StatusOr<T>& result, const Reason& reason) {
  EXPECT_EQ(result.status().code(), reason.code);
  EXPECT_EQ(ReasonOf(result.status()), reason.name);
}

class KeyRingTest : public testing::Test {
 protected:
  const std::string old_line_ = "k1 " + Key('a');
  const std::string new_line_ = "k2 " + Key('b');
  const KeyRing before_ = Ring(old_line_ + " active\n");
  const KeyRing during_ = Ring(old_line_ + " retired\n" + new_line_ + " active\n");
  const KeyRing after_ = Ring(new_line_ + " active\n");
};

TEST_F(KeyRingTest, ReadsCommentsSpacesAndAMissingLastNewline) {
  const KeyRing ring = Ring("# keys of funds\n\n  k1\t" + Key('a') + "  retired # since May\r\n" +
                            "k2 " + Key('b') + " active");
  EXPECT_EQ(ring.active_key_id(), "k2");
  EXPECT_EQ(ring.key_ids(), (std::vector<std::string>{"k1", "k2"}));
}

TEST_F(KeyRingTest, LoadsOnlyAPrivateFile) {
  const std::string path = testing::TempDir() + "/loads_only_a_private_file.keys";
  std::ofstream(path) << old_line_ << " active\n";
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  EXPECT_EQ(KeyRing::Load(path, DevelopmentKeys::kRefused).value().active_key_id(), "k1");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  ExpectRefused(KeyRing::Load(path, DevelopmentKeys::kRefused), kSecretFilePermissions);
  std::filesystem::remove(path);
  ExpectRefused(KeyRing::Load(path, DevelopmentKeys::kRefused), kSecretFileUnreadable);
}

TEST_F(KeyRingTest, ListsEveryProblemAndQuotesNoKey) {
  const absl::Status status = ParseStatus("k1 " + Key('a') + "\n" +          // no state
                                          "K1 " + Key('a') + " active\n" +   // bad id
                                          "k2 c2hvcnQ active\n" +            // short key
                                          "k3 " + Key('c') + " activ\n" +    // bad state
                                          "k3 " + Key('d') + " retired\n" +  // id taken
                                          "k4 " + Key('d') + " active\n" +  // key and second active
                                          "k5 " + Key('e') + " retired x\n");  // too many words
  ExpectRefused(absl::StatusOr<int>(status), kKeyFileInvalid);
  EXPECT_EQ(MetadataOf(status, "count"), "8");
  const std::string problems = *MetadataOf(status, "problems");
  for (const char* expected :
       {"line 1: expected", "line 2: a key id", "line 3: a key is", "line 4: the state",
        "line 5: the key id is taken", "line 6: the same key under two ids",
        "line 6: a second active key", "line 7: expected"}) {
    EXPECT_NE(problems.find(expected), std::string::npos) << expected << " in " << problems;
  }
  for (char c = 'a'; c <= 'e'; ++c) EXPECT_EQ(problems.find(Key(c)), std::string::npos);
  EXPECT_EQ(problems.find("c2hvcnQ"), std::string::npos);
}

TEST_F(KeyRingTest, NeedsExactlyOneActiveKey) {
  ExpectRefused(KeyRing::Parse("", DevelopmentKeys::kRefused), kKeyFileInvalid);
  const absl::Status status = ParseStatus(old_line_ + " retired\n");
  ExpectRefused(absl::StatusOr<int>(status), kKeyFileInvalid);
  EXPECT_EQ(MetadataOf(status, "problems"), "no key is active");
}

TEST_F(KeyRingTest, DevelopmentKeysNeedTheDevelopmentProfile) {
  const std::string text = "dev-1 " + Key('a') + " active\n";
  ExpectRefused(KeyRing::Parse(text, DevelopmentKeys::kRefused), kKeyFileDevelopmentKey);
  EXPECT_EQ(KeyRing::Parse(text, DevelopmentKeys::kAccepted).value().active_key_id(), "dev-1");
}

TEST_F(KeyRingTest, Limits) {
  std::string text = "k0 " + Base64UrlEncode(std::string(32, '\0')) + " active\n";
  for (size_t i = 1; i < kKeysMax; ++i) {
    text += "k" + std::to_string(i) + " " + Base64UrlEncode(std::string(32, static_cast<char>(i))) +
            " retired\n";
  }
  EXPECT_EQ(Ring(text).key_ids().size(), kKeysMax);
  ExpectRefused(KeyRing::Parse(text + "more " + Key('z') + " retired\n", DevelopmentKeys::kRefused),
                kKeyFileInvalid);
  const std::string longest(kKeyIdBytesMax, 'k');
  EXPECT_TRUE(ParseStatus(longest + " " + Key('a') + " active").ok());
  ExpectRefused(absl::StatusOr<int>(ParseStatus(longest + "k " + Key('a') + " active")),
                kKeyFileInvalid);
}

TEST_F(KeyRingTest, SealsUnderTheActiveKeyAndOpensUnderAnyItHolds) {
  const std::string sealed = before_.Seal(Purpose::kDocuments, "aad", "text").value();
  EXPECT_EQ(SealedKeyId(sealed).value(), "k1");
  EXPECT_EQ(before_.Open(Purpose::kDocuments, "aad", sealed).value(), "text");
  EXPECT_EQ(during_.Open(Purpose::kDocuments, "aad", sealed).value(), "text");
  ExpectRefused(after_.Open(Purpose::kDocuments, "aad", sealed), kCiphertextKey);
  EXPECT_EQ(SealedKeyId(during_.Seal(Purpose::kDocuments, "aad", "text").value()).value(), "k2");
}

TEST_F(KeyRingTest, RefusesOtherPlacesAndGarbage) {
  std::string sealed = before_.Seal(Purpose::kDocuments, "aad", "text").value();
  ExpectRefused(before_.Open(Purpose::kDocuments, "other", sealed), kCiphertextForged);
  ExpectRefused(before_.Open(Purpose::kDocuments, "aad", ""), kCiphertextTruncated);
  sealed[0] = 9;
  ExpectRefused(before_.Open(Purpose::kDocuments, "aad", sealed), kCiphertextAlgorithm);
  ExpectRefused(before_.NeedsRewrap(sealed), kCiphertextAlgorithm);
}

TEST_F(KeyRingTest, PurposesShareNoKey) {
  constexpr Purpose kAll[] = {Purpose::kDocuments,  Purpose::kDataKeys,      Purpose::kAttachments,
                              Purpose::kBlindIndex, Purpose::kRequestDigest, Purpose::kPageToken,
                              Purpose::kResumeToken};
  static_assert(std::size(kAll) == kPurposes);
  for (const Purpose sealing : kAll) {
    const std::string sealed = before_.Seal(sealing, "aad", "text").value();
    for (const Purpose opening : kAll) {
      EXPECT_EQ(before_.Open(opening, "aad", sealed).ok(), sealing == opening);
    }
  }
}

// What earlier releases wrote must open for ever: derivation and layout are fixed by this.
// The expected values were computed apart from this code.
TEST_F(KeyRingTest, DerivationNeverChanges) {
  const KeyRing ring =
      KeyRing::Parse(old_line_ + " active", DevelopmentKeys::kRefused, [](size_t size) {
        return std::string(size, 'n');
      }).value();
  EXPECT_EQ(HexEncode(ring.Seal(Purpose::kDocuments, "aad", "text").value()),
            "01026b316e6e6e6e6e6e6e6e6e6e6e6ece385d16a902f469b18fa905f243e89e87fbcf98");
  EXPECT_EQ(ring.BlindIndex("id_number", "431103199001011234"),
            "h1:k1:77b47c678ef1527e5b2069f34a8bdaca");
  EXPECT_EQ(ring.RequestDigest("request"),
            "h1:k1:f698ec6166a19c3264670b814f63cb4f2f3c7bb3449ff0b2042d94d9535b3eca");
  EXPECT_EQ(ring.SealToken(Purpose::kPageToken, "after P7", "agency").value(),
            "AQJrMW5ubm5ubm5ubm5ubt7yoonjOdMXjcDv-JogcYlNj05cwfyczg");
}

TEST_F(KeyRingTest, DataKeysAreBoundToServiceAndSubject) {
  const Secret data_key = before_.NewDataKey();
  EXPECT_EQ(data_key.size(), kSealedKeyBytes);
  EXPECT_NE(data_key.view(), before_.NewDataKey().view());
  const std::string wrapped =
      before_.WrapKey(data_key, "acquisition", "projects/P1/households/H1").value();
  EXPECT_EQ(before_.UnwrapKey(wrapped, "acquisition", "projects/P1/households/H1").value().view(),
            data_key.view());
  ExpectRefused(before_.UnwrapKey(wrapped, "acquisition", "projects/P1/households/H2"),
                kCiphertextForged);
  ExpectRefused(before_.UnwrapKey(wrapped, "petitions", "projects/P1/households/H1"),
                kCiphertextForged);
  for (size_t i = 0; i < wrapped.size(); ++i) {
    std::string changed = wrapped;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(before_.UnwrapKey(changed, "acquisition", "projects/P1/households/H1").ok());
  }
}

TEST_F(KeyRingTest, RewrapMovesADataKeyToTheActiveKey) {
  const Secret data_key = before_.NewDataKey();
  const std::string wrapped = before_.WrapKey(data_key, "funds", "S").value();
  EXPECT_FALSE(before_.NeedsRewrap(wrapped).value());
  EXPECT_TRUE(during_.NeedsRewrap(wrapped).value());
  const std::string again =
      during_.WrapKey(during_.UnwrapKey(wrapped, "funds", "S").value(), "funds", "S").value();
  EXPECT_FALSE(during_.NeedsRewrap(again).value());
  EXPECT_EQ(after_.UnwrapKey(again, "funds", "S").value().view(), data_key.view());
}

TEST_F(KeyRingTest, BlindIndexFindsEqualValuesOfOneField) {
  const std::string index = before_.BlindIndex("id_number", "431103199001011234");
  EXPECT_EQ(index, before_.BlindIndex("id_number", "431103199001011234"));
  EXPECT_NE(index, before_.BlindIndex("id_number", "431103199001011235"));
  EXPECT_NE(index, before_.BlindIndex("phone", "431103199001011234"));
  EXPECT_NE(before_.BlindIndex("a", "bc"), before_.BlindIndex("ab", "c"));
  EXPECT_EQ(index.substr(0, 6), "h1:k1:");
  const KeyRing widest = Ring(std::string(kKeyIdBytesMax, 'k') + " " + Key('a') + " active");
  EXPECT_EQ(widest.BlindIndex("f", "v").size(), kBlindIndexBytesMax);
  EXPECT_EQ(widest.RequestDigest("r").size(), kRequestDigestBytesMax);
}

TEST_F(KeyRingTest, BlindIndexIsFoundUnderEveryKeyWhileRotating) {
  const std::vector<std::string> candidates = during_.BlindIndexCandidates("phone", "13800000000");
  EXPECT_EQ(candidates, (std::vector<std::string>{after_.BlindIndex("phone", "13800000000"),
                                                  before_.BlindIndex("phone", "13800000000")}));
  EXPECT_EQ(after_.BlindIndexCandidates("phone", "13800000000").size(), 1u);
}

TEST_F(KeyRingTest, RequestDigestsMatchAcrossRotation) {
  const std::string digest = before_.RequestDigest("bytes");
  EXPECT_TRUE(before_.RequestDigestMatches("bytes", digest));
  EXPECT_TRUE(during_.RequestDigestMatches("bytes", digest));
  EXPECT_FALSE(after_.RequestDigestMatches("bytes", digest));
  EXPECT_FALSE(before_.RequestDigestMatches("other", digest));
  EXPECT_FALSE(before_.RequestDigestMatches("bytes", ""));
}

TEST_F(KeyRingTest, TokensOpenForTheirBindingAndPurposeOnly) {
  const std::string token =
      before_.SealToken(Purpose::kPageToken, "after P7", "housing|List|filter").value();
  EXPECT_EQ(token.find("P7"), std::string::npos);
  EXPECT_EQ(before_.OpenToken(Purpose::kPageToken, token, "housing|List|filter").value(),
            "after P7");
  EXPECT_EQ(during_.OpenToken(Purpose::kPageToken, token, "housing|List|filter").value(),
            "after P7");
  ExpectRefused(before_.OpenToken(Purpose::kPageToken, token, "finance|List|filter"),
                kTokenInvalid);
  ExpectRefused(before_.OpenToken(Purpose::kResumeToken, token, "housing|List|filter"),
                kTokenInvalid);
  ExpectRefused(after_.OpenToken(Purpose::kPageToken, token, "housing|List|filter"), kTokenInvalid);
}

TEST_F(KeyRingTest, RefusesEveryChangedCharacterOfAToken) {
  const std::string token = before_.SealToken(Purpose::kPageToken, "after P7", "b").value();
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    ExpectRefused(before_.OpenToken(Purpose::kPageToken, changed, "b"), kTokenInvalid);
  }
  for (const std::string& text : {std::string(), std::string("x"), std::string("not base64!"),
                                  token + "AAAA", token.substr(0, 8)}) {
    ExpectRefused(before_.OpenToken(Purpose::kPageToken, text, "b"), kTokenInvalid);
  }
}

TEST_F(KeyRingTest, TokenLengthLimit) {
  const size_t overhead = 2 + 2 + 12 + 16;  // header with "k1", nonce, tag
  const std::string longest(kTokenBytesMax / 4 * 3 - overhead, 'p');
  const std::string token = before_.SealToken(Purpose::kPageToken, longest, "b").value();
  EXPECT_EQ(token.size(), kTokenBytesMax);
  EXPECT_EQ(before_.OpenToken(Purpose::kPageToken, token, "b").value(), longest);
  ExpectRefused(before_.SealToken(Purpose::kPageToken, longest + "p", "b"), kTokenTooLong);
  ExpectRefused(before_.OpenToken(Purpose::kPageToken, token + "A", "b"), kTokenInvalid);
}

}  // namespace
}  // namespace liandong::crypto
