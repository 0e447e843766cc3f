#!/usr/bin/env python3
"""Forløb over HTTP, with the standard library alone: copy this file beside your program.

    client = Client("http://127.0.0.1:7480", token="forloeb_...")     # or "https://...", or "unix:/path/to/socket"
    overview = client.get("/cases/" + case)                           # an answer: a dict, with .version of its ETag
    client.append("cases", case, event, expected=overview.version)    # raises Conflict if somebody was first
    for event in client.follow(cases=[case]): ...                     # live, over lost connections and restarts
    for entry in client.audit("ofCase", caseId=case): ...             # who did what, and who looked

Promises: an append has one key, kept over every retry, so it is stored once however often the connection is lost; `follow`
gives every event once and in order, and goes on from the last one it gave. A client belongs to one thread; make one each.
"""

import http.client
import json
import os
import random
import re
import socket
import ssl
import time
import urllib.parse

API = "/api/v1"


class Problem(Exception):
    """What the server said is wrong: `status`, `code`, `field`, `rule`, `retry` and the words of `detail`."""

    def __init__(self, status, body):
        self.status = status
        self.code = body.get("code", "")
        self.field = body.get("field", "")
        self.rule = body.get("rule", "")
        self.retry = body.get("retry", "no")
        self.detail = body.get("detail", "")
        super().__init__(f"{status} {self.code}: {self.detail}" + (f" ({self.field})" if self.field else ""))


class Conflict(Problem):
    """Somebody wrote first: read what is new, decide again, and append with `version` as expected."""

    def __init__(self, status, body):
        super().__init__(status, body)
        self.version = int(body.get("currentVersion", "0"))


class Answer(dict):
    """The JSON of an answer; `version` is the case's, where the answer has one, and `next` the address of the next page."""

    version = None
    next = None


