#include "services/registry/certificates/certificate_service.h"

#include "gtest/gtest.h"
#include "services/registry/certificates/certificate_rules.h"
#include "services/registry/testing/registry_world.h"
#include "shared/testing/machine_check.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample
using v1::CheckedCertificate;

class CertificateServiceTest : public RegistryWorld {
 protected:
  static void AddItem(int household, v1::CertificateKind kind, const std::string& number,
                      int64_t area_cm2, v1::CheckCertificatesRequest& request) {
    auto* item = request.mutable_certificate_check()->add_items();
    item->set_unit_code(HouseCode(household));
    item->set_kind(kind);
    item->set_number(number);
    item->set_area_cm2(area_cm2);
  }
  static v1::CheckCertificatesRequest CheckRequest() {
    v1::CheckCertificatesRequest request;
    request.set_parent("projects/P1");
    request.set_certificate_check_id("c1");
    request.set_request_id(NewRequestId());
    return request;
  }
  v1::CorrectCertificateRequest CorrectRequest(int household, int64_t area_cm2) {
    v1::CorrectCertificateRequest request;
    request.set_name(UnitName(HouseCode(household)) + "/certificates/land");
    request.set_area_cm2(area_cm2);
    request.set_source_document("宗地测绘成果示例9号");
    request.set_source_sha256(kSha256);
    request.set_request_id(NewRequestId());
    return request;
  }
  absl::StatusOr<v1::VerifyCertificateResponse> Verify(const std::string& number,
                                                       const std::string& holder = "") {
    v1::VerifyCertificateRequest request;
    request.set_number(number);
    request.set_holder_name(holder);
    return certificates_.VerifyCertificate(Court(), request);
  }
};

TEST_F(CertificateServiceTest, CertificateMoves) {
  using enum v1::CertificateState;
  liandong::testing::ExpectExactly<v1::CertificateState>(
      kCertificateMachine, kCertificateNotValid,
      {{{CERTIFICATE_STATE_UNSPECIFIED, "ImportRegister"}, CERTIFICATE_STATE_VALID},
       {{CERTIFICATE_STATE_UNSPECIFIED, "RegisterTitle"}, CERTIFICATE_STATE_VALID},
       {{CERTIFICATE_STATE_VALID, "CorrectCertificate"}, CERTIFICATE_STATE_VALID},
       {{CERTIFICATE_STATE_VALID, "RegisterTitle"}, CERTIFICATE_STATE_TRANSFERRED},
       {{CERTIFICATE_STATE_VALID, "ApplyCancellation"}, CERTIFICATE_STATE_CANCELLED}});
}

TEST_F(CertificateServiceTest, TwentyFourPapersTwentyThreeMatch) {
  ImportHouses(12);
  auto request = CheckRequest();
  for (int i = 1; i <= 12; ++i) {
    AddItem(i, v1::CERTIFICATE_KIND_HOUSE, absl::StrFormat("永房权证冷水滩字第%d号", 90000000 + i),
            1'000'000, request);
    AddItem(i, v1::CERTIFICATE_KIND_LAND, absl::StrFormat("永国用（1999）第%d号", 900000 + i),
            i == 9 ? 1'180'000 : 1'200'000, request);
  }
  ASSERT_OK_AND_ASSIGN(v1::CertificateCheck check, certificates_.CheckCertificates(Nrb(), request));
  EXPECT_EQ(check.matched(), 23);
  EXPECT_EQ(check.mismatched(), 1);
  EXPECT_EQ(check.missing(), 0);
  const auto& h09 = check.items(17);
  EXPECT_EQ(h09.result(), CheckedCertificate::RESULT_MISMATCH);
  ASSERT_EQ(h09.differences_size(), 1);
  EXPECT_EQ(h09.differences(0), CheckedCertificate::DIFFERENCE_AREA);
  EXPECT_EQ(h09.registered_area_cm2(), 1'200'000);
  v1::GetCertificateCheckRequest get;
  get.set_name(check.name());
  EXPECT_THAT(certificates_.GetCertificateCheck(Nrb(), get), IsOk());
}

