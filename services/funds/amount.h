// Two amounts that must be one.
#ifndef SERVICES_FUNDS_AMOUNT_H_
#define SERVICES_FUNDS_AMOUNT_H_

#include <cstdint>
#include <string>

#include "services/funds/funds_reasons.h"
#include "shared/status/refusal.h"

namespace liandong::funds {

// AMOUNT_MISMATCH unless both are equal.
inline absl::Status CheckAmount(int64_t stated_fen, int64_t expected_fen) {
  if (stated_fen == expected_fen) return absl::OkStatus();
  return Refuse(kAmountMismatch, {{"stated_fen", std::to_string(stated_fen)},
                                  {"expected_fen", std::to_string(expected_fen)},
                                  {"difference_fen", std::to_string(stated_fen - expected_fen)}});
}

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_AMOUNT_H_
