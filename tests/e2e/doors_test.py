#!/usr/bin/env python3
"""The doors as an operator of a small installation meets them: certificates of one's own, TLS, a policy, tokens, broken glass.

    doors_test.py FORLOEB

Every step is the program itself, from `forloeb cert authority` to a server that listens with TLS and reads its certificates
again at SIGHUP, with its list of those revoked. Acceptance tests 10 and 11 over the program's own sockets: who shows no certificate, an old protocol or a
foreign certificate learns nothing, and hostile frames behind a good certificate cost no memory."""

import argparse
import json
import os
import shlex
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

READY_SECONDS = 60  # only to end a test that hangs
GROWTH_KIB_MAX = 64 * 1024
COORDINATOR = "koord-2"

POLICY = """policy = "doors"
version = "{version}"
[[role]]
name = "coordinator"
da = "Koordinator"
en = "Coordinator"
break_glass = ["identity", "narrative"]
[[role.grant]]
operations = ["case.read"]
relations = ["assigned"]
purposes = ["coordination"]
classes = ["identity", "narrative", "health", "economy"]
audiences = ["internal", "citizen"]
[[role.grant]]
operations = ["status", "lookup", "break_glass", "governance.read"]
relations = ["any"]
purposes = ["coordination"]
[[role]]
name = "governor"
da = "Ansvarlig"
en = "Governor"
[[role.grant]]
operations = ["status", "access.govern", "governance.read"]
relations = ["any"]
purposes = ["operations"]
[[member]]
actor = "{karens}"
roles = ["coordinator"]
[[member]]
actor = "fremmed-1"
roles = ["coordinator"]
[[member]]
actor = "drift-1"
roles = ["governor"]
[[member]]
actor = "dpo-1"
roles = ["governor"]
"""


class Failed(Exception):
    pass


def require(held, what):
    if not held:
        raise Failed(what)


