#include "services/enforcement/actions/action_rules.h"

#include <algorithm>

#include "services/enforcement/actions/day_rules.h"
#include "services/enforcement/labels.h"
#include "services/enforcement/timestamps.h"
#include "shared/calendar/date_proto.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::enforcement {
namespace {

// Bodies that assist on site (4.6.a); each gets a letter (4.4.c) and stands on the roster.
constexpr common::v1::Agency kAssistingBodies[] = {
    common::v1::AGENCY_PUBLIC_SECURITY, common::v1::AGENCY_HOUSING_BUREAU,
    common::v1::AGENCY_PROJECT_HEADQUARTERS, common::v1::AGENCY_SUBDISTRICT_OFFICE};

constexpr v1::ResourceKind kResourceKinds[] = {
    v1::RESOURCE_KIND_PEOPLE, v1::RESOURCE_KIND_MATERIAL, v1::RESOURCE_KIND_FINANCE,
    v1::RESOURCE_KIND_TRANSPORT, v1::RESOURCE_KIND_MEDICAL};

constexpr v1::SignatureSlot kSlots[] = {v1::SIGNATURE_SLOT_COMMANDER, v1::SIGNATURE_SLOT_RECORDER,
                                        v1::SIGNATURE_SLOT_EXECUTED_PERSON,
                                        v1::SIGNATURE_SLOT_WITNESS};

void CloseNotice(Date first_day, std::string_view subject, ClosedGates& gates) {
  gates.Close(kNoticeRunning, std::string(subject),
              {{"last_day", FormatDate(first_day - 1)}, {"from", FormatDate(first_day)}});
}

void CloseHousehold(const HouseholdFacts& household, std::string_view name, ClosedGates& gates) {
  if (household.appeal_pending) gates.Close(kAppealPending, std::string(name));
  if (household.annulled) gates.Close(kDecisionAnnulled, std::string(name));
  if (household.vacated) gates.Close(kHouseVacated, std::string(name));
}

template <class Entries, class Matches>
bool Any(const Entries& entries, Matches matches) {
  return std::any_of(entries.begin(), entries.end(), matches);
}

}  // namespace

absl::StatusOr<Action::State> NextState(const Action& a, std::string_view action) {
  if (a.state() == Action::STATE_ENDED) return Refuse(kCaseEnded);
  return kActionMachine.Next(a.state(), action);
}

absl::StatusOr<Deadline> NoticePeriod(Date served, const rules::RuleSet& rules,
                                      const Calendar& calendar) {
  return rules.DeadlineOf(rules::kDemolitionNotice, calendar, served);
}

absl::StatusOr<std::string> ExecutorOf(const v1::Case& c, std::string_view caller,
                                       common::v1::Agency capacity) {
  const bool named = c.ruling().executor() == v1::Ruling::EXECUTOR_COURT
                         ? capacity == common::v1::AGENCY_COURT
                         : caller == c.applicant();
  if (!named) return Refuse(kExecutorNotNamed);
  return std::string(caller);
}

absl::StatusOr<ClosedGates> NoticeGates(const v1::Case& c, const v1::Notice& notice,
                                        const Deadline& period, Date day,
                                        const HouseholdFacts& household,
                                        const rules::RuleSet& rules, const Calendar& calendar) {
  ClosedGates gates;
  if (!c.ruling().has_service()) gates.Close(kRulingNotServed, c.name());
  for (common::v1::Agency body : kAssistingBodies) {
    if (Any(notice.letters(), [body](const v1::Letter& l) { return l.body() == body; })) continue;
    gates.Close(kLetterMissing, common::v1::Agency_Name(body), Labelled("body", LabelOf(body)));
  }
  if (day < period.first_day_after()) CloseNotice(period.first_day_after(), c.name(), gates);
  ASSIGN_OR_RETURN(ClosedGates barred, DayGates(day, rules, calendar));
  gates.Add(barred);
  CloseHousehold(household, c.household(), gates);
  return gates;
}

absl::Status CheckRoster(const google::protobuf::RepeatedPtrField<v1::RosterEntry>& entries) {
  const bool investor = Any(entries, [](const v1::RosterEntry& e) {
    return e.body() == common::v1::AGENCY_CITY_INVESTMENT ||
           e.body() == common::v1::AGENCY_ECONOMIC_INVESTMENT;
  });
  return investor ? Refuse(kInvestorWall) : absl::OkStatus();
}

absl::Status Halt(Action& a, std::string_view incident, std::string_view by, absl::Time now) {
  const bool holds = a.state() != Action::STATE_NOTICED || !incident.empty();
  ASSIGN_OR_RETURN(
      const Action::State next,
      NextState(a, a.has_started_at() || !holds ? "SuspendAction" : "SuspendAction (not started)"));
  const bool known = (a.state() == Action::STATE_SUSPENDED || !incident.empty()) &&
                     Any(a.suspensions(), [&](const v1::Suspension& s) {
                       return s.incident() == incident && !s.has_lifted_at();
                     });
  if (!known) {
    v1::Suspension& suspension = *a.add_suspensions();
    suspension.set_incident(std::string(incident));
    suspension.set_suspended_by(std::string(by));
    *suspension.mutable_suspended_at() = ToTimestamp(now);
  }
  a.set_state(next);
  return absl::OkStatus();
}

