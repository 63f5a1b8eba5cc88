#include "gtest/gtest.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/petitions/v1/petition.pb.h"
#include "services/coordination/board/board_projector.h"
#include "services/coordination/testing/coordination_world.h"

namespace liandong::coordination {
namespace {

using acquisition::v1::Household;
using common::v1::Change;
using common::v1::SERVICE_ACQUISITION;
using common::v1::SERVICE_FUNDS;
using common::v1::SERVICE_PETITIONS;
using funds::v1::Obligation;
using petitions::v1::Petition;
using testing::IsOk;
using testing::RefusedWith;

class BoardTest : public ::testing::Test {
 protected:
  // Reads a change as the consumer of `source` does.
  template <class M>
  void See(common::v1::Service source, const M& resource, int64_t version = 1) {
    Change change;
    change.set_resource(resource.name());
    change.set_version(version);
    change.set_method("test");
    change.set_agency("hsb");
    change.mutable_document()->PackFrom(resource);
    RequestContext context = world_.Office();
    context.scope = SystemScope();
    ASSERT_THAT(MutateAsSystem(world_.storage(), context, RequestKey{},
                               [&](Mutation& m) { return Project(m, source, change); }),
                IsOk());
  }
  Household House(const std::string& number, Household::State state) {
    Household household;
    household.set_name("projects/P1/households/" + number);
    household.set_state(state);
    return household;
  }
  Obligation Owed(const std::string& number, int64_t total, int64_t paid, int64_t escrowed) {
    Obligation obligation;
    obligation.set_name("projects/P1/obligations/" + number);
    obligation.set_household("projects/P1/households/" + number);
    obligation.set_purpose(funds::v1::PURPOSE_COMPENSATION);
    obligation.set_total_fen(total);
    obligation.set_paid_fen(paid);
    obligation.set_escrowed_fen(escrowed);
    obligation.set_compensated(paid + escrowed == total);
    return obligation;
  }
  absl::StatusOr<v1::Board> Board(const std::string& project = "projects/P1") {
    v1::GetBoardRequest request;
    request.set_name(project + "/board");
    return world_.boards.GetBoard(world_.Office(), request);
  }

