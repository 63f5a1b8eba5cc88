#include "services/coordination/roster/roster_service.h"

#include "gtest/gtest.h"
#include "services/coordination/coordination_reasons.h"
#include "services/coordination/testing/coordination_world.h"

namespace liandong::coordination {
namespace {

using testing::IsOk;
using testing::NewRequestId;
using testing::RefusedWith;

class RosterServiceTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::Seat> Chief(const std::string& officer, Date first_day) {
    return world_.Appoint(v1::SEAT_KIND_CHIEF, common::v1::AGENCY_CITY_GOVERNMENT,
                          v1::RANK_IN_CHARGE, officer, first_day);
  }
  absl::StatusOr<v1::Seat> Director(const std::string& officer) {
    return world_.Appoint(v1::SEAT_KIND_OFFICE_DIRECTOR, common::v1::AGENCY_HOUSING_BUREAU,
                          v1::RANK_PRINCIPAL, officer, Date(2026, 1, 4));
  }

  CoordinationWorld world_;
};

TEST_F(RosterServiceTest, OneHeadAtATime) {
  ASSERT_OK_AND_ASSIGN(v1::Seat seat, Chief("lg/lg-1", Date(2026, 1, 4)));
  EXPECT_EQ(seat.name(), "seats/chief");
  const auto second = Chief("lg/lg-3", Date(2026, 6, 1));
  EXPECT_THAT(second, RefusedWith(kSeatTaken));
  EXPECT_EQ(MetadataOf(second.status(), "officer"), "lg/lg-1");
  v1::GetSeatRequest get;
  get.set_name("seats/chief");
  ASSERT_OK_AND_ASSIGN(v1::Seat stored, world_.roster.GetSeat(world_.Office(), get));
  EXPECT_EQ(stored.terms_size(), 1);

  v1::EndTermRequest end;
  end.set_name("seats/chief");
  *end.mutable_last_day() = ToProto(Date(2026, 5, 31));
  end.set_document("免职文件");
  end.set_request_id(NewRequestId());
  ASSERT_THAT(world_.roster.EndTerm(world_.Office(), end), IsOk());
  EXPECT_THAT(Chief("lg/lg-3", Date(2026, 6, 1)), IsOk());
  end.set_request_id(NewRequestId());
  *end.mutable_last_day() = ToProto(Date(2026, 5, 1));
  EXPECT_THAT(world_.roster.EndTerm(world_.Office(), end), RefusedWith(kTermDates));
}

TEST_F(RosterServiceTest, DirectorIsThePrincipalOfTheHousingBureau) {
  EXPECT_THAT(Director("hsb/hsb-3"), RefusedWith(kDirectorNotPrincipal));
  world_.FillSeats();
  EXPECT_THAT(Director("hsb/hsb-1"), RefusedWith(kDirectorNotPrincipal));
  EXPECT_EQ(world_.Count("seats WHERE name = 'seats/office-director'"), 0);
  EXPECT_THAT(Director("hsb/hsb-3"), IsOk());
}

TEST_F(RosterServiceTest, NoSeatForABodyWithoutOne) {
  EXPECT_THAT(world_.Appoint(v1::SEAT_KIND_DEPUTY, common::v1::AGENCY_PETITION_BUREAU,
                             v1::RANK_PRINCIPAL, "pet/pet-3", Date(2026, 1, 4)),
              RefusedWith(kSeatUnknown));
  EXPECT_EQ(world_.Count("seats"), 0);
  EXPECT_EQ(world_.Count("requests"), 0);
}

TEST_F(RosterServiceTest, ListsByKind) {
  world_.FillSeats();
  v1::ListSeatsRequest deputies;
  deputies.set_kind(v1::SEAT_KIND_DEPUTY);
  ASSERT_OK_AND_ASSIGN(auto page, world_.roster.ListSeats(world_.Office(), deputies));
  ASSERT_EQ(page.seats_size(), 1);
  EXPECT_EQ(page.seats(0).name(), "seats/deputy-housing-bureau");
}

}  // namespace
}  // namespace liandong::coordination
