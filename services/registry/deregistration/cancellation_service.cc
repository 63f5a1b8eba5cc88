#include "services/registry/deregistration/cancellation_service.h"

#include <algorithm>

#include "services/registry/certificates/certificate_rules.h"
#include "services/registry/certificates/certificate_store.h"
#include "services/registry/units/unit_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/ids/unit_code.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::registry {
namespace {

constexpr char kSelectBasis[] =
    "SELECT name FROM deregistration_bases WHERE unit_code = ? AND parent = ? LIMIT 1";

absl::StatusOr<std::set<std::string>> DistinctUnits(const v1::RequestCancellationRequest& request) {
  std::set<std::string> codes;
  FieldErrors errors;
  for (int i = 0; i < request.unit_codes_size(); ++i) {
    if (codes.insert(request.unit_codes(i)).second) continue;
    errors.Add("unit_codes[" + std::to_string(i) + "]", kUnitTwice,
               {{"unit", request.unit_codes(i)}});
  }
  RETURN_IF_ERROR(errors.status());
  return codes;
}

bool AllCancelled(const Cancellation& cancellation) {
  return std::all_of(
      cancellation.items().begin(), cancellation.items().end(),
      [](const auto& item) { return item.state() == CancellationItem::STATE_CANCELLED; });
}

}  // namespace

absl::StatusOr<v1::Cancellation> CancellationService::RequestCancellation(
    const RequestContext& context, const v1::RequestCancellationRequest& request) {
  ASSIGN_OR_RETURN(const std::set<std::string> codes, DistinctUnits(request));
  ASSIGN_OR_RETURN(const Deadline due,
                   rules_.DeadlineOf(rules::kRegDone, calendar_, DateOf(context.now)));
  return Mutate<v1::Cancellation>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Cancellation> {
        Cancellation cancellation;
        cancellation.set_name(request.parent() + "/cancellations/" + request.cancellation_id());
        Gates gates;
        std::vector<Set> sets;
        for (const std::string& code : codes) {
          ASSIGN_OR_RETURN(auto set, LockSet(m, request.parent(), code, gates));
          if (!set) continue;
          Close(RequestObstacles(set->unit, set->basis_or_null()), set->unit.name(), gates);
          sets.push_back(*std::move(set));
        }
        RETURN_IF_ERROR(gates.status());
        for (Set& set : sets) {
          ASSIGN_OR_RETURN(const auto next,
                           kUnitMachine.Next(set.unit.state(), "RequestCancellation"));
          set.unit.set_state(next);
          set.unit.set_cancellation(cancellation.name());
          RETURN_IF_ERROR(units_.Update(m, set.unit).status());
          auto* item = cancellation.add_items();
          item->set_unit_code(set.unit.unit_code());
          item->set_basis(set.basis->name());
          item->set_household(set.basis->household());
          item->set_state(CancellationItem::STATE_REQUESTED);
        }
        cancellation.set_state(Cancellation::STATE_REQUESTED);
        cancellation.set_document(request.document());
        cancellation.set_document_sha256(request.document_sha256());
        cancellation.set_requester(m.actor());
        *cancellation.mutable_due() = ToProto(due);
        return cancellations_.Insert(m, cancellation,
                                     {.territory = std::string(ids::DivisionOf(*codes.begin()))});
      });
}

absl::StatusOr<v1::Cancellation> CancellationService::WithdrawCancellation(
    const RequestContext& context, const v1::WithdrawCancellationRequest& request) {
  return Mutate<v1::Cancellation>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Cancellation> {
        ASSIGN_OR_RETURN(Cancellation cancellation, cancellations_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const auto next,
                         kCancellationMachine.Next(cancellation.state(), "WithdrawCancellation"));
        for (auto& item : *cancellation.mutable_items()) {  // in the order of their codes
          if (item.state() != CancellationItem::STATE_REQUESTED) continue;
          ASSIGN_OR_RETURN(Unit unit, units_.Lock(m, UnitName(item.unit_code())));
          ASSIGN_OR_RETURN(const auto registered,
                           kUnitMachine.Next(unit.state(), "WithdrawCancellation"));
          unit.set_state(registered);
          unit.clear_cancellation();
          RETURN_IF_ERROR(units_.Update(m, unit).status());
          item.set_state(CancellationItem::STATE_WITHDRAWN);
        }
        cancellation.set_state(next);
        return cancellations_.Update(m, cancellation);
      });
}

