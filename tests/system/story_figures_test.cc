// The sample story as Prometheus sees it: every service up, the figures those that the services
// themselves answer, to the fen, and nobody's data among them.
#include <algorithm>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "liandong/acquisition/v1/agreement.pb.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/common/v1/operations.pb.h"
#include "liandong/enforcement/v1/action.pb.h"
#include "liandong/enforcement/v1/case.pb.h"
#include "liandong/funds/v1/escrow.pb.h"
#include "liandong/funds/v1/ledger.pb.h"
#include "liandong/funds/v1/payment.pb.h"
#include "liandong/petitions/v1/accusation.pb.h"
#include "liandong/petitions/v1/petition.pb.h"
#include "shared/auth/spiffe.h"
#include "shared/calendar/date.h"
#include "shared/calendar/date_proto.h"
#include "shared/testing/status_matchers.h"
#include "tests/support/http_get.h"
#include "tests/support/prometheus_process.h"
#include "tests/support/story_world.h"
#include "tests/system/exposition.h"

namespace liandong::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr absl::Duration kAwaitTimeMax = absl::Seconds(60);
constexpr char kAudit[] = "audit/audit-1";
// Business time at which a petition of the last day of the story waits unrouted for too long.
constexpr char kMuchLater[] = "2027-02-01T09:00:00+08:00";

std::string ReadText(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_FALSE(text.str().empty()) << path;
  return text.str();
}

// As a figure's label shows an enum's value.
std::string Shown(const std::string& value, const std::string& prefix) {
  EXPECT_TRUE(absl::StartsWith(value, prefix)) << value;
  return value.substr(prefix.size());
}

// Numbers by the values of a figure's labels, in the order of their names, joined by '|'.
using Tally = std::map<std::string, int64_t>;

class StoryFiguresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(world_, StoryWorld::Start());
    std::map<std::string, int> ports;
    for (common::v1::Service service : StoryWorld::Services()) {
      ports[auth::ServiceName(service)] = world_->metrics_port(service);
    }
    ASSERT_OK_AND_ASSIGN(prometheus_, PrometheusProcess::Start(ports));
    const auto story = world_->Story();
    ASSERT_THAT(story->Run(), IsOk());
    ASSERT_THAT(story->output(), HasSubstr(" 0 unexpected"));
  }

  // The answer of liandongctl call.
  template <class Response>
  Response Call(const std::string& method, const std::string& as, const std::string& request) {
    const auto call =
        world_->Ctl({"call", method, absl::StrCat("--as=", as), absl::StrCat("--json=", request)});
    const absl::Status outcome = call->Run();
    EXPECT_TRUE(outcome.ok()) << method << ": " << outcome;
    Response response;
    const auto parsed = google::protobuf::util::JsonStringToMessage(call->output(), &response);
    EXPECT_TRUE(parsed.ok()) << method << ": " << call->output();
    return response;
  }

  // Waits until `holds`: asks again and again, each time as long as an answer takes.
  void Await(const std::string& what, const std::function<bool()>& holds) {
    const absl::Time until = absl::Now() + kAwaitTimeMax;
    bool held = false;
    while (!(held = holds()) && absl::Now() < until) {
    }
    ASSERT_TRUE(held) << "still not: " << what;
  }
  void AwaitAllUp() {
    Await("every service up", [&] {
      auto targets = prometheus_->Targets();
      return targets.ok() && targets->size() == StoryWorld::Services().size() &&
             std::all_of(targets->begin(), targets->end(),
                         [](const auto& target) { return target.second == "up"; });
    });
  }
  // Until Prometheus has of every service what it read after this call.
  void AwaitFreshFigures() {
    const double now = absl::ToDoubleSeconds(absl::Now() - absl::UnixEpoch());
    Await("figures of each service read since", [&] {
      auto read = prometheus_->Query(
          "timestamp(liandong_figures_age_seconds) - liandong_figures_age_seconds");
      return read.ok() && read->size() == StoryWorld::Services().size() &&
             std::all_of(read->begin(), read->end(),
                         [&](const auto& sample) { return sample.value >= now; });
    });
  }

  // What Prometheus shows of a figure, without what is zero.
  Tally Figure(const std::string& name) {
    auto samples = prometheus_->Query(name);
    EXPECT_THAT(samples, IsOk());
    Tally figure;
    if (!samples.ok()) return figure;
    EXPECT_FALSE(samples->empty()) << name << " is not shown";
    for (const auto& sample : *samples) {
      std::vector<std::string> values;
      for (const auto& [label, value] : sample.labels) {
        if (label != "__name__" && label != "instance" && label != "job" && label != "service") {
          values.push_back(value);
        }
      }
      if (sample.value != 0) {
        figure[absl::StrJoin(values, "|")] += static_cast<int64_t>(sample.value);
      }
    }
    return figure;
  }

  void ExpectMoney();
  void ExpectStates();
  void ExpectPetitions();
  void ExpectOverdue();
  void ExpectNobodysData(const std::map<std::string, std::string>& pages);
  void ExpectDocumented(const std::map<std::string, std::string>& pages);

  std::unique_ptr<StoryWorld> world_;
  std::unique_ptr<PrometheusProcess> prometheus_;
};

