// Values that go into and come out of SQL statements.
#ifndef SHARED_DB_VALUE_H_
#define SHARED_DB_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace liandong::db {

// NULL, a number (also booleans and enum numbers), or text and binary alike.
class Value {
 public:
  Value() = default;  // NULL
  Value(int64_t number) : value_(number) {}                   // NOLINT: parameters read as SQL
  Value(int number) : value_(int64_t{number}) {}              // NOLINT
  Value(uint32_t number) : value_(int64_t{number}) {}         // NOLINT
  Value(bool flag) : value_(int64_t{flag}) {}                 // NOLINT
  Value(std::string text) : value_(std::move(text)) {}        // NOLINT
  Value(std::string_view text) : value_(std::string(text)) {} // NOLINT
  Value(const char* text) : value_(std::string(text)) {}      // NOLINT

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  // 0 for NULL and for text.
  int64_t number() const {
    const auto* number = std::get_if<int64_t>(&value_);
    return number ? *number : 0;
  }
  bool is_number() const { return std::holds_alternative<int64_t>(value_); }
  // "" for NULL and for numbers.
  const std::string& text() const {
    static const std::string kEmpty;
    const auto* text = std::get_if<std::string>(&value_);
    return text ? *text : kEmpty;
  }

 private:
  std::variant<std::monostate, int64_t, std::string> value_;
};

// One row of a result, columns by position in the SELECT list.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  int64_t Int(size_t column) const { return values_[column].number(); }
  const std::string& Text(size_t column) const { return values_[column].text(); }
  bool IsNull(size_t column) const { return values_[column].is_null(); }
  size_t size() const { return values_.size(); }

 private:
  std::vector<Value> values_;
};

using Rows = std::vector<Row>;
using Values = std::vector<Value>;

}  // namespace liandong::db

#endif  // SHARED_DB_VALUE_H_
