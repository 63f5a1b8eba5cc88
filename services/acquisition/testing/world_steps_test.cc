// The steps of AcquisitionWorld; a test file so that only the test program holds it.
#include "absl/strings/str_cat.h"
#include "services/acquisition/testing/world.h"
#include "shared/calendar/testing/shipped_calendar.h"

namespace liandong::acquisition::testing {

void AcquisitionWorld::CreateProject() {
  At("2026-01-05 09:30");
  ASSERT_THAT(
      acquisition_.projects.CreateProject(As("hsb-1"), Fresh(Parse<v1::CreateProjectRequest>(
                                                           R"(project_id: "P1" project {
                                        territory: "431103" street: "431103001"
                                        title: "冷水滩区示例路北段道路及配套基础设施项目"
                                        ground: PUBLIC_INTEREST_INFRASTRUCTURE
                                        deciding_government: "gov" department: "hsb"
                                        investor: "cig"
                                        implementing_unit {
                                          unit: "hq" document $doc scope: "调查登记、协商签约"
                                          from $day(2026-01-05) to $day(2027-12-31)
                                        }
                                      })"))),
      IsOk());
}

void AcquisitionWorld::Freeze() {
  At("2026-01-07 09:00");
  auto request = Parse<v1::IssueFreezeNoticeRequest>(
      R"(parent: "projects/P1" freeze_id: "f1" freeze {
           document $doc from $day(2026-01-07) to $day(2027-01-06)
           served_on: "nrb" served_on: "huc" served_on: "cmb" served_on: "psb" served_on: "market"
         })");
  for (const auto& [code, unit] : units_) request.mutable_freeze()->add_unit_codes(code);
  ASSERT_THAT(acquisition_.freezes.IssueFreezeNotice(As("hsb-1"), Fresh(request)), IsOk());
  Deliver();
}

void AcquisitionWorld::Import() {
  At("2026-01-09 09:00");
  ASSERT_THAT(acquisition_.projects.RecordPrivacyNotice(As("lsd-1"),
                                                        Fresh(Parse<v1::RecordPrivacyNoticeRequest>(
                                                            R"(name: "projects/P1"
                                      privacy { notice $doc impact_assessment $doc })"))),
              IsOk());
  auto request = Parse<v1::ImportHouseholdsRequest>(
      R"(parent: "projects/P1" import_id: "i1" encoding: ENCODING_GB18030)");
  request.set_content(
      liandong::testing::ReadBeside(__FILE__, "../../../samples/households_gb18030.csv"));
  ASSERT_THAT(acquisition_.imports.ImportHouseholds(As("lsd-1"), Fresh(request)), IsOk());
}

void AcquisitionWorld::Survey() {
  At("2026-01-12 09:00");
  for (const auto& row : SampleRows()) {
    auto request = Parse<v1::RecordInventoryRequest>(
        R"(inventory { surveyed $day(2026-01-12) surveyors: "lsd/lsd-1" surveyors: "lsd/lsd-2"
                       area_cm2: 1000000 owners_signed: true })");
    request.set_household(Household(row.no));
    request.mutable_inventory()->add_photos(std::string(64, 'b'));
    ASSERT_THAT(acquisition_.surveys.RecordInventory(As("lsd-1"), Fresh(request)), IsOk());
  }
  At("2026-01-13 09:00");
  for (const auto& [id, no, area, finding] :
       {std::tuple("b-H08", "H08", 126000, "FINDING_LEGAL"),
        std::tuple("b-H10", "H10", 185000, "FINDING_ILLEGAL")}) {
    auto found = Parse<v1::InvestigateBuildingRequest>(
        R"(parent: "projects/P1" building { what: "附房" investigators: "cmb/cmb-1"
                                            investigators: "cmb/cmb-2" })");
    found.set_building_id(id);
    found.mutable_building()->set_household(Household(no));
    found.mutable_building()->set_area_cm2(area);
    found.mutable_building()->add_evidence(std::string(64, 'c'));
    ASSERT_THAT(acquisition_.surveys.InvestigateBuilding(As("cmb-1"), Fresh(found)), IsOk());
    const std::string name = std::string("projects/P1/buildings/") + id;
    auto review = Parse<v1::ReviewBuildingRequest>(
        R"(minutes $doc opinions { body: "huc" opinion: "同意" }
           opinions { body: "nrb" opinion: "同意" })");
    review.set_name(name);
    ASSERT_THAT(acquisition_.surveys.ReviewBuilding(As("cmb-1"), Fresh(review)), IsOk());
    auto determine = Parse<v1::DetermineBuildingRequest>(absl::StrCat(
        "determination $doc owner_heard: true appeal_rights_told: true finding: ", finding));
    determine.set_name(name);
    ASSERT_THAT(acquisition_.surveys.DetermineBuilding(As("huc-3"), Fresh(determine)), IsOk());
  }
  At("2026-01-16 09:00");
  auto posting = Parse<v1::RecordPostingRequest>(
      R"(parent: "projects/P1" posting_id: "survey" posting {
           kind: KIND_SURVEY place: "社区公告栏" from $day(2026-01-16) to $day(2026-01-23)
           masked: true })");
  ASSERT_THAT(acquisition_.postings.RecordPosting(As("hsb-1"), Fresh(posting)), IsOk());
}

