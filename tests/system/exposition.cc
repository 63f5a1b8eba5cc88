#include "tests/system/exposition.h"

#include <algorithm>
#include <regex>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace liandong::testing {
namespace {

const std::set<std::string> kOfTheFormat = {"le", "quantile"};
const std::set<std::string> kAllSix = {"acquisition", "coordination", "enforcement",
                                       "funds",       "petitions",    "registry"};

// The family that a series belongs to: a histogram's and a summary's have a suffix of their own.
std::string FamilyOf(const std::string& series, const MetricFamilies& families) {
  for (const char* suffix : {"", "_bucket", "_sum", "_count"}) {
    std::string name = series;
    if (*suffix != 0 && !absl::EndsWith(name, suffix)) continue;
    name.resize(name.size() - std::string(suffix).size());
    if (families.count(name) > 0) return name;
  }
  return series;
}

std::set<std::string> Names(const std::string& cell) {
  const std::regex name("[a-z_]+");
  return {std::sregex_token_iterator(cell.begin(), cell.end(), name), std::sregex_token_iterator()};
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const MetricFamily& family) {
  return out << family.type << " {" << absl::StrJoin(family.labels, ", ") << "} of "
             << absl::StrJoin(family.services, ", ");
}

void AddExported(const std::string& service, const std::string& page, MetricFamilies& families) {
  const std::regex label("[{,]([a-zA-Z_]+)=\"");
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(page, '\n'))) {
    if (absl::StartsWith(line, "# TYPE ")) {
      const std::vector<std::string> words = absl::StrSplit(line, ' ');
      families[words[2]].type = words[3];
      families[words[2]].services.insert(service);
    } else if (!line.empty() && line[0] != '#') {
      MetricFamily& family = families[FamilyOf(line.substr(0, line.find_first_of("{ ")), families)];
      for (std::sregex_iterator it(line.begin(), line.end(), label), end; it != end; ++it) {
        if (kOfTheFormat.count((*it)[1]) == 0) family.labels.insert((*it)[1]);
      }
    }
  }
}

MetricFamilies Documented(const std::string& markdown) {
  MetricFamilies families;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(markdown, '\n'))) {
    if (!absl::StartsWith(line, "| `")) continue;
    std::vector<std::string> cells = absl::StrSplit(line, " | ");
    if (cells.size() < 4) continue;
    const std::string name(absl::StripSuffix(absl::StripPrefix(cells[0], "| `"), "`"));
    families[name] = {.type = cells[1],
                      .labels = Names(cells[2]),
                      .services = cells[3] == "all six" ? kAllSix : Names(cells[3])};
  }
  return families;
}

}  // namespace liandong::testing
