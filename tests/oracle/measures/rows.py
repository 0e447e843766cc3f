"""What the measures say their figures with: rows of one sort as tuples, and waiting times among them."""

from measures.figures import durations


def of(rows, *sorts):
    return [(row.person, row.case, *row.says) for row in rows if row.sort in sorts]


def number(rows, sort):
    return sum(1 for row in rows if row.sort == sort)


def waits(code, rows, place, **beside):
    """Of rows whose says[place] is (days, censored), or None for imprecise."""
    told = [(row[0], row[1], *row[2 + place]) for row in rows if row[2 + place] is not None]
    return durations(code, told, imprecise=len(rows) - len(told), **beside)
