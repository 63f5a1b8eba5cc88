// Unit codes and divisions.
#include "gtest/gtest.h"
#include "shared/ids/division.h"
#include "shared/ids/unit_code.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

void ExpectRefused(const absl::Status& status, std::string_view reason) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), reason);
}

TEST(UnitCode, AcceptsTheVectors) {
  for (std::string_view code : {"371602111013GB00002F00310033", "360426001044GB00001F00110046",
                                "351001012010GB01859F00040015", "431103001003GB00101F00010001",
                                "431103001009GB00021F00010302", "431103001003GB00101W00000000",
                                "431103001003GS00101Q00000001", "431103001003GX00101L00000001",
                                "431103001003GW00101F00000001", "431103001003GY00101F00000001"}) {
    EXPECT_TRUE(CheckUnitCode(code).ok()) << code;
  }
}

TEST(UnitCode, WrongLengthIsItsOwnReason) {
  for (std::string_view code : {"", "431103001003GB00103F0001001", "431103001003GB00103F000100011",
                                "431103001003JB00103"}) {
    const absl::Status status = CheckUnitCode(code);
    ExpectRefused(status, "UNIT_CODE_LENGTH");
    EXPECT_EQ(MetadataOf(status, "expected"), "28");
  }
}

TEST(UnitCode, CollectiveLandIsItsOwnReason) {
  ExpectRefused(CheckUnitCode("431103001003JB00107F00010001"), "COLLECTIVE_LAND");
  ExpectRefused(CheckUnitCode("431103001003JC00107F00010001"), "COLLECTIVE_LAND");
}

TEST(UnitCode, NamesTheFirstWrongPosition) {
  const struct {
    std::string_view code;
    const char* position;
  } kCases[] = {{"43110300100AGB00101F00010001", "12"}, {"431103001003ZB00101F00010001", "13"},
                {"431103001003gB00101F00010001", "13"}, {"431103001003GA00101F00010001", "14"},
                {"431103001003GC00101F00010001", "14"}, {"431103001003GBX0101F00010001", "15"},
                {"431103001003GB00101A00010001", "20"}, {"431103001003GB00101F0001000O", "28"}};
  for (const auto& c : kCases) {
    const absl::Status status = CheckUnitCode(c.code);
    ExpectRefused(status, "UNIT_CODE_FORMAT");
    EXPECT_EQ(MetadataOf(status, "position"), c.position) << c.code;
  }
}

TEST(ParcelCode, IsTheFirstNineteenCharacters) {
  const std::string_view unit = "431103001003GB00101F00010001";
  EXPECT_EQ(ParcelOf(unit), "431103001003GB00101");
  EXPECT_TRUE(CheckParcelCode(ParcelOf(unit)).ok());
  EXPECT_EQ(DivisionOf(unit), "431103");
  ExpectRefused(CheckParcelCode("431103001003JB00007"), "COLLECTIVE_LAND");
  ExpectRefused(CheckParcelCode(unit), "UNIT_CODE_LENGTH");
  ExpectRefused(CheckParcelCode("431103001003GB0010X"), "UNIT_CODE_FORMAT");
}

TEST(UnitCode, IsNormalised) {
  EXPECT_EQ(NormaliseUnitCode("431103 001003 gb00101 ｆ00010001"), "431103001003GB00101F00010001");
}

TEST(Division, ChecksShape) {
  for (std::string_view code : {"431103", "431103001", "431103001002"}) {
    EXPECT_TRUE(CheckDivisionCode(code).ok()) << code;
  }
  for (std::string_view code : {"", "4311", "43110X", "4311030", "431103001002001"}) {
    ExpectRefused(CheckDivisionCode(code), "DIVISION_FORMAT");
  }
}

TEST(Division, TheScopeIsAListOfCounties) {
  const std::vector<std::string> scope = {"431103", "431171"};
  EXPECT_TRUE(CheckAreaInScope("431103", scope).ok());
  EXPECT_TRUE(CheckAreaInScope("431171", scope).ok());
  EXPECT_TRUE(CheckAreaInScope("431103001", scope).ok());
  const absl::Status status = CheckAreaInScope("431102", scope);
  ExpectRefused(status, "AREA_OUT_OF_SCOPE");
  EXPECT_EQ(MetadataOf(status, "area"), "431102");
  ExpectRefused(CheckAreaInScope("431103", {}), "AREA_OUT_OF_SCOPE");
  ExpectRefused(CheckAreaInScope("43110", scope), "DIVISION_FORMAT");
}

TEST(Division, KnowsTheCountiesOfYongzhou) {
  EXPECT_EQ(FindYongzhouDivision("431103")->zh, "冷水滩区");
  EXPECT_EQ(FindYongzhouDivision("431171")->zh, "永州经济技术开发区");
  EXPECT_EQ(FindYongzhouDivision("431181")->en, "Qiyang City");
  EXPECT_FALSE(FindYongzhouDivision("351001").has_value());
}

}  // namespace
}  // namespace liandong::ids
