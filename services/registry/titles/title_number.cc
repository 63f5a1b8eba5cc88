#include "services/registry/titles/title_number.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "shared/ids/certificate_number.h"
#include "shared/status/macros.h"

namespace liandong::registry {
namespace {

constexpr char kCount[] =
    "INSERT INTO title_serials (year, last_serial) VALUES (?, 1)"
    " ON DUPLICATE KEY UPDATE last_serial = last_serial + 1";
constexpr char kRaise[] =
    "INSERT INTO title_serials (year, last_serial) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE last_serial = GREATEST(last_serial, ?)";
constexpr char kSelectLast[] = "SELECT last_serial FROM title_serials WHERE year = ? LIMIT 1";

absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

absl::StatusOr<TitleNumber> NextTitleNumber(Mutation& m, int year) {
  RETURN_IF_ERROR(m.db().Execute(kCount, {year}).status());
  ASSIGN_OR_RETURN(db::Rows rows, m.db().Query(kSelectLast, {year}));
  if (rows.empty()) return absl::InternalError("a serial vanished");
  const int64_t serial = rows[0].Int(0);
  ASSIGN_OR_RETURN(std::string number, ids::FormatTitleNumber(year, serial));
  return TitleNumber{std::move(number), absl::StrFormat("title-%d-%07d", year, serial)};
}

absl::Status NoteTakenOver(Mutation& m, std::string_view number) {
  const size_t open = number.find('(');
  int year = 0;
  if (open == number.npos || !absl::SimpleAtoi(ToAbsl(number.substr(open + 1, 4)), &year) ||
      !ids::CheckIssuedTitleNumber(number, year).ok()) {
    return absl::OkStatus();
  }
  constexpr size_t kSerialDigits = 7;
  number.remove_suffix(std::string_view("号").size());
  int64_t serial = 0;
  if (!absl::SimpleAtoi(ToAbsl(number.substr(number.size() - kSerialDigits)), &serial)) {
    return absl::InternalError("a checked number has no serial");
  }
  return m.db().Execute(kRaise, {year, serial, serial}).status();
}

}  // namespace liandong::registry
