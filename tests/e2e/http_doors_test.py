#!/usr/bin/env python3
"""The HTTP door from outside: its figures as Prometheus' own checker reads them, and peers that hold on to it.

    http_doors_test.py FORLOEB

Starts `forloeb dev`, checks /metrics with `promtool check metrics`, then opens a hundred connections that send a byte of
a header now and then: others are answered all the while, and every one of the hundred is ended by the server. Without
promtool that check is skipped by name; with CI=true it fails."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

SLOW_PEERS = 100
END_SECONDS = 60  # only to end a test that hangs: the server gives a header ten seconds
BYTES_EVERY = 0.5


class Failed(Exception):
    pass


def require(holds, what):
    if not holds:
        raise Failed(what)


class Dev:
    """`forloeb dev` with ports of its own choosing."""

    def __init__(self, forloeb):
        self.process = subprocess.Popen([forloeb, "dev", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"})
        self.port = None
        for line in self.process.stdout:
            if match := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                self.port = int(match[1])
            if "Ctrl-C" in line:
                break
        require(self.port, "forloeb dev printed no address of its page")

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response.status, body

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def check_metrics(dev):
    status, text = dev.get("/metrics")
    require(status == 200, f"/metrics answered {status}")
    require("forloeb_build_info" in text and "forloeb_projection_lag_events" in text, "figures are missing in /metrics")
    require(not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text), "/metrics names an id")
    promtool = shutil.which("promtool")
    if promtool is None:
        require(os.environ.get("CI") != "true", "promtool is not installed: apt install prometheus")
        print("skipped: promtool is not installed")
        return
    checked = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    require(checked.returncode == 0 and not checked.stderr.strip(), f"promtool says: {checked.stdout}{checked.stderr}")
    print("promtool has nothing to say about", len([line for line in text.splitlines() if not line.startswith("#")]), "samples")


def is_ended(peer):
    try:
        return peer.recv(1 << 16) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def check_slow_peers(dev):
    peers = []
    for _ in range(SLOW_PEERS):
        peer = socket.create_connection(("127.0.0.1", dev.port))
        peer.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        peer.setblocking(False)
        peers.append(peer)
    deadline, answered, left = time.monotonic() + END_SECONDS, 0, peers
    while left:
        require(time.monotonic() < deadline, f"{len(left)} peers that never come to an end are still connected")
        require(dev.get("/livez") == (200, "ok\n"), "others are not answered beside slow peers")
        answered += 1
        time.sleep(BYTES_EVERY)
        still = []
        for peer in left:
            try:
                peer.send(b"a")
            except OSError:
                continue
            if not is_ended(peer):
                still.append(peer)
        left = still
    for peer in peers:
        peer.close()
    print(f"{SLOW_PEERS} slow peers were ended while {answered} others were answered")


def main(forloeb):
    dev = Dev(forloeb)
    try:
        require(dev.get("/livez") == (200, "ok\n"), "/livez does not answer")
        check_metrics(dev)
        check_slow_peers(dev)
    finally:
        code = dev.stop()
    require(code in (0, 130), f"Ctrl-C ended the server with {code}")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Failed as failed:
        sys.exit(f"FAIL: {failed}")
