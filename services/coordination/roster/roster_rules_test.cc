#include "services/coordination/roster/roster_rules.h"

#include <map>
#include <set>

#include "gtest/gtest.h"
#include "shared/calendar/date_proto.h"
#include "shared/testing/machine_check.h"
#include "shared/testing/status_matchers.h"

namespace liandong::coordination {
namespace {

using testing::IsOk;
using testing::RefusedWith;

v1::Term Term(const std::string& officer, Date first, std::optional<Date> last = {}) {
  v1::Term term;
  term.set_officer(officer);
  *term.mutable_first_day() = ToProto(first);
  if (last) *term.mutable_last_day() = ToProto(*last);
  return term;
}

TEST(SeatMachine, EveryStateWithEveryAction) {
  liandong::testing::ExpectExactly<Seat::State>(
      kSeatMachine, kSeatState,
      {
          {{Seat::STATE_UNSPECIFIED, "AppointToSeat"}, Seat::STATE_HELD},
          {{Seat::STATE_UNSPECIFIED, "AppointToSeat (with last day)"}, Seat::STATE_ENDING},
          {{Seat::STATE_ENDING, "AppointToSeat"}, Seat::STATE_HELD},
          {{Seat::STATE_ENDING, "AppointToSeat (with last day)"}, Seat::STATE_ENDING},
          {{Seat::STATE_HELD, "AppointToSeat (with last day)"}, Seat::STATE_HELD},
          {{Seat::STATE_HELD, "EndTerm"}, Seat::STATE_ENDING},
      });
}

// Every kind with every body and rank: exactly the seats of 2.a to 2.c and 2.e exist.
TEST(SeatFor, TheRosterHasTheSeatsOfTheMechanism) {
  std::map<v1::SeatKind, std::set<std::string>> seats;
  std::map<v1::Rank, int> deputies;
  for (int kind = v1::SEAT_KIND_CHIEF; kind <= v1::SEAT_KIND_OFFICE_DIRECTOR; ++kind) {
    const auto* agencies = common::v1::Agency_descriptor();
    for (int i = 0; i < agencies->value_count(); ++i) {
      for (v1::Rank rank : {v1::RANK_UNSPECIFIED, v1::RANK_IN_CHARGE, v1::RANK_PRINCIPAL}) {
        auto seat = SeatFor(static_cast<v1::SeatKind>(kind),
                            static_cast<common::v1::Agency>(agencies->value(i)->number()), rank);
        if (!seat.ok()) {
          EXPECT_THAT(seat, RefusedWith(kSeatUnknown));
          continue;
        }
        EXPECT_TRUE(seats[seat->kind()].insert(seat->name()).second) << seat->name();
        if (seat->kind() == v1::SEAT_KIND_DEPUTY) ++deputies[rank];
      }
    }
  }
  EXPECT_EQ(seats[v1::SEAT_KIND_CHIEF], std::set<std::string>{"seats/chief"});
  EXPECT_EQ(seats[v1::SEAT_KIND_EXECUTIVE_DEPUTY], std::set<std::string>{"seats/executive-deputy"});
  EXPECT_EQ(seats[v1::SEAT_KIND_DEPUTY].size(), 13u);
  EXPECT_EQ(deputies[v1::RANK_IN_CHARGE], 4);
  EXPECT_EQ(deputies[v1::RANK_PRINCIPAL], 9);
  EXPECT_EQ(seats[v1::SEAT_KIND_MEMBER].size(), 15u);
  EXPECT_TRUE(seats[v1::SEAT_KIND_MEMBER].contains("seats/member-petition-bureau"));
  EXPECT_TRUE(seats[v1::SEAT_KIND_MEMBER].contains("seats/member-legal-affairs"));
  EXPECT_FALSE(seats[v1::SEAT_KIND_DEPUTY].contains("seats/deputy-petition-bureau"));
  EXPECT_EQ(seats[v1::SEAT_KIND_OFFICE_DIRECTOR].size(), 1u);
}

TEST(AddTerm, NoTwoTermsShareADay) {
  const Date start(2026, 1, 4);
  Seat seat;
  ASSERT_THAT(AddTerm(seat, Term("lg/lg-1", start)), IsOk());
  // An open term takes every later day.
  EXPECT_THAT(AddTerm(seat, Term("lg/lg-3", start + 100)), RefusedWith(kSeatTaken));
  EXPECT_THAT(AddTerm(seat, Term("lg/lg-3", start - 30, start)), RefusedWith(kSeatTaken));
  EXPECT_THAT(AddTerm(seat, Term("lg/lg-3", start - 30)), RefusedWith(kSeatTaken));
  EXPECT_EQ(seat.terms_size(), 1);
  // The day before is free; the earlier term sorts first.
  ASSERT_THAT(AddTerm(seat, Term("lg/lg-3", start - 30, start - 1)), IsOk());
  EXPECT_EQ(seat.terms(0).officer(), "lg/lg-3");
  EXPECT_EQ(seat.state(), Seat::STATE_HELD);
  EXPECT_EQ(FromProto(seat.since()).value(), start - 30);
  EXPECT_THAT(AddTerm(seat, Term("lg/lg-3", start + 9, start + 8)), RefusedWith(kTermDates));
}

TEST(EndOpenTerm, FreesTheSeatFromTheNextDay) {
  const Date start(2026, 1, 4);
  Seat seat;
  EXPECT_THAT(EndOpenTerm(seat, start, "免职文件"), RefusedWith(kSeatState));
  ASSERT_THAT(AddTerm(seat, Term("lg/lg-1", start)), IsOk());
  EXPECT_THAT(EndOpenTerm(seat, start - 1, "免职文件"), RefusedWith(kTermDates));
  ASSERT_THAT(EndOpenTerm(seat, start + 10, "免职文件"), IsOk());
  EXPECT_EQ(HolderOn(seat, start + 10), "lg/lg-1");
  EXPECT_EQ(HolderOn(seat, start + 11), "");
  EXPECT_EQ(HolderOn(seat, start - 1), "");
  EXPECT_THAT(EndOpenTerm(seat, start + 10, "免职文件"), RefusedWith(kSeatState));
  ASSERT_THAT(AddTerm(seat, Term("lg/lg-2", start + 11)), IsOk());
  EXPECT_EQ(HolderOn(seat, start + 11), "lg/lg-2");
}

}  // namespace
}  // namespace liandong::coordination