  CoordinationWorld world_;
};

TEST_F(BoardTest, CountsHouseholdsAndMoneyOfTheirNewestVersions) {
  See(SERVICE_ACQUISITION, House("H01", Household::STATE_AGREED));
  See(SERVICE_ACQUISITION, House("H12", Household::STATE_DECIDED));
  See(SERVICE_FUNDS, Owed("H01", 58692700, 0, 0));
  See(SERVICE_FUNDS, Owed("H12", 50698250, 0, 0));
  ASSERT_OK_AND_ASSIGN(v1::Board early, Board());
  EXPECT_EQ(early.households(), 2);
  EXPECT_EQ(early.agreed(), 1);
  EXPECT_EQ(early.decided(), 1);
  EXPECT_EQ(early.compensated(), 0);
  EXPECT_EQ(early.owed_fen(), 109390950);

  See(SERVICE_FUNDS, Owed("H01", 58692700, 58692700, 0), 2);
  See(SERVICE_FUNDS, Owed("H12", 50698250, 0, 50698250), 2);
  Household vacated = House("H01", Household::STATE_AGREED);
  vacated.set_vacated(true);
  vacated.set_demolished(true);
  See(SERVICE_ACQUISITION, vacated, 2);
  // Delivered once more: nothing counts twice.
  See(SERVICE_ACQUISITION, vacated, 2);
  ASSERT_OK_AND_ASSIGN(v1::Board late, Board());
  EXPECT_EQ(late.compensated(), 2);
  EXPECT_EQ(late.paid_fen() + late.escrowed_fen(), 109390950);
  EXPECT_EQ(late.vacated(), 1);
  EXPECT_EQ(late.demolished(), 1);
  EXPECT_EQ(late.deregistered(), 0);
}

TEST_F(BoardTest, OtherPurposesAndCancelledObligationsAreNotOwedToHouseholds) {
  See(SERVICE_ACQUISITION, House("H01", Household::STATE_AGREED));
  Obligation contract = Owed("demolition", 9600000, 9600000, 0);
  contract.clear_household();
  contract.set_purpose(funds::v1::PURPOSE_DEMOLITION);
  See(SERVICE_FUNDS, contract);
  See(SERVICE_FUNDS, Owed("H01", 58692700, 0, 0));
  Obligation cancelled = Owed("H01", 58692700, 0, 0);
  cancelled.set_state(Obligation::STATE_CANCELLED);
  See(SERVICE_FUNDS, cancelled, 2);
  ASSERT_OK_AND_ASSIGN(v1::Board board, Board());
  EXPECT_EQ(board.owed_fen(), 0);
  EXPECT_EQ(board.compensated(), 0);
}

TEST_F(BoardTest, PetitionsInTimeLateAndOverdue) {
  world_.SetNow("2026-12-28 09:00");
  See(SERVICE_ACQUISITION, House("H01", Household::STATE_AGREED));
  Petition served;
  served.set_name("petitions/1");
  served.set_state(Petition::STATE_SERVED);
  *served.mutable_answer_deadline()->mutable_legal_due() = ToProto(Date(2026, 11, 23));
  *served.mutable_opinion()->mutable_served_date() = ToProto(Date(2026, 11, 9));
  See(SERVICE_PETITIONS, served);
  served.set_name("petitions/2");
  *served.mutable_opinion()->mutable_served_date() = ToProto(Date(2026, 11, 24));
  See(SERVICE_PETITIONS, served);
  Petition open;
  open.set_name("petitions/3");
  open.set_state(Petition::STATE_ACCEPTED);
  *open.mutable_due_date() = ToProto(Date(2026, 12, 27));
  See(SERVICE_PETITIONS, open);
  ASSERT_OK_AND_ASSIGN(v1::Board board, Board());
  EXPECT_EQ(board.petitions(), 3);
  EXPECT_EQ(board.petitions_in_time(), 1);
  EXPECT_EQ(board.petitions_late(), 1);
  EXPECT_EQ(board.petitions_overdue(), 1);
}

TEST_F(BoardTest, ErasedDocumentsTellNothing) {
  See(SERVICE_ACQUISITION, House("H01", Household::STATE_AGREED));
  Change erased;
  erased.set_resource("projects/P1/households/H01");
  erased.set_version(2);
  erased.mutable_document()->PackFrom(Household());
  RequestContext context = world_.Office();
  ASSERT_THAT(MutateAsSystem(world_.storage(), context, RequestKey{},
                             [&](Mutation& m) { return Project(m, SERVICE_ACQUISITION, erased); }),
              IsOk());
  EXPECT_EQ(Board()->agreed(), 1);
}

TEST_F(BoardTest, NoBoardOfAProjectNobodyTold) {
  EXPECT_THAT(Board("projects/P9"), RefusedWith(kResourceNotFound));
}

TEST_F(BoardTest, TimelineListsEachChangeOnceInOrder) {
  See(SERVICE_ACQUISITION, House("H01", Household::STATE_REGISTERED));
  See(SERVICE_FUNDS, Owed("H01", 100, 0, 0));
  See(SERVICE_FUNDS, Owed("H01", 100, 0, 0));
  See(SERVICE_ACQUISITION, House("H01", Household::STATE_AGREED), 2);
  v1::ListTimelineRequest request;
  request.set_parent("projects/P1");
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(auto first, world_.boards.ListTimeline(world_.Office(), request));
  ASSERT_EQ(first.entries_size(), 2);
  EXPECT_EQ(first.entries(0).type(), "liandong.acquisition.v1.Household");
  EXPECT_EQ(first.entries(1).service(), SERVICE_FUNDS);
  request.set_page_token(first.next_page_token());
  ASSERT_OK_AND_ASSIGN(auto second, world_.boards.ListTimeline(world_.Office(), request));
  ASSERT_EQ(second.entries_size(), 1);
  EXPECT_EQ(second.entries(0).version(), 2);
  EXPECT_EQ(second.next_page_token(), "");
  // A token is its caller's.
  EXPECT_THAT(world_.boards.ListTimeline(world_.As(common::v1::AGENCY_FINANCE, "fin-1"), request),
              RefusedWith(kPageTokenInvalid));
}

}  // namespace
}  // namespace liandong::coordination
