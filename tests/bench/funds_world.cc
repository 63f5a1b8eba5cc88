#include "tests/bench/funds_world.h"

#include "absl/strings/str_cat.h"
#include "shared/status/macros.h"

namespace liandong::bench {

using common::v1::AGENCY_HOUSING_BUREAU;
using common::v1::SERVICE_FUNDS;

absl::StatusOr<std::unique_ptr<FundsWorld>> FundsWorld::Start(int callers) {
  auto world = std::unique_ptr<FundsWorld>(new FundsWorld());
  ASSIGN_OR_RETURN(
      world->funds_,
      testing::ServiceProcess::Start(
          world->pki_, {.service = SERVICE_FUNDS,
                        .database = world->database_.options(),
                        .workers = callers + 1,
                        .flags = {absl::StrCat("--in_flight_per_caller_max=", callers)}}));
  const testing::TestCertificate& certificate = world->pki_.Certificate(AGENCY_HOUSING_BUREAU);
  // Clients sign once and call for minutes.
  world->token_ = testing::OfficerToken(
      world->pki_, "funds", certificate.sha256,
      {.officer = testing::TestPki::OfficerOf(AGENCY_HOUSING_BUREAU), .expires = absl::Minutes(9)});
  for (int i = 0; i < kConnections; ++i) {
    world->clients_.push_back(std::make_unique<testing::TestClient>(
        world->pki_, world->funds_->port(), SERVICE_FUNDS, &certificate));
  }
  return world;
}

absl::Status FundsWorld::Call(int number, const google::protobuf::Message& request,
                              google::protobuf::Message& response) const {
  return clients_[number % kConnections]->Call(request, response, {.token = token_});
}

void FundsWorld::CallAsync(int number, const google::protobuf::Message& request,
                           google::protobuf::Message& response, Done done) const {
  clients_[number % kConnections]->CallAsync(request, response, {.token = token_}, std::move(done));
}

}  // namespace liandong::bench
