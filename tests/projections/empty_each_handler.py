#!/usr/bin/env python3
"""Empties the handler of each event type, one after the other, and shows which tests notice.

Every event type of a case becomes facts in one handler (projections/case_facts). For each type this writes a copy of the
built test_projections in which that handler's first instruction is "return", which is what an empty handler is, and runs
it. A type that no test notices is a finding. What fails says who uses the type: facts, views, measures, advice.

Tests of views open an engine each and are nearly all of the time. To show that a handler is noticed they run only where no
test of facts, measures or advice has failed; the coverage table wants them all.

    tests/projections/empty_each_handler.py build/release [TYPE...]          one line per type
    tests/projections/empty_each_handler.py build/release --check | --write  the coverage table in projections/README.md
    tests/projections/empty_each_handler.py --types                          is every type in the table? (no build)

Exit 0 if every type has a test that fails without its handler, and the table says what was found.
"""
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DISPATCHER = ROOT / "projections/case_facts/case_facts.cpp"
README = ROOT / "projections/README.md"
RETURN = {"x86_64": b"\xc3", "aarch64": b"\xc0\x03\x5f\xd6"}[platform.machine()]
WITHOUT_ENGINE = "-sf=*case_facts/every_type_test*,*measures/measure_scenarios_test*,*advice/advice_scenarios_test*"
OF_VIEWS = "-sf=*queries/*"
HANDLERS = re.compile(r"handlers_for<(.*?)>\(\);", re.S)
BEGIN, END = "<!-- coverage: made by tests/projections/empty_each_handler.py -->\n", "<!-- end of coverage -->\n"
VIEWS = {  # how the tests under tests/projections/queries begin, and which view each is of
    "promises": "promises", "deadlines": "promises", "goals": "goal board", "services": "services", "meetings": "meeting ledger",
    "information": "information ledger", "the dossier": "dossier", "complexity": "complexity", "citizen and partner": "audience views",
    "an extract": "extract", "the timeline": "timeline", "the overview": "overview", "what was known": "overview", "a correction": "timeline",
    "the partner map": "partner map", "imported history": "timeline", "the caseload": "caseload", "a case follows": "caseload",
    "my day": "my day", "news are": "news", "a partner is": "partner cases, lessons", "a citizen's cases": "case list",
    "the case list": "case list", "cases are found": "partner cases", "derived handovers": "derived handovers"}


def listed(tool, *words):
    return subprocess.run([tool, *map(str, words)], check=True, capture_output=True, text=True).stdout


def places_of_handlers(program):
    """{payload: where its handler begins in the file}"""
    text = re.search(r" \.text +PROGBITS +([0-9a-f]+) ([0-9a-f]+)", listed("readelf", "-SW", program))
    address, offset = (int(number, 16) for number in text.groups())
    found = re.findall(r"^([0-9a-f]+) t void forloeb::facts::\(anonymous namespace\)::handle<forloeb::(\w+)>", listed("nm", "-C", program), re.M)
    return {payload: int(at, 16) - address + offset for at, payload in found}


def emptied(program, place, folder):
    """A copy of the program without that handler."""
    copy = pathlib.Path(folder) / "emptied"
    shutil.copy(program, copy)
    with open(copy, "r+b") as file:
        file.seek(place)
        file.write(RETURN)
    return copy


def event_types():
    """{stored name: payload}, in the dispatcher's order"""
    payloads = [word.strip() for word in HANDLERS.search(DISPATCHER.read_text()).group(1).split(",")]
    return {stored_name(payload): payload for payload in payloads}


def stored_name(payload):
    """GoalProgressRated -> goal.progress_rated, as the catalogue writes it."""
    catalogue = (ROOT / "events/catalogue/catalogue.cpp").read_text()
    return re.search(rf'row<{payload}\b[^(]*\(\d+,\s*"([a-z_.]+)"', catalogue, re.S).group(1)


