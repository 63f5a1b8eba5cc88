// Text as people type it: full-width forms, spaces, Chinese brackets.
#ifndef SHARED_IDS_TEXT_H_
#define SHARED_IDS_TEXT_H_

#include <string>
#include <string_view>

namespace liandong::ids {

// Full-width ASCII (as NFKC folds it) becomes ASCII, the brackets 〔〕【】 become ( ), and spaces
// of either width are dropped. Other characters, invalid UTF-8 included, stay as they are.
std::string FoldText(std::string_view text);

// FoldText with ASCII letters in upper case.
std::string FoldUpper(std::string_view text);

inline constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AllDigits(std::string_view text);

// Length in bytes of the Chinese character (汉字) `text` begins with; 0 when it begins otherwise.
size_t LeadingHan(std::string_view text);

}  // namespace liandong::ids

#endif  // SHARED_IDS_TEXT_H_
