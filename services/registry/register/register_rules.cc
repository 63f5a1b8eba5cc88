#include "services/registry/register/register_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/registry/certificates/certificate_rules.h"
#include "services/registry/titles/title_rules.h"
#include "services/registry/units/unit_rules.h"
#include "shared/ids/certificate_number.h"
#include "shared/status/refusal.h"

namespace liandong::registry {
namespace {

// "title-2026-0000001" of a certificate issued here, "" of one taken over.
std::string_view IssuedId(std::string_view certificate) {
  const size_t slash = certificate.rfind('/');
  if (slash == certificate.npos) return {};
  const std::string_view id = certificate.substr(slash + 1);
  return id.starts_with("title-") ? id : std::string_view();
}

void CheckSetOf(const RegisterPage& page, Differences& differences) {
  int houses = 0, lands = 0;
  for (const auto& certificate : page.certificates) {
    if (certificate.state() != v1::CERTIFICATE_STATE_VALID) continue;
    if (page.unit.state() == Unit::STATE_CANCELLED) {
      Differ(RegisterDifference::KIND_VALID_AFTER_CANCELLATION, certificate.name(), "",
             differences);
    }
    houses += certificate.kind() != v1::CERTIFICATE_KIND_LAND;
    lands += certificate.kind() != v1::CERTIFICATE_KIND_HOUSE;
  }
  if (page.unit.state() == Unit::STATE_CANCELLED || (houses == 1 && lands == 1)) return;
  Differ(houses > 1 || lands > 1 ? RegisterDifference::KIND_SET_TWICE
                                 : RegisterDifference::KIND_SET_INCOMPLETE,
         page.unit.name(),
         absl::StrCat(houses, " valid for the house, ", lands, " valid for the land"), differences);
}

void CheckSlots(const RegisterPage& page, Differences& differences) {
  for (const auto& certificate : page.certificates) {
    Certificate expected;
    expected.set_kind(certificate.kind());
    if (certificate.state() == v1::CERTIFICATE_STATE_VALID) MakeValid(page.unit.name(), expected);
    if (certificate.house_slot() == expected.house_slot() &&
        certificate.land_slot() == expected.land_slot()) {
      continue;
    }
    Differ(RegisterDifference::KIND_SLOT, certificate.name(), "", differences);
  }
}

void CheckRights(const Unit& unit, Differences& differences) {
  const bool stands = std::any_of(unit.rights().begin(), unit.rights().end(),
                                  [](const auto& right) { return !right.has_ended(); });
  if (unit.state() == Unit::STATE_CANCELLED) {
    if (stands) {
      Differ(RegisterDifference::KIND_RIGHT_AFTER_CANCELLATION, unit.name(), "", differences);
    }
    return;
  }
  const absl::Status shares = CheckShares(unit);
  if (stands && shares.ok()) return;
  Differ(RegisterDifference::KIND_SHARES, unit.name(),
         stands ? MetadataOf(shares, "kind").value_or("") : "nobody holds a right", differences);
}

// The certificates in the short form of a page; in the order of their names.
std::map<std::string, std::string> Shown(const Unit& unit) {
  std::map<std::string, std::string> shown;
  for (const auto& certificate : unit.certificates()) {
    shown[certificate.name()] = certificate.SerializeAsString();
  }
  return shown;
}

}  // namespace

void Differ(RegisterDifference::Kind kind, std::string_view resource, std::string detail,
            Differences& differences) {
  RegisterDifference& difference = differences.emplace_back();
  difference.set_kind(kind);
  difference.set_resource(std::string(resource));
  difference.set_detail(std::move(detail));
}

void NumberSeries::Take(const std::string& number, const std::string& certificate,
                        Differences& differences) {
  const bool twice = number == number_;
  if (twice) {
    Differ(RegisterDifference::KIND_NUMBER_TWICE, certificate,
           absl::StrCat("also borne by ", certificate_), differences);
  }
  number_ = number;
  certificate_ = certificate;
  const auto issued = ids::ParseIssuedTitleNumber(number);
  const std::string_view id = IssuedId(certificate);
  if (!id.empty() && (!issued || id != TitleId(issued->year, issued->serial))) {
    Differ(RegisterDifference::KIND_NUMBER_CHANGED, certificate, "", differences);
  }
  if (!issued) return;
  ++numbered_;
  int64_t& last = last_[issued->year];
  // A number taken over moves the serial on, so that a gap may lie in front of it, but never in
  // front of one that was issued here: the serial stood at the number before it.
  if (!id.empty() && !twice && issued->serial != last + 1) {
    Differ(RegisterDifference::KIND_NUMBER_GAP, certificate,
           absl::StrCat("serials ", last + 1, " to ", issued->serial - 1, " of ", issued->year),
           differences);
  }
  last = issued->serial;
}

void NumberSeries::Finish(const std::map<int, int64_t>& serials, Differences& differences) const {
  std::map<int, int64_t> years = serials;
  for (const auto& [year, last] : last_) years.try_emplace(year, 0);
  for (const auto& [year, serial] : years) {
    const auto found = last_.find(year);
    const int64_t last = found == last_.end() ? 0 : found->second;
    if (serial == last) continue;
    Differ(RegisterDifference::KIND_SERIAL, absl::StrCat("titleSerials/", year),
           absl::StrCat("stands at ", serial, ", the last number is ", last), differences);
  }
}

void CheckPage(const RegisterPage& page, Differences& differences) {
  CheckSetOf(page, differences);
  CheckSlots(page, differences);
  if (!page.readable) return;
  CheckRights(page.unit, differences);
  Unit expected;
  for (const auto& certificate : page.certificates) ShowOn(expected, certificate);
  if (Shown(page.unit) != Shown(expected)) {
    Differ(RegisterDifference::KIND_PAGE, page.unit.name(), "", differences);
  }
}

const v1::CancellationItem* CheckCancelled(const Certificate& certificate,
                                           std::string_view unit_code,
                                           const v1::Cancellation* cancellation,
                                           Differences& differences) {
  if (cancellation != nullptr) {
    for (const auto& item : cancellation->items()) {
      if (item.unit_code() == unit_code && item.state() == v1::CancellationItem::STATE_CANCELLED &&
          std::count(item.certificates().begin(), item.certificates().end(), certificate.name()) ==
              1) {
        return &item;
      }
    }
  }
  Differ(RegisterDifference::KIND_CANCELLATION_MISSING, certificate.name(), "", differences);
  return nullptr;
}

}  // namespace liandong::registry
