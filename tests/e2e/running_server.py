"""A `forloeb serve` of one's own on a Unix socket, for tests that stop it hard or look at it from outside."""

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

SMALL_FLOOR = {"FORLOEB_SPACE_FLOOR": "32"}  # a server keeps a ballast of this many MiB
READY_SECONDS = 60  # only to end a test that hangs; nothing is measured


def documents(text):
    """One JSON document a line, or documents over several lines: the verbs print both."""
    found, decoder, place = [], json.JSONDecoder(), 0
    while text[place:place + 1].isspace():
        place += 1
    while place < len(text):
        document, place = decoder.raw_decode(text, place)
        found.append(document)
        while text[place:place + 1].isspace():
            place += 1
    return found


class RunningServer:
    """Starts and stops the server of one data directory; `wrapped` goes in front of the command (strace), `serving` is
    another program than forloeb that serves in its place."""

    def __init__(self, forloeb, folder, wrapped=(), serving=None):
        self.forloeb = str(forloeb)
        self.serving = str(serving or forloeb)
        self.data = folder / "sager"
        self.socket = folder / "s"
        self.log = folder / "server.log"
        self.wrapped = list(wrapped)
        self.asking = []  # what goes in front of the commands that ask: as which user
        self.process = None
        self.polls_until_ready = 0  # of the newest start

    @property
    def address(self):
        return f"unix:{self.socket}"

    def start(self, **how):
        """`how` goes to Popen: as which user."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapped, self.serving, "serve", "--data", str(self.data), "--listen", "127.0.0.1:0",
                 "--socket", str(self.socket)], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=SMALL_FLOOR | os.environ, **how)
        deadline = time.monotonic() + READY_SECONDS
        self.polls_until_ready = 1
        while not self._answers():
            self.polls_until_ready += 1
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended with {self.process.returncode} while starting:\n{self.log_text()}")
            if time.monotonic() > deadline:
                raise SystemExit(f"the server is not ready after {READY_SECONDS} s:\n{self.log_text()}")
            time.sleep(0.005)

    def _answers(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            try:
                door.connect(str(self.socket))
            except OSError:
                return False
            return True

    def kill(self):
        """SIGKILL: no destructor, no flush, no goodbye."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM, as a service manager does; the exit code."""
        os.kill(self._server_pid(), signal.SIGTERM)
        return self.process.wait(READY_SECONDS)

    def _server_pid(self):
        if not self.wrapped:
            return self.process.pid
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii").split()
        return int(children[0])

    def log_text(self):
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def ask(self, *arguments):
        """A verb that must succeed, asked of the running server; its JSON documents."""
        return self._run(*arguments, "--server", self.address)

    def ask_files(self, *arguments):
        """The same in a fresh process on the data directory, with no server."""
        return self._run(*arguments, "--data", str(self.data))

    def _run(self, *arguments):
        done = subprocess.run([*self.asking, self.forloeb, *arguments, "--json", "--quiet"], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"forloeb {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return documents(done.stdout)
