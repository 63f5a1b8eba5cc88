// The service's objects on a real database with fake neighbours, and the way of household H12
// through them as the sample project takes it.
#ifndef SERVICES_ENFORCEMENT_TESTING_ENFORCEMENT_WORLD_H_
#define SERVICES_ENFORCEMENT_TESTING_ENFORCEMENT_WORLD_H_

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "services/enforcement/actions/action_commands.h"
#include "services/enforcement/actions/action_service.h"
#include "services/enforcement/cases/case_commands.h"
#include "services/enforcement/cases/case_service.h"
#include "services/enforcement/cases/vacating.h"
#include "services/enforcement/enforcement_reasons.h"
#include "services/enforcement/migrations.h"
#include "services/enforcement/testing/fake_peers.h"
#include "services/enforcement/visits/visit_service.h"
#include "shared/calendar/testing/shipped_calendar.h"
#include "shared/rules/testing/shipped_rules.h"
#include "shared/storage/names.h"
#include "shared/testing/relay_driver.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong::enforcement::testing {

using liandong::testing::IsOk;
using liandong::testing::NewRequestId;
using liandong::testing::RefusedWith;
using liandong::testing::ShippedCalendar;
using liandong::testing::ShippedRules;

inline std::string Sha() { return std::string(64, 'a'); }

class EnforcementWorld : public ::testing::Test {
 protected:
  EnforcementWorld()
      : world_("enforcement", enforcement_migrations()),
        transport_(peers_.Transport()),
        channel_(transport_),
        facts_(channel_),
        cases_(world_.storage(), ShippedRules(), ShippedCalendar(), facts_),
        actions_(world_.storage(), ShippedRules(), ShippedCalendar(), facts_),
        visits_(world_.storage(), ShippedRules()),
        vacating_(world_.storage(), ShippedRules(), ShippedCalendar()),
        case_outcomes_(world_.storage(), ShippedRules(), ShippedCalendar()),
        action_outcomes_(world_.storage(), ShippedRules(), ShippedCalendar(), vacating_),
        relay_(world_.storage(), transport_) {
    case_outcomes_.Register(relay_);
    action_outcomes_.Register(relay_);
  }

  RequestContext As(common::v1::Agency capacity, const std::string& agency) {
    RequestContext context = world_.Context(capacity, agency, agency + "-3");
    context.caller.roles = {"head"};
    return context;
  }
  RequestContext Government() { return As(common::v1::AGENCY_CITY_GOVERNMENT, "gov"); }
  RequestContext Court() { return As(common::v1::AGENCY_COURT, "crt"); }
  RequestContext ReviewBody() { return As(common::v1::AGENCY_REVIEW_BODY, "rev"); }
  RequestContext Petitions() {
    RequestContext context =
        world_.Context(common::v1::AGENCY_UNSPECIFIED, "service/petitions", "");
    context.caller.service = common::v1::SERVICE_PETITIONS;
    return context;
  }

  // A request with a fresh id for the case or action of a household.
  template <class Request>
  static Request For(const std::string& name) {
    Request request;
    request.set_name(name);
    request.set_request_id(NewRequestId());
    return request;
  }
  static std::string CaseName(const std::string& id = "H12") { return "projects/P1/cases/" + id; }
  static std::string ActionName(const std::string& id = "H12") {
    return "projects/P1/actions/" + id;
  }

  void Deliver() {
    ASSERT_THAT(liandong::testing::DeliverCommands(world_.database().pool(), relay_), IsOk());
  }

  static v1::ServiceRecord Served() {
    v1::ServiceRecord service;
    service.set_method(v1::ServiceRecord::METHOD_IN_PERSON);
    service.set_proof_sha256(Sha());
    return service;
  }

