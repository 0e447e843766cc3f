#!/usr/bin/env python3
"""kill -9 under load: several clients append over a socket while the server is killed at random and started again.

    kill_test.py FORLOEB [--scale small|ci|long | --kills N] [--clients N] [--seed S]

FORLOEB is the built program. Checks, against what the clients were told: every acknowledged append is there, whole, once,
at the position answered, with the content sent; an append without an answer is there once or not at all, and exactly once
after it was asked again; nothing else is there; positions and versions have no gap; the proof root recomputes; the log
continues every checkpoint that was signed under load before a kill; the rows of every projection equal those of a rebuild,
live and read by a fresh process. A run in which nobody was interrupted, or nothing was written, fails. What this cannot
show: that data was synced (a killed process loses no pages of the kernel's); tests/faults/power_cut_test.cpp is for that."""

import random
import time

from client_script import SHARED_CASE, Append, Client, ClientScript, FixedScript, event_id, opening
from fault_script import play, require
from running_server import RunningServer
from service_checks import check_ready

KILLS = {"small": 8, "ci": 500, "long": 3000}
CATCH_UP_SECONDS = 60  # only to end a test that hangs
READY_POLLS_MAX = 4000  # of 5 ms and more: far above what a start takes, far below what a lost one would


def holds(stored, sent):
    """Is every field of `sent` there with its value? Sealed parts are not shown by `tail`."""
    return all(holds(stored.get(key), value) if isinstance(value, dict) else stored.get(key) == value
               for key, value in sent.items() if key != "personal")


def check_log(events, clients):
    """The log as `forloeb tail --from 0` tells it, against the clients' memories."""
    versions, places = {}, {}
    for number, event in enumerate(events):
        require(int(event["position"]) == number, f"position {event['position']} stands where {number} is due")
        stream = (event["stream"]["kind"], event["stream"]["id"])
        versions[stream] = versions.get(stream, 0) + 1
        require(int(event["version"]) == versions[stream], f"position {number}: version {event['version']} of its stream, "
                                                           f"{versions[stream]} is due")
        require(event["eventId"] not in places, f"position {number} repeats the event of {places.get(event['eventId'])}")
        places[event["eventId"]] = number
    expected = 0
    for client in clients:
        last = -1
        for index in range(client.asked):
            append = client.script.append(index)
            if append is None:
                break
            ids = [event_id(append.id, ordinal) for ordinal in range(len(append.lines))]
            present = sum(1 for event in ids if event in places)
            expected += present
            answered = index < client.acknowledged
            require(present in ((len(ids),) if answered else (0, len(ids))),
                    f"append {append.id}: {present} of {len(ids)} events, {'acknowledged' if answered else 'unknown'}")
            if present == 0:
                continue
            # An append stands stream by stream in the order in which its streams were first named.
            streams = list(dict.fromkeys(line[0] for line in append.lines))
            ordered = sorted(append.lines, key=lambda line: streams.index(line[0]))
            first = places[ids[0]]
            for offset, (stream, _, sent) in enumerate(ordered):
                event = events[first + offset] if first + offset < len(events) else None
                require(event is not None and event["eventId"] == ids[offset] and event["stream"]["id"] == str(stream),
                        f"append {append.id} does not stand side by side from position {first}")
                require(holds(event["event"], sent), f"position {first + offset} does not hold what was sent")
            require(first > last, f"append {append.id} stands before an earlier one of its client")
            last = first
            if answered:
                answer = client.answers[index]
                require(answer["appendId"] == str(append.id) and int(answer["position"]) == first and answer["count"] == len(ids),
                        f"append {append.id} was acknowledged at {answer['position']} and stands at {first}")
    require(expected == len(events), f"{len(events) - expected} events are there that nobody sent")


def caught_up(server, head):
    """What all projections say of themselves, once they have applied the whole log."""
    deadline = time.monotonic() + CATCH_UP_SECONDS
    while True:
        answer = server.ask("projection", "status", "--digest")[0]
        if all(int(projection["checkpoint"]) == head for projection in answer["projections"]):
            return answer
        require(time.monotonic() < deadline, f"the projections do not reach position {head}")
        time.sleep(0.02)