absl::StatusOr<ClosedGates> RescheduleGates(const Action& a, Date day, Date today,
                                            const rules::RuleSet& rules, const Calendar& calendar) {
  ClosedGates gates;
  ASSIGN_OR_RETURN(Date first_day, FromProto(a.first_day()));
  ASSIGN_OR_RETURN(const Date told, FromProto(a.day()));
  if (day < told) {
    ASSIGN_OR_RETURN(const Deadline anew, NoticePeriod(today, rules, calendar));
    first_day = anew.first_day_after();
  }
  if (day < today) gates.Close(kDayPast, a.name(), {{"day", FormatDate(day)}});
  if (day < first_day) CloseNotice(first_day, a.name(), gates);
  ASSIGN_OR_RETURN(ClosedGates barred, DayGates(day, rules, calendar));
  gates.Add(barred);
  return gates;
}

absl::StatusOr<ClosedGates> TimeGates(const Action& a, absl::Time now, const rules::RuleSet& rules,
                                      const Calendar& calendar) {
  ClosedGates gates;
  const Date today = DateOf(now);
  ASSIGN_OR_RETURN(Date first_day, FromProto(a.first_day()));
  ASSIGN_OR_RETURN(Date told, FromProto(a.day()));
  // A day inside the notice period is wrong whatever day was told.
  if (today < first_day) {
    CloseNotice(first_day, a.name(), gates);
  } else if (today != told) {
    gates.Close(kDayNotTold, a.name(), {{"day", FormatDate(told)}});
  }
  ASSIGN_OR_RETURN(ClosedGates day, DayGates(today, rules, calendar));
  gates.Add(day);
  ASSIGN_OR_RETURN(ClosedGates hour, HourGates(today, MinuteOfDay(now), rules));
  gates.Add(hour);
  return gates;
}

absl::StatusOr<ClosedGates> ForceGates(const Action& a, const HouseholdFacts& household,
                                       const MoneyFacts& money, absl::Time now,
                                       const rules::RuleSet& rules, const Calendar& calendar) {
  ClosedGates gates = IncidentGates(a);
  ASSIGN_OR_RETURN(const ClosedGates time, TimeGates(a, now, rules, calendar));
  gates.Add(time);
  if (!money.live) gates.Close(kProofMissing, a.case_(), Labelled("finding", money.finding));
  CloseHousehold(household, a.household(), gates);
  return gates;
}

ClosedGates ReadinessGates(const Action& a, const v1::StartActionRequest& present) {
  ClosedGates gates;
  if (!a.has_plan()) {
    gates.Close(kPlanMissing, a.name());
  } else {
    for (v1::ResourceKind kind : kResourceKinds) {
      const Metadata label = Labelled("kind", LabelOf(kind));
      if (!Any(a.plan().resources(),
               [kind](const v1::ReservedResource& r) { return r.kind() == kind; })) {
        gates.Close(kResourceMissing, v1::ResourceKind_Name(kind), label);
      } else if (!Any(present.present_resources(), [kind](int p) { return p == kind; })) {
        gates.Close(kResourceAbsent, v1::ResourceKind_Name(kind), label);
      }
    }
    const auto open = std::count_if(
        a.plan().issues().begin(), a.plan().issues().end(),
        [](const v1::Issue& i) { return i.settlement() == v1::Issue::SETTLEMENT_UNSPECIFIED; });
    if (open > 0) gates.Close(kIssueOpen, a.name(), {{"count", std::to_string(open)}});
  }
  for (common::v1::Agency body : kAssistingBodies) {
    if (Any(a.roster(), [body](const v1::RosterEntry& e) { return e.body() == body; })) continue;
    gates.Close(kRosterIncomplete, common::v1::Agency_Name(body), Labelled("body", LabelOf(body)));
  }
  for (const v1::RosterEntry& entry : a.roster()) {
    if (Any(present.present_bodies(), [&entry](int p) { return p == entry.body(); })) continue;
    gates.Close(kBodyAbsent, common::v1::Agency_Name(entry.body()),
                Labelled("body", LabelOf(entry.body())));
  }
  return gates;
}

ClosedGates IncidentGates(const Action& a) {
  ClosedGates gates;
  for (const v1::Suspension& suspension : a.suspensions()) {
    if (suspension.incident().empty() || suspension.has_lifted_at()) continue;
    gates.Close(kIncidentOpen, suspension.incident(), {{"incident", suspension.incident()}});
  }
  return gates;
}

ClosedGates ClosingGates(const Action& a, const v1::CloseActionRequest& closing) {
  ClosedGates gates;
  if (a.record().proceedings().empty() || a.record().property().empty()) {
    gates.Close(kRecordIncomplete, a.name());
  }
  for (v1::SignatureSlot slot : kSlots) {
    const bool filled = Any(closing.signatures(), [slot](const v1::Signature& s) {
      if (s.slot() != slot) return false;
      return !s.signer().empty() ||
             (slot == v1::SIGNATURE_SLOT_EXECUTED_PERSON && !s.refusal_note().empty());
    });
    if (filled) continue;
    gates.Close(kSignatureSlotEmpty, v1::SignatureSlot_Name(slot), Labelled("slot", LabelOf(slot)));
  }
  return gates;
}

}  // namespace liandong::enforcement
