#include "services/petitions/petition/petition_service.h"

#include "absl/strings/str_cat.h"
#include "services/petitions/numbers.h"
#include "services/petitions/petition/petition_rules.h"
#include "services/petitions/times.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::petitions {
namespace {

// `deadline` runs from now on, and the petition is overdue when it has passed.
void Run(v1::Petition& petition, common::v1::Deadline& slot, const Deadline& deadline) {
  slot = ToProto(deadline);
  *petition.mutable_due_date() = slot.legal_due();
}

void NoteMissing(v1::Petition& petition, int64_t representatives_max) {
  petition.clear_missing();
  for (auto missing : MissingIn(petition, representatives_max)) petition.add_missing(missing);
}

}  // namespace

absl::StatusOr<v1::Petition> PetitionService::Move(Mutation& m, const std::string& name,
                                                   std::string_view action) {
  ASSIGN_OR_RETURN(v1::Petition petition, petitions_.Lock(m, name));
  ASSIGN_OR_RETURN(v1::Petition::State next, kPetitionMachine.Next(petition.state(), action));
  petition.set_state(next);
  return petition;
}

absl::StatusOr<v1::Petition> PetitionService::MoveAsLead(Mutation& m, const std::string& name,
                                                         std::string_view action) {
  ASSIGN_OR_RETURN(v1::Petition petition, petitions_.Lock(m, name));
  // Only the lead speaks for a petition, whatever others contribute (5.4). Before the routing
  // nobody leads, and the state says so better.
  if (petition.has_route() && petition.lead_body() != m.context().caller.capacity) {
    return Refuse(kNotLead,
                  {{"rule", petition.route().rule()}, {"lead", AgencyName(petition.lead_body())}});
  }
  ASSIGN_OR_RETURN(v1::Petition::State next, kPetitionMachine.Next(petition.state(), action));
  petition.set_state(next);
  return petition;
}

absl::StatusOr<v1::Petition> PetitionService::RegisterPetition(
    const RequestContext& context, const v1::RegisterPetitionRequest& request) {
  const Date today = DateOf(context.now);
  ASSIGN_OR_RETURN(Deadline route, rules_.DeadlineOf(rules::kPetRoute, calendar_, today));
  ASSIGN_OR_RETURN(auto representatives, rules_.Get(rules::kPetRepresentativesMax, today));
  return Mutate<v1::Petition>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Petition> {
        const std::string year = absl::StrCat(today.year());
        ASSIGN_OR_RETURN(int64_t number, NextNumber(m, absl::StrCat("petitions-", year)));
        v1::Petition petition = request.petition();
        petition.set_name(absl::StrCat("petitions/", request.petition_id()));
        petition.set_number(absl::StrCat("永信〔", year, "〕", number, "号"));
        petition.set_state(v1::Petition::STATE_REGISTERED);
        *petition.mutable_received_date() = ToProto(today);
        NoteMissing(petition, representatives.value);
        Run(petition, *petition.mutable_route_deadline(), route);
        return petitions_.Insert(m, petition, {.territory = petition.territory()});
      });
}

absl::StatusOr<v1::Petition> PetitionService::GetPetition(const RequestContext& context,
                                                          const v1::GetPetitionRequest& request) {
  return petitions_.Get(context, request);
}

absl::StatusOr<v1::ListPetitionsResponse> PetitionService::ListPetitions(
    const RequestContext& context, const v1::ListPetitionsRequest& request) {
  return petitions_.List<v1::ListPetitionsResponse>(context, request);
}

absl::StatusOr<v1::ListAssignedPetitionsResponse> PetitionService::ListAssignedPetitions(
    const RequestContext& context, const v1::ListAssignedPetitionsRequest& request) {
  v1::ListPetitionsRequest own;
  own.set_page_size(request.page_size());
  own.set_page_token(request.page_token());
  own.set_state(request.state());
  own.set_lead_body(context.caller.capacity);
  return petitions_.List<v1::ListAssignedPetitionsResponse>(context, own);
}

absl::StatusOr<v1::Petition> PetitionService::UpdatePetition(
    const RequestContext& context, const v1::UpdatePetitionRequest& request) {
  ASSIGN_OR_RETURN(auto representatives,
                   rules_.Get(rules::kPetRepresentativesMax, DateOf(context.now)));
  return Mutate<v1::Petition>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Petition> {
        ASSIGN_OR_RETURN(v1::Petition petition, Move(m, request.name(), "UpdatePetition"));
        // Deadlines stand as they were set: a correction never resets a clock.
        *petition.mutable_petitioners() = request.petition().petitioners();
        petition.set_representatives(request.petition().representatives());
        petition.set_statement(request.petition().statement());
        petition.set_household(request.petition().household());
        const std::string& territory = request.petition().territory();
        if (!territory.empty() && !petition.territory().empty() &&
            territory != petition.territory()) {
          return Refuse(kPlaceFixed);
        }
        if (!territory.empty()) petition.set_territory(territory);
        NoteMissing(petition, representatives.value);
        return petitions_.Update(m, petition);
      });
}