void StoryFiguresTest::ExpectMoney() {
  // The sample: 7,410,000.00 for compensation, all but 353,469.08 out or in escrow; of the two
  // escrows H12's 506,982.50 still lies at the notary's.
  Tally balances = Figure("liandong_fund_balance_fen"), spent = Figure("liandong_fund_spent_fen");
  EXPECT_EQ(balances["projects/P1|COMPENSATION"], 353'469'08);
  EXPECT_EQ(spent["projects/P1|COMPENSATION"], 7'056'530'92);
  EXPECT_EQ(spent["projects/P1|DEMOLITION"], 96'000'00);
  EXPECT_EQ(Figure("liandong_fund_escrow_fen")["projects/P1"], 506'982'50);
  EXPECT_EQ(Figure("liandong_fund_shortfall_fen")["projects/P1"], 0);
  // The services' own books.
  Tally encumbered = Figure("liandong_fund_encumbered_fen");
  for (const std::string project : {"projects/P1", "projects/P2"}) {
    const auto position =
        Call<funds::v1::ProjectPosition>("funds.LedgerService.GetProjectPosition", kAudit,
                                         absl::StrCat("{\"parent\": \"", project, "\"}"));
    EXPECT_EQ(position.lines_size(), 6);
    int64_t sum = balances[project + "|UNALLOTTED"];
    for (const auto& line : position.lines()) {
      const std::string series =
          absl::StrCat(project, "|", Shown(funds::v1::Purpose_Name(line.purpose()), "PURPOSE_"));
      EXPECT_EQ(balances[series], line.quota_fen() - line.spent_fen()) << series;
      EXPECT_EQ(spent[series], line.spent_fen()) << series;
      EXPECT_EQ(encumbered[series], line.encumbered_fen()) << series;
      sum += balances[series];
    }
    EXPECT_EQ(sum, position.balance_fen()) << project;
    EXPECT_EQ(Figure("liandong_fund_escrow_fen")[project], position.escrowed_fen());
    EXPECT_EQ(Figure("liandong_fund_shortfall_fen")[project], position.shortfall_fen());
  }
  EXPECT_EQ(Figure("liandong_compensation_settled_fen")[""], 7'056'530'92);
}

void StoryFiguresTest::ExpectStates() {
  Tally payments, payments_fen, escrows, escrows_fen, cases, overdue, at_risk, actions, agreements;
  const auto clock = Call<common::v1::GetClockResponse>("enforcement.OperationsService.GetClock",
                                                        "operator/operator-1", "{}");
  const Date today = DateOf(absl::FromUnixSeconds(clock.now().seconds()));
  for (const char* project : {"projects/P1", "projects/P2"}) {
    const std::string all = absl::StrCat("{\"parent\": \"", project, "\", \"page_size\": 1000}");
    const auto listed_payments =
        Call<funds::v1::ListPaymentsResponse>("funds.PaymentService.ListPayments", kAudit, all);
    for (const auto& payment : listed_payments.payments()) {
      const std::string state = Shown(funds::v1::Payment::State_Name(payment.state()), "STATE_");
      ++payments[state];
      payments_fen[state] += payment.amount_fen();
    }
    const auto listed_escrows =
        Call<funds::v1::ListEscrowsResponse>("funds.EscrowService.ListEscrows", kAudit, all);
    for (const auto& escrow : listed_escrows.escrows()) {
      const std::string state = Shown(funds::v1::Escrow::State_Name(escrow.state()), "STATE_");
      ++escrows[state];
      escrows_fen[state] += escrow.amount_fen();
    }
    const auto listed_cases =
        Call<enforcement::v1::ListCasesResponse>("enforcement.CaseService.ListCases", kAudit, all);
    for (const auto& c : listed_cases.cases()) {
      // Labels in the order of their names: state, track.
      ++cases[absl::StrCat(Shown(enforcement::v1::Case::State_Name(c.state()), "STATE_"), "|",
                           Shown(enforcement::v1::Track_Name(c.track()), "TRACK_"))];
      if (!c.has_legal_due()) continue;
      const std::string duty = Shown(enforcement::v1::DutyKind_Name(c.duty_kind()), "DUTY_KIND_");
      if (*FromProto(c.legal_due()) < today) {
        ++overdue[duty];
      } else if (*FromProto(c.safe_due()) <= today) {
        ++at_risk[duty];
      }
    }
    const auto listed_actions = Call<enforcement::v1::ListActionsResponse>(
        "enforcement.ActionService.ListActions", "gov/gov-1", all);
    for (const auto& action : listed_actions.actions()) {
      ++actions[Shown(enforcement::v1::Action::State_Name(action.state()), "STATE_")];
    }
    const auto listed_agreements = Call<acquisition::v1::ListAgreementsResponse>(
        "acquisition.AgreementService.ListAgreements", kAudit, all);
    for (const auto& agreement : listed_agreements.agreements()) {
      ++agreements[Shown(acquisition::v1::Agreement::State_Name(agreement.state()), "STATE_")];
    }
  }
  EXPECT_EQ(Figure("liandong_payments"), payments);
  EXPECT_EQ(Figure("liandong_payments_fen"), payments_fen);
  EXPECT_EQ(Figure("liandong_escrows"), escrows);
  EXPECT_EQ(Figure("liandong_escrows_fen"), escrows_fen);
  EXPECT_EQ(Figure("liandong_enforcement_cases"), cases);
  EXPECT_EQ(Figure("liandong_enforcement_deadlines_overdue"), overdue);
  EXPECT_EQ(Figure("liandong_enforcement_deadlines_at_risk"), at_risk);
  EXPECT_EQ(Figure("liandong_enforcement_actions"), actions);
  EXPECT_EQ(Figure("liandong_agreements"), agreements);
  // The sample: ten agreed, two decided; H11's escrow is taken, H12's is not; H11's case ended when
  // it moved out, H12's with the action.
  EXPECT_EQ(agreements, (Tally{{"EFFECTIVE", 10}}));
  EXPECT_EQ(Figure("liandong_households"), (Tally{{"AGREED", 10}, {"DECIDED", 2}}));
  EXPECT_EQ(escrows_fen, (Tally{{"CERTIFIED", 506'982'50}, {"WITHDRAWN", 530'518'20}}));
  EXPECT_EQ(cases,
            (Tally{{"ENDED|DECISION_NOT_PERFORMED", 1}, {"ENFORCED|DECISION_NOT_PERFORMED", 1}}));
  EXPECT_GT(payments["SETTLED"], 0);
  // The sets of twelve households are cancelled, two new titles stand.
  EXPECT_EQ(Figure("liandong_registry_certificates")["HOUSE|CANCELLED"], 12);
  EXPECT_EQ(Figure("liandong_registry_certificates")["LAND|CANCELLED"], 12);
}

void StoryFiguresTest::ExpectPetitions() {
  Tally states;
  const auto listed = Call<petitions::v1::ListPetitionsResponse>(
      "petitions.PetitionService.ListPetitions", kAudit, "{\"page_size\": 1000}");
  for (const auto& petition : listed.petitions()) {
    ++states[Shown(petitions::v1::Petition::State_Name(petition.state()), "STATE_")];
  }
  EXPECT_EQ(states["SERVED"], 1) << "the letter of H07";
  EXPECT_EQ(Figure("liandong_petitions"), states);
  EXPECT_EQ(Figure("liandong_petitions_overdue"), Tally());
}

// A letter of the last day, forgotten.
void StoryFiguresTest::ExpectOverdue() {
  Call<petitions::v1::Petition>(
      "petitions.PetitionService.RegisterPetition", "pet/pet-1",
      R"({"petition_id": "forgotten", "petition": {"channel": "CHANNEL_LETTER",
          "territory": "431103", "statement": "示例来信"}})");
  Call<common::v1::MoveClockResponse>("petitions.OperationsService.MoveClock",
                                      "operator/operator-1",
                                      absl::StrCat("{\"to\": \"", kMuchLater, "\"}"));
  AwaitFreshFigures();
  EXPECT_EQ(Figure("liandong_petitions_overdue"), (Tally{{"", 1}}));
  EXPECT_EQ(Figure("liandong_petitions")["REGISTERED"], 1);
}

