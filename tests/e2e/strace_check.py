#!/usr/bin/env python3
"""Does the server really sync before it answers? Reads it off the system calls (decisions: "durable").

    strace_check.py FORLOEB [--appends N]

Runs `forloeb serve` under strace, sends appends one at a time, and requires of every one: its write to the write-ahead
log, then a finished fdatasync (or fsync) of that log, then the answer. Then the check is checked: the same trace without
its syncs must fail. Ends with 77 (skipped, by name) where strace is not installed or not allowed; with CI=true that is a
failure."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from client_script import SHARED_CASE, Append, Client, ClientScript, FixedScript, opening
from running_server import RunningServer

SKIPPED = 77
CALLS = "write,writev,pwrite64,fdatasync,fsync,sendto,sendmsg"
LINE = re.compile(r"^(?P<pid>\d+)\s+(?P<rest>.*)$")
CALL = re.compile(r"^(?P<name>\w+)\(\d+<(?P<file>[^>]*)>")
RESUMED = re.compile(r"^<\.\.\. (?P<name>\w+) resumed>")


def finished_calls(lines):
    """(name, file) of each call when it began and when it returned: ("begin"|"end", name, file), in order."""
    under_way = {}
    for line in lines:
        match = LINE.match(line)
        if not match:
            continue
        pid, rest = match["pid"], match["rest"]
        if resumed := RESUMED.match(rest):
            if pid in under_way and under_way[pid][0] == resumed["name"]:
                yield "end", *under_way.pop(pid)
            continue
        call = CALL.match(rest)
        if not call:
            continue
        yield "begin", call["name"], call["file"]
        if "<unfinished ...>" in rest:
            under_way[pid] = (call["name"], call["file"])
        else:
            yield "end", call["name"], call["file"]


def answers_after_sync(lines, log_folder):
    """How many answers were sent after a write to the write-ahead log; a sentence if one was sent before its sync."""
    written = synced = False
    answers = 0
    for moment, name, file in finished_calls(lines):
        is_log = file.startswith(str(log_folder)) and file.endswith(".log")
        is_socket = file.startswith(("socket:", "UNIX", "TCP"))
        if moment == "begin" and is_log and name in ("write", "writev", "pwrite64"):
            written, synced = True, False
        elif moment == "end" and is_log and name in ("fdatasync", "fsync"):
            synced = written
        elif moment == "begin" and is_socket and written:
            if not synced:
                return answers, f"answer {answers + 1} was sent before the write-ahead log was synced"
            answers += 1
            written = False
    return answers, None


def skip(why):
    print(f"SKIPPED strace check: {why}", file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else SKIPPED


def strace_works(folder):
    probe = subprocess.run(["strace", "-o", str(folder / "probe"), "true"], capture_output=True, check=False)
    return probe.returncode == 0


def run(options, folder):
    trace = folder / "trace"
    server = RunningServer(options.forloeb, folder, ["strace", "-f", "-y", "-qq", "-e", f"trace={CALLS}", "-o", str(trace)])
    server.start()
    shared = Client(options.forloeb, server.address, FixedScript([Append(SHARED_CASE, [(SHARED_CASE, 0, opening(SHARED_CASE))])]))
    client = Client(options.forloeb, server.address, ClientScript(1, 1))
    for one, count in ((shared, 1), (client, options.appends - 1)):
        one.start(count)
        one.wait()
    if server.stop() != 0:
        print(f"FAILED: the server did not stop in good order:\n{server.log_text()}", file=sys.stderr)
        return 1
    stored = shared.acknowledged + client.acknowledged
    if stored != options.appends:
        print(f"FAILED: {stored} of {options.appends} appends were stored", file=sys.stderr)
        return 1
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    answers, wrong = answers_after_sync(lines, server.data / "log")
    if wrong or answers != options.appends:
        print(f"FAILED: {wrong or f'{answers} answers followed a write, {options.appends} appends were stored'}", file=sys.stderr)
        return 1
    without_syncs = [line for line in lines if "fdatasync" not in line and "fsync" not in line]
    if answers_after_sync(without_syncs, server.data / "log")[1] is None:
        print("FAILED: the check passes a trace without a single sync", file=sys.stderr)
        return 1
    print(f"{answers} answers read off the system calls, each after an fdatasync of the write-ahead log that followed its write")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forloeb")
    parser.add_argument("--appends", type=int, default=50)
    options = parser.parse_args()
    if shutil.which("strace") is None:
        return skip("strace is not installed")
    with tempfile.TemporaryDirectory(prefix="forloeb-strace-") as folder:
        if not strace_works(Path(folder)):
            return skip("this machine does not allow it")
        return run(options, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
