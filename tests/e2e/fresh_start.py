#!/usr/bin/env python3
"""What a newcomer does first: starts `tools/dev`, opens the page and pastes every command it prints, and stops it with Ctrl-C.

    fresh_start.py                  runs tools/dev itself (sets up and builds first)
    fresh_start.py PROGRAM [ARG..]  runs PROGRAM dev ARG... instead: the built `forloeb`

A printed command is an indented line that begins with the program's name, with or without a path. Commands that follow
something live (`tail`) are only asked to start well. Ends with 0 if the server starts, every command succeeds, and
Ctrl-C ends it in good order. Needs free loopback ports; leaves nothing behind but the build."""

import json
import os
import queue
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = re.compile(r"(http://127\.0\.0\.1:\d+)/#(/cases/[0-9a-f-]{36})\s*$")
COMMAND = re.compile(r"^\s+((?:\S*/)?forloeb\s+\S.*)$")
LIVE = re.compile(r"\btail\b")
START_SECONDS = 1800  # a first build on a small machine
QUIET_SECONDS = 5     # no new line for so long after the first command: everything is printed


def read_lines(stream, lines):
    for line in stream:
        lines.put(line)
    lines.put(None)


def printed_commands(lines):
    """The commands the server prints, in order, and the page's address and case; None if it ended before printing any."""
    commands, page = [], None
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            line = lines.get(timeout=QUIET_SECONDS if commands else 60)
        except queue.Empty:
            if commands:
                return commands, page
            continue
        if line is None:
            return None
        print("  |", line.rstrip())
        if match := PAGE.search(line):
            page = match[1], match[2]
        if match := COMMAND.match(line):
            commands.append(match[1])
    return (commands, page) if commands else None


def fetch_page(page):
    """Opens what was printed as a browser would: the page, then the case it names; what went wrong, or None."""
    if page is None:
        return "no address of a page was printed"
    address, case = page
    try:
        with urllib.request.urlopen(address + "/", timeout=30) as answer:
            if "<html" not in answer.read().decode():
                return "the page is no HTML"
        with urllib.request.urlopen(f"{address}/api/v1{case}", timeout=30) as answer:
            if json.load(answer)["caseId"] != case.removeprefix("/cases/"):
                return "the case answered is another than the printed one"
    except (OSError, ValueError, KeyError) as trouble:
        return str(trouble)
    return None


def paste(command):
    """Runs one command as printed; what went wrong, or None."""
    try:
        done = subprocess.run(["bash", "-c", command], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=3 if LIVE.search(command) else 60, check=False)
    except subprocess.TimeoutExpired:
        return None if LIVE.search(command) else "took longer than a minute"
    if done.returncode != 0:
        return f"ended with {done.returncode}: {done.stderr.strip()[-500:]}"
    return None if done.stdout.strip() else "printed nothing"


def main(arguments):
    start = [arguments[0], "dev", *arguments[1:]] if arguments else [str(ROOT / "tools/dev")]
    print("starting", shlex.join(start))
    server = subprocess.Popen(start, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, env={**os.environ, "NO_COLOR": "1"}, start_new_session=True)
    lines = queue.Queue()
    threading.Thread(target=read_lines, args=(server.stdout, lines), daemon=True).start()
    wrong = 0
    try:
        printed = printed_commands(lines)
        if printed is None:
            print(f"It ended with {server.wait()} before it printed a command to try.")
            return 1
        commands, page = printed
        trouble = fetch_page(page)
        print("ok   the page" if trouble is None else f"FAIL the page: {trouble}")
        wrong += trouble is not None
        for command in commands:
            trouble = paste(command)
            print("ok  " if trouble is None else "FAIL", command, "" if trouble is None else f"\n     {trouble}")
            wrong += trouble is not None
        print(f"{len(commands)} printed commands and a page, {wrong} of them did not work")
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGINT)
        try:
            code = server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            code = None
    if code not in (0, 130):
        print(f"Ctrl-C should end the server with 0 or 130; it ended with {code}.")
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
