// Coordination on a real database.
#ifndef SERVICES_COORDINATION_TESTING_COORDINATION_WORLD_H_
#define SERVICES_COORDINATION_TESTING_COORDINATION_WORLD_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/coordination/board/board_service.h"
#include "services/coordination/body/body_service.h"
#include "services/coordination/meeting/meeting_service.h"
#include "services/coordination/meeting/meeting_watch.h"
#include "services/coordination/migrations.h"
#include "services/coordination/resolution/resolution_service.h"
#include "services/coordination/roster/roster_service.h"
#include "services/coordination/task/task_service.h"
#include "shared/calendar/date_proto.h"
#include "shared/rules/testing/shipped_rules.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong::coordination {

class CoordinationWorld {
 public:
  CoordinationWorld()
      : world_("coordination", coordination_migrations()),
        roster(world_.storage()),
        bodies(world_.storage()),
        tasks(world_.storage()),
        meetings(world_.storage()),
        resolutions(world_.storage()),
        boards(world_.storage()),
        watch(world_.storage(), testing::ShippedRules()) {
    world_.SetNow("2026-01-04 09:00");
  }

  Storage& storage() { return world_.storage(); }
  db::Pool& pool() { return world_.database().pool(); }
  void SetNow(const std::string& local) { world_.SetNow(local); }
  absl::Time now() { return world_.clock().Now(); }

  // An officer of an organisation as dispatch would let it in: "hsb-1" of "hsb".
  RequestContext As(common::v1::Agency capacity, const std::string& officer,
                    const std::string& method = "test") const {
    return world_.Context(capacity, officer.substr(0, officer.rfind('-')), officer, method);
  }
  RequestContext Office() const {
    return As(common::v1::AGENCY_LEADING_GROUP_OFFICE, "lgo-1", "office");
  }

  absl::StatusOr<v1::Seat> Appoint(v1::SeatKind kind, common::v1::Agency body, v1::Rank rank,
                                   const std::string& officer, Date first_day) {
    v1::AppointToSeatRequest request;
    request.set_kind(kind);
    request.set_body(body);
    request.set_rank(rank);
    request.set_officer(officer);
    request.set_document("永办发〔2026〕示例1号");
    *request.mutable_first_day() = ToProto(first_day);
    request.set_request_id(testing::NewRequestId());
    return roster.AppointToSeat(Office(), request);
  }
  // Head, executive deputy and two seats that regular meetings call.
  void FillSeats() {
    const Date day(2026, 1, 4);
    ASSERT_THAT(Appoint(v1::SEAT_KIND_CHIEF, common::v1::AGENCY_CITY_GOVERNMENT, v1::RANK_IN_CHARGE,
                        "lg/lg-1", day),
                testing::IsOk());
    ASSERT_THAT(Appoint(v1::SEAT_KIND_EXECUTIVE_DEPUTY, common::v1::AGENCY_CITY_GOVERNMENT,
                        v1::RANK_IN_CHARGE, "lg/lg-2", day),
                testing::IsOk());
    ASSERT_THAT(Appoint(v1::SEAT_KIND_DEPUTY, common::v1::AGENCY_HOUSING_BUREAU, v1::RANK_PRINCIPAL,
                        "hsb/hsb-3", day),
                testing::IsOk());
    ASSERT_THAT(Appoint(v1::SEAT_KIND_MEMBER, common::v1::AGENCY_PETITION_BUREAU,
                        v1::RANK_IN_CHARGE, "pet/pet-3", day),
                testing::IsOk());
  }
  absl::StatusOr<v1::Body> Designate(common::v1::Agency capacity, const std::string& organisation,
                                     bool with_staff = true) {
    v1::DesignateStaffRequest request;
    request.mutable_body()->set_plan_document("联动工作方案");
    request.mutable_body()->add_leaders(absl::StrCat(organisation, "/", organisation, "-3"));
    if (with_staff) {
      request.mutable_body()->add_staff(absl::StrCat(organisation, "/", organisation, "-1"));
    }
    request.set_request_id(testing::NewRequestId());
    return bodies.DesignateStaff(As(capacity, absl::StrCat(organisation, "-3")), request);
  }
  absl::StatusOr<v1::Meeting> Hold(const std::string& id, common::v1::Agency capacity,
                                   const std::string& officer) {
    v1::HoldMeetingRequest request;
    request.set_meeting_id(id);
    request.mutable_meeting()->set_type(v1::Meeting::TYPE_REGULAR);
    request.mutable_meeting()->add_agenda("通报进度");
    request.mutable_meeting()->set_responsible_unit("lgo");
    request.set_request_id(testing::NewRequestId());
    return meetings.HoldMeeting(As(capacity, officer), request);
  }
  int64_t Count(const std::string& table) {
    auto rows = db::ReadRows(pool(), absl::Now() + absl::Seconds(5),
                             absl::StrCat("SELECT COUNT(*) FROM ", table));
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  }

 private:
  testing::TestStorage world_;

 public:
  RosterService roster;
  BodyService bodies;
  TaskService tasks;
  MeetingService meetings;
  ResolutionService resolutions;
  BoardService boards;
  MeetingWatch watch;
};

}  // namespace liandong::coordination

#endif  // SERVICES_COORDINATION_TESTING_COORDINATION_WORLD_H_
