#include "shared/ids/division.h"

#include <algorithm>

#include "shared/ids/text.h"
#include "shared/status/macros.h"
#include "shared/status/refusal.h"

namespace liandong::ids {
namespace {

// 431171 is a statistical code of the economic zone; 431121 was 祁阳 before it became a city.
constexpr Division kYongzhou[] = {
    {"431100", "Yongzhou City", "永州市"},
    {"431102", "Lingling District", "零陵区"},
    {"431103", "Lengshuitan District", "冷水滩区"},
    {"431121", "Qiyang County", "祁阳县"},
    {"431122", "Dong'an County", "东安县"},
    {"431123", "Shuangpai County", "双牌县"},
    {"431124", "Dao County", "道县"},
    {"431125", "Jiangyong County", "江永县"},
    {"431126", "Ningyuan County", "宁远县"},
    {"431127", "Lanshan County", "蓝山县"},
    {"431128", "Xintian County", "新田县"},
    {"431129", "Jianghua Yao Autonomous County", "江华瑶族自治县"},
    {"431171", "Yongzhou Economic and Technological Development Zone", "永州经济技术开发区"},
    {"431181", "Qiyang City", "祁阳市"},
};

}  // namespace

absl::Status CheckDivisionCode(std::string_view code) {
  const bool length_ok = code.size() == 6 || code.size() == 9 || code.size() == 12;
  if (!length_ok || !AllDigits(code)) return Refuse(kDivisionFormat);
  return absl::OkStatus();
}

absl::Status CheckAreaInScope(std::string_view code, const std::vector<std::string>& scope) {
  RETURN_IF_ERROR(CheckDivisionCode(code));
  const std::string_view county = code.substr(0, 6);
  if (std::find(scope.begin(), scope.end(), county) != scope.end()) return absl::OkStatus();
  return Refuse(kAreaOutOfScope, {{"area", std::string(county)}});
}

std::optional<Division> FindYongzhouDivision(std::string_view code) {
  for (const Division& division : kYongzhou) {
    if (division.code == code) return division;
  }
  return std::nullopt;
}

}  // namespace liandong::ids
