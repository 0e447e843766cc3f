"""The statistics the measures name, from their definitions and without a library: slow, plain and exact where it can be.

Wilson's and Garwood's intervals, Student's t, the sign test, Wilcoxon's signed ranks by enumeration of sums, and the
Kaplan-Meier quantile with R's type 2 as its uncensored case.
"""

from collections import Counter
from fractions import Fraction
from math import comb, erfc, exp, fsum, lgamma, log, pi, sqrt

Z = 1.959963984540054  # the normal distribution's 97.5 %


def quantile(values, p):
    """R's type 2: the middle of both neighbours where n·p is whole."""
    if not values:
        return None
    ordered = sorted(values)
    place = Fraction(str(p)) * len(ordered)
    whole = int(place)
    if place == whole and whole > 0:
        return (ordered[whole - 1] + ordered[whole]) / 2
    return ordered[whole]


def survival_quantile(observations, p):
    """[(time, censored)]: where the curve crosses 1 - p; its middle where it is flat there; None if it is not reached."""
    goal = 1 - Fraction(str(p))
    seen, events = Counter(time for time, _ in observations), Counter(time for time, censored in observations if not censored)
    curve, left, flat_from = Fraction(1), len(observations), None
    for time in sorted(seen):
        if events[time]:
            if flat_from is not None:
                return (flat_from + time) / 2
            curve *= Fraction(left - events[time], left)
            if curve < goal:
                return time
            if curve == goal:
                flat_from = time
        left -= seen[time]
    return None if flat_from is None else (flat_from + max(seen)) / 2  # flat to the end of what was observed


def wilson(count, n):
    share, wide = count / n, Z * Z / n
    middle = (share + wide / 2) / (1 + wide)
    half = Z / (1 + wide) * sqrt(share * (1 - share) / n + wide / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _poisson_at_most(count, mean):
    return fsum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1)) if mean > 0 else 1.0


def _root(function, low, high):
    """Where a falling function is 0."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def poisson(count, exposure):
    """Garwood: the rates for which so few, or so many, have a chance of 2.5 %."""
    most = 10 * count + 20
    high = _root(lambda mean: _poisson_at_most(count, mean) - 0.025, 0, most)
    low = _root(lambda mean: 0.025 - (1 - _poisson_at_most(count - 1, mean)), 0, most) if count else 0.0
    return low / exposure, high / exposure


def _t_above(t, freedom):
    """P(T > t) by Simpson's rule over the density."""
    scale = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(freedom * pi)
    steps = 4000
    width = t / steps
    inside = [scale * (1 + (width * k) ** 2 / freedom) ** (-(freedom + 1) / 2) for k in range(steps + 1)]
    return 0.5 - width / 3 * fsum([inside[0], inside[-1], 4 * fsum(inside[1:-1:2]), 2 * fsum(inside[2:-1:2])])


def mean_change(differences):
    """(mean, low, high) with Student's t; no interval for a single pair."""
    n = len(differences)
    mean = fsum(differences) / n
    if n < 2:
        return mean, None, None
    spread = sqrt(fsum((d - mean) ** 2 for d in differences) / (n - 1))
    if spread == 0:
        return mean, mean, mean
    t = _root(lambda x: _t_above(x, n - 1) - 0.025, 0, 20)
    return mean, mean - t * spread / sqrt(n), mean + t * spread / sqrt(n)


def sign_test(better, worse):
    """Exact and two-sided; zeros are dropped before."""
    n = better + worse
    if n == 0:
        return None
    tail = sum(comb(n, k) for k in range(min(better, worse) + 1))
    return min(1.0, float(Fraction(2 * tail, 2**n)))


def wilcoxon(differences):
    """Zeros dropped, mid-ranks; every flip of the signs up to 50 pairs, else normal with the correction for ties."""
    left = [d for d in differences if abs(d) > 1e-9]
    n = len(left)
    if n == 0:
        return None
    sizes = sorted(abs(d) for d in left)

    def doubled_rank(size):
        equal = [place for place, other in enumerate(sizes, start=1) if abs(other - size) <= 1e-9]
        return equal[0] + equal[-1]

    ranks = [doubled_rank(abs(d)) for d in left]
    total = sum(ranks)
    positive = sum(rank for rank, d in zip(ranks, left) if d > 0)
    if n <= 50:
        ways = [1] + [0] * total  # of reaching a sum, over all flips
        for rank in ranks:
            for reached in range(total, rank - 1, -1):
                ways[reached] += ways[reached - rank]
        extreme = min(positive, total - positive)
        return min(1.0, float(Fraction(2 * sum(ways[: extreme + 1]), 2**n)))
    variance = sum(rank * rank for rank in ranks) / 16  # doubled ranks: a quarter of the sum of squared ranks
    return erfc(abs(positive - total / 2) / 2 / sqrt(variance) / sqrt(2))
