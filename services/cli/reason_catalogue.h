// Every reason that any component refuses with, collected from their headers by the build.
#ifndef SERVICES_CLI_REASON_CATALOGUE_H_
#define SERVICES_CLI_REASON_CATALOGUE_H_

#include <span>
#include <string_view>

#include "shared/status/reason.h"

namespace liandong::cli {

struct CataloguedReason {
  std::string_view component;  // "funds", "auth"
  Reason reason;
};

// In the order of names, then components: a name may stand in several.
std::span<const CataloguedReason> ReasonCatalogue();

}  // namespace liandong::cli

#endif  // SERVICES_CLI_REASON_CATALOGUE_H_
