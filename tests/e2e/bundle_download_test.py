"""A case's evidence over HTTP: downloaded from the demo's server, unpacked by Python's tarfile, proven by `forloeb audit verify`,
which refuses it with one bit flipped in any of its events, their proofs and the checkpoint. bundle_download_test.py FORLOEB"""

import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from http_server import READY_SECONDS, HttpServer

KAREN = "01990316-b880-7000-8000-006b6172656e"


def download(server):
    """(headers, bytes); a checkpoint is signed at most once a second, so that a new log's is waited for."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        door = server.door()
        door.request("GET", f"/api/v1/cases/{KAREN}/bundle")
        response = door.getresponse()
        content = response.read()
        door.close()
        if response.status == 200:
            return {name.lower(): value for name, value in response.getheaders()}, content
        if response.status != 404 or time.monotonic() > deadline:
            sys.exit(f"the bundle was answered with {response.status} {content[:500]}")
        time.sleep(0.1)


def verify(forloeb, folder):
    done = subprocess.run([forloeb, "audit", "verify", str(folder)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def check_flips(forloeb, folder):
    """One bit in the middle of a file of each kind; the number of files."""
    files = [folder / "checkpoint", folder / "verifier-key", folder / "index.json", *(sorted((folder / "events").glob(f"*.{kind}"))[-1] for kind in ("event", "leaf", "tlog-proof"))]
    for file in files:
        whole = file.read_bytes()
        spoilt = bytearray(whole)
        spoilt[len(spoilt) // 2] ^= 1
        file.write_bytes(spoilt)
        code, said = verify(forloeb, folder)
        assert code != 0, f"a bit of {file.name} was flipped, and nobody noticed: {said}"
        file.write_bytes(whole)
    return len(files)


def main(forloeb):
    with tempfile.TemporaryDirectory(prefix="forloeb-bundle-") as name:
        folder = Path(name)
        with HttpServer(forloeb, folder, over_socket=True) as server:
            headers, content = download(server)
        assert headers["content-type"] == "application/x-tar", headers
        assert headers["cache-control"] == "no-store", headers
        (folder / "bundle.tar").write_bytes(content)
        with tarfile.open(folder / "bundle.tar") as tar:
            assert all(member.isfile() for member in tar), "only files are evidence"
            tar.extractall(folder / "unpacked", filter="data") if hasattr(tarfile, "data_filter") else tar.extractall(folder / "unpacked")
        (evidence,) = (folder / "unpacked").iterdir()
        assert headers["content-disposition"] == f'attachment; filename="{evidence.name}.tar"', headers
        code, said = verify(forloeb, evidence)
        assert code == 0, said
        events = len(list((evidence / "events").glob("*.event")))
        assert b"Karen" not in content, "text stands in the clear"
        flipped = check_flips(forloeb, evidence)
        assert verify(forloeb, evidence)[0] == 0
    print(f"{events} events downloaded and proven; a flipped bit was refused in each of {flipped} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
