#include "shared/storage/names.h"

namespace liandong {
namespace {

std::vector<std::string_view> Split(std::string_view text) {
  std::vector<std::string_view> parts;
  size_t start = 0;
  while (true) {
    const size_t slash = text.find('/', start);
    parts.push_back(text.substr(start, slash - start));
    if (slash == std::string_view::npos) return parts;
    start = slash + 1;
  }
}

bool IsAlphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool IsResourceId(std::string_view id) {
  if (id.empty() || id.size() > 63 || !IsAlphanumeric(id[0])) return false;
  for (char c : id) {
    if (!IsAlphanumeric(c) && c != '.' && c != '_' && c != '-') return false;
  }
  return true;
}

bool NameMatches(std::string_view name, std::string_view pattern) {
  if (name.size() > kNameLengthMax) return false;
  const auto parts = Split(name);
  const auto wanted = Split(pattern);
  if (parts.size() != wanted.size()) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (wanted[i] == "*" ? !IsResourceId(parts[i]) : parts[i] != wanted[i]) return false;
  }
  return true;
}

std::vector<std::string> NameIds(std::string_view name, std::string_view pattern) {
  std::vector<std::string> ids;
  if (!NameMatches(name, pattern)) return ids;
  const auto parts = Split(name);
  const auto wanted = Split(pattern);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (wanted[i] == "*") ids.emplace_back(parts[i]);
  }
  return ids;
}

std::string ParentOf(std::string_view name) {
  const auto parts = Split(name);
  // collection/id pairs; an odd last segment is a singleton below its parent
  const size_t keep = parts.size() % 2 == 0 ? parts.size() - 2 : parts.size() - 1;
  std::string parent;
  for (size_t i = 0; i < keep; ++i) {
    if (i > 0) parent.push_back('/');
    parent.append(parts[i]);
  }
  return parent;
}

std::string ProjectOf(std::string_view name) {
  const auto parts = Split(name);
  if (parts.size() < 2 || parts[0] != "projects") return "";
  return "projects/" + std::string(parts[1]);
}

}  // namespace liandong
