// The books that the services keep, and whether they hold.
#ifndef SERVICES_CLI_BOOKS_H_
#define SERVICES_CLI_BOOKS_H_

#include <ostream>
#include <string>

#include "services/cli/client.h"
#include "services/cli/credentials.h"

namespace liandong::cli {

// Has every book of the service verified by the service itself; writes one line on each, and
// below it the whole answer of one that does not hold. True when all hold. A book that is not open
// to the principal is named and passed over, but for the chain of changes.
bool VerifyBooks(Client& client, const Principal& principal, const std::string& service,
                 std::ostream& out);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_BOOKS_H_
