#include "services/registry/register/register_service.h"

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/registry/register/register_rules.h"
#include "services/registry/testing/registry_world.h"
#include "shared/storage/verify_chain.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::string TitleName(int home, int serial) {
  return absl::StrFormat("%s/certificates/title-2026-%07d", UnitName(HomeCode(home)), serial);
}

class RegisterServiceTest : public RegistryWorld {
 protected:
  RegisterServiceTest() : register_(storage()) {}

  // Houses 1 to 3, of which 1 is cancelled; homes 302, 503 and 601, of which the first two have
  // their titles.
  void SetUp() override {
    ImportHouses(3);
    ASSERT_THAT(PushBasis(1), IsOk());
    ASSERT_THAT(Request("c1", {1}), IsOk());
    ASSERT_THAT(Apply("c1"), IsOk());
    ASSERT_THAT(Import({HomeEntry(302), HomeEntry(503), HomeEntry(601)}), IsOk());
    ASSERT_THAT(Allot(2, 302, Owner2()), IsOk());
    ASSERT_THAT(Allot(7, 503, Owner7()), IsOk());
    Title("H02", 302, Owner2());
    Title("H07", 503, Owner7());
    report_ = Verify();
    ASSERT_TRUE(report_.ok()) << report_.ShortDebugString();
  }
  void Title(const std::string& id, int home, const v1::Party& owner) {
    ASSERT_THAT(ApplyFor(id, home, owner), IsOk());
    ASSERT_THAT(Accept(id), IsOk());
    ASSERT_THAT(Register(id), IsOk());
  }

  v1::VerifyRegisterResponse Verify() {
    auto report = register_.VerifyRegister(
        world_.Context(common::v1::AGENCY_AUDIT_OFFICE, "audit", "audit-1"), {});
    EXPECT_THAT(report, IsOk());
    return report.value_or(v1::VerifyRegisterResponse());
  }
  // "SET_TWICE units/…", one for each difference.
  std::vector<std::string> Found() {
    report_ = Verify();
    EXPECT_EQ(report_.ok(), report_.differences().empty());
    std::vector<std::string> found;
    for (const auto& difference : report_.differences()) {
      found.push_back(absl::StrCat(RegisterDifference::Kind_Name(difference.kind()).substr(5), " ",
                                   difference.resource()));
    }
    return found;
  }
  void Sql(const std::string& sql) { world_.database().Execute(sql); }

  // Writes a unit's document past everything that guards it, as somebody with the keys and the
  // database could.
  void Rewrite(const std::string& code, const std::function<void(v1::Unit&)>& change) {
    v1::Unit unit = ReadUnit(code);
    change(unit);
    const std::string name = UnitName(code);
    auto connection = world_.database().pool().Acquire(absl::Now() + absl::Seconds(5));
    ASSERT_THAT(connection, IsOk());
    SubjectKeys::Session session;
    auto document = EncodeDocument(storage(), **connection, session, unit, /*personal=*/true, name,
                                   "units|" + name);
    ASSERT_THAT(document, IsOk());
    ASSERT_THAT(
        (*connection)->Execute("UPDATE units SET doc = ? WHERE name = ?", {*document, name}),
        IsOk());
  }

  RegisterService register_;
  v1::VerifyRegisterResponse report_;
};

// Clause 3.1.a, 3.9.d, 3.9.e
TEST_F(RegisterServiceTest, ARegisterAsItWasWrittenHolds) {
  EXPECT_EQ(report_.units(), 6);
  EXPECT_EQ(report_.certificates(), 3 * 2 + 3 + 2);
  EXPECT_EQ(report_.numbered(), 3 + 2);
  EXPECT_EQ(report_.erased_units(), 0);
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(RegisterServiceTest, AnEmptyRegisterHolds) {
  liandong::testing::TestStorage empty("registry", registry_migrations());
  ASSERT_OK_AND_ASSIGN(auto report,
                       VerifyStoredRegister(empty.storage(), absl::Now() + absl::Seconds(5)));
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.units(), 0);
}

