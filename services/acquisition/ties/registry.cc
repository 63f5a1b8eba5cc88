#include "services/acquisition/ties/registry.h"

#include "liandong/registry/v1/allotment.pb.h"
#include "liandong/registry/v1/deregistration.pb.h"
#include "liandong/registry/v1/red_line.pb.h"
#include "liandong/registry/v1/restriction.pb.h"
#include "services/acquisition/household/household_rules.h"
#include "shared/status/macros.h"
#include "shared/storage/names.h"

namespace liandong::acquisition {

using common::v1::SERVICE_REGISTRY;

namespace {

registry::v1::PushDeregistrationBasisRequest BasisOf(const v1::Household& household,
                                                     const common::v1::SignedProof& proof) {
  using registry::v1::DeregistrationBasis;
  registry::v1::PushDeregistrationBasisRequest request;
  DeregistrationBasis& basis = *request.mutable_basis();
  basis.set_name(ProjectOf(household.name()) + "/deregistrationBases/" + household.household_no());
  basis.set_household(household.name());
  basis.set_unit_code(household.unit_code());
  const bool agreed = !household.agreement().empty();
  basis.set_source_kind(agreed ? DeregistrationBasis::SOURCE_KIND_AGREEMENT
                               : DeregistrationBasis::SOURCE_KIND_DECISION);
  basis.set_source(agreed ? household.agreement() : household.compensation_decision());
  basis.set_compensated(household.compensation_state() == v1::COMPENSATION_STATE_DEPOSITED
                            ? DeregistrationBasis::COMPENSATED_ESCROWED
                            : DeregistrationBasis::COMPENSATED_PAID);
  *basis.mutable_funds_proof() = proof;
  basis.set_dispute_pending(IsDisputed(household));
  return request;
}

}  // namespace

UnitFacts FactsOf(const registry::v1::Unit& unit) {
  UnitFacts facts;
  facts.unit_code = unit.unit_code();
  facts.area_cm2 = unit.area_cm2();
  facts.cancelled = unit.state() == registry::v1::Unit::STATE_CANCELLED;
  for (const auto& restriction : unit.restrictions()) {
    if (restriction.state() != registry::v1::Restriction::STATE_ACTIVE) continue;
    v1::Encumbrance encumbrance;
    if (restriction.kind() == registry::v1::Restriction::KIND_MORTGAGE) {
      encumbrance.set_kind(v1::Encumbrance::KIND_MORTGAGE);
      encumbrance.set_amount_fen(restriction.amount_fen());
    } else if (restriction.kind() == registry::v1::Restriction::KIND_SEAL) {
      encumbrance.set_kind(v1::Encumbrance::KIND_SEAL);
    } else {
      continue;
    }
    encumbrance.set_holder(restriction.holder());
    encumbrance.set_reference(restriction.reference());
    facts.encumbrances.push_back(std::move(encumbrance));
  }
  return facts;
}

absl::StatusOr<UnitFacts> ReadUnit(rpc::Peers& peers, const RequestContext& context,
                                   const std::string& unit_code) {
  registry::v1::GetUnitRequest request;
  request.set_name("units/" + unit_code);
  ASSIGN_OR_RETURN(const registry::v1::Unit unit,
                   peers.Read<registry::v1::Unit>(SERVICE_REGISTRY, context, request));
  return FactsOf(unit);
}

absl::Status CommandFlagFreeze(Mutation& m, const v1::FreezeNotice& freeze) {
  registry::v1::FlagFreezeRequest request;
  request.set_project(ProjectOf(freeze.name()));
  *request.mutable_unit_codes() = freeze.unit_codes();
  request.set_notice(freeze.document().number());
  *request.mutable_from() = freeze.from();
  *request.mutable_to() = freeze.to();
  return m.Command(SERVICE_REGISTRY, kFlagFreeze, freeze.name(), request);
}

absl::Status CommandFreezeRedLine(Mutation& m, const v1::ExpropriationDecision& decision) {
  registry::v1::FreezeRedLineRequest request;
  request.set_name(decision.red_line());
  request.set_decision(decision.name());
  return m.Command(SERVICE_REGISTRY, kFreezeRedLine, decision.name(), request);
}

absl::Status CommandPushAllotment(Mutation& m, const v1::Household& household,
                                  const v1::Home& home) {
  registry::v1::PushAllotmentRequest request;
  registry::v1::Allotment& allotment = *request.mutable_allotment();
  allotment.set_name(ProjectOf(household.name()) + "/allotments/" + household.household_no());
  allotment.set_household(household.name());
  allotment.set_home_unit_code(home.unit_code());
  allotment.set_source(household.agreement());
  for (const v1::Party& party : household.parties()) {
    registry::v1::OwnerShare& share = *allotment.add_owners();
    registry::v1::Party& owner = *share.mutable_owner();
    owner.set_name(party.name());
    owner.set_id_type(party.type() == v1::Party::TYPE_PERSON
                          ? registry::v1::Party::ID_TYPE_RESIDENT_ID
                          : registry::v1::Party::ID_TYPE_USCC);
    owner.set_id_number(party.id_number());
    share.set_share_numerator(party.share_numerator());
    share.set_share_denominator(party.share_denominator());
  }
  return m.Command(SERVICE_REGISTRY, kPushAllotment, household.name(), request);
}

absl::Status CommandPushBasis(Mutation& m, const v1::Household& household,
                              const common::v1::SignedProof& proof) {
  auto request = BasisOf(household, proof);
  return m.Command(SERVICE_REGISTRY, kPushBasis, household.name(), request);
}

absl::Status CommandBasisAnew(Mutation& m, const v1::Household& household) {
  if (!household.deregistration_basis()) return absl::OkStatus();
  auto request = BasisOf(household, household.basis_proof());
  return m.Command(SERVICE_REGISTRY, kBasisAnew, household.name(), request);
}

}  // namespace liandong::acquisition
