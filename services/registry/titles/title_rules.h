// The life of an application for a title, and what a registered title makes of the unit. Pure.
#ifndef SERVICES_REGISTRY_TITLES_TITLE_RULES_H_
#define SERVICES_REGISTRY_TITLES_TITLE_RULES_H_

#include <string>

#include "liandong/registry/v1/allotment.pb.h"
#include "liandong/registry/v1/certificate.pb.h"
#include "liandong/registry/v1/title.pb.h"
#include "services/registry/registry_reasons.h"
#include "services/registry/units/obstacle.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::registry {

using v1::TitleApplication;

inline constexpr rules::Transition<TitleApplication::State> kTitleMoves[] = {
    {TitleApplication::STATE_UNSPECIFIED, "ApplyForTitle", TitleApplication::STATE_APPLIED},
    {TitleApplication::STATE_APPLIED, "AcceptTitleApplication", TitleApplication::STATE_ACCEPTED},
    {TitleApplication::STATE_APPLIED, "RejectTitleApplication", TitleApplication::STATE_REJECTED},
    {TitleApplication::STATE_ACCEPTED, "RejectTitleApplication", TitleApplication::STATE_REJECTED},
    {TitleApplication::STATE_ACCEPTED, "RegisterTitle", TitleApplication::STATE_REGISTERED},
};
inline constexpr rules::StateMachine kTitleMachine("TitleApplication", kApplicationState,
                                                   kTitleMoves);

// HOME_NOT_ALLOTTED when `allotment` is null, NOT_ALLOTTEE when it names others.
Obstacles OwnerObstacles(const TitleApplication& application, const v1::Allotment* allotment);

// Ends the rights that stand and enters house and land for all whom `allotment` names, by their
// shares, from `day` on.
void TransferRights(const v1::Allotment& allotment, Date day, v1::Unit& unit);

// Last segment of the name of a certificate issued here: "title-2026-0000001".
std::string TitleId(int year, int64_t serial);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_TITLES_TITLE_RULES_H_
