// Every gate of a case at the service: closed alone, all closed at once, nothing written, and open
// on the first day that allows it.
#include <functional>

#include "services/enforcement/cases/case_service.h"
#include "services/enforcement/testing/enforcement_world.h"
#include "shared/testing/closed_gates.h"
#include "shared/testing/footprint.h"

namespace liandong::enforcement {
namespace {

using liandong::testing::FootprintOf;
using liandong::testing::Names;
using testing::IsOk;
using testing::RefusedWith;

class CaseGatesTest : public testing::EnforcementWorld {
 protected:
  using Call = std::function<absl::StatusOr<v1::Case>()>;

  void ExpectClosed(const Call& call, const Names& gates) {
    liandong::testing::ExpectClosed(world_, call, gates);
  }
  void ExpectOpening(const Names& gates) {
    ExpectClosed([this] { return cases_.OpenCase(Government(), Opening()); }, gates);
  }
  void ExpectDemand(const v1::ServeDemandRequest& request, const Names& gates) {
    ExpectClosed([&] { return cases_.ServeDemand(Government(), request); }, gates);
  }
  void ExpectFiling(const v1::FileApplicationRequest& request, const Names& gates) {
    ExpectClosed([&] { return cases_.FileApplication(Government(), request); }, gates);
  }
  // What ExplainEligibility shows closed.
  Names Explained() {
    v1::ExplainEligibilityRequest request;
    request.set_name(CaseName());
    auto answer = cases_.ExplainEligibility(Government(), request);
    EXPECT_THAT(answer, IsOk());
    Names closed;
    if (!answer.ok()) return {"ERROR"};
    for (const auto& gate : answer->closed()) {
      closed.push_back(gate.reason());
      EXPECT_FALSE(gate.text_zh().empty()) << gate.reason();
    }
    EXPECT_EQ(answer->eligible(), closed.empty());
    return closed;
  }
};

TEST_F(CaseGatesTest, OpeningWaitsForServiceAndVacateDay) {
  world_.SetNow("2026-06-15 23:59");
  ExpectOpening({"VACATE_DAY_RUNNING"});
  world_.SetNow("2026-06-16 00:00");
  peers_.household().set_vacated(true);
  ExpectOpening({"HOUSE_VACATED"});
  peers_.household().set_vacated(false);
  auto& decision = peers_.decisions["projects/P1/compensationDecisions/H12"];
  const auto served = decision.service_date();
  decision.clear_service_date();
  ExpectOpening({"DECISION_NOT_SERVED"});
  world_.SetNow("2026-06-15 09:00");
  peers_.household().set_vacated(true);
  ExpectOpening({"DECISION_NOT_SERVED", "HOUSE_VACATED", "VACATE_DAY_RUNNING"});

  *decision.mutable_service_date() = served;
  peers_.household().set_vacated(false);
  world_.SetNow("2026-06-16 00:00");
  EXPECT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
}

// Row 71: the whole last day of the suit period still belongs to the household.
TEST_F(CaseGatesTest, DemandWaitsForTheEndOfTheLastDay) {
  world_.SetNow("2026-06-16 09:00");
  ASSERT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
  world_.SetNow("2026-10-30 23:59");
  ExpectDemand(Demanding(), {"APPEAL_PERIOD_OPEN"});
  ExpectClosed([this] { return cases_.AttestNothingPending(Court(), Attesting()); },
               {"APPEAL_PERIOD_OPEN"});
  world_.SetNow("2026-10-31 00:00");
  ExpectDemand(Demanding(), {"ATTESTATION_MISSING", "ATTESTATION_MISSING"});

  peers_.household().set_appeal_pending(true);
  peers_.household().set_vacated(true);
  auto silent = Demanding();
  silent.mutable_demand()->set_tells_right_to_defend(false);
  ExpectDemand(silent, {"APPEAL_PENDING", "ATTESTATION_MISSING", "ATTESTATION_MISSING",
                        "HOUSE_VACATED", "RIGHTS_NOTICE_MISSING"});
  peers_.household().set_appeal_pending(false);
  peers_.household().set_vacated(false);

  ASSERT_THAT(cases_.AttestNothingPending(Court(), Attesting()), IsOk());
  ExpectDemand(Demanding(), {"ATTESTATION_MISSING"});
  ASSERT_THAT(cases_.AttestNothingPending(ReviewBody(), Attesting()), IsOk());
  ExpectDemand(silent, {"RIGHTS_NOTICE_MISSING"});
  peers_.household().set_appeal_pending(true);
  ExpectDemand(Demanding(), {"APPEAL_PENDING"});
  peers_.household().set_appeal_pending(false);
  peers_.household().set_vacated(true);
  ExpectDemand(Demanding(), {"HOUSE_VACATED"});
  peers_.household().set_vacated(false);
  EXPECT_THAT(cases_.ServeDemand(Government(), Demanding()), IsOk());
}

// Whoever was not told of its rights has a year.
TEST_F(CaseGatesTest, RightsNotToldKeepTheDemandAwayForAYear) {
  peers_.decisions["projects/P1/compensationDecisions/H12"].set_rights_told(false);
  world_.SetNow("2026-06-16 09:00");
  ASSERT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
  world_.SetNow("2026-11-02 09:00");
  ExpectDemand(Demanding(), {"APPEAL_PERIOD_OPEN"});
  world_.SetNow("2027-04-30 23:59");
  ExpectDemand(Demanding(), {"APPEAL_PERIOD_OPEN"});
}

TEST_F(CaseGatesTest, FilingIsOpenFromTheEndOfTheDemandToTheEndOfTheWindow) {
  OpenAndDemand();
  const auto on = [this](const std::string& now) {
    world_.SetNow(now);
    return Explained();
  };
  // Ten working days from 11-02 end on Monday 11-16.
  EXPECT_EQ(on("2026-11-15 12:00"), Names{"DEMAND_RUNNING"});
  EXPECT_EQ(on("2026-11-16 23:59"), Names{"DEMAND_RUNNING"});
  EXPECT_EQ(on("2026-11-17 00:00"), Names{});
  EXPECT_EQ(on("2026-11-18 00:00"), Names{});
  // Three months end on Saturday 2027-01-30 and roll to Monday.
  EXPECT_EQ(on("2027-02-01 23:59"), Names{});
  EXPECT_EQ(on("2027-02-02 00:00"), Names{"WINDOW_CLOSED"});
}

TEST_F(CaseGatesTest, EachGateOfFilingAlone) {
  OpenAndDemand();
  world_.SetNow("2026-11-17 09:00");
  auto intermediate = Filing();
  intermediate.set_court("永州市中级人民法院");
  ExpectFiling(intermediate, {"JURISDICTION"});
  auto unproven = Filing();
  unproven.clear_money_proof();
  ExpectFiling(unproven, {"PROOF_MISSING"});

  peers_.escrow().set_amount_fen(50'698'249);
  ExpectFiling(Filing(), {"PROOF_MISSING"});
  peers_.escrow().set_amount_fen(50'698'250);
  peers_.household().set_appeal_pending(true);
  ExpectFiling(Filing(), {"APPEAL_PENDING"});
  peers_.household().set_appeal_pending(false);
  peers_.household().set_vacated(true);
  ExpectFiling(Filing(), {"HOUSE_VACATED"});
  peers_.household().set_vacated(false);
  RequestContext clerk = Government();
  clerk.caller.roles = {"MAKER"};
  ExpectClosed([&] { return cases_.FileApplication(clerk, Filing()); }, {"HEAD_SIGNATURE_MISSING"});
  world_.SetNow("2026-11-16 16:00");
  ExpectFiling(Filing(), {"DEMAND_RUNNING"});
  world_.SetNow("2027-02-02 09:00");
  ExpectFiling(Filing(), {"WINDOW_CLOSED"});
  world_.SetNow("2026-11-17 09:00");
  EXPECT_THAT(cases_.FileApplication(Government(), Filing()), IsOk());
}

TEST_F(CaseGatesTest, AllGatesOfFilingAtOnce) {
  OpenAndDemand();
  world_.SetNow("2026-11-16 16:00");
  peers_.household().set_appeal_pending(true);
  peers_.household().set_vacated(true);
  auto request = Filing();
  request.set_court("永州市中级人民法院");
  request.clear_money_proof();
  RequestContext clerk = Government();
  clerk.caller.roles = {"MAKER"};
  ExpectClosed([&] { return cases_.FileApplication(clerk, request); },
               {"APPEAL_PENDING", "DEMAND_RUNNING", "HEAD_SIGNATURE_MISSING", "HOUSE_VACATED",
                "JURISDICTION", "PROOF_MISSING"});
  EXPECT_TRUE(peers_.commands.empty());
}

TEST_F(CaseGatesTest, APackWithoutOnePaperIsRefusedForIt) {
  world_.SetNow("2026-06-16 09:00");
  ASSERT_THAT(cases_.OpenCase(Government(), Opening()), IsOk());
  world_.SetNow("2026-11-02 09:00");
  ASSERT_THAT(cases_.AttestNothingPending(ReviewBody(), Attesting()), IsOk());
  ASSERT_THAT(cases_.AttestNothingPending(Court(), Attesting()), IsOk());
  ASSERT_THAT(cases_.ServeDemand(Government(), Demanding()), IsOk());
  auto pack = FullPack();
  const v1::Attachment last = pack.attachments(pack.attachments_size() - 1);
  pack.mutable_attachments()->RemoveLast();
  ASSERT_THAT(cases_.CollectAttachments(Government(), pack), IsOk());
  world_.SetNow("2026-11-17 09:00");
  ExpectFiling(Filing(), {"ATTACHMENT_MISSING"});
  auto missing = For<v1::CollectAttachmentsRequest>(CaseName());
  *missing.add_attachments() = last;
  ASSERT_THAT(cases_.CollectAttachments(Government(), missing), IsOk());
  EXPECT_THAT(cases_.FileApplication(Government(), Filing()), IsOk());
}

// Rows 76, 77: the court's own steps in their order.
TEST_F(CaseGatesTest, NoRulingBeforeAcceptanceAndNoNoticeBeforeTheRuling) {
  File();
  world_.SetNow("2026-11-18 09:00");
  const int64_t before = FootprintOf(world_);
  EXPECT_THAT(cases_.RecordRuling(Court(), Permit()), RefusedWith(kCaseState));
  auto serving = For<v1::ServeRulingRequest>(CaseName());
  *serving.mutable_service() = Served();
  EXPECT_THAT(cases_.ServeRuling(Court(), serving), RefusedWith(kCaseState));
  EXPECT_THAT(actions_.ServeNotice(Government(), Notice()), RefusedWith(kCaseState));
  EXPECT_EQ(FootprintOf(world_), before);
}

}  // namespace
}  // namespace liandong::enforcement
