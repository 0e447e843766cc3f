#!/usr/bin/env python3
"""The machine around a server: a second server on the same folder, a read-only disk, a permission that is missing or lost
on the way, too few open files, a long pause, a crash. Each is refused by name, with the exit code that stands for it, or survived.

    unfriendly_host_test.py FORLOEB

Needs root for the user `nobody` and for mounting; what the machine does not allow is named and counted as skipped (with
CI=true a failure)."""

import os
import pwd
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from client_script import SHARED_CASE, Append, Client, ClientScript, FixedScript, opening
from fault_script import Failed, require
from kill_test import check_all
from running_server import RunningServer
from small_disk import remount_read_only, small_disk

EXIT_DATA, EXIT_UNREACHABLE, EXIT_STORAGE = 3, 4, 5
PAUSE_SECONDS = 3
END_SECONDS = 60  # only to end a test that hangs


class Skipped(Exception):
    pass


def refusal(forloeb, data, folder, **how):
    """Exit code and words of a `serve` that must not come up."""
    done = subprocess.run([forloeb, "serve", "--data", str(data), "--listen", "127.0.0.1:0", "--socket", str(folder / "t"),
                           "--lang", "en"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                          timeout=END_SECONDS, **how)
    return done.returncode, done.stderr


def require_refusal(got, code, words):
    require(got[0] == code and words in got[1], f"expected exit code {code} and '{words}', got {got}")


def first_case(server, **how):
    shared = Client(server.forloeb, server.address, FixedScript([Append(SHARED_CASE, [(SHARED_CASE, 0, opening(SHARED_CASE))])]), server.asking)
    server.start(**how)
    shared.start(count=1)
    shared.wait()
    require(shared.acknowledged == 1, f"the first case cannot be opened:\n{server.log_text()}")
    return shared


def second_server(forloeb, folder):
    server = RunningServer(forloeb, folder)
    shared = first_case(server)
    require_refusal(refusal(forloeb, server.data, folder), EXIT_DATA, "Another process has this data directory open")
    check_all(server, [shared])
    require(server.stop() == 0, "the first server was disturbed")


def read_only_disk(forloeb, folder):
    with small_disk(folder, 160) as (point, kind):
        if point is None:
            raise Skipped(kind)
        server = RunningServer(forloeb, point)
        server.socket = folder / "s"
        first_case(server)
        require(server.stop() == 0, "the server did not stop in good order")
        if not remount_read_only(point):
            raise Skipped("the disk cannot be made read-only")
        require_refusal(refusal(forloeb, server.data, folder), EXIT_STORAGE, "Read-only file system")


def as_nobody():
    if os.geteuid() != 0:
        raise Skipped("only root can run a server as another user")
    return {"user": pwd.getpwnam("nobody").pw_uid}


def no_permission(forloeb, folder):
    how = as_nobody()
    folder.chmod(0o777)
    server = RunningServer(forloeb, folder)
    first_case(server)
    require(server.stop() == 0, "the server did not stop in good order")
    require_refusal(refusal(forloeb, server.data, folder, **how), EXIT_STORAGE, "Permission denied")


def permission_lost(forloeb, folder):
    how = as_nobody()
    folder.chmod(0o777)
    server = RunningServer(forloeb, folder)
    server.asking = ["setpriv", "--reuid", "nobody", "--clear-groups", "--"]  # nobody but the owner gets in
    shared = first_case(server, **how)
    client = Client(forloeb, server.address, ClientScript(1, 1), server.asking)
    (server.data / "log").chmod(0o500)  # its next file cannot be made
    client.start()
    code = server.process.wait(END_SECONDS)
    client.wait()
    require(code == EXIT_STORAGE, f"the server ended with {code}, not {EXIT_STORAGE}:\n{server.log_text()}")
    require("storage failed, stopping" in server.log_text() and "Permission denied" in server.log_text(),
            f"the server did not say why:\n{server.log_text()}")
    require(client.acknowledged > 0, "nothing was stored before the permission mattered")
    (server.data / "log").chmod(0o700)
    server.start(**how)
    client.start(count=3)
    client.wait()
    check_all(server, [shared, client])
    require(server.stop() == 0, "the server did not stop in good order")


def too_few_files(forloeb, folder):
    got = refusal(forloeb, folder / "sager", folder, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1000, 1000)))
    require_refusal(got, EXIT_UNREACHABLE, "This process may open 1000 files; a server needs 2560")


def long_pause(forloeb, folder):
    server = RunningServer(forloeb, folder)
    shared = first_case(server)
    client = Client(forloeb, server.address, ClientScript(1, 1))
    client.start(count=400)
    os.kill(server.process.pid, signal.SIGSTOP)
    before = client.acknowledged
    time.sleep(PAUSE_SECONDS)
    require(client.acknowledged <= before + 1, "the server was not paused")
    os.kill(server.process.pid, signal.SIGCONT)
    client.wait()
    require(client.acknowledged == 400, f"{client.acknowledged} of 400 appends were stored across the pause")
    check_all(server, [shared, client])
    require(int(server.ask("status")[0]["clockJumps"]) == 0, "a pause is no jump of the clock")
    require(server.stop() == 0, "the server did not stop in good order")


def dumps_core(process):
    """Ends it by SIGABRT: did the kernel dump it?"""
    os.kill(process.pid, signal.SIGABRT)
    _, status = os.waitpid(process.pid, 0)
    require(os.WIFSIGNALED(status), "SIGABRT did not end it")
    return os.WCOREDUMP(status)


def crash(forloeb, folder):
    """What lies open in memory is not left on a disk, however large a core the host allows."""
    allowed = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)), "cwd": folder}
    server = RunningServer(forloeb, folder)
    first_case(server, **allowed)
    require(not dumps_core(server.process), "a server that was aborted left a core dump")
    require(not list(folder.glob("core*")), "there is a core file")
    if not dumps_core(subprocess.Popen(["sleep", str(END_SECONDS)], **allowed)):
        raise Skipped("this host dumps no core of anybody")


CASES = [second_server, read_only_disk, no_permission, permission_lost, too_few_files, long_pause, crash]


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    os.environ["FORLOEB_SPACE_FLOOR"] = "32"
    skipped = []
    for case in CASES:
        with tempfile.TemporaryDirectory(prefix="forloeb-host-") as folder:
            os.chmod(folder, 0o755)
            try:
                case(os.path.abspath(sys.argv[1]), Path(folder))
            except Skipped as why:
                skipped.append(f"{case.__name__}: {why}")
            except Failed as failure:
                print(f"FAILED {case.__name__}: {failure}", file=sys.stderr)
                return 1
    for words in skipped:
        print(f"SKIPPED {words}", file=sys.stderr)
    print(f"{len(CASES) - len(skipped)} unfriendly hosts of {len(CASES)}: refused by name or survived")
    return 1 if skipped and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
