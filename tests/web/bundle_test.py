#!/usr/bin/env python3
"""Holds the page as it is committed (server/web/dist) to its promises, without Node: nothing from another host, nothing
inline that its content security policy would refuse, names that say what is in the files, and the budget.

    bundle_test.py             the promises
    bundle_test.py rebuild     makes it from the sources and compares, byte for byte; needs Node and npm

Ends with 77 (skipped) where Node, npm or the registry is absent, naming it; where CI is set that is a failure."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "server/web"
SKIPPED = 77
BUDGET = {".js": 80_000, ".css": 35_000}
# Names of XML languages, which nobody fetches.
NAMESPACES = {"www.w3.org"}
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
EVALUATED = re.compile(r"\beval\(|new Function\(|document\.write\(")


def hosts_in(text):
    return set(re.findall(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text, re.IGNORECASE)) - NAMESPACES


def check(dist):
    """Sentences on what is wrong; none if it holds."""
    page = (dist / "index.html").read_text()
    assets = sorted((dist / "assets").iterdir())
    if found := INLINE.search(page):
        yield f"index.html has something inline, which the policy refuses: {found.group()}"
    named = re.findall(r'(?:src|href)="([^"]+)"', page)
    for name in named:
        if not (dist / name).is_file():
            yield f"index.html names {name}, which is not there"
    for kind in BUDGET:
        if sum(name.endswith(kind) for name in named) != 1:
            yield f"index.html should name one file ending with {kind}"
    for file in [dist / "index.html", *(asset for asset in assets if asset.suffix in (".js", ".css", ".svg"))]:
        for host in sorted(hosts_in(file.read_text(errors="replace"))):
            yield f"{file.name} names another host: {host}"
    for file in assets:
        if file.suffix == ".js" and (found := EVALUATED.search(file.read_text(errors="replace"))):
            yield f"{file.name} makes script or markup from text: {found.group()}"
        if file.name.startswith("forloeb-") and file.stem.split("-")[-1] != hashlib.sha256(file.read_bytes()).hexdigest()[:10]:
            yield f"{file.name} is not called after what is in it"
    for kind, most in BUDGET.items():
        spent = sum(len(gzip.compress(file.read_bytes(), 9)) for file in assets if file.suffix == kind)
        if spent > most:
            yield f"{kind} files take {spent} bytes gzip, more than {most}: leave something out, or say in server/web/README.md why not"


def rebuild():
    for program in ("node", "npm"):
        if not shutil.which(program):
            print(f"skipped: {program} is not here")
            return 1 if os.environ.get("CI") else SKIPPED
    done = subprocess.run([WEB / "build", "--check"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    print(done.stdout, done.stderr, sep="")
    if done.returncode != 0 and "npm error" in done.stderr:
        print("skipped: npm cannot install what the page is made with")
        return 1 if os.environ.get("CI") else SKIPPED
    return done.returncode


def planted():
    """Each promise broken in a copy: how many were not noticed."""
    missed = 0
    for name, spoil in {
        "a style attribute": lambda page, script: page.write_text(page.read_text().replace("<body>", '<body style="margin:0">')),
        "an inline script": lambda page, script: page.write_text(page.read_text().replace("</head>", "<script>1</script></head>")),
        "another host": lambda page, script: page.write_text(page.read_text().replace('href="', 'href="//cdn.example.org/', 1)),
        "a script under an old name": lambda page, script: script.write_text(script.read_text() + "\n"),
        "script from text": lambda page, script: script.write_text(script.read_text() + ";eval('1')"),
        "too much script": lambda page, script: (script.parent / "more.js").write_bytes(os.urandom(BUDGET[".js"])),
        "a missing file": lambda page, script: script.unlink(),
    }.items():
        with tempfile.TemporaryDirectory() as folder:
            dist = Path(folder) / "dist"
            shutil.copytree(WEB / "dist", dist)
            spoil(dist / "index.html", next((dist / "assets").glob("forloeb-*.js")))
            if not list(check(dist)):
                print(f"not noticed: {name}")
                missed += 1
    return missed


def main(words):
    if words == ["rebuild"]:
        return rebuild()
    problems = list(check(WEB / "dist"))
    problems += [f"{path.relative_to(ROOT)} puts text in as markup" for path in sorted((WEB / "src").rglob("*.ts*"))
                 if re.search(r"dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML", path.read_text())]
    if planted():
        problems.append("the checks do not notice what they should")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