namespace {

constexpr char kScheme[] = R"(
    document $doc
    terms {
      moving_fee_fen: 1500 moves_on_exchange: 2 transition_fee_fen: 800 business_loss_months: 3
      signing_days: 30
      reward_tiers { days: 12 reward_fen: 3000000 } reward_tiers { days: 21 reward_fen: 1500000 }
      unit_prices { use: "住宅" structure: "砖混" low_fen: 365000 high_fen: 376000 }
    })";

}  // namespace

void AcquisitionWorld::ConsultScheme() {
  SchemeService& schemes = acquisition_.schemes;
  At("2026-01-20 09:00");
  ASSERT_THAT(
      schemes.CreateScheme(
          As("hsb-1"), Fresh(Parse<v1::CreateSchemeRequest>(absl::StrCat(
                           R"(parent: "projects/P1" scheme_id: "v1" scheme {)", kScheme, "}")))),
      IsOk());
  At("2026-01-22 09:00");
  ASSERT_THAT(schemes.RecordArgumentMeeting(As("gov-1"),
                                            Fresh(Parse<v1::RecordArgumentMeetingRequest>(
                                                R"(name: "projects/P1/schemes/v1" minutes $doc)"))),
              IsOk());
  ASSERT_THAT(
      schemes.PassSchemeReview(
          As("leg-1"), Fresh(Parse<v1::PassSchemeReviewRequest>(
                           R"(name: "projects/P1/schemes/v1" stage: STAGE_BEFORE_CONSULTATION)"))),
      IsOk());
  At("2026-01-23 09:00");
  ASSERT_THAT(
      schemes.PublishScheme(
          As("gov-1"), Fresh(Parse<v1::PublishSchemeRequest>(R"(name: "projects/P1/schemes/v1")"))),
      IsOk());
  At("2026-02-25 09:00");
  ASSERT_THAT(schemes.CloseConsultation(
                  As("gov-1"), Fresh(Parse<v1::CloseConsultationRequest>(absl::StrCat(
                                   R"(name: "projects/P1/schemes/v1" revised_id: "v2" opinions: 9
                              opinions_published $doc hearing: "不属旧城区改建，不举行听证"
                              revised {)",
                                   kScheme, "}")))),
              IsOk());
  ASSERT_THAT(acquisition_.projects.FileRiskAssessment(As("gov-1"),
                                                       Fresh(Parse<v1::FileRiskAssessmentRequest>(
                                                           R"(name: "projects/P1"
                                      risk_assessment { level: LEVEL_LOW document $doc })"))),
              IsOk());
}

void AcquisitionWorld::ReadyToDecide() {
  At("2026-03-02 09:00");
  ASSERT_THAT(acquisition_.projects.SubmitPlans(As("cig-1"), Fresh(Parse<v1::SubmitPlansRequest>(
                                                                 R"(name: "projects/P1"
                                      plans { kind: KIND_DEVELOPMENT document $doc }
                                      plans { kind: KIND_LAND_USE document $doc }
                                      plans { kind: KIND_URBAN_RURAL document $doc }
                                      plans { kind: KIND_SPECIAL document $doc })"))),
              IsOk());
  ASSERT_THAT(
      acquisition_.schemes.PassSchemeReview(As("leg-1"), Fresh(Parse<v1::PassSchemeReviewRequest>(
                                                             R"(name: "projects/P1/schemes/v2"
                                      stage: STAGE_BEFORE_DECISION)"))),
      IsOk());
}

v1::MakeExpropriationDecisionRequest AcquisitionWorld::DecisionRequest(bool with_minutes) {
  return Fresh(Parse<v1::MakeExpropriationDecisionRequest>(absl::StrCat(
      R"(parent: "projects/P1" decision { document $doc red_line: "projects/P1/redLines/v2" )",
      with_minutes ? "executive_minutes $doc" : "", "}")));
}

void AcquisitionWorld::Decide() {
  At("2026-03-04 10:00");
  ASSERT_THAT(
      acquisition_.expropriations.MakeExpropriationDecision(As("gov-3"), DecisionRequest(true)),
      IsOk());
  Deliver();
  ASSERT_EQ(DecisionNow().state(), v1::ExpropriationDecision::STATE_MADE);
}

void AcquisitionWorld::Announce() {
  At("2026-03-05 09:00");
  ASSERT_THAT(acquisition_.expropriations.AnnounceDecision(
                  As("gov-3"), Fresh(Parse<v1::AnnounceDecisionRequest>(
                                   R"(name: "projects/P1/decision" announcement {
                                        document $doc scheme_attached: true
                                        review_right: "60日内" suit_right: "六个月内"
                                        land_use_right_withdrawn: true })"))),
              IsOk());
}

void AcquisitionWorld::Appraise() {
  AppraisalService& appraisals = acquisition_.appraisals;
  At("2026-03-12 09:00");
  auto drawn = appraisals.DrawAppraiser(As("hsb-1"), Fresh(Parse<v1::DrawAppraiserRequest>(
                                                         R"(parent: "projects/P1"
             choice { candidates: "appraiser" candidates: "other" seed: "seed-3" no_agreement $doc
             })")));
  ASSERT_THAT(drawn, IsOk());
  ASSERT_EQ(drawn->appraiser(), "appraiser");
  ASSERT_THAT(appraisals.AttestDraw(As("notary-2"), Fresh(Parse<v1::AttestDrawRequest>(
                                                        R"(name: "projects/P1/appraiserChoice"
                                                           appraiser: "appraiser")"))),
              IsOk());
  const auto values = [](const SampleRow& row) {
    v1::AppraisedValues said;
    said.set_unit_price_fen(row.unit_price_yuan * 100);
    said.set_decoration_fen(row.decoration_yuan * 100);
    said.set_attachments_fen(row.attachments_yuan * 100);
    said.set_monthly_profit_fen(row.monthly_profit_yuan * 100);
    return said;
  };
  for (const auto& row : SampleRows()) {
    v1::SubmitPreliminaryValueRequest request;
    request.set_household(Household(row.no));
    *request.mutable_values() = values(row);
    ASSERT_THAT(appraisals.SubmitPreliminaryValue(As("appraiser-1"), Fresh(request)), IsOk());
  }
  At("2026-03-18 09:00");
  ASSERT_THAT(acquisition_.postings.RecordPosting(
                  As("hsb-1"), Fresh(Parse<v1::RecordPostingRequest>(
                                   R"(parent: "projects/P1" posting_id: "values" posting {
                                        kind: KIND_PRELIMINARY_VALUES place: "社区公告栏"
                                        from $day(2026-03-18) to $day(2026-03-25)
                                        masked: true })"))),
              IsOk());
  At("2026-03-26 09:00");
  for (const auto& row : SampleRows()) {
    auto report = Parse<v1::SubmitAppraisalReportRequest>(
        R"(valuation_date $day(2026-03-05) appraisers: "appraiser/appraiser-1"
           appraisers: "appraiser/appraiser-2" report $doc)");
    report.set_name(std::string("projects/P1/appraisals/") + row.no);
    *report.mutable_values() = values(row);
    ASSERT_THAT(appraisals.SubmitAppraisalReport(As("appraiser-1"), Fresh(report)), IsOk());
    auto serve = Parse<v1::ServeAppraisalRequest>(
        R"(service { manner: MANNER_IN_PERSON date $day(2026-03-26) })");
    serve.set_name(report.name());
    ASSERT_THAT(appraisals.ServeAppraisal(As("hsb-1"), Fresh(serve)), IsOk());
  }
}

void AcquisitionWorld::OpenSigning() {
  ASSERT_THAT(acquisition_.schemes.OpenSigning(As("hsb-1"), Fresh(Parse<v1::OpenSigningRequest>(
                                                                R"(name: "projects/P1/schemes/v2"
                                                      from $day(2026-03-27))"))),
              IsOk());
}

void AcquisitionWorld::ChooseHomes() {
  At("2026-03-30 09:00");
  ResettlementService& homes = acquisition_.resettlement;
  ASSERT_THAT(homes.CreateSite(As("cig-1"), Fresh(Parse<v1::CreateSiteRequest>(
                                                R"(parent: "projects/P1" site_id: "A" site {
                                                     title: "示例小区"
                                                     seller: "永州示例置业有限公司"
                                                     seller_account: "82000100000000000099" })"))),
              IsOk());
  for (const char* home : {R"(home_id: "A1-0302" home { area_cm2: 923500 unit_price_fen: 438000
                                unit_code: "431103001009GB00021F00010302" )",
                           R"(home_id: "A1-0503" home { area_cm2: 1156000 unit_price_fen: 442000
                                unit_code: "431103001009GB00021F00010503" )"}) {
    ASSERT_THAT(homes.CreateHome(As("cig-1"),
                                 Fresh(Parse<v1::CreateHomeRequest>(absl::StrCat(
                                     R"(parent: "projects/P1" )", home,
                                     R"(site: "projects/P1/sites/A" address: "示例小区" })")))),
                IsOk());
  }
  ASSERT_THAT(
      homes.ProposeAllotmentOrder(As("lg-1"), Fresh(Parse<v1::ProposeAllotmentOrderRequest>(
                                                  R"(parent: "projects/P1" order { document $doc
                                       households: "projects/P1/households/H02"
                                       households: "projects/P1/households/H07" })"))),
      IsOk());
  ASSERT_THAT(
      homes.CosignAllotmentOrder(As("hsb-3"), Fresh(Parse<v1::CosignAllotmentOrderRequest>(
                                                  R"(name: "projects/P1/allotmentOrder")"))),
      IsOk());
  for (const auto& [home, no] : {std::pair("A1-0302", "H02"), std::pair("A1-0503", "H07")}) {
    v1::SelectHomeRequest request;
    request.set_name(std::string("projects/P1/homes/") + home);
    request.set_household(Household(no));
    ASSERT_THAT(homes.SelectHome(As("cig-1"), Fresh(request)), IsOk());
  }
}

v1::SignAgreementRequest AcquisitionWorld::SignRequest(const std::string& no) {
  auto request = Parse<v1::SignAgreementRequest>(
      R"(agreement { document $doc negotiators: "lsd/lsd-1" signed_by: "1"
                     method: COMPENSATION_METHOD_MONEY payment_due $day(2026-04-20)
                     vacate_by $day(2026-05-15) transition: "自行过渡" })");
  request.set_household(Household(no));
  auto& agreement = *request.mutable_agreement();
  if (no == "H06") agreement.add_signed_by("2");
  if (no == "H03") {
    *agreement.add_settlements() = Parse<v1::MortgageSettlement>(
        R"(holder: "示例银行永州分行" amount_fen: 28000000 account: "82000100000000000077")");
  }
  if (no == "H02" || no == "H07") {
    agreement.set_method(v1::COMPENSATION_METHOD_EXCHANGE);
    agreement.set_home(no == "H02" ? "projects/P1/homes/A1-0302" : "projects/P1/homes/A1-0503");
    agreement.set_transition_months(2);
  }
  return Fresh(request);
}

void AcquisitionWorld::Sign(const std::string& no) {
  At(absl::StrCat(SampleRowOf(no).signed_on, " 15:00"));
  auto assign = Parse<v1::AssignNegotiatorsRequest>(R"(negotiators: "lsd/lsd-1")");
  assign.set_household(Household(no));
  ASSERT_THAT(acquisition_.agreements.AssignNegotiators(As("lsd-1"), Fresh(assign)), IsOk());
  ASSERT_THAT(acquisition_.agreements.SignAgreement(As("lsd-1"), SignRequest(no)), IsOk());
}

void AcquisitionWorld::Review(const std::string& no) {
  v1::ReviewAgreementRequest request;
  request.set_name("projects/P1/agreements/" + no);
  request.set_total_fen(SampleRowOf(no).total_fen);
  ASSERT_THAT(acquisition_.agreements.ReviewAgreement(As("hsb-2"), Fresh(request)), IsOk());
  Deliver();
}

void AcquisitionWorld::Until(void (AcquisitionWorld::*last)()) {
  for (auto step :
       {&AcquisitionWorld::CreateProject, &AcquisitionWorld::Freeze, &AcquisitionWorld::Import,
        &AcquisitionWorld::Survey, &AcquisitionWorld::ConsultScheme,
        &AcquisitionWorld::ReadyToDecide, &AcquisitionWorld::Decide, &AcquisitionWorld::Announce,
        &AcquisitionWorld::Appraise, &AcquisitionWorld::OpenSigning,
        &AcquisitionWorld::ChooseHomes}) {
    (this->*step)();
    if (HasFatalFailure() || step == last) return;
  }
}

}  // namespace liandong::acquisition::testing
