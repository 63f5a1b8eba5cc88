// The sheet of one household, to the fen (分户补偿计算). Pure.
#ifndef SERVICES_ACQUISITION_COMPENSATION_SHEET_H_
#define SERVICES_ACQUISITION_COMPENSATION_SHEET_H_

#include <cstdint>

#include "liandong/acquisition/v1/appraisal.pb.h"
#include "liandong/acquisition/v1/compensation.pb.h"
#include "liandong/acquisition/v1/resettlement.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"

namespace liandong::acquisition {

// Area times price, rounded to the yuan as appraisals are (77号 15).
int64_t ValueFen(int64_t area_cm2, int64_t unit_price_fen);

// Area times a fee per square metre, rounded to the fen.
int64_t FeeFen(int64_t area_cm2, int64_t fee_fen);

// What money brings: house, annex, decoration, attachments, one move, lost profit, reward.
v1::CompensationSheet MoneySheet(const v1::Appraisal& appraisal, const v1::SchemeTerms& terms,
                                 int64_t reward_fen);

// What exchange for `home` brings: as above with its moves, the transition fee of `months`, and
// the difference settled.
v1::CompensationSheet ExchangeSheet(const v1::Appraisal& appraisal, const v1::SchemeTerms& terms,
                                    int64_t reward_fen, const v1::Home& home, int months);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_COMPENSATION_SHEET_H_
