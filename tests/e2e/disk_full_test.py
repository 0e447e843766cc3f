#!/usr/bin/env python3
"""A real file system fills up under a real server, by its own load and then to the last byte by somebody else.

    disk_full_test.py FORLOEB [--scale small|ci|long | --runs N] [--seed S]

Each run: clients append until they are told `storage_full`; reads are answered all the same; the rest of the disk is
taken; the server is killed and started again on the full disk (it gives up its ballast to recover) and answers reads;
room is given back, and the same server takes the very next append. In the end everything acknowledged is there. A server
that ends by itself at any moment fails the run. Ends with 77 (skipped, by name) where nothing can be mounted; with
CI=true that is a failure."""

import os
import subprocess
import sys

from client_script import SHARED_CASE, Append, Client, ClientScript, FixedScript, opening
from fault_script import play, require
from kill_test import check_all
from running_server import RunningServer
from small_disk import Filler, free_bytes, small_disk

RUNS = {"small": 1, "ci": 4, "long": 50}
SKIPPED = 77
FLOOR_MIB = 32
DISK_MIB = 160


def still_serves(server, clients, when):
    require(server.process.poll() is None, f"{when}, the server ended with {server.process.returncode}:\n{server.log_text()}")
    return check_all(server, clients)


def reads_are_refused(server, when):
    """With no room for its record a read is refused, by name; the server goes on and tells how it is."""
    require(server.process.poll() is None, f"{when}, the server ended with {server.process.returncode}:\n{server.log_text()}")
    read = subprocess.run([server.forloeb, "tail", "--from", "0", "--until-now", "--server", server.address, "--json"],
                          capture_output=True, text=True, check=False)
    require(read.returncode == 4 and "cannot be put on record" in read.stderr, f"{when}, a read leaves no record: {read}")
    server.ask("status")


def append_until_full(server, clients):
    for client in clients:
        client.start()
    for client in clients:
        client.wait()
    for client in clients:
        require(client.refusals, f"a client stopped without being refused:\n{server.log_text()}")
        error = client.refusals[-1]["error"]
        require(error["code"] == "storage_full", f"refused otherwise than for room: {error}")
        require("bytes free" in error["message"], f"the refusal does not say how much is free: {error}")


def fill_once(forloeb, point, seed):
    server = RunningServer(forloeb, point)
    ballast = server.data / "ballast"
    filler = Filler(point)
    shared = Client(forloeb, server.address, FixedScript([Append(SHARED_CASE, [(SHARED_CASE, 0, opening(SHARED_CASE))])]))
    clients = [Client(forloeb, server.address, ClientScript(seed, number)) for number in (1, 2)]
    everybody = [shared, *clients]
    server.start()
    shared.start(count=1)
    shared.wait()
    require(shared.acknowledged == 1, "the first case cannot be opened")
    require(ballast.stat().st_size == FLOOR_MIB << 20, "the server keeps no ballast of the floor's size")

    filler.leave(FLOOR_MIB + 2)  # so that its own load takes the rest
    append_until_full(server, clients)
    before = sum(client.acknowledged for client in clients)
    require(before > 10, f"only {before} appends were acknowledged before the disk was full")
    require(free_bytes(point) > (FLOOR_MIB - 4) << 20, "appends were refused far too late")
    still_serves(server, everybody, "with too little room")
    status = server.ask("status")[0]
    require(int(status["freeBytes"]) < int(status["spaceFloor"]) + (64 << 20), f"status does not tell the room left: {status}")

    filler.leave(0)
    reads_are_refused(server, "with no room at all")
    rebuild = subprocess.run([forloeb, "projection", "rebuild", "case_overview", "--server", server.address, "--json"],
                             capture_output=True, text=True, check=False)
    require(rebuild.returncode == 5 and '"storage_full"' in rebuild.stderr, f"a rebuild takes the log's room: {rebuild}")
    server.kill()
    server.start()
    require(not ballast.exists(), "the ballast was not given up on a full disk")
    server.ask("status")
    append_until_full(server, clients)
    at_the_end = sum(client.acknowledged for client in clients)

    filler.let_go()
    for client in clients:  # the very next append, without a restart
        client.start(count=20)
    for client in clients:
        client.wait()
        require(not client.interrupted, f"with room again an append was not stored:\n{server.log_text()}")
    events = still_serves(server, everybody, "with room again")
    require(sum(client.acknowledged for client in clients) == at_the_end + 40, "not every append was stored")
    require(ballast.exists(), "the ballast was not laid down again")
    require(server.stop() == 0, f"the server did not stop in good order:\n{server.log_text()}")
    return before, events


def run(options, folder):
    os.environ["FORLOEB_SPACE_FLOOR"] = str(FLOOR_MIB)
    runs = options.runs or RUNS[options.scale]
    appends = events = 0
    for number in range(runs):
        place = folder / str(number)
        place.mkdir()
        with small_disk(place, DISK_MIB) as (point, kind):
            if point is None:
                print(f"SKIPPED disk full: {kind}", file=sys.stderr)
                return 1 if os.environ.get("CI") == "true" else SKIPPED
            stored, there = fill_once(options.forloeb, point, options.seed + number)
            appends += stored
            events += there
    print(f"{runs} disks filled under a server ({kind}): {appends} appends acknowledged before they were full, {events} events there in "
          f"the end, no server ended by itself; seed {options.seed}")
    return 0


if __name__ == "__main__":
    play(__doc__, run, RUNS, runs=0)