absl::StatusOr<v1::Petition> PetitionService::RoutePetition(
    const RequestContext& context, const v1::RoutePetitionRequest& request) {
  const Date today = DateOf(context.now);
  const bool guided = IsHandedOver(request.matter(), request.procedure());
  ASSIGN_OR_RETURN(Deadline accept, rules_.DeadlineOf(rules::kPetTell, calendar_, today));
  return Mutate<v1::Petition>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Petition> {
        ASSIGN_OR_RETURN(
            v1::Petition petition,
            Move(m, request.name(), guided ? "RoutePetition (procedure)" : "RoutePetition"));
        ASSIGN_OR_RETURN(Routing routing,
                         RouteBy(request.matter(), request.procedure(), petition.territory()));
        petition.set_matter(request.matter());
        petition.set_procedure(request.procedure());
        petition.set_lead_body(routing.lead);
        auto* route = petition.mutable_route();
        route->set_rule(routing.rule);
        for (auto agency : routing.assisting) route->add_assisting(agency);
        *route->mutable_routed_date() = ToProto(today);
        route->set_instruction(request.instruction());
        if (guided) {
          petition.clear_due_date();
        } else {
          Run(petition, *petition.mutable_accept_deadline(), accept);
        }
        return petitions_.Update(m, petition);
      });
}

absl::StatusOr<v1::Petition> PetitionService::AcceptPetition(
    const RequestContext& context, const v1::AcceptPetitionRequest& request) {
  const Date today = DateOf(context.now);
  ASSIGN_OR_RETURN(Deadline answer, rules_.DeadlineOf(rules::kPetDone, calendar_, today));
  return Mutate<v1::Petition>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Petition> {
        ASSIGN_OR_RETURN(v1::Petition petition, MoveAsLead(m, request.name(), "AcceptPetition"));
        *petition.mutable_accepted_date() = ToProto(today);
        Run(petition, *petition.mutable_answer_deadline(), answer);
        return petitions_.Update(m, petition);
      });
}

absl::StatusOr<v1::Petition> PetitionService::RemindPetition(
    const RequestContext& context, const v1::RemindPetitionRequest& request) {
  return Mutate<v1::Petition>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Petition> {
        ASSIGN_OR_RETURN(v1::Petition petition, Move(m, request.name(), "RemindPetition"));
        auto* reminder = petition.add_reminders();
        reminder->set_officer(m.actor());
        *reminder->mutable_at() = ToTimestamp(m.now());
        reminder->set_text(request.text());
        ASSIGN_OR_RETURN(v1::Petition reminded, petitions_.Update(m, petition));
        // Who presses for an answer need not know what was written.
        reminded.clear_petitioners();
        reminded.clear_statement();
        reminded.clear_household();
        reminded.clear_opinion();
        return reminded;
      });
}

absl::StatusOr<v1::Petition> PetitionService::DraftOpinion(const RequestContext& context,
                                                           const v1::DraftOpinionRequest& request) {
  return Mutate<v1::Petition>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Petition> {
        ASSIGN_OR_RETURN(v1::Petition petition, MoveAsLead(m, request.name(), "DraftOpinion"));
        *petition.mutable_opinion() = request.opinion();
        *petition.mutable_opinion()->mutable_drafted_date() = ToProto(DateOf(m.now()));
        petition.set_drafter(m.actor());
        return petitions_.Update(m, petition);
      });
}

absl::StatusOr<v1::Petition> PetitionService::ReviewOpinion(
    const RequestContext& context, const v1::ReviewOpinionRequest& request) {
  const bool returned = !request.return_reason().empty();
  return Mutate<v1::Petition>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Petition> {
        ASSIGN_OR_RETURN(
            v1::Petition petition,
            Move(m, request.name(), returned ? "ReviewOpinion (return)" : "ReviewOpinion"));
        petition.set_reviewer(m.actor());
        petition.mutable_opinion()->set_return_reason(request.return_reason());
        *petition.mutable_opinion()->mutable_reviewed_date() = ToProto(DateOf(m.now()));
        return petitions_.Update(m, petition);
      });
}

absl::StatusOr<v1::Petition> PetitionService::ServeOpinion(const RequestContext& context,
                                                           const v1::ServeOpinionRequest& request) {
  return Mutate<v1::Petition>(
      storage_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Petition> {
        ASSIGN_OR_RETURN(v1::Petition petition, Move(m, request.name(), "ServeOpinion"));
        petition.mutable_opinion()->set_service_method(request.service_method());
        *petition.mutable_opinion()->mutable_served_date() = ToProto(DateOf(m.now()));
        petition.clear_due_date();
        return petitions_.Update(m, petition);
      });
}

}  // namespace liandong::petitions
