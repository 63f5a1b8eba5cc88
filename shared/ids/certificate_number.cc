#include "shared/ids/certificate_number.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "shared/ids/text.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

constexpr int64_t kSerialMax = 9'999'999;

// Takes a number apart from the left; once a part is missing, everything after fails too.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  Reader& Literal(std::string_view text) {
    ok_ = ok_ && rest_.substr(0, text.size()) == text;
    if (ok_) rest_.remove_prefix(text.size());
    return *this;
  }
  Reader& Optional(std::string_view text) {
    if (rest_.substr(0, text.size()) == text) rest_.remove_prefix(text.size());
    return *this;
  }
  // One character of `set`.
  Reader& OneOf(std::string_view set) {
    const size_t bytes = LeadingHan(rest_);
    ok_ = ok_ && bytes > 0 && set.find(rest_.substr(0, bytes)) != set.npos;
    if (ok_) rest_.remove_prefix(bytes);
    return *this;
  }
  // (YYYY), not before 1900 and not after 2099.
  Reader& Year() {
    Literal("(");
    ok_ = ok_ && rest_.size() >= 4 && AllDigits(rest_.substr(0, 4)) &&
          (rest_.substr(0, 2) == "19" || rest_.substr(0, 2) == "20");
    if (ok_) rest_.remove_prefix(4);
    return Literal(")");
  }
  // min to max Chinese characters up to `stop`, and `stop`.
  Reader& HanUpTo(std::string_view stop, int min, int max) {
    int count = 0;
    while (ok_ && rest_.substr(0, stop.size()) != stop) {
      const size_t bytes = LeadingHan(rest_);
      ok_ = bytes > 0 && ++count <= max;
      if (ok_) rest_.remove_prefix(bytes);
    }
    ok_ = ok_ && count >= min;
    return Literal(stop);
  }
  // min to max digits followed by 号, the end of every number.
  bool Serial(size_t min, size_t max) {
    size_t digits = 0;
    while (digits < rest_.size() && IsDigit(rest_[digits])) ++digits;
    ok_ = ok_ && digits >= min && digits <= max;
    if (ok_) rest_.remove_prefix(digits);
    return ok_ && rest_ == "号";
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

constexpr std::string_view kProvinces =
    "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

bool Matches(CertificateKind kind, std::string_view number) {
  Reader reader(number);
  switch (kind) {
    case CertificateKind::kRealEstate:
      return reader.OneOf(kProvinces).Year().HanUpTo("不动产权第", 1, 20).Serial(6, 8);
    case CertificateKind::kRealEstateProof:
      return reader.OneOf(kProvinces).Year().HanUpTo("不动产证明第", 1, 20).Serial(6, 8);
    case CertificateKind::kHouse:
      return reader.HanUpTo("房权证", 1, 8).HanUpTo("字第", 0, 12).Serial(1, 12);
    case CertificateKind::kLand:
      return reader.HanUpTo("国用", 1, 8).Year().Optional("字").Literal("第").Serial(1, 12);
  }
  return false;
}

}  // namespace

std::string NormaliseCertificateNumber(std::string_view text) { return FoldText(text); }

absl::Status CheckCertificateNumber(CertificateKind kind, std::string_view number) {
  if (!Matches(kind, number)) return Refuse(kCertificateNumberFormat);
  return absl::OkStatus();
}

absl::Status CheckIssuedTitleNumber(std::string_view number, int year) {
  if (!Reader(number).Literal(absl::StrFormat("湘(%d)永州市不动产权第", year)).Serial(7, 7)) {
    return Refuse(kCertificateNumberFormat);
  }
  return absl::OkStatus();
}

std::optional<IssuedTitleNumber> ParseIssuedTitleNumber(std::string_view number) {
  constexpr std::string_view kProvince = "湘(";
  constexpr size_t kYearDigits = 4;
  constexpr size_t kSerialDigits = 7;
  constexpr std::string_view kEnd = "号";
  if (number.size() < kProvince.size() + kYearDigits + kSerialDigits + kEnd.size()) return {};
  IssuedTitleNumber issued;
  const auto digits = [&](size_t at, size_t count, auto& value) {
    return absl::SimpleAtoi(absl::string_view(number.data() + at, count), &value);
  };
  if (!digits(kProvince.size(), kYearDigits, issued.year) ||
      !CheckIssuedTitleNumber(number, issued.year).ok() ||
      !digits(number.size() - kEnd.size() - kSerialDigits, kSerialDigits, issued.serial)) {
    return {};
  }
  return issued;
}

absl::StatusOr<std::string> FormatTitleNumber(int year, int64_t serial) {
  if (serial > kSerialMax) return Refuse(kTitleSerialsUsedUp);
  return absl::StrFormat("湘(%d)永州市不动产权第%07d号", year, serial);
}

}  // namespace liandong::ids
