// Comma-separated text (RFC 4180) and the encodings it comes in.
#ifndef SERVICES_ACQUISITION_HOUSEHOLD_CSV_H_
#define SERVICES_ACQUISITION_HOUSEHOLD_CSV_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/household_import.pb.h"

namespace liandong::acquisition {

struct CsvLine {
  int number = 0;  // of its first line in the file, from 1
  std::vector<std::string> cells;
};

// Cells in order, quotes taken off; empty lines are skipped. CSV_FORMAT names the line where a
// quote stands wrong or stays open.
absl::StatusOr<std::vector<CsvLine>> ParseCsv(std::string_view text);

// The text as UTF-8 without byte-order mark. Strict: ENCODING_INVALID names the first byte that is
// not of the encoding.
absl::StatusOr<std::string> ToUtf8(std::string_view bytes,
                                   v1::ImportHouseholdsRequest::Encoding encoding);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_HOUSEHOLD_CSV_H_
