#include "services/petitions/petition/petition_rules.h"

#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::petitions {
namespace {

using common::v1::Agency;

constexpr std::string_view kDistrict = "431103";
constexpr std::string_view kZone = "431171";

// The body of `territory` out of a pair.
absl::StatusOr<Agency> OfTerritory(std::string_view territory, std::string_view rule,
                                   Agency district, Agency zone) {
  if (territory == kDistrict) return district;
  if (territory == kZone) return zone;
  return Refuse(kPlaceUnknown, {{"rule", std::string(rule)}});
}

absl::StatusOr<Agency> Investor(std::string_view territory, std::string_view rule) {
  return OfTerritory(territory, rule, common::v1::AGENCY_CITY_INVESTMENT,
                     common::v1::AGENCY_ECONOMIC_INVESTMENT);
}

}  // namespace

bool IsHandedOver(v1::Matter matter, v1::Procedure procedure) {
  return procedure != v1::PROCEDURE_UNSPECIFIED || matter == v1::MATTER_ACCUSATION;
}

absl::StatusOr<Routing> RouteBy(v1::Matter matter, v1::Procedure procedure,
                                std::string_view territory) {
  if (procedure != v1::PROCEDURE_UNSPECIFIED) return Routing{.rule = "信访工作条例 31"};
  switch (matter) {
    case v1::MATTER_ILLEGAL_BUILDING:
      return Routing{.lead = common::v1::AGENCY_CITY_MANAGEMENT, .rule = "5.4.a"};
    case v1::MATTER_AREA_FACTS:
      return Routing{.lead = common::v1::AGENCY_SUBDISTRICT_OFFICE, .rule = "5.4.b"};
    case v1::MATTER_COMPENSATION: {
      ASSIGN_OR_RETURN(Agency investor, Investor(territory, "5.4.c"));
      return Routing{
          .lead = common::v1::AGENCY_HOUSING_BUREAU, .assisting = {investor}, .rule = "5.4.c"};
    }
    case v1::MATTER_CONSTRUCTION: {
      ASSIGN_OR_RETURN(Agency investor, Investor(territory, "5.4.e"));
      return Routing{.lead = investor, .rule = "5.4.e"};
    }
    case v1::MATTER_UNLAWFUL_CONDUCT:
      return Routing{.lead = common::v1::AGENCY_PUBLIC_SECURITY, .rule = "5.4.f"};
    case v1::MATTER_ACCUSATION:
      return Routing{.lead = common::v1::AGENCY_DISCIPLINE_COMMISSION, .rule = "3.1.b"};
    case v1::MATTER_ALLOCATION:
      return Routing{.lead = common::v1::AGENCY_LEADING_GROUP,
                     .assisting = {common::v1::AGENCY_HOUSING_BUREAU},
                     .rule = "5.4.g"};
    default: {
      ASSIGN_OR_RETURN(Agency body,
                       OfTerritory(territory, "6.2.a", common::v1::AGENCY_DISTRICT_GOVERNMENT,
                                   common::v1::AGENCY_ECONOMIC_ZONE));
      return Routing{.lead = body, .rule = "6.2.a"};
    }
  }
}

std::vector<Petition::Missing> MissingIn(const Petition& petition, int64_t representatives_max) {
  std::vector<Petition::Missing> missing;
  bool named = false;
  for (const auto& petitioner : petition.petitioners()) named |= !petitioner.name().empty();
  if (!named) missing.push_back(Petition::MISSING_IDENTITY);
  if (petition.territory().empty()) missing.push_back(Petition::MISSING_PLACE);
  if (petition.statement().empty()) missing.push_back(Petition::MISSING_FACTS);
  if (petition.representatives() > representatives_max) {
    missing.push_back(Petition::MISSING_REPRESENTATIVES);
  }
  return missing;
}

std::string AgencyName(Agency agency) { return common::v1::Agency_Name(agency); }

}  // namespace liandong::petitions
