"""Every example of /api/v1/openapi.json is asked of a server with the demo's data, and its answer is held against the schema
that the description gives it, by a validator that is not ours (python3-jsonschema). With --lint the description is also given to
npm's @redocly/cli, which is installed into build/npm if it is not there; without npm or the network that is skipped by name,
where CI is set it is a failure. With --unrecorded two words are planted in the case of the examples, one sealed and one clear; they
must come through while reads are recorded, and through no operation when the read log is gone.

What cannot be answered with 200 on the demo's data is listed here, with the status that it must be answered with instead."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse
import uuid
from pathlib import Path

from http_server import HttpServer

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

NPM = Path(__file__).resolve().parents[2] / "build" / "npm"
LINTER = "@redocly/cli@1.34.5"
# Its recommended rules, but for two: /advice/rules beside /advice/{x}-like paths is told apart by the fixed word, and what
# stands at localhost has no address to name.
LINT_RULES = {"extends": ["recommended"], "rules": {"no-ambiguous-paths": "off", "no-server-example.com": "off"}}

NARROWING = {"limit", "types", "asOf", "knownAt", "after", "from", "to", "date"}  # of the examples: what is planted is newer
SEALED_WORD, CLEAR_WORD = "kanariens hemmelige ord", "kanarie-1"  # synthetic

# By operation: the status, and why it is not 2xx.
OTHERWISE = {
    "postEvaluationReport": (404, "the demo has no evaluation"),
    "postEvaluationCases": (404, "the demo has no evaluation"),
    "postEvaluationReplay": (404, "the demo has no evaluation"),
    "postEvaluationExport": (404, "the demo has no evaluation"),
    "postAccessPolicyChange": (400, "an empty file is no policy"),
    "postAccessTokenRevoke": (404, "there is no such token"),
    "postAccessReview": (404, "there is no such right"),
    "postSession": (401, "the example's token is nobody's"),
    "postLifecycleShred": (422, "two people must approve what cannot be undone"),
    "postLifecyclePurge": (422, "two people must approve what cannot be undone"),
}


class Description:
    def __init__(self, text):
        self.document = json.loads(text)
        self.validators = 0

    def operations(self):
        """(path, method, operation), reading before writing, so that what is written does not change what examples say."""
        order = {"get": 0, "post": 1, "delete": 2}
        all_of_them = [(path, method, operation) for path, methods in self.document["paths"].items() for method, operation in methods.items()]
        return sorted(all_of_them, key=lambda one: (order[one[1]], "lifecycle" in one[0]))

    def resolved(self, value):
        while "$ref" in value and value["$ref"].startswith("#/components/parameters"):
            value = self.document["components"]["parameters"][value["$ref"].rsplit("/", 1)[1]]
        return value

    def check(self, schema, instance):
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": self.document["components"], **schema}
        self.validators += 1
        errors = sorted(jsonschema.Draft202012Validator(whole).iter_errors(instance), key=lambda error: len(error.path))
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in errors[:3]]


def request_of(description, path, operation):
    """(address, headers, body) of the operation's example."""
    query, headers = [], {}
    for parameter in map(description.resolved, operation.get("parameters", [])):
        example = parameter.get("example")
        if example is None:
            continue
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", urllib.parse.quote(str(example), safe=""))
        elif parameter["in"] == "query":
            for one in example if isinstance(example, list) else [example]:
                query.append((parameter["name"], str(one).lower() if isinstance(one, bool) else str(one)))
        elif parameter["name"] in ("traceparent",) or parameter.get("required"):
            headers[parameter["name"]] = example
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return path + ("?" + urllib.parse.urlencode(query) if query else ""), headers, content.get("example")


def beginning_of_stream(response):
    """An event stream has no end: up to where it says that it is level."""
    text = b""
    while b"event: caughtUp\ndata:" not in text:
        line = response.readline()
        if not line:
            break
        text += line
    return text


def ask(server, method, address, headers, body=None):
    door = server.door()
    text = None
    if body is not None:
        text = json.dumps(body).encode()
        headers = {**headers, "Content-Type": "application/json"}
    door.request(method.upper(), "/api/v1" + address, text, headers)
    response = door.getresponse()
    is_stream = response.getheader("content-type", "").startswith("text/event-stream")
    body = beginning_of_stream(response) if is_stream else response.read()
    answer = response.status, {name.lower(): value for name, value in response.getheaders()}, body.decode(errors="replace")  # a tar is no text
    door.close()
    return answer


def check_operation(description, server, path, method, operation):
    """What is wrong with it, each a sentence."""
    address, headers, body = request_of(description, path, operation)
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = str(uuid.uuid4())  # the example's would be the same for every resource
    parameters = [one for one in map(description.resolved, operation.get("parameters", [])) if "example" in one]
    wrong = [f"the example of {one['name']} does not fit: {fault}" for one in parameters for fault in description.check(one["schema"], one["example"])]
    if body is not None:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        wrong += [f"the example's body does not fit: {fault}" for fault in description.check(schema, body)]
    status, got, text = ask(server, method, address, headers, body)
    expected = OTHERWISE.get(operation["operationId"])
    if status >= 400 and expected is None or expected and status != expected[0]:
        return wrong + [f"answered {status} {text[:300]}"]
    known = operation["responses"].get(str(status)) or description.document["components"]["responses"]["Problem"]
    if "x-request" in operation and got.get("traceparent") != headers.get("traceparent"):
        wrong.append("the trace parent did not come back")
    if not known.get("content"):
        return wrong + ([f"answered with a body: {text[:100]}"] if text else [])
    media = got["content-type"].split(";")[0]
    if media not in known["content"]:
        return wrong + [f"answered as {media}"]
    answer = json.loads(text) if media.endswith("json") else text
    wrong += [f"the answer does not fit: {fault}" for fault in description.check(known["content"][media]["schema"], answer)]
    for other in ("application/x-ndjson", "text/csv", "application/fhir+ndjson"):
        if status == 200 and other in known["content"] and method == "get":
            status_then, got_then, _ = ask(server, method, address, {**headers, "Accept": other}, body)
            if status_then != 200 or not got_then["content-type"].startswith(other):
                wrong.append(f"asked for {other} it answered {status_then} as {got_then['content-type']}")
    return wrong


