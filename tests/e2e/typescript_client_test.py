#!/usr/bin/env python3
"""The TypeScript client as its users have it: built by its script, installed with npm into a project of its own, type-checked, and
run against the real server over a Unix socket, loopback and TLS.

    typescript_client_test.py FORLOEB

First its own tests (tests/tools/client/typescript): they compare npm's capnp-es with Debian's capnp. Then the three examples:
a conflict and its resolution, a case followed while the server is killed and started again, an audit question. Ends with 77
(skipped) where node, npm or a package cannot be had, naming it; where CI is set that is a failure."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from doors_test import Doors
from evidence_test import absent
from running_server import SMALL_FLOOR, RunningServer

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "tools/client/typescript"
BUILT = ROOT / "build/typescript"
HANG_SECONDS = 120  # only to end a test that hangs


def run(*words, cwd=None):
    """What was printed; ends the test where the command fails."""
    done = subprocess.run([str(word) for word in words], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False, timeout=600)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout[-6000:]}")
    return done.stdout


def build():
    for program in ("node", "npm", "capnp"):
        if not shutil.which(program):
            absent(f"{program} is not here")
    if int(run("node", "--version").strip().lstrip("v").split(".")[0]) < 18:
        absent("node is older than 18")
    done = subprocess.run([HOME / "make"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0 and re.search(r"npm error code (E[A-Z]+|ENOTFOUND)", done.stderr) and not (BUILT / "node_modules/made-of").exists():
        absent(f"npm cannot install the client's packages: {done.stderr[-300:]}")
    if done.returncode != 0:
        sys.exit(f"the client cannot be built:\n{done.stdout}{done.stderr}")


def make_project(folder):
    """A user's project with the examples in it, compiled as strictly as TypeScript can."""
    project = folder / "project"
    project.mkdir()
    (project / "package.json").write_text(json.dumps({"name": "project", "private": True, "type": "module"}))
    (project / ".npmrc").write_text("audit=false\nfund=false\nignore-scripts=true\nprefer-offline=true\n")
    run("npm", "install", "--silent", BUILT / "forloeb-client.tgz", cwd=project)
    examples = [shutil.copy(example, project) for example in sorted((HOME / "examples").glob("*.ts"))]
    run("node", BUILT / "node_modules/typescript/bin/tsc", "--strict", "--noUncheckedIndexedAccess", "--skipLibCheck", "--target", "ES2022",
        "--module", "NodeNext", "--lib", "ES2023", "--types", "node", "--typeRoots", BUILT / "node_modules/@types", *examples, cwd=project)
    return project


def check_conflict(project, server):
    said = run("node", "append_with_conflict.js", server.address, "karen", cwd=project).splitlines()
    before = int(said[0].rsplit(" ", 1)[1])
    wanted = [f"read up to version {before}", f"a colleague wrote version {before + 1}",
              f"conflict: version {before + 1} is contact.held by koord-2", f"stored as version {before + 2}"]
    if said != wanted:
        sys.exit(f"the conflict was told as {said}, not {wanted}")
    # What was written comes out of the server's own command line, sealed part and all.
    if "Jeg vil gerne høre, hvad I aftaler." not in json.dumps(server.ask("case", "history", "karen"), ensure_ascii=False):
        sys.exit("the citizen's words of the second contact are not in the case")
    return before + 2


def append(server, minutes):
    """One more event of Karen's, by the command line."""
    proposal = {"stream": {"kind": "case", "id": "01990316-b880-7000-8000-006b6172656e"},
                "event": {"type": "contact.held", "occurredAt": "2026-10-21", "actor": {"pseudonym": "koord-1"},
                          "payload": {"with": ["borger"], "minutes": minutes}}}
    subprocess.run([server.forloeb, "append", "--server", server.address, "--quiet"], input=json.dumps(proposal), text=True, check=True,
                   stdout=subprocess.DEVNULL)


