#include "services/petitions/petition/petition_service.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/petitions/figures.h"
#include "services/petitions/petitions_reasons.h"
#include "services/petitions/testing/petitions_world.h"
#include "shared/calendar/date_proto.h"
#include "shared/testing/figure_reader.h"

namespace liandong::petitions {
namespace {

using common::v1::AGENCY_CITY_INVESTMENT;
using common::v1::AGENCY_HOUSING_BUREAU;
using common::v1::AGENCY_PETITION_BUREAU;
using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;
using v1::Petition;

std::string Day(const google::type::Date& date) {
  auto day = FromProto(date);
  return day.ok() ? FormatDate(*day) : "";
}

class PetitionServiceTest : public ::testing::Test {
 protected:
  PetitionServiceTest() { world_.SetNow("2026-09-18 09:00"); }

  RequestContext Pet(const std::string& officer = "pet-1") {
    return world_.As(AGENCY_PETITION_BUREAU, officer);
  }
  RequestContext Hsb(const std::string& officer = "hsb-1") {
    return world_.As(AGENCY_HOUSING_BUREAU, officer);
  }

  v1::RegisterPetitionRequest Letter() {
    v1::RegisterPetitionRequest request;
    request.set_petition_id("2026-0001");
    auto* petition = request.mutable_petition();
    petition->set_channel(Petition::CHANNEL_LETTER);
    petition->set_territory("431103");
    petition->add_petitioners()->set_name("孙示七");
    petition->set_statement("临时安置费标准偏低");
    petition->set_household("projects/P1/households/H07");
    request.set_request_id(NewRequestId());
    return request;
  }
  absl::StatusOr<Petition> Register() { return world_.petitions.RegisterPetition(Pet(), Letter()); }
  absl::StatusOr<Petition> Route(const std::string& name, v1::Matter matter,
                                 v1::Procedure procedure = v1::PROCEDURE_UNSPECIFIED) {
    v1::RoutePetitionRequest request;
    request.set_name(name);
    request.set_matter(matter);
    request.set_procedure(procedure);
    request.set_request_id(NewRequestId());
    return world_.petitions.RoutePetition(Pet(), request);
  }
  absl::StatusOr<Petition> Accept(const std::string& name, const RequestContext& context) {
    v1::AcceptPetitionRequest request;
    request.set_name(name);
    request.set_request_id(NewRequestId());
    return world_.petitions.AcceptPetition(context, request);
  }
  absl::StatusOr<Petition> Draft(const std::string& name, const RequestContext& context) {
    v1::DraftOpinionRequest request;
    request.set_name(name);
    auto* opinion = request.mutable_opinion();
    opinion->set_conclusion(v1::Opinion::CONCLUSION_EXPLAIN);
    opinion->set_facts("按方案发放两个月临时安置费");
    opinion->set_text("标准与方案一致");
    opinion->set_legal_basis("国有土地上房屋征收与补偿条例 22");
    request.set_request_id(NewRequestId());
    return world_.petitions.DraftOpinion(context, request);
  }
  absl::StatusOr<Petition> Review(const std::string& name, const RequestContext& context,
                                  const std::string& return_reason = "") {
    v1::ReviewOpinionRequest request;
    request.set_name(name);
    request.set_return_reason(return_reason);
    request.set_request_id(NewRequestId());
    return world_.petitions.ReviewOpinion(context, request);
  }
  absl::StatusOr<Petition> Serve(const std::string& name) {
    v1::ServeOpinionRequest request;
    request.set_name(name);
    request.set_service_method("直接送达");
    request.set_request_id(NewRequestId());
    return world_.petitions.ServeOpinion(Pet(), request);
  }
  Petition Stored(const std::string& name) {
    v1::GetPetitionRequest request;
    request.set_name(name);
    return world_.petitions.GetPetition(Pet(), request).value();
  }
  // A petition that waits for its answer, accepted on 2026-09-22.
  std::string Accepted() {
    const std::string name = Register()->name();
    EXPECT_THAT(Route(name, v1::MATTER_COMPENSATION), IsOk());
    world_.SetNow("2026-09-22 09:30");
    EXPECT_THAT(Accept(name, Hsb()), IsOk());
    return name;
  }

