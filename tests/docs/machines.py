#!/usr/bin/env python3
"""Lists every state machine that the services declare: OUTPUT ROOT SOURCE...

Writes OUTPUT, a C++ source that hands each of them to a page. Ends with an error at a declaration
that it can not read: no machine is ever left out silently.
"""
import pathlib
import re
import sys

DECLARED = re.compile(r"\bStateMachine(?:<[^>]*>)?\s+k\w+")
USUAL = re.compile(r"inline constexpr rules::StateMachine (k\w+)\(\s*\"\w+\",\s*k\w+,\s*(k\w+)\);")
# The comment right above the table of moves tells what the table can not.
COMMENT = r"((?:^//[^\n]*\n)*)^inline constexpr rules::Transition<[^>]*> "


def machines(root, source):
    text = source.read_text(encoding="utf-8")
    path = source.relative_to(root)
    for declared in DECLARED.finditer(text):
        start = text.rfind("\n", 0, declared.start()) + 1
        usual = USUAL.match(text, start)
        if usual is None or path.suffix != ".h":
            line = text.count("\n", 0, start) + 1
            sys.exit(f"{path}:{line}: not a state machine of the usual form")
        name, moves = usual.groups()
        above = re.search(COMMENT + moves + r"\[\]", text, re.MULTILINE)
        if above is None:
            sys.exit(f"{path}: {moves} is not declared beside {name}")
        comment = " ".join(line[2:].strip() for line in above.group(1).splitlines())
        yield str(path), path.parts[1], name, comment


def main():
    output, root, *sources = sys.argv[1:]
    root, output = pathlib.Path(root), pathlib.Path(output)
    found = sorted(entry for source in sources for entry in machines(root, pathlib.Path(source)))
    if not found:
        sys.exit("no state machine found")
    headers = "".join(f'#include "{path}"\n' for path in sorted({entry[0] for entry in found}))
    calls = "".join(
        f'  page.Add("{service}", "{path}", R"({comment})", {service}::{name});\n'
        for path, service, name, comment in found
    )
    text = (
        f'{headers}#include "tests/docs/state_machines_page.h"\n\nnamespace liandong::docs {{\n\n'
        f"void AddMachines(StateMachinesPage& page) {{\n{calls}}}\n\n}}  // namespace liandong::docs\n"
    )
    if not output.exists() or output.read_text(encoding="utf-8") != text:
        output.write_text(text, encoding="utf-8")


main()
