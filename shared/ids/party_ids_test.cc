#include "shared/ids/party_ids.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

// Invented persons; division 431199 does not exist, so no living person holds one of these.
constexpr std::string_view kSampleIds[] = {
    "431199196203140018", "431199197508210229", "431199198305060317", "431199196801290518",
    "431199195907110613", "431199196109120627", "43119919711118072X", "431199198809030824",
    "431199197902250915", "431199196512301014", "431199195404181110", "431199194706091220",
    "431199194911031235", "431199201908150332", "431199198501019012", "11010519491231002X",
    "440524188001010014"};

void ExpectRefused(const absl::Status& status, std::string_view reason, std::string_view secret) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), reason);
  if (!secret.empty()) {
    EXPECT_EQ(ToProto(status).SerializeAsString().find(std::string(secret)), std::string::npos)
        << "the refusal repeats the number";
  }
}

TEST(ResidentId, AcceptsTheVectors) {
  for (std::string_view id : kSampleIds) EXPECT_TRUE(CheckResidentId(id).ok()) << id;
}

TEST(ResidentId, AWrongCheckCharacterIsItsOwnReason) {
  ExpectRefused(CheckResidentId("431199196203140010"), "ID_CHECK_DIGIT", "431199196203140010");
}

TEST(ResidentId, RefusesOtherShapes) {
  for (std::string_view id : {"", "43119919620314001", "4311991962031400188", "43119919711118072x",
                              "431199620314001", "43119919620314001A", "4311991962O3140018",
                              "431199196202300018", "431199196213140018", "431199000002140018"}) {
    ExpectRefused(CheckResidentId(id), "ID_FORMAT", id);
  }
}

// Every weight is prime to 11, so no single wrong digit passes.
TEST(ResidentId, AnySingleChangedCharacterIsCaught) {
  for (std::string_view id : kSampleIds) {
    for (size_t i = 0; i < id.size(); ++i) {
      for (char c : std::string_view("0123456789X")) {
        std::string changed(id);
        changed[i] = c;
        EXPECT_EQ(CheckResidentId(changed).ok(), changed == id) << changed;
      }
    }
  }
}

// Neighbouring weights differ, so exchanging two different neighbours is caught too.
TEST(ResidentId, ExchangedNeighboursAreCaught) {
  for (std::string_view id : kSampleIds) {
    for (size_t i = 0; i + 1 < id.size(); ++i) {
      std::string changed(id);
      std::swap(changed[i], changed[i + 1]);
      EXPECT_EQ(CheckResidentId(changed).ok(), changed == id) << changed;
    }
  }
}

TEST(ResidentId, TellsBirthDateAndSex) {
  EXPECT_EQ(*BirthDateOf("431199201908150332"), Date(2019, 8, 15));
  EXPECT_TRUE(*IsFemale("431199197508210229"));
  EXPECT_FALSE(*IsFemale("431199196203140018"));
  EXPECT_EQ(ReasonOf(BirthDateOf("431199196203140010").status()), "ID_CHECK_DIGIT");
  EXPECT_EQ(ReasonOf(IsFemale("x").status()), "ID_FORMAT");
}

TEST(PartyId, IsNormalisedFromWhatPeopleType) {
  EXPECT_EQ(NormalisePartyId(" 43119919711118072x "), "43119919711118072X");
  EXPECT_EQ(NormalisePartyId("４３１１９９ 19711118　072ｘ"), "43119919711118072X");
}

TEST(Uscc, AcceptsTheVectors) {
  for (std::string_view code : {"91350100M000100Y43", "91110000600037341L", "91431103M0000T018U"}) {
    EXPECT_TRUE(CheckUscc(code).ok()) << code;
  }
}

TEST(Uscc, AWrongCheckCharacterOnlyWarns) {
  for (std::string_view code : {"91431103M0000T018A", "91350211M0000XUF46"}) {
    const absl::Status status = CheckUscc(code);
    ExpectRefused(status, "USCC_CHECK", code);
    EXPECT_TRUE(IsOverridable(ReasonOf(status)));
  }
}

TEST(Uscc, RefusesOtherShapes) {
  for (std::string_view code : {"", "91350100M000100Y4", "91350100M000100Y4Z", "91350100I000100Y43",
                                "91350100m000100Y43", "91350100M000100Y430"}) {
    const absl::Status status = CheckUscc(code);
    ExpectRefused(status, "USCC_FORMAT", code);
    EXPECT_FALSE(IsOverridable(ReasonOf(status)));
  }
}

TEST(Uscc, AnySingleChangedCharacterIsCaught) {
  const std::string code = "91350100M000100Y43";
  for (size_t i = 0; i < code.size(); ++i) {
    for (char c : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
      std::string changed = code;
      changed[i] = c;
      EXPECT_EQ(CheckUscc(changed).ok(), changed == code) << changed;
    }
  }
}

TEST(OrgCode, AcceptsWithAndWithoutHyphen) {
  EXPECT_TRUE(CheckOrgCode("M000100Y4").ok());
  EXPECT_TRUE(CheckOrgCode("M000100Y-4").ok());
}

TEST(OrgCode, Refuses) {
  ExpectRefused(CheckOrgCode("M000100Y5"), "ORG_CODE_CHECK", "M000100Y5");
  for (std::string_view code : {"", "M000100Y", "M000100YA", "m000100Y4", "M000-100Y4"}) {
    ExpectRefused(CheckOrgCode(code), "ORG_CODE_FORMAT", code);
  }
}

// Letters count up to 35, so two characters 11 or 22 apart are the same to the check; every other
// change is caught.
TEST(OrgCode, SingleChangesAreCaughtExceptTheKnownCollisions) {
  const std::string code = "M000100Y4";
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
  for (size_t i = 0; i < 8; ++i) {
    for (char c : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
      std::string changed = code;
      changed[i] = c;
      EXPECT_EQ(CheckOrgCode(changed).ok(), (value(c) - value(code[i])) % 11 == 0) << changed;
    }
  }
}

}  // namespace
}  // namespace liandong::ids
