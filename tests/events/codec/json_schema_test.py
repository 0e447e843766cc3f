"""The kept JSON Schema, asked by an independent validator: it accepts every golden event, and not the same event with one
thing wrong. Skipped by name (exit code 77) where python3-jsonschema is not installed."""

import copy
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "golden"


def validator_of(schema, event_type):
    """One type's part of the schema: a failure then names the field, and not 121 types that it is not."""
    part = {"$schema": schema["$schema"], "$ref": f"#/$defs/{event_type}", "$defs": schema["$defs"]}
    return jsonschema.Draft202012Validator(part)


def spoilt(event):
    """Copies of an event with one thing wrong, and what it is."""
    wrong = copy.deepcopy(event)
    wrong["occuredAt"] = wrong["occurredAt"]
    yield "an envelope field that is not there", wrong
    for required in ("type", "occurredAt", "actor"):
        wrong = copy.deepcopy(event)
        del wrong[required]
        yield f"no {required}", wrong
    wrong = copy.deepcopy(event)
    wrong["audience"] = ["everybody"]
    yield "a word that is not in the list", wrong
    wrong = copy.deepcopy(event)
    wrong["purpose"] = "a sentence with spaces"
    yield "a sentence in a clear code", wrong
    if "payload" in event:
        wrong = copy.deepcopy(event)
        wrong["payload"]["noSuchField"] = "x"
        yield "a payload field that is not there", wrong
        name = next(iter(event["payload"]))
        wrong = copy.deepcopy(event)
        wrong["payload"][name] = {"a": {"b": None}}
        yield f"payload.{name} of another kind", wrong
    if isinstance(event.get("personal"), list):
        wrong = copy.deepcopy(event)
        wrong["personal"][0]["fields"] = ["x"]
        yield "personal fields of another kind", wrong


def main():
    schema = json.loads((GOLDEN / "event_schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    types = [definition["$ref"].removeprefix("#/$defs/") for definition in schema["oneOf"]]
    faults = []
    refused = 0
    for event_type in types:
        event = json.loads((GOLDEN / "events" / f"{event_type}.json").read_text(encoding="utf-8"))
        validator = validator_of(schema, event_type)
        for error in validator.iter_errors(event):
            faults.append(f"{event_type}: refused at {list(error.absolute_path)}")
        for what, wrong in spoilt(event):
            refused += 1
            if validator.is_valid(wrong):
                faults.append(f"{event_type}: accepted with {what}")
    print(f"{len(types)} golden events accepted, {refused} spoilt ones refused" if not faults else "\n".join(faults))
    return 1 if faults or len(types) < 121 else 0


if __name__ == "__main__":
    sys.exit(main())