def digests(answer):
    found = {projection["name"]: projection["digest"] for projection in answer["projections"]}
    require(found and all(found.values()), "no projection, or one without a digest")
    return found


def check_projections(server, head):
    before = caught_up(server, head)
    for projection in before["projections"]:
        server.ask("projection", "rebuild", projection["name"])
    after = caught_up(server, head)
    for old, new in zip(before["projections"], after["projections"]):
        require(int(new["generation"]) > int(old["generation"]), f"{old['name']} was not rebuilt")
    require(any(int(projection["rows"]) > 0 for projection in before["projections"]), "no projection has a row")
    require(digests(before) == digests(after), f"the live rows differ from a rebuild: {digests(before)} {digests(after)}")
    return digests(before)


def check_all(server, clients):
    events = server.ask("tail", "--from", "0", "--until-now")
    check_log(events, clients)
    require(server.ask("log", "root", "--recompute")[0]["same"], "the root does not recompute")
    return len(events)


def run(options, folder):
    chance = random.Random(options.seed)
    kills = options.kills or KILLS[options.scale]
    server = RunningServer(options.forloeb, folder)
    checkpoint = folder / "checkpoint"  # the newest that was given out
    clients = [Client(options.forloeb, server.address, ClientScript(options.seed, number))
               for number in range(1, options.clients + 1)]
    shared = Client(options.forloeb, server.address, FixedScript([Append(SHARED_CASE, [(SHARED_CASE, 0, opening(SHARED_CASE))])]))
    server.start()
    shared.start(count=1)
    shared.wait()
    require(shared.acknowledged == 1, "the first case cannot be opened")
    everybody = [shared, *clients]

    interrupted = lives_with_load = polls = 0
    check_every = max(1, kills // 20)
    for number in range(1, kills + 1):
        before = sum(client.acknowledged for client in clients)
        for client in clients:
            client.start()
        time.sleep(chance.uniform(0.01, 0.15))
        checkpoint.write_text(server.ask("log", "checkpoint")[0]["note"])
        time.sleep(chance.uniform(0.01, 0.2))
        server.kill()
        for client in clients:
            client.wait()
        interrupted += any(client.interrupted for client in clients)
        lives_with_load += sum(client.acknowledged for client in clients) > before
        server.start()
        polls = max(polls, server.polls_until_ready)
        server.ask("log", "consistency", str(checkpoint))  # ends the test unless it is continued
        require(not list(check_ready(polls, READY_POLLS_MAX)), f"the server was ready after {polls} polls")
        if number % check_every == 0:
            check_all(server, everybody)

    for client in clients:  # nothing in the way any more: every open append is asked again, and some follow
        client.start(count=10)
    for client in clients:
        client.wait()
        require(not client.interrupted, "a client was turned away although nothing was in its way")
        require(not client.refusals, f"refused: {client.refusals[:1]}")
    events = check_all(server, everybody)
    live = check_projections(server, events)
    require(server.stop() == 0, f"the server did not stop in good order:\n{server.log_text()}")
    fresh = digests(server.ask_files("projection", "status", "--digest")[0])
    require(fresh == live, f"a fresh process reads other rows than the server served: {live} {fresh}")

    appends = sum(client.acknowledged for client in clients)
    repeated_before = sum(answer["repeated"] for client in clients for answer in client.answers)
    print(f"{kills} kills under load, {interrupted} of them interrupted clients, {appends} appends acknowledged in {events} events, "
          f"{repeated_before} unknown appends had been stored, {len(live)} projections equal to a rebuild, "
          f"ready after {polls} polls at most; seed {options.seed}")
    require(interrupted == kills, "a kill interrupted nobody: the load was too small")
    require(lives_with_load * 2 > kills, "hardly anything was acknowledged between the kills")


if __name__ == "__main__":
    play(__doc__, run, KILLS, kills=0, clients=4)
