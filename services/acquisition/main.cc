#include "services/acquisition/acquisition.h"
#include "services/acquisition/acquisition_reasons.h"
#include "services/acquisition/figures.h"
#include "services/acquisition/migrations.h"
#include "shared/runtime/service_main.h"

namespace {

using namespace liandong::acquisition;  // NOLINT: every line below names a service of it
using liandong::Runtime;

void Bind(liandong::rpc::Binder& binder, Acquisition& a) {
  binder.Unary(&a.projects, &ProjectService::CreateProject);
  binder.Unary(&a.projects, &ProjectService::GetProject);
  binder.Unary(&a.projects, &ProjectService::ListProjects);
  binder.Unary(&a.projects, &ProjectService::RecordPrivacyNotice);
  binder.Unary(&a.projects, &ProjectService::SubmitPlans);
  binder.Unary(&a.projects, &ProjectService::FileRiskAssessment);
  binder.Unary(&a.projects, &ProjectService::GetProjectFigures);
  binder.Unary(&a.freezes, &FreezeService::IssueFreezeNotice);
  binder.Unary(&a.freezes, &FreezeService::GetFreezeNotice);
  binder.Unary(&a.postings, &PostingService::RecordPosting);
  binder.Unary(&a.postings, &PostingService::ListPostings);
  binder.Unary(&a.schemes, &SchemeService::CreateScheme);
  binder.Unary(&a.schemes, &SchemeService::GetScheme);
  binder.Unary(&a.schemes, &SchemeService::RecordArgumentMeeting);
  binder.Unary(&a.schemes, &SchemeService::PassSchemeReview);
  binder.Unary(&a.schemes, &SchemeService::PublishScheme);
  binder.Unary(&a.schemes, &SchemeService::CloseConsultation);
  binder.Unary(&a.schemes, &SchemeService::OpenSigning);
  binder.Unary(&a.expropriations, &ExpropriationService::MakeExpropriationDecision);
  binder.Unary(&a.expropriations, &ExpropriationService::GetExpropriationDecision);
  binder.Unary(&a.expropriations, &ExpropriationService::AnnounceDecision);
  binder.Unary(&a.imports, &HouseholdImportService::ImportHouseholds);
  binder.Unary(&a.households, &HouseholdService::GetHousehold);
  binder.Unary(&a.households, &HouseholdService::ListHouseholds);
  binder.Unary(&a.households, &HouseholdService::ClaimCourtFiling);
  binder.Unary(&a.households, &HouseholdService::ReleaseCourtFiling);
  binder.Unary(&a.households, &HouseholdService::ClaimActionStart);
  binder.Unary(&a.households, &HouseholdService::RecordForcedVacating);
  binder.Unary(&a.households, &HouseholdService::RecordVacating);
  binder.Unary(&a.households, &HouseholdService::EnterAppeal);
  binder.Unary(&a.households, &HouseholdService::CloseAppeal);
  binder.Unary(&a.households, &HouseholdService::CloseWaterSupply);
  binder.Unary(&a.obligations, &Obligations::NameCourtAccount);
  binder.Unary(&a.surveys, &SurveyService::RecordInventory);
  binder.Unary(&a.surveys, &SurveyService::GetInventory);
  binder.Unary(&a.surveys, &SurveyService::InvestigateBuilding);
  binder.Unary(&a.surveys, &SurveyService::ReviewBuilding);
  binder.Unary(&a.surveys, &SurveyService::DetermineBuilding);
  binder.Unary(&a.surveys, &SurveyService::GetUnregisteredBuilding);
  binder.Unary(&a.appraisals, &AppraisalService::DrawAppraiser);
  binder.Unary(&a.appraisals, &AppraisalService::AttestDraw);
  binder.Unary(&a.appraisals, &AppraisalService::SubmitPreliminaryValue);
  binder.Unary(&a.appraisals, &AppraisalService::CommentOnValue);
  binder.Unary(&a.appraisals, &AppraisalService::SubmitAppraisalReport);
  binder.Unary(&a.appraisals, &AppraisalService::ServeAppraisal);
  binder.Unary(&a.appraisals, &AppraisalService::GetAppraisal);
  binder.Unary(&a.resettlement, &ResettlementService::CreateSite);
  binder.Unary(&a.resettlement, &ResettlementService::CreateHome);
  binder.Unary(&a.resettlement, &ResettlementService::GetHome);
  binder.Unary(&a.resettlement, &ResettlementService::ListHomes);
  binder.Unary(&a.resettlement, &ResettlementService::ProposeAllotmentOrder);
  binder.Unary(&a.resettlement, &ResettlementService::CosignAllotmentOrder);
  binder.Unary(&a.resettlement, &ResettlementService::SelectHome);
  binder.Unary(&a.resettlement, &ResettlementService::AcceptSite);
  binder.Unary(&a.resettlement, &ResettlementService::HandOverHome);
  binder.Unary(&a.agreements, &AgreementService::AssignNegotiators);
  binder.Unary(&a.agreements, &AgreementService::SignAgreement);
  binder.Unary(&a.agreements, &AgreementService::ReviewAgreement);
  binder.Unary(&a.agreements, &AgreementService::GetAgreement);
  binder.Unary(&a.agreements, &AgreementService::ListAgreements);
  binder.Unary(&a.decisions, &DecisionService::RequestCompensationDecision);
  binder.Unary(&a.decisions, &DecisionService::MakeCompensationDecision);
  binder.Unary(&a.decisions, &DecisionService::ServeCompensationDecision);
  binder.Unary(&a.decisions, &DecisionService::GetCompensationDecision);
  binder.Unary(&a.demolition, &DemolitionService::RecordDemolitionContract);
  binder.Unary(&a.demolition, &DemolitionService::GetDemolitionContract);
  binder.Unary(&a.demolition, &DemolitionService::RecordDemolition);
  binder.Unary(&a.demolition, &DemolitionService::SubmitDeregistrationBasis);
}

std::shared_ptr<void> Build(Runtime& runtime) {
  auto acquisition = std::make_shared<Acquisition>(runtime.storage(), runtime.rules(),
                                                   runtime.calendar(), runtime.peers());
  Acquisition& a = *acquisition;
  Bind(runtime.binder(), a);
  a.HandleOutcomes(runtime.relay());
  runtime.Consume(liandong::common::v1::SERVICE_FUNDS, {"liandong.funds.v1.Obligation"},
                  [&a](liandong::Mutation& m, const liandong::common::v1::Change& change) {
                    return a.OnFundsChange(m, change);
                  });
  runtime.Consume(liandong::common::v1::SERVICE_REGISTRY, {"liandong.registry.v1.Unit"},
                  [&a](liandong::Mutation& m, const liandong::common::v1::Change& change) {
                    return a.OnRegistryChange(m, change);
                  });
  AddFigures(runtime.figures(), runtime.storage());
  return acquisition;
}

}  // namespace

int main(int argc, char** argv) {
  return liandong::ServiceMain(
      argc, argv,
      {.service = liandong::common::v1::SERVICE_ACQUISITION,
       .migrations = &liandong::acquisition_migrations(),
       .proto_services =
           {"liandong.acquisition.v1.ProjectService", "liandong.acquisition.v1.FreezeService",
            "liandong.acquisition.v1.PostingService", "liandong.acquisition.v1.SchemeService",
            "liandong.acquisition.v1.ExpropriationService",
            "liandong.acquisition.v1.HouseholdImportService",
            "liandong.acquisition.v1.HouseholdService", "liandong.acquisition.v1.SurveyService",
            "liandong.acquisition.v1.AppraisalService",
            "liandong.acquisition.v1.ResettlementService",
            "liandong.acquisition.v1.AgreementService", "liandong.acquisition.v1.DecisionService",
            "liandong.acquisition.v1.DemolitionService"},
       .reasons = AllReasons(),
       .build = Build});
}
