#include "services/registry/certificates/certificate_store.h"

#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

constexpr char kSelectValid[] =
    "SELECT name FROM certificates WHERE parent = ? AND state = 'CERTIFICATE_STATE_VALID'"
    " ORDER BY name LIMIT 10";
constexpr char kSelectByNumber[] = "SELECT name FROM certificates WHERE number = ? LIMIT 1";

}  // namespace

absl::StatusOr<std::vector<Certificate>> LockValid(Mutation& m, Store<Certificate>& certificates,
                                                   std::string_view unit) {
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectValid, {unit}));
  std::vector<Certificate> valid;
  for (const db::Row& row : rows) {
    ASSIGN_OR_RETURN(Certificate certificate, certificates.Lock(m, row.Text(0)));
    valid.push_back(std::move(certificate));
  }
  return valid;
}

absl::StatusOr<std::string> NameOfNumber(db::Connection& connection, std::string_view number) {
  ASSIGN_OR_RETURN(db::Rows rows, connection.Query(kSelectByNumber, {number}));
  return rows.empty() ? std::string() : rows[0].Text(0);
}

}  // namespace liandong::registry