def uuid7(now_ms=None):
    """A fresh UUIDv7 (RFC 9562, section 5.7)."""
    now_ms = int(time.time() * 1000) if now_ms is None else now_ms
    digits = f"{now_ms:012x}7{random.SystemRandom().getrandbits(12):03x}{0b10 << 62 | random.SystemRandom().getrandbits(62):016x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Client:
    def __init__(self, address, token=None, purpose=None, timeout=30.0, patience=60.0, tls=None):
        """`patience`: seconds for which a request that may be repeated is repeated. `tls`: an ssl.SSLContext."""
        self._address, self._token, self._purpose = address, token, purpose
        self._timeout, self._patience, self._tls = timeout, patience, tls
        self._kept = None

    # ---- asking ----

    def get(self, path, **parameters):
        """One answer. A parameter that is a list is one of several; None is not said."""
        return self._answer("GET", path, parameters)

    def post(self, path, body=None, **parameters):
        return self._answer("POST", path, parameters, body)

    def rows(self, path, body=None, **parameters):
        """Every row of a list, page after page, as the links go."""
        method = "GET" if body is None else "POST"
        address = API + path + _query(parameters)
        while address:
            status, headers, text = self._request(method, address, {"Accept": "application/x-ndjson"}, body)
            _raise_unless_ok(status, text)
            for line in text.splitlines():
                yield json.loads(line)
            address = _next_address(headers)

    def audit(self, question, names=None, since=None, until=None, **of):
        """The entries that answer one of /audit's questions: audit("ofCase", caseId=...), audit("late", days=14)."""
        yield from self.rows("/audit/" + question, body=of, names=names, **{"from": since, "to": until})

    def find(self, identifier, scope="case"):
        """The id of the stream that an identifier is bound to; None if it is bound to none."""
        stream = self.post("/lookup", {"scope": scope, "identifiers": [identifier]})["streams"][0]
        return stream.get("id") or None

    # ---- writing ----

    def append(self, kind, stream, events, expected=None, key=None, bindings=None):
        """Writes one event (a dict) or several (a list) to a stream: kind "cases", "persons" or "projects". `expected`: the
        version you have seen, 0 for a stream nobody has written to. The answer has `version`, the new one.

        Lost connections, 429 and 503 are answered with the same key again, for as long as `patience` lasts."""
        headers = {"Idempotency-Key": key or uuid7()}
        if expected is not None:
            headers.update({"If-Match": f'"{expected}"'} if expected else {"If-None-Match": "*"})
        batch = events if isinstance(events, list) else [events]
        body = {"events": batch, **({"bindings": bindings} if bindings else {})}
        return self._answer("POST", f"/{kind}/{stream}/events", {}, body, headers)

    # ---- following ----

    def follow(self, since="now", cases=None, types=None, marks=False):
        """Every event from a position on (0 = the first; "now" = what comes), without end. With `marks`, what is no event
        comes too: {"mark": "caughtUp"}."""
        seen, pause = None, 0.1
        while True:
            parameters = {"from": since, "case": cases, "types": types}
            headers = {"Accept": "text/event-stream", **({"Last-Event-ID": seen} if seen else {})}
            try:
                for name, identity, data in self._pushes(API + "/stream" + _query(parameters), headers):
                    pause = 0.1
                    if name == "events":
                        yield from data["events"]
                        seen = identity or seen
                    elif marks:
                        yield {"mark": name, **data}
                    since = data.get("next", since)  # also where nothing came yet: "now" is the moment of the first connection
                    if name == "ended":
                        break
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(pause)
            pause = min(2 * pause, 5.0)

    # ---- below ----

    def _connection(self, timeout):
        if self._address.startswith("unix:"):
            return _UnixConnection(self._address[5:], timeout)
        parts = urllib.parse.urlsplit(self._address)
        if parts.scheme == "https":
            return http.client.HTTPSConnection(parts.hostname, parts.port or 443, timeout=timeout, context=self._tls or ssl.create_default_context())
        return http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=timeout)

    def _headers(self, more):
        headers = {"Accept": "application/json", **more}
        if self._token:
            headers["Authorization"] = "Bearer " + self._token
        if self._purpose:
            headers["Forloeb-Purpose"] = self._purpose
        return headers

    def _request(self, method, address, headers, body=None):
        """(status, headers, text). Everything here may be repeated: reads change nothing, an append has its key."""
        headers, text = self._headers(headers), None
        if body is not None:
            text = json.dumps(body, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
        until = time.monotonic() + self._patience
        pause = 0.1
        while True:
            try:
                self._kept = self._kept or self._connection(self._timeout)
                self._kept.request(method, address, text, headers)
                response = self._kept.getresponse()
                answer = response.status, response.headers, response.read().decode()
                if answer[0] not in (429, 503) or time.monotonic() > until:
                    return answer
                pause = max(pause, float(answer[1].get("Retry-After", 0)))
            except (OSError, http.client.HTTPException):
                self._kept = None
                if time.monotonic() > until:
                    raise
            time.sleep(min(pause, max(0.0, until - time.monotonic())) * random.uniform(0.5, 1.0))
            pause = min(2 * pause, 5.0)

    def _answer(self, method, path, parameters, body=None, headers=None):
        status, got, text = self._request(method, API + path + _query(parameters), headers or {}, body)
        _raise_unless_ok(status, text)
        parsed = json.loads(text) if text else {}
        answer = Answer(parsed if isinstance(parsed, dict) else {"items": parsed})
        tag = re.fullmatch(r'"(\d+)"', got.get("ETag", ""))
        answer.version = int(tag[1]) if tag else None
        answer.next = _next_address(got)
        return answer

    def _pushes(self, address, headers):
        """(event, id, data) of each server-sent event (HTML Living Standard, section 9.2) until the connection ends."""
        connection = self._connection(self._timeout)
        try:
            connection.request("GET", address, headers=self._headers(headers))
            response = connection.getresponse()
            if response.status in (429, 503):
                raise http.client.HTTPException("retry later")
            if response.status != 200:
                _raise_unless_ok(response.status, response.read().decode())
            name, identity, data = "message", None, []
            for line in iter(response.readline, b""):
                text = line.decode().rstrip("\r\n")
                field, _, value = text.partition(":")
                value = value[1:] if value.startswith(" ") else value
                if not text:
                    if data:
                        yield name, identity, json.loads("\n".join(data))
                    name, data = "message", []
                elif field == "event":
                    name = value
                elif field == "id":
                    identity = value
                elif field == "data":
                    data.append(value)
        finally:
            connection.close()


def _query(parameters):
    pairs = []
    for name, value in parameters.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None:
                pairs.append((name, str(one).lower() if isinstance(one, bool) else str(one)))
    return "?" + urllib.parse.urlencode(pairs) if pairs else ""


def _next_address(headers):
    link = re.search(r'<([^>]*)>; rel="next"', headers.get("Link", ""))
    return link[1] if link else None


def _raise_unless_ok(status, text):
    if status < 400:
        return
    try:
        body = json.loads(text)
    except ValueError:
        body = {"detail": "The server said no more than its status."}
    raise (Conflict if status == 412 else Problem)(status, body)


def main():
    """`forloeb_client.py ADDRESS /path`: prints one answer; the token is in FORLOEB_TOKEN."""
    import sys

    if len(sys.argv) != 3:
        sys.exit(main.__doc__)
    try:
        print(json.dumps(Client(sys.argv[1], token=os.environ.get("FORLOEB_TOKEN"), patience=5).get(sys.argv[2]), ensure_ascii=False, indent=2))
    except Problem as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
