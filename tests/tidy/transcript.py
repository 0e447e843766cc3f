#!/usr/bin/env python3
"""Runs the `sh run` blocks of a README in a fresh folder and compares what they print with the `text output` blocks that
follow them, so that a README shows what the program really says.

    transcript.py README PROGRAM [--write]

PROGRAM is the built `forloeb`; the blocks find it where a reader has it, in build/release/bin of the folder they start
in. All blocks of one README run in one shell that stops at the first command that fails. In an output block a line
`...` stands for any lines. --write puts the real output into blocks that differ (those without `...`)."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import readme

MARK = "-- end of block --"


def steps(text):
    """(line, commands, (line, expected lines) or None) of each block that is to be run."""
    found = []
    for number, language, mark, lines in readme.blocks(text):
        if (language, mark) == ("sh", "run"):
            found.append((number, lines, None))
        elif (language, mark) == ("text", "output") and found and found[-1][2] is None:
            found[-1] = (found[-1][0], found[-1][1], (number, lines))
    return found


def run(program, todo, seconds):
    """The output lines of each block, and the exit code of the whole."""
    script = "set -euo pipefail\n" + "".join("\n".join(lines) + f"\necho '{MARK}'\n" for _, lines, _ in todo)
    with tempfile.TemporaryDirectory(prefix="forloeb-readme-") as folder:
        bin_folder = Path(folder) / "build/release"
        bin_folder.mkdir(parents=True)
        (bin_folder / "bin").symlink_to(Path(program).resolve().parent)
        environment = {**os.environ, "HOME": folder, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "COLUMNS": "100"}
        done = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=seconds, check=False)
    outputs = re.split(f"^{MARK}\n", done.stdout, flags=re.MULTILINE)
    return [part.splitlines() for part in outputs], done.returncode, done.stderr


def matches(expected, actual):
    """Like equality of lists, with `...` in `expected` standing for any lines."""
    if not expected:
        return not actual
    if expected[0].strip() == "...":
        return any(matches(expected[1:], actual[skip:]) for skip in range(len(actual) + 1))
    return bool(actual) and expected[0].rstrip() == actual[0].rstrip() and matches(expected[1:], actual[1:])


def main(arguments):
    write = "--write" in arguments
    arguments = [argument for argument in arguments if argument != "--write"]
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    page = Path(arguments[0])
    text = page.read_text(encoding="utf-8")
    todo = steps(text)
    if not todo:
        print(f"{page} has no `sh run` block: nothing to run")
        return 1
    outputs, code, errors = run(arguments[1], todo, seconds=100)
    if code != 0:
        line, commands, _ = todo[min(len(outputs), len(todo)) - 1]
        print(f"{page}:{line}: a command of this block ended with {code}: mend it, or the README")
        print("\n".join(commands), "\n".join(outputs[-1]), errors, sep="\n")
        return 1
    lines = text.splitlines()
    wrong = 0
    for (_, _, expected), actual in reversed(list(zip(todo, outputs))):
        if expected is None or matches(expected[1], actual):
            continue
        start, shown = expected
        if write and "..." not in (line.strip() for line in shown):
            lines[start:start + len(shown)] = actual
            continue
        wrong += 1
        print(f"{page}:{start}: this block does not show what the commands above it print, which is")
        print("\n".join(actual))
        print(f"Run {Path(sys.argv[0]).name} with --write once the output is as it should be.")
    if write:
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
