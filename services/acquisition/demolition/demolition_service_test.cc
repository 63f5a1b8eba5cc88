#include "services/acquisition/demolition/demolition_service.h"

#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/registry/v1/deregistration.pb.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/demolition/demolition_reasons.h"
#include "services/acquisition/household/household_reasons.h"
#include "services/acquisition/testing/world.h"
#include "shared/testing/closed_gates.h"
#include "shared/testing/footprint.h"

namespace liandong::acquisition {
namespace {

using liandong::testing::ClosesExactly;
using liandong::testing::FootprintOf;
using liandong::testing::Names;
using registry::v1::DeregistrationBasis;
using testing::AcquisitionWorld;
using testing::IsOk;
using testing::Parse;
using testing::RefusedWith;

constexpr Reason kAnyRefusal{"ANY_REFUSAL", absl::StatusCode::kFailedPrecondition, "no", "否"};

class DemolitionServiceTest : public AcquisitionWorld {
 protected:
  absl::Status Demolish(const std::string& no, const std::string& day) {
    auto request = Parse<v1::RecordDemolitionRequest>("record $doc date $day(" + day + ")");
    request.set_name(Household(no));
    return acquisition_.demolition.RecordDemolition(As("hsb-1"), Fresh(request)).status();
  }
  absl::Status Vacate(const std::string& no) {
    auto request =
        Parse<v1::RecordVacatingRequest>("vacate_date $day(2026-05-11) certificate $doc");
    request.set_name(Household(no));
    return acquisition_.households.RecordVacating(As("hsb-1"), Fresh(request)).status();
  }
  absl::Status Submit(const std::string& no) {
    v1::SubmitDeregistrationBasisRequest request;
    request.set_name(Household(no));
    return acquisition_.demolition.SubmitDeregistrationBasis(As("hsb-1"), Fresh(request)).status();
  }
  std::vector<registry::v1::PushDeregistrationBasisRequest> Bases() {
    return Delivered<registry::v1::PushDeregistrationBasisRequest>();
  }
  absl::Status Appeal(const std::string& id) {
    auto request = Parse<v1::EnterAppealRequest>(
        R"(name: "projects/P1/households/H01" kind: KIND_SUIT
           subject: "projects/P1/agreements/H01")");
    request.set_appeal_id(id);
    return acquisition_.households.EnterAppeal(As("crt-1"), Fresh(request)).status();
  }
  absl::Status EndAppeal(const std::string& id, v1::Appeal::Result result) {
    auto request = Parse<v1::CloseAppealRequest>(
        R"(name: "projects/P1/households/H01" outcome: "示例文书"
           effective_date $day(2026-03-27))");
    request.set_appeal_id(id);
    request.set_result(result);
    return acquisition_.households.CloseAppeal(As("crt-1"), Fresh(request)).status();
  }
  // H12 decided and served on 04-30.
  void DecideH12() {
    At("2026-04-28 09:00");
    ASSERT_THAT(acquisition_.decisions.RequestCompensationDecision(
                    As("hsb-1"), Fresh(Parse<v1::RequestCompensationDecisionRequest>(
                                     R"(household: "projects/P1/households/H12"
                                        opinions_heard $doc methods_offered $doc)"))),
                IsOk());
    ASSERT_THAT(acquisition_.decisions.MakeCompensationDecision(
                    As("gov-3"), Fresh(Parse<v1::MakeCompensationDecisionRequest>(
                                     R"(name: "projects/P1/compensationDecisions/H12"
                                        document $doc payment_due $day(2026-05-08)
                                        vacate_days: 30 transition: "x" place_posted: "x"
                                        rights_told: true)"))),
                IsOk());
    Deliver();
    At("2026-04-30 09:00");
    ASSERT_THAT(acquisition_.decisions.ServeCompensationDecision(
                    As("gov-1"), Fresh(Parse<v1::ServeCompensationDecisionRequest>(
                                     R"(name: "projects/P1/compensationDecisions/H12"
                                        service { manner: MANNER_IN_PERSON
                                                  date $day(2026-04-30) })"))),
                IsOk());
  }
};

TEST_F(DemolitionServiceTest, AHouseIsEmptyAndPaidBeforeItGoes) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  Review("H01");
  At("2026-05-20 09:00");
  EXPECT_THAT(Demolish("H01", "2026-05-20"), RefusedWith(kGatesClosed));
  EXPECT_THAT(Vacate("H01"), RefusedWith(kNotCompensated));
  Settle("H01", 58692700, 0);
  ASSERT_THAT(Vacate("H01"), IsOk());
  // The payment comes back.
  Settle("H01", 0, 0);
  EXPECT_THAT(Demolish("H01", "2026-05-20"), RefusedWith(kNotCompensated));
  Settle("H01", 58692700, 0);
  EXPECT_THAT(Demolish("H01", "2026-05-21"), RefusedWith(kDemolitionDate));
  EXPECT_THAT(Demolish("H01", "2026-05-10"), RefusedWith(kDemolitionDate));
  EXPECT_FALSE(HouseholdNow("H01").demolished());
  ASSERT_THAT(Demolish("H01", "2026-05-20"), IsOk());
  EXPECT_TRUE(HouseholdNow("H01").demolished());
  EXPECT_THAT(Demolish("H01", "2026-05-20"), RefusedWith(kHouseDemolished));
}

TEST_F(DemolitionServiceTest, OneFenLessIsNotCompensated) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  Review("H01");
  At("2026-05-20 09:00");
  Settle("H01", 58692699, 0);
  const int64_t before = FootprintOf(world_);
  EXPECT_THAT(Demolish("H01", "2026-05-20"),
              ClosesExactly(Names{"NOT_COMPENSATED", "NOT_VACATED"}));
  EXPECT_THAT(Submit("H01"), RefusedWith(kNotCompensated));
  EXPECT_EQ(FootprintOf(world_), before);
  EXPECT_THAT(Vacate("H01"), RefusedWith(kNotCompensated));
  Settle("H01", 58692700, 0);
  ASSERT_THAT(Vacate("H01"), IsOk());
  EXPECT_THAT(Demolish("H01", "2026-05-11"), IsOk());
}

// Row 88: the last day of the suit period is 10-30.
TEST_F(DemolitionServiceTest, ADecisionsBasisOpensTheDayAfterItsPeriods) {
  Until(&AcquisitionWorld::OpenSigning);
  DecideH12();
  At("2026-05-15 10:00");
  Settle("H12", 0, 50698250);
  At("2026-10-30 23:59");
  const int64_t before = FootprintOf(world_);
  EXPECT_THAT(Submit("H12"), ClosesExactly(Names{"APPEAL_PERIOD_OPEN"}));
  EXPECT_EQ(FootprintOf(world_), before);
  ASSERT_THAT(acquisition_.households.EnterAppeal(
                  As("crt-1"), Fresh(Parse<v1::EnterAppealRequest>(
                                   R"(name: "projects/P1/households/H12" appeal_id: "a1"
                                      kind: KIND_SUIT
                                      subject: "projects/P1/compensationDecisions/H12")"))),
              IsOk());
  EXPECT_THAT(Submit("H12"), ClosesExactly(Names{"APPEAL_PENDING", "APPEAL_PERIOD_OPEN"}));
  ASSERT_THAT(acquisition_.households.CloseAppeal(
                  As("crt-1"), Fresh(Parse<v1::CloseAppealRequest>(
                                   R"(name: "projects/P1/households/H12" appeal_id: "a1"
                                      outcome: "撤回" result: RESULT_WITHDRAWN
                                      effective_date $day(2026-10-30))"))),
              IsOk());
  At("2026-10-31 00:00");
  EXPECT_THAT(Submit("H12"), IsOk());
}

TEST_F(DemolitionServiceTest, PaidButStillThere) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H09");
  Review("H09");
  Settle("H09", 38373440, 0);
  EXPECT_THAT(Demolish("H09", "2026-05-20"), RefusedWith(kNotVacated));
}

TEST_F(DemolitionServiceTest, TheContractIsOwedByInstalments) {
  Until(&AcquisitionWorld::Decide);
  auto request = Parse<v1::RecordDemolitionContractRequest>(
      R"(parent: "projects/P1" contract_id: "demolition-1" contract {
           document $doc contractor: "永州示例拆除工程有限公司" account: "82000100000000000088"
           purchase_approval: "示例采购1号" due $day(2026-12-31)
           instalments { instalment_id: "1" amount_fen: 4800000 }
           instalments { instalment_id: "1" amount_fen: 4800000 } })");
  EXPECT_THAT(acquisition_.demolition.RecordDemolitionContract(As("hsb-1"), Fresh(request)),
              RefusedWith(kInstalmentTwice));
  request.mutable_contract()->mutable_instalments(1)->set_instalment_id("2");
  EXPECT_THAT(acquisition_.demolition.RecordDemolitionContract(As("hsb-1"), Fresh(request)),
              RefusedWith(kDecisionNotAnnounced));
  Announce();
  At("2026-05-20 09:00");
  ASSERT_THAT(acquisition_.demolition.RecordDemolitionContract(As("hsb-1"), Fresh(request)),
              IsOk());
  Deliver();
  const auto pushed = Delivered<funds::v1::PushObligationRequest>();
  ASSERT_EQ(pushed.size(), 1u);
  EXPECT_EQ(pushed[0].obligation().name(), "projects/P1/obligations/contract-demolition-1");
  EXPECT_EQ(pushed[0].obligation().items_size(), 2);
  EXPECT_EQ(pushed[0].obligation().payees(0).amount_fen(), 9600000);
  const auto get =
      Parse<v1::GetDemolitionContractRequest>(R"(name: "projects/P1/contracts/demolition-1")");
  EXPECT_EQ(acquisition_.demolition.GetDemolitionContract(As("hsb-1"), get)->state(),
            v1::DemolitionContract::STATE_IN_FORCE);

  refusals_["PushObligationRequest"] = Refuse(kAnyRefusal);
  request.set_contract_id("demolition-2");
  ASSERT_THAT(acquisition_.demolition.RecordDemolitionContract(As("hsb-1"), Fresh(request)),
              IsOk());
  Deliver();
  EXPECT_EQ(
      acquisition_.demolition
          .GetDemolitionContract(As("hsb-1"), Parse<v1::GetDemolitionContractRequest>(
                                                  R"(name: "projects/P1/contracts/demolition-2")"))
          ->state(),
      v1::DemolitionContract::STATE_REFUSED);
}

TEST_F(DemolitionServiceTest, TheBasisOfAnAgreementCarriesTheProofOfPayment) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  Review("H01");
  EXPECT_THAT(Submit("H01"), RefusedWith(kNotCompensated));
  Settle("H01", 58692700, 0);
  proof_.Clear();
  EXPECT_THAT(Submit("H01"), RefusedWith(kProofNotReady));
  proof_.set_payload("paid");
  peers_up_ = false;
  EXPECT_THAT(Submit("H01"), RefusedWith(rpc::kServiceUnavailable));
  peers_up_ = true;
  refusals_["PushDeregistrationBasisRequest"] = Refuse(kAnyRefusal);
  ASSERT_THAT(Submit("H01"), IsOk());
  Deliver();
  EXPECT_FALSE(HouseholdNow("H01").deregistration_basis());
  refusals_.clear();
  ASSERT_THAT(Submit("H01"), IsOk());
  Deliver();
  ASSERT_EQ(Bases().size(), 2u);
  const DeregistrationBasis basis = Bases()[1].basis();
  EXPECT_EQ(basis.name(), "projects/P1/deregistrationBases/H01");
  EXPECT_EQ(basis.source_kind(), DeregistrationBasis::SOURCE_KIND_AGREEMENT);
  EXPECT_EQ(basis.compensated(), DeregistrationBasis::COMPENSATED_PAID);
  EXPECT_EQ(basis.funds_proof().payload(), "paid");
  EXPECT_TRUE(HouseholdNow("H01").deregistration_basis());
}

// Clause 3.9.e, K13: what the registry was told is not left standing when the household sues.
TEST_F(DemolitionServiceTest, TheRegistryHearsOfAppealsAfterTheBasis) {
  Until(&AcquisitionWorld::OpenSigning);
  Sign("H01");
  Review("H01");
  Settle("H01", 58692700, 0);
  proof_.set_payload("paid");
  ASSERT_THAT(Submit("H01"), IsOk());
  // Entered before the registry has answered.
  ASSERT_THAT(Appeal("a1"), IsOk());
  Deliver();
  ASSERT_EQ(Bases().size(), 2u);
  EXPECT_FALSE(Bases()[0].basis().dispute_pending());
  EXPECT_TRUE(Bases()[1].basis().dispute_pending());
  EXPECT_EQ(Bases()[1].basis().name(), Bases()[0].basis().name());
  EXPECT_EQ(Bases()[1].basis().source(), Bases()[0].basis().source());
  EXPECT_EQ(Bases()[1].basis().compensated(), Bases()[0].basis().compensated());
  EXPECT_EQ(Bases()[1].basis().funds_proof().payload(), "paid");
  ASSERT_THAT(EndAppeal("a1", v1::Appeal::RESULT_WITHDRAWN), IsOk());
  Deliver();
  ASSERT_EQ(Bases().size(), 3u);
  EXPECT_FALSE(Bases()[2].basis().dispute_pending());
  // The registry may refuse to hear it; the appeal stands all the same.
  refusals_["PushDeregistrationBasisRequest"] = Refuse(kAnyRefusal);
  ASSERT_THAT(Appeal("a2"), IsOk());
  Deliver();
  EXPECT_TRUE(HouseholdNow("H01").appeal_pending());
  refusals_.clear();
  ASSERT_THAT(EndAppeal("a2", v1::Appeal::RESULT_ANNULLED), IsOk());
  Deliver();
  EXPECT_TRUE(Bases().back().basis().dispute_pending());
  EXPECT_THAT(Submit("H01"), RefusedWith(kDecisionAnnulled));
}

TEST_F(DemolitionServiceTest, ADecisionsBasisWaitsForItsPeriodsAndAppeals) {
  Until(&AcquisitionWorld::OpenSigning);
  DecideH12();
  At("2026-05-15 10:00");
  Settle("H12", 0, 50698250);
  const absl::Status early = Submit("H12");
  EXPECT_THAT(early, RefusedWith(kAppealPeriodOpen));
  EXPECT_EQ(MetadataOf(early, "last"), "2026-10-30");
  At("2026-10-31 09:00");
  ASSERT_THAT(acquisition_.households.EnterAppeal(
                  As("crt-1"), Fresh(Parse<v1::EnterAppealRequest>(
                                   R"(name: "projects/P1/households/H12" appeal_id: "a1"
                                      kind: KIND_SUIT
                                      subject: "projects/P1/compensationDecisions/H12")"))),
              IsOk());
  EXPECT_THAT(Submit("H12"), RefusedWith(kAppealPending));
  ASSERT_THAT(acquisition_.households.CloseAppeal(
                  As("crt-1"), Fresh(Parse<v1::CloseAppealRequest>(
                                   R"(name: "projects/P1/households/H12" appeal_id: "a1"
                                      outcome: "驳回" result: RESULT_UPHELD
                                      effective_date $day(2026-10-31))"))),
              IsOk());
  ASSERT_THAT(Submit("H12"), IsOk());
  Deliver();
  ASSERT_EQ(Bases().size(), 1u);
  EXPECT_EQ(Bases()[0].basis().source_kind(), DeregistrationBasis::SOURCE_KIND_DECISION);
  EXPECT_EQ(Bases()[0].basis().compensated(), DeregistrationBasis::COMPENSATED_ESCROWED);
}

}  // namespace
}  // namespace liandong::acquisition
