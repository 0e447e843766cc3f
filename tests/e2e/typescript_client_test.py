#!/usr/bin/env python3
"""The TypeScript client as its users have it: built by its script, installed with npm into a project of its own, type-checked, and
run against the real server over a Unix socket, loopback and TLS.

    typescript_client_test.py FORLOEB

First its own tests (tests/tools/client/typescript): they compare npm's capnp-es with Debian's capnp. Then the three examples:
a conflict and its resolution, a case followed while the server is killed and started again, an audit question. Ends with 77
(skipped) where node, npm or a package cannot be had, naming it; where CI is set that is a failure."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from client_examples import check_examples, readme_program, run
from doors_test import Doors
from evidence_test import absent

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "tools/client/typescript"
BUILT = ROOT / "build/typescript"


def build():
    for program in ("node", "npm", "capnp"):
        if not shutil.which(program):
            absent(f"{program} is not here")
    if int(run("node", "--version").strip().lstrip("v").split(".")[0]) < 18:
        absent("node is older than 18")
    done = subprocess.run([ROOT / "tools/client/typescript/make"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
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
    (project / "readme.ts").write_text(readme_program("ts", f"unix:{folder}/s"), encoding="utf-8")
    examples = [project / "readme.ts"] + [shutil.copy(example, project) for example in sorted((HOME / "examples").glob("*.ts"))]
    run("node", BUILT / "node_modules/typescript/bin/tsc", "--strict", "--noUncheckedIndexedAccess", "--skipLibCheck", "--target", "ES2022",
        "--module", "NodeNext", "--lib", "ES2023", "--types", "node", "--typeRoots", BUILT / "node_modules/@types", *examples, cwd=project)
    return project


WAITING_CHECK = """
import { connect } from "forloeb-client";
const client = await connect({ address: process.argv[2] });
const { head } = client.greeting;
const read = (frame) => (frame._initReadLog().eventsMax = 1);
console.log((await client.request(read, { atLeast: head, timeoutMs: 20000 })).page.events.length);
console.log(await client.request(read, { atLeast: head + 1n, timeoutMs: 100 }).catch((error) => error.code));
const abort = new AbortController();
const waiting = client.request(read, { atLeast: head + 1n, signal: abort.signal }).catch((error) => error.message);
setTimeout(() => abort.abort(new Error("no longer wanted")), 50);
console.log(await waiting);
console.log((await client.request((frame) => (frame.ping = true))).pong.head === head);
client.close();
"""


def check_waiting(project, server):
    """A read waits for a position that the log has not reached: until its time is up, or it is aborted."""
    (project / "waiting.mjs").write_text(WAITING_CHECK)
    said = run("node", "waiting.mjs", server.address, cwd=project).splitlines()
    if said != ["1", "unavailable", "no longer wanted", "true"]:
        sys.exit(f"of deadlines and aborting was said: {said}")


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
        shown = check_examples(lambda example: ("node", project / f"{example}.js"), forloeb, folder, lambda server: check_waiting(project, server))
        (folder / "doors").mkdir()
        check_tls(project, forloeb, folder / "doors")
    print(f"{passed[1]} tests of the client; {shown}; TLS both ways")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
