#include "services/petitions/numbers.h"

#include "absl/strings/str_cat.h"
#include "shared/status/macros.h"

namespace liandong::petitions {
namespace {

// Ordinary and sealed matters each have a table of their own: its name goes between the parts.
constexpr char kInsert[] = "INSERT INTO ";
constexpr char kCountOn[] = " (series, last) VALUES (?, 1) ON DUPLICATE KEY UPDATE last = last + 1";
constexpr char kSelectLast[] = "SELECT last FROM ";
constexpr char kOfSeries[] = " WHERE series = ? LIMIT 1";

}  // namespace

absl::StatusOr<int64_t> NextNumber(Mutation& m, const std::string& series) {
  const std::string table = m.storage().Table("numbers");
  RETURN_IF_ERROR(m.db().Execute(absl::StrCat(kInsert, table, kCountOn), {series}).status());
  ASSIGN_OR_RETURN(db::Rows rows,
                   m.db().Query(absl::StrCat(kSelectLast, table, kOfSeries), {series}));
  return rows[0].Int(0);
}

}  // namespace liandong::petitions
