#include "shared/log/log.h"

#include <atomic>

#include "absl/strings/str_cat.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"

namespace liandong::log {
namespace {

std::string& ServiceName() {
  static auto* name = new std::string("liandong");
  return *name;
}

std::shared_ptr<spdlog::logger>& Logger() {
  static auto* logger = new std::shared_ptr<spdlog::logger>([] {
    auto created = std::make_shared<spdlog::logger>(
        "liandong", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    created->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z",%v})");
    return created;
  }());
  return *logger;
}

spdlog::level::level_enum Convert(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarn:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

const char* Name(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarn:
      return "warn";
    case Level::kError:
      return "error";
  }
  return "info";
}

void AppendQuoted(std::string& out, std::string_view text) {
  out.push_back('"');
  for (unsigned char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      default:
        if (c < 0x20) {
          absl::StrAppend(&out, "\\u00", absl::Hex(c, absl::kZeroPad2));
        } else {
          out.push_back(static_cast<char>(c));
        }
    }
  }
  out.push_back('"');
}

}  // namespace

void Start(std::string_view service, std::string_view level) {
  ServiceName() = std::string(service);
  SetLevel(level);
}

bool SetLevel(std::string_view level) {
  for (Level known : {Level::kDebug, Level::kInfo, Level::kWarn, Level::kError}) {
    if (level == Name(known)) {
      Logger()->set_level(Convert(known));
      return true;
    }
  }
  return false;
}

bool Enabled(Level level) { return Logger()->should_log(Convert(level)); }

std::string Format(Level level, std::string_view message, std::initializer_list<Field> fields) {
  std::string line = "\"level\":\"";
  line += Name(level);
  line += "\",\"service\":";
  AppendQuoted(line, ServiceName());
  line += ",\"message\":";
  AppendQuoted(line, message);
  for (const Field& field : fields) {
    line.push_back(',');
    AppendQuoted(line, field.key);
    line.push_back(':');
    if (field.number) {
      line += field.text;
    } else {
      AppendQuoted(line, field.text);
    }
  }
  return line;
}

void Write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  const std::string line = Format(level, message, fields);
  Logger()->log(Convert(level), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace liandong::log
