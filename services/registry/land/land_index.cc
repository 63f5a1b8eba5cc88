#include "services/registry/land/land_index.h"

#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

constexpr char kLockGuard[] = "SELECT id FROM land_guard WHERE id = 1 LIMIT 1 FOR UPDATE";
constexpr char kSelectParcels[] =
    "SELECT name FROM parcels WHERE north_min_mm <= ? AND north_max_mm >= ? AND east_min_mm <= ?"
    " AND east_max_mm >= ? ORDER BY name LIMIT ?";
constexpr char kSelectRedLines[] =
    "SELECT name FROM red_lines WHERE in_force_for IS NOT NULL AND north_min_mm <= ?"
    " AND north_max_mm >= ? AND east_min_mm <= ? AND east_max_mm >= ? ORDER BY name LIMIT ?";

absl::StatusOr<std::vector<std::string>> Near(Mutation& m, const char* sql, const Box& box) {
  ASSIGN_OR_RETURN(db::Rows rows,
                   m.db().Query(sql, {box.north_max_mm, box.north_min_mm, box.east_max_mm,
                                      box.east_min_mm, kNearMax + 1}));
  if (rows.size() > static_cast<size_t>(kNearMax)) {
    return absl::InternalError("more parcels or red lines in one place than can be compared");
  }
  std::vector<std::string> names;
  for (const db::Row& row : rows) names.push_back(row.Text(0));
  return names;
}

}  // namespace

absl::Status LockLand(Mutation& m) {
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kLockGuard));
  if (rows.empty()) return absl::InternalError("land_guard has lost its row");
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ParcelsNear(Mutation& m, const Box& box) {
  return Near(m, kSelectParcels, box);
}

absl::StatusOr<std::vector<std::string>> RedLinesInForceNear(Mutation& m, const Box& box) {
  return Near(m, kSelectRedLines, box);
}

}  // namespace liandong::registry