  static v1::OpenCaseRequest Opening(const std::string& id = "H12") {
    v1::OpenCaseRequest request;
    request.set_parent("projects/P1");
    request.set_case_id(id);
    request.mutable_case_()->set_track(v1::TRACK_DECISION_NOT_PERFORMED);
    request.mutable_case_()->set_household("projects/P1/households/" + id);
    request.mutable_case_()->set_decision("projects/P1/compensationDecisions/" + id);
    request.set_request_id(NewRequestId());
    return request;
  }
  static v1::AttestNothingPendingRequest Attesting(const std::string& id = "H12") {
    auto request = For<v1::AttestNothingPendingRequest>(CaseName(id));
    request.set_document_number("示例证明");
    request.set_document_sha256(Sha());
    return request;
  }
  static v1::ServeDemandRequest Demanding(const std::string& id = "H12") {
    auto request = For<v1::ServeDemandRequest>(CaseName(id));
    request.mutable_demand()->set_document_number("永政催〔2026〕示例12号");
    request.mutable_demand()->set_tells_right_to_defend(true);
    *request.mutable_demand()->mutable_service() = Served();
    return request;
  }
  static v1::CollectAttachmentsRequest FullPack(const std::string& id = "H12") {
    auto request = For<v1::CollectAttachmentsRequest>(CaseName(id));
    for (int kind = v1::ATTACHMENT_KIND_APPLICATION; kind <= v1::ATTACHMENT_KIND_ESCROW_CERTIFICATE;
         ++kind) {
      v1::Attachment* attachment = request.add_attachments();
      attachment->set_kind(static_cast<v1::AttachmentKind>(kind));
      attachment->set_title("示例材料");
      attachment->set_sha256(Sha());
    }
    return request;
  }
  static v1::FileApplicationRequest Filing(const std::string& id = "H12") {
    auto request = For<v1::FileApplicationRequest>(CaseName(id));
    request.set_court("永州市冷水滩区人民法院");
    request.set_money_proof("projects/P1/escrows/" + id);
    return request;
  }
  static v1::RecordRulingRequest Permit(const std::string& id = "H12") {
    auto request = For<v1::RecordRulingRequest>(CaseName(id));
    request.mutable_ruling()->set_document_number("(2026)湘1103行审示例12号");
    request.mutable_ruling()->set_outcome(v1::Ruling::OUTCOME_PERMIT);
    request.mutable_ruling()->set_executor(v1::Ruling::EXECUTOR_GOVERNMENT);
    return request;
  }
  static v1::ServeNoticeRequest Notice(const std::string& id = "H12") {
    v1::ServeNoticeRequest request;
    request.set_parent("projects/P1");
    request.set_action_id(id);
    request.set_case_(CaseName(id));
    request.mutable_notice()->set_document_number("永政强拆通〔2026〕示例12号");
    *request.mutable_notice()->mutable_service() = Served();
    for (common::v1::Agency body :
         {common::v1::AGENCY_PUBLIC_SECURITY, common::v1::AGENCY_HOUSING_BUREAU,
          common::v1::AGENCY_PROJECT_HEADQUARTERS, common::v1::AGENCY_SUBDISTRICT_OFFICE}) {
      v1::Letter* letter = request.mutable_notice()->add_letters();
      letter->set_body(body);
      letter->set_document_number("示例函");
    }
    *request.mutable_day() = ToProto(Date(2026, 12, 17));
    request.set_request_id(NewRequestId());
    return request;
  }
  static v1::PlanActionRequest Planning(const std::string& id = "H12") {
    auto request = For<v1::PlanActionRequest>(ActionName(id));
    v1::Plan* plan = request.mutable_plan();
    plan->set_document_sha256(Sha());
    plan->set_storage_place("示例仓库");
    plan->set_transition_home("示例周转房");
    for (int kind = v1::RESOURCE_KIND_PEOPLE; kind <= v1::RESOURCE_KIND_MEDICAL; ++kind) {
      v1::ReservedResource* resource = plan->add_resources();
      resource->set_kind(static_cast<v1::ResourceKind>(kind));
      resource->set_description("示例保障");
      resource->set_quantity(1);
    }
    v1::Issue* issue = plan->add_issues();
    issue->set_title("示例问题");
    issue->set_settlement(v1::Issue::SETTLEMENT_ACCEPTED);
    return request;
  }
  static v1::SetRosterRequest Roster(const std::string& id = "H12") {
    auto request = For<v1::SetRosterRequest>(ActionName(id));
    for (common::v1::Agency body :
         {common::v1::AGENCY_PUBLIC_SECURITY, common::v1::AGENCY_HOUSING_BUREAU,
          common::v1::AGENCY_PROJECT_HEADQUARTERS, common::v1::AGENCY_SUBDISTRICT_OFFICE}) {
      v1::RosterEntry* entry = request.add_entries();
      entry->set_body(body);
      entry->set_duty("协助");
      entry->set_persons(4);
    }
    return request;
  }
  static v1::StartActionRequest Starting(const std::string& id = "H12") {
    auto request = For<v1::StartActionRequest>(ActionName(id));
    const v1::SetRosterRequest roster = Roster(id);
    for (const auto& entry : roster.entries()) request.add_present_bodies(entry.body());
    const v1::PlanActionRequest planning = Planning(id);
    for (const auto& resource : planning.plan().resources()) {
      request.add_present_resources(resource.kind());
    }
    return request;
  }
  static v1::RecordProceedingsRequest Proceedings() {
    auto request = For<v1::RecordProceedingsRequest>(ActionName());
    request.add_proceedings()->set_text("示例过程");
    v1::PropertyItem* item = request.add_property();
    item->set_description("示例家具");
    item->set_quantity(3);
    item->set_stored_at("示例仓库");
    request.add_video_sha256(Sha());
    return request;
  }
  // Three slots signed, the executed person's noted.
  static v1::CloseActionRequest Closing() {
    auto request = For<v1::CloseActionRequest>(ActionName());
    for (auto slot :
         {v1::SIGNATURE_SLOT_COMMANDER, v1::SIGNATURE_SLOT_RECORDER, v1::SIGNATURE_SLOT_WITNESS}) {
      v1::Signature* signature = request.add_signatures();
      signature->set_slot(slot);
      signature->set_signer("示例签名");
    }
    v1::Signature* refused = request.add_signatures();
    refused->set_slot(v1::SIGNATURE_SLOT_EXECUTED_PERSON);
    refused->set_refusal_note("拒绝签名");
    return request;
  }

