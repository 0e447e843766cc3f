"""Cohorts within one another (projections/README.md, "Nested cohorts"): what a narrowed cohort shows is what the table it is a
cell of would show. A table is a query of its own, by unit and, if the cohort is narrowed or split by another dimension, by
both with their totals.
"""

from dataclasses import replace

from measures.figures import PERSONS_MIN
from measures.figures import hide as hide_figure

MARK = "\x1f"
OTHERS = (("kind", "kind"), ("targetGroup", "target_group"), ("methodVersion", "method_version"))


def _second(query):
    """(the dimension beside the unit, the value of it that is asked for); "" where there is none."""
    for dimension, field in OTHERS:
        if getattr(query, field):
            return dimension, getattr(query, field)
    return ("" if query.by in ("", "unit", "month", "quarter") else query.by), ""


def tables(query):
    """[(name of the part of the period, query)]; nothing where no dimension is narrowed."""
    if not query.unit and not any(getattr(query, field) for _, field in OTHERS):
        return []
    second = _second(query)[0]
    parts = [("", query), *(query.parts() if query.by in ("month", "quarter") else [])]
    return [(name, replace(part, unit="", kind="", target_group="", method_version="", by="unit+" + second if second else "unit")) for name, part in parts]


def strata(table, rows):
    """[(name, part of, and part of, rows)] in the order of their names."""
    second = table.by.partition("+")[2]
    found = {}
    for row in rows:
        unit = row.values["unit"]
        if not second:
            found.setdefault(unit, ("", None, []))[2].append(row)
            continue
        value = row.values[second]
        of_unit, of_value = f"unit{MARK}{unit}", f"second{MARK}{value}"
        for name, part_of, and_part_of in ((of_unit, "", None), (of_value, "", None), (f"cell{MARK}{unit}{MARK}{value}", of_unit, of_value)):
            found.setdefault(name, (part_of, and_part_of, []))[2].append(row)
    return [(name, *found[name]) for name in sorted(found, key=str.encode)]


def _name(query, unit, value):
    if not _second(query)[0]:
        return unit
    if not unit:
        return f"second{MARK}{value}" if value else ""
    return f"cell{MARK}{unit}{MARK}{value}" if value else f"unit{MARK}{unit}"


def hide(query, part, cells, samples):
    """Hides in the samples what the table's cells do not show; how many figures."""
    second, value = _second(query)
    if part:
        return sum(_hide_like(cells, _name(query, query.unit, value), sample) for sample in samples[1:] if sample.name == part)
    gone = _hide_like(cells, _name(query, query.unit, value), samples[0])
    for sample in samples[1:]:
        if query.by == "unit":
            gone += _hide_like(cells, _name(query, sample.name, value), sample)
        elif query.by == second:
            gone += _hide_like(cells, _name(query, query.unit, sample.name), sample)
    return gone


def _hide_like(cells, name, sample):
    if sample.hidden:
        return 0
    cell = cells[0] if not name else next((each for each in cells[1:] if each.name == name), None)
    if cell is None or cell.persons != sample.persons:
        few = 0 < len(sample.who ^ cells[0].who) < PERSONS_MIN
        return _hide_all(sample) if few else 0
    if cell.hidden:
        return _hide_all(sample)
    hidden = {figure.code for figure in cell.figures if figure.state == "hidden"}
    gone = [figure for figure in sample.figures if figure.code in hidden and figure.state != "hidden"]
    for figure in gone:
        hide_figure(figure)
    return len(gone)


def _hide_all(sample):
    gone = len(sample.figures)
    sample.hidden, sample.figures = True, []
    return gone
