#!/usr/bin/env python3
"""A disk that fails under the real server: chosen system calls return an error, injected by strace.

    disk_error_test.py FORLOEB [--scale small|ci|long] [--seed S]

Under load, the n-th write or sync of the write-ahead log fails with EIO or ENOSPC, once or from then on: the server must
end by itself with exit code 5 and a reason in its log, and nothing acknowledged may be lost or doubled after the next
start, where every open append is asked again. While starting, the n-th openat, fsync or rename fails: the server either
names the reason and ends, or works. How long a thing takes is not measured; a server that goes on is found because it never
ends. Ends with 77 (skipped, by name) where strace is missing or not allowed; with CI=true that is a failure."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from client_script import SHARED_CASE, Append, Client, ClientScript, FixedScript, opening
from fault_script import play, require
from kill_test import check_all
from running_server import RunningServer

SKIPPED = 77
EXIT_STORAGE = 5
ENDS_SECONDS = 60  # only to end a test that hangs
CLIENTS = 2
ROUNDS = {"small": 1, "ci": 10, "long": 100}
UNDER_LOAD = (("fdatasync", "EIO"), ("write", "EIO"), ("fdatasync", "ENOSPC"), ("write", "ENOSPC"))
WHILE_STARTING = (("openat", "EMFILE", 240), ("fsync", "EIO", 12), ("rename", "EIO", 4), ("fdatasync", "EIO", 6))


def skip(why):
    print(f"SKIPPED disk errors by strace: {why}", file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else SKIPPED


def strace_works(folder):
    probe = subprocess.run(["strace", "-o", str(folder / "probe"), "-e", "inject=fsync:error=EIO:when=1", "true"],
                           capture_output=True, check=False)
    return probe.returncode == 0


def live_log(server):
    """The write-ahead log that is being written: the newest, and the only one that grows."""
    return max((server.data / "log").glob("*.log"), key=lambda file: file.name)


class Injection:
    """strace on a running server; every other call goes through."""

    def __init__(self, server, call, error, number, trace):
        self.trace = trace
        self._strace = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", str(trace), "-P", str(live_log(server)), "-e", f"trace={call}",
             "-e", f"inject={call}:error={error}:when={number}", "-p", str(server.process.pid)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait_until_attached(self, server):
        deadline = time.monotonic() + ENDS_SECONDS
        status = Path(f"/proc/{server.process.pid}/status")
        while f"TracerPid:\t{self._strace.pid}\n" not in status.read_text(encoding="ascii"):
            require(self._strace.poll() is None and time.monotonic() < deadline, "strace does not attach")
            time.sleep(0.002)

    def end(self):
        self._strace.wait(ENDS_SECONDS)
        return "(INJECTED)" in self.trace.read_text(encoding="utf-8", errors="replace")


def fail_under_load(server, everybody, call, error, number, folder):
    clients = everybody[1:]
    injection = Injection(server, call, error, number, folder / "trace")
    injection.wait_until_attached(server)
    for client in clients:
        client.start()
    try:
        code = server.process.wait(ENDS_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        raise Failed(f"{call} failed with {error} and the server went on") from None
    for client in clients:
        client.wait()
    require(injection.end(), f"{call} was never failed: nothing was tested")
    require(code == EXIT_STORAGE, f"{call} failed with {error}: the server ended with {code} and not {EXIT_STORAGE}\n{server.log_text()}")
    require("storage failed" in server.log_text(), f"{call} failed with {error}: the log gives no reason\n{server.log_text()}")
    server.start()
    check_all(server, everybody)


def fail_while_starting(options, server, everybody, fault, folder):
    """True if the server gave up, with a reason; False if it could do without that call."""
    call, error, number = fault
    require(server.stop() == 0, f"the server did not stop in good order:\n{server.log_text()}")
    before = len(server.log.read_bytes())
    wrapped = RunningServer(options.forloeb, folder, ["strace", "-f", "-qq", "-o", str(folder / "trace"), "-e", f"trace={call}",
                                                      "-e", f"inject={call}:error={error}:when={number}"])
    gave_up = False
    try:
        wrapped.start()
        wrapped.stop()
    except SystemExit:
        require(wrapped.process.poll() is not None, f"{call} {number} failed with {error} and the server hangs while starting")
        require(wrapped.process.returncode > 0, f"{call} {number} failed with {error}: the server ended by signal {-wrapped.process.returncode}")
        require(len(server.log.read_bytes()) > before, f"{call} {number} failed with {error}: the server gave no reason")
        gave_up = True
    struck = "(INJECTED)" in (folder / "trace").read_text(encoding="utf-8", errors="replace")
    server.start()
    check_all(server, everybody)
    return struck, gave_up


def run(options, folder):
    if shutil.which("strace") is None:
        return skip("strace is not installed")
    if not strace_works(folder):
        return skip("this machine does not allow it")
    chance = random.Random(options.seed)
    server = RunningServer(options.forloeb, folder)
    clients = [Client(options.forloeb, server.address, ClientScript(options.seed, number)) for number in range(1, CLIENTS + 1)]
    shared = Client(options.forloeb, server.address, FixedScript([Append(SHARED_CASE, [(SHARED_CASE, 0, opening(SHARED_CASE))])]))
    server.start()
    shared.start(count=1)
    shared.wait()
    everybody = [shared, *clients]
    failed = starts = struck = refused = 0
    for _ in range(ROUNDS[options.scale]):
        for call, error in UNDER_LOAD:
            fail_under_load(server, everybody, call, error,
                            f"{chance.randint(1, 30)}{chance.choice(['', '+'])}", folder)
            failed += 1
        for call, error, most in WHILE_STARTING:
            hit, gave_up = fail_while_starting(options, server, everybody, (call, error, chance.randint(1, most)), folder)
            starts += 1
            struck += hit
            refused += gave_up
    for client in clients:
        client.start(count=5)
    for client in clients:
        client.wait()
        require(not client.interrupted and not client.refusals, f"refused: {client.refusals[:1]}")
    events = check_all(server, everybody)
    require(server.stop() == 0, f"the server did not stop in good order:\n{server.log_text()}")
    appends = sum(client.acknowledged for client in clients)
    print(f"{failed} disk errors under load, each ended the server with {EXIT_STORAGE} and a reason\n"
          f"{starts} starts with a failing call, {struck} struck, {refused} of them refused with a reason; {appends} appends acknowledged in {events} events, none lost; "
          f"seed {options.seed}")
    require(struck > 0, "no call failed in any start: nothing was tested")
    return 0


if __name__ == "__main__":
    play(__doc__, run, ROUNDS)
