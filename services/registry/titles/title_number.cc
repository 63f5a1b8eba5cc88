#include "services/registry/titles/title_number.h"

#include "absl/strings/str_format.h"
#include "shared/ids/certificate_number.h"
#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

constexpr char kCount[] =
    "INSERT INTO title_serials (year, last_serial) VALUES (?, 1)"
    " ON DUPLICATE KEY UPDATE last_serial = last_serial + 1";
constexpr char kSelectLast[] = "SELECT last_serial FROM title_serials WHERE year = ? LIMIT 1";

}  // namespace

absl::StatusOr<TitleNumber> NextTitleNumber(Mutation& m, int year) {
  RETURN_IF_ERROR(m.db().Execute(kCount, {year}).status());
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectLast, {year}));
  if (rows.empty()) return absl::InternalError("a serial vanished");
  const int64_t serial = rows[0].Int(0);
  ASSIGN_OR_RETURN(std::string number, ids::FormatTitleNumber(year, serial));
  return TitleNumber{std::move(number), absl::StrFormat("title-%d-%07d", year, serial)};
}

}  // namespace liandong::registry