def check_following(project, server, version):
    """Three events under each of three servers; every one is told once, in order."""
    follower = subprocess.Popen(["node", "follow_case.js", server.address, "karen", str(version + 9)], cwd=project, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    hang = threading.Timer(HANG_SECONDS, follower.kill)
    hang.start()
    told = [follower.stdout.readline() for _ in range(version)]
    for turn in range(3):
        for step in range(3):
            append(server, 10 * turn + step)
            told.append(follower.stdout.readline())
        if turn < 2:
            server.kill()
            server.start()
    rest, states = follower.communicate()
    hang.cancel()
    versions = [line.split(" ", 1)[0] for line in told + rest.splitlines()]
    if versions != [str(each + 1) for each in range(version + 9)] or follower.returncode != 0:
        sys.exit(f"the case was followed as {versions}, exit code {follower.returncode}: {states}")
    if states.split() != ["connected", "reconnecting", "connected", "reconnecting", "connected", "closed"]:
        sys.exit(f"the connection's states were {states.split()}")


def check_audit(project, address, *more):
    said = run("node", "ask_audit.js", address, "karen", *more, cwd=project)
    for wanted in (r"koord-2 wrote contact\.held", r"saw \S*[Rr]ead\S* \("):
        if not re.search(wanted, said):
            sys.exit(f"the audit answer has no line like {wanted}:\n{said}")
    return len(said.splitlines())


TLS_CHECK = """
import { connect } from "forloeb-client";
const [address, folder] = process.argv.slice(2);
const files = (who) => ({ authority: `${folder}/authority.pem`, certificate: `${folder}/${who}.pem`, key: `${folder}/${who}.key` });
const client = await connect({ address, tls: files("koord-1") });
console.log(client.greeting.server.split(" ")[0]);
console.log(await client.lookup("case", ["karen"]).catch((error) => `${error.code} ${error.rule}`));
client.close();
console.log(await connect({ address, tls: { ...files("koord-1"), authority: `${folder}/koord-1.pem` } }).catch((error) => error.code));
console.log(await connect({ address }).then((client) => client.request((frame) => (frame.ping = true), { timeoutMs: 3000 })).catch((error) => error.code));
"""


def check_tls(project, forloeb, folder):
    """A certificate is shown and checked both ways; who it names may nothing here, and is told so."""
    doors = Doors(forloeb, folder)
    for command in ("cert authority --name Testkommune", "cert server --host 127.0.0.1", "cert client --actor koord-1", "demo load --data sager"):
        doors.run(f"forloeb {command}")
    doors.start()
    try:
        (project / "tls.mjs").write_text(TLS_CHECK)
        said = run("node", "tls.mjs", f"127.0.0.1:{doors.port}", folder / "certifikater", cwd=project).splitlines()
    finally:
        doors.stop()
    if said[0] != "forloeb" or not said[1].startswith("refused ") or said[2:] != ["unavailable", "unavailable"]:
        sys.exit(f"over TLS was said: {said}")


def main(arguments):
    forloeb = Path(arguments[0]).resolve()
    build()
    tests = sorted((ROOT / "tests/tools/client/typescript").glob("*_test.mjs"))
    passed = re.search(r"^# pass (\d+)$", run("node", "--test", "--test-reporter=tap", *tests), flags=re.MULTILINE)
    with tempfile.TemporaryDirectory(prefix="forloeb-ts-") as name:
        folder = Path(name)
        project = make_project(folder)
        subprocess.run([forloeb, "demo", "load", "--data", folder / "sager", "--quiet"], check=True, stdout=subprocess.DEVNULL, env=SMALL_FLOOR | os.environ)
        server = RunningServer(forloeb, folder)
        server.start()
        try:
            version = check_conflict(project, server)
            check_following(project, server, version)
            entries = check_audit(project, server.address)
        finally:
            server.kill()
        (folder / "doors").mkdir()
        check_tls(project, forloeb, folder / "doors")
    print(f"{passed[1]} tests of the client; the three examples over two restarts: {entries} audit entries; TLS both ways")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
