"""The table of promises in engine/README.md: P1 to P14 are all there; each names a test, says how often it ran, and how to run it;
each mutant it names is one of tests/faults/mutants; each count "at `--scale ci`" is the one in the table of tests/faults/README.md."""

import re

from tree import Finding

PAGE = "engine/README.md"
SCALES = "tests/faults/README.md"
MUTANTS = "tests/faults/mutants"
ROW = re.compile(r"^\| (?:P(\d+) )?(.*) \| (.*) \| (.*) \|$")
TEST = re.compile(r"`tests/[\w./-]+`")
NUMBER = re.compile(r"\d[\d,]*")
AT_SCALE = re.compile(r"at `--scale (ci|long)`")
NAMED_MUTANT = re.compile(r'the mutant "([^"]+)"')
PROMISES = 14


def rows(text):
    """(line number, number of the promise or None, what is promised, held by, run) of the first table of the page."""
    inside = False
    for at, line in enumerate(text.splitlines(), start=1):
        if line.startswith("| Promise "):
            inside = True
        elif inside and not line.startswith("|"):
            return
        elif inside and (found := ROW.match(line)) and not line.startswith("|--"):
            yield at, int(found[1]) if found[1] else None, found[2], found[3], found[4]


def scale_counts(text):
    """The numbers in the columns "ci" and "long" of the table of scales."""
    counts = {"ci": set(), "long": set()}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4:
            counts["ci"].update(NUMBER.findall(cells[2]))
            counts["long"].update(NUMBER.findall(cells[3]))
    return counts


def check(tree):
    if any(path not in tree.files for path in (PAGE, SCALES, MUTANTS)):
        return
    counts = scale_counts(tree.text(SCALES))
    promised = set()
    for at, number, _, held, run in rows(tree.text(PAGE)):
        where = f"{PAGE}:{at}"
        promised.add(number)
        tests = TEST.findall(held)
        if not tests and "the same" not in held:
            yield Finding(where, "a promise that names no test", "Name the test that holds it, or do not promise it.")
        if number and not NUMBER.search(re.sub(r"`[^`]*`", "", held)):
            yield Finding(where, f"P{number} does not say how often it was tried", "Add the count that the test prints.")
        if not any(f"`{program}" in run for program in tree.files):
            yield Finding(where, "a promise that does not say how to run its test", "Name the command in the third column.")
        for mutant in NAMED_MUTANT.findall(held):
            if f'Mutant("{mutant}"' not in tree.text(MUTANTS):
                yield Finding(where, f"no mutant '{mutant}'", f"See {MUTANTS} --list.")
        for scale in AT_SCALE.finditer(held):
            before = NUMBER.findall(held[:scale.start()])
            if not before or before[-1] not in counts[scale[1]]:
                yield Finding(where, f"{before[-1] if before else 'no count'} is not a count at --scale {scale[1]}", f"See the table in {SCALES}.")
    for number in sorted(set(range(1, PROMISES + 1)) - promised):
        yield Finding(PAGE, f"P{number} is not promised", "Each promise of the engine stands in the table, or none of that number.")
