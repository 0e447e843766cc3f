#!/usr/bin/env python3
"""Empties the handler of each event type, one after the other, and shows which tests notice.

Every event type of a case becomes facts in one handler (projections/case_facts). This builds test_projections once more
with a dispatcher that leaves out the type named in FORLOEB_EMPTIED, which is what an empty handler is, and runs it once
per type. A type that no test notices is a finding.

    tests/projections/empty_each_handler.py build/release [TYPE...]

Prints one line per type: its name and a test that fails without its handler. Exit 0 if every type has one.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DISPATCHER = ROOT / "projections/case_facts/case_facts.cpp"
CALL = "    note(facts, occurrence.event.as<Payload>(), occurrence);\n"
EMPTIED = ('    const char* emptied = std::getenv("FORLOEB_EMPTIED");\n'
           "    if (emptied != nullptr && occurrence.event.type().name == emptied) return;\n")
TESTS = "*adds its facts*,every micro-case*"
HANDLERS = re.compile(r"handlers_for<(.*?)>\(\);", re.S)


def mutated_source(folder):
    text = DISPATCHER.read_text()
    if text.count(CALL) != 1:
        sys.exit(f"{DISPATCHER}: the one call of a handler is not where this script looks for it.")
    path = folder / "emptied.cpp"
    path.write_text("#include <cstdlib>\n" + text.replace(CALL, EMPTIED + CALL))
    return path


def commands(build):
    listed = subprocess.run(["ninja", "-C", build, "-t", "commands", "test_projections"], check=True, capture_output=True, text=True)
    lines = listed.stdout.splitlines()
    compile_line = next(line for line in lines if line.rstrip().endswith(str(DISPATCHER)))
    link_line = next(line for line in reversed(lines) if " -o bin/test_projections" in line)
    return compile_line, link_line


def build_mutant(build, folder):
    compile_line, link_line = commands(build)
    object_file = folder / "emptied.o"
    compiled = re.sub(r" -o \S+ -c \S+$", f" -o {object_file} -c {mutated_source(folder)}", re.sub(r" -M[DTF]\S*( \S+\.(o|d))?", "", compile_line))
    subprocess.run(compiled, shell=True, check=True, cwd=build)
    program = folder / "test_projections"
    linked = re.sub(r" -o bin/test_projections", f" {object_file} -o {program}", link_line.split("&&")[1].strip())
    subprocess.run(linked, shell=True, check=True, cwd=build)
    return program


def stored_name(payload):
    """GoalProgressRated -> goal.progress_rated, as the catalogue writes it."""
    catalogue = (ROOT / "events/catalogue/catalogue.cpp").read_text()
    return re.search(rf'row<{payload}\b[^(]*\(\d+,\s*"([a-z_.]+)"', catalogue, re.S).group(1)


def failing_test(program, event_type):
    run = subprocess.run([program, f"-tc={TESTS}"], env={**os.environ, "FORLOEB_EMPTIED": event_type}, capture_output=True, text=True)
    if run.returncode == 0:
        return None
    failed = re.search(r"TEST CASE:\s+(.*)\n", run.stdout)
    if failed is None:
        return "it does not run"
    place = re.search(r"scenario\.place := (\S+)", run.stdout)  # of the first micro-case that fails
    return failed.group(1).strip() + (f" ({place.group(1)})" if place else "")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    payloads = [word.strip() for word in HANDLERS.search(DISPATCHER.read_text()).group(1).split(",")]
    types = sys.argv[2:] or [stored_name(payload) for payload in payloads]
    unnoticed = 0
    with tempfile.TemporaryDirectory() as folder:
        program = build_mutant(build, pathlib.Path(folder))
        if subprocess.run([program, f"-tc={TESTS}"], capture_output=True).returncode != 0:
            sys.exit("The tests fail even with every handler in place; nothing can be shown.")
        for event_type in types:
            test = failing_test(program, event_type)
            unnoticed += test is None
            print(f"{event_type}: {test or 'NO TEST NOTICES'}", flush=True)
    print(f"{len(types)} event types, {unnoticed} unnoticed")
    sys.exit(1 if unnoticed else 0)


if __name__ == "__main__":
    main()