def plant(server, case_id):
    line = {"stream": {"kind": "case", "id": case_id}, "event": {"type": "contact.held", "occurredAt": "2026-01-06T10:00:00+01:00",
            "actor": {"pseudonym": CLEAR_WORD}, "payload": {"channel": "sms"}, "personal": {"note": SEALED_WORD}}}
    said = subprocess.run([server.forloeb, "append", "-", "--server", f"unix:{server.folder / 's'}", "--quiet"], input=json.dumps(line), capture_output=True,
                          text=True, check=False)
    if said.returncode != 0:
        sys.exit(f"the words cannot be planted: {said.stdout}{said.stderr}")


def heard(description, server):
    """operationId -> which of the two words its answer has."""
    found = {}
    for path, method, operation in description.operations():
        if method != "get" and "lifecycle" in path:  # an order is carried out, not read
            continue
        address, headers, body = request_of(description, path, operation)
        path_only, _, query = address.partition("?")
        wide = urllib.parse.urlencode([one for one in urllib.parse.parse_qsl(query) if one[0] not in NARROWING])
        _, _, text = ask(server, method, f"{path_only}?{wide}" if wide else path_only, headers, body)
        found[operation["operationId"]] = {word for word in (SEALED_WORD, CLEAR_WORD) if word in text}
    return found


def check_unrecorded(description, server):
    """What is wrong, each a sentence."""
    case_id = next(one["example"] for one in map(description.resolved, description.document["paths"]["/cases/{caseId}/timeline"]["get"]["parameters"])
                   if one["name"] == "caseId")
    plant(server, case_id)
    with_reads = heard(description, server)
    server.stop()
    reads = server.folder / "data.reads"
    reads.rename(server.folder / "set.aside")
    reads.write_text("a file where the folder was")
    server.start()
    without = heard(description, server)
    sealed = [name for name, words in with_reads.items() if SEALED_WORD in words]
    clear = [name for name, words in with_reads.items() if CLEAR_WORD in words]
    print(f"{len(without)} operations; while reads are recorded {len(sealed)} tell the sealed word and {len(clear)} the clear one: {', '.join(sorted({*sealed, *clear}))}")
    wrong = [f"{name} tells {', '.join(sorted(words))} although it cannot be put on record" for name, words in without.items() if words]
    return wrong + ([] if len(sealed) >= 2 and len(clear) >= 3 else ["the words hardly come through at all: this proves nothing"])


def absent(what):
    print(f"skipped: {what}")
    sys.exit(1 if os.environ.get("CI") else 77)


def lint(text, folder):
    """What the linter says; empty if nothing."""
    redocly = NPM / "node_modules" / ".bin" / "redocly"
    try:
        if not redocly.exists():
            NPM.mkdir(parents=True, exist_ok=True)
            said = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", NPM, LINTER], capture_output=True, text=True)
            if said.returncode != 0:
                absent(f"npm cannot install {LINTER}: {said.stderr[-300:]}")
        (folder / "openapi.json").write_text(text)
        (folder / "redocly.yaml").write_text(json.dumps(LINT_RULES))
        said = subprocess.run([redocly, "lint", "openapi.json", "--config", "redocly.yaml", "--format", "stylish"], cwd=folder, capture_output=True, text=True,
                              env={**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"})
    except FileNotFoundError as missing:
        absent(f"{missing.filename} is not here, so {LINTER} cannot be run")
    return "" if said.returncode == 0 else said.stdout + said.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("forloeb", type=Path)
    parser.add_argument("--lint", action="store_true")
    parser.add_argument("--unrecorded", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, HttpServer(options.forloeb, Path(name), over_socket=True) as server:
        status, _, text = ask(server, "get", "/openapi.json", {})
        assert status == 200, text
        if options.lint:
            faults = lint(text, Path(name))
            spoilt = json.dumps({**json.loads(text), "paths": {"/x": {"get": {}}}})
            assert lint(spoilt, Path(name)), "the linter takes anything"
            print(faults or f"{LINTER} has nothing to say")
            return 1 if faults else 0
        description = Description(text)
        if options.unrecorded:
            faults = check_unrecorded(description, server)
            print("\n".join(faults))
            return 1 if faults else 0
        faults = 0
        operations = description.operations()
        for path, method, operation in operations:
            for fault in check_operation(description, server, path, method, operation):
                faults += 1
                print(f"{method.upper()} {path}: {fault}")
        # A check that cannot fail proves nothing: an answer of another operation must not fit.
        other = description.document["paths"]["/cases"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert description.check(other, {"caseId": "x"}), "the schema of a list takes anything"
        print(f"{len(operations)} operations, {description.validators} examples and answers checked, {faults} faults")
        return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
