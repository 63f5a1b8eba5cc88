// Acquisition on a real database, funds and registry played by the test: the sample project up to
// any point of its way.
#ifndef SERVICES_ACQUISITION_TESTING_WORLD_H_
#define SERVICES_ACQUISITION_TESTING_WORLD_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "liandong/funds/v1/obligation.pb.h"
#include "services/acquisition/acquisition.h"
#include "shared/testing/status_matchers.h"
#include "shared/testing/test_storage.h"

namespace liandong::acquisition::testing {

using liandong::testing::IsOk;
using liandong::testing::NewRequestId;
using liandong::testing::RefusedWith;

// A message from its text form; "$doc" stands for any paper, "$day(2026-03-05)" for a date.
template <class M>
M Parse(const std::string& text);
std::string Unfold(const std::string& text);

// One household of the sample, by number: what the appraiser says and when it signs.
struct SampleRow {
  const char* no;
  int64_t unit_price_yuan;
  int64_t decoration_yuan;
  int64_t attachments_yuan;
  int64_t monthly_profit_yuan;
  const char* signed_on;  // "" when it never signs
  int64_t total_fen;
};
const std::vector<SampleRow>& SampleRows();
const SampleRow& SampleRowOf(const std::string& no);

class AcquisitionWorld : public ::testing::Test {
 public:
  AcquisitionWorld();

  // Contexts of the acting bodies.
  RequestContext As(const std::string& officer, const std::string& method = "test") const;
  void At(const std::string& local) { world_.SetNow(local); }
  // Sets a fresh request id.
  template <class Request>
  Request Fresh(Request request) {
    request.set_request_id(NewRequestId());
    return request;
  }

  // Delivers commands; refusals_ decides what the other service says, by request type.
  void Deliver();
  // The requests delivered of one type.
  template <class Request>
  std::vector<Request> Delivered() const {
    std::vector<Request> found;
    for (const auto& message : delivered_) {
      if (const auto* typed = dynamic_cast<const Request*>(message.get())) found.push_back(*typed);
    }
    return found;
  }

  // The way of the sample, step by step; each needs the one before it.
  void CreateProject();  // 01-05
  void Freeze();         // 01-07
  void Import();         // 01-09
  void Survey();         // 01-12, posted to 01-23
  void ConsultScheme();  // 01-20 to 02-25: v2 revised, risk assessment filed
  void ReadyToDecide();  // 03-02: plans, stage-2 review, funds in place
  void Decide();         // 03-04
  void Announce();       // 03-05
  void Appraise();       // 03-12 to 03-26: reports served on all
  void OpenSigning();    // signing period from 03-27
  void Sign(const std::string& no);
  void Review(const std::string& no);  // and the obligation taken on
  void ChooseHomes();                  // H02 and H07
  // All steps up to and with this one.
  void Until(void (AcquisitionWorld::*last)());

  // What the streams of funds and the registry would bring.
  void Settle(const std::string& no, int64_t paid_fen, int64_t escrowed_fen);
  void ChangeUnit(const registry::v1::Unit& unit);

  v1::Household HouseholdNow(const std::string& no);
  v1::Agreement AgreementNow(const std::string& no);
  v1::ExpropriationDecision DecisionNow();
  registry::v1::Unit& UnitOf(const std::string& no);
  // "projects/P1/households/H01"
  static std::string Household(const std::string& no) { return "projects/P1/households/" + no; }
  v1::MakeExpropriationDecisionRequest DecisionRequest(bool with_minutes);
  v1::SignAgreementRequest SignRequest(const std::string& no);
  int64_t Count(const std::string& table);

  liandong::testing::TestStorage world_;
  // What the fakes answer.
  bool peers_up_ = true;
  int64_t short_fen_ = 0;
  bool budget_in_force_ = true;
  std::map<std::string, registry::v1::Unit> units_;  // by code
  common::v1::SignedProof proof_;
  std::map<std::string, absl::Status> refusals_;  // by request type
  std::vector<std::unique_ptr<google::protobuf::Message>> delivered_;

  rpc::Peers peers_;
  Acquisition acquisition_;
  CommandRelay relay_;
};

template <class M>
M Parse(const std::string& text) {
  M message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(Unfold(text), &message)) << text;
  return message;
}

}  // namespace liandong::acquisition::testing

#endif  // SERVICES_ACQUISITION_TESTING_WORLD_H_
