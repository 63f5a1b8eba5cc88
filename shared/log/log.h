// Structured log lines, one JSON object each, on standard error.
//
//   LOG_INFO("migration applied", {"number", 3}, {"name", "budget"});
//
// Messages are constants; what varies goes into fields. Personal data goes nowhere near either.
#ifndef SHARED_LOG_LOG_H_
#define SHARED_LOG_LOG_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace liandong::log {

enum class Level { kDebug, kInfo, kWarn, kError };

struct Field {
  Field(std::string_view k, std::string_view v) : key(k), text(v) {}
  Field(std::string_view k, const char* v) : key(k), text(v) {}
  Field(std::string_view k, const std::string& v) : key(k), text(v) {}
  template <class Int, class = std::enable_if_t<std::is_integral_v<Int>>>
  Field(std::string_view k, Int v) : key(k), text(std::to_string(v)), number(true) {}
  Field(std::string_view k, double v) : key(k), text(std::to_string(v)), number(true) {}

  std::string_view key;
  std::string text;
  bool number = false;
};

// Names the process in every line. Call once, before threads exist.
void Start(std::string_view service, std::string_view level);
// "debug", "info", "warn" or "error"; false when it is none of them. Safe at any time (SIGHUP).
bool SetLevel(std::string_view level);
bool Enabled(Level level);
void Write(Level level, std::string_view message, std::initializer_list<Field> fields);
// The line that Write() emits, for tests.
std::string Format(Level level, std::string_view message, std::initializer_list<Field> fields);

}  // namespace liandong::log

#define LIANDONG_LOG(level, message, ...)                                     \
  do {                                                                        \
    if (::liandong::log::Enabled(level)) {                                    \
      ::liandong::log::Write(level, message, {__VA_ARGS__});                  \
    }                                                                         \
  } while (false)
#define LOG_DEBUG(...) LIANDONG_LOG(::liandong::log::Level::kDebug, __VA_ARGS__, )
#define LOG_INFO(...) LIANDONG_LOG(::liandong::log::Level::kInfo, __VA_ARGS__, )
#define LOG_WARN(...) LIANDONG_LOG(::liandong::log::Level::kWarn, __VA_ARGS__, )
#define LOG_ERROR(...) LIANDONG_LOG(::liandong::log::Level::kError, __VA_ARGS__, )

#endif  // SHARED_LOG_LOG_H_
