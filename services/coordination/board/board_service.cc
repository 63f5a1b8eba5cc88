#include "services/coordination/board/board_service.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "shared/auth/spiffe.h"
#include "shared/calendar/date.h"
#include "shared/db/pool.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/names.h"
#include "shared/storage/store.h"

namespace liandong::coordination {
namespace {

// A sum is a decimal unless it is cast.
constexpr char kSumHouseholds[] =
    "SELECT COUNT(*), CAST(COALESCE(SUM(agreed), 0) AS SIGNED),"
    " CAST(COALESCE(SUM(decided), 0) AS SIGNED), CAST(COALESCE(SUM(vacated), 0) AS SIGNED),"
    " CAST(COALESCE(SUM(demolished), 0) AS SIGNED), CAST(COALESCE(SUM(deregistered), 0) AS SIGNED)"
    " FROM board_households WHERE project = ?";
constexpr char kSumObligations[] =
    "SELECT CAST(COALESCE(SUM(total_fen), 0) AS SIGNED),"
    " CAST(COALESCE(SUM(paid_fen), 0) AS SIGNED), CAST(COALESCE(SUM(escrowed_fen), 0) AS SIGNED),"
    " COUNT(DISTINCT CASE WHEN compensated = 1 THEN household END)"
    " FROM board_obligations WHERE project = ?";
constexpr char kSumPetitions[] =
    "SELECT COUNT(*), COUNT(CASE WHEN served = 1 AND late = 0 THEN 1 END),"
    " COUNT(CASE WHEN served = 1 AND late = 1 THEN 1 END),"
    " COUNT(CASE WHEN served = 0 AND due_date < ? THEN 1 END) FROM board_petitions";
constexpr char kSelectSources[] = "SELECT source, changes, at_us FROM consumed LIMIT 10";
constexpr char kSelectTimeline[] =
    "SELECT seq, source, resource, version, type, method, agency, officer, at_us FROM timeline"
    " WHERE project = ? AND seq > ? ORDER BY seq LIMIT ?";

void SetTime(google::protobuf::Timestamp& timestamp, int64_t us) {
  timestamp.set_seconds(us / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(us % 1'000'000 * 1000));
}

std::string TokenBinding(const RequestContext& context, const std::string& parent) {
  return absl::StrCat(context.caller.agency, "|", context.caller.officer, "|", context.method, "|",
                      parent);
}

}  // namespace

absl::StatusOr<v1::Board> BoardService::GetBoard(const RequestContext& context,
                                                 const v1::GetBoardRequest& request) {
  const std::string project = ProjectOf(request.name());
  v1::Board board;
  board.set_name(request.name());
  // One statement each: the figures of one kind belong together, kinds may be moments apart.
  ASSIGN_OR_RETURN(db::Rows households,
                   db::ReadRows(storage_.pool(), context.deadline, kSumHouseholds, {project}));
  ASSIGN_OR_RETURN(db::Rows obligations,
                   db::ReadRows(storage_.pool(), context.deadline, kSumObligations, {project}));
  if (households[0].Int(0) == 0) return Refuse(kResourceNotFound);
  board.set_households(static_cast<int32_t>(households[0].Int(0)));
  board.set_agreed(static_cast<int32_t>(households[0].Int(1)));
  board.set_decided(static_cast<int32_t>(households[0].Int(2)));
  board.set_vacated(static_cast<int32_t>(households[0].Int(3)));
  board.set_demolished(static_cast<int32_t>(households[0].Int(4)));
  board.set_deregistered(static_cast<int32_t>(households[0].Int(5)));
  board.set_owed_fen(obligations[0].Int(0));
  board.set_paid_fen(obligations[0].Int(1));
  board.set_escrowed_fen(obligations[0].Int(2));
  board.set_compensated(static_cast<int32_t>(obligations[0].Int(3)));
  ASSIGN_OR_RETURN(db::Rows petitions,
                   db::ReadRows(storage_.pool(), context.deadline, kSumPetitions,
                                {FormatDate(DateOf(context.now))}));
  board.set_petitions(static_cast<int32_t>(petitions[0].Int(0)));
  board.set_petitions_in_time(static_cast<int32_t>(petitions[0].Int(1)));
  board.set_petitions_late(static_cast<int32_t>(petitions[0].Int(2)));
  board.set_petitions_overdue(static_cast<int32_t>(petitions[0].Int(3)));
  ASSIGN_OR_RETURN(db::Rows sources,
                   db::ReadRows(storage_.pool(), context.deadline, kSelectSources));
  for (const db::Row& row : sources) {
    auto* source = board.add_sources();
    source->set_service(auth::ServiceNamed(row.Text(0)).value_or(common::v1::SERVICE_UNSPECIFIED));
    source->set_changes(row.Int(1));
    SetTime(*source->mutable_at(), row.Int(2));
  }
  return board;
}

absl::StatusOr<v1::ListTimelineResponse> BoardService::ListTimeline(
    const RequestContext& context, const v1::ListTimelineRequest& request) {
  const std::string binding = TokenBinding(context, request.parent());
  int64_t after = 0;
  if (!request.page_token().empty()) {
    auto opened =
        storage_.keys().OpenToken(crypto::Purpose::kPageToken, request.page_token(), binding);
    if (!opened.ok()) return Refuse(kPageTokenInvalid);
    std::from_chars(opened->data(), opened->data() + opened->size(), after);
  }
  const int size =
      request.page_size() > 0 ? std::min(request.page_size(), kPageSizeMax) : kPageSizeDefault;
  ASSIGN_OR_RETURN(db::Rows rows, db::ReadRows(storage_.pool(), context.deadline, kSelectTimeline,
                                               {request.parent(), after, size + 1}));
  v1::ListTimelineResponse response;
  const size_t shown = std::min(rows.size(), static_cast<size_t>(size));
  for (size_t i = 0; i < shown; ++i) {
    auto* entry = response.add_entries();
    entry->set_service(static_cast<common::v1::Service>(rows[i].Int(1)));
    entry->set_resource(rows[i].Text(2));
    entry->set_version(rows[i].Int(3));
    entry->set_type(rows[i].Text(4));
    entry->set_method(rows[i].Text(5));
    entry->set_agency(rows[i].Text(6));
    entry->set_officer(rows[i].Text(7));
    SetTime(*entry->mutable_at(), rows[i].Int(8));
  }
  if (rows.size() > shown) {
    ASSIGN_OR_RETURN(*response.mutable_next_page_token(),
                     storage_.keys().SealToken(crypto::Purpose::kPageToken,
                                               absl::StrCat(rows[shown - 1].Int(0)), binding));
  }
  return response;
}

}  // namespace liandong::coordination
