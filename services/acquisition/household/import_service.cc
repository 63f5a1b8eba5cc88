#include "services/acquisition/household/import_service.h"

#include "liandong/acquisition/v1/freeze.pb.h"
#include "services/acquisition/household/household_rules.h"
#include "services/acquisition/household/import_rules.h"
#include "services/acquisition/papers.h"
#include "shared/crypto/hash.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {
namespace {

constexpr char kSelectFreeze[] =
    "SELECT doc FROM freeze_notices WHERE standing_for = ? AND state = 'STATE_IN_FORCE' LIMIT 1";

}  // namespace

absl::StatusOr<bool> FreezeInForce(Mutation& m, const std::string& project) {
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectFreeze, {project}));
  if (rows.empty()) return false;
  v1::FreezeNotice freeze;
  if (!freeze.ParseFromString(rows[0].Text(0))) {
    return absl::DataLossError("a freeze notice does not parse");
  }
  const Date today = DateOf(m.now());
  return DayOf(freeze.from()) <= today && today <= DayOf(freeze.to());
}

absl::StatusOr<v1::HouseholdImport> HouseholdImportService::ImportHouseholds(
    const RequestContext& context, const v1::ImportHouseholdsRequest& request) {
  ASSIGN_OR_RETURN(const v1::Project seen, projects_.Read(context, request.parent()));
  // Nobody's data are even read before the notice is recorded.
  if (!seen.has_privacy()) return Refuse(kPrivacyNoticeMissing);
  ASSIGN_OR_RETURN(const std::string text, ToUtf8(request.content(), request.encoding()));
  ASSIGN_OR_RETURN(const std::vector<CsvLine> lines, ParseCsv(text));
  ASSIGN_OR_RETURN(const std::vector<v1::Household> households,
                   ReadHouseholds(lines, seen.territory(), request.overrides()));
  return Mutate<v1::HouseholdImport>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::HouseholdImport> {
        ASSIGN_OR_RETURN(v1::Project project, projects_.Lock(m, request.parent()));
        ASSIGN_OR_RETURN(const bool frozen, FreezeInForce(m, project.name()));
        if (!frozen) return Refuse(kFreezeMissing);
        RETURN_IF_ERROR(Insert(m, project, households));
        v1::HouseholdImport done;
        done.set_name(project.name() + "/householdImports/" + request.import_id());
        done.set_state(v1::HouseholdImport::STATE_DONE);
        done.set_sha256(crypto::HexEncode(crypto::Sha256(request.content())));
        done.set_lines(static_cast<int>(lines.size()) - 1);
        done.set_households(static_cast<int>(households.size()));
        int members = 0;
        for (const auto& household : households) members += household.members();
        done.set_members(members);
        *done.mutable_overrides() = request.overrides();
        return imports_.Insert(m, done, {.territory = project.territory()});
      });
}

absl::Status HouseholdImportService::Insert(Mutation& m, const v1::Project& project,
                                            const std::vector<v1::Household>& households) {
  ASSIGN_OR_RETURN(const Household::State first,
                   kHouseholdMachine.Next(Household::STATE_UNSPECIFIED, "ImportHouseholds"));
  for (v1::Household household : households) {
    household.set_name(project.name() + "/households/" + household.household_no());
    household.set_state(first);
    household.set_compensation_state(v1::COMPENSATION_STATE_NONE);
    const absl::Status inserted =
        households_.Insert(m, household, {.territory = project.territory()}).status();
    if (ReasonOf(inserted) == kResourceExists.name ||
        db::IsDuplicateKey(inserted, "one_household_a_unit")) {
      return Refuse(kHouseholdExists);
    }
    RETURN_IF_ERROR(inserted);
  }
  return absl::OkStatus();
}

}  // namespace liandong::acquisition