  // The stations of the story, each with what leads to it.
  void OpenAndDemand(const std::string& id = "H12") {
    world_.SetNow("2026-06-16 09:00");
    ASSERT_THAT(cases_.OpenCase(Government(), Opening(id)), IsOk());
    world_.SetNow("2026-11-02 09:00");
    ASSERT_THAT(cases_.AttestNothingPending(ReviewBody(), Attesting(id)), IsOk());
    ASSERT_THAT(cases_.AttestNothingPending(Court(), Attesting(id)), IsOk());
    ASSERT_THAT(cases_.ServeDemand(Government(), Demanding(id)), IsOk());
    ASSERT_THAT(cases_.CollectAttachments(Government(), FullPack(id)), IsOk());
  }
  void File(const std::string& id = "H12") {
    OpenAndDemand(id);
    world_.SetNow("2026-11-17 10:00");
    ASSERT_THAT(cases_.FileApplication(Government(), Filing(id)), IsOk());
    Deliver();
  }
  void Accept(const std::string& id = "H12") {
    File(id);
    world_.SetNow("2026-11-19 09:00");
    auto accepting = For<v1::AcceptApplicationRequest>(CaseName(id));
    accepting.set_court_number("(2026)湘1103行审示例12号");
    ASSERT_THAT(cases_.AcceptApplication(Court(), accepting), IsOk());
  }
  void PermitAndServe(const std::string& id = "H12") {
    Accept(id);
    world_.SetNow("2026-11-27 09:00");
    ASSERT_THAT(cases_.RecordRuling(Court(), Permit(id)), IsOk());
    world_.SetNow("2026-11-30 09:00");
    auto serving = For<v1::ServeRulingRequest>(CaseName(id));
    *serving.mutable_service() = Served();
    ASSERT_THAT(cases_.ServeRuling(Court(), serving), IsOk());
  }
  void Prepare(const std::string& id = "H12") {
    PermitAndServe(id);
    world_.SetNow("2026-12-01 09:00");
    ASSERT_THAT(actions_.ServeNotice(Government(), Notice(id)), IsOk());
    world_.SetNow("2026-12-02 09:00");
    ASSERT_THAT(actions_.PlanAction(Government(), Planning(id)), IsOk());
    ASSERT_THAT(actions_.SetRoster(Government(), Roster(id)), IsOk());
  }
  void Start() {
    Prepare();
    world_.SetNow("2026-12-17 09:30");
    ASSERT_THAT(actions_.StartAction(Government(), Starting()), IsOk());
    Deliver();
    ASSERT_EQ(ReadAction().state(), v1::Action::STATE_UNDER_WAY);
  }

  v1::Case ReadCase(const std::string& id = "H12") {
    v1::GetCaseRequest request;
    request.set_name(CaseName(id));
    auto c = cases_.GetCase(Government(), request);
    EXPECT_THAT(c, IsOk());
    return c.ok() ? *c : v1::Case();
  }
  v1::Action ReadAction(const std::string& id = "H12") {
    v1::GetActionRequest request;
    request.set_name(ActionName(id));
    auto a = actions_.GetAction(Government(), request);
    EXPECT_THAT(a, IsOk());
    return a.ok() ? *a : v1::Action();
  }

  // Acquisition's stream as the consumer hands it on.
  absl::Status HearOfHousehold(const std::string& id = "H12") {
    common::v1::Change change;
    change.set_resource("projects/P1/households/" + id);
    change.mutable_document()->PackFrom(peers_.household(id));
    RequestContext context =
        world_.Context(common::v1::AGENCY_UNSPECIFIED, "service/enforcement", "");
    context.scope = SystemScope();
    return MutateAsSystem(world_.storage(), context, RequestKey{},
                          [&](Mutation& m) { return vacating_.Handle(m, change); });
  }

  liandong::testing::TestStorage world_;
  FakePeers peers_;
  rpc::Peers::Transport transport_;
  rpc::Peers channel_;
  FactReader facts_;
  CaseService cases_;
  ActionService actions_;
  VisitService visits_;
  Vacating vacating_;
  CaseOutcomes case_outcomes_;
  ActionOutcomes action_outcomes_;
  CommandRelay relay_;
};

}  // namespace liandong::enforcement::testing

#endif  // SERVICES_ENFORCEMENT_TESTING_ENFORCEMENT_WORLD_H_
