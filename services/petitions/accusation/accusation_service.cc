#include "services/petitions/accusation/accusation_service.h"

#include "absl/strings/str_cat.h"
#include "services/petitions/accusation/accusation_rules.h"
#include "services/petitions/numbers.h"
#include "shared/calendar/date_proto.h"
#include "shared/calendar/deadline_proto.h"
#include "shared/crypto/sealed_box.h"
#include "shared/rules/catalogue.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"
#include "shared/storage/verify_chain.h"
#include "shared/storage/verify_resources.h"

namespace liandong::petitions {
namespace {

constexpr char kSelectActiveKey[] =
    "SELECT name FROM sealed_keys WHERE active_as = 'current' LIMIT 1";
constexpr char kCurrent[] = "current";

}  // namespace

absl::StatusOr<v1::SealingKey> AccusationService::LockActiveKey(Mutation& m) {
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectActiveKey));
  if (rows.empty()) return Refuse(kSealingKeyMissing);
  return keys_.Lock(m, rows[0].Text(0));
}

absl::StatusOr<v1::SealingKey> AccusationService::RegisterSealingKey(
    const RequestContext& context, const v1::RegisterSealingKeyRequest& request) {
  ASSIGN_OR_RETURN(auto public_key, crypto::BoxPublicKey::FromPem(request.public_key()));
  return Mutate<v1::SealingKey>(
      sealed_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::SealingKey> {
        absl::StatusOr<v1::SealingKey> before = LockActiveKey(m);
        if (before.ok()) {
          before->set_state(v1::SealingKey::STATE_RETIRED);
          before->clear_active_as();
          RETURN_IF_ERROR(keys_.Update(m, *before).status());
        } else if (ReasonOf(before.status()) != kSealingKeyMissing.name) {
          return before.status();
        }
        v1::SealingKey key;
        key.set_name(absl::StrCat("sealingKeys/", public_key.fingerprint()));
        key.set_state(v1::SealingKey::STATE_ACTIVE);
        key.set_public_key(request.public_key());
        key.set_active_as(kCurrent);
        return keys_.Insert(m, key, {});
      });
}

absl::StatusOr<v1::Accusation> AccusationService::FileAccusation(
    const RequestContext& context, const v1::FileAccusationRequest& request) {
  const Date today = DateOf(context.now);
  ASSIGN_OR_RETURN(Deadline accept, rules_.DeadlineOf(rules::kDisciplineAccept, calendar_, today));
  return Mutate<v1::Accusation>(
      sealed_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Accusation> {
        ASSIGN_OR_RETURN(v1::SealingKey key, LockActiveKey(m));
        ASSIGN_OR_RETURN(auto public_key, crypto::BoxPublicKey::FromPem(key.public_key()));
        const std::string year = absl::StrCat(today.year());
        ASSIGN_OR_RETURN(int64_t number, NextNumber(m, absl::StrCat("accusations-", year)));
        v1::Accusation accusation = request.accusation();
        accusation.set_name(absl::StrCat("accusations/", request.accusation_id()));
        accusation.set_state(v1::Accusation::STATE_FILED);
        accusation.set_receipt_number(absl::StrCat("永纪举〔", year, "〕", number, "号"));
        accusation.set_named(!request.statement().complainant_name().empty());
        accusation.set_sealing_key(key.name());
        ASSIGN_OR_RETURN(
            *accusation.mutable_sealed_statement(),
            public_key.Seal(absl::StrCat(accusation.name(), "|statement"),
                            DeterministicBytes(request.statement()), crypto::SecureRandom()));
        *accusation.mutable_received_date() = ToProto(today);
        if (accusation.named()) *accusation.mutable_accept_deadline() = ToProto(accept);
        return accusations_.Insert(m, accusation, {});
      });
}

absl::StatusOr<v1::Accusation> AccusationService::Move(Mutation& m, const std::string& name,
                                                       std::string_view action) {
  ASSIGN_OR_RETURN(v1::Accusation accusation, accusations_.Lock(m, name));
  ASSIGN_OR_RETURN(v1::Accusation::State next, kAccusationMachine.Next(accusation.state(), action));
  accusation.set_state(next);
  return accusation;
}

absl::StatusOr<v1::Accusation> AccusationService::AcceptAccusation(
    const RequestContext& context, const v1::AcceptAccusationRequest& request) {
  return Mutate<v1::Accusation>(
      sealed_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Accusation> {
        ASSIGN_OR_RETURN(v1::Accusation accusation, Move(m, request.name(), "AcceptAccusation"));
        *accusation.mutable_accepted_date() = ToProto(DateOf(m.now()));
        return accusations_.Update(m, accusation);
      });
}

absl::StatusOr<v1::Accusation> AccusationService::CloseAccusation(
    const RequestContext& context, const v1::CloseAccusationRequest& request) {
  const Date today = DateOf(context.now);
  ASSIGN_OR_RETURN(Deadline tell, rules_.DeadlineOf(rules::kDisciplineResult, calendar_, today));
  return Mutate<v1::Accusation>(
      sealed_, context, request, [&](Mutation& m) -> absl::StatusOr<v1::Accusation> {
        ASSIGN_OR_RETURN(v1::Accusation accusation, Move(m, request.name(), "CloseAccusation"));
        accusation.set_result(request.result());
        *accusation.mutable_closed_date() = ToProto(today);
        if (accusation.named()) *accusation.mutable_result_deadline() = ToProto(tell);
        return accusations_.Update(m, accusation);
      });
}

absl::StatusOr<v1::Accusation> AccusationService::GetAccusation(
    const RequestContext& context, const v1::GetAccusationRequest& request) {
  return accusations_.Get(context, request);
}

absl::StatusOr<v1::ListAccusationsResponse> AccusationService::ListAccusations(
    const RequestContext& context, const v1::ListAccusationsRequest& request) {
  return accusations_.List<v1::ListAccusationsResponse>(context, request);
}

absl::StatusOr<common::v1::SignedCheckpoint> AccusationService::GetAccusationsCheckpoint(
    const RequestContext& context, const v1::GetAccusationsCheckpointRequest&) {
  return checkpoints_.make(context.deadline);
}

absl::StatusOr<v1::VerifyAccusationsResponse> AccusationService::VerifyAccusations(
    const RequestContext& context, const v1::VerifyAccusationsRequest& request) {
  VerifyChainOptions options;
  options.deadline = context.deadline;
  if (request.has_known()) {
    ASSIGN_OR_RETURN(options.checkpoint, checkpoints_.open(request.known()));
  }
  ASSIGN_OR_RETURN(ChainReport chain, VerifyChain(sealed_, options));
  ASSIGN_OR_RETURN(
      ResourcesReport resources,
      VerifyResources(sealed_, {v1::Accusation::descriptor(), v1::SealingKey::descriptor()},
                      context.deadline));
  v1::VerifyAccusationsResponse response;
  response.set_changes_verified(chain.verified.seq);
  response.set_resources_verified(resources.resources_verified);
  if (chain.difference) response.add_differences(chain.difference->Text());
  for (const Difference& difference : resources.differences) {
    response.add_differences(difference.Text());
  }
  return response;
}

}  // namespace liandong::petitions