void StoryFiguresTest::ExpectNobodysData(const std::map<std::string, std::string>& pages) {
  const std::vector<std::string> lines =
      absl::StrSplit(ReadText(LIANDONG_SOURCE_DIR "/samples/households.csv"), '\n');
  const std::vector<std::string> columns = absl::StrSplit(lines[0], ',');
  const std::set<std::string> kPersonal = {"name",    "id_no",     "house_cert_no", "land_cert_no",
                                           "address", "unit_code", "household_no",  "account_no"};
  std::set<std::string> personal = {"households/", "accusations/", "complain"};
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> cells = absl::StrSplit(absl::StripSuffix(lines[i], "\r"), ',');
    if (cells.size() != columns.size()) continue;
    for (size_t k = 0; k < columns.size(); ++k) {
      // As a value of its own or the end of a resource's name.
      if (columns[k] == "household_no") {
        personal.insert({absl::StrCat("\"", cells[k], "\""), absl::StrCat("/", cells[k], "\"")});
      } else if (kPersonal.count(columns[k]) > 0) {
        personal.insert(cells[k]);
      }
    }
  }
  ASSERT_GT(personal.size(), 12u * kPersonal.size() / 2);
  for (const auto& [service, page] : pages) {
    for (const std::string& datum : personal) {
      EXPECT_THAT(page, Not(HasSubstr(datum))) << service;
    }
    // Names, places and texts of the sample are Chinese; labels are codes of the contracts.
    for (const char c : page) {
      ASSERT_LT(static_cast<unsigned char>(c), 0x80) << service;
    }
  }
  // The story files and accepts a complaint: whoever is let in counts nowhere.
  int methods = 0;
  for (const std::string& line :
       std::vector<std::string>(absl::StrSplit(pages.at("petitions"), '\n'))) {
    if (!absl::StartsWith(line, "grpc_server_handled_total{") ||
        !absl::StrContains(line, "AccusationService") || !absl::StrContains(line, "\"OK\"")) {
      continue;
    }
    ++methods;
    EXPECT_TRUE(absl::EndsWith(line, " 0")) << line;
  }
  EXPECT_EQ(methods, petitions::v1::Accusation::descriptor()
                         ->file()
                         ->FindServiceByName("AccusationService")
                         ->method_count());
}

