#include "services/registry/land/red_line_service.h"

#include "services/registry/land/land_index.h"
#include "shared/ids/division.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::registry {
namespace {

constexpr char kSelectInForce[] = "SELECT name FROM red_lines WHERE in_force_for = ? LIMIT 1";

absl::StatusOr<std::set<std::string>> ListedParcels(const RedLine& red_line) {
  std::set<std::string> listed;
  FieldErrors errors;
  for (int i = 0; i < red_line.parcel_codes_size(); ++i) {
    const std::string& code = red_line.parcel_codes(i);
    const std::string field = "red_line.parcel_codes[" + std::to_string(i) + "]";
    if (absl::Status format = CheckAnyParcelCode(code); !format.ok()) {
      errors.AddStatus(field, format);
    } else if (!listed.insert(code).second) {
      errors.Add(field, kParcelTwice, {{"parcel", code}});
    }
  }
  RETURN_IF_ERROR(errors.status());
  return listed;
}

void FillParcels(const std::vector<RegisteredParcel>& parcels, const std::set<std::string>& listed,
                 RedLine& red_line) {
  for (const RegisteredParcel& parcel : parcels) {
    if (!listed.contains(parcel.code)) continue;
    auto* inside = red_line.add_parcels();
    inside->set_parcel_code(parcel.code);
    inside->set_nature(NatureOf(parcel.code));
    inside->set_area_cm2(parcel.shape.area_cm2());
  }
}

}  // namespace

absl::StatusOr<v1::RedLine> RedLineService::CreateRedLine(const RequestContext& context,
                                                          const v1::CreateRedLineRequest& request) {
  ASSIGN_OR_RETURN(auto scope, rules_.Get(rules::kAreaScope, DateOf(context.now)));
  RETURN_IF_ERROR(ids::CheckAreaInScope(request.red_line().territory(), scope.value));
  ASSIGN_OR_RETURN(const Polygon line, Polygon::FromVertices(request.red_line().vertices()));
  ASSIGN_OR_RETURN(const std::set<std::string> listed, ListedParcels(request.red_line()));
  return Mutate<v1::RedLine>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::RedLine> {
        RETURN_IF_ERROR(LockLand(m));
        Gates gates;
        ASSIGN_OR_RETURN(const auto parcels, LoadParcels(m, line, listed));
        RETURN_IF_ERROR(CheckParcels(line, listed, parcels, gates));
        ASSIGN_OR_RETURN(const std::string current, CompareLines(m, request.parent(), line, gates));
        RETURN_IF_ERROR(gates.status());
        if (!current.empty()) RETURN_IF_ERROR(Supersede(m, current));
        RedLine red_line = request.red_line();
        red_line.set_name(request.parent() + "/redLines/" + request.red_line_id());
        red_line.set_state(RedLine::STATE_IN_FORCE);
        red_line.set_in_force_for(request.parent());
        red_line.set_area_cm2(line.area_cm2());
        red_line.set_area_m2(SquareMetres(line.area_cm2()));
        FillParcels(parcels, listed, red_line);
        SetBox(line.box(), red_line);
        return red_lines_.Insert(m, red_line, {.territory = red_line.territory()});
      });
}

absl::StatusOr<std::vector<RegisteredParcel>> RedLineService::LoadParcels(
    Mutation& m, const Polygon& line, const std::set<std::string>& listed) {
  ASSIGN_OR_RETURN(const std::vector<std::string> near, ParcelsNear(m, line.box()));
  std::set<std::string> names(near.begin(), near.end());
  for (const std::string& code : listed) names.insert("parcels/" + code);
  std::vector<RegisteredParcel> parcels;
  for (const std::string& name : names) {
    auto parcel = parcels_.Lock(m, name);
    if (ReasonOf(parcel.status()) == kResourceNotFound.name) continue;  // PARCEL_UNKNOWN follows
    RETURN_IF_ERROR(parcel.status());
    ASSIGN_OR_RETURN(Polygon shape, Polygon::FromVertices(parcel->vertices()));
    parcels.push_back({parcel->parcel_code(), std::move(shape)});
  }
  return parcels;
}

absl::StatusOr<std::string> RedLineService::CompareLines(Mutation& m, const std::string& project,
                                                         const Polygon& line, Gates& gates) {
  ASSIGN_OR_RETURN(const std::vector<std::string> near, RedLinesInForceNear(m, line.box()));
  for (const std::string& name : near) {
    if (ProjectOf(name) == project) continue;
    ASSIGN_OR_RETURN(const RedLine other, red_lines_.Lock(m, name));
    ASSIGN_OR_RETURN(const Polygon shape, Polygon::FromVertices(other.vertices()));
    ASSIGN_OR_RETURN(const int64_t overlap_cm2, line.OverlapCm2(shape));
    if (overlap_cm2 > 0) {
      gates.Close(kRedLineOverlap, name,
                  {{"red_line", name}, {"overlap_m2", SquareMetres(overlap_cm2)}});
    }
  }
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectInForce, {project}));
  if (rows.empty()) return std::string();
  ASSIGN_OR_RETURN(const RedLine current, red_lines_.Lock(m, rows[0].Text(0)));
  if (current.state() == RedLine::STATE_FROZEN) {
    gates.Close(kRedLineFrozen, current.name(),
                {{"red_line", current.name()}, {"decision", current.decision()}});
  }
  return current.name();
}

absl::Status RedLineService::Supersede(Mutation& m, const std::string& name) {
  ASSIGN_OR_RETURN(RedLine current, red_lines_.Lock(m, name));
  ASSIGN_OR_RETURN(const RedLine::State next,
                   kRedLineMachine.Next(current.state(), "CreateRedLine (of the next version)"));
  current.set_state(next);
  current.clear_in_force_for();
  return red_lines_.Update(m, current).status();
}

absl::StatusOr<v1::RedLine> RedLineService::GetRedLine(const RequestContext& context,
                                                       const v1::GetRedLineRequest& request) {
  return red_lines_.Get(context, request);
}

absl::StatusOr<v1::ListRedLinesResponse> RedLineService::ListRedLines(
    const RequestContext& context, const v1::ListRedLinesRequest& request) {
  return red_lines_.List<v1::ListRedLinesResponse>(context, request);
}

absl::StatusOr<v1::RedLine> RedLineService::FreezeRedLine(const RequestContext& context,
                                                          const v1::FreezeRedLineRequest& request) {
  if (ProjectOf(request.name()) != ProjectOf(request.decision())) {
    return Refuse(kRedLineOfOtherProject);
  }
  return Mutate<v1::RedLine>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::RedLine> {
        // A new version is drawn under the same guard: the decision freezes the line it named.
        RETURN_IF_ERROR(LockLand(m));
        ASSIGN_OR_RETURN(RedLine red_line, red_lines_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const RedLine::State next,
                         kRedLineMachine.Next(red_line.state(), "FreezeRedLine"));
        red_line.set_state(next);
        red_line.set_decision(request.decision());
        return red_lines_.Update(m, red_line);
      });
}

}  // namespace liandong::registry
