// What an entry must be before it is taken over. Pure.
#ifndef SERVICES_REGISTRY_UNITS_IMPORT_RULES_H_
#define SERVICES_REGISTRY_UNITS_IMPORT_RULES_H_

#include "absl/status/status.h"
#include "liandong/registry/v1/register_import.pb.h"
#include "shared/calendar/calendar.h"
#include "shared/rules/rule_set.h"

namespace liandong::registry {

// A seal's last day lies within the longest period from `since`: SEAL_TOO_LONG.
absl::Status CheckSealPeriod(const v1::Restriction& seal, const rules::RuleSet& rules,
                             const Calendar& calendar);

// Every wrong field of every entry at once: the parties' numbers, SHARES_NOT_ONE, CERTIFICATE_SET,
// CERTIFICATE_NUMBER_FORMAT, RESTRICTION_TWICE, SEAL_TOO_LONG.
absl::Status CheckEntries(const v1::ImportRegisterRequest& request, const rules::RuleSet& rules,
                          const Calendar& calendar);

// The unit as it is entered: numbers normalised, restrictions in force, parcel and nature by its
// code. The entry has passed CheckEntries.
v1::Unit UnitOf(const v1::RegisterEntry& entry, Date day);
// One of its certificates, valid, in the name of the unit's holders.
v1::Certificate CertificateOf(const v1::Unit& unit, const v1::Certificate& imported);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_UNITS_IMPORT_RULES_H_
