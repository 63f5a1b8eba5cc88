// Everything acquisition refuses with, beside the shared layer's own reasons.
#ifndef SERVICES_ACQUISITION_ACQUISITION_REASONS_H_
#define SERVICES_ACQUISITION_ACQUISITION_REASONS_H_

#include <vector>

#include "services/acquisition/agreement/agreement_reasons.h"
#include "services/acquisition/appraisal/appraisal_reasons.h"
#include "services/acquisition/compensation/compensation_reasons.h"
#include "services/acquisition/decision/decision_reasons.h"
#include "services/acquisition/demolition/demolition_reasons.h"
#include "services/acquisition/household/household_reasons.h"
#include "services/acquisition/project/project_reasons.h"
#include "services/acquisition/scheme/scheme_reasons.h"
#include "services/acquisition/survey/survey_reasons.h"

namespace liandong::acquisition {

// The catalogue, for bars and fields that name a reason, and for the reference.
inline std::vector<const Reason*> AllReasons() {
  std::vector<const Reason*> all;
  all.insert(all.end(), std::begin(kProjectReasons), std::end(kProjectReasons));
  all.insert(all.end(), std::begin(kSchemeReasons), std::end(kSchemeReasons));
  all.insert(all.end(), std::begin(kDecisionReasons), std::end(kDecisionReasons));
  all.insert(all.end(), std::begin(kHouseholdReasons), std::end(kHouseholdReasons));
  all.insert(all.end(), std::begin(kSurveyReasons), std::end(kSurveyReasons));
  all.insert(all.end(), std::begin(kAppraisalReasons), std::end(kAppraisalReasons));
  all.insert(all.end(), std::begin(kAgreementReasons), std::end(kAgreementReasons));
  all.insert(all.end(), std::begin(kCompensationReasons), std::end(kCompensationReasons));
  all.insert(all.end(), std::begin(kDemolitionReasons), std::end(kDemolitionReasons));
  return all;
}

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_ACQUISITION_REASONS_H_
