#!/usr/bin/env python3
"""The Python program on the clients' page (tools/client/README.md), run as it stands there. The other two are run by the tests of
their clients.

    clients_page_test.py FORLOEB"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from client_examples import readme_program
from http_server import HttpServer

CLIENT = Path(__file__).resolve().parents[2] / "tools/client/python"


def main(arguments):
    with tempfile.TemporaryDirectory(prefix="forloeb-page-") as name, HttpServer(Path(arguments[0]).resolve(), Path(name)) as server:
        done = subprocess.run([sys.executable, "-B", "-c", readme_program("python", server.address)], capture_output=True, text=True, check=False, timeout=120,
                              env={**os.environ, "PYTHONPATH": str(CLIENT)})
    print(done.stdout, done.stderr)
    return 0 if done.returncode == 0 and done.stdout.startswith("version ") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
