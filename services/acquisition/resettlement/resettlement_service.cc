#include "services/acquisition/resettlement/resettlement_service.h"

#include "services/acquisition/papers.h"
#include "services/acquisition/project/project_service.h"
#include "services/acquisition/resettlement/resettlement_rules.h"
#include "shared/db/db_errors.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {

absl::StatusOr<v1::Project> ResettlementService::OwnProject(const RequestContext& context,
                                                            const std::string& name) {
  ASSIGN_OR_RETURN(v1::Project project, projects_.Read(context, name));
  RETURN_IF_ERROR(CheckInvestor(project, context.caller));
  return project;
}

absl::StatusOr<v1::Site> ResettlementService::CreateSite(const RequestContext& context,
                                                         const v1::CreateSiteRequest& request) {
  ASSIGN_OR_RETURN(const v1::Project project, OwnProject(context, request.parent()));
  return Mutate<v1::Site>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Site> {
    v1::Site site = request.site();
    site.set_name(project.name() + "/sites/" + request.site_id());
    site.set_state(v1::Site::STATE_BUILDING);
    return sites_.Insert(m, site, {.territory = project.territory()});
  });
}

absl::StatusOr<v1::Home> ResettlementService::CreateHome(const RequestContext& context,
                                                         const v1::CreateHomeRequest& request) {
  ASSIGN_OR_RETURN(const v1::Project project, OwnProject(context, request.parent()));
  return Mutate<v1::Home>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Home> {
    ASSIGN_OR_RETURN(const v1::Site site, sites_.Lock(m, request.home().site()));
    if (ProjectOf(site.name()) != project.name()) return Refuse(kResourceNotFound);
    v1::Home home = request.home();
    home.set_name(project.name() + "/homes/" + request.home_id());
    ASSIGN_OR_RETURN(const Home::State first,
                     kHomeMachine.Next(Home::STATE_UNSPECIFIED, "CreateHome"));
    home.set_state(first);
    auto inserted = homes_.Insert(m, home, {.territory = project.territory()});
    if (db::IsDuplicateKey(inserted.status(), "one_listing")) return Refuse(kHomeListed);
    return inserted;
  });
}

absl::StatusOr<v1::Home> ResettlementService::GetHome(const RequestContext& context,
                                                      const v1::GetHomeRequest& request) {
  return homes_.Get(context, request);
}

absl::StatusOr<v1::ListHomesResponse> ResettlementService::ListHomes(
    const RequestContext& context, const v1::ListHomesRequest& request) {
  return homes_.List<v1::ListHomesResponse>(context, request);
}

absl::StatusOr<v1::AllotmentOrder> ResettlementService::ProposeAllotmentOrder(
    const RequestContext& context, const v1::ProposeAllotmentOrderRequest& request) {
  RETURN_IF_ERROR(CheckOrder(request.order()));
  return Mutate<v1::AllotmentOrder>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::AllotmentOrder> {
        ASSIGN_OR_RETURN(const v1::Project project, projects_.Lock(m, request.parent()));
        ASSIGN_OR_RETURN(
            const AllotmentOrder::State first,
            kOrderMachine.Next(AllotmentOrder::STATE_UNSPECIFIED, "ProposeAllotmentOrder"));
        v1::AllotmentOrder order = request.order();
        order.set_name(project.name() + "/allotmentOrder");
        order.set_state(first);
        return orders_.Insert(m, order, {.territory = project.territory()});
      });
}

absl::StatusOr<v1::AllotmentOrder> ResettlementService::CosignAllotmentOrder(
    const RequestContext& context, const v1::CosignAllotmentOrderRequest& request) {
  return Mutate<v1::AllotmentOrder>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::AllotmentOrder> {
        ASSIGN_OR_RETURN(v1::AllotmentOrder order, orders_.Lock(m, request.name()));
        ASSIGN_OR_RETURN(const AllotmentOrder::State next,
                         kOrderMachine.Next(order.state(), "CosignAllotmentOrder"));
        order.set_state(next);
        order.set_cosigned_by(m.actor());
        return orders_.Update(m, order);
      });
}

