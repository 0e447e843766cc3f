#!/usr/bin/env python3
"""How tools/bench/compare reads pgbench, joins figures and judges goals; starts nothing and measures nothing."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools/bench"))
from peers import loads, report  # noqa: E402
from peers.cluster import Trouble  # noqa: E402

PRINTED = """number of transactions actually processed: 4
number of failed transactions: 0 (0.000%)
latency average = 1.0 ms
tps = 50.000000 (without initial connection time)
"""
LOG = ["0 1 400 0 1700000000 1", "1 1 100 0 1700000000 2", "0 2 300 0 1700000000 3", "1 2 200 0 1700000000 4"]


def load(**changes):
    return loads.Load(**{"name": "peer.append", "database": "d", "clients": 2, "script": "", "settings": "said", **changes})


def figure(name, per_second, **more):
    return {"name": name, "settings": "said", "inFlight": 1, "operations": 10, "seconds": 1, "perSecond": per_second, **more}


class ReadingPgbench(unittest.TestCase):
    def test_percentiles_are_by_nearest_rank_of_the_log(self):
        found = loads.figure(load(), PRINTED, LOG)
        self.assertEqual((found["p50Micros"], found["p99Micros"], found["p999Micros"]), (200, 400, 400))
        self.assertEqual((found["operations"], found["perSecond"], found["seconds"], found["inFlight"]), (4, 50, 0.08, 2))

    def test_a_pipeline_counts_its_operations_and_takes_the_time_of_all_of_them(self):
        found = loads.figure(load(per_transaction=16, in_flight=16), PRINTED, LOG)
        self.assertEqual((found["operations"], found["perSecond"], found["inFlight"], found["p50Micros"]), (64, 800, 32, 200))

    def test_a_percentile_of_a_thousand_is_its_990th(self):
        self.assertEqual(loads.percentile(list(range(1, 1001)), 0.99), 990)
        self.assertEqual(loads.percentile([7], 0.999), 7)
        self.assertEqual(loads.percentile([], 0.5), 0)

    def test_failed_transactions_and_missing_logs_are_no_figure(self):
        for printed, log in ((PRINTED.replace("failed transactions: 0", "failed transactions: 1"), LOG), (PRINTED, []),
                             ("pgbench: error", LOG)):
            with self.assertRaises(Trouble):
                loads.figure(load(), printed, log)


class TheLoads(unittest.TestCase):
    def test_names_differ_and_each_is_compared_or_known_to_stand_alone(self):
        names = [one.name for one in [*loads.APPENDS, *loads.READS]]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual({baseline for _, baseline in report.BESIDE} | {"event_table.read_log"}, set(names))

    def test_a_pipeline_of_transactions_commits_each_and_a_batch_commits_once(self):
        scripts = {one.name: one.script for one in loads.APPENDS}
        self.assertEqual(scripts["event_table.append.clients_64.in_flight_16"].count("COMMIT;"), 16)
        self.assertEqual(scripts["event_table.append.clients_64.batch_16"].count("COMMIT;"), 0)
        self.assertEqual(scripts["event_table.append.clients_64.batch_16"].count("INSERT"), 16)
        self.assertEqual(scripts["event_table.append.clients_1.in_flight_1"].count("INSERT"), 1)


class Joining(unittest.TestCase):
    BENCH = {"figures": [figure("raw_put.threads_64", 20000),
                         figure("append.clients_64.in_flight_1", 30000, baseline="raw_put.threads_64"),
                         figure("append.clients_64.in_flight_16", 59999)],
             "goals": [{"goal": "p99", "measured": 2.0, "atMost": 1.5, "met": False}],
             "quantities": [{"name": "bytes", "value": 1.5, "unit": "times"}]}
    PEERS = [figure("message_db.append.clients_64.in_flight_1", 2000, p50Micros=1234.5, p99Micros=12.34, p999Micros=1.234),
             figure("message_db.append.clients_64.in_flight_16", 2000)]

    def report(self):
        return report.joined([(self.BENCH, self.PEERS)], {"cores": 2}, {"PostgreSQL": {"fsync": "on", "indexes": ["a", "b"]}})

    def test_each_of_ours_stands_beside_each_baseline_that_was_measured(self):
        self.assertEqual([(pair["ours"], pair["baseline"], pair["ratio"]) for pair in self.report()["comparisons"]],
                         [("append.clients_64.in_flight_1", "raw_put.threads_64", 1.5),
                          ("append.clients_64.in_flight_1", "message_db.append.clients_64.in_flight_1", 15.0),
                          ("append.clients_64.in_flight_16", "message_db.append.clients_64.in_flight_16", 29.9995)])

    def test_a_goal_is_met_at_its_figure_and_not_just_below_it(self):
        self.assertEqual([(goal["goal"], goal["met"]) for goal in self.report()["goals"]],
                         [("p99", False), ("64 clients, 1 in flight: rate, times message-db", True),
                          ("64 clients, 16 in flight: rate, times message-db", False)])

    def test_the_page_states_settings_ratios_and_goals(self):
        page = "\n".join(report.page(self.report()))
        for line in ("  fsync: on", "  indexes: a; b", "1,234 / 12.3 / 1.23", "1 of 3 goals met", "≤ 1.50  not met"):
            self.assertIn(line, page)

    def test_the_tables_for_a_readme_hold_every_comparison_and_every_goal(self):
        lines = report.markdown(self.report())
        self.assertIn("| append.clients_64.in_flight_1 | 30,000 |  | message_db.append.clients_64.in_flight_1 | 2,000 | "
                      "1.23 / 0.01 ms | 15.0 |", lines)
        self.assertIn("| p99 | 2.00 | ≤ 1.50 | not met |", lines)
        self.assertEqual(len(lines), 2 + 3 + 1 + 2 + 3)

    def test_what_nobody_measured_is_not_compared(self):
        found = report.joined([({"figures": []}, self.PEERS)], {}, {})
        self.assertEqual((found["comparisons"], found["goals"]), ([], []))


if __name__ == "__main__":
    unittest.main()
