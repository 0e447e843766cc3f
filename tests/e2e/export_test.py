#!/usr/bin/env python3
"""A project's export, read by others than its writer: XES by Python's own XML parser and by our import, OCEL by a relational
database with the standard's keys and foreign keys.

    export_test.py FORLOEB [--cases N] [--seed S]

A restless synthetic municipality is exported in both formats. What they say of a case must be what `evaluation replay` shows
of it; nothing that the log holds in the clear and evaluators may not see may be in either file; and two exports as known at one
time are the same bytes. Exit 0 if all holds.
"""

import argparse
import json
import re
import sqlite3
import sys
import tempfile
import xml.etree.ElementTree as xml
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import made_municipality
from running_server import RunningServer

PROJECT = "syntetisk-evaluering"
CLOCKS = ["--as-of", "2026-03-01", "--known-at", "2026-06-01"]
NS = "{http://www.xes-standard.org/}"
TYPES = {"string", "date", "int", "float", "boolean", "id", "list"}
DAY_0 = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def fail(text):
    raise SystemExit("export_test: " + text)


def check(holds, text):
    if not holds:
        fail(text)


def day_of(time):
    moment = datetime.fromisoformat(time.replace("Z", "+00:00"))
    check(moment.tzinfo is not None, f"a time without its zone: {time}")
    return (moment - DAY_0).days


# ---- XES ----


def check_attributes(element, where):
    """Types and keys as IEEE 1849 has them: keys are unique on a level, but for lists."""
    keys = []
    for child in element:
        tag = child.tag.removeprefix(NS)
        if tag in ("event", "trace"):
            continue
        check(tag in TYPES, f"{where}: {tag} is no attribute type")
        keys.append(child.get("key"))
        check(child.get("key"), f"{where}: an attribute without a key")
        if tag == "list":
            values = [each for each in child if each.tag == NS + "values"]
            check(len(values) == 1 and len(child) == 1, f"{where}: the list {child.get('key')} has not one <values>")
            for each in values[0]:
                check(each.tag.removeprefix(NS) in TYPES and each.get("key"), f"{where}: a value of {child.get('key')} is no attribute")
                check_attributes(each, where)
            continue
        check(child.get("value") is not None, f"{where}: {child.get('key')} has no value")
        if tag == "int":
            int(child.get("value"))
        if tag == "boolean":
            check(child.get("value") in ("true", "false"), f"{where}: {child.get('key')} is no boolean")
        if tag == "date":
            day_of(child.get("value"))
        check_attributes(child, where)
    check(len(keys) == len(set(keys)), f"{where}: a key stands twice: {sorted(k for k, n in Counter(keys).items() if n > 1)}")


def value(element, key):
    found = [child.get("value") for child in element if child.get("key") == key]
    return found[0] if found else None


def read_xes(file):
    """{case: [(day, type, actor, side, seq)]}"""
    log = xml.parse(file).getroot()
    order = [child.tag.removeprefix(NS) for child in log]
    ranks = {"extension": 0, "global": 1, "classifier": 2, **dict.fromkeys(TYPES, 3), "trace": 4}
    check(log.tag == NS + "log" and [ranks[tag] for tag in order] == sorted(ranks[tag] for tag in order), "the log's elements are out of order")
    said = xml.Element("log")
    said.extend(child for child in log if child.tag.removeprefix(NS) in TYPES)
    check_attributes(said, "log")
    prefixes = {each.get("prefix") for each in log.findall(NS + "extension")}
    promised = {each.get("scope"): {child.get("key") for child in each} for each in log.findall(NS + "global")}
    classified = {key for each in log.findall(NS + "classifier") for key in each.get("keys").split()}
    check(promised["event"] >= classified | {"concept:name", "time:timestamp"}, "a classifier uses what no global promises")
    cases = {}
    for trace in log.findall(NS + "trace"):
        name = value(trace, "concept:name")
        check(name and name not in cases, f"the trace {name} has no name of its own")
        check_attributes(trace, name)
        cases[name] = []
        for event in trace.findall(NS + "event"):
            check_attributes(event, name)
            keys = {child.get("key") for child in event}
            check(promised["event"] <= keys, f"{name}: an event lacks {promised['event'] - keys}")
            check(all(key.split(":")[0] in prefixes for key in keys if ":" in key), f"{name}: a prefix that no extension declares: {keys}")
            cases[name].append((day_of(value(event, "time:timestamp")), value(event, "concept:name"), value(event, "org:resource") or "",
                                value(event, "forloeb:side"), int(value(event, "forloeb:seq"))))
    return cases


# ---- OCEL ----

