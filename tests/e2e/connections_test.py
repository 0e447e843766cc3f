#!/usr/bin/env python3
"""Many connections at once, most of them idle and some of them bad: nobody else is harmed, and a stop ends them all.

    connections_test.py FORLOEB [--scale small|ci|long] [--seed S]

Beside clients that append there are idle connections, active ones that ping, silent ones that never say hello, ones that
ask for the whole log and take nothing of it, ones that send a byte at a time, and ones that send noise and come again.
Checks: every append is stored and every ping answered; an idle connection costs the server at most 16 KiB of memory; those
that say nothing or noise are cut off; the server's open files are back where they were when the crowd has left; a stop in
the middle of it (SIGTERM) ends every connection, exits with 0, and keeps what was acknowledged. How long anything takes is
measured elsewhere: `forloeb bench --only crowd`."""

import random
import resource
import socket
import struct
import threading
import time

from client_script import SHARED_CASE, Append, Client, ClientScript, FixedScript, opening
from fault_script import play, require
from kill_test import check_all
from running_server import RunningServer
from slow_readers_test import load, usage

#        idle, active, silent, slow, trickling, hostile, appends of each client
SHAPES = {"small": (600, 60, 8, 4, 4, 4, 60), "ci": (10_000, 1_000, 20, 20, 20, 20, 300),
          "long": (10_000, 1_000, 100, 100, 100, 100, 3_000)}
CLIENTS = 2
IDLE_BYTES_MAX = 16 << 10
PATIENCE_SECONDS = 60  # only to end a test that hangs


def frame(corr, member, data_words=0, pointers=0, content=()):
    """A Frame of three words of data and three pointers, with the struct of its union's `member` behind it, as the ping in
    server/README.md is drawn."""
    pointer = (1 << 2) | (data_words << 32) | (pointers << 48) if content else 0
    words = [(3 << 32) | (3 << 48), corr, member, 0, 0, pointer, 0, *content]
    return struct.pack(f"<II{len(words)}Q", 0, len(words), *words)


HELLO = frame(1, 2, 1, 2, [1, 0, 0])  # protocolVersion 1; two texts that are not said
PING = frame(7, 4)
EVERYTHING = frame(9, 14, 2, 1, [1_000_000 << 32, 0, 0])  # subscribe, from the beginning, with credits
PONG_BYTES = len(PING) + 8


class Crowd:
    """Connections to a server, by what they are like."""

    def __init__(self, server):
        self.path = str(server.socket)
        self.members = {}
        self.pongs_wanted = self.pong_bytes = self.cut_off = 0
        self._over = threading.Event()
        self._thread = None

    def connect(self, greets=True):
        door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        door.settimeout(PATIENCE_SECONDS)
        door.connect(self.path)
        if greets:
            door.sendall(HELLO)
            require(len(door.recv(4096)) > 8, "hello was not answered")
        door.setblocking(False)
        return door

    def add(self, kind, count, greets=True, first=b""):
        self.members[kind] = [self.connect(greets) for _ in range(count)]
        for door in self.members[kind]:
            door.sendall(first)

    def start(self):
        self._thread = threading.Thread(target=self._behave, daemon=True)
        self._thread.start()

    def stop(self):
        self._over.set()
        self._thread.join()

    def everybody(self):
        return [door for doors in self.members.values() for door in doors]

    def _behave(self):
        noise = random.Random(1)
        while not self._over.wait(0.05):
            for door in self.members["active"]:
                if noise.random() < 0.2:
                    door.sendall(PING)
                    self.pongs_wanted += 1
                self.pong_bytes += self._taken(door)
            for door in self.members["trickling"]:
                self._try(door, b"x")
            for place, door in enumerate(self.members["hostile"]):
                if not self._try(door, b"\xff\xff\xff\x7f" + noise.randbytes(200)):
                    door.close()
                    self.members["hostile"][place] = self.connect()

    def _taken(self, door):
        taken = 0
        try:
            while came := len(door.recv(1 << 16)):
                taken += came
        except BlockingIOError:
            pass
        return taken

    def _try(self, door, data):
        """False once the server has ended it."""
        try:
            while door.recv(1 << 16):
                pass
        except BlockingIOError:
            try:
                door.send(data)
                return True
            except OSError:
                pass
        except OSError:
            pass
        self.cut_off += 1
        return False

    def wait_for_pongs(self):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.pong_bytes < self.pongs_wanted * PONG_BYTES:
            require(time.monotonic() < deadline, f"of {self.pongs_wanted} pings {self.pong_bytes // PONG_BYTES} were answered")
            for door in self.members["active"]:
                self.pong_bytes += self._taken(door)
            time.sleep(0.01)


def wait_for_end(door, what):
    """Takes what still comes; the server must end it."""
    door.settimeout(PATIENCE_SECONDS)
    try:
        while door.recv(1 << 20):
            pass
    except socket.timeout:
        require(False, f"{what} was not ended")
    except OSError:
        pass  # reset: ended all the same


def raise_file_limit(needed):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, hard), hard))


def run(options, folder):
    raise_file_limit(sum(SHAPES[options.scale][:6]) + 256)
    idle, active, silent, slow, trickling, hostile, appends = SHAPES[options.scale]
    server = RunningServer(options.forloeb, folder)
    server.start()
    shared = Client(options.forloeb, server.address, FixedScript([Append(SHARED_CASE, [(SHARED_CASE, 0, opening(SHARED_CASE))])]))
    load([shared], 1)
    clients = [Client(options.forloeb, server.address, ClientScript(options.seed, number)) for number in range(1, CLIENTS + 1)]
    before = usage(server)
    crowd = Crowd(server)
    crowd.add("idle", idle)
    each = (usage(server).memory_bytes - before.memory_bytes) / idle
    require(each <= IDLE_BYTES_MAX, f"an idle connection costs {each:.0f} bytes")
    crowd.add("active", active)
    crowd.add("silent", silent, greets=False)
    crowd.add("slow", slow, first=EVERYTHING)
    crowd.add("trickling", trickling, first=struct.pack("<II", 0, 1 << 17))
    crowd.add("hostile", hostile)
    crowd.start()
    load(clients, appends)
    for door in crowd.members["silent"]:
        wait_for_end(door, "a connection without hello")
    crowd.stop()
    crowd.wait_for_pongs()
    require(crowd.pongs_wanted > 0 and crowd.cut_off > 0, "the crowd did nothing: nothing was tested")
    stored = check_all(server, [shared, *clients])
    for client in clients:
        client.start(10_000)  # more than there is time for
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.ask("status")[0]["head"] == str(stored):
        require(time.monotonic() < deadline, "nothing was appended while the server was to be stopped")
    require(server.stop() == 0, f"the server did not stop in good order:\n{server.log_text()}")
    for kind, doors in crowd.members.items():
        for door in doors:
            wait_for_end(door, f"a connection that is {kind}")
            door.close()
    for client in clients:
        client.wait()
    server.start()
    check_all(server, [shared, *clients])
    require(usage(server).files <= before.files + 16, "files of the crowd are still open")
    require(server.stop() == 0, "the server did not stop in good order")
    print(f"{idle} idle connections: {each:.0f} bytes each, {active} active with {crowd.pongs_wanted} pings, all answered; "
          f"{silent + slow + trickling + hostile} bad ones, cut off {crowd.cut_off + silent} times; {stored} events stored meanwhile")


if __name__ == "__main__":
    play(__doc__, run, SHAPES)