void StoryFiguresTest::ExpectDocumented(const std::map<std::string, std::string>& pages) {
  MetricFamilies exported;
  for (const auto& [service, page] : pages) AddExported(service, page, exported);
  const MetricFamilies documented = Documented(ReadText(LIANDONG_SOURCE_DIR "/docs/metrics.md"));
  for (const auto& [name, family] : exported) {
    const auto found = documented.find(name);
    if (found == documented.end()) {
      ADD_FAILURE() << "docs/metrics.md lacks " << name << ": " << family;
    } else {
      MetricFamily expected = found->second;
      // What the shared library shows, it shows where there is something to show.
      if (expected.services.size() == pages.size()) expected.services = family.services;
      EXPECT_EQ(expected, family) << name;
    }
  }
  for (const auto& [name, family] : documented) {
    EXPECT_EQ(exported.count(name), 1u) << name << " is exported by nobody";
  }
}

TEST_F(StoryFiguresTest, PrometheusShowsEveryServiceUpAndTheFiguresOfTheStory) {
  AwaitAllUp();
  AwaitFreshFigures();
  ASSERT_OK_AND_ASSIGN(const auto up, prometheus_->Query("up{job=\"liandong\"} == 1"));
  EXPECT_THAT(up, SizeIs(6));
  ASSERT_OK_AND_ASSIGN(const auto database, prometheus_->Query("liandong_database_up == 1"));
  EXPECT_THAT(database, SizeIs(6));
  ASSERT_OK_AND_ASSIGN(const auto builds, prometheus_->Query("liandong_build_info == 1"));
  EXPECT_THAT(builds, SizeIs(6));
  ExpectMoney();
  ExpectStates();
  ExpectPetitions();
  std::map<std::string, std::string> pages;
  for (common::v1::Service service : StoryWorld::Services()) {
    ASSERT_OK_AND_ASSIGN(pages[auth::ServiceName(service)],
                         HttpGet(world_->metrics_port(service), "/metrics"));
  }
  ExpectNobodysData(pages);
  ExpectDocumented(pages);
  ExpectOverdue();
}

}  // namespace
}  // namespace liandong::testing