TABLES = """
create table event_map_type(ocel_type text primary key, ocel_type_map text not null);
create table object_map_type(ocel_type text primary key, ocel_type_map text not null);
create table event(ocel_id text primary key, ocel_type text not null references event_map_type);
create table object(ocel_id text primary key, ocel_type text not null references object_map_type);
create table event_time(ocel_id text primary key references event, ocel_time text not null);
create table event_object(ocel_event_id text references event, ocel_object_id text references object, ocel_qualifier text,
                          primary key(ocel_event_id, ocel_object_id, ocel_qualifier));
create table object_object(ocel_source_id text references object, ocel_target_id text references object, ocel_qualifier text,
                           primary key(ocel_source_id, ocel_target_id, ocel_qualifier));
create table declared(kind text, ocel_type text, name text, type text, primary key(kind, ocel_type, name));
create table event_attribute(ocel_id text references event, name text, value text, primary key(ocel_id, name));
create table object_attribute(ocel_id text references object, name text, time text, value text, primary key(ocel_id, name, time));
"""


def holds_type(text, kind):
    return {"string": lambda: isinstance(text, str), "integer": lambda: re.fullmatch(r"-?\d+", text), "float": lambda: float(text) is not None,
            "boolean": lambda: text in ("true", "false"), "time": lambda: day_of(text) is not None}[kind]()


def read_ocel(file):
    """The same, by way of a database that knows the standard's keys; and the counts of objects by type."""
    told = json.loads(Path(file).read_text(encoding="utf-8"))
    check(set(told) == {"eventTypes", "objectTypes", "events", "objects"}, f"keys: {sorted(told)}")
    base = sqlite3.connect(":memory:")
    base.executescript("pragma foreign_keys = on;" + TABLES)
    for kind in ("event", "object"):
        for each in told[kind + "Types"]:
            base.execute(f"insert into {kind}_map_type values (?, ?)", (each["name"], each["name"].replace(".", "_")))
            base.executemany("insert into declared values (?, ?, ?, ?)", [(kind, each["name"], a["name"], a["type"]) for a in each["attributes"]])
    types = {(kind, of, name): its for kind, of, name, its in base.execute("select * from declared")}
    base.executemany("insert into object values (?, ?)", [(each["id"], each["type"]) for each in told["objects"]])
    for each in told["objects"]:
        base.executemany("insert into object_object values (?, ?, ?)", [(each["id"], r["objectId"], r["qualifier"]) for r in each["relationships"]])
        for a in each["attributes"]:
            check(holds_type(a["value"], types["object", each["type"], a["name"]]), f"{each['id']}: {a}")
            base.execute("insert into object_attribute values (?, ?, ?, ?)", (each["id"], a["name"], a["time"], a["value"]))
    cases = {}
    for each in told["events"]:
        base.execute("insert into event values (?, ?)", (each["id"], each["type"]))
        base.execute("insert into event_time values (?, ?)", (each["id"], each["time"]))
        base.executemany("insert into event_object values (?, ?, ?)", [(each["id"], r["objectId"], r["qualifier"]) for r in each["relationships"]])
        for a in each["attributes"]:
            check(holds_type(a["value"], types["event", each["type"], a["name"]]), f"{each['id']}: {a}")
            base.execute("insert into event_attribute values (?, ?, ?)", (each["id"], a["name"], a["value"]))
        said = {a["name"]: a["value"] for a in each["attributes"]}
        case = [r["objectId"] for r in each["relationships"] if r["qualifier"] == "case"]
        check(len(case) == 1, f"{each['id']} is of {len(case)} cases")
        cases.setdefault(case[0].removeprefix("Case:"), []).append((day_of(each["time"]), each["type"], said.get("actor", ""), said["side"], int(each["id"].split("#")[1])))
    check(base.execute("pragma foreign_key_check").fetchall() == [], "a foreign key leads nowhere")
    return cases, dict(base.execute("select ocel_type, count(*) from object group by 1")), base


def check_objects(base, objects):
    check({"Case", "Citizen", "Coordinator", "Partner", "Goal", "Plan", "Service", "Decision", "Meeting", "Commitment", "Deadline",
           "InformationRequest", "Assessment"} == set(objects), f"object types: {sorted(objects)}")
    one = base.execute("select count(*) from object o where ocel_type not in ('Case', 'Citizen', 'Coordinator') and "
                       "(select count(*) from object_object where ocel_source_id = o.ocel_id and ocel_qualifier = 'case') <> 1").fetchone()[0]
    check(one == 0, f"{one} objects are not of one case")
    shared = base.execute("select count(*) from event e join event_object g on g.ocel_event_id = e.ocel_id and g.ocel_qualifier = 'goal' "
                          "join event_object p on p.ocel_event_id = e.ocel_id and p.ocel_qualifier = 'partner' where e.ocel_type like 'goal.%'").fetchone()[0]
    check(shared > 0, "no goal has a partner behind it")
    statuses = {row[0] for row in base.execute("select distinct value from object_attribute a join object using (ocel_id) where ocel_type = 'Goal' and name = 'status'")}
    check("agreed" in statuses, f"goals are {statuses}")


