// What everybody else sees is the same with and without a complaint: answers, lists, tokens' worth,
// streams, metrics, numbers, and every ordinary table's size.
#include "gtest/gtest.h"
#include "prometheus/text_serializer.h"
#include "services/petitions/figures.h"
#include "services/petitions/testing/petitions_world.h"
#include "shared/crypto/sealed_box.h"
#include "shared/storage/change_feed.h"
#include "shared/testing/figure_reader.h"

namespace liandong::petitions {
namespace {

using common::v1::AGENCY_AUDIT_OFFICE;
using common::v1::AGENCY_COMMUNITY;
using common::v1::AGENCY_DISCIPLINE_COMMISSION;
using common::v1::AGENCY_HOUSING_BUREAU;
using common::v1::AGENCY_PETITION_BUREAU;

// One run with fixed request ids, recorded as everybody but the commission sees it.
class Scene {
 public:
  std::vector<std::string> Record(bool with_complaint) {
    world_.SetNow("2026-10-12 08:00");
    Register("2026-0001");
    if (with_complaint) Complain("first");
    Register("2026-0002");
    Route("petitions/2026-0001");
    if (with_complaint) Complain("second");
    world_.SetNow("2026-10-13 09:00");
    Warn();
    Refused();
    world_.Stamp();
    Lists();
    Streams();
    Figures();
    Sizes();
    return seen_;
  }

 private:
  std::string NextId() { return absl::StrCat("00000000-0000-4000-8000-", 100000000000 + ++ids_); }
  RequestContext Pet() { return world_.As(AGENCY_PETITION_BUREAU, "pet-1"); }

  template <class M>
  void See(const absl::StatusOr<M>& answer) {
    seen_.push_back(answer.ok() ? DeterministicBytes(*answer)
                                : absl::StrCat(ReasonOf(answer.status()), ": ",
                                               std::string(answer.status().message())));
  }

  void Register(const std::string& id) {
    v1::RegisterPetitionRequest request;
    request.set_petition_id(id);
    request.mutable_petition()->set_channel(v1::Petition::CHANNEL_LETTER);
    request.mutable_petition()->set_territory("431103");
    request.mutable_petition()->set_statement("临时安置费标准偏低");
    request.set_request_id(NextId());
    See(world_.petitions.RegisterPetition(Pet(), request));
  }
  void Route(const std::string& name) {
    v1::RoutePetitionRequest request;
    request.set_name(name);
    request.set_matter(v1::MATTER_COMPENSATION);
    request.set_request_id(NextId());
    See(world_.petitions.RoutePetition(Pet(), request));
  }
  void Warn() {
    v1::FileWarningRequest request;
    request.set_warning_id("w1");
    request.mutable_warning()->set_territory("431103");
    request.mutable_warning()->set_place("示例路23号");
    request.mutable_warning()->set_signs("有人聚集");
    request.set_request_id(NextId());
    See(world_.warnings.FileWarning(world_.As(AGENCY_COMMUNITY, "com-1"), request));
  }
  void Refused() {
    v1::DraftOpinionRequest request;
    request.set_name("petitions/2026-0002");
    request.set_request_id(NextId());
    See(world_.petitions.DraftOpinion(world_.As(AGENCY_HOUSING_BUREAU, "hsb-1"), request));
  }
  void Lists() {
    See(world_.petitions.ListPetitions(Pet(), {}));
    See(world_.petitions.ListAssignedPetitions(world_.As(AGENCY_HOUSING_BUREAU, "hsb-1"), {}));
    See(world_.warnings.ListWarnings(Pet(), {}));
  }
  // The stream of everybody, the commission included: accusations are in none.
  void Streams() {
    ChangeFeed feed(world_.storage());
    for (const auto& [capacity, officer] : {std::pair{AGENCY_PETITION_BUREAU, "pet-1"},
                                            {AGENCY_HOUSING_BUREAU, "hsb-1"},
                                            {AGENCY_AUDIT_OFFICE, "audit-1"},
                                            {AGENCY_DISCIPLINE_COMMISSION, "cdi-1"}}) {
      FeedFilter filter;
      filter.admitted_types = {
          v1::Petition::descriptor()->full_name(), v1::Warning::descriptor()->full_name(),
          v1::Incident::descriptor()->full_name(), v1::Accusation::descriptor()->full_name(),
          v1::SealingKey::descriptor()->full_name()};
      auto cursor = feed.Open(world_.As(capacity, officer), "", filter, [](auto&) {});
      ASSERT_TRUE(cursor.ok()) << cursor.status();
      auto changes = cursor->Next(100, absl::Now() + absl::Seconds(5));
      ASSERT_TRUE(changes.ok()) << changes.status();
      for (auto& change : *changes) {
        // Random by design, of equal length.
        seen_.push_back(absl::StrCat(change.resume_token().size()));
        change.clear_resume_token();
        seen_.push_back(DeterministicBytes(change));
      }
    }
  }
  void Figures() {
    testing::FigureReader reader(world_.storage().pool());
    AddFigures(reader.figures(), world_.storage());
    ASSERT_TRUE(reader.figures().Read().ok());
    seen_.push_back(
        prometheus::TextSerializer().Serialize(reader.metrics().collectable()->Collect()));
  }
  void Sizes() {
    for (const char* table : {"requests", "changes", "chain", "commands", "subject_keys",
                              "petitions", "warnings", "incidents", "numbers"}) {
      seen_.push_back(absl::StrCat(table, " ", world_.Count(table)));
    }
  }

  void Complain(const std::string& id) {
    const auto cdi = world_.As(AGENCY_DISCIPLINE_COMMISSION, "cdi-1");
    if (world_.Count("sealed_keys") == 0) {
      v1::RegisterSealingKeyRequest key;
      key.set_public_key(crypto::BoxPrivateKey::Generate().value().PublicPem().value());
      key.set_request_id(testing::NewRequestId());
      ASSERT_TRUE(world_.accusations.RegisterSealingKey(cdi, key).ok());
    }
    v1::FileAccusationRequest request;
    request.set_accusation_id(id);
    request.mutable_accusation()->set_accused("hsb");
    request.mutable_accusation()->set_subject(v1::Accusation::SUBJECT_MISUSE_OF_FUNDS);
    request.mutable_statement()->set_complainant_name("张示举");
    request.mutable_statement()->set_narrative("拆除合同价格虚高");
    request.set_request_id(testing::NewRequestId());
    ASSERT_TRUE(world_.accusations.FileAccusation(cdi, request).ok());
  }

  PetitionsWorld world_;
  int64_t ids_ = 0;
  std::vector<std::string> seen_;
};

TEST(Leak, NobodyElseSeesAnythingOfAComplaint) {
  const std::vector<std::string> without = Scene().Record(/*with_complaint=*/false);
  const std::vector<std::string> with = Scene().Record(/*with_complaint=*/true);
  ASSERT_GT(without.size(), 30u);
  ASSERT_EQ(without.size(), with.size());
  for (size_t i = 0; i < without.size(); ++i) EXPECT_EQ(without[i], with[i]) << "observation " << i;
}

}  // namespace
}  // namespace liandong::petitions
