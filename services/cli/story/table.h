// Tables in a terminal, where a Chinese character takes two columns.
#ifndef SERVICES_CLI_STORY_TABLE_H_
#define SERVICES_CLI_STORY_TABLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace liandong::cli {

// Terminal columns that UTF-8 text takes; a byte that is not UTF-8 takes one.
size_t DisplayWidth(std::string_view text);

// `text`, or its beginning and "…", in at most `width` columns.
std::string CutToWidth(std::string_view text, size_t width);

// Cells two spaces apart, each column as wide as `widths` says, the last one open; the line cut to
// `width_max` columns unless that is 0. No spaces at the end, no line feed.
std::string TableLine(const std::vector<std::string>& cells, const std::vector<size_t>& widths,
                      size_t width_max);

}  // namespace liandong::cli

#endif  // SERVICES_CLI_STORY_TABLE_H_