TEST_F(RegisterServiceTest, ANumberTakenOutIsAGap) {
  Sql("DELETE FROM certificates WHERE name = '" + TitleName(302, 1) + "'");
  EXPECT_THAT(Found(), UnorderedElementsAre("NUMBER_GAP " + TitleName(503, 2),
                                            "SET_INCOMPLETE " + UnitName(HomeCode(302)),
                                            "PAGE " + UnitName(HomeCode(302))));
  EXPECT_EQ(report_.differences(0).detail(), "serials 1 to 1 of 2026");
}

TEST_F(RegisterServiceTest, TheLastNumberTakenOutIsMissedByItsSerial) {
  Sql("DELETE FROM certificates WHERE name = '" + TitleName(503, 2) + "'");
  EXPECT_THAT(Found(), Contains("SERIAL titleSerials/2026"));
  EXPECT_EQ(report_.differences(0).detail(), "stands at 2, the last number is 1");
}

TEST_F(RegisterServiceTest, ASerialSetBackOrLostIsFound) {
  Sql("UPDATE title_serials SET last_serial = 1 WHERE year = 2026");
  EXPECT_THAT(Found(), ElementsAre("SERIAL titleSerials/2026"));
  Sql("DELETE FROM title_serials WHERE year = 2025");
  EXPECT_THAT(Found(), ElementsAre("SERIAL titleSerials/2025", "SERIAL titleSerials/2026"));
}

// What was taken over has the gaps it had.
TEST_F(RegisterServiceTest, NumbersTakenOverMayHaveGaps) {
  v1::RegisterEntry entry = HomeEntry(702);
  entry.mutable_certificates(0)->set_number("湘(2026)永州市不动产权第0000040号");
  ASSERT_THAT(Import({entry}), IsOk());
  ASSERT_THAT(Allot(9, 601, Owner2()), IsOk());
  Title("H09", 601, Owner2());
  EXPECT_THAT(Found(), IsEmpty());
  EXPECT_EQ(ReadCertificate(TitleName(601, 41)).number(), "湘(2026)永州市不动产权第0000041号");
}

TEST_F(RegisterServiceTest, ANumberBorneTwiceIsFound) {
  Sql("ALTER TABLE certificates DROP INDEX one_number");
  Sql("UPDATE certificates SET number = '湘(2026)永州市不动产权第0000001号' WHERE name = '" +
      TitleName(503, 2) + "'");
  EXPECT_THAT(Found(),
              UnorderedElementsAre("NUMBER_TWICE " + TitleName(503, 2),
                                   "NUMBER_CHANGED " + TitleName(503, 2),
                                   "SERIAL titleSerials/2026", "PAGE " + UnitName(HomeCode(503))));
  EXPECT_EQ(report_.differences(0).detail(), "also borne by " + TitleName(302, 1));
}

TEST_F(RegisterServiceTest, ACertificateMadeValidAgainIsFound) {
  const std::string former = UnitName(HomeCode(302)) + "/certificates/title";
  Sql("UPDATE certificates SET state = 'CERTIFICATE_STATE_VALID' WHERE name = '" + former + "'");
  EXPECT_THAT(Found(), UnorderedElementsAre("SET_TWICE " + UnitName(HomeCode(302)),
                                            "SLOT " + former, "PAGE " + UnitName(HomeCode(302))));
  EXPECT_EQ(report_.differences(0).detail(), "2 valid for the house, 2 valid for the land");
}

TEST_F(RegisterServiceTest, ACertificateThatOutlivesItsUnitIsFound) {
  const std::string house = UnitName(HouseCode(1)) + "/certificates/house";
  Sql("UPDATE certificates SET state = 'CERTIFICATE_STATE_VALID', house_slot = '" +
      UnitName(HouseCode(1)) + "' WHERE name = '" + house + "'");
  EXPECT_THAT(Found(), UnorderedElementsAre("VALID_AFTER_CANCELLATION " + house,
                                            "PAGE " + UnitName(HouseCode(1))));
}