TEST_F(CertificateServiceTest, EveryDifferenceIsNamed) {
  ImportHouses(2);
  ASSERT_THAT(PushBasis(1), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  ASSERT_THAT(Apply("c1"), IsOk());
  auto request = CheckRequest();
  AddItem(2, v1::CERTIFICATE_KIND_LAND, "永房权证冷水滩字第90000001号", 1, request);
  AddItem(2, v1::CERTIFICATE_KIND_HOUSE, "永房权证冷水滩字第99999999号", 1'000'000, request);
  ASSERT_OK_AND_ASSIGN(v1::CertificateCheck check, certificates_.CheckCertificates(Nrb(), request));
  EXPECT_EQ(check.items(0).differences_size(), 4);
  EXPECT_EQ(check.items(1).result(), CheckedCertificate::RESULT_NONE);
  EXPECT_EQ(check.missing(), 1);
}

TEST_F(CertificateServiceTest, CorrectionKeepsWhatStoodBefore) {
  ImportHouses(9);
  world_.SetNow("2026-01-09 09:00");
  ASSERT_OK_AND_ASSIGN(v1::Certificate corrected,
                       certificates_.CorrectCertificate(Nrb(), CorrectRequest(9, 1'180'000)));
  EXPECT_EQ(corrected.area_cm2(), 1'180'000);
  ASSERT_EQ(corrected.corrections_size(), 1);
  EXPECT_EQ(corrected.corrections(0).area_before_cm2(), 1'200'000);
  EXPECT_EQ(corrected.corrections(0).officer(), "nrb/nrb-1");
  EXPECT_EQ(ReadUnit(HouseCode(9)).certificates(1).area_cm2(), 1'180'000);
  EXPECT_EQ(ReadUnit(HouseCode(9)).area_cm2(), 1'000'000);
  v1::GetCertificateRequest get;
  get.set_name(corrected.name());
  get.mutable_as_of()->set_seconds(corrected.update_time().seconds() - 1);
  ASSERT_OK_AND_ASSIGN(v1::Certificate then, certificates_.GetCertificate(Nrb(), get));
  EXPECT_EQ(then.area_cm2(), 1'200'000);
  EXPECT_THAT(certificates_.CorrectCertificate(Nrb(), CorrectRequest(9, 1'180'000)),
              RefusedWith(kNothingToCorrect));
  auto stale = CorrectRequest(9, 1'170'000);
  stale.set_etag("1");
  EXPECT_THAT(certificates_.CorrectCertificate(Nrb(), stale), RefusedWith(kEtagMismatch));
}

TEST_F(CertificateServiceTest, HouseAreaOfThePageFollowsItsCertificate) {
  ImportHouses(1);
  auto request = CorrectRequest(1, 990'000);
  request.set_name(UnitName(HouseCode(1)) + "/certificates/house");
  ASSERT_THAT(certificates_.CorrectCertificate(Nrb(), request), IsOk());
  EXPECT_EQ(ReadUnit(HouseCode(1)).area_cm2(), 990'000);
}

TEST_F(CertificateServiceTest, EndedCertificatesAreNotCorrected) {
  ImportHouses(1);
  ASSERT_THAT(PushBasis(1), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  ASSERT_THAT(Apply("c1"), IsOk());
  EXPECT_THAT(certificates_.CorrectCertificate(Nrb(), CorrectRequest(1, 1)),
              RefusedWith(kCertificateNotValid));
}

TEST_F(CertificateServiceTest, VerificationTellsNoMoreThanIsAsked) {
  ImportHouses(1);
  ASSERT_OK_AND_ASSIGN(auto answer, Verify("永国用（1999）第 900001号"));
  EXPECT_EQ(answer.kind(), v1::CERTIFICATE_KIND_LAND);
  EXPECT_EQ(answer.state(), v1::CERTIFICATE_STATE_VALID);
  EXPECT_FALSE(answer.restricted());
  EXPECT_EQ(answer.holder_match(), v1::VerifyCertificateResponse::HOLDER_MATCH_UNSPECIFIED);
  ASSERT_OK_AND_ASSIGN(answer, Verify("永国用(1999)第900001号", "陈示一"));
  EXPECT_EQ(answer.holder_match(), v1::VerifyCertificateResponse::HOLDER_MATCH_YES);
  ASSERT_OK_AND_ASSIGN(answer, Verify("永国用(1999)第900001号", "李示二"));
  EXPECT_EQ(answer.holder_match(), v1::VerifyCertificateResponse::HOLDER_MATCH_NO);
  EXPECT_THAT(Verify("永国用(1999)第900002号"), RefusedWith(kCertificateUnknown));
}

TEST_F(CertificateServiceTest, VerificationIsNeverStale) {
  ImportHouses(1);
  ASSERT_THAT(Seal(HouseCode(1), "s1"), IsOk());
  ASSERT_OK_AND_ASSIGN(auto answer, Verify("永国用(1999)第900001号"));
  EXPECT_TRUE(answer.restricted());
  ASSERT_THAT(Lift(HouseCode(1), "s1"), IsOk());
  ASSERT_THAT(PushBasis(1), IsOk());
  ASSERT_THAT(Request("c1", {1}), IsOk());
  ASSERT_THAT(Apply("c1"), IsOk());
  ASSERT_OK_AND_ASSIGN(answer, Verify("永国用(1999)第900001号"));
  EXPECT_EQ(answer.state(), v1::CERTIFICATE_STATE_CANCELLED);
  EXPECT_FALSE(answer.restricted());
  v1::ListCertificatesRequest list;
  list.set_parent(UnitName(HouseCode(1)));
  list.set_state(v1::CERTIFICATE_STATE_CANCELLED);
  ASSERT_OK_AND_ASSIGN(auto page, certificates_.ListCertificates(Nrb(), list));
  EXPECT_EQ(page.certificates_size(), 2);
}

}  // namespace
}  // namespace liandong::registry
