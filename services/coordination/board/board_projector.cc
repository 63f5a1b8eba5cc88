#include "services/coordination/board/board_projector.h"

#include "liandong/acquisition/v1/household.pb.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "liandong/petitions/v1/petition.pb.h"
#include "shared/calendar/date_proto.h"
#include "shared/status/macros.h"
#include "shared/storage/names.h"

namespace liandong::coordination {
namespace {

using acquisition::v1::Household;
using funds::v1::Obligation;
using petitions::v1::Petition;

constexpr char kEnterTimeline[] =
    "INSERT IGNORE INTO timeline (project, source, resource, version, type, method, agency,"
    " officer, at_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kPutHousehold[] =
    "INSERT INTO board_households (name, project, agreed, decided, vacated, demolished,"
    " deregistered) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE agreed = VALUES(agreed),"
    " decided = VALUES(decided), vacated = VALUES(vacated), demolished = VALUES(demolished),"
    " deregistered = VALUES(deregistered)";
constexpr char kPutObligation[] =
    "INSERT INTO board_obligations (name, project, household, total_fen, paid_fen, escrowed_fen,"
    " compensated) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " total_fen = VALUES(total_fen), paid_fen = VALUES(paid_fen),"
    " escrowed_fen = VALUES(escrowed_fen), compensated = VALUES(compensated)";
constexpr char kDropObligation[] = "DELETE FROM board_obligations WHERE name = ?";
constexpr char kPutPetition[] =
    "INSERT INTO board_petitions (name, served, late, due_date) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE served = VALUES(served), late = VALUES(late),"
    " due_date = VALUES(due_date)";

absl::Status Put(db::Connection& connection, const Household& household) {
  return connection
      .Execute(kPutHousehold, {household.name(), ProjectOf(household.name()),
                               household.state() == Household::STATE_AGREED,
                               household.state() == Household::STATE_DECIDED, household.vacated(),
                               household.demolished(), household.deregistered()})
      .status();
}

absl::Status Put(db::Connection& connection, const Obligation& obligation) {
  // The board counts what households are owed; surveys and demolition contracts are other purposes.
  if (obligation.purpose() != funds::v1::PURPOSE_COMPENSATION) return absl::OkStatus();
  if (obligation.state() == Obligation::STATE_CANCELLED) {
    return connection.Execute(kDropObligation, {obligation.name()}).status();
  }
  return connection
      .Execute(kPutObligation,
               {obligation.name(), ProjectOf(obligation.name()), obligation.household(),
                obligation.total_fen(), obligation.paid_fen(), obligation.escrowed_fen(),
                obligation.compensated()})
      .status();
}

absl::Status Put(db::Connection& connection, const Petition& petition) {
  const bool served = petition.state() == Petition::STATE_SERVED;
  bool late = false;
  if (served) {
    ASSIGN_OR_RETURN(Date due, FromProto(petition.answer_deadline().legal_due()));
    ASSIGN_OR_RETURN(Date day, FromProto(petition.opinion().served_date()));
    late = day > due;
  }
  db::Value due;
  if (petition.has_due_date()) {
    ASSIGN_OR_RETURN(Date day, FromProto(petition.due_date()));
    due = FormatDate(day);
  }
  return connection.Execute(kPutPetition, {petition.name(), served, late, due}).status();
}

// Enters the document when it is an M; documents of erased subjects are empty and tell nothing.
template <class M>
absl::Status PutIf(db::Connection& connection, const common::v1::Change& change) {
  M resource;
  if (!change.document().Is<M>() || change.document().value().empty()) return absl::OkStatus();
  if (!change.document().UnpackTo(&resource)) {
    return absl::DataLossError("a change's document does not parse");
  }
  return Put(connection, resource);
}

}  // namespace

absl::Status Project(Mutation& m, common::v1::Service source, const common::v1::Change& change) {
  const std::string& url = change.document().type_url();
  RETURN_IF_ERROR(m.db()
                      .Execute(kEnterTimeline,
                               {ProjectOf(change.resource()), static_cast<int>(source),
                                change.resource(), change.version(), url.substr(url.find('/') + 1),
                                change.method(), change.agency(), change.officer(),
                                change.at().seconds() * 1'000'000 + change.at().nanos() / 1000})
                      .status());
  RETURN_IF_ERROR(PutIf<Household>(m.db(), change));
  RETURN_IF_ERROR(PutIf<Obligation>(m.db(), change));
  return PutIf<Petition>(m.db(), change);
}

}  // namespace liandong::coordination
