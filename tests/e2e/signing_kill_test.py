#!/usr/bin/env python3
"""kill -9 while checkpoints are signed: whatever was signed stays true of the log, through every kill and start after it.

    signing_kill_test.py DRIVER [--scale small|ci|long | --kills N] [--seed S]

DRIVER is the built signing_driver: it appends without pause, signs without pause, and is killed at random: in one life of five
while it starts, in one as soon as it takes appends, in the others once it has signed. Each start compares what its last life gave
out, what that had signed without giving it out yet, and some of what any life before gave out, with its log. In the end all of them
are compared, and all roots are computed here once more, from the leaf records, by RFC 6962 and hashlib. A run in which hardly a kill
met a life that had signed fails, and so does one in which no kill came between signing and giving out (from 200 kills on)."""

import base64
import hashlib
import random
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from fault_script import Failed, play

KILLS = {"small": 25, "ci": 1000, "long": 5000}
EARLIER = 20  # of all checkpoints before, drawn for each start
RARE_FROM = 200
READY_SECONDS = 60  # only to end a test that hangs


def given_line(note):
    """A note as the driver tells of it."""
    _, size, root = note.split("\n")[:3]
    return f"checkpoint {size} {base64.b64decode(root).hex()} {base64.b64encode(note.encode()).decode()}"


def size_of(line):
    return int(line.split()[1])


class Life:
    def __init__(self, driver, folder, given):
        (folder / "given").write_text("".join(line + "\n" for line in given), encoding="ascii")
        self.process = subprocess.Popen([driver, "write", folder, folder / "given"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.told = []
        self.ready, self.signed = threading.Event(), threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            if line == "ready\n":
                self.ready.set()
            elif line.endswith("\n"):
                self.told.append(line.rstrip("\n"))
                self.signed.set()
        self.ready.set()  # or gone
        self.signed.set()

    def kill(self):
        """What it gave out; fails if it had ended by itself."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        said = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        if self.process.returncode != -9:
            raise Failed(f"it ended by itself with {self.process.returncode}: {said[-500:]}")
        return self.told


def roots(leaves, sizes):
    """size -> RFC 6962 root over the first so many leaves."""
    found, edge = {}, []  # full subtrees from left to right: (leaves, hash)
    for number in range(len(leaves) + 1):
        if number in sizes:
            root = hashlib.sha256(b"").digest() if not edge else edge[-1][1]
            for _, left in reversed(edge[:-1]):
                root = hashlib.sha256(b"\1" + left + root).digest()
            found[number] = root.hex()
        if number < len(leaves):
            edge.append((1, hashlib.sha256(b"\0" + leaves[number]).digest()))
            while len(edge) > 1 and edge[-2][0] == edge[-1][0]:
                (count, left), (_, right) = edge[-2:]
                edge[-2:] = [(2 * count, hashlib.sha256(b"\1" + left + right).digest())]
    return found


def check_all(driver, folder, given):
    (folder / "given").write_text("".join(line + "\n" for line in given), encoding="ascii")
    done = subprocess.run([driver, "check", folder, folder / "given"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"in the end: {done.stderr[-500:]}")
    leaves = [bytes.fromhex(line) for line in done.stdout.split()]
    computed = roots(leaves, {size_of(line) for line in given})
    for line in given:
        _, size, root, _ = line.split()
        if computed.get(int(size)) != root:
            raise Failed(f"the root of {size} events, computed here from the leaves, is not the one that was signed")
    return len(leaves)


def check_can_fail(driver, folder, given):
    """A checkpoint of another log, and one that tells another root than it signed, must be noticed."""
    with tempfile.TemporaryDirectory(prefix="forloeb-signing-other-") as other:
        life = Life(driver, Path(other), [])
        while not life.told:
            time.sleep(0.01)
        strange = life.kill()[0]
    words = given[-1].split()
    for bent in (strange, " ".join([words[0], words[1], hashlib.sha256(b"another").hexdigest(), words[3]])):
        try:
            check_all(driver, folder, [*given, bent])
        except Failed:
            continue
        raise SystemExit("a checkpoint that is not of this log went unnoticed: the check proves nothing")


def run(options, folder):
    chance = random.Random(options.seed)
    given, last = [], []
    starting = signing = unsaid = 0
    for _ in range(options.kills or KILLS[options.scale]):
        life = Life(options.driver, folder, last + chance.sample(given, min(len(given), EARLIER)))
        kind = chance.randrange(5)
        if kind == 0:
            starting += 1
        elif not (life.ready if kind == 1 else life.signed).wait(READY_SECONDS):
            life.kill()
            raise Failed(f"it was not ready, or signed nothing, in {READY_SECONDS} s")
        time.sleep(chance.uniform(0, 0.03))
        last = life.kill()
        signing += bool(last)
        # What is on the disk of the signer was signed, even if nobody was given it.
        for note in (folder / "data.keys").glob("signed-*.checkpoint"):
            line = given_line(note.read_text(encoding="utf-8"))
            if line not in last and (not given or line not in given[-3:]):
                unsaid += 1
                last.append(line)
        given += last
    if not given:
        raise Failed("nothing was signed")
    events = check_all(options.driver, folder, given)
    check_can_fail(options.driver, folder, given)
    kills = options.kills or KILLS[options.scale]
    print(f"{kills} kills of a signing log, {starting} of them while it started, {signing} after it had signed in that life, {unsaid} "
          f"between signing and giving out: {len(given)} checkpoints of {events} events all reproducible; seed {options.seed}")
    if signing * 2 < kills:
        raise Failed("hardly a life had signed when it was killed")
    if kills >= RARE_FROM and unsaid == 0:
        raise Failed("no kill came between signing and giving out")


if __name__ == "__main__":
    play(__doc__, run, KILLS, programs=["driver"], kills=0)
