// AcquisitionWorld itself; a test file so that only the test program holds it.
#include "services/acquisition/testing/world.h"

#include <regex>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "liandong/funds/v1/escrow.pb.h"
#include "liandong/funds/v1/ledger.pb.h"
#include "services/acquisition/migrations.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/rules/testing/shipped_rules.h"
#include "shared/testing/relay_driver.h"

namespace liandong::acquisition::testing {

std::string Unfold(const std::string& text) {
  static const std::regex day(R"(\$day\((\d+)-0?(\d+)-0?(\d+)\))");
  const std::string dated = std::regex_replace(text, day, "{year: $1 month: $2 day: $3}");
  return absl::StrReplaceAll(
      dated, {{"$doc", absl::StrCat("{number: \"示例文书1号\" date {year: 2026 month: 1 day: 5}"
                                    " sha256: \"",
                                    std::string(64, 'a'), "\"}")}});
}

const std::vector<SampleRow>& SampleRows() {
  static const auto* rows =
      new std::vector<SampleRow>{{"H01", 3680, 41200, 3600, 0, "2026-03-30", 58692700},
                                 {"H02", 3760, 28500, 1200, 0, "2026-03-31", 42667432},
                                 {"H03", 3820, 66800, 4800, 0, "2026-04-08", 68586225},
                                 {"H04", 11800, 52000, 0, 9200, "2026-04-02", 113041600},
                                 {"H05", 3650, 31500, 2400, 0, "2026-04-03", 51901970},
                                 {"H06", 3700, 47300, 5200, 0, "2026-04-07", 70940625},
                                 {"H07", 3820, 36900, 2800, 0, "2026-04-08", 60398120},
                                 {"H08", 3740, 33400, 1600, 0, "2026-04-10", 49121250},
                                 {"H09", 3690, 24800, 1000, 0, "2026-04-13", 38373440},
                                 {"H10", 3660, 29700, 3300, 0, "2026-04-15", 48179660},
                                 {"H11", 3710, 38600, 2900, 0, "", 53051820},
                                 {"H12", 3690, 35200, 3100, 0, "", 50698250}};
  return *rows;
}

const SampleRow& SampleRowOf(const std::string& no) {
  for (const auto& row : SampleRows()) {
    if (row.no == no) return row;
  }
  ADD_FAILURE() << no;
  return SampleRows()[0];
}

AcquisitionWorld::AcquisitionWorld()
    : world_("acquisition", acquisition_migrations()),
      peers_([this](common::v1::Service service, const rpc::OnBehalf&,
                    const google::protobuf::Message& request,
                    google::protobuf::Message& response) -> absl::Status {
        if (!peers_up_) return Refuse(rpc::kServiceUnavailable, {{"service", "peer"}});
        if (auto* position = dynamic_cast<funds::v1::ProjectPosition*>(&response)) {
          if (budget_in_force_) position->set_budget_in_force("projects/P1/budgets/v1");
          position->set_shortfall_fen(short_fen_);
          auto& line = *position->add_lines();
          line.set_purpose(funds::v1::PURPOSE_COMPENSATION);
          line.set_approved_fen(741000000);
        } else if (auto* unit = dynamic_cast<registry::v1::Unit*>(&response)) {
          const std::string name = TextField(request, "name");
          *unit = units_.at(name.substr(name.rfind('/') + 1));
        } else if (auto* obligation = dynamic_cast<funds::v1::Obligation*>(&response)) {
          *obligation->mutable_proof() = proof_;
        } else if (auto* escrows = dynamic_cast<funds::v1::ListEscrowsResponse*>(&response)) {
          *escrows->add_escrows()->mutable_proof() = proof_;
        } else {
          ADD_FAILURE() << "no answer for " << request.GetDescriptor()->full_name() << " of "
                        << service;
        }
        return absl::OkStatus();
      }),
      acquisition_(world_.storage(), liandong::testing::ShippedRules(),
                   liandong::testing::ShippedCalendar(), peers_),
      relay_(world_.storage(),
             [this](common::v1::Service, const rpc::OnBehalf&,
                    const google::protobuf::Message& request,
                    google::protobuf::Message&) -> absl::Status {
               delivered_.emplace_back(request.New());
               delivered_.back()->CopyFrom(request);
               auto refusal = refusals_.find(request.GetDescriptor()->name());
               return refusal == refusals_.end() ? absl::OkStatus() : refusal->second;
             }) {
  acquisition_.HandleOutcomes(relay_);
  constexpr int64_t kAreasCm2[] = {1386000, 964200,  1523500, 864000,  1241800, 1687500,
                                   1382000, 1049000, 925600,  1180400, 1312800, 1265000};
  for (int i = 1; i <= 12; ++i) {
    const std::string code = absl::StrCat("431103001003GB00", 100 + i, "F00010001");
    units_[code].set_unit_code(code);
    units_[code].set_area_cm2(kAreasCm2[i - 1]);
    units_[code].set_state(registry::v1::Unit::STATE_REGISTERED);
  }
  *UnitOf("H03").add_restrictions() = Parse<registry::v1::Restriction>(
      R"(kind: KIND_MORTGAGE state: STATE_ACTIVE holder: "示例银行永州分行"
         amount_fen: 28000000 reference: "m1")");
  *UnitOf("H05").add_restrictions() = Parse<registry::v1::Restriction>(
      R"(kind: KIND_SEAL state: STATE_ACTIVE holder: "永州市冷水滩区人民法院" reference: "s1")");
  proof_.set_payload("proof");
}

RequestContext AcquisitionWorld::As(const std::string& officer, const std::string& method) const {
  static const std::map<std::string, common::v1::Agency> capacities = {
      {"hsb", common::v1::AGENCY_HOUSING_BUREAU},
      {"lsd", common::v1::AGENCY_DISTRICT_GOVERNMENT},
      {"gov", common::v1::AGENCY_CITY_GOVERNMENT},
      {"leg", common::v1::AGENCY_LEGAL_AFFAIRS},
      {"cig", common::v1::AGENCY_CITY_INVESTMENT},
      {"eig", common::v1::AGENCY_ECONOMIC_INVESTMENT},
      {"fin", common::v1::AGENCY_FINANCE},
      {"cmb", common::v1::AGENCY_CITY_MANAGEMENT},
      {"huc", common::v1::AGENCY_CONSTRUCTION_BUREAU},
      {"crt", common::v1::AGENCY_COURT},
      {"lg", common::v1::AGENCY_LEADING_GROUP},
      {"notary", common::v1::AGENCY_NOTARY},
      {"appraiser", common::v1::AGENCY_APPRAISER}};
  const std::string agency = officer.substr(0, officer.find('-'));
  return world_.Context(capacities.at(agency), agency, officer, method);
}

void AcquisitionWorld::Deliver() {
  ASSERT_THAT(liandong::testing::DeliverCommands(world_.database().pool(), relay_), IsOk());
}

registry::v1::Unit& AcquisitionWorld::UnitOf(const std::string& no) {
  return units_.at(absl::StrCat("431103001003GB001", no.substr(1), "F00010001"));
}

v1::Household AcquisitionWorld::HouseholdNow(const std::string& no) {
  v1::GetHouseholdRequest request;
  request.set_name(Household(no));
  auto household = acquisition_.households.GetHousehold(As("hsb-1"), request);
  EXPECT_THAT(household, IsOk());
  return household.ok() ? *household : v1::Household();
}

v1::Agreement AcquisitionWorld::AgreementNow(const std::string& no) {
  v1::GetAgreementRequest request;
  request.set_name("projects/P1/agreements/" + no);
  auto agreement = acquisition_.agreements.GetAgreement(As("hsb-1"), request);
  EXPECT_THAT(agreement, IsOk());
  return agreement.ok() ? *agreement : v1::Agreement();
}

v1::ExpropriationDecision AcquisitionWorld::DecisionNow() {
  v1::GetExpropriationDecisionRequest request;
  request.set_name("projects/P1/decision");
  auto decision = acquisition_.expropriations.GetExpropriationDecision(As("gov-1"), request);
  EXPECT_THAT(decision, IsOk());
  return decision.ok() ? *decision : v1::ExpropriationDecision();
}

int64_t AcquisitionWorld::Count(const std::string& table) {
  auto rows = db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(10),
                           "SELECT COUNT(*) FROM " + table);
  EXPECT_THAT(rows, IsOk());
  return rows.ok() ? (*rows)[0].Int(0) : -1;
}

