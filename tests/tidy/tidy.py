#!/usr/bin/env python3
"""House rules as ordinary tests: `tidy.py RULE [ROOT]` prints what to mend and ends with 1, or says nothing and ends
with 0; `tidy.py list` names the rules. Standard library only; reads the repository, writes nothing."""

import sys
from pathlib import Path

import golden
import layers
import promises
import readme
import shape
import words
from tree import Tree

RULES = {
    "layers": layers.check,
    "readme_paths": readme.check_paths,
    "readme_tests": readme.check_tests,
    "readme_commands": readme.check_commands,
    "promises": promises.check,
    "top_level": shape.check_top_level,
    "openings": shape.check_openings,
    "length": shape.check_length,
    "unfinished": words.check_unfinished,
    "machine_paths": words.check_machine_paths,
    "names": words.check_names,
    "golden": golden.check,
}


def main(arguments):
    if arguments == ["list"]:
        print("\n".join(RULES))
        return 0
    if not 1 <= len(arguments) <= 2 or arguments[0] not in RULES:
        print(f"usage: tidy.py {{list|{'|'.join(RULES)}}} [ROOT]", file=sys.stderr)
        return 2
    root = arguments[1] if len(arguments) == 2 else Path(__file__).resolve().parents[2]
    findings = list(RULES[arguments[0]](Tree(root)))
    for finding in findings:
        print(finding)
    if findings:
        print(f"{len(findings)} to mend ({arguments[0]})")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
