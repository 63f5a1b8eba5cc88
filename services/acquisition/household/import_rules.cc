#include "services/acquisition/household/import_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/acquisition/household/household_reasons.h"
#include "shared/ids/bank_account.h"
#include "shared/ids/certificate_number.h"
#include "shared/ids/party_ids.h"
#include "shared/ids/text.h"
#include "shared/ids/unit_code.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {
namespace {

enum Column {
  kNo,
  kPartyType,
  kName,
  kIdType,
  kIdNo,
  kShare,
  kMembers,
  kUnit,
  kHouseCert,
  kLandCert,
  kAddress,
  kArea,
  kUse,
  kStructure,
  kBuilt,
  kFloors,
  kAccountType,
  kAccount,
  kColumns
};
constexpr std::array<const char*, kColumns> kHeader = {
    "household_no", "party_type",      "name",      "id_type",       "id_no",
    "share",        "members",         "unit_code", "house_cert_no", "land_cert_no",
    "address",      "registered_area", "use",       "structure",     "built_year",
    "floors",       "account_type",    "account_no"};

// Columns that describe the house: the same on every line of a household.
constexpr Column kOfTheHouse[] = {kUnit, kHouseCert, kLandCert, kAddress, kArea,
                                  kUse,  kStructure, kBuilt,    kFloors};

int ParseNumber(std::string_view text, int min, int max) {
  int number = 0;
  const bool good = absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &number);
  return good && number >= min && number <= max ? number : -1;
}

class ListReader {
 public:
  ListReader(std::string_view territory,
             const google::protobuf::RepeatedPtrField<v1::ImportOverride>& overrides)
      : territory_(territory) {
    for (const auto& entry : overrides) overridden_.insert({entry.line(), entry.column()});
  }

  absl::StatusOr<std::vector<v1::Household>> Read(const std::vector<CsvLine>& lines) {
    if (lines.empty() ||
        !std::equal(lines[0].cells.begin(), lines[0].cells.end(), kHeader.begin(), kHeader.end())) {
      return Refuse(kCsvHeader, {{"columns", absl::StrJoin(kHeader, ",")}});
    }
    if (lines.size() < 2 || lines.size() > kImportLinesMax) {
      return Refuse(kCsvFormat, {{"line", std::to_string(lines.size())}});
    }
    for (size_t i = 1; i < lines.size(); ++i) {
      if (lines[i].cells.size() != kColumns) {
        return Refuse(kCsvFormat, {{"line", std::to_string(lines[i].number)}});
      }
      ReadLine(lines[i]);
    }
    CheckShares();
    RETURN_IF_ERROR(errors_.status());
    return std::move(households_);
  }

 private:
  void Add(Column column, const Reason& reason, const Metadata& metadata = {}) {
    AddStatus(column, Refuse(reason, metadata));
  }
  void AddStatus(Column column, const absl::Status& refusal) {
    if (ids::IsOverridable(ReasonOf(refusal)) &&
        overridden_.count({line_->number, kHeader[column]}) > 0) {
      return;
    }
    errors_.AddStatus(absl::StrCat("line ", line_->number, ", ", kHeader[column]), refusal);
  }
  void Checked(Column column, const absl::Status& status) {
    if (!status.ok()) AddStatus(column, status);
  }

  const std::string& Cell(Column column) { return line_->cells[column]; }
  const std::string& Needed(Column column) {
    if (Cell(column).empty()) Add(column, kCellEmpty);
    return Cell(column);
  }
  int Number(Column column, int min, int max, std::string_view expected) {
    const int number = ParseNumber(Needed(column), min, max);
    if (number < 0 && !Cell(column).empty()) {
      Add(column, kCellValue, {{"expected", std::string(expected)}});
    }
    return std::max(number, 0);
  }

  void ReadLine(const CsvLine& line) {
    line_ = &line;
    const std::string& no = Needed(kNo);
    if (!no.empty() && !IsResourceId(no)) {
      Add(kNo, kCellValue, {{"expected", "letters and digits"}});
    }
    auto known = by_no_.find(no);
    if (known == by_no_.end()) {
      known = by_no_.emplace(no, households_.size()).first;
      first_lines_.push_back(&line);
      households_.push_back(ReadHouse());
    } else {
      const CsvLine& first = *first_lines_[known->second];
      for (const Column column : kOfTheHouse) {
        if (line.cells[column] != first.cells[column]) Add(column, kHouseholdLinesDiffer);
      }
    }
    v1::Household& household = households_[known->second];
    *household.add_parties() = ReadParty(household.parties_size() + 1);
  }

