#include "services/registry/units/import_service.h"

#include "gtest/gtest.h"
#include "services/registry/testing/registry_world.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample

class ImportServiceTest : public RegistryWorld {
 protected:
  void ExpectRefused(const v1::RegisterEntry& entry, const Reason& reason) {
    EXPECT_THAT(Import({HouseEntry(2), entry}), RefusedWith(reason));
    EXPECT_EQ(Count("units"), 0);
    EXPECT_EQ(Count("certificates"), 0);
  }
};

TEST_F(ImportServiceTest, HousesComeWithCertificatesAndRestrictions) {
  auto mortgaged = HouseEntry(3);
  AddRestrictionTo(v1::Restriction::KIND_MORTGAGE, "m1", "bank", mortgaged);
  auto sealed = HouseEntry(5);
  AddRestrictionTo(v1::Restriction::KIND_SEAL, "s1", "crt", sealed);
  ASSERT_OK_AND_ASSIGN(v1::RegisterImport made, Import({mortgaged, sealed, HomeEntry(302)}));
  EXPECT_EQ(made.units(), 3);
  EXPECT_EQ(made.certificates(), 5);
  EXPECT_EQ(made.restrictions(), 2);
  const v1::Unit unit = ReadUnit(HouseCode(3));
  EXPECT_EQ(unit.state(), Unit::STATE_REGISTERED);
  EXPECT_EQ(unit.parcel_code(), "431103001003GB00103");
  EXPECT_EQ(unit.land_nature(), v1::LAND_NATURE_STATE);
  EXPECT_EQ(unit.restrictions(0).state(), v1::Restriction::STATE_ACTIVE);
  EXPECT_EQ(unit.open_mortgages(), 1);
  ASSERT_EQ(unit.certificates_size(), 2);
  EXPECT_EQ(unit.certificates(1).number(), "永国用(1999)第900003号");
  const v1::Certificate house = ReadCertificate(unit.certificates(0).name());
  EXPECT_EQ(house.state(), v1::CERTIFICATE_STATE_VALID);
  EXPECT_EQ(house.holders(0).name(), "陈示一");
  v1::GetRegisterImportRequest get;
  get.set_name(made.name());
  EXPECT_THAT(imports_.GetRegisterImport(Nrb(), get), IsOk());
}

TEST_F(ImportServiceTest, OwnersAreNowhereInTheClear) {
  ASSERT_THAT(Import({HouseEntry(1)}), IsOk());
  for (const char* table : {"units", "certificates", "changes"}) {
    for (const char* text : {"陈示一", "431199196203140018"}) {
      EXPECT_EQ(Count(std::string(table) + " WHERE INSTR(doc, '" + text + "') > 0"), 0)
          << table << " " << text;
    }
  }
}

TEST_F(ImportServiceTest, OldNumbersAreNormalised) {
  auto entry = HouseEntry(1);
  entry.mutable_certificates(1)->set_number("永国用（1999） 第900001号");
  ASSERT_THAT(Import({entry}), IsOk());
  EXPECT_EQ(ReadUnit(HouseCode(1)).certificates(1).number(), "永国用(1999)第900001号");
}

TEST_F(ImportServiceTest, WrongEntriesAreRefusedAndNothingIsTakenOver) {
  auto shares = HouseEntry(1);
  shares.mutable_unit()->mutable_rights(0)->set_share_denominator(2);
  ExpectRefused(shares, kSharesNotOne);
  auto id = HouseEntry(1);
  id.mutable_unit()->mutable_rights(1)->mutable_holder()->set_id_number("431199196203140010");
  ExpectRefused(id, ids::kIdCheckDigit);
  auto number = HouseEntry(1);
  number.mutable_certificates(0)->set_number("永国用(1999)第900001号");
  ExpectRefused(number, ids::kCertificateNumberFormat);
  auto set = HouseEntry(1);
  set.mutable_certificates()->RemoveLast();
  ExpectRefused(set, kCertificateSet);
  auto first = HouseEntry(1);
  first.mutable_certificates(0)->set_origin(v1::Certificate::ORIGIN_FIRST_REGISTRATION);
  ExpectRefused(first, kCertificateSet);
  auto issued = HomeEntry(302);
  issued.mutable_certificates(0)->set_origin(v1::Certificate::ORIGIN_ALLOTMENT);
  ExpectRefused(issued, kCertificateSet);
  auto twice = HouseEntry(1);
  AddRestrictionTo(v1::Restriction::KIND_MORTGAGE, "r1", "bank", twice);
  AddRestrictionTo(v1::Restriction::KIND_MORTGAGE, "r1", "bank", twice);
  ExpectRefused(twice, kRestrictionTwice);
  auto seal = HouseEntry(1);
  AddRestrictionTo(v1::Restriction::KIND_SEAL, "s1", "crt", seal);
  *seal.mutable_unit()->mutable_restrictions(0)->mutable_until() = Day("2028-06-11");
  ExpectRefused(seal, kSealTooLong);
  seal.mutable_unit()->mutable_restrictions(0)->clear_until();
  ExpectRefused(seal, kSealTooLong);
  seal.mutable_unit()->mutable_rights(0)->set_share_denominator(2);
  ExpectRefused(seal, kFieldsInvalid);
}

TEST_F(ImportServiceTest, UnitsAndNumbersComeOnce) {
  ASSERT_THAT(Import({HouseEntry(1)}), IsOk());
  EXPECT_THAT(Import({HouseEntry(2), HouseEntry(1)}), RefusedWith(kUnitRegistered));
  auto number = HouseEntry(2);
  number.mutable_certificates(0)->set_number("永房权证冷水滩字第90000001号");
  EXPECT_THAT(Import({number}), RefusedWith(kCertificateNumberTaken));
  EXPECT_EQ(Count("units"), 1);
  EXPECT_EQ(Count("certificates"), 2);
}

TEST_F(ImportServiceTest, ForeignTerritoryLooksLikeAbsence) {
  ASSERT_THAT(Import({HouseEntry(1)}), IsOk());
  RequestContext zone = world_.Context(common::v1::AGENCY_ECONOMIC_ZONE, "edz", "edz-1");
  zone.scope.territories = {"431171"};
  v1::GetUnitRequest get;
  get.set_name(UnitName(HouseCode(1)));
  EXPECT_THAT(units_.GetUnit(zone, get), RefusedWith(kResourceNotFound));
  ASSERT_OK_AND_ASSIGN(auto page, units_.ListUnits(zone, v1::ListUnitsRequest()));
  EXPECT_EQ(page.units_size(), 0);
  v1::ListUnitsRequest by_parcel;
  by_parcel.set_parcel_code("431103001003GB00101");
  ASSERT_OK_AND_ASSIGN(page, units_.ListUnits(Nrb(), by_parcel));
  EXPECT_EQ(page.units_size(), 1);
}

}  // namespace
}  // namespace liandong::registry
