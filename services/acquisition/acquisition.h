// The business objects of acquisition and how they are wired to streams and commands.
#ifndef SERVICES_ACQUISITION_ACQUISITION_H_
#define SERVICES_ACQUISITION_ACQUISITION_H_

#include "liandong/common/v1/changes.pb.h"
#include "services/acquisition/agreement/agreement_service.h"
#include "services/acquisition/appraisal/appraisal_service.h"
#include "services/acquisition/compensation/decision_service.h"
#include "services/acquisition/compensation/obligations.h"
#include "services/acquisition/decision/expropriation_service.h"
#include "services/acquisition/demolition/demolition_service.h"
#include "services/acquisition/household/household_service.h"
#include "services/acquisition/household/import_service.h"
#include "services/acquisition/project/freeze_service.h"
#include "services/acquisition/project/posting_service.h"
#include "services/acquisition/project/project_service.h"
#include "services/acquisition/resettlement/resettlement_service.h"
#include "services/acquisition/scheme/scheme_service.h"
#include "services/acquisition/survey/survey_service.h"

namespace liandong::acquisition {

struct Acquisition {
  Acquisition(Storage& storage, const rules::RuleSet& rules, const Calendar& calendar,
              rpc::Peers& peers);
  Acquisition(const Acquisition&) = delete;
  Acquisition& operator=(const Acquisition&) = delete;

  // Before the relay's first step.
  void HandleOutcomes(CommandRelay& relay);
  // Changes of funds' obligations and of the registry's units.
  absl::Status OnFundsChange(Mutation& m, const common::v1::Change& change);
  absl::Status OnRegistryChange(Mutation& m, const common::v1::Change& change);

  ProjectService projects;
  FreezeService freezes;
  PostingService postings;
  SchemeService schemes;
  ExpropriationService expropriations;
  HouseholdService households;
  HouseholdImportService imports;
  SurveyService surveys;
  AppraisalService appraisals;
  ResettlementService resettlement;
  Obligations obligations;
  AgreementService agreements;
  DecisionService decisions;
  DemolitionService demolition;
};

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_ACQUISITION_H_