TEST_F(RegisterServiceTest, WrongSharesAreFound) {
  Rewrite(HouseCode(2), [](v1::Unit& unit) { unit.mutable_rights(0)->set_share_denominator(2); });
  EXPECT_THAT(Found(), ElementsAre("SHARES " + UnitName(HouseCode(2))));
  EXPECT_EQ(report_.differences(0).detail(), "KIND_HOUSE_OWNERSHIP");
  EXPECT_THAT(report_.ShortDebugString(), Not(HasSubstr("陈示一")));
}

TEST_F(RegisterServiceTest, RightsThatNobodyHoldsOrThatOutliveTheirUnitAreFound) {
  Rewrite(HouseCode(1), [](v1::Unit& unit) { unit.mutable_rights(0)->clear_ended(); });
  Rewrite(HouseCode(2), [](v1::Unit& unit) { unit.clear_rights(); });
  EXPECT_THAT(Found(), ElementsAre("RIGHT_AFTER_CANCELLATION " + UnitName(HouseCode(1)),
                                   "SHARES " + UnitName(HouseCode(2))));
}

TEST_F(RegisterServiceTest, AUnitTakenOutLeavesItsCertificates) {
  Sql("DELETE FROM units WHERE name = '" + UnitName(HouseCode(2)) + "'");
  const std::string certificates = UnitName(HouseCode(2)) + "/certificates/";
  EXPECT_THAT(Found(), ElementsAre("UNIT_MISSING " + certificates + "house",
                                   "UNIT_MISSING " + certificates + "land"));
  EXPECT_EQ(report_.certificates(), 3 * 2 + 3 + 2);
}

TEST_F(RegisterServiceTest, WhatACertificateEndedOnIsMissed) {
  const std::string certificates = UnitName(HouseCode(1)) + "/certificates/";
  Sql("UPDATE deregistration_bases SET unit_code = '" + HouseCode(9) + "'");
  EXPECT_THAT(Found(), ElementsAre("BASIS_MISSING " + certificates + "house",
                                   "BASIS_MISSING " + certificates + "land"));
  Sql("DELETE FROM cancellations");
  EXPECT_THAT(Found(), ElementsAre("CANCELLATION_MISSING " + certificates + "house",
                                   "CANCELLATION_MISSING " + certificates + "land"));
}

TEST_F(RegisterServiceTest, ATransferWithoutItsApplicationIsFound) {
  Sql("UPDATE title_applications SET state = 'STATE_ACCEPTED' WHERE home_unit_code = '" +
      HomeCode(302) + "'");
  EXPECT_THAT(Found(), ElementsAre("APPLICATION_MISSING " + UnitName(HomeCode(302)) +
                                   "/certificates/title"));
}

TEST_F(RegisterServiceTest, ADocumentThatDoesNotOpenIsFound) {
  Sql("UPDATE units SET doc = REVERSE(doc) WHERE name = '" + UnitName(HouseCode(3)) + "'");
  EXPECT_THAT(Found(), ElementsAre("UNREADABLE " + UnitName(HouseCode(3))));
}

TEST_F(RegisterServiceTest, EndsAtItsDeadline) {
  EXPECT_THAT(VerifyStoredRegister(storage(), absl::InfinitePast()),
              RefusedWith(kVerificationUnfinished));
  EXPECT_TRUE(Verify().ok()) << "the connection was given back within a transaction";
}

