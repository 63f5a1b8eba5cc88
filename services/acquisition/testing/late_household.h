// A thirteenth household that turns up while the others already sign.
#ifndef SERVICES_ACQUISITION_TESTING_LATE_HOUSEHOLD_H_
#define SERVICES_ACQUISITION_TESTING_LATE_HOUSEHOLD_H_

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/acquisition/testing/world.h"
#include "shared/calendar/testing/shipped_calendar.h"

namespace liandong::acquisition::testing {

// H13, imported on the day of the clock: H01 of the sample under other numbers, unencumbered.
inline void ImportLateHousehold(AcquisitionWorld& world) {
  const std::string unit = "431103001003GB00113F00010001";
  world.units_[unit].set_unit_code(unit);
  world.units_[unit].set_area_cm2(world.UnitOf("H01").area_cm2());
  world.units_[unit].set_state(registry::v1::Unit::STATE_REGISTERED);
  const std::vector<std::string> lines = absl::StrSplit(
      liandong::testing::ReadBeside(__FILE__, "../../../samples/households.csv"), '\n');
  ASSERT_GE(lines.size(), 2u);
  auto request = Parse<v1::ImportHouseholdsRequest>(
      R"(parent: "projects/P1" import_id: "late" encoding: ENCODING_UTF8)");
  request.set_content(lines[0] + "\n" +
                      absl::StrReplaceAll(lines[1], {{"H01", "H13"},
                                                     {"GB00101", "GB00113"},
                                                     {"90000001", "90000013"},
                                                     {"900001", "900013"}}) +
                      "\n");
  ASSERT_THAT(world.acquisition_.imports.ImportHouseholds(world.As("lsd-1"), world.Fresh(request)),
              IsOk());
}

// H13 surveyed, appraised and served its report on `day`, today.
inline void ServeLateHousehold(AcquisitionWorld& world, const std::string& day) {
  Acquisition& acquisition = world.acquisition_;
  auto inventory = Parse<v1::RecordInventoryRequest>(
      "inventory { surveyed $day(" + day +
      R"() surveyors: "lsd/lsd-1" surveyors: "lsd/lsd-2" area_cm2: 1000000 owners_signed: true })");
  inventory.set_household(AcquisitionWorld::Household("H13"));
  inventory.mutable_inventory()->add_photos(std::string(64, 'b'));
  ASSERT_THAT(acquisition.surveys.RecordInventory(world.As("lsd-1"), world.Fresh(inventory)),
              IsOk());
  auto value = Parse<v1::SubmitPreliminaryValueRequest>("values { unit_price_fen: 369000 }");
  value.set_household(AcquisitionWorld::Household("H13"));
  ASSERT_THAT(
      acquisition.appraisals.SubmitPreliminaryValue(world.As("appraiser-1"), world.Fresh(value)),
      IsOk());
  const auto report = Parse<v1::SubmitAppraisalReportRequest>(
      R"(name: "projects/P1/appraisals/H13" values { unit_price_fen: 369000 } report $doc
         valuation_date $day(2026-03-05) appraisers: "appraiser/appraiser-1"
         appraisers: "appraiser/appraiser-2")");
  ASSERT_THAT(
      acquisition.appraisals.SubmitAppraisalReport(world.As("appraiser-1"), world.Fresh(report)),
      IsOk());
  const auto serve = Parse<v1::ServeAppraisalRequest>(
      R"(name: "projects/P1/appraisals/H13" service { manner: MANNER_IN_PERSON date $day()" + day +
      ") }");
  ASSERT_THAT(acquisition.appraisals.ServeAppraisal(world.As("hsb-1"), world.Fresh(serve)), IsOk());
}

}  // namespace liandong::acquisition::testing

#endif  // SERVICES_ACQUISITION_TESTING_LATE_HOUSEHOLD_H_
