#include "services/registry/titles/title_number.h"

#include "services/registry/titles/title_rules.h"
#include "shared/ids/certificate_number.h"
#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

constexpr char kCount[] =
    "INSERT INTO title_serials (year, last_serial) VALUES (?, 1)"
    " ON DUPLICATE KEY UPDATE last_serial = last_serial + 1";
constexpr char kRaise[] =
    "INSERT INTO title_serials (year, last_serial) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE last_serial = GREATEST(last_serial, ?)";
constexpr char kSelectLast[] = "SELECT last_serial FROM title_serials WHERE year = ? LIMIT 1";

}  // namespace

absl::StatusOr<TitleNumber> NextTitleNumber(Mutation& m, int year) {
  RETURN_IF_ERROR(m.db().Execute(kCount, {year}).status());
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectLast, {year}));
  if (rows.empty()) return absl::InternalError("a serial vanished");
  const int64_t serial = rows[0].Int(0);
  ASSIGN_OR_RETURN(std::string number, ids::FormatTitleNumber(year, serial));
  return TitleNumber{std::move(number), TitleId(year, serial)};
}

absl::Status NoteTakenOver(Mutation& m, std::string_view number) {
  const auto issued = ids::ParseIssuedTitleNumber(number);
  if (!issued) return absl::OkStatus();
  return m.db().Execute(kRaise, {issued->year, issued->serial, issued->serial}).status();
}

}  // namespace liandong::registry
