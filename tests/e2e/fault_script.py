"""What every fault script has around it: what it is asked with, a folder of its own, and a failure told with its seed."""

import argparse
import sys
import tempfile
from pathlib import Path


class Failed(Exception):
    """What was promised did not hold."""


def require(holds, what):
    if not holds:
        raise Failed(what)


def play(description, run, scales, programs=("forloeb",), **counts):
    """Ends the process with what `run(options, folder)` returns, 0 for nothing, or with 1 if it raised Failed.

    `options` has the paths of the programs, one of `scales`, the seed, and `counts`: further numbers with their defaults."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for program in programs:
        parser.add_argument(program)
    parser.add_argument("--scale", choices=scales, default="small")
    for name, default in {**counts, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="forloeb-fault-") as folder:
        try:
            sys.exit(run(options, Path(folder)) or 0)
        except Failed as failure:
            print(f"FAILED with seed {options.seed}: {failure}", file=sys.stderr)
            sys.exit(1)
