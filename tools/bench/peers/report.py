"""Joins figures of Forløb and of its peers by their names: comparisons, goals, JSON and a table. Pure; measures nothing.

A figure is one of `forloeb bench --json`: name, perSecond, p50Micros and so on. A figure that a run left out leaves its
comparisons and goals out; a goal whose two sides were measured is met or not met, and nothing in between."""

# The work, ours, and whom it is measured against. RocksDB's figures come from `forloeb bench`, as its `baseline`.
BESIDE = [
    ("append.clients_1.in_flight_1", "message_db.append.clients_1.in_flight_1"),
    ("append.clients_1.in_flight_1", "event_table.append.clients_1.in_flight_1"),
    ("append.clients_64.in_flight_1", "message_db.append.clients_64.in_flight_1"),
    ("append.clients_64.in_flight_1", "message_db.append.clients_8.in_flight_1"),
    ("append.clients_64.in_flight_1", "event_table.append.clients_64.in_flight_1"),
    ("append.clients_64.in_flight_16", "message_db.append.clients_64.in_flight_16"),
    ("append.clients_64.in_flight_16", "event_table.append.clients_64.in_flight_16"),
    ("append.clients_64.in_flight_16", "event_table.append.clients_64.batch_16"),
    ("read.clients_1", "event_table.read.clients_1"),
    ("read.clients_8", "event_table.read.clients_8"),
]

# Operations per second, ours to the peer's. Goals that need no peer are measured by `forloeb bench` itself.
GOALS = [
    ("64 clients, 1 in flight: rate, times message-db",
     "append.clients_64.in_flight_1", "message_db.append.clients_64.in_flight_1", 15),
    ("64 clients, 16 in flight: rate, times the event table",
     "append.clients_64.in_flight_16", "event_table.append.clients_64.in_flight_16", 4),
    ("64 clients, 16 in flight: rate, times message-db",
     "append.clients_64.in_flight_16", "message_db.append.clients_64.in_flight_16", 30),
    ("read one case of 100 events, 8 clients: rate, times PostgreSQL by stream",
     "read.clients_8", "event_table.read.clients_8", 5),
    ("read one case of 100 events, 1 client: rate, times PostgreSQL by stream",
     "read.clients_1", "event_table.read.clients_1", 1.5),
]
PERCENTILES = ("p50Micros", "p99Micros", "p999Micros")


def by_name(figures):
    return {figure["name"]: figure for figure in figures}


def ratio(figures, ours, baseline):
    """None where one of them was not measured."""
    if ours not in figures or baseline not in figures or figures[baseline]["perSecond"] <= 0:
        return None
    return figures[ours]["perSecond"] / figures[baseline]["perSecond"]


def comparisons(figures):
    """Each of our figures beside each of its baselines, in the order in which ours were measured."""
    named = by_name(figures)
    pairs = [(figure["name"], figure["baseline"]) for figure in figures if "baseline" in figure] + BESIDE
    order = {figure["name"]: place for place, figure in enumerate(figures)}
    found = []
    for ours, baseline in sorted(pairs, key=lambda pair: order.get(pair[0], len(order))):
        times = ratio(named, ours, baseline)
        if times is not None:
            found.append({"ours": ours, "baseline": baseline, "ratio": times})
    return found


def goals(figures, goals_of_bench):
    named = by_name(figures)
    found = list(goals_of_bench)
    for text, ours, baseline, wanted in GOALS:
        times = ratio(named, ours, baseline)
        if times is not None:
            found.append({"goal": text, "measured": times, "atLeast": wanted, "met": times >= wanted})
    return found


def joined(rounds, machine, settings):
    """The whole report. `rounds`: per round what `forloeb bench --json` printed, and the figures of the peers after it."""
    figures, bench_goals, quantities = [], [], []
    for bench, peers in rounds:
        figures += [*bench["figures"], *peers]
        bench_goals += bench.get("goals", [])
        quantities += bench.get("quantities", [])
    return {"machine": machine, "settings": settings, "figures": figures, "quantities": quantities,
            "comparisons": comparisons(figures), "goals": goals(figures, bench_goals)}


def number(value):
    """Three digits of it, and thousands apart."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(heads, rows):
    """Columns side by side: the first to the left, numbers to the right."""
    rows = [heads, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) if heads[column] in LEFT else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(row, widths))]
        lines.append("  ".join(cells).rstrip())
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


LEFT = {"ours", "beside", "goal", "met", "figure", "what was done", "quantity", "unit"}


def percentiles(figure):
    """As one cell; what was not timed one by one has none."""
    return " / ".join(number(figure[key]) for key in PERCENTILES) if all(key in figure for key in PERCENTILES) else "-"


def page(report):
    """The report as lines for people."""
    named = by_name(report["figures"])
    lines = [f"{name}: {value}" for name, value in report["machine"].items()]
    for side, settings in report["settings"].items():
        lines += ["", side]
        lines += [f"  {name}: {'; '.join(value) if isinstance(value, list) else value}" for name, value in settings.items()]
    rows = []
    for pair in report["comparisons"]:
        ours, baseline = named[pair["ours"]], named[pair["baseline"]]
        rows.append([ours["name"], number(ours["perSecond"]), percentiles(ours), baseline["name"],
                     number(baseline["perSecond"]), percentiles(baseline), number(pair["ratio"])])
    times = "p50 / p99 / p99.9 µs"
    lines += ["", *table(["ours", "per s", times, "beside", "per s", times, "ratio"], rows)]
    lines += ["", *table(["figure", "under way", "operations", "what was done"],
                         [[figure["name"], str(figure["inFlight"]), f"{figure['operations']:,}", figure["settings"]]
                          for figure in report["figures"]])]
    if report["quantities"]:
        lines += ["", *table(["quantity", "measured", "unit"], [[one["name"], number(one["value"]), one["unit"]]
                                                                for one in report["quantities"]])]
    return lines + ["", *goal_lines(report["goals"])]


def goal_rows(judged):
    return [[goal["goal"], number(goal["measured"]),
             "≥ " + number(goal["atLeast"]) if "atLeast" in goal else "≤ " + number(goal["atMost"]),
             "met" if goal["met"] else "not met"] for goal in judged]


def goal_lines(judged):
    rows = goal_rows(judged)
    met = sum(goal["met"] for goal in judged)
    return [*table(["goal", "measured", "wanted", "met"], rows), "", f"{met} of {len(rows)} goals met"]


def in_milliseconds(figure):
    """p50 / p99 as one cell."""
    times = [figure.get(key) for key in PERCENTILES[:2]]
    return " / ".join(number(time / 1000) for time in times) + " ms" if all(times) else ""


def markdown(report):
    """The comparisons and the goals as tables for a README."""
    named = by_name(report["figures"])
    rows = []
    for pair in report["comparisons"]:
        ours, baseline = named[pair["ours"]], named[pair["baseline"]]
        rows.append([ours["name"], number(ours["perSecond"]), in_milliseconds(ours), baseline["name"],
                     number(baseline["perSecond"]), in_milliseconds(baseline), number(pair["ratio"])])
    lines = []
    for heads, body in ((["ours", "per s", "p50 / p99", "beside", "per s", "p50 / p99", "ratio"], rows),
                        (["goal", "measured", "wanted", ""], goal_rows(report["goals"]))):
        lines += ["| " + " | ".join(row) + " |" for row in [heads, ["---"] * len(heads), *body]] + [""]
    return lines[:-1]