class Uses:
    """What noticed that a type's handler was empty."""

    def __init__(self):
        self.facts = self.other = ""
        self.views, self.scenarios = {}, []

    def read(self, report):
        for name, file, inside in re.findall(r'<TestCase name="([^"]*)" filename="([^"]*)"[^>]*>(.*?)(?=<TestCase |\Z)', report, re.S):
            if 'success="false"' not in inside and 'test_case_success="false"' not in inside:
                continue
            name = name.replace("&apos;", "'").replace("&quot;", '"').replace("&amp;", "&")
            if "/queries/" in file:
                view = next((view for start, view in VIEWS.items() if name.startswith(start)), None)
                self.views.update({view: name} if view else {})
                self.other = self.other or name
            elif "every_type_test" in file:
                self.facts = self.facts or name
            self.scenarios += re.findall(r"scenario\.place := (\w+)\.txt", inside)

    def _named(self, letters):
        found = sorted({name for name in self.scenarios if name[0] in letters}, key=lambda name: (name[0], int(name[1:])))
        return ", ".join(found)

    @property
    def test(self):
        """The most telling of the tests that fail, by its name or its scenario file."""
        if self.scenarios:
            first = self.scenarios[0]
            return f"`tests/scenarios/{'advice' if first[0] == 'R' else 'measures'}/{first}.txt`"
        return next(iter(self.views.values()), "") or self.facts or self.other

    def row(self, event_type):
        views = ", ".join(sorted(self.views))
        return f"| {event_type} | {views} | {self._named('MEFL')} | {self._named('R')} | {self.test} |"


def uses_of(program, every):
    """`every`: not only until something is noticed."""
    uses = Uses()
    for tests in (WITHOUT_ENGINE, OF_VIEWS):
        if every or not uses.test:
            uses.read(subprocess.run([program, "-r=xml", tests], capture_output=True, text=True, errors="replace").stdout)
    return uses


def table(rows):
    return "\n".join(["| Event type | Views | Measures | Advice | Fails without its handler |", "|---|---|---|---|---|", *rows]) + "\n"


def in_readme():
    text = README.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit(f"{README}: the marks around the coverage table are gone: {BEGIN.strip()} ... {END.strip()}")
    return text[text.index(BEGIN) + len(BEGIN) : text.index(END)]


def check_types():
    """The table has a row for each event type of a case, and none for another."""
    told = set(re.findall(r"^\| ([a-z_.]+\.[a-z_]+) \|", in_readme(), re.M))
    wrong = sorted(told ^ set(event_types()))
    for event_type in wrong:
        print(f"{event_type}: {'no row in' if event_type not in told else 'is no event type of a case, but stands in'} the coverage table "
              "of projections/README.md. Run tests/projections/empty_each_handler.py build/release --write.")
    return 1 if wrong else 0


def main():
    words = sys.argv[1:]
    if words == ["--types"]:
        return check_types()
    if not words:
        sys.exit(__doc__)
    build = pathlib.Path(words[0]).resolve()
    mode = words[1] if words[1:2] in (["--check"], ["--write"]) else ""
    program = build / "bin/test_projections"
    payloads, places = event_types(), places_of_handlers(program)
    types = list(payloads) if mode else words[1:] or list(payloads)
    rows, unnoticed = [], 0
    if any(subprocess.run([program, tests], capture_output=True).returncode != 0 for tests in (WITHOUT_ENGINE, OF_VIEWS)):
        sys.exit("The tests fail even with every handler in place; nothing can be shown.")
    with tempfile.TemporaryDirectory() as folder:
        for event_type in types:
            uses = uses_of(emptied(program, places[payloads[event_type]], folder), every=bool(mode))
            rows.append(uses.row(event_type))
            unnoticed += not uses.test
            print(f"{event_type}: {uses.test or 'NO TEST NOTICES'}", flush=True)
    print(f"{len(types)} event types, {unnoticed} unnoticed")
    if mode == "--write":
        text = README.read_text(encoding="utf-8")
        README.write_text(text[: text.index(BEGIN) + len(BEGIN)] + table(rows) + text[text.index(END) :], encoding="utf-8")
    elif mode == "--check" and in_readme() != table(rows):
        print("The coverage table of projections/README.md says something else: run this with --write.")
        return 1
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
