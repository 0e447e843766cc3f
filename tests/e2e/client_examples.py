"""What the three examples of every client library must show, whatever language they are written in: a conflict and its
resolution, a case followed while the server is killed and started again, an audit question.

`command(name)` gives the words that start append_with_conflict, follow_case or ask_audit, or the program on the clients' page
("readme"), which is made by readme_program()."""

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from running_server import SMALL_FLOOR, RunningServer

KAREN = "01990316-b880-7000-8000-006b6172656e"
HANG_SECONDS = 120  # only to end a test that hangs


def run(*words, cwd=None):
    """What was printed; ends the test where the command fails."""
    done = subprocess.run([str(word) for word in words], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False, timeout=900)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout[-6000:]}")
    return done.stdout


def readme_program(language, address):
    """The one program in this language on the clients' page, with the address it is to ask."""
    page = (Path(__file__).resolve().parents[2] / "tools/client/README.md").read_text(encoding="utf-8")
    (program,) = re.findall(rf"^```{language}\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    return program.replace("http://127.0.0.1:7480" if language == "python" else "127.0.0.1:7420", address)


def check_readme(command, server, version):
    said = run(*command("readme"))
    if said != f"version {version + 1}\n":
        sys.exit(f"the program of the page says {said!r}, not version {version + 1}")


def check_conflict(command, server):
    """The case's version afterwards."""
    said = run(*command("append_with_conflict"), server.address, "karen").splitlines()
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
    proposal = {"stream": {"kind": "case", "id": KAREN},
                "event": {"type": "contact.held", "occurredAt": "2026-10-21", "actor": {"pseudonym": "koord-1"},
                          "payload": {"with": ["borger"], "minutes": minutes}}}
    subprocess.run([server.forloeb, "append", "--server", server.address, "--quiet"], input=json.dumps(proposal), text=True, check=True,
                   stdout=subprocess.DEVNULL)


def check_following(command, server, version):
    """Three events under each of three servers; every one is told once, in order."""
    follower = subprocess.Popen([*map(str, command("follow_case")), server.address, "karen", str(version + 9)], stdin=subprocess.DEVNULL,
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
    if states.split().count("reconnecting") != 2:
        sys.exit(f"the connection's states were {states.split()}")


def check_audit(command, server):
    """How many entries the answer has."""
    said = run(*command("ask_audit"), server.address, "karen")
    for wanted in (r"koord-2 wrote contact\.held", r"saw \S*[Rr]ead\S* \("):
        if not re.search(wanted, said):
            sys.exit(f"the audit answer has no line like {wanted}:\n{said}")
    return len(said.splitlines())


def check_examples(command, forloeb, folder, more=lambda server: None):
    """All three on the demo's case, in `folder`, and what else is to be seen on that server; what they showed."""
    subprocess.run([forloeb, "demo", "load", "--data", folder / "sager", "--quiet"], check=True, stdout=subprocess.DEVNULL, env=SMALL_FLOOR | os.environ)
    server = RunningServer(forloeb, folder)
    server.start()
    try:
        version = check_conflict(command, server)
        check_following(command, server, version)
        entries = check_audit(command, server)
        check_readme(command, server, version + 9)
        more(server)
    finally:
        server.kill()
    return f"the three examples over two kills of the server: version {version + 9}, {entries} audit entries"