void AcquisitionWorld::Settle(const std::string& no, int64_t paid_fen, int64_t escrowed_fen) {
  funds::v1::Obligation obligation;
  obligation.set_name("projects/P1/obligations/" + no);
  obligation.set_household(Household(no));
  obligation.set_paid_fen(paid_fen);
  obligation.set_escrowed_fen(escrowed_fen);
  common::v1::Change change;
  change.mutable_document()->PackFrom(obligation);
  change.mutable_at()->set_seconds(absl::ToUnixSeconds(world_.clock().Now()));
  RequestContext context = As("hsb-1");
  context.scope = SystemScope();
  ASSERT_THAT(MutateAsSystem(world_.storage(), context, RequestKey{},
                             [&](Mutation& m) { return acquisition_.OnFundsChange(m, change); }),
              IsOk());
}

void AcquisitionWorld::ChangeUnit(const registry::v1::Unit& unit) {
  common::v1::Change change;
  change.mutable_document()->PackFrom(unit);
  RequestContext context = As("hsb-1");
  context.scope = SystemScope();
  ASSERT_THAT(MutateAsSystem(world_.storage(), context, RequestKey{},
                             [&](Mutation& m) { return acquisition_.OnRegistryChange(m, change); }),
              IsOk());
}

}  // namespace liandong::acquisition::testing
