// Petitions on a real database, with enforcement answering as a test tells it to.
#ifndef SERVICES_PETITIONS_TESTING_PETITIONS_WORLD_H_
#define SERVICES_PETITIONS_TESTING_PETITIONS_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "services/petitions/accusation/accusation_service.h"
#include "services/petitions/incident/incident_service.h"
#include "services/petitions/migrations.h"
#include "services/petitions/petition/petition_service.h"
#include "services/petitions/warning/warning_service.h"
#include "shared/commands/relay.h"
#include "shared/crypto/signature.h"
#include "shared/rules/testing/shipped_rules.h"
#include "shared/storage/checkpoint.h"
#include "shared/storage/migrations.h"
#include "shared/storage/stamper.h"
#include "shared/testing/relay_driver.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong::petitions {

class PetitionsWorld {
 public:
  PetitionsWorld()
      : world_("petitions", petitions_migrations()),
        sealed_(MakeSealed(world_)),
        petitions(world_.storage(), testing::ShippedRules(), testing::ShippedCalendar()),
        accusations(*sealed_, testing::ShippedRules(), testing::ShippedCalendar(), Signing()),
        warnings(world_.storage()),
        incidents(world_.storage(), testing::ShippedRules()),
        relay(world_.storage(),
              [this](common::v1::Service target, const rpc::OnBehalf& caller,
                     const google::protobuf::Message& request, google::protobuf::Message&) {
                EXPECT_EQ(target, common::v1::SERVICE_ENFORCEMENT);
                delivered.push_back(
                    {request.GetDescriptor()->name(), caller.agency, request.ShortDebugString()});
                return enforcement_answers;
              }) {
    incidents.HandleOutcomes(relay);
  }

  Storage& storage() { return world_.storage(); }
  Storage& sealed() { return *sealed_; }
  void SetNow(const std::string& local) { world_.SetNow(local); }
  absl::Time now() { return world_.clock().Now(); }

  // An officer of an organisation as dispatch would let it in: "hsb-1" of "hsb".
  RequestContext As(common::v1::Agency capacity, const std::string& officer,
                    const std::string& method = "test") const {
    RequestContext context =
        world_.Context(capacity, officer.substr(0, officer.rfind('-')), officer, method);
    if (officer.back() == '3') context.caller.roles = {"head"};
    return context;
  }

  void Deliver() {
    ASSERT_THAT(testing::DeliverCommands(world_.database().pool(), relay), testing::IsOk());
  }
  // Gives every change of both table sets its place.
  void Stamp() {
    for (Storage* storage : {&world_.storage(), sealed_.get()}) {
      Stamper stamper(*storage);
      ASSERT_TRUE(stamper.StepOnce().ok());
    }
  }
  int64_t Count(const std::string& table) {
    auto rows = db::ReadRows(world_.database().pool(), absl::Now() + absl::Seconds(5),
                             absl::StrCat("SELECT COUNT(*) FROM ", table));
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  }

  struct Delivered {
    std::string type;
    std::string agency;  // "" in the service's own name
    std::string text;
  };
  absl::Status enforcement_answers;
  std::vector<Delivered> delivered;

 private:
  Checkpoints Signing() {
    return {.make =
                [this](absl::Time deadline) {
                  return MakeCheckpoint(*sealed_, signing_key_, "petitions-1", absl::Now(),
                                        deadline);
                },
            .open =
                [this](const common::v1::SignedCheckpoint& known) {
                  crypto::SigningKeySet published;
                  published.Add({.key_id = "petitions-1", .key = signing_key_.public_key()});
                  return OpenCheckpoint(known, published, absl::Now());
                }};
  }
  static std::unique_ptr<Storage> MakeSealed(testing::TestStorage& world) {
    const auto& options = world.database().options();
    const absl::Status migrated =
        db::Migrate(options, {{.component = "sealed",
                               .files = TableSetMigrations(),
                               .substitutions = {{"prefix", kSealedPrefix},
                                                 {"database", options.database},
                                                 {"runtime", "root@localhost"}}}});
    EXPECT_TRUE(migrated.ok()) << migrated;
    return std::make_unique<Storage>("petitions", world.database().pool(), world.keys(),
                                     world.clock(), kSealedPrefix);
  }

  testing::TestStorage world_;
  std::unique_ptr<Storage> sealed_;
  const crypto::PrivateKey signing_key_ =
      crypto::PrivateKey::Generate(crypto::SignatureAlgorithm::kEd25519).value();

 public:
  PetitionService petitions;
  AccusationService accusations;
  WarningService warnings;
  IncidentService incidents;
  CommandRelay relay;
};

}  // namespace liandong::petitions

#endif  // SERVICES_PETITIONS_TESTING_PETITIONS_WORLD_H_
