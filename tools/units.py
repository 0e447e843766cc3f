#!/usr/bin/env python3
"""Puts the sources of one target together into fewer compiled units, and prints the units' paths.

    tools/units.py FOLDER SOURCE...      FOLDER: where the units are written

Nearly all of a small file's compile time is its headers: ten files in one unit take little longer than one. What stands
in the way are names that are private to a file (in `namespace {`) and mean something else in another. So two files share
a unit only if no private name of the one occurs anywhere in the other. All headers of a unit come first, so that no
private name can reach into one. Files that open a namespace share a unit with those that open the same. A unit whose text is unchanged is not written again.
"""
import re
import sys
from pathlib import Path

FILES_MAX = 12
LINES_MAX = 1800

PRIVATE = re.compile(r"^namespace \{\n(.*?)^\}  // namespace\n", re.MULTILINE | re.DOTALL)
ALONE = re.compile(r"^(?:using enum|#define|#pragma|#if)", re.MULTILINE)
OPENED = re.compile(r"^using namespace (?!forloeb)([\w:]+);", re.MULTILINE)
INCLUDE = re.compile(r"^#include [<\"].*$", re.MULTILINE)
WORD = re.compile(r"[A-Za-z_]\w*")
COMMENT = re.compile(r"//.*$", re.MULTILINE)
SAME_FOR_ALL = re.compile(r"^(?:TEST_CASE|namespace \w+ =|using [\w:]+::\w+;|using namespace)")
TYPE_OR_ALIAS = re.compile(r"^(?:template <.*> ?)?(?:struct|class|enum class|enum|union|using)\s+(?:\[\[\w+\]\] )?(\w+)")
NAMED = re.compile(r"(\w+)\s*(?:\[[^\]]*\])?\s*(?:\(|=|\{|;)")


def private_names(text: str) -> set[str]:
    """What a file declares in its unnamed namespaces: by house style such lines are not indented."""
    names = set()
    for block in PRIVATE.findall(text):
        for line in block.splitlines():
            if not line or line[0] in " }#/" or SAME_FOR_ALL.match(line):
                continue
            declared = TYPE_OR_ALIAS.match(line) or NAMED.search(line.replace("operator", "operator_"))
            if declared:
                names.add(declared[1])
    return names


class Source:
    def __init__(self, path: str):
        self.path = path
        text = Path(path).read_text(encoding="utf-8")
        self.includes = INCLUDE.findall(text)
        self.lines = text.count("\n")
        code = COMMENT.sub("", text)
        self.private = private_names(text)
        self.words = set(WORD.findall(INCLUDE.sub("", code)))
        self.opened = set(OPENED.findall(code))
        self.alone = ALONE.search(code) is not None


class Unit:
    def __init__(self):
        self.sources: list[Source] = []
        self.private: set[str] = set()
        self.words: set[str] = set()
        self.lines = 0

    def takes(self, source: Source) -> bool:
        if not self.sources:
            return True
        if source.alone or self.sources[0].alone or source.opened != self.sources[0].opened:
            return False
        if len(self.sources) == FILES_MAX or self.lines + source.lines > LINES_MAX:
            return False
        return not (source.private & self.words or self.private & source.words)

    def add(self, source: Source) -> None:
        self.sources.append(source)
        self.private |= source.private
        self.words |= source.words
        self.lines += source.lines

    def text(self) -> str:
        if len(self.sources) == 1:
            return f'#include "{self.sources[0].path}"\n'
        includes = dict.fromkeys(line for source in self.sources for line in source.includes)
        return "\n".join([*includes, *(f'#include "{source.path}"' for source in self.sources), ""])


def pack(sources: list[Source]) -> list[Unit]:
    units: list[Unit] = []
    for source in sources:
        unit = next((each for each in units if each.takes(source)), None)
        if unit is None:
            units.append(unit := Unit())
        unit.add(source)
    return units


def main(folder: str, *paths: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    for number, unit in enumerate(pack([Source(path) for path in sorted(paths)])):
        out = Path(folder, f"unit_{number}.cpp")
        if not out.exists() or out.read_text(encoding="utf-8") != unit.text():
            out.write_text(unit.text(), encoding="utf-8")
        print(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