class Doors:
    def __init__(self, forloeb, folder):
        self.forloeb, self.folder = str(forloeb), folder
        self.process, self.port = None, 0

    def run(self, command, code=0):
        """A command as it stands in a README; its standard output."""
        words = shlex.split(command)
        require(words[0] == "forloeb", command)
        done = subprocess.run([self.forloeb, *words[1:]], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                              env={"FORLOEB_SPACE_FLOOR": "32", **os.environ})
        require(done.returncode == code, f"{command} ended with {done.returncode}, not {code}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def over(self, actor, command, code=0, extra=""):
        return self.run(f"forloeb {command} --server 127.0.0.1:{self.port} --tls-authority certifikater/authority.pem "
                        f"--tls-certificate certifikater/{actor}.pem --tls-key certifikater/{actor}.key {extra}", code)

    def start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.forloeb, "serve", "--data", "sager", "--listen", f"127.0.0.1:{self.port}", "--socket", "s", "--tls-authority", "certifikater/authority.pem",
                 "--tls-certificate", "certifikater/server.pem", "--tls-key", "certifikater/server.key"],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={"FORLOEB_SPACE_FLOOR": "32", **os.environ})
        deadline = time.monotonic() + READY_SECONDS
        while True:
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            require(self.process.poll() is None and time.monotonic() < deadline, "the server does not start: " + (self.folder / "server.log").read_text())
            time.sleep(0.02)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        require(self.process.wait(READY_SECONDS) == 0, "the server did not end well")

    def memory_kib(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
        raise Failed("no memory figure")

    def context(self, actor=None):
        context = ssl.create_default_context(cafile=str(self.folder / "certifikater/authority.pem"))
        if actor:
            context.load_cert_chain(self.folder / f"certifikater/{actor}.pem", self.folder / f"certifikater/{actor}.key")
        return context

    def connect(self, context):
        """A TLS connection; nothing if the server does not let it come about."""
        door = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        try:
            return context.wrap_socket(door, server_hostname="127.0.0.1")
        except (ssl.SSLError, OSError):
            door.close()
            return None

    def answer_to(self, context, frame):
        """What the server says to these bytes; nothing if it ends the connection."""
        door = self.connect(context)
        if door is None:
            return b""
        try:
            with door:
                door.sendall(frame)
                return door.recv(65536)
        except (ssl.SSLError, OSError):
            return b""


def hello():
    """The frame `hello`, protocol version 1, corr 1, as one Cap'n Proto segment (server/README.md draws `ping`)."""
    root = struct.pack("<IHH", 0, 2, 3)
    data = struct.pack("<QHxxxxxx", 1, 2)
    pointers = struct.pack("<QIHHQ", 0, (1 << 2) | 0, 1, 2, 0)  # traceparent, the member (one word of data, two pointers), purpose
    body = root + data + pointers + struct.pack("<HxxxxxxQQ", 1, 0, 0)
    return struct.pack("<II", 0, len(body) // 8) + body


def check_certificates(doors):
    require(doors.answer_to(doors.context(COORDINATOR), hello()) != b"", "a good certificate and a hello get no answer")
    require(doors.answer_to(doors.context(), hello()) == b"", "a client without a certificate got an answer")
    old = doors.context(COORDINATOR)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    require(doors.connect(old) is None, "TLS 1.2 was spoken")
    foreign = doors.context()
    foreign.load_cert_chain(doors.folder / "fremmede/koord-2.pem", doors.folder / "fremmede/koord-2.key")
    require(doors.answer_to(foreign, hello()) == b"", "a foreign authority's certificate got an answer")
    own = doors.context()
    own.load_cert_chain(doors.folder / "certifikater/server.pem", doors.folder / "certifikater/server.key")
    require(doors.answer_to(own, hello()) == b"", "a server's certificate was taken for a client's")
    with socket.create_connection(("127.0.0.1", doors.port), timeout=10) as plain:
        plain.sendall(hello())
        require(not plain.recv(65536).startswith(b"\0\0\0\0"), "plain bytes were answered as a frame")


def check_hostile(doors):
    """Acceptance test 11, behind a good certificate: what announces too much is cut off, and nothing is kept for it."""
    before = doors.memory_kib()
    frames = [struct.pack("<I", 0xFFFFFFFF), struct.pack("<I", 16) + b"\0" * 100, struct.pack("<II", 0, 0xFFFFFFFF), struct.pack("<II", 0, 2 << 20) + b"\0" * 4096]
    deep = struct.pack("<II", 0, 4096) + struct.pack("<Q", 0x0001000000000000 | 0xFFFFFFFC) * 4096
    for _ in range(50):
        for frame in [*frames, deep]:
            doors.answer_to(doors.context(COORDINATOR), hello() + frame)
    slow = []
    for _ in range(8):
        door = doors.connect(doors.context(COORDINATOR))
        require(door is not None, "the server stopped taking connections")
        door.sendall(hello())
        slow.append(door)  # and nothing of its answers is ever read
    require(COORDINATOR in doors.over(COORDINATOR, "access me"), "the server stopped answering others")
    grown = doors.memory_kib() - before
    require(grown < GROWTH_KIB_MAX, f"hostile frames and slow readers cost {grown} KiB")
    for door in slow:
        door.close()


def check_rights(doors):
    require("assigned" in doors.over(COORDINATOR, "access explain --operation case.read --case karen"), "the coordinator's relation is not named")
    doors.over("fremmed-1", "case show karen", 3)
    refused = doors.over("fremmed-1", "access explain --operation case.read --case karen", 1)
    require("access.relation" in refused, f"a refusal does not name its rule: {refused}")
    doors.over(COORDINATOR, "case show karen --for-purpose coordination")
    require("access.purpose" in doors.over(COORDINATOR, "case show karen --for-purpose statistics", 3), "a purpose that the role lacks was good")
    doors.over("drift-1", "case show karen", 3)  # who governs reads nobody's case
    doors.over("fremmed-1", 'access break-glass karen --category cover --reason "vikar for en syg kollega" --minutes 5')
    doors.over("fremmed-1", "case show karen")
    rights = json.loads(doors.over("drift-1", "access reviews --json --quiet"))["reviews"]
    require([right["holder"] for right in rights] == ["fremmed-1"], f"the broken glass is not to be reviewed: {rights}")
    doors.over("drift-1", f"access review {rights[0]['id']} --outcome justified")
    require("Ingen" in doors.over("drift-1", "access reviews"), "a review does not end it")


def check_tokens(doors):
    doors.over("drift-1", f"token create --holder {COORDINATOR} --operation status --certificate certifikater/{COORDINATOR}.pem --out koord.token")
    require("certificate_and_token" in doors.over(COORDINATOR, "access me", extra="--token-file koord.token"), "the token does not say who it is")
    require("access.token_scope" in doors.over(COORDINATOR, "case show karen", 3, extra="--token-file koord.token"), "a token did more than it is for")
    require("access.token_certificate" in doors.over("fremmed-1", "access me", 3, extra="--token-file koord.token"), "a token worked with another certificate")
    token = json.loads(doors.over("drift-1", "token list --json --quiet"))["tokens"][0]
    doors.over("drift-1", f"token revoke {token['id']} --reason lost")
    require("access.token_over" in doors.over(COORDINATOR, "access me", 3, extra="--token-file koord.token"), "a revoked token worked")


def check_reload(doors):
    """A policy that nobody approved is not read, at SIGHUP neither; another certificate is."""
    policy = doors.folder / "sager.policy.toml"
    approved = policy.read_text(encoding="utf-8")
    policy.write_text(approved + "# changed by hand\n", encoding="utf-8")
    require("another SHA-256" in doors.over("drift-1", "access reload", 3), "a policy that nobody approved was read")
    policy.write_text(approved, encoding="utf-8")
    first = ssl.get_server_certificate(("127.0.0.1", doors.port))
    for name in ("server.pem", "server.key"):
        (doors.folder / "certifikater" / name).unlink()
    doors.run("forloeb cert server --host 127.0.0.1")
    doors.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + READY_SECONDS
    while ssl.get_server_certificate(("127.0.0.1", doors.port)) == first:
        require(time.monotonic() < deadline, "SIGHUP does not renew the certificate")
        time.sleep(0.02)
    doors.over(COORDINATOR, "access me")


def check_revoked(doors):
    """A certificate on the authority's list: SIGHUP ends its connection and no other, and it is not let in again."""
    open_doors = {}
    for actor in ("fremmed-1", COORDINATOR):
        open_doors[actor] = doors.connect(doors.context(actor))
        open_doors[actor].sendall(hello())
        require(open_doors[actor].recv(65536) != b"", f"{actor} is not let in")
    doors.run("forloeb cert revoke --actor fremmed-1")
    require(doors.answer_to(doors.context("fremmed-1"), hello()) != b"", "a list was read before it was asked for")
    doors.process.send_signal(signal.SIGHUP)
    open_doors["fremmed-1"].settimeout(READY_SECONDS)
    try:
        ended = open_doors["fremmed-1"].recv(65536) == b""
    except OSError:  # reset
        ended = True
    require(ended, "the connection of a revoked certificate goes on")
    open_doors[COORDINATOR].sendall(hello())  # said twice it is an error, and answered
    require(open_doors[COORDINATOR].recv(65536) != b"", "a sound connection was ended, too")
    require(doors.answer_to(doors.context("fremmed-1"), hello()) == b"", "a revoked certificate got an answer")
    require(COORDINATOR in doors.over(COORDINATOR, "access me"), "a sound certificate was refused")
    for door in open_doors.values():
        door.close()


def prepare(doors):
    doors.run("forloeb cert authority --name Testkommune")
    doors.run("forloeb cert server --host forloeb.example --host 127.0.0.1")
    doors.run("forloeb cert client --actor koord-1")
    for actor in (COORDINATOR, "drift-1", "dpo-1", "fremmed-1"):
        doors.run(f"forloeb cert client --actor {actor}")
    doors.run("forloeb cert authority --folder fremmede")
    doors.run("forloeb cert client --folder fremmede --actor koord-2")
    doors.run("forloeb demo load --data sager")
    (doors.folder / "politik.toml").write_text(POLICY.format(version=1, karens=COORDINATOR), encoding="utf-8")
    doors.run("forloeb access check politik.toml")
    doors.run("forloeb access policy change politik.toml --approved-by drift-1 --approved-by dpo-1 --data sager")
    doors.run("forloeb case show karen --data sager", 3)  # the owner is nobody under a policy that does not name them


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("forloeb", type=Path)
    forloeb = arguments.parse_args().forloeb.resolve()
    with tempfile.TemporaryDirectory(prefix="forloeb-doors-") as folder:
        doors = Doors(forloeb, Path(folder))
        try:
            prepare(doors)
            doors.start()
            for check in (check_certificates, check_rights, check_tokens, check_reload, check_hostile, check_revoked):
                check(doors)
                print(f"{check.__name__}: ok", flush=True)
            doors.stop()
        except Failed as failure:
            print(failure)
            return 1
        finally:
            if doors.process and doors.process.poll() is None:
                doors.process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
