#include "services/registry/titles/allotment_service.h"

#include <set>

#include "services/registry/certificates/certificate_rules.h"
#include "services/registry/certificates/certificate_store.h"
#include "services/registry/units/unit_rules.h"
#include "shared/db/db_errors.h"
#include "shared/ids/unit_code.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::registry {
namespace {

constexpr char kSelectHome[] = "SELECT home_unit_code FROM allotments WHERE name = ? LIMIT 1";

absl::StatusOr<v1::Allotment> Named(absl::StatusOr<v1::Allotment> written,
                                    const std::string& home) {
  if (db::IsDuplicateKey(written.status(), "one_allotment")) {
    return Refuse(kHomeAllotted, {{"unit", home}});
  }
  return written;
}

}  // namespace

absl::StatusOr<v1::Allotment> AllotmentService::PushAllotment(
    const RequestContext& context, const v1::PushAllotmentRequest& request) {
  const v1::Allotment& pushed = request.allotment();
  return Mutate<v1::Allotment>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Allotment> {
        // Units are locked before what hangs on them, everywhere; so the home that the allotment
        // names until now is looked up first and its row read again under the lock.
        ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectHome, {pushed.name()}));
        std::set<std::string> homes{pushed.home_unit_code()};
        if (!rows.empty()) homes.insert(rows[0].Text(0));
        for (const std::string& home : homes) RETURN_IF_ERROR(CheckUntitled(m, home));
        if (rows.empty()) {
          const std::string territory(ids::DivisionOf(pushed.home_unit_code()));
          return Named(allotments_.Insert(m, pushed, {.territory = territory}),
                       pushed.home_unit_code());
        }
        ASSIGN_OR_RETURN(v1::Allotment allotment, allotments_.Lock(m, pushed.name()));
        allotment.set_home_unit_code(pushed.home_unit_code());
        *allotment.mutable_owners() = pushed.owners();
        allotment.set_source(pushed.source());
        return Named(allotments_.Update(m, allotment), pushed.home_unit_code());
      });
}

absl::StatusOr<v1::Allotment> AllotmentService::GetAllotment(
    const RequestContext& context, const v1::GetAllotmentRequest& request) {
  return allotments_.Get(context, request);
}

absl::Status AllotmentService::CheckUntitled(Mutation& m, const std::string& home_unit_code) {
  auto unit = units_.Lock(m, UnitName(home_unit_code));
  if (ReasonOf(unit.status()) == kResourceNotFound.name) {
    return Refuse(kUnitUnknown, {{"unit", home_unit_code}});
  }
  RETURN_IF_ERROR(unit.status());
  ASSIGN_OR_RETURN(const auto valid, LockValid(m, certificates_, unit->name()));
  for (const Certificate& certificate : valid) {
    if (certificate.origin() == Certificate::ORIGIN_ALLOTMENT) {
      return Refuse(kUnitHasTitle, {{"unit", home_unit_code}});
    }
  }
  return absl::OkStatus();
}

}  // namespace liandong::registry