# ---- both ----


def replayed(forloeb, data, pseudonym):
    told = json.loads(made_municipality.run(forloeb, "evaluation", "replay", PROJECT, pseudonym, "--json", "--data", data, *CLOCKS))
    return [(entry.get("day", 0), entry["type"], entry.get("actor", ""), entry.get("side") or "unknown", number)
            for number, entry in enumerate(told["entries"], 1) if not entry.get("dayUnknown")]


def clear_words(log):
    """What stands in the clear and is not for evaluators: who, where, which case, which day."""
    words, cases = set(), set()
    for line in open(log, encoding="utf-8"):
        row = json.loads(line)
        event = row["event"]
        actor = event.get("actor") or {}
        words |= {actor.get(name, "") for name in ("pseudonym", "unit", "organisation")}
        cases.add(row["stream"]["id"])
        words.add(event.get("occurredAt", "")[:10])
    return {word for word in words if len(word) > 5} | cases


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forloeb")
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="forloeb-export-") as folder:
        where = Path(folder)
        data = str(where / "sager")
        log = made_municipality.make(options.forloeb, where, data, options.cases, options.seed, True)
        return compare(options.forloeb, where, data, log)


def compare(forloeb, where, data, log):
    def export(form, name):
        return json.loads(made_municipality.run(forloeb, "export", form, str(where / name), "--project", PROJECT, "--json", "--data", data, *CLOCKS))

    counts = export("xes", "a.xes")
    export("xes", "b.xes")
    check((where / "a.xes").read_bytes() == (where / "b.xes").read_bytes(), "two exports of one log differ")
    ocel_counts = export("ocel", "a.json")
    check(sorted(each.name for each in where.iterdir() if ".part" in each.name) == [], "something was left behind")

    server = RunningServer(forloeb, where)
    server.start()
    server.ask("export", "ocel", str(where / "served.json"), "--project", PROJECT, *CLOCKS)
    server.stop()
    check((where / "a.json").read_bytes() == (where / "served.json").read_bytes(), "a server's export is another than a directory's")

    cases = read_xes(where / "a.xes")
    ocel, objects, base = read_ocel(where / "a.json")
    check(cases == ocel, "the two formats tell different events")
    check(len(cases) == counts["cases"] == ocel_counts["cases"] == objects["Case"], f"{len(cases)} cases, reported {counts}")
    check(sum(map(len, cases.values())) == counts["events"] == ocel_counts["events"], "not the events that were reported")
    check(sum(objects.values()) == ocel_counts["objects"], "not the objects that were reported")
    check(counts["eventsWithoutDay"] > 0 and counts["fieldsLeftOut"] > 0 and counts["casesUnreadable"] == 0, f"nothing was left out: {counts}")
    check_objects(base, objects)
    listed = json.loads(made_municipality.run(forloeb, "evaluation", "cases", PROJECT, "--json", "--data", data, *CLOCKS))
    check(sorted(cases) == [each["pseudonym"] for each in listed["cases"]], "not the project's cases, or not in their order")
    for pseudonym in list(cases)[:12]:
        check(cases[pseudonym] == replayed(forloeb, data, pseudonym), f"{pseudonym} is another case in a replay")

    text = (where / "a.xes").read_text(encoding="utf-8") + (where / "a.json").read_text(encoding="utf-8")
    for word in clear_words(log):
        check(word not in text, "an export holds a word that is not for evaluators")
    check(date.today().isoformat() not in text, "an export holds today's date")

    there = str(where / "there")
    report = json.loads(made_municipality.run(forloeb, "import", "xes", str(where / "a.xes"), "--source", "evaluering", "--json", "--data", there))
    check((report["cases"], report["sourceEvents"], report["newEvents"]) == (counts["cases"], counts["events"], counts["events"]), f"the import says {report}")
    check(not report["rejected"]["count"] and not report["leftOut"]["count"] and not report["illegalTokens"]["count"] and not report["missingGlobals"],
          f"the import found fault: {report}")
    told = Counter(event[1] for events in cases.values() for event in events)
    check(report["unmappedActivityNames"] == len(told), f"{len(told)} types, imported {report['unmappedActivityNames']}")
    again = json.loads(made_municipality.run(forloeb, "import", "xes", str(where / "a.xes"), "--source", "evaluering", "--json", "--data", there))
    check((again["newEvents"], again["repeatedEvents"]) == (0, counts["events"]), "an export imported twice is there twice")
    print(f"{counts['cases']} cases, {counts['events']} events, {ocel_counts['objects']} objects of {len(objects)} types, {len(told)} event types")
    return 0


if __name__ == "__main__":
    sys.exit(main())
