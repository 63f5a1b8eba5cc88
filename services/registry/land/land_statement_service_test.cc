#include "services/registry/land/land_statement_service.h"

#include "gtest/gtest.h"
#include "services/registry/testing/registry_world.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::registry {
namespace {

using namespace testing;  // NOLINT: the sample
using v1::LandDocument;

class LandStatementServiceTest : public RegistryWorld {
 protected:
  LandStatementServiceTest() : statements_(storage(), rules()) {}

  static v1::SubmitLandStatementRequest Statement() {
    v1::SubmitLandStatementRequest request;
    request.set_parent("projects/P1");
    request.set_land_statement_id("s1");
    auto* statement = request.mutable_land_statement();
    statement->set_territory("431103");
    statement->set_land_area_cm2(103'660'500);
    for (auto kind : {LandDocument::KIND_LAND_USE_MAP, LandDocument::KIND_EXPROPRIATION_MAP,
                      LandDocument::KIND_RESETTLEMENT_MAP, LandDocument::KIND_DESIGN}) {
      auto* document = statement->add_documents();
      document->set_kind(kind);
      document->set_title("图");
      document->set_sha256(kSha256);
    }
    request.set_request_id(NewRequestId());
    return request;
  }

  LandStatementService statements_;
};

TEST_F(LandStatementServiceTest, ThreeMapsAndTheDesign) {
  RequestContext cig = Cig();
  cig.scope.territories = {"431103"};
  ASSERT_OK_AND_ASSIGN(v1::LandStatement made, statements_.SubmitLandStatement(cig, Statement()));
  EXPECT_EQ(made.investor(), "cig");
  EXPECT_EQ(made.maker(), "cig/cig-1");
  v1::GetLandStatementRequest get;
  get.set_name(made.name());
  ASSERT_OK_AND_ASSIGN(v1::LandStatement read, statements_.GetLandStatement(cig, get));
  EXPECT_EQ(read.documents_size(), 4);
}

TEST_F(LandStatementServiceTest, MissingAndDoubledDocumentsAreNamed) {
  auto missing = Statement();
  missing.mutable_land_statement()->mutable_documents()->RemoveLast();
  const absl::Status refused = statements_.SubmitLandStatement(Cig(), missing).status();
  EXPECT_THAT(refused, RefusedWith(kDocumentMissing));
  EXPECT_EQ(MetadataOf(refused, "kind"), "KIND_DESIGN");
  auto twice = Statement();
  *twice.mutable_land_statement()->add_documents() = twice.land_statement().documents(0);
  EXPECT_THAT(statements_.SubmitLandStatement(Cig(), twice), RefusedWith(kDocumentTwice));
  EXPECT_EQ(Count("land_statements"), 0);
}

TEST_F(LandStatementServiceTest, OnlyForTheOwnTerritory) {
  RequestContext cig = Cig();
  cig.scope.territories = {"431103"};
  auto zone = Statement();
  zone.mutable_land_statement()->set_territory("431171");
  EXPECT_THAT(statements_.SubmitLandStatement(cig, zone), RefusedWith(kForeignTerritory));
  zone.mutable_land_statement()->set_territory("431102");
  EXPECT_THAT(statements_.SubmitLandStatement(cig, zone), RefusedWith(ids::kAreaOutOfScope));
  EXPECT_EQ(Count("land_statements"), 0);
}

}  // namespace
}  // namespace liandong::registry
