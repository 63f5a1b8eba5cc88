// A basis for cancelling certificates that the registry holds is told anew when the household
// contests what it rests on: no certificate is cancelled while its review or suit runs.
#ifndef SERVICES_ACQUISITION_HOUSEHOLD_BASIS_ANEW_H_
#define SERVICES_ACQUISITION_HOUSEHOLD_BASIS_ANEW_H_

#include "absl/status/status.h"
#include "liandong/acquisition/v1/household.pb.h"
#include "shared/storage/mutation.h"

namespace liandong::acquisition {

// Kind of the command, for its outcome handler.
inline constexpr char kBasisAnew[] = "deregistration-basis-anew";

// An appeal is pending, or has annulled what the basis rests on.
bool IsDisputed(const v1::Household& household);

// Tells the registry whether the household's basis is disputed now; nothing without a basis.
absl::Status TellBasisAnew(Mutation& m, const v1::Household& household);

}  // namespace liandong::acquisition

#endif  // SERVICES_ACQUISITION_HOUSEHOLD_BASIS_ANEW_H_
