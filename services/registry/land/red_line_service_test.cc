#include "services/registry/land/red_line_service.h"

#include <atomic>
#include <thread>

#include "gtest/gtest.h"
#include "services/registry/land/parcel_service.h"
#include "services/registry/testing/registry_world.h"
#include "services/registry/testing/sample_land.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample

class RedLineServiceTest : public RegistryWorld {
 protected:
  RedLineServiceTest() : red_lines_(storage(), rules()), parcels_(storage()) {}

  static void AddParcel(const std::string& code, std::string_view ring,
                        v1::ImportRegisterRequest& request) {
    auto* parcel = request.add_parcels();
    parcel->set_parcel_code(code);
    parcel->set_coordinate_system(v1::COORDINATE_SYSTEM_EPSG_4546);
    *parcel->mutable_vertices() = Ring(ring);
  }
  absl::StatusOr<v1::RegisterImport> ImportParcels(v1::ImportRegisterRequest request) {
    request.set_register_import_id("i" + NewRequestId());
    request.mutable_register_import()->set_source("地籍库");
    request.mutable_register_import()->set_source_sha256(kSha256);
    request.set_request_id(NewRequestId());
    return imports_.ImportRegister(Nrb(), request);
  }
  void ImportSample() {
    v1::ImportRegisterRequest request;
    for (const auto& parcel : SampleParcels()) AddParcel(parcel.code, parcel.ring, request);
    AddParcel(kCollectiveParcel, kCollectiveRing, request);
    ASSERT_THAT(ImportParcels(request), IsOk());
  }

  v1::CreateRedLineRequest LineRequest(const std::string& id, std::string_view ring,
                                       const std::string& project = "projects/P1") {
    v1::CreateRedLineRequest request;
    request.set_parent(project);
    request.set_red_line_id(id);
    auto* line = request.mutable_red_line();
    line->set_territory("431103");
    line->set_map_number("永国土红线〔2026〕示例1号");
    line->set_map_sha256(kSha256);
    line->set_coordinate_system(v1::COORDINATE_SYSTEM_EPSG_4546);
    *line->mutable_vertices() = Ring(ring);
    request.set_request_id(NewRequestId());
    return request;
  }
  v1::CreateRedLineRequest SampleRequest(const std::string& id, std::string_view ring) {
    auto request = LineRequest(id, ring);
    for (const auto& parcel : SampleParcels()) {
      request.mutable_red_line()->add_parcel_codes(parcel.code);
    }
    return request;
  }
  absl::StatusOr<v1::RedLine> Freeze(const std::string& id,
                                     const std::string& decision = "projects/P1/decision") {
    v1::FreezeRedLineRequest request;
    request.set_name("projects/P1/redLines/" + id);
    request.set_decision(decision);
    request.set_request_id(NewRequestId());
    return red_lines_.FreezeRedLine(Acquisition(), request);
  }
  v1::RedLine Read(const std::string& name) {
    v1::GetRedLineRequest request;
    request.set_name(name);
    auto line = red_lines_.GetRedLine(Nrb(), request);
    EXPECT_TRUE(line.ok()) << line.status();
    return line.ok() ? *line : v1::RedLine();
  }

  RedLineService red_lines_;
  ParcelService parcels_;
};

TEST_F(RedLineServiceTest, LineThatTakesInCollectiveLandIsRefusedThenDrawnAnew) {
  ImportSample();
  const absl::Status refused =
      red_lines_.CreateRedLine(Nrb(), SampleRequest("v1", kRedLineV1)).status();
  EXPECT_THAT(refused, RefusedWith(ids::kCollectiveLand));
  EXPECT_EQ(MetadataOf(refused, "parcel"), kCollectiveParcel);
  EXPECT_EQ(Count("red_lines"), 0);
  ASSERT_OK_AND_ASSIGN(v1::RedLine line,
                       red_lines_.CreateRedLine(Nrb(), SampleRequest("v2", kRedLineV2)));
  EXPECT_EQ(line.area_m2(), "10366.05");
  EXPECT_EQ(line.state(), RedLine::STATE_IN_FORCE);
  ASSERT_EQ(line.parcels_size(), 12);
  EXPECT_EQ(line.parcels(8).parcel_code(), "431103001003GB00109");
  EXPECT_EQ(line.parcels(8).nature(), v1::LAND_NATURE_STATE);
  EXPECT_EQ(line.parcels(8).area_cm2(), 1'200'000);
}

