"""The Python client over HTTP (tools/client/python), as its users meet a server: an append with a conflict and its resolution,
the same key over a lost connection, a case followed across a restart of the server, an audit question, and its own example."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from http_server import HttpServer

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "tools" / "client" / "python"
sys.path.insert(0, str(CLIENT))
sys.dont_write_bytecode = True
from example import append_with_conflict, contact  # noqa: E402
from forloeb_client import Client, Problem, uuid7  # noqa: E402


def check(condition, what):
    if not condition:
        raise SystemExit(f"failed: {what}")


class Follower(threading.Thread):
    """Follows a case from the start of the log until it has heard as many events as wanted."""

    def __init__(self, address, case):
        super().__init__(daemon=True)
        self.client, self.case, self.heard, self.wanted = Client(address), case, [], None
        self.news = threading.Condition()

    def run(self):
        for event in self.client.follow(since=0, cases=[self.case]):
            with self.news:
                self.heard.append(event)
                self.news.notify_all()

    def wait_for(self, count):
        with self.news:
            check(self.news.wait_for(lambda: len(self.heard) >= count, 60), f"{count} events were heard, not {len(self.heard)}")


def reads_and_refusals(client, case):
    overview = client.get(f"/cases/{case}")
    check(overview.version == int(overview["status"]["version"]), "the answer's version is the case's")
    events = list(client.rows(f"/cases/{case}/events", limit=50))
    check([int(event["version"]) for event in events] == list(range(1, overview.version + 1)), "every event comes once, page after page")
    check(len(list(client.rows("/cases", limit=1))) == client.get("/cases")["total"], "a list of one row a page is walked to its end")
    try:
        client.get(f"/cases/{case}/timeline", typ="contact.held")
        check(False, "a parameter that is none was taken")
    except Problem as problem:
        check((problem.status, problem.field) == (400, "typ"), f"the parameter is named: {problem}")
    return events


def same_key(client, case):
    key = uuid7()
    first = client.append("cases", case, contact("Syntetisk: én gang.", "koord-2"), key=key)
    event = contact("Syntetisk: én gang.", "koord-2")
    event["occurredAt"] = client.get(f"/cases/{case}/events", **{"from": first["version"], "limit": 1})["events"][0]["occurredAt"]
    again = client.append("cases", case, event, key=key)
    check(again["repeated"] and again["firstPosition"] == first["firstPosition"], "the same key stores nothing twice")


def followed_over_a_restart(server, case, already):
    follower = Follower(server.address, case)
    follower.start()
    follower.wait_for(already)
    check(server.stop() == 0, "the server stops when told to")
    writer = Client(server.address)
    stored = {}
    # The append begins while nobody listens; its retries find the server that comes.
    writing = threading.Thread(target=lambda: stored.update(writer.append("cases", case, contact("Syntetisk: skrevet hen over en genstart.", "koord-2"))))
    writing.start()
    server.start()
    writing.join(60)
    check("version" in stored, "the append was stored after the restart")
    follower.wait_for(already + 1)
    versions = [int(event["version"]) for event in follower.heard]
    check(versions == list(range(1, already + 2)), f"every event was heard once and in order: {versions[-5:]}")


def commands_of_readmes(address):
    """What the READMEs show, as it stands there but for the address."""
    shown = [ROOT / "server/http/README.md", CLIENT / "README.md"]
    lines = [line for readme in shown for line in readme.read_text().splitlines() if "http://127.0.0.1:7480" in line and line.startswith(("curl ", "python3 "))]
    check(len(lines) == 3, f"three commands are shown, not {len(lines)}")
    return [line.replace("http://127.0.0.1:7480", address) for line in lines]


def main(forloeb):
    with tempfile.TemporaryDirectory() as name, HttpServer(forloeb, Path(name)) as server:
        client = Client(server.address)
        case = client.find("karen")
        check(case is not None and client.find("nobody") is None, "a name is looked up")
        events = reads_and_refusals(client, case)
        stored = append_with_conflict(client, Client(server.address), case)
        check(int(stored["version"]) == len(events) + 2, "the resolved append stands after the colleague's")
        same_key(client, case)
        followed_over_a_restart(server, case, len(events) + 3)
        entries = list(client.audit("ofCase", caseId=case))
        check(any(entry.get("operation") == "query.caseOverview" for entry in entries), "the overview that was read is on record")
        said = []
        for command in commands_of_readmes(server.address):
            ran = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=120, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
            check(ran.returncode == 0 and ran.stdout, f"{command}\n{ran.stdout}{ran.stderr}")
            said.append(ran.stdout)
        check(said[0].startswith("caseId,state,") and '"type":"goal.agreed"' in said[1], f"the commands say what they should: {said[:2]}")
        check("conflict: I had seen" in said[2] and "audit: " in said[2], f"the example says what it should: {said[2]}")
        print(said[2])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
