#!/usr/bin/env python3
"""The table "What was asked for" in projections/README.md, from tests/projections/domain_rows.txt.

    domain_table.py --check   is the table what the rows say, and is everything there that they name?
    domain_table.py --write   write it

Each thing a row names is looked up: event types and their fields in the schemas, measures, rules, case rules and stories in
tests/scenarios, code lists in events/vocabulary, commands in the program's sources, tests by their titles. Exit 0 if all is there.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = ROOT / "tests/projections/domain_rows.txt"
README = ROOT / "projections/README.md"
BEGIN, END = "<!-- asked for: made by tests/projections/domain_table.py -->\n", "<!-- end of asked for -->\n"
SECTIONS = {"1a": "Actors and roles", "1b": "Why coordinate, and for whom", "1c": "The coordinator's work", "1d": "Meetings and decisions",
            "1e": "Promises, deadlines, plans, effort", "1f": "Evaluation and the promises of the method", "3": "Views", "4": "Measures", "5": "Rules of advice"}


def rows():
    for number, line in enumerate(ROWS.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            section, asked, proofs, words = (part.strip() for part in line.split("|"))
            yield number, section, asked, [proof.strip() for proof in proofs.split(";") if proof.strip()], words


class Finder:
    def __init__(self):
        self.schemas = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "events/schema").glob("*.capnp")}
        self.catalogue = (ROOT / "events/README.md").read_text(encoding="utf-8")
        self.commands = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tools/cli").glob("*.cpp"))
        tests = [path.read_text(encoding="utf-8") for folder in ("projections", "tools", "server") for path in (ROOT / "tests" / folder).rglob("*.cpp")]
        self.titles = re.findall(r'TEST_CASE(?:_FIXTURE)?\((?:\w+(?:::\w+)*, )?"([^"]+)', "".join(tests))

    def missing(self, proof):
        kind, _, name = proof.partition(":")
        if not name:
            folder = "advice" if kind[0] == "R" else "measures"
            return None if (ROOT / "tests/scenarios" / folder / f"{kind}.txt").exists() else "no micro-case"
        return None if getattr(self, "_" + kind)(name.strip()) else f"no such {kind}"

    def _event(self, name):
        return f"| {name} |" in self.catalogue or f"`{name}`" in self.catalogue

    def _field(self, name):
        event, _, field = name.rpartition(".")
        return self._event(event) and any(re.search(rf"^\s+{field} @\d+ ", text, re.M) for text in self.schemas.values())

    def _vocabulary(self, name):
        return (ROOT / f"events/vocabulary/codes/{name}.toml").exists()

    def _rule(self, name):
        return (ROOT / "tests/scenarios/rules" / name).exists()

    def _note(self, name):
        return (ROOT / "tests/scenarios/stories" / name).exists()

    def _run(self, name):
        return all(f'"{word}"' in self.commands for word in name.split())

    def _test(self, title):
        return any(each.startswith(title) for each in self.titles)


def shown(proof):
    kind, _, name = proof.partition(":")
    forms = {"event": "`{}`", "field": "`{}`", "vocabulary": "codes `{}`", "run": "`forloeb {}`", "test": 'test "{} ..."',
             "rule": "`tests/scenarios/rules/{}`", "note": "`tests/scenarios/stories/{}`"}
    return forms[kind].format(name) if name else kind


def table():
    lines, last, everything = [], None, list(rows())
    for _, section, asked, proofs, words in everything:
        if section != last:
            lines += ["", f"**{SECTIONS[section]}**", "", "| Asked for | Done by |", "|---|---|"]
            last = section
        said = ", ".join(map(shown, proofs))
        lines.append(f"| {asked} | {said}{'; ' if said and words else ''}{words.replace('not done', '**not done**')} |")
    missing = [asked for _, _, asked, _, words in everything if "not done" in words]
    head = [f"{len(everything)} rows; not done, or not wholly, are {len(missing)}: {', '.join(missing)}."]
    return "\n".join(head + lines) + "\n"


def main():
    text = README.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    if not begin:
        raise SystemExit(f"{README}: there is no place for the table")
    written = before + BEGIN + table() + END + after
    if sys.argv[1:] == ["--write"]:
        README.write_text(written, encoding="utf-8")
        return 0
    finder, wrong = Finder(), []
    for number, _, asked, proofs, words in rows():
        if not proofs and not words:
            wrong.append(f"{ROWS.name}:{number}: {asked}: nothing is said of it")
        wrong += [f"{ROWS.name}:{number}: {asked}: {proof}: {fault}" for proof in proofs if (fault := finder.missing(proof))]
    if written != text:
        wrong.append(f"{README.name}: the table is not what the rows say: tests/projections/domain_table.py --write")
    print("\n".join(wrong) or f"{sum(1 for _ in rows())} rows")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