  v1::Household ReadHouse() {
    v1::Household house;
    house.set_household_no(Cell(kNo));
    house.set_territory(std::string(territory_));
    house.set_members(Number(kMembers, 0, 100, "0 to 100"));
    house.set_unit_code(ids::NormaliseUnitCode(Needed(kUnit)));
    if (!house.unit_code().empty()) {
      const absl::Status unit = ids::CheckUnitCode(house.unit_code());
      Checked(kUnit, unit);
      if (unit.ok() && ids::DivisionOf(house.unit_code()) != territory_) {
        Add(kUnit, kCellValue, {{"expected", absl::StrCat("a unit of ", std::string(territory_))}});
      }
      if (!units_.insert(house.unit_code()).second) Add(kUnit, kUnitTwice);
    }
    house.set_house_certificate(ids::NormaliseCertificateNumber(Needed(kHouseCert)));
    house.set_land_certificate(ids::NormaliseCertificateNumber(Needed(kLandCert)));
    if (!house.house_certificate().empty()) {
      Checked(kHouseCert,
              ids::CheckCertificateNumber(ids::CertificateKind::kHouse, house.house_certificate()));
    }
    if (!house.land_certificate().empty()) {
      Checked(kLandCert,
              ids::CheckCertificateNumber(ids::CertificateKind::kLand, house.land_certificate()));
    }
    house.set_address(Needed(kAddress));
    house.set_area_cm2(ParseArea(Needed(kArea)));
    if (house.area_cm2() == 0 && !Cell(kArea).empty()) {
      Add(kArea, kCellValue, {{"expected", "square metres, e.g. 138.60"}});
    }
    house.set_use(Needed(kUse));
    house.set_structure(Needed(kStructure));
    house.set_built_year(Number(kBuilt, 1900, 2200, "a year"));
    house.set_floors(Number(kFloors, 1, 60, "1 to 60"));
    return house;
  }

  v1::Party ReadParty(int number) {
    v1::Party party;
    party.set_party_id(std::to_string(number));
    party.set_name(Needed(kName));
    party.set_id_number(ids::NormalisePartyId(Needed(kIdNo)));
    const bool person = Needed(kPartyType) == "PERSON";
    if (person || Cell(kPartyType) == "ORGANISATION") {
      party.set_type(person ? v1::Party::TYPE_PERSON : v1::Party::TYPE_ORGANISATION);
      const std::string_view id_type = person ? "RESIDENT_ID" : "USCC";
      if (Needed(kIdType) != id_type && !Cell(kIdType).empty()) {
        Add(kIdType, kCellValue, {{"expected", std::string(id_type)}});
      } else if (!party.id_number().empty()) {
        Checked(kIdNo, person ? ids::CheckResidentId(party.id_number())
                              : ids::CheckUscc(party.id_number()));
      }
    } else if (!Cell(kPartyType).empty()) {
      Add(kPartyType, kCellValue, {{"expected", "PERSON or ORGANISATION"}});
    }
    ReadShare(party);
    party.set_account(ids::NormaliseAccountNumber(Needed(kAccount)));
    if (Needed(kAccountType) == "CARD") {
      party.set_account_type(v1::Party::ACCOUNT_TYPE_CARD);
      if (!party.account().empty()) Checked(kAccount, ids::CheckCardNumber(party.account()));
    } else if (Cell(kAccountType) == "ACCOUNT") {
      party.set_account_type(v1::Party::ACCOUNT_TYPE_ACCOUNT);
      if (!party.account().empty()) Checked(kAccount, ids::CheckPublicAccount(party.account()));
    } else if (!Cell(kAccountType).empty()) {
      Add(kAccountType, kCellValue, {{"expected", "CARD or ACCOUNT"}});
    }
    return party;
  }

  void ReadShare(v1::Party& party) {
    const std::vector<std::string> parts = absl::StrSplit(Needed(kShare), '/');
    const int numerator = parts.size() == 2 ? ParseNumber(parts[0], 1, 1000) : -1;
    const int denominator = parts.size() == 2 ? ParseNumber(parts[1], 1, 1000) : -1;
    if (numerator > 0 && denominator >= numerator) {
      party.set_share_numerator(numerator);
      party.set_share_denominator(denominator);
    } else if (!Cell(kShare).empty()) {
      Add(kShare, kCellValue, {{"expected", "a fraction, e.g. 1/2"}});
    }
  }

  void CheckShares() {
    for (size_t i = 0; i < households_.size(); ++i) {
      int64_t whole = 1;
      for (const auto& party : households_[i].parties()) {
        if (party.share_denominator() == 0) whole = 0;  // told already
        if (whole > 0) whole = std::lcm(whole, int64_t{party.share_denominator()});
      }
      if (whole == 0 || whole > int64_t{1} << 40) continue;
      int64_t sum = 0;
      for (const auto& party : households_[i].parties()) {
        sum += whole / party.share_denominator() * party.share_numerator();
      }
      line_ = first_lines_[i];
      if (sum != whole) Add(kShare, kSharesNotWhole);
    }
  }

  const std::string_view territory_;
  std::set<std::pair<int, std::string>> overridden_;
  std::map<std::string, size_t> by_no_;
  std::set<std::string> units_;
  std::vector<v1::Household> households_;
  std::vector<const CsvLine*> first_lines_;
  const CsvLine* line_ = nullptr;
  FieldErrors errors_;
};

}  // namespace

absl::StatusOr<std::vector<v1::Household>> ReadHouseholds(
    const std::vector<CsvLine>& lines, std::string_view territory,
    const google::protobuf::RepeatedPtrField<v1::ImportOverride>& overrides) {
  return ListReader(territory, overrides).Read(lines);
}

int64_t ParseArea(std::string_view text) {
  const size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  std::string decimals(dot == std::string_view::npos ? "" : text.substr(dot + 1));
  if (whole.empty() || whole.size() > 7 || !ids::AllDigits(whole) || decimals.size() > 4 ||
      (dot != std::string_view::npos && decimals.empty()) ||
      (!decimals.empty() && !ids::AllDigits(decimals))) {
    return 0;
  }
  decimals.resize(4, '0');
  int64_t area = 0;
  for (const char c : absl::StrCat(std::string(whole), decimals)) area = area * 10 + (c - '0');
  return area;
}

}  // namespace liandong::acquisition