absl::StatusOr<v1::Agreement> ResettlementService::AgreementOf(Mutation& m,
                                                               const v1::Household& household) {
  auto agreement =
      agreements_.Lock(m, ProjectOf(household.name()) + "/agreements/" + household.household_no());
  if (absl::IsNotFound(agreement.status())) return v1::Agreement();
  return agreement;
}

absl::StatusOr<v1::Home> ResettlementService::SelectHome(const RequestContext& context,
                                                         const v1::SelectHomeRequest& request) {
  ASSIGN_OR_RETURN(const v1::Project project, OwnProject(context, ProjectOf(request.name())));
  return Mutate<v1::Home>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Home> {
    ASSIGN_OR_RETURN(v1::Household household, households_.Lock(m, request.household()));
    if (ProjectOf(household.name()) != project.name()) return Refuse(kResourceNotFound);
    ASSIGN_OR_RETURN(v1::Home home, homes_.Lock(m, request.name()));
    auto order = orders_.Lock(m, project.name() + "/allotmentOrder");
    if (!order.ok() && !absl::IsNotFound(order.status())) return order.status();
    ASSIGN_OR_RETURN(const v1::Agreement agreement, AgreementOf(m, household));
    RETURN_IF_ERROR(
        CheckSelection(home, household, !agreement.name().empty(), order.ok() ? &*order : nullptr));
    ASSIGN_OR_RETURN(const Home::State next, kHomeMachine.Next(home.state(), "SelectHome"));
    household.set_home(home.name());
    RETURN_IF_ERROR(households_.Update(m, household).status());
    home.set_state(next);
    home.set_household(household.name());
    return homes_.Update(m, home);
  });
}

absl::StatusOr<v1::Site> ResettlementService::AcceptSite(const RequestContext& context,
                                                         const v1::AcceptSiteRequest& request) {
  RETURN_IF_ERROR(CheckAcceptor(request.acceptance().kind(), context.caller.capacity));
  return Mutate<v1::Site>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Site> {
    ASSIGN_OR_RETURN(v1::Site site, sites_.Lock(m, request.name()));
    v1::SiteAcceptance acceptance = request.acceptance();
    acceptance.set_accepted_by(m.actor());
    *site.add_acceptances() = std::move(acceptance);
    if (MissingAcceptances(site).empty() && IsAccepted(site, SiteAcceptance::KIND_WATER_SUPPLY)) {
      site.set_state(v1::Site::STATE_ACCEPTED);
    }
    return sites_.Update(m, site);
  });
}

absl::StatusOr<v1::Home> ResettlementService::HandOverHome(const RequestContext& context,
                                                           const v1::HandOverHomeRequest& request) {
  RETURN_IF_ERROR(OwnProject(context, ProjectOf(request.name())).status());
  ASSIGN_OR_RETURN(const v1::Home seen, homes_.Read(context, request.name()));
  return Mutate<v1::Home>(storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Home> {
    RETURN_IF_ERROR(kHomeMachine.Next(seen.state(), "HandOverHome").status());
    ASSIGN_OR_RETURN(const v1::Household household, households_.Lock(m, seen.household()));
    ASSIGN_OR_RETURN(const v1::Agreement agreement, AgreementOf(m, household));
    ASSIGN_OR_RETURN(v1::Home home, homes_.Lock(m, request.name()));
    ASSIGN_OR_RETURN(const Home::State next, kHomeMachine.Next(home.state(), "HandOverHome"));
    ASSIGN_OR_RETURN(const v1::Site site, sites_.Lock(m, home.site()));
    Gates gates;
    if (household.agreement().empty()) {
      gates.Close(kAgreementNotEffective, household.name());
    }
    if (agreement.home() != home.name()) gates.Close(kHomeNotExchanged, home.name());
    if (!IsAccepted(site, SiteAcceptance::KIND_WATER_SUPPLY)) {
      gates.Close(kSupplyNotAccepted, site.name());
    }
    const std::vector<std::string> missing = MissingAcceptances(site);
    if (!missing.empty()) {
      gates.Close(kSiteNotAccepted, site.name(), {{"missing", Listed(missing)}});
    }
    RETURN_IF_ERROR(gates.status());
    home.set_state(next);
    *home.mutable_handed_over() = request.date();
    return homes_.Update(m, home);
  });
}

}  // namespace liandong::acquisition