  PetitionsWorld world_;
};

TEST_F(PetitionServiceTest, RegistrationStartsTheFifteenDaysForRouting) {
  ASSERT_OK_AND_ASSIGN(Petition petition, Register());
  EXPECT_EQ(petition.state(), Petition::STATE_REGISTERED);
  EXPECT_EQ(petition.number(), "永信〔2026〕1号");
  // 2026-10-03 lies in the National Day holiday.
  EXPECT_EQ(Day(petition.route_deadline().legal_due()), "2026-10-08");
  EXPECT_EQ(Day(petition.route_deadline().safe_due()), "2026-09-30");
  EXPECT_EQ(Day(petition.due_date()), "2026-10-08");
  EXPECT_FALSE(petition.route_deadline().explanation_zh().empty());
  EXPECT_EQ(petition.missing_size(), 0);
}

TEST_F(PetitionServiceTest, RegistrationIsNeverRefusedForWhatAPetitionLacks) {
  v1::RegisterPetitionRequest request;
  request.set_petition_id("anonymous");
  request.mutable_petition()->set_channel(Petition::CHANNEL_VISIT);
  request.mutable_petition()->set_representatives(6);
  request.set_request_id(NewRequestId());
  ASSERT_OK_AND_ASSIGN(Petition petition, world_.petitions.RegisterPetition(Pet(), request));
  EXPECT_EQ(petition.state(), Petition::STATE_REGISTERED);
  EXPECT_EQ(petition.missing_size(), 4);
  // It can be routed where no place is needed, and nowhere else.
  EXPECT_THAT(Route(petition.name(), v1::MATTER_OTHER), RefusedWith(kPlaceUnknown));
  EXPECT_EQ(Stored(petition.name()).state(), Petition::STATE_REGISTERED);
  EXPECT_THAT(Route(petition.name(), v1::MATTER_ILLEGAL_BUILDING), IsOk());
}

TEST_F(PetitionServiceTest, NumbersCountWithoutGap) {
  ASSERT_THAT(Register(), IsOk());
  EXPECT_THAT(Register(), RefusedWith(kResourceExists));
  auto second = Letter();
  second.set_petition_id("2026-0002");
  ASSERT_OK_AND_ASSIGN(Petition petition, world_.petitions.RegisterPetition(Pet(), second));
  EXPECT_EQ(petition.number(), "永信〔2026〕2号");
}

TEST_F(PetitionServiceTest, RoutedByTableAndAnsweredByTheLeadOnly) {
  const std::string name = Register()->name();
  world_.SetNow("2026-09-22 09:00");
  ASSERT_OK_AND_ASSIGN(Petition routed, Route(name, v1::MATTER_COMPENSATION));
  EXPECT_EQ(routed.lead_body(), AGENCY_HOUSING_BUREAU);
  EXPECT_EQ(routed.route().rule(), "5.4.c");
  EXPECT_EQ(routed.route().assisting(0), AGENCY_CITY_INVESTMENT);
  EXPECT_EQ(Day(routed.due_date()), "2026-10-08");

  const auto investor = world_.As(AGENCY_CITY_INVESTMENT, "cig-1");
  EXPECT_THAT(Accept(name, investor), RefusedWith(kNotLead));
  ASSERT_OK_AND_ASSIGN(Petition accepted, Accept(name, Hsb()));
  // 60 days end on Saturday 2026-11-21.
  EXPECT_EQ(Day(accepted.answer_deadline().legal_due()), "2026-11-23");
  EXPECT_EQ(Day(accepted.answer_deadline().safe_due()), "2026-11-20");
  EXPECT_EQ(Day(accepted.due_date()), "2026-11-23");

  EXPECT_THAT(Draft(name, investor), RefusedWith(kNotLead));
  EXPECT_EQ(Stored(name).state(), Petition::STATE_ACCEPTED);
  EXPECT_EQ(Stored(name).etag(), accepted.etag());
}

TEST_F(PetitionServiceTest, NobodyLeadsBeforeTheRouting) {
  const std::string name = Register()->name();
  EXPECT_THAT(Accept(name, Hsb()), RefusedWith(kPetitionState));
  EXPECT_THAT(Draft(name, Hsb()), RefusedWith(kPetitionState));
}

TEST_F(PetitionServiceTest, StatutoryProcedureEndsThePetitionHere) {
  const std::string name = Register()->name();
  ASSERT_OK_AND_ASSIGN(Petition guided,
                       Route(name, v1::MATTER_COMPENSATION, v1::PROCEDURE_ADMINISTRATIVE_REVIEW));
  EXPECT_EQ(guided.state(), Petition::STATE_GUIDED);
  EXPECT_FALSE(guided.has_due_date());
  EXPECT_THAT(Route(name, v1::MATTER_COMPENSATION), RefusedWith(kPetitionState));
}

// Clauses 3.1.b, 5.4.d, 6.2.a: whoever it accuses neither gets it nor is reminded of it.
TEST_F(PetitionServiceTest, AccusationGoesToTheDisciplineCommissionAlone) {
  const std::string name = Register()->name();
  ASSERT_OK_AND_ASSIGN(Petition handed, Route(name, v1::MATTER_ACCUSATION));
  EXPECT_EQ(handed.state(), Petition::STATE_GUIDED);
  EXPECT_EQ(handed.lead_body(), common::v1::AGENCY_DISCIPLINE_COMMISSION);
  EXPECT_FALSE(handed.has_due_date());
  const auto territory = world_.As(common::v1::AGENCY_DISTRICT_GOVERNMENT, "lsd-1");
  ASSERT_OK_AND_ASSIGN(auto assigned, world_.petitions.ListAssignedPetitions(territory, {}));
  EXPECT_EQ(assigned.petitions_size(), 0);
  EXPECT_THAT(Accept(name, territory), RefusedWith(kNotLead));
  v1::RemindPetitionRequest remind;
  remind.set_name(name);
  remind.set_text("请答复");
  remind.set_request_id(NewRequestId());
  EXPECT_THAT(world_.petitions.RemindPetition(Hsb(), remind), RefusedWith(kPetitionState));
  v1::ListPetitionsRequest own;
  own.set_lead_body(common::v1::AGENCY_DISCIPLINE_COMMISSION);
  ASSERT_OK_AND_ASSIGN(auto received,
                       world_.petitions.ListPetitions(
                           world_.As(common::v1::AGENCY_DISCIPLINE_COMMISSION, "cdi-1"), own));
  EXPECT_EQ(received.petitions_size(), 1);
}

// Clause 3.12.a: registered without a place, asked for it, then routed.
TEST_F(PetitionServiceTest, AMissingPlaceIsAddedOnce) {
  v1::RegisterPetitionRequest letter = Letter();
  letter.mutable_petition()->clear_territory();
  ASSERT_OK_AND_ASSIGN(Petition petition, world_.petitions.RegisterPetition(Pet(), letter));
  EXPECT_THAT(Route(petition.name(), v1::MATTER_OTHER), RefusedWith(kPlaceUnknown));
  const auto update = [&](const std::string& territory) {
    v1::UpdatePetitionRequest request;
    request.set_name(petition.name());
    request.set_etag(Stored(petition.name()).etag());
    *request.mutable_petition() = letter.petition();
    request.mutable_petition()->set_territory(territory);
    request.set_request_id(NewRequestId());
    return world_.petitions.UpdatePetition(Pet(), request);
  };
  ASSERT_OK_AND_ASSIGN(petition, update("431171"));
  EXPECT_EQ(petition.territory(), "431171");
  EXPECT_EQ(petition.missing_size(), 0);
  EXPECT_THAT(update("431103"), RefusedWith(kPlaceFixed));
  ASSERT_OK_AND_ASSIGN(petition, update(""));
  EXPECT_EQ(petition.territory(), "431171");
  ASSERT_OK_AND_ASSIGN(petition, Route(petition.name(), v1::MATTER_OTHER));
  EXPECT_EQ(petition.lead_body(), common::v1::AGENCY_ECONOMIC_ZONE);
}

TEST_F(PetitionServiceTest, CorrectionResetsNoClock) {
  const std::string name = Accepted();
  const Petition before = Stored(name);
  world_.SetNow("2026-09-24 09:00");
  v1::UpdatePetitionRequest request;
  request.set_name(name);
  request.set_etag(before.etag());
  *request.mutable_petition() = Letter().petition();
  request.mutable_petition()->set_statement("临时安置费标准偏低，并请求说明发放月数");
  request.set_request_id(NewRequestId());
  ASSERT_OK_AND_ASSIGN(Petition after, world_.petitions.UpdatePetition(Pet(), request));
  EXPECT_EQ(after.statement(), request.petition().statement());
  EXPECT_EQ(after.state(), Petition::STATE_ACCEPTED);
  for (const Petition& petition : {before, after}) {
    EXPECT_EQ(Day(petition.route_deadline().legal_due()), "2026-10-08");
    EXPECT_EQ(Day(petition.answer_deadline().legal_due()), "2026-11-23");
    EXPECT_EQ(Day(petition.due_date()), "2026-11-23");
  }
  // The etag of before is stale now.
  request.set_request_id(NewRequestId());
  EXPECT_THAT(world_.petitions.UpdatePetition(Pet(), request), RefusedWith(kEtagMismatch));
}

TEST_F(PetitionServiceTest, RemindedDraftedReviewedServedInTime) {
  const std::string name = Accepted();
  world_.SetNow("2026-11-09 09:00");
  v1::RemindPetitionRequest remind;
  remind.set_name(name);
  remind.set_text("请于期限前答复");
  remind.set_request_id(NewRequestId());
  ASSERT_OK_AND_ASSIGN(Petition reminded, world_.petitions.RemindPetition(Hsb("hsb-2"), remind));
  EXPECT_EQ(reminded.reminders(0).officer(), "hsb/hsb-2");
  EXPECT_EQ(Day(reminded.due_date()), "2026-11-23");
  // The reminder answers nothing of what was written.
  EXPECT_EQ(reminded.petitioners_size(), 0);
  EXPECT_EQ(reminded.statement(), "");
  EXPECT_EQ(reminded.household(), "");
  EXPECT_EQ(Stored(name).statement(), "临时安置费标准偏低");

  EXPECT_THAT(Review(name, Pet()), RefusedWith(kPetitionState));
  ASSERT_THAT(Draft(name, Hsb()), IsOk());
  EXPECT_THAT(Serve(name), RefusedWith(kPetitionState));
  ASSERT_OK_AND_ASSIGN(Petition returned, Review(name, Pet("pet-2"), "请补充法律依据"));
  EXPECT_EQ(returned.state(), Petition::STATE_ACCEPTED);
  ASSERT_THAT(Draft(name, Hsb()), IsOk());
  ASSERT_OK_AND_ASSIGN(Petition reviewed, Review(name, Pet("pet-2")));
  EXPECT_EQ(reviewed.opinion().return_reason(), "");
  ASSERT_OK_AND_ASSIGN(Petition served, Serve(name));
  EXPECT_EQ(served.state(), Petition::STATE_SERVED);
  EXPECT_EQ(Day(served.opinion().served_date()), "2026-11-09");
  EXPECT_EQ(FromProto(served.answer_deadline().legal_due()).value() -
                FromProto(served.opinion().served_date()).value(),
            14);
  EXPECT_FALSE(served.has_due_date());
}

TEST_F(PetitionServiceTest, DrafterDoesNotReview) {
  const std::string name = Accepted();
  ASSERT_THAT(Draft(name, Hsb()), IsOk());
  // The access option of ReviewOpinion, as dispatch hands it over.
  common::v1::Access access;
  access.add_separate_from("drafter");
  RequestContext drafter = Hsb();
  drafter.access = &access;
  EXPECT_THAT(Review(name, drafter), RefusedWith(kFourEyes));
  EXPECT_EQ(Stored(name).state(), Petition::STATE_DRAFTED);
}

TEST_F(PetitionServiceTest, ABodyListsOnlyWhatItLeads) {
  const std::string name = Register()->name();
  ASSERT_THAT(Route(name, v1::MATTER_COMPENSATION), IsOk());
  ASSERT_OK_AND_ASSIGN(auto own, world_.petitions.ListAssignedPetitions(Hsb(), {}));
  ASSERT_EQ(own.petitions_size(), 1);
  EXPECT_EQ(own.petitions(0).name(), name);
  ASSERT_OK_AND_ASSIGN(auto others, world_.petitions.ListAssignedPetitions(
                                        world_.As(AGENCY_CITY_INVESTMENT, "cig-1"), {}));
  EXPECT_EQ(others.petitions_size(), 0);
  v1::ListPetitionsRequest all;
  all.set_lead_body(AGENCY_HOUSING_BUREAU);
  ASSERT_OK_AND_ASSIGN(auto listed, world_.petitions.ListPetitions(Pet(), all));
  EXPECT_EQ(listed.petitions_size(), 1);
}

TEST_F(PetitionServiceTest, FiguresCountStatesAndWhatIsOverdue) {
  const std::string name = Register()->name();
  testing::FigureReader figures(world_.storage().pool());
  AddFigures(figures.figures(), world_.storage());
  EXPECT_EQ(figures.Value("liandong_petitions", {{"state", "REGISTERED"}}), 1);
  EXPECT_EQ(figures.Value("liandong_petitions", {{"state", "SERVED"}}), 0);
  EXPECT_EQ(figures.Value("liandong_petitions_overdue"), 0);
  world_.SetNow("2026-10-08 23:59");
  EXPECT_EQ(figures.Value("liandong_petitions_overdue"), 0);
  world_.SetNow("2026-10-09 00:00");
  EXPECT_EQ(figures.Value("liandong_petitions_overdue"), 1);
}

}  // namespace
}  // namespace liandong::petitions
