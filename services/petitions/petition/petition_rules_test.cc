#include "services/petitions/petition/petition_rules.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "shared/testing/machine_check.h"
#include "shared/testing/status_matchers.h"

namespace liandong::petitions {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::RefusedWith;

TEST(PetitionMachine, EveryStateWithEveryAction) {
  liandong::testing::ExpectExactly<Petition::State>(
      kPetitionMachine, kPetitionState,
      {
          {{Petition::STATE_UNSPECIFIED, "RegisterPetition"}, Petition::STATE_REGISTERED},
          {{Petition::STATE_REGISTERED, "UpdatePetition"}, Petition::STATE_REGISTERED},
          {{Petition::STATE_ROUTED, "UpdatePetition"}, Petition::STATE_ROUTED},
          {{Petition::STATE_ACCEPTED, "UpdatePetition"}, Petition::STATE_ACCEPTED},
          {{Petition::STATE_REGISTERED, "RoutePetition"}, Petition::STATE_ROUTED},
          {{Petition::STATE_REGISTERED, "RoutePetition (procedure)"}, Petition::STATE_GUIDED},
          {{Petition::STATE_ROUTED, "AcceptPetition"}, Petition::STATE_ACCEPTED},
          {{Petition::STATE_ROUTED, "RemindPetition"}, Petition::STATE_ROUTED},
          {{Petition::STATE_ACCEPTED, "RemindPetition"}, Petition::STATE_ACCEPTED},
          {{Petition::STATE_ACCEPTED, "DraftOpinion"}, Petition::STATE_DRAFTED},
          {{Petition::STATE_DRAFTED, "DraftOpinion"}, Petition::STATE_DRAFTED},
          {{Petition::STATE_DRAFTED, "ReviewOpinion"}, Petition::STATE_REVIEWED},
          {{Petition::STATE_DRAFTED, "ReviewOpinion (return)"}, Petition::STATE_ACCEPTED},
          {{Petition::STATE_REVIEWED, "ServeOpinion"}, Petition::STATE_SERVED},
      });
}

struct RouteCase {
  v1::Matter matter;
  std::string territory;
  common::v1::Agency lead;
  std::string rule;
};

TEST(RouteBy, FollowsTable54ThenTheTerritory) {
  const RouteCase cases[] = {
      {v1::MATTER_ILLEGAL_BUILDING, "431103", common::v1::AGENCY_CITY_MANAGEMENT, "5.4.a"},
      {v1::MATTER_AREA_FACTS, "431103", common::v1::AGENCY_SUBDISTRICT_OFFICE, "5.4.b"},
      {v1::MATTER_COMPENSATION, "431103", common::v1::AGENCY_HOUSING_BUREAU, "5.4.c"},
      {v1::MATTER_CONSTRUCTION, "431103", common::v1::AGENCY_CITY_INVESTMENT, "5.4.e"},
      {v1::MATTER_CONSTRUCTION, "431171", common::v1::AGENCY_ECONOMIC_INVESTMENT, "5.4.e"},
      {v1::MATTER_UNLAWFUL_CONDUCT, "431103", common::v1::AGENCY_PUBLIC_SECURITY, "5.4.f"},
      {v1::MATTER_ALLOCATION, "431103", common::v1::AGENCY_LEADING_GROUP, "5.4.g"},
      {v1::MATTER_OTHER, "431103", common::v1::AGENCY_DISTRICT_GOVERNMENT, "6.2.a"},
      {v1::MATTER_OTHER, "431171", common::v1::AGENCY_ECONOMIC_ZONE, "6.2.a"},
      // Never to the territory, which it may name; and without a place.
      {v1::MATTER_ACCUSATION, "431103", common::v1::AGENCY_DISCIPLINE_COMMISSION, "3.1.b"},
      {v1::MATTER_ACCUSATION, "", common::v1::AGENCY_DISCIPLINE_COMMISSION, "3.1.b"},
      // Bodies of the whole city need no place.
      {v1::MATTER_ILLEGAL_BUILDING, "", common::v1::AGENCY_CITY_MANAGEMENT, "5.4.a"},
  };
  for (const RouteCase& c : cases) {
    ASSERT_OK_AND_ASSIGN(Routing routing,
                         RouteBy(c.matter, v1::PROCEDURE_UNSPECIFIED, c.territory));
    EXPECT_EQ(routing.lead, c.lead) << c.rule;
    EXPECT_EQ(routing.rule, c.rule);
  }
}

TEST(RouteBy, InvestorsOnlyAssistOnCompensation) {
  ASSERT_OK_AND_ASSIGN(Routing city,
                       RouteBy(v1::MATTER_COMPENSATION, v1::PROCEDURE_UNSPECIFIED, "431103"));
  EXPECT_THAT(city.assisting, ElementsAre(common::v1::AGENCY_CITY_INVESTMENT));
  ASSERT_OK_AND_ASSIGN(Routing zone,
                       RouteBy(v1::MATTER_COMPENSATION, v1::PROCEDURE_UNSPECIFIED, "431171"));
  EXPECT_THAT(zone.assisting, ElementsAre(common::v1::AGENCY_ECONOMIC_INVESTMENT));
}

TEST(RouteBy, StatutoryProcedureGoesBeforeEveryTable) {
  const auto* procedures = v1::Procedure_descriptor();
  for (int i = 1; i < procedures->value_count(); ++i) {
    ASSERT_OK_AND_ASSIGN(
        Routing routing,
        RouteBy(v1::MATTER_COMPENSATION, static_cast<v1::Procedure>(procedures->value(i)->number()),
                "431103"));
    EXPECT_EQ(routing.lead, common::v1::AGENCY_UNSPECIFIED);
    EXPECT_EQ(routing.rule, "信访工作条例 31");
  }
}

TEST(RouteBy, TerritoryIsAskedForWhereTheRuleNeedsIt) {
  for (auto matter : {v1::MATTER_COMPENSATION, v1::MATTER_CONSTRUCTION, v1::MATTER_OTHER}) {
    EXPECT_THAT(RouteBy(matter, v1::PROCEDURE_UNSPECIFIED, ""), RefusedWith(kPlaceUnknown));
  }
}

TEST(MissingIn, NamesWhatIsToBeAskedFor) {
  Petition petition;
  petition.set_representatives(6);
  EXPECT_THAT(MissingIn(petition, 5),
              ElementsAre(Petition::MISSING_IDENTITY, Petition::MISSING_PLACE,
                          Petition::MISSING_FACTS, Petition::MISSING_REPRESENTATIVES));
  petition.add_petitioners()->set_phone("07460000000");
  petition.add_petitioners()->set_name("孙示七");
  petition.set_territory("431103");
  petition.set_statement("过渡费标准");
  petition.set_representatives(5);
  EXPECT_THAT(MissingIn(petition, 5), IsEmpty());
}

}  // namespace
}  // namespace liandong::petitions
