"""What PostgreSQL is asked to do beside Forløb: one load per case, as a script of pgbench's own language, and how to run it.

Every script is prepared (`-M prepared`) and every client owns its cases of twelve events, so that no append meets a
conflict. `:payload` is text of as many bytes as one of our stored events; text is neither converted nor compressed."""

import math
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from peers.cluster import PROGRAMS, Trouble

EVENTS_PER_CASE = 12
PAGE_ROWS = 1000

NEXT_EVENT = f"""\\set s :base + :client_id * 1000000 + :n / {EVENTS_PER_CASE}
\\set v :n % {EVENTS_PER_CASE} + 1
\\set n :n + 1
"""
INSERT = NEXT_EVENT + "INSERT INTO events (stream, version, type, data) VALUES (:s, :v, 'contact.held', :payload);\n"
# One category, as one kind of case is: it is what message-db takes its lock on. Its versions begin with 0, before it is -1.
WRITE_MESSAGE = NEXT_EVENT + """\\set v :v - 2
SELECT write_message(gen_random_uuid()::varchar, ('case-' || :s::bigint)::varchar, 'ContactHeld'::varchar, \
jsonb_build_object('data', :payload::text), NULL, :v::bigint);
"""


def pipeline(statements, times, each_commits):
    """So many sent before the first answer is awaited: each its own transaction, or all of them one."""
    one = "BEGIN;\n" + statements + "COMMIT;\n" if each_commits else statements
    return "\\startpipeline\n" + one * times + "\\endpipeline\n"


@dataclass(frozen=True)
class Load:
    name: str
    database: str
    clients: int
    script: str
    settings: str
    per_transaction: int = 1  # operations in one run of the script: their time is that of all of them
    in_flight: int = 1        # of each client
    writes: bool = True


def append_load(peer, database, script, clients, in_flight, each_commits=True):
    how = "one event a transaction" if each_commits else f"{in_flight} events a transaction"
    return Load(f"{peer}.append.clients_{clients}." + (f"in_flight_{in_flight}" if each_commits else f"batch_{in_flight}"),
                database, clients, script if in_flight == 1 else pipeline(script, in_flight, each_commits),
                how + (", pipelined" if in_flight > 1 else ""), in_flight, in_flight)


EVENT_TABLE, MESSAGE_DB = "event_table", "message_store"
APPENDS = [
    append_load("message_db", MESSAGE_DB, WRITE_MESSAGE, 1, 1),
    append_load("message_db", MESSAGE_DB, WRITE_MESSAGE, 8, 1),
    append_load("message_db", MESSAGE_DB, WRITE_MESSAGE, 64, 1),
    append_load("message_db", MESSAGE_DB, WRITE_MESSAGE, 64, 16),
    append_load("event_table", EVENT_TABLE, INSERT, 1, 1),
    append_load("event_table", EVENT_TABLE, INSERT, 64, 1),
    append_load("event_table", EVENT_TABLE, INSERT, 64, 16),
    append_load("event_table", EVENT_TABLE, INSERT, 64, 16, each_commits=False),
]
READS = [Load(f"event_table.read.clients_{clients}", EVENT_TABLE, clients,
              "\\set s random(1, 50)\n"
              "SELECT version, type, recorded_at, data FROM streams_read WHERE stream = :s ORDER BY version;\n",
              "one stream of 100 events a query, by its index, warm", writes=False) for clients in (1, 8)]
READS.append(Load("event_table.read_log", EVENT_TABLE, 1,
                  f"\\set p :n % 100 * {PAGE_ROWS}\n\\set n :n + 1\n"
                  f"SELECT position, stream, version, type, data FROM log_read WHERE position > :p ORDER BY position "
                  f"LIMIT {PAGE_ROWS};\n",
                  f"all events in order of their positions, pages of {PAGE_ROWS}, warm", PAGE_ROWS, writes=False))


def prepare(cluster, npm_folder, payload):
    """The databases with their tables, and what is to be read."""
    cluster.run(PROGRAMS / "createdb", EVENT_TABLE)
    cluster.psql(EVENT_TABLE, "-v", f"payload={payload}", "--file", Path(__file__).with_name("event_table.sql"))
    cluster.run("bash", Path(npm_folder) / "node_modules/@eventide/message-db/database/install.sh", DATABASE_NAME=MESSAGE_DB)
    cluster.psql("postgres", "--command", f"ALTER DATABASE {MESSAGE_DB} SET search_path TO message_store, public")


def indexes(cluster):
    """Of the two tables that are written, as PostgreSQL tells them."""
    return {database: cluster.psql(database, "--command", f"SELECT indexdef FROM pg_indexes WHERE tablename = '{table}' "
                                                          "ORDER BY indexname").strip().splitlines()
            for database, table in ((EVENT_TABLE, "events"), (MESSAGE_DB, "messages"))}


def percentile(sorted_values, share):
    """By nearest rank, as forloeb bench does it; 0 of nothing."""
    if not sorted_values:
        return 0
    return sorted_values[min(max(math.ceil(share * len(sorted_values)), 1), len(sorted_values)) - 1]


def figure(load, printed, log_lines):
    """A figure like those of `forloeb bench --json`, from what pgbench printed and the lines of its transaction log."""
    rate = re.search(r"^tps = ([\d.]+) \(without initial connection time\)", printed, re.MULTILINE)
    failed = re.search(r"^number of failed transactions: (\d+)", printed, re.MULTILINE)
    if not rate or not log_lines or (failed and failed[1] != "0"):
        raise Trouble(f"pgbench did not finish {load.name}:\n{printed}")
    micros = sorted(int(line.split()[2]) for line in log_lines)
    operations = len(micros) * load.per_transaction
    per_second = float(rate[1]) * load.per_transaction
    return {"name": load.name, "settings": load.settings, "inFlight": load.clients * load.in_flight,
            "operations": operations, "seconds": operations / per_second, "perSecond": per_second,
            "p50Micros": percentile(micros, 0.5), "p99Micros": percentile(micros, 0.99),
            "p999Micros": percentile(micros, 0.999)}


def run(cluster, load, payload, seconds, threads, number):
    """`number` differs between loads of a run, so that no two of them write the same streams."""
    with tempfile.TemporaryDirectory(prefix="forloeb-pgbench-") as folder:
        script = Path(folder) / "script"
        script.write_text(load.script, encoding="ascii")

        def pgbench(length, base, *more):
            return cluster.run(PROGRAMS / "pgbench", "--no-vacuum", "--protocol=prepared", "--client", load.clients,
                               "--jobs", min(threads, load.clients), "--time", length, "--file", script,
                               "-D", f"payload={payload}", "-D", "n=0", "-D", f"base={base}", *more, load.database)

        if load.writes:
            cluster.psql("postgres", "--command", "CHECKPOINT")
        pgbench(1, number * 2_000_000_000)  # warms caches; measured by nobody
        printed = pgbench(seconds, number * 2_000_000_000 + 1_000_000_000, "--log", f"--log-prefix={folder}/log")
        lines = [line for log in Path(folder).glob("log.*") for line in log.read_text(encoding="ascii").splitlines()]
        return figure(load, printed, lines)
