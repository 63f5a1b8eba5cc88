#!/usr/bin/env python3
"""Writes docs/traceability.md: which RPCs, story steps and tests stand behind each clause.

RPCs say so in their access option (clause), story steps in their `clause`, tests in a comment
`// Clause 3.10.n` (several separated by commas) right above TEST or TEST_F. With --check it writes
nothing and fails when the file is not what it would write, or a clause is named that does not exist.
"""

import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs/traceability.md"


def clauses():
    for line in (ROOT / "docs/clauses.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def split(text):
    return [part for part in re.split(r"[\s,;]+", text) if part]


def rpcs():
    for path in sorted((ROOT / "protos/liandong").rglob("*.proto")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"rpc (\w+)\((?:.|\n)*?\n  }\n", text):
            service = path.parts[path.parts.index("liandong") + 1]
            for named in re.findall(r'clause: "([^"]*)"', match.group(0)):
                for clause in split(named):
                    yield clause, f"{service}.{match.group(1)}"


def steps():
    for path in sorted((ROOT / "samples/story").glob("*.yaml")):
        row = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := re.search(r'row: *"?([0-9]+)', line):
                row = match.group(1)
            if match := re.search(r'clause: *"?([0-9a-z.,; ]+)"?', line):
                for clause in split(match.group(1)):
                    yield clause, row


def tests():
    for folder in ("services", "shared", "tests"):
        for path in sorted((ROOT / folder).rglob("*_test.cc")):
            text = path.read_text(encoding="utf-8")
            clause = r"[0-9][0-9a-z.]*[0-9a-z]"
            pattern = (rf"// Clauses? ({clause}(?:, *{clause})*)[^\n]*\n(?://[^\n]*\n)*"
                       r"TEST(?:_F|_P)?\((\w+), *(\w+)\)")
            for match in re.finditer(pattern, text):
                for clause in split(match.group(1)):
                    yield clause, f"{match.group(2)}.{match.group(3)}"


def collect(pairs):
    found = collections.defaultdict(list)
    for clause, item in pairs:
        if item not in found[clause]:
            found[clause].append(item)
    return found


def main():
    known = list(clauses())
    behind = [collect(rpcs()), collect(steps()), collect(tests())]
    unknown = sorted({c for found in behind for c in found} - {clause for clause, _ in known})
    if unknown:
        sys.exit("clauses that docs/clauses.tsv does not have: " + ", ".join(unknown))
    lines = [
        "# Traceability", "",
        "Written by `scripts/traceability.py`; a test keeps it true. A clause without an RPC is not built yet.",
        "", "| clause | duty | RPCs | story rows | tests |", "|---|---|---|---|---|",
    ]
    for clause, duty in known:
        cells = [", ".join(found[clause]) for found in behind]
        cells[1] = ", ".join(sorted(set(behind[1][clause]), key=lambda row: int(row or 0)))
        lines.append(f"| {clause} | {duty} | " + " | ".join(cells) + " |")
    built = sum(1 for clause, _ in known if behind[0][clause])
    lines += ["", f"{built} of {len(known)} clauses have an RPC."]
    text = "\n".join(lines) + "\n"
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit("docs/traceability.md is out of date: run scripts/traceability.py")
    else:
        TARGET.write_text(text, encoding="utf-8")
        print(lines[-1])


if __name__ == "__main__":
    main()
