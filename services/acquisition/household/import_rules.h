// The household list: from lines of cells to households, or everything that is wrong with it. Pure.
#ifndef SERVICES_ACQUISITION_HOUSEHOLD_IMPORT_RULES_H_
#define SERVICES_ACQUISITION_HOUSEHOLD_IMPORT_RULES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/household_import.pb.h"
#include "services/acquisition/household/csv.h"

namespace liandong::acquisition {

inline constexpr int kImportLinesMax = 5000;

// Households in the order of the file, without names. `territory` is the project's. Refuses
// CSV_HEADER, or every bad cell at once with line and column; a cell that only warns
// (ids::IsOverridable) passes when an override names it.
absl::StatusOr<std::vector<v1::Household>> ReadHouseholds(
    const std::vector<CsvLine>& lines, std::string_view territory,
    const google::protobuf::RepeatedPtrField<v1::ImportOverride>& overrides);

// Square metres written with at most four decimals, as square centimetres; 0 for anything else.
int64_t ParseArea(std::string_view text);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_HOUSEHOLD_IMPORT_RULES_H_
