#include "services/acquisition/appraisal/appraisal_rules.h"

#include "services/acquisition/compensation/sheet.h"
#include "services/acquisition/papers.h"
#include "shared/crypto/hash.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::Status CheckCandidates(const AppraiserChoice& choice) {
  const size_t distinct = CountDistinct(choice.candidates());
  if (distinct < 2 || distinct != static_cast<size_t>(choice.candidates_size())) {
    return Refuse(kTooFewCandidates);
  }
  return absl::OkStatus();
}

std::string Draw(const AppraiserChoice& choice) {
  const uint64_t count = static_cast<uint64_t>(choice.candidates_size());
  uint64_t rest = 0;
  for (const char byte : crypto::Sha256(choice.seed())) {
    rest = (rest * 256 + static_cast<unsigned char>(byte)) % count;
  }
  return choice.candidates(static_cast<int>(rest));
}

absl::Status CheckValues(const v1::AppraisedValues& values) {
  return values.unit_price_fen() % 100 == 0 ? absl::OkStatus() : Refuse(kPriceNotWholeYuan);
}

absl::Status CheckReport(const v1::SubmitAppraisalReportRequest& report, Date announced,
                         int64_t signers_needed) {
  FieldErrors errors;
  const Date valued = DayOf(report.valuation_date());
  if (valued != announced) {
    errors.Add("valuation_date", kValuationDate,
               {{"expected", FormatDate(announced)}, {"given", FormatDate(valued)}});
  }
  if (static_cast<int64_t>(CountDistinct(report.appraisers())) < signers_needed) {
    errors.Add("appraisers", kAppraisersMissing, {{"needed", std::to_string(signers_needed)}});
  }
  return errors.status();
}

void SetValues(const v1::AppraisedValues& values, int64_t area_cm2, int64_t annex_area_cm2,
               Appraisal& appraisal) {
  *appraisal.mutable_values() = values;
  appraisal.set_area_cm2(area_cm2);
  appraisal.set_annex_area_cm2(annex_area_cm2);
  appraisal.set_house_value_fen(ValueFen(area_cm2, values.unit_price_fen()));
  appraisal.set_annex_value_fen(ValueFen(annex_area_cm2, values.unit_price_fen()));
}

}  // namespace liandong::acquisition
