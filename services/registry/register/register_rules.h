// What must be true of the register as a whole. Pure.
#ifndef SERVICES_REGISTRY_REGISTER_REGISTER_RULES_H_
#define SERVICES_REGISTRY_REGISTER_REGISTER_RULES_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "liandong/registry/v1/certificate.pb.h"
#include "liandong/registry/v1/deregistration.pb.h"
#include "liandong/registry/v1/register.pb.h"
#include "liandong/registry/v1/unit.pb.h"

namespace liandong::registry {

using v1::RegisterDifference;
using Differences = std::vector<RegisterDifference>;

void Differ(RegisterDifference::Kind kind, std::string_view resource, std::string detail,
            Differences& differences);

// Follows the numbers of all certificates, in their order.
class NumberSeries {
 public:
  void Take(const std::string& number, const std::string& certificate, Differences& differences);
  // Compares the ends of the years with the serials that the next numbers are taken from.
  void Finish(const std::map<int, int64_t>& serials, Differences& differences) const;
  // Numbers of the registry's own series.
  int64_t numbered() const { return numbered_; }

 private:
  std::string number_;
  std::string certificate_;
  std::map<int, int64_t> last_;  // by year
  int64_t numbered_ = 0;
};

// A unit with all its certificates. What has a column is as the column says.
struct RegisterPage {
  v1::Unit unit;
  std::vector<v1::Certificate> certificates;
  // False when a document could not be read: then only the columns are filled.
  bool readable = true;
};

// Valid set, slots, and, when it is readable, rights and the page itself.
void CheckPage(const RegisterPage& page, Differences& differences);

// The item of `cancellation` that a cancelled certificate of the unit ended on; null, with
// KIND_CANCELLATION_MISSING, when there is none (`cancellation` null included).
const v1::CancellationItem* CheckCancelled(const v1::Certificate& certificate,
                                           std::string_view unit_code,
                                           const v1::Cancellation* cancellation,
                                           Differences& differences);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_REGISTER_REGISTER_RULES_H_
