#!/usr/bin/env python3
"""The oracle of the measures on numbers worked by hand: what the engine is compared with must itself be right."""

import unittest
from datetime import date

from measures import statistics
from measures.figures import Disclosure, Figure, Sample, count_may_show
from measures.told import Moment, days, easter, in_time, is_working_day, working_days


class StatisticsTest(unittest.TestCase):
    def test_a_quantile_is_the_middle_of_both_neighbours_where_it_falls_between_them(self):
        self.assertEqual(statistics.quantile([4, 1, 3, 2], 0.5), 2.5)
        self.assertEqual(statistics.quantile([3, 1, 2], 0.5), 2)
        self.assertEqual(statistics.quantile(list(range(1, 11)), 0.9), 9.5)

    def test_the_survival_quantile_without_censoring_is_the_plain_one(self):
        values = [5, 1, 4, 2, 3, 3]
        for p in (0.5, 0.9):
            self.assertEqual(statistics.survival_quantile([(value, False) for value in values], p), statistics.quantile(values, p))

    def test_a_censored_subject_is_at_risk_until_then_and_the_curve_is_not_prolonged(self):
        self.assertEqual(statistics.survival_quantile([(1, False), (2, True), (3, False), (4, False)], 0.5), 3)  # 3/4, then 3/8
        self.assertIsNone(statistics.survival_quantile([(1, False), (2, True), (3, True)], 0.5))

    def test_intervals_as_tables_have_them(self):
        low, high = statistics.wilson(29, 57)
        self.assertAlmostEqual(low, 0.38260, 5)
        self.assertAlmostEqual(high, 0.63384, 5)
        low, high = statistics.poisson(10, 1)
        self.assertAlmostEqual(low, 4.795, 3)
        self.assertAlmostEqual(high, 18.390, 3)
        mean, low, high = statistics.mean_change([1, 2, 3])
        self.assertAlmostEqual(high - mean, 4.3027 / 3**0.5, 3)  # t of two degrees of freedom

    def test_the_sign_test_is_exact_and_two_sided(self):
        self.assertEqual(statistics.sign_test(5, 0), 2 / 32)
        self.assertEqual(statistics.sign_test(3, 3), 1)
        self.assertIsNone(statistics.sign_test(0, 0))

    def test_wilcoxon_enumerates_the_flips_of_tied_ranks(self):
        self.assertEqual(statistics.wilcoxon([1, 1, 1, 1, 1]), 2 / 32)
        self.assertEqual(statistics.wilcoxon([2, -1, 0]), 1)  # ranks 2 and 1: sums 0, 1, 2, 3
        self.assertAlmostEqual(statistics.wilcoxon([1] * 51), 2 * 0.5 * 9.24e-13, 12)


class TimeTest(unittest.TestCase):
    def test_easter_and_what_hangs_on_it(self):
        self.assertEqual(easter(2024), date(2024, 3, 31))
        self.assertEqual(easter(2025), date(2025, 4, 20))
        self.assertFalse(is_working_day(date(2023, 5, 5)))  # Great Prayer Day
        self.assertTrue(is_working_day(date(2024, 4, 26)))
        self.assertEqual(working_days(date(2025, 4, 16), date(2025, 4, 22)), 1)  # over Easter

    def test_an_instant_has_its_local_day_and_a_month_has_none(self):
        self.assertEqual(Moment("2026-03-28T23:30:00Z").day, date(2026, 3, 29))
        self.assertTrue(Moment("2026-03").imprecise)
        self.assertEqual(days(date(2024, 2, 28), date(2024, 3, 1)), 2)

    def test_in_time_goes_by_instants_only_if_both_are(self):
        self.assertFalse(in_time(Moment("2026-03-01T12:00:00Z"), Moment("2026-03-01T11:00:00Z")))
        self.assertTrue(in_time(Moment("2026-03-01T12:00:00Z"), Moment("2026-03-01")))


def counts(code, counted, among, partition=""):
    return Figure(code, counted, among, "count", counted=counted, among=among, partition=partition)


class DisclosureTest(unittest.TestCase):
    def test_none_and_all_may_be_shown_of_a_process_and_not_of_answers(self):
        self.assertTrue(count_may_show(0, 20) and count_may_show(20, 20) and count_may_show(5, 10))
        self.assertFalse(count_may_show(4, 20) or count_may_show(16, 20) or count_may_show(0, 20, answers=True))

    def test_a_hidden_count_takes_the_smallest_other_of_its_row_along(self):
        sample = Sample("", [counts("a", 3, 30, "row"), counts("b", 12, 30, "row"), counts("c", 15, 30, "row"), counts("d", 0, 30, "row")], 30)
        self.assertEqual(Disclosure([sample]).apply(), (1, 1))
        self.assertEqual([figure.state for figure in sample.figures], ["hidden", "hidden", "shown", "shown"])

    def test_a_stratum_of_few_goes_whole_and_another_with_it(self):
        samples = [Sample("", [counts("a", 20, 40)], 40), *(Sample(name, [counts("a", n // 2, n)], n) for name, n in (("x", 4), ("y", 16), ("z", 20)))]
        Disclosure(samples).apply()
        self.assertEqual([sample.hidden for sample in samples], [False, True, True, False])


if __name__ == "__main__":
    unittest.main()
