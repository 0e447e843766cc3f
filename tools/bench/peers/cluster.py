"""A PostgreSQL cluster to be thrown away: made in a folder, reached over a Unix socket, gone at the end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")  # where Debian puts them, whatever PATH says
READY_SECONDS = 60
UNPRIVILEGED = "postgres"  # made by Debian's package; PostgreSQL does not run as root

# Every acknowledged commit is on disk. The rest is in PostgreSQL's favour: memory for all that is measured, and no
# checkpoint in the middle of a load.
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "listen_addresses": "",
    "shared_buffers": "512MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "jit": "off",
    "max_connections": "100",
}
SHOWN = ("server_version", *SETTINGS, "wal_sync_method", "wal_level", "commit_delay", "max_wal_senders")


class Trouble(Exception):
    """What a person can mend; said without a traceback."""


class Cluster:
    """Use with `with`: started inside, stopped and deleted after, whatever happened. One thread."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.data = self.folder / "cluster"
        self.sockets = None  # a short path: the system allows about a hundred characters
        self.process = None
        self.as_user = []    # in front of programs that refuse to run as root
        self.user = pwd.getpwuid(os.geteuid()).pw_name

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # what PostgreSQL calls a fast shutdown
            try:
                self.process.wait(READY_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
        for folder in (self.data, self.sockets):
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)

    def _start(self):
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True)
        self.sockets = Path(tempfile.mkdtemp(prefix="forloeb-pg-"))
        if os.geteuid() == 0:
            account = pwd.getpwnam(UNPRIVILEGED)
            for folder in (self.data, self.sockets):
                os.chown(folder, account.pw_uid, account.pw_gid)
            self.user = UNPRIVILEGED
            self.as_user = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
            if subprocess.run([*self.as_user, "test", "-x", str(self.data)], check=False).returncode != 0:
                raise Trouble(f"The user {UNPRIVILEGED} may not enter {self.data}: give a folder that it can reach (--folder).")
        self.run(*self.as_user, PROGRAMS / "initdb", "--pgdata", self.data, "--auth=trust", "--encoding=UTF8", "--locale=C",
                 "--no-instructions")
        given = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with open(self.data / "server.log", "wb") as log:
            # It stops when this program ends, even if this is killed; Ctrl-C is for this program alone.
            self.process = subprocess.Popen(
                ["setpriv", *self.as_user[1:], "--pdeathsig=INT", str(PROGRAMS / "postgres"), "-D", str(self.data),
                 "-k", str(self.sockets), *given], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.data,
                start_new_session=True)
        deadline = time.monotonic() + READY_SECONDS
        while subprocess.run([PROGRAMS / "pg_isready", "--quiet", "--host", self.sockets, "--username", self.user],
                             check=False).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Trouble("PostgreSQL does not start:\n" + (self.data / "server.log").read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    @property
    def _environment(self):
        """For PostgreSQL's own programs and scripts: where this cluster is, and who asks."""
        return {**os.environ, "PGHOST": str(self.sockets), "PGUSER": self.user,
                "PATH": f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"}

    def run(self, *command, **environment):
        """A program against this cluster; what it printed."""
        done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False, env={**self._environment, **environment})
        if done.returncode != 0:
            raise Trouble(f"{Path(command[0]).name} failed: {done.stdout[-500:]}{done.stderr[-1500:]}")
        return done.stdout

    def psql(self, database, *arguments):
        return self.run(PROGRAMS / "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1",
                        "--dbname", database, *arguments)

    def settings(self):
        """As the running server sees them."""
        return {name: self.psql("postgres", "--command", f"SHOW {name}").strip() for name in SHOWN}