// What was erased is gone for good; what has a column is still compared.
TEST_F(RegisterServiceTest, ErasedUnitsAreCountedAndNotTakenForDamaged) {
  const std::string unit = UnitName(HouseCode(1));
  Sql("UPDATE subject_keys SET wrapped = '' WHERE subject = '" + unit + "'");
  // One that has not read the key before.
  Storage fresh("registry", world_.database().pool(), world_.keys(), world_.clock());
  ASSERT_OK_AND_ASSIGN(auto report, VerifyStoredRegister(fresh, absl::Now() + absl::Seconds(5)));
  EXPECT_TRUE(report.ok()) << report.ShortDebugString();
  EXPECT_EQ(report.erased_units(), 1);
}

TEST_F(RegisterServiceTest, EndsAtTheMostDifferencesItAnswers) {
  std::vector<v1::RegisterEntry> entries;
  for (int i = 101; i <= 101 + static_cast<int>(kRegisterDifferencesMax); ++i) {
    entries.push_back(HomeEntry(i));
  }
  ASSERT_THAT(Import(entries), IsOk());
  Sql("UPDATE certificates SET land_slot = NULL");
  EXPECT_EQ(Found().size(), kRegisterDifferencesMax);
}

// More than a page of units, certificates and numbers.
class LargeRegisterTest : public RegisterServiceTest {
 protected:
  static constexpr int kFirst = 1000;
  static constexpr int kHomes = 450;

  void SetUp() override {
    RegisterServiceTest::SetUp();
    std::vector<v1::RegisterEntry> entries;
    for (int i = 0; i < kHomes; ++i) entries.push_back(HomeEntry(kFirst + i));
    ASSERT_THAT(Import(entries), IsOk());
  }
};

TEST_F(LargeRegisterTest, IsReadToItsEnd) {
  EXPECT_THAT(Found(), IsEmpty());
  EXPECT_EQ(report_.units(), 6 + kHomes);
  EXPECT_EQ(report_.certificates(), 11 + kHomes);
  EXPECT_EQ(report_.numbered(), 5 + kHomes);
  // The last one of the first page of numbers, borne by the first of the second one too.
  Sql("ALTER TABLE certificates DROP INDEX one_number");
  ASSERT_OK_AND_ASSIGN(auto rows,
                       db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(5),
                                    "SELECT number, name FROM certificates ORDER BY number, name"
                                    " LIMIT 199, 2"));
  Sql("UPDATE certificates SET number = '" + rows[0].Text(0) + "' WHERE name = '" +
      rows[1].Text(1) + "'");
  Sql("UPDATE units SET doc = REVERSE(doc) WHERE name = '" +
      UnitName(HomeCode(kFirst + kHomes - 1)) + "'");
  EXPECT_THAT(Found(), UnorderedElementsAre(
                           "NUMBER_TWICE " + rows[1].Text(1),
                           "PAGE " + rows[1].Text(1).substr(0, rows[1].Text(1).find("/cert")),
                           "UNREADABLE " + UnitName(HomeCode(kFirst + kHomes - 1))));
}

// A reading over several pages sees one moment, whatever is registered meanwhile.
TEST_F(LargeRegisterTest, HoldsWhileWritesGoOn) {
  // Around the end of the first page of units, whose certificates are read a while later.
  constexpr int kTitles = 20, kHome = kFirst + 180;
  for (int i = 0; i < kTitles; ++i) {
    ASSERT_THAT(Allot(20 + i, kHome + i, Owner2()), IsOk());
    ASSERT_THAT(ApplyFor(absl::StrCat("T", i), kHome + i, Owner2()), IsOk());
    ASSERT_THAT(Accept(absl::StrCat("T", i)), IsOk());
  }
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < kTitles; ++i) EXPECT_THAT(Register(absl::StrCat("T", i)), IsOk());
    done = true;
  });
  do {
    EXPECT_THAT(Found(), IsEmpty());
  } while (!done);
  writer.join();
  EXPECT_THAT(Found(), IsEmpty());
  EXPECT_EQ(report_.numbered(), 5 + kHomes + kTitles);
}

}  // namespace
}  // namespace liandong::registry