absl::StatusOr<v1::PreviewCancellationResponse> CancellationService::PreviewCancellation(
    const RequestContext& context, const v1::PreviewCancellationRequest& request) {
  ASSIGN_OR_RETURN(const Cancellation cancellation, cancellations_.Read(context, request.name()));
  v1::PreviewCancellationResponse response;
  for (const auto& item : cancellation.items()) {
    if (item.state() != CancellationItem::STATE_REQUESTED) continue;
    ASSIGN_OR_RETURN(const Unit unit, units_.Read(context, UnitName(item.unit_code())));
    ASSIGN_OR_RETURN(const auto basis, bases_.Read(context, item.basis()));
    const Obstacles obstacles =
        ApplyObstacles(unit, cancellation.name(), &basis, verify_, context.now);
    *response.add_items() = Previewed(item, obstacles);
    response.set_clear(response.clear() + obstacles.empty());
    response.set_closed(response.closed() + !obstacles.empty());
  }
  return response;
}

absl::StatusOr<v1::Cancellation> CancellationService::ApplyCancellation(
    const RequestContext& context, const v1::ApplyCancellationRequest& request) {
  const std::set<std::string> kept(request.not_handed_in_unit_codes().begin(),
                                   request.not_handed_in_unit_codes().end());
  return Mutate<v1::Cancellation>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Cancellation> {
        ASSIGN_OR_RETURN(Cancellation cancellation, cancellations_.Lock(m, request.name()));
        RETURN_IF_ERROR(
            kCancellationMachine.Next(cancellation.state(), "ApplyCancellation").status());
        Gates gates;
        std::vector<Set> sets;
        for (const std::string& code : ChosenUnits(request, cancellation)) {
          ASSIGN_OR_RETURN(auto set, LockSet(m, ProjectOf(request.name()), code, gates));
          if (!set) continue;
          Close(ApplyObstacles(set->unit, cancellation.name(), set->basis_or_null(), verify_,
                               m.now()),
                set->unit.name(), gates);
          sets.push_back(*std::move(set));
        }
        RETURN_IF_ERROR(gates.status());
        for (Set& set : sets) {
          CancellationItem* item = FindItem(set.unit.unit_code(), cancellation);
          if (item == nullptr) return absl::InternalError("a unit names a request without it");
          RETURN_IF_ERROR(CancelSet(m, cancellation.name(), !kept.contains(set.unit.unit_code()),
                                    set.unit, *item));
        }
        ASSIGN_OR_RETURN(
            const auto next,
            kCancellationMachine.Next(cancellation.state(), AllCancelled(cancellation)
                                                                ? "ApplyCancellation"
                                                                : "ApplyCancellation (part)"));
        cancellation.set_state(next);
        cancellation.set_registrar(m.actor());
        return cancellations_.Update(m, cancellation);
      });
}

absl::StatusOr<v1::Cancellation> CancellationService::GetCancellation(
    const RequestContext& context, const v1::GetCancellationRequest& request) {
  return cancellations_.Get(context, request);
}

absl::StatusOr<v1::ListCancellationsResponse> CancellationService::ListCancellations(
    const RequestContext& context, const v1::ListCancellationsRequest& request) {
  return cancellations_.List<v1::ListCancellationsResponse>(context, request);
}

absl::StatusOr<std::optional<CancellationService::Set>> CancellationService::LockSet(
    Mutation& m, const std::string& project, const std::string& unit_code, Gates& gates) {
  auto unit = units_.Lock(m, UnitName(unit_code));
  if (ReasonOf(unit.status()) == kResourceNotFound.name) {
    gates.Close(kUnitUnknown, UnitName(unit_code), {{"unit", unit_code}});
    return std::nullopt;
  }
  RETURN_IF_ERROR(unit.status());
  Set set;
  set.unit = *std::move(unit);
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectBasis, {unit_code, project}));
  if (!rows.empty()) {
    ASSIGN_OR_RETURN(set.basis, bases_.Lock(m, rows[0].Text(0)));
  }
  return set;
}

absl::Status CancellationService::CancelSet(Mutation& m, const std::string& cancellation,
                                            bool handed_in, v1::Unit& unit,
                                            v1::CancellationItem& item) {
  const Date today = DateOf(m.now());
  ASSIGN_OR_RETURN(auto valid, LockValid(m, certificates_, unit.name()));
  for (Certificate& certificate : valid) {
    RETURN_IF_ERROR(End("ApplyCancellation", cancellation, today, certificate));
    certificate.set_handed_in(handed_in);
    RETURN_IF_ERROR(certificates_.Update(m, certificate).status());
    ShowOn(unit, certificate);
    item.add_certificates(certificate.name());
  }
  for (auto& right : *unit.mutable_rights()) {
    if (!right.has_ended()) *right.mutable_ended() = ToProto(today);
  }
  ASSIGN_OR_RETURN(const auto next, kUnitMachine.Next(unit.state(), "ApplyCancellation"));
  unit.set_state(next);
  *unit.mutable_cancelled() = ToProto(today);
  item.set_state(CancellationItem::STATE_CANCELLED);
  *item.mutable_cancelled() = ToProto(today);
  return units_.Update(m, unit).status();
}

}  // namespace liandong::registry
