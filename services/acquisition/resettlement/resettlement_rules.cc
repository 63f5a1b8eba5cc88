#include "services/acquisition/resettlement/resettlement_rules.h"

#include <algorithm>

#include "services/acquisition/papers.h"
#include "shared/status/refusal.h"

namespace liandong::acquisition {

absl::Status CheckOrder(const AllotmentOrder& order) {
  return CountDistinct(order.households()) == static_cast<size_t>(order.households_size())
             ? absl::OkStatus()
             : Refuse(kOrderNamesTwice);
}

absl::Status CheckSelection(const Home& home, const v1::Household& household, bool has_signed,
                            const AllotmentOrder* order) {
  Gates gates;
  if (household.state() == v1::Household::STATE_REGISTERED ||
      household.state() == v1::Household::STATE_SURVEYED) {
    gates.Close(kAppraisalNotServed, household.name());
  } else if (has_signed || household.state() != v1::Household::STATE_APPRAISED) {
    gates.Close(kChoiceOver, household.name());
  }
  if (order == nullptr || order->state() != AllotmentOrder::STATE_IN_FORCE) {
    gates.Close(kOrderNotInForce, home.name());
  } else if (std::find(order->households().begin(), order->households().end(), household.name()) ==
             order->households().end()) {
    gates.Close(kNotInOrder, household.name());
  }
  if (!home.household().empty()) gates.Close(kHomeTaken, home.name());
  if (!household.home().empty()) gates.Close(kHomeChosen, household.name());
  return gates.status();
}

absl::Status CheckAcceptor(SiteAcceptance::Kind kind, common::v1::Agency body) {
  bool theirs = false;
  switch (kind) {
    case SiteAcceptance::KIND_GREENING:
    case SiteAcceptance::KIND_FACILITIES:
      theirs = body == common::v1::AGENCY_CITY_INVESTMENT ||
               body == common::v1::AGENCY_ECONOMIC_INVESTMENT;
      break;
    case SiteAcceptance::KIND_WORKS:
      theirs = body == common::v1::AGENCY_CONSTRUCTION_BUREAU;
      break;
    case SiteAcceptance::KIND_WATER_SUPPLY:
      theirs = body == common::v1::AGENCY_CITY_MANAGEMENT;
      break;
    default:
      break;
  }
  return theirs ? absl::OkStatus() : Refuse(kAcceptanceNotYours);
}

bool IsAccepted(const v1::Site& site, SiteAcceptance::Kind kind) {
  return std::any_of(site.acceptances().begin(), site.acceptances().end(),
                     [&](const SiteAcceptance& each) { return each.kind() == kind; });
}

std::vector<std::string> MissingAcceptances(const v1::Site& site) {
  std::vector<std::string> missing;
  for (const auto kind : {SiteAcceptance::KIND_GREENING, SiteAcceptance::KIND_WORKS,
                          SiteAcceptance::KIND_FACILITIES}) {
    if (!IsAccepted(site, kind)) missing.push_back(SiteAcceptance::Kind_Name(kind).substr(5));
  }
  return missing;
}

}  // namespace liandong::acquisition
