"""What one client of the kill test writes: an endless script of appends, drawn from a seed, and its memory of the answers.

The client sends one append after the other and waits for each answer, so at any time it knows of a prefix that every
append in it is stored, of at most one append that it may be, and of all others that they are not. After the server has
come back it goes on with the first one it has no answer for: with the same append id."""

import hashlib
import itertools
import json
import random
import subprocess
import threading
import uuid

SHARED_CASE = uuid.UUID("01930000-0000-7000-8000-00000000ca5e")


def event_id(append_id, ordinal):
    """As the engine derives it (engine/append/request.hpp), so that a client can know it before it sends."""
    digest = bytearray(hashlib.sha256(b"forloeb event id v1" + append_id.bytes + ordinal.to_bytes(4, "big")).digest()[:16])
    digest[6] = 0x80 | digest[6] & 0x0F
    digest[8] = 0x80 | digest[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(digest)))


def opening(citizen):
    return {"type": "case.opened", "occurredAt": "2026-01-05T09:00:00+01:00", "actor": {"pseudonym": "k-1"},
            "payload": {"subject": str(citizen), "unit": "unit-1"}, "personal": {"reason": "a reason"}}


class Append:
    """One append: lines of (stream, expected version or None, event)."""

    def __init__(self, append_id, lines):
        self.id = append_id
        self.lines = lines

    def ndjson(self):
        out = []
        for stream, expected, event in self.lines:
            line = {"stream": {"kind": "case", "id": str(stream)}, "appendId": str(self.id), "event": event}
            if expected is not None:
                line["expectedVersion"] = expected
            out.append(json.dumps(line) + "\n")
        return "".join(out)


class FixedScript:
    """A script with an end."""

    def __init__(self, appends):
        self._made = appends

    def append(self, index):
        return self._made[index] if index < len(self._made) else None


class ClientScript:
    """The k-th append is always the same for the same seed and client."""

    def __init__(self, seed, client):
        self._chance = random.Random(f"{seed}/{client}")
        self._client = client
        self._numbers = itertools.count(1)
        self._versions = {}  # of this client's own cases: nobody else writes there, so each version can be expected
        self._made = []

    def append(self, index):
        while len(self._made) <= index:
            self._made.append(self._next(len(self._made)))
        return self._made[index]

    def _fresh(self):
        return uuid.UUID(int=0x0193_0000_0000_7000_8000_0000_0000_0000 | self._client << 40 | next(self._numbers))

    def _own(self, case, event):
        expected = self._versions[case]
        self._versions[case] += 1
        return case, expected, event

    def _note(self, kind="contact.held"):
        number = next(self._numbers)
        clear = {"channel": "sms", "minutes": number % 90} if kind == "contact.held" else {"kind": "telephone"}
        personal = {"note": "n" * (number % 400)} if kind == "contact.held" else {"text": "t" * (number % 400)}
        return {"type": kind, "occurredAt": "2026-01-06T10:00:00+01:00",
                "actor": {"pseudonym": f"c-{self._client}-{number}"}, "payload": clear, "personal": personal}

    def _next(self, index):
        append_id = self._fresh()
        if index % 25 == 0:  # two cases at once
            cases = [self._fresh(), self._fresh()]
            self._versions.update({case: 0 for case in cases})
            return Append(append_id, [self._own(case, opening(self._fresh())) for case in cases])
        cases = self._chance.sample(list(self._versions)[-4:], 2)
        kind = self._chance.randrange(4)
        lines = [self._own(cases[0], self._note())]
        if kind == 1:  # several events on two cases; the second event of one stream stands on the same expectation
            more = [self._note("note.recorded") for _ in range(self._chance.randrange(1, 4))]
            lines += [(cases[0], None, event) for event in more]
            self._versions[cases[0]] += len(more)
            lines.append(self._own(cases[1], self._note()))
        if kind == 2:  # and one where all clients meet
            lines.append((SHARED_CASE, None, self._note("note.recorded")))
        return Append(append_id, lines)


class Client:
    """Runs `forloeb append` as a process of its own, again and again."""

    def __init__(self, forloeb, address, script, wrapped=()):
        self.script = script
        self.answers = []  # of the first appends, in order: the JSON line of each
        self.refusals = []
        self._command = [*wrapped, str(forloeb), "append", "-", "--server", address, "--json", "--quiet"]
        self._thread = None
        self._forgotten = 0
        self.interrupted = False

    @property
    def acknowledged(self):
        return len(self.answers)

    @property
    def asked(self):
        """How many of the first appends may be there."""
        return max(self.acknowledged, self._forgotten) + 1

    def forget_answers_after(self, count):
        """What was answered when the power was gone already is no answer: those appends are asked again."""
        self._forgotten = max(self._forgotten, self.acknowledged)
        del self.answers[count:]

    def start(self, count=None):
        """Goes on with the script: `count` appends, or until the server is gone."""
        self.interrupted = False
        self._thread = threading.Thread(target=self._run, args=(count,))
        self._thread.start()

    def wait(self):
        self._thread.join()

    def _run(self, count):
        first = self.acknowledged
        process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        feeder = threading.Thread(target=self._feed, args=(process.stdin, first, count))
        feeder.start()
        for line in process.stdout:
            answer = json.loads(line)
            if answer["stored"]:
                self.answers.append(answer)
            elif answer["error"]["code"] not in ("unknown", "unavailable", "overloaded"):
                self.refusals.append(answer)
        self.interrupted = process.wait() != 0
        feeder.join()

    def _feed(self, pipe, first, count):
        try:
            for index in itertools.count(first) if count is None else range(first, first + count):
                pipe.write(self.script.append(index).ndjson())
            pipe.close()
        except BrokenPipeError:  # the client has stopped reading: its server is gone
            try:
                pipe.close()
            except BrokenPipeError:
                pass
