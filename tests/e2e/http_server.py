"""A `forloeb dev` with the demo's synthetic data and HTTP on a port of its own, for tests that ask it from outside. Nobody
needs to sign in there: who asks from this machine is taken for the owner."""

import http.client
import signal
import socket
import subprocess
import time

READY_SECONDS = 60  # only to end a test that hangs; nothing is measured


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class HttpServer:
    """Keeps its data directory and its address when it is stopped and started again. Over its port nobody has a name; with
    `over_socket` it is asked over a Unix socket instead, where the operating system says who asks."""

    def __init__(self, forloeb, folder, over_socket=False):
        self.forloeb, self.folder, self.over_socket = str(forloeb), folder, over_socket
        self.port, self.socket_port = free_port(), free_port()
        self.process = None

    @property
    def address(self):
        return f"unix:{self.folder / 'h'}" if self.over_socket else f"http://127.0.0.1:{self.port}"

    def door(self, timeout=60):
        """A connection that has not been made yet."""
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        if self.over_socket:
            def connect():
                door.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                door.sock.settimeout(timeout)
                door.sock.connect(str(self.folder / "h"))
            door.connect = connect
        return door

    def start(self):
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.forloeb, "dev", "--data", str(self.folder / "data"), "--listen", f"127.0.0.1:{self.socket_port}",
                 "--socket", str(self.folder / "s"), "--http", self.address.removeprefix("http://")], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_live():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the server did not start:\n" + (self.folder / "server.log").read_text())
            time.sleep(0.02)

    def _is_live(self):
        door = self.door(timeout=5)
        try:
            door.request("GET", "/livez")
            return door.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            door.close()

    def stop(self):
        """As a service manager does; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(READY_SECONDS)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()
