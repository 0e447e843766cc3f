#!/usr/bin/env python3
"""A real file system that loses what was not synced: ext4's shutdown call under a running server.

    ext4_shutdown_test.py FORLOEB UNSYNCED [--scale small|ci|long] [--seed S]

Makes an ext4 image of its own on a loop device. While clients append, the file system is shut down without flushing its
log (EXT4_IOC_SHUTDOWN, EXT4_GOING_FLAGS_NOLOGFLUSH): pages and directory entries that were never synced are gone when it
is mounted again. The server must end by itself, start again, and hold everything it acknowledged. Then the same with
UNSYNCED, a server whose engine answers before the sync: that one must be caught, or this test could not fail. Needs root
and loop devices; ends with 77 (skipped, by name) without them. Unmounts and removes what it made."""

import fcntl
import os
import random
import shutil
import struct
import subprocess
import sys
import time

from client_script import Client, ClientScript
from fault_script import Failed, play, require
from kill_test import check_all
from running_server import RunningServer

SKIPPED = 77
EXIT_STORAGE = 5
EXT4_IOC_SHUTDOWN = 0x8004587D  # _IOR('X', 125, __u32)
NO_LOG_FLUSH = 2
IMAGE_BYTES = 4 << 30  # sparse; above the floor of free space that a server keeps
ENDS_SECONDS = 60  # only to end a test that hangs
CLIENTS = 3
ANSWERS_MAX = 60  # between two shutdowns
CYCLES = {"small": 4, "ci": 200, "long": 2000}
CONTROL_CYCLES = 20  # at most: one loss is enough


class Disk:
    """An ext4 of its own."""

    def __init__(self, folder):
        self.image = folder / "disk.img"
        self.mount_point = folder / "disk"
        self.mount_point.mkdir()

    def make(self):
        with open(self.image, "wb") as image:
            image.truncate(IMAGE_BYTES)
        subprocess.run(["mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=1,lazy_journal_init=1", str(self.image)], check=True,
                       capture_output=True)

    def mount(self):
        return subprocess.run(["mount", "-o", "loop", str(self.image), str(self.mount_point)], check=False, capture_output=True,
                              text=True)

    def unmount(self):
        subprocess.run(["umount", str(self.mount_point)], check=False, capture_output=True)

    def shut_down(self):
        door = os.open(self.mount_point, os.O_RDONLY)
        try:
            fcntl.ioctl(door, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(door)


def why_not(disk):
    """Why this machine cannot do it, or None."""
    if os.geteuid() != 0:
        return "only root may mount"
    if shutil.which("mkfs.ext4", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is None:
        return "mkfs.ext4 is not installed"
    disk.make()
    mounted = disk.mount()
    if mounted.returncode != 0:
        return f"no loop mount: {mounted.stderr.strip()}"
    try:
        disk.shut_down()
    except OSError as error:
        return f"no shutdown call: {error.strerror}"
    finally:
        disk.unmount()
    return None


class Life:
    """One data directory on one disk, through many losses of power."""

    def __init__(self, forloeb, program, folder, disk, seed):
        self.disk = disk
        self.server = RunningServer(forloeb, folder, serving=program)
        self.server.data = disk.mount_point / "sager"
        self.clients = [Client(forloeb, self.server.address, ClientScript(seed, number)) for number in range(1, CLIENTS + 1)]

    def acknowledged(self):
        return sum(client.acknowledged for client in self.clients)

    def lose_power(self, after_answers):
        """Serves, and loses the disk in the middle of it; the exit code of the server."""
        due = self.acknowledged() + after_answers
        for client in self.clients:
            client.start()
        deadline = time.monotonic() + ENDS_SECONDS
        while self.acknowledged() < due:
            require(time.monotonic() < deadline, f"the clients are not answered\n{self.server.log_text()}")
            time.sleep(0.001)
        # A kernel that lost its disk may still let a sync succeed; a machine that lost its power answers nobody.
        answered = [client.acknowledged for client in self.clients]
        self.disk.shut_down()
        try:
            code = self.server.process.wait(ENDS_SECONDS)
        except subprocess.TimeoutExpired:
            self.server.kill()
            code = None
        for client, count in zip(self.clients, answered):
            client.wait()
            client.forget_answers_after(count)
        self.disk.unmount()
        require(self.disk.mount().returncode == 0, "the file system cannot be mounted again")
        return code

    def end(self):
        """Leaves no process and no mount behind, however the test ends."""
        if self.server.process.poll() is None:
            self.server.kill()
        self.disk.unmount()


def nothing_is_lost(options, folder, disk):
    chance = random.Random(options.seed)
    cycles = CYCLES[options.scale]
    life = Life(options.forloeb, options.forloeb, folder, disk, options.seed)
    try:
        shut_down_again_and_again(life, cycles, chance, options)
    finally:
        life.end()


def shut_down_again_and_again(life, cycles, chance, options):
    life.server.start()
    ended = 0
    for _ in range(cycles):
        code = life.lose_power(chance.randint(1, ANSWERS_MAX))
        require(code == EXIT_STORAGE, f"the disk was gone and the server ended with {code}\n{life.server.log_text()}")
        ended += 1
        life.server.start()
        events = check_all(life.server, life.clients)
    require(life.server.stop() == 0, f"the server did not stop in good order:\n{life.server.log_text()}")
    print(f"{cycles} shutdowns of ext4 under load, {ended} ended the server with {EXIT_STORAGE}, {life.acknowledged()} appends acknowledged in "
          f"{events} events, none lost; seed {options.seed}")


def losing_is_noticed(options, folder):
    """How many cycles it took until the server that does not sync was caught."""
    chance = random.Random(options.seed)
    life = Life(options.forloeb, options.unsynced, folder, Disk(folder), options.seed)
    life.disk.make()
    require(life.disk.mount().returncode == 0, "no loop mount")
    try:
        for cycle in range(1, CONTROL_CYCLES + 1):
            try:
                life.server.start()
                if cycle > 1:
                    check_all(life.server, life.clients)
            except (Failed, SystemExit) as caught:
                return cycle - 1, str(caught).splitlines()[0]
            life.lose_power(chance.randint(1, ANSWERS_MAX))
    finally:
        life.end()
    raise Failed(f"a server that does not sync lost nothing in {CONTROL_CYCLES} shutdowns: this test proves nothing")


def run(options, folder):
    disk = Disk(folder)
    if reason := why_not(disk):
        print(f"SKIPPED ext4 shutdown: {reason}", file=sys.stderr)
        return SKIPPED
    control = folder / "control"
    control.mkdir()
    try:
        cycles, what = losing_is_noticed(options, control)
        print(f"without syncs: caught after {cycles} shutdowns: {what}")
        require(disk.mount().returncode == 0, "no loop mount")
        nothing_is_lost(options, folder, disk)
    finally:
        disk.unmount()
    return 0


if __name__ == "__main__":
    play(__doc__, run, CYCLES, programs=["forloeb", "unsynced"])
