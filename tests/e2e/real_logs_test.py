#!/usr/bin/env python3
"""The real event logs through the built program: imported, imported again, and asked for figures known beforehand.

    real_logs_test.py FORLOEB [FOLDER]

FOLDER holds the logs; it is FORLOEB_LOGS unless given, else `../shared/data` beside the repository. The expected figures
come from an independent oracle: a Python reading of the same files, in file order, that shares no code with Forløb and is
not kept here. Ends with 77 (skipped) where a log is absent, naming it; where CI is set that is a failure."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from running_server import documents

ROOT = Path(__file__).resolve().parents[2]

# What the oracle says, rounded as it was written down: 0.033 is met by all that rounds to it at three decimals.
#
# A derived handover is two consecutive events of a case whose value differs. A missing value is skipped; `UNKNOWN`, and
# the `?` of sepsis, count as values unless `missing` names them. Durations are elapsed days between the first and the last
# event of the source; what the import synthesised is left out. The front is the mean, over cases that last, of the share of
# events at or before the first time + 25 % of the duration. Entry lag is the entry time minus the time of occurrence,
# both as the clock on the wall showed. A deadline is late where the last event lies after it.
LENGTH = ("L1", "events.median", "events.max", "duration.median", "duration.mean", "duration.max", "zero_duration", "ties")
HANDOVERS = ("L2", "handovers", "cases_with_any", "distinct.max")
FRONT = ("L3", "front")
ENTRY = ("L4", "within_hour", "over_1_day", "over_30_days", "negative_over_1_hour", "lag.max", "lag.p90", "inversions")
DEADLINES = ("L5", "with_deadline", "late")
BY_UNIT, SKIPPING_QUESTION_MARKS = "by=unit", "missing=?"

LOGS = {  # file: mapping, cases, source events, and (measure, parameters, the figures in the measure's order above)
    "receipt_wabo.xes.gz": ("receipt_wabo", 1434, 8577, [
        (LENGTH, [], "6 25 0.033 5.408 275.84 116 0"),
        (HANDOVERS, [], "1208 564 5"),
        (HANDOVERS, [BY_UNIT], "5440 1318 8"),
        (FRONT, [], "0.4734"),
        (DEADLINES, [], "1434 92")]),
    "sepsis.xes.gz": ("sepsis", 1050, 15214, [
        (LENGTH, [], "13 185 5.343 28.469 422.324 0 4447"),
        (HANDOVERS, [BY_UNIT], "7048 1050 9"),
        (HANDOVERS[:2], [BY_UNIT, SKIPPING_QUESTION_MARKS], "6754"),
        (FRONT, [], "0.6974")]),
    "bpic15_municipality2.xes.gz": ("bpic15_municipality2", 832, 44354, [
        (LENGTH, [], "54 132 108.479 160.106 1325.958 2 23161"),
        (HANDOVERS, [], "2308 687 6"),
        (FRONT, [], "0.3901"),
        (ENTRY, [], "33191 8389 6596 2095 707.0 74.52 1911")]),
    "roadtraffic100traces.xes": ("roadtraffic100traces", 100, 390, [
        (LENGTH[:-1], [], "5 9 253.0 312.469 1010.0 2"),
        (HANDOVERS, [], "0 0 1"),
        (FRONT, [], "0.5093")]),
}
SKIPPED = 77  # as ctest is told


class Program:
    """`forloeb` on one data directory; a verb that fails ends the test."""

    def __init__(self, forloeb, data):
        self.forloeb, self.data = forloeb, data

    def ask(self, *arguments):
        done = subprocess.run([self.forloeb, *arguments, "--data", str(self.data), "--json", "--quiet"],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"forloeb {' '.join(arguments)} ended with {done.returncode}: {done.stdout[-500:]}{done.stderr}")
        return documents(done.stdout)[0]

    def import_log(self, file, mapping):
        return self.ask("import", "xes", str(file), "--mapping", str(ROOT / "tools/import/mappings" / f"{mapping}.toml"))

    def measure(self, measure, parameters):
        """Code to value, of the whole cohort."""
        answer = self.ask("measure", "run", measure, *(word for pair in parameters for word in ("--param", pair)))
        return {figure["code"]: figure["value"] for figure in answer["strata"][0]["figures"] if figure["state"] == "shown"}


def compare(what, found, expected, wrong):
    """`expected` is text: its decimals are those to compare at."""
    decimals = len(expected.partition(".")[2])
    if found is None or f"{float(found):.{decimals}f}" != expected:
        wrong.append(f"{what}: {found}, and {expected} is expected")


def check(program, file, wrong):
    mapping, cases, events, questions = LOGS[file.name]
    compared = 0
    for import_of, report, new in (("first", program.import_log(file, mapping), True),
                                   ("second", program.import_log(file, mapping), False)):
        for key, expected in (("cases", cases), ("sourceEvents", events), ("newCases", cases * new), ("newEvents", events * new),
                              ("repeatedEvents", events * (not new))):
            compare(f"{file.name}, {import_of} import, {key}", report[key], str(expected), wrong)
        for key in ("rejected", "changed", "leftOut"):
            compare(f"{file.name}, {import_of} import, {key}", report[key]["count"], "0", wrong)
        compared += 8
    for (measure, *codes), parameters, expected in questions:
        found = program.measure(measure, parameters)
        for code, value in zip(codes, expected.split(), strict=True):
            compare(f"{file.name}, {' '.join([measure, *parameters])}, {code}", found.get(code), value, wrong)
            compared += 1
    return compared


def main(arguments):
    forloeb = arguments[0]
    folder = Path(arguments[1] if len(arguments) > 1 else os.environ.get("FORLOEB_LOGS") or ROOT.parent / "shared/data")
    present = [name for name in LOGS if (folder / name).is_file()]
    wrong, compared = [], 0
    for name in present:
        with tempfile.TemporaryDirectory(prefix="forloeb-logs-") as data:
            compared += check(Program(forloeb, Path(data) / "sager"), folder / name, wrong)
    for sentence in wrong:
        print("FAIL", sentence)
    print(f"{len(present)} of {len(LOGS)} logs, {compared} figures compared, {len(wrong)} differ")
    if len(present) < len(LOGS):
        in_ci = bool(os.environ.get("CI"))
        print("FAILED:" if in_ci else "skipped:", ", ".join(name for name in LOGS if name not in present), "not in", folder,
              "(FORLOEB_LOGS names the folder)")
        return 1 if in_ci or wrong else SKIPPED
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
