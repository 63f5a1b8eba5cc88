// A reader's scope as SQL: what the database itself filters by, on every read.
#ifndef SHARED_STORAGE_SCOPE_SQL_H_
#define SHARED_STORAGE_SCOPE_SQL_H_

#include <string>

#include "shared/context/request_context.h"
#include "shared/db/value.h"

namespace liandong {

// Rows without territory are city-wide matters that every body may see.
class ScopeSql {
 public:
  explicit ScopeSql(const Scope& scope) : scope_(scope) {
    condition_ = " AND seal <= ?";
    if (scope.every_territory) return;
    condition_ += " AND territory IN (''";
    for (size_t i = 0; i < scope.territories.size(); ++i) condition_ += ", ?";
    condition_ += ")";
  }
  // " AND …", to be appended to a WHERE clause.
  const std::string& condition() const { return condition_; }
  void AppendValues(db::Values& values) const {
    values.emplace_back(static_cast<int>(scope_.seal_max));
    if (scope_.every_territory) return;
    for (const std::string& territory : scope_.territories) values.emplace_back(territory);
  }

 private:
  const Scope& scope_;
  std::string condition_;
};

}  // namespace liandong

#endif  // SHARED_STORAGE_SCOPE_SQL_H_
