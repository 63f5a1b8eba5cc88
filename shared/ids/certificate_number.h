// Numbers of title certificates, present and former. The four kinds are checked apart because each
// must be found in its own register.
#ifndef SHARED_IDS_CERTIFICATE_NUMBER_H_
#define SHARED_IDS_CERTIFICATE_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "shared/ids/ids_reasons.h"

namespace liandong::ids {

enum class CertificateKind {
  kRealEstate,       // 不动产权证书: 湘(2018)永州市不动产权第0001234号
  kRealEstateProof,  // 不动产登记证明: 湘(2018)永州市不动产证明第0001234号
  kHouse,            // 房屋所有权证, until 2015: 永房权证冷水滩字第90000001号
  kLand,             // 国有土地使用证, until 2015: 永国用(1999)第900001号
};

// One way to write a number: width folded, brackets ( ), no spaces. Stored and compared this way.
std::string NormaliseCertificateNumber(std::string_view text);

// Of a normalised number. CERTIFICATE_NUMBER_FORMAT.
absl::Status CheckCertificateNumber(CertificateKind kind, std::string_view number);

// Certificates this registry issues: 湘, the year of issue, 永州市, seven digits.
absl::Status CheckIssuedTitleNumber(std::string_view number, int year);
struct IssuedTitleNumber {
  int year = 0;
  int64_t serial = 0;
};
// What a number of this registry says; nothing when it is any other.
std::optional<IssuedTitleNumber> ParseIssuedTitleNumber(std::string_view number);
// serial from 1; TITLE_SERIALS_USED_UP beyond 9,999,999.
absl::StatusOr<std::string> FormatTitleNumber(int year, int64_t serial);

}  // namespace liandong::ids

#endif  // SHARED_IDS_CERTIFICATE_NUMBER_H_
