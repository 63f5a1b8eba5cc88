#include "services/registry/deregistration/void_notice_service.h"

#include "gtest/gtest.h"
#include "services/registry/testing/registry_world.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample

class VoidNoticeServiceTest : public RegistryWorld {
 protected:
  absl::StatusOr<v1::VoidNotice> Publish(const std::string& id,
                                         const std::vector<std::string>& certificates) {
    v1::PublishVoidNoticeRequest request;
    request.set_parent("projects/P1");
    request.set_void_notice_id(id);
    request.mutable_void_notice()->set_document("永国土公〔2026〕示例12号");
    request.mutable_void_notice()->set_medium("市国土资源局门户网站");
    for (const auto& name : certificates) request.mutable_void_notice()->add_certificates(name);
    request.set_request_id(NewRequestId());
    return notices_.PublishVoidNotice(Nrb(), request);
  }
  static std::string Name(int household, const char* id) {
    return UnitName(HouseCode(household)) + "/certificates/" + id;
  }
};

TEST_F(VoidNoticeServiceTest, OnlyCancelledCertificatesThatWereNotHandedIn) {
  ImportHouses(3);
  for (int i = 1; i <= 2; ++i) ASSERT_THAT(PushBasis(i), IsOk());
  ASSERT_THAT(Request("c1", {1, 2}), IsOk());
  ASSERT_THAT(Apply("c1", {}, {2}), IsOk());
  EXPECT_TRUE(ReadCertificate(Name(1, "land")).handed_in());
  EXPECT_FALSE(ReadCertificate(Name(2, "land")).handed_in());
  EXPECT_THAT(Publish("n1", {Name(3, "house")}), RefusedWith(kCertificateNotCancelled));
  EXPECT_THAT(Publish("n1", {Name(2, "house"), Name(1, "house")}),
              RefusedWith(kCertificateHandedIn));
  EXPECT_THAT(Publish("n1", {Name(1, "house"), Name(3, "house")}), RefusedWith(kGatesClosed));
  EXPECT_EQ(Count("void_notices"), 0);
  world_.SetNow("2026-12-23 09:00");
  ASSERT_OK_AND_ASSIGN(v1::VoidNotice notice, Publish("n1", {Name(2, "land"), Name(2, "house")}));
  ASSERT_EQ(notice.numbers_size(), 2);
  EXPECT_EQ(notice.numbers(0), "永房权证冷水滩字第90000002号");
  EXPECT_EQ(FormatDate(*FromProto(notice.published())), "2026-12-23");
  EXPECT_EQ(ReadCertificate(Name(2, "land")).void_notice(), notice.name());
  EXPECT_THAT(Publish("n2", {Name(2, "land")}), RefusedWith(kCertificateVoided));
  v1::GetVoidNoticeRequest get;
  get.set_name(notice.name());
  EXPECT_THAT(notices_.GetVoidNotice(Court(), get), IsOk());
}

}  // namespace
}  // namespace liandong::registry
