#!/usr/bin/env python3
"""The tests of the page: installs what they need from npm into build/npm/web and runs them with Node.

    run.py graphics            the pure functions behind the drawings, without a browser
    run.py pages FORLOEB       the page in headless Chromium, against a server of their own
    run.py measure FORLOEB     first view with 10,000 cases, a timeline of 2,000 events; prints the figures
    run.py screenshots FORLOEB the three pictures of the main README, made anew

Ends with 77 (skipped) where Node, npm or Chromium is absent, naming it; where CI is set that is a failure."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
INSTALLED = ROOT / "build/npm/web"
SKIPPED = 77
NODE_MIN = 18


def absent(what):
    print(f"skipped: {what}")
    sys.exit(1 if os.environ.get("CI") else SKIPPED)


def output_of(*words):
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


def find_node():
    for program in ("node", "npm"):
        if not shutil.which(program):
            absent(f"{program} is not here")
    version = output_of("node", "--version")
    if int(version.lstrip("v").split(".")[0]) < NODE_MIN:
        absent(f"Node {version} is older than {NODE_MIN}")


def find_chromium():
    for name in ("chromium", "chromium-browser"):
        if found := shutil.which(name):
            return found
    return absent("Chromium is not here")


def install():
    """Again only when the lock file has changed."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = INSTALLED / "installed-from"
    if stamp.is_file() and stamp.read_bytes() == lock:
        return
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, INSTALLED / name)
    done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--no-progress"], cwd=INSTALLED, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        absent(f"npm cannot install what the tests need: {done.stdout[-300:]}")
    stamp.write_bytes(lock)


def main(words):
    if not words or words[0] not in ("graphics", "pages", "measure", "screenshots") or (words[0] != "graphics" and len(words) < 2):
        sys.exit(__doc__)
    find_node()
    environment = os.environ | {"FORLOEB_WEB_MODULES": str(INSTALLED / "node_modules"), "FORLOEB_ROOT": str(ROOT)}
    if words[0] != "graphics":
        environment |= {"FORLOEB": str(Path(words[1]).resolve()), "FORLOEB_CHROMIUM": find_chromium()}
    install()
    program = {"graphics": ["node", "--test", *map(str, sorted((HERE / "graphics").glob("*.test.mjs")))],
               "pages": ["node", "suite.mjs", *words[2:]], "measure": ["node", "measure.mjs"], "screenshots": ["node", "screenshots.mjs"]}[words[0]]
    return subprocess.run(program, cwd=HERE, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
