#include "services/registry/titles/title_service.h"

#include "services/registry/certificates/certificate_rules.h"
#include "services/registry/certificates/certificate_store.h"
#include "services/registry/titles/title_number.h"
#include "services/registry/titles/title_rules.h"
#include "services/registry/units/unit_rules.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/db/db_errors.h"
#include "shared/ids/unit_code.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/storage/names.h"

namespace liandong::registry {
namespace {

constexpr char kSelectAllotment[] =
    "SELECT name FROM allotments WHERE home_unit_code = ? AND parent = ? LIMIT 1";

}  // namespace

absl::StatusOr<v1::TitleApplication> TitleService::ApplyForTitle(
    const RequestContext& context, const v1::ApplyForTitleRequest& request) {
  return Mutate<v1::TitleApplication>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::TitleApplication> {
        TitleApplication application = request.title_application();
        const std::string& code = application.home_unit_code();
        ASSIGN_OR_RETURN(Home home, LockHome(m, request.parent(), code));
        const v1::Allotment* allotment = home.allotment ? &*home.allotment : nullptr;
        Gates gates;
        Close(OwnerObstacles(application, allotment), home.unit.name(), gates);
        Close(TransferObstacles(code, home.valid), home.unit.name(), gates);
        RETURN_IF_ERROR(gates.status());
        application.set_name(request.parent() + "/titleApplications/" +
                             request.title_application_id());
        application.set_state(TitleApplication::STATE_APPLIED);
        application.set_allotment(allotment->name());
        application.set_household(allotment->household());
        application.set_applicant(m.actor());
        application.set_open_home(code);
        auto applied =
            applications_.Insert(m, application, {.territory = std::string(ids::DivisionOf(code))});
        if (db::IsDuplicateKey(applied.status(), "one_open")) {
          return Refuse(kApplicationOpen, {{"unit", code}});
        }
        return applied;
      });
}

absl::StatusOr<v1::TitleApplication> TitleService::AcceptTitleApplication(
    const RequestContext& context, const v1::AcceptTitleApplicationRequest& request) {
  ASSIGN_OR_RETURN(const Deadline due,
                   rules_.DeadlineOf(rules::kRegDone, calendar_, DateOf(context.now)));
  return Mutate<v1::TitleApplication>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::TitleApplication> {
        ASSIGN_OR_RETURN(TitleApplication application, applications_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const auto next,
                         kTitleMachine.Next(application.state(), "AcceptTitleApplication"));
        application.set_state(next);
        application.set_accepter(m.actor());
        *application.mutable_due() = ToProto(due);
        return applications_.Update(m, application);
      });
}

absl::StatusOr<v1::TitleApplication> TitleService::RejectTitleApplication(
    const RequestContext& context, const v1::RejectTitleApplicationRequest& request) {
  return Mutate<v1::TitleApplication>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::TitleApplication> {
        ASSIGN_OR_RETURN(TitleApplication application, applications_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const auto next,
                         kTitleMachine.Next(application.state(), "RejectTitleApplication"));
        application.set_state(next);
        application.set_registrar(m.actor());
        application.set_reject_reason(request.reject_reason());
        application.clear_open_home();
        return applications_.Update(m, application);
      });
}

absl::StatusOr<v1::TitleApplication> TitleService::RegisterTitle(
    const RequestContext& context, const v1::RegisterTitleRequest& request) {
  return Mutate<v1::TitleApplication>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::TitleApplication> {
        ASSIGN_OR_RETURN(TitleApplication application, applications_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const auto next, kTitleMachine.Next(application.state(), "RegisterTitle"));
        const std::string& code = application.home_unit_code();
        ASSIGN_OR_RETURN(Home home, LockHome(m, ProjectOf(request.name()), code));
        Gates gates;
        Close(OwnerObstacles(application, home.allotment ? &*home.allotment : nullptr),
              home.unit.name(), gates);
        Close(TransferObstacles(code, home.valid), home.unit.name(), gates);
        Close(StateObstacles(home.unit), home.unit.name(), gates);
        Close(RestrictionObstacles(home.unit, DateOf(m.now()), ""), home.unit.name(), gates);
        RETURN_IF_ERROR(gates.status());
        ASSIGN_OR_RETURN(const Certificate certificate, Transfer(m, application, home));
        application.set_state(next);
        application.set_registrar(m.actor());
        application.set_certificate(certificate.name());
        application.set_certificate_number(certificate.number());
        application.clear_open_home();
        return applications_.Update(m, application);
      });
}

absl::StatusOr<v1::TitleApplication> TitleService::GetTitleApplication(
    const RequestContext& context, const v1::GetTitleApplicationRequest& request) {
  return applications_.Get(context, request);
}

absl::StatusOr<v1::ListTitleApplicationsResponse> TitleService::ListTitleApplications(
    const RequestContext& context, const v1::ListTitleApplicationsRequest& request) {
  return applications_.List<v1::ListTitleApplicationsResponse>(context, request);
}

absl::StatusOr<TitleService::Home> TitleService::LockHome(Mutation& m, const std::string& project,
                                                          const std::string& unit_code) {
  auto unit = units_.Lock(m, UnitName(unit_code));
  if (ReasonOf(unit.status()) == kResourceNotFound.name) {
    return Refuse(kUnitUnknown, {{"unit", unit_code}});
  }
  RETURN_IF_ERROR(unit.status());
  Home home;
  home.unit = *std::move(unit);
  ASSIGN_OR_RETURN(home.valid, LockValid(m, certificates_, home.unit.name()));
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectAllotment, {unit_code, project}));
  if (!rows.empty()) {
    ASSIGN_OR_RETURN(home.allotment, allotments_.Lock(m, rows[0].Text(0)));
  }
  return home;
}

absl::StatusOr<v1::Certificate> TitleService::Transfer(Mutation& m,
                                                       const v1::TitleApplication& application,
                                                       Home& home) {
  const Date today = DateOf(m.now());
  Certificate& former = home.valid[0];
  RETURN_IF_ERROR(End("RegisterTitle", application.name(), today, former));
  ASSIGN_OR_RETURN(former, certificates_.Update(m, former));
  TransferRights(*home.allotment, today, home.unit);
  ASSIGN_OR_RETURN(const TitleNumber number, NextTitleNumber(m, static_cast<int>(today.year())));
  Certificate certificate;
  certificate.set_name(home.unit.name() + "/certificates/" + number.id);
  certificate.set_kind(v1::CERTIFICATE_KIND_TITLE);
  certificate.set_number(number.number);
  certificate.set_area_cm2(home.unit.area_cm2());
  *certificate.mutable_issue_date() = ToProto(today);
  certificate.set_origin(Certificate::ORIGIN_ALLOTMENT);
  for (const auto& each : home.allotment->owners()) *certificate.add_holders() = each.owner();
  MakeValid(home.unit.name(), certificate);
  ASSIGN_OR_RETURN(certificate,
                   certificates_.Insert(
                       m, certificate,
                       {.territory = std::string(ids::DivisionOf(application.home_unit_code()))}));
  ShowOn(home.unit, former);
  ShowOn(home.unit, certificate);
  RETURN_IF_ERROR(units_.Update(m, home.unit).status());
  return certificate;
}

}  // namespace liandong::registry
