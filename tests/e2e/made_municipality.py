"""A synthetic municipality in a data directory, and its whole log as lines, for tests that compute everything a second time."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))
import restless  # noqa: E402


def run(forloeb, *words):
    done = subprocess.run([forloeb, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"forloeb {' '.join(words)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def make(forloeb, where, data, cases, seed, uneasy):
    """Makes `data` and the file it returns. `uneasy`: with what is rare in a generated municipality (tests/oracle/restless.py)."""
    log = where / "log.ndjson"
    generate = ["demo", "generate", "--cases", str(cases), "--seed", str(seed), "--quiet"]
    if uneasy:
        calm, stories = where / "calm.ndjson", where / "stories"
        stories.mkdir()
        run(forloeb, *generate, "--out", str(calm))
        restless.main([str(calm), str(stories / "restless.ndjson"), "--seed", str(seed)])
        run(forloeb, "demo", "load", "--stories", str(stories), "--data", str(data), "--quiet")
    else:
        run(forloeb, *generate, "--data", str(data))
    with open(log, "w", encoding="utf-8") as out:
        subprocess.run([forloeb, "tail", "--from", "0", "--until-now", "--json", "--data", str(data)], stdout=out, check=True)
    return log
