// What a scheme must look like, the way it goes, and the reward of a signing day. Pure.
#ifndef SERVICES_ACQUISITION_SCHEME_SCHEME_RULES_H_
#define SERVICES_ACQUISITION_SCHEME_SCHEME_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "liandong/acquisition/v1/project.pb.h"
#include "liandong/acquisition/v1/scheme.pb.h"
#include "services/acquisition/scheme/scheme_reasons.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::acquisition {

using v1::Scheme;

inline constexpr rules::Transition<Scheme::State> kSchemeMoves[] = {
    {Scheme::STATE_UNSPECIFIED, "CreateScheme", Scheme::STATE_DRAFT},
    {Scheme::STATE_DRAFT, "RecordArgumentMeeting", Scheme::STATE_DRAFT},
    {Scheme::STATE_DRAFT, "PassSchemeReview (before consultation)", Scheme::STATE_FORM_REVIEWED},
    {Scheme::STATE_FORM_REVIEWED, "PublishScheme", Scheme::STATE_CONSULTATION},
    {Scheme::STATE_CONSULTATION, "CloseConsultation", Scheme::STATE_REPLACED},
    {Scheme::STATE_UNSPECIFIED, "CloseConsultation (revised version)", Scheme::STATE_REVISED},
    {Scheme::STATE_REVISED, "PassSchemeReview (before decision)", Scheme::STATE_REVIEWED},
    {Scheme::STATE_REVIEWED, "MakeExpropriationDecision", Scheme::STATE_IN_FORCE},
    {Scheme::STATE_IN_FORCE, "OpenSigning", Scheme::STATE_IN_FORCE},
};
inline constexpr rules::StateMachine kSchemeMachine("Scheme", kSchemeState, kSchemeMoves);

// REWARD_TIERS_ORDER, PRICE_RANGE; all at once.
absl::Status CheckTerms(const v1::SchemeTerms& terms);

// PRICE_DEVIATION_UNEXPLAINED when a use and structure that both have is priced differently and no
// reason is given (7.3.b).
absl::Status CheckDeviation(const Scheme& scheme, const std::string& neighbour,
                            const v1::SchemeTerms& theirs);

// Steps that stage 1 or 2 of the procedural review misses, by name.
std::vector<std::string> MissingBeforeConsultation(const Scheme& scheme);
std::vector<std::string> MissingBeforeDecision(const Scheme& scheme, const v1::Project& project);

// Reward in fen for signing on `signed_on`, the signing period having begun on `from`.
int64_t RewardFen(const v1::SchemeTerms& terms, Date from, Date signed_on);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_SCHEME_SCHEME_RULES_H_
