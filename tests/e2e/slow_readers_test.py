#!/usr/bin/env python3
"""Readers that do not read, beside readers that do: nobody waits for them, and the server's memory does not grow for them.

    slow_readers_test.py FORLOEB [--scale small|ci|long] [--seed S]

Clients append; fast subscribers take everything at once, slow ones a few bytes at a time, and stopped ones (SIGSTOP) take
nothing from their socket; one loses its connection in every round and goes on from its bookmark, one asks for one type.
Checks: every fast subscriber is shown every event while the others hang; the server's memory, open files and threads do
not grow with what the others leave lying (C13); all of them are shown what they asked for by the seven rules (C8), the
stopped ones after they go on. A run in which a stopped reader was never behind fails."""

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

from client_script import SHARED_CASE, Append, Client, ClientScript, FixedScript, opening
from fault_script import play, require
from kill_test import check_all
from running_server import RunningServer
from service_checks import Subscription, Usage, check_bounded, check_subscription

SHAPES = {"small": (3, 4, 2, 4, 150), "ci": (10, 40, 20, 10, 400), "long": (10, 100, 100, 40, 1000)}
CLIENTS = 4
CATCH_UP_SECONDS = 120  # only to end a test that hangs
FILTERED = "note.recorded"


class Subscriber:
    """`forloeb tail`, and what it has shown, over all its connections."""

    def __init__(self, forloeb, address, slow=False, event_type=None):
        self.shown = []
        self._command = [str(forloeb), "tail", "--server", address, "--json", "--quiet"]
        self._command += ["--type", event_type] if event_type else []
        self.wanted = (lambda event: event["event"]["type"] == event_type) if event_type else None
        self._slow = slow
        self.connect()

    @property
    def bookmark(self):
        return int(self.shown[-1]["position"]) + 1 if self.shown else 0

    def connect(self):
        """Goes on where it stands."""
        self.process = subprocess.Popen([*self._command, "--from", str(self.bookmark)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
        self._thread = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self._thread.start()

    def _read(self, pipe):
        pending = b""
        while chunk := pipe.read(512 if self._slow else 1 << 16):
            *lines, pending = (pending + chunk).split(b"\n")
            self.shown += [json.loads(line) for line in lines]
            if self._slow:
                time.sleep(0.05)

    def lose_connection(self):
        self.end()
        self._thread.join()

    def wait_for(self, events):
        deadline = time.monotonic() + CATCH_UP_SECONDS
        while len(self.shown) < events:
            require(time.monotonic() < deadline, f"a subscriber was shown {len(self.shown)} of {events} events")
            time.sleep(0.01)

    def stop_reading(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._slow = False
        self.process.send_signal(signal.SIGCONT)

    def end(self):
        self.process.kill()
        self.process.wait()


def files_but_tables(descriptors):
    """The stores open their tables as data comes, up to a limit of their own (tests/engine/storage): they are not counted."""
    count = 0
    for descriptor in descriptors.iterdir():
        try:
            count += not os.readlink(descriptor).endswith(".sst")
        except FileNotFoundError:  # closed meanwhile
            pass
    return count


def usage(server):
    place = Path(f"/proc/{server.process.pid}")
    fields = dict(line.split(":", 1) for line in (place / "status").read_text(encoding="ascii").splitlines())
    return Usage(int(fields["VmRSS"].split()[0]) << 10, files_but_tables(place / "fd"), int(fields["Threads"]))


def require_none(violations):
    found = list(violations)
    require(not found, "; ".join(found[:3]))


def load(clients, count):
    for client in clients:
        client.start(count)
    for client in clients:
        client.wait()
        require(not client.interrupted and not client.refusals, f"a writer was turned away: {client.refusals[:1]}")
    return sum(len(client.script.append(index).lines) for client in clients for index in range(client.acknowledged))


def run(options, folder):
    fast_count, stopped_count, slow_count, rounds, appends = SHAPES[options.scale]
    server = RunningServer(options.forloeb, folder)
    server.start()
    clients = [Client(options.forloeb, server.address, ClientScript(options.seed, number)) for number in range(1, CLIENTS + 1)]
    shared = Client(options.forloeb, server.address, FixedScript([Append(SHARED_CASE, [(SHARED_CASE, 0, opening(SHARED_CASE))])]))
    load([shared], 1)
    fast = [Subscriber(options.forloeb, server.address) for _ in range(fast_count)]
    stopped = [Subscriber(options.forloeb, server.address) for _ in range(stopped_count)]
    slow = [Subscriber(options.forloeb, server.address, slow=True) for _ in range(slow_count)]
    filtered = Subscriber(options.forloeb, server.address, event_type=FILTERED)
    everybody = [*fast, *stopped, *slow, filtered]
    try:
        for subscriber in [*fast, *stopped]:
            subscriber.wait_for(1)
        for subscriber in stopped:
            subscriber.stop_reading()
        samples = []
        for _ in range(rounds):
            events = 1 + load(clients, appends)
            for subscriber in fast:
                subscriber.wait_for(events)
            samples.append(usage(server))
            fast[0].lose_connection()
            fast[0].connect()
        behind = [events - len(subscriber.shown) for subscriber in stopped]
        require(min(behind) > events // 2, "a reader that was stopped is not behind: nothing was tested")
        require_none(check_bounded(samples))
        for subscriber in [*stopped, *slow]:
            subscriber.go_on()
        require(check_all(server, [shared, *clients]) == events, "the log holds other events than were sent")
        log = server.ask("tail", "--from", "0", "--until-now")
        filtered.wait_for(sum(1 for event in log if filtered.wanted(event)))
        for subscriber in [*fast, *stopped, *slow]:
            subscriber.wait_for(events)
        for subscriber in everybody:
            bookmark = subscriber.bookmark if subscriber is filtered else events
            require_none(check_subscription(Subscription(0, bookmark, subscriber.shown, subscriber.wanted), log))
        require(filtered.shown, "no event of the filtered type: the filter was not tested")
    finally:
        for subscriber in everybody:
            subscriber.end()
    require(server.stop() == 0, f"the server did not stop in good order:\n{server.log_text()}")
    print(f"{len(stopped) + len(slow)} slow readers, {len(stopped)} of them stopped, beside {len(fast)} fast ones: {events} events shown to each, in order; "
          f"the stopped ones were {min(behind)} behind; the server's memory {samples[0].memory_bytes >> 20} MiB after the first of {rounds} rounds, "
          f"{samples[-1].memory_bytes >> 20} MiB after the last")


if __name__ == "__main__":
    play(__doc__, run, SHAPES)