TEST_F(RedLineServiceTest, LaterVersionSupersedesUntilTheDecisionFreezes) {
  ImportSample();
  ASSERT_THAT(red_lines_.CreateRedLine(Nrb(), SampleRequest("v2", kRedLineV2)), IsOk());
  ASSERT_THAT(red_lines_.CreateRedLine(Nrb(), SampleRequest("v3", kRedLineV2)), IsOk());
  EXPECT_EQ(Read("projects/P1/redLines/v2").state(), RedLine::STATE_SUPERSEDED);
  EXPECT_THAT(Freeze("v2"), RefusedWith(kRedLineState));
  EXPECT_THAT(Freeze("v3", "projects/P2/decision"), RefusedWith(kRedLineOfOtherProject));
  EXPECT_EQ(Read("projects/P1/redLines/v3").state(), RedLine::STATE_IN_FORCE);
  ASSERT_OK_AND_ASSIGN(v1::RedLine frozen, Freeze("v3"));
  EXPECT_EQ(frozen.state(), RedLine::STATE_FROZEN);
  EXPECT_EQ(frozen.decision(), "projects/P1/decision");
  EXPECT_THAT(Freeze("v3"), RefusedWith(kRedLineState));
  EXPECT_THAT(red_lines_.CreateRedLine(Nrb(), SampleRequest("v4", kRedLineV2)),
              RefusedWith(kRedLineFrozen));
  EXPECT_EQ(Count("red_lines"), 2);
}

TEST_F(RedLineServiceTest, LandOfAnotherProjectIsRefused) {
  ASSERT_THAT(red_lines_.CreateRedLine(Nrb(), LineRequest("v1", kRedLineP2, "projects/P2")),
              IsOk());
  ASSERT_THAT(red_lines_.CreateRedLine(Nrb(), LineRequest("v2", kRedLineV2)), IsOk());
  const auto overlapping = LineRequest("v1",
                                       "561340 2925100, 561420 2925100, 561420 2925200, 561340 "
                                       "2925200, 561340 2925100",
                                       "projects/P3");
  const absl::Status refused = red_lines_.CreateRedLine(Nrb(), overlapping).status();
  EXPECT_THAT(refused, RefusedWith(kRedLineOverlap));
  EXPECT_EQ(MetadataOf(refused, "red_line"), "projects/P2/redLines/v1");
}

TEST_F(RedLineServiceTest, ParallelLinesOverOneLandHaveOneWinner) {
  std::atomic<int> won{0}, lost{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      auto request = LineRequest("v1", kRedLineP2, "projects/P" + std::to_string(10 + i));
      auto drawn = red_lines_.CreateRedLine(Nrb(), request);
      if (drawn.ok()) ++won;
      if (ReasonOf(drawn.status()) == kRedLineOverlap.name) ++lost;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 5);
}

TEST_F(RedLineServiceTest, WrongRequestsAreRefused) {
  auto swapped = LineRequest("v1", kRedLineP2);
  for (auto& vertex : *swapped.mutable_red_line()->mutable_vertices()) {
    vertex.mutable_north()->swap(*vertex.mutable_east());
  }
  EXPECT_THAT(red_lines_.CreateRedLine(Nrb(), swapped), RefusedWith(kCoordinatesSwapped));
  auto foreign = LineRequest("v1", kRedLineP2);
  foreign.mutable_red_line()->set_territory("431102");
  EXPECT_THAT(red_lines_.CreateRedLine(Nrb(), foreign), RefusedWith(ids::kAreaOutOfScope));
  auto twice = LineRequest("v1", kRedLineP2);
  twice.mutable_red_line()->add_parcel_codes("431103001003GB00101");
  twice.mutable_red_line()->add_parcel_codes("431103001003GB00101");
  EXPECT_THAT(red_lines_.CreateRedLine(Nrb(), twice), RefusedWith(kParcelTwice));
  auto code = LineRequest("v1", kRedLineP2);
  code.mutable_red_line()->add_parcel_codes("431103001003GB001");
  EXPECT_THAT(red_lines_.CreateRedLine(Nrb(), code), RefusedWith(kParcelCodeFormat));
  EXPECT_EQ(Count("red_lines"), 0);
  ASSERT_THAT(red_lines_.CreateRedLine(Nrb(), LineRequest("v1", kRedLineP2)), IsOk());
  EXPECT_THAT(red_lines_.CreateRedLine(Nrb(), LineRequest("v1", kRedLineP2)),
              RefusedWith(kResourceExists));
  EXPECT_EQ(Read("projects/P1/redLines/v1").state(), RedLine::STATE_IN_FORCE);
}

TEST_F(RedLineServiceTest, ParcelsAreListedByNatureAndDoNotOverlap) {
  ImportSample();
  v1::ListParcelsRequest list;
  list.set_nature(v1::LAND_NATURE_COLLECTIVE);
  ASSERT_OK_AND_ASSIGN(auto page, parcels_.ListParcels(Nrb(), list));
  ASSERT_EQ(page.parcels_size(), 1);
  EXPECT_EQ(page.parcels(0).parcel_code(), kCollectiveParcel);
  v1::ImportRegisterRequest again;
  AddParcel("431103001003GB00999", SampleParcels()[3].ring, again);
  const absl::Status refused = ImportParcels(again).status();
  EXPECT_THAT(refused, RefusedWith(kParcelOverlap));
  EXPECT_EQ(MetadataOf(refused, "other"), "431103001003GB00104");
  v1::ImportRegisterRequest wrong;
  AddParcel("431103001003GB009", SampleParcels()[3].ring, wrong);
  EXPECT_THAT(ImportParcels(wrong), RefusedWith(kParcelCodeFormat));
  EXPECT_EQ(Count("parcels"), 13);
}

}  // namespace
}  // namespace liandong::registry
