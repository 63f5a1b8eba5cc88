#include "shared/ids/bank_account.h"

#include "gtest/gtest.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

constexpr std::string_view kCards[] = {
    "6222020000000000018", "6217000000000022",    "6299990000000000012", "6299990000000000020",
    "6299990000000000038", "6299990000000000053", "6299990000000000061", "6299990000000000624",
    "6299990000000000079", "6299990000000000087", "6299990000000000095", "6299990000000000103",
    "6299990000000000111", "6299990000000000129"};

void ExpectRefused(const absl::Status& status, std::string_view reason, std::string_view secret) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), reason);
  if (!secret.empty()) {
    EXPECT_EQ(ToProto(status).SerializeAsString().find(std::string(secret)), std::string::npos);
  }
}

TEST(Card, AcceptsTheVectors) {
  for (std::string_view card : kCards) EXPECT_TRUE(CheckCardNumber(card).ok()) << card;
}

TEST(Card, AnySingleChangedDigitIsCaught) {
  for (std::string_view card : kCards) {
    for (size_t i = 0; i < card.size(); ++i) {
      for (char c = '0'; c <= '9'; ++c) {
        std::string changed(card);
        changed[i] = c;
        EXPECT_EQ(CheckCardNumber(changed).ok(), changed == card) << changed;
      }
    }
  }
}

TEST(Card, Refuses) {
  ExpectRefused(CheckCardNumber("6299990000000000054"), "CARD_LUHN", "6299990000000000054");
  for (std::string_view card :
       {"", "621700000000002", "62220200000000000180", "621700000000002x", "6217 0000 0000 0022"}) {
    ExpectRefused(CheckCardNumber(card), "CARD_FORMAT", card);
  }
}

TEST(PublicAccount, HasNoCheckDigit) {
  EXPECT_TRUE(CheckPublicAccount("82000100000000000004").ok());
  EXPECT_TRUE(CheckPublicAccount("82000100000000000005").ok());
  EXPECT_TRUE(CheckPublicAccount("12345678").ok());
  EXPECT_TRUE(CheckPublicAccount(std::string(32, '1')).ok());
}

TEST(PublicAccount, Refuses) {
  for (const std::string& number : {std::string(), std::string("1234567"), std::string(33, '1'),
                                    std::string("8200010000000000000A")}) {
    ExpectRefused(CheckPublicAccount(number), "ACCOUNT_FORMAT", number);
  }
}

TEST(AccountNumber, IsNormalised) {
  EXPECT_EQ(NormaliseAccountNumber("6217 0000-0000 ００２２"), "6217000000000022");
}

}  // namespace
}  // namespace liandong::ids
