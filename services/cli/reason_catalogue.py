#!/usr/bin/env python3
"""Collects every `inline constexpr Reason` of the headers given: OUTPUT ROOT HEADER...

Writes OUTPUT, a C++ source, only when it changes. Ends with an error at a constant that it can not
read: no reason is ever left out silently.
"""
import pathlib
import re
import sys

CONSTANT = re.compile(r"inline\s+constexpr\s+Reason\s+k\w+")
TEXT = r'("(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*)'
VALUE = re.compile(
    r"\s*(?:=\s*)?\{\s*" + TEXT + r"\s*,\s*(absl::StatusCode::k\w+)\s*,\s*" + TEXT + r"\s*,\s*" + TEXT + r"\s*,?\s*\}\s*;"
)

HEAD = """#include "services/cli/reason_catalogue.h"

namespace liandong::cli {

std::span<const CataloguedReason> ReasonCatalogue() {
  static constexpr CataloguedReason kAll[] = {
"""
TAIL = """  };
  return kAll;
}

}  // namespace liandong::cli
"""


def reasons(root, header):
    text = (root / header).read_text(encoding="utf-8")
    for constant in CONSTANT.finditer(text):
        value = VALUE.match(text, constant.end())
        if value is None:
            line = text.count("\n", 0, constant.start()) + 1
            sys.exit(f"{header}:{line}: not a reason of the usual form")
        name, code, english, chinese = (" ".join(part.split("\n")) for part in value.groups())
        yield name, header.parts[1], code, english, chinese


def main():
    output, root, *headers = sys.argv[1:]
    root = pathlib.Path(root)
    found = []
    for header in headers:
        found += reasons(root, pathlib.Path(header).relative_to(root))
    entries = "".join(
        f'      {{"{component}", {{{name}, {code}, {english}, {chinese}}}}},\n'
        for name, component, code, english, chinese in sorted(found)
    )
    source = HEAD + entries + TAIL
    output = pathlib.Path(output)
    if not output.exists() or output.read_text(encoding="utf-8") != source:
        output.write_text(source, encoding="utf-8")


main()
