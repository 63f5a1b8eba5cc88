// For tests: the calendar of the holiday file in the source tree. Programs read the file their
// configuration names.
#ifndef SHARED_CALENDAR_TESTING_SHIPPED_CALENDAR_H_
#define SHARED_CALENDAR_TESTING_SHIPPED_CALENDAR_H_

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "shared/calendar/calendar.h"

namespace liandong::testing {

// The text of a file named relative to the folder `from_header` lies in.
inline std::string ReadBeside(const char* from_header, const std::string& relative) {
  const auto path = std::filesystem::path(from_header).parent_path() / relative;
  std::ifstream file(path);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline const Calendar& ShippedCalendar() {
  static const Calendar& calendar = *[] {
    auto parsed = Calendar::Parse(ReadBeside(__FILE__, "../data/holidays.json"));
    EXPECT_TRUE(parsed.ok()) << parsed.status();
    return new Calendar(*std::move(parsed));
  }();
  return calendar;
}

}  // namespace liandong::testing

#endif  // SHARED_CALENDAR_TESTING_SHIPPED_CALENDAR_H_
