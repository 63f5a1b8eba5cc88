// Exchange homes, the order of choosing them and their site's acceptance. Pure.
#ifndef SERVICES_ACQUISITION_RESETTLEMENT_RESETTLEMENT_RULES_H_
#define SERVICES_ACQUISITION_RESETTLEMENT_RESETTLEMENT_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/acquisition/v1/resettlement.pb.h"
#include "liandong/common/v1/options.pb.h"
#include "services/acquisition/agreement/agreement_reasons.h"
#include "shared/rules/state_machine.h"

namespace liandong::acquisition {

using v1::AllotmentOrder;
using v1::Home;
using v1::SiteAcceptance;

inline constexpr rules::Transition<Home::State> kHomeMoves[] = {
    {Home::STATE_UNSPECIFIED, "CreateHome", Home::STATE_AVAILABLE},
    {Home::STATE_AVAILABLE, "SelectHome", Home::STATE_SELECTED},
    {Home::STATE_SELECTED, "HandOverHome", Home::STATE_HANDED_OVER},
};
inline constexpr rules::StateMachine kHomeMachine("Home", kHomeState, kHomeMoves);

inline constexpr rules::Transition<AllotmentOrder::State> kOrderMoves[] = {
    {AllotmentOrder::STATE_UNSPECIFIED, "ProposeAllotmentOrder", AllotmentOrder::STATE_PROPOSED},
    {AllotmentOrder::STATE_PROPOSED, "CosignAllotmentOrder", AllotmentOrder::STATE_IN_FORCE},
};
inline constexpr rules::StateMachine kOrderMachine("AllotmentOrder", kOrderState, kOrderMoves);

// ORDER_NAMES_TWICE.
absl::Status CheckOrder(const AllotmentOrder& order);

// APPRAISAL_NOT_SERVED, CHOICE_OVER, ORDER_NOT_IN_FORCE, NOT_IN_ORDER, HOME_TAKEN, HOME_CHOSEN; all
// at once. `order` is null when there is none.
absl::Status CheckSelection(const Home& home, const v1::Household& household, bool has_signed,
                            const AllotmentOrder* order);

// ACCEPTANCE_NOT_YOURS unless this kind of acceptance is the body's.
absl::Status CheckAcceptor(SiteAcceptance::Kind kind, common::v1::Agency body);

// Acceptances the site lacks, water supply apart.
std::vector<std::string> MissingAcceptances(const v1::Site& site);
bool IsAccepted(const v1::Site& site, SiteAcceptance::Kind kind);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_RESETTLEMENT_RESETTLEMENT_RULES_H_
