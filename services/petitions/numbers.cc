#include "services/petitions/numbers.h"

#include "absl/strings/str_cat.h"
#include "shared/status/macros.h"

namespace liandong::petitions {

absl::StatusOr<int64_t> NextNumber(Mutation& m, const std::string& series) {
  const std::string table = m.storage().Table("numbers");
  RETURN_IF_ERROR(m.db()
                      .Execute(absl::StrCat("INSERT INTO ", table,
                                            " (series, last) VALUES (?, 1)"
                                            " ON DUPLICATE KEY UPDATE last = last + 1"),
                               {series})
                      .status());
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(absl::StrCat("SELECT last FROM ", table,
                                                            " WHERE series = ? LIMIT 1"),
                                               {series}));
  return rows[0].Int(0);
}

}  // namespace liandong::petitions
