#include "services/petitions/incident/incident_rules.h"

#include <algorithm>

#include "services/petitions/times.h"
#include "shared/status/refusal.h"

namespace liandong::petitions {
namespace {

using common::v1::Agency;

bool IsTerritory(Agency agency) {
  return agency == common::v1::AGENCY_DISTRICT_GOVERNMENT ||
         agency == common::v1::AGENCY_ECONOMIC_ZONE;
}

// How high a body stands in the command of incidents; 0 for those outside it.
int LevelOf(Agency agency) {
  if (agency == common::v1::AGENCY_PROJECT_HEADQUARTERS) return 1;
  if (IsTerritory(agency)) return 2;
  if (agency == common::v1::AGENCY_LEADING_GROUP) return 3;
  if (agency == common::v1::AGENCY_CITY_GOVERNMENT) return 4;
  return 0;
}

std::string NameOf(Agency agency) { return common::v1::Agency_Name(agency); }

}  // namespace

bool IsHead(const Caller& caller) {
  return std::find(caller.roles.begin(), caller.roles.end(), kHeadRole) != caller.roles.end();
}

bool CanReport(Agency unit) {
  // Who may say it is the contract's business.
  const auto& access = v1::Incident::descriptor()
                           ->file()
                           ->FindServiceByName("IncidentService")
                           ->FindMethodByName("AddIncidentReport")
                           ->options()
                           .GetExtension(common::v1::access);
  return std::find(access.agencies().begin(), access.agencies().end(), unit) !=
         access.agencies().end();
}

Agency LeadOf(v1::Grade grade, std::string_view territory) {
  switch (grade) {
    case v1::GRADE_GENERAL:
      return common::v1::AGENCY_PROJECT_HEADQUARTERS;
    case v1::GRADE_LARGER:
      return territory == "431171" ? common::v1::AGENCY_ECONOMIC_ZONE
                                   : common::v1::AGENCY_DISTRICT_GOVERNMENT;
    default:
      return common::v1::AGENCY_LEADING_GROUP;
  }
}

absl::Status CheckRegrade(v1::Grade from, v1::Grade to, std::string_view territory, Agency caller) {
  if (from == to) return Refuse(kGradeUnchanged);
  const Agency lead = LeadOf(from, territory);
  const bool above = LevelOf(caller) > LevelOf(lead);
  if (to < from && !above) return Refuse(kLowerFromBelow, {{"lead", NameOf(lead)}});
  if (to > from && !above && caller != lead) {
    return Refuse(kRaiseFromBelow, {{"lead", NameOf(lead)}});
  }
  return absl::OkStatus();
}

std::vector<v1::OwedReport> OwedReports(absl::Time occurred, absl::Duration within) {
  std::vector<v1::OwedReport> owed;
  for (auto duty : {v1::REPORT_DUTY_HEADQUARTERS, v1::REPORT_DUTY_SUBDISTRICT_OFFICE,
                    v1::REPORT_DUTY_UNIT_HEAD}) {
    auto& report = owed.emplace_back();
    report.set_duty(duty);
    *report.mutable_due_time() = ToTimestamp(occurred + within);
    report.set_missing(true);
  }
  return owed;
}

absl::StatusOr<std::vector<v1::ReportDuty>> DutiesOf(const Incident& incident,
                                                     const Caller& caller) {
  std::vector<v1::ReportDuty> duties;
  if (caller.capacity == common::v1::AGENCY_PROJECT_HEADQUARTERS) {
    duties.push_back(v1::REPORT_DUTY_HEADQUARTERS);
  }
  if (caller.capacity == common::v1::AGENCY_SUBDISTRICT_OFFICE) {
    duties.push_back(v1::REPORT_DUTY_SUBDISTRICT_OFFICE);
  }
  const bool of_unit = caller.capacity == incident.unit();
  if (of_unit && IsHead(caller)) duties.push_back(v1::REPORT_DUTY_UNIT_HEAD);
  if (!duties.empty() || IsTerritory(caller.capacity)) return duties;
  return Refuse(of_unit ? kUnitHeadRequired : kNotConcerned);
}

void AddReport(Incident& incident, const std::vector<v1::ReportDuty>& duties,
               std::string_view reporter, absl::Time at, std::string_view text) {
  auto append = [&](v1::ReportDuty duty, bool follow_up) {
    auto* report = incident.add_reports();
    report->set_duty(duty);
    report->set_follow_up(follow_up);
    report->set_reporter(std::string(reporter));
    *report->mutable_at() = ToTimestamp(at);
    report->set_text(std::string(text));
  };
  if (duties.empty()) append(v1::REPORT_DUTY_UNSPECIFIED, false);
  for (v1::ReportDuty duty : duties) {
    bool first = false;
    for (auto& owed : *incident.mutable_owed_reports()) {
      if (owed.duty() != duty || !owed.missing()) continue;
      owed.set_missing(false);
      *owed.mutable_sent_time() = ToTimestamp(at);
      first = true;
    }
    append(duty, !first);
  }
}

absl::Status CheckClosing(const Incident& incident, Agency caller) {
  Gates gates;
  const Agency lead = LeadOf(incident.grade(), incident.territory());
  if (caller != lead) gates.Close(kNotLeading, incident.name(), {{"lead", NameOf(lead)}});
  for (const auto& owed : incident.owed_reports()) {
    if (!owed.missing()) continue;
    gates.Close(kReportMissing, incident.name(), {{"duty", v1::ReportDuty_Name(owed.duty())}});
  }
  if (incident.grade() != v1::GRADE_GENERAL && !incident.has_principal_arrived_time()) {
    gates.Close(kPrincipalNotArrived, incident.name());
  }
  return gates.status();
}

}  // namespace liandong::petitions
