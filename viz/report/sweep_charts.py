"""What a sweep's page draws: a list of charts as plain data, for sweep_charts.js.

A chart: {id, title, note, legend, kind, x, y, lines: [{name, colour, points: [[x, value, low, high]]}]}; kind: "lines",
"steps" or "bars"; x: {title, log, labels}, labels being the names of 0, 1, ... where x isn't a number."""
import math

import page
import palette
from csv_table import as_number
from run_folder import pretty
from tables import words


def specs(sweep):
    if sweep.survival:
        found = survival(sweep)
    elif sweep.sensitivity:
        found = sensitivity(sweep)
    elif 1 <= len(sweep.summary.axes) <= 2:
        found = response(sweep.summary)
    else:
        found = []
    return [dict(spec, id="chart-%d" % i) for i, spec in enumerate(found)]


def colour(i):
    return page.hexed(palette.SERIES[i % len(palette.SERIES)])


def finite(value):
    return None if math.isnan(value) else float("%.6g" % value)


def response(summary):
    """Measures against the first number that varies, a line for each level of the other."""
    axes = summary.axes
    x = next((axis for axis in axes if axis.is_number), axes[0])
    other = next((axis for axis in axes if axis is not x), None)
    levels = other.levels if other else [None]
    places = x.values if x.is_number else list(range(len(x.levels)))
    for measure in summary.measures:
        title, values = summary.of(measure)
        lines = []
        for i, level in enumerate(levels):
            of_level = [values.get(tuple(at if axis is x else level for axis in axes), (math.nan,) * 3) for at in x.levels]
            ordered = other and other.is_number
            lines.append({"name": "" if level is None else named(level, other), "points":
                          [[place, *map(finite, triple)] for place, triple in zip(places, of_level)],
                          "colour": page.hexed(palette.ordered(i, len(levels))) if ordered else colour(i)})
        yield {"kind": "lines", "title": capital(pretty(title)), "lines": lines, "legend": words(other.name) if other else "",
               "x": {"title": words(x.name) + (" [%s]" % pretty(x.unit) if x.unit else ""), "log": x.is_log,
                     "labels": None if x.is_number else [level.replace("_", " ") for level in x.levels]}}


def named(level, axis):
    value = as_number(level)
    return level.replace("_", " ") if value is None else "%.3g" % value + (" " + pretty(axis.unit) if axis.unit else "")


def capital(text):
    return text[:1].upper() + text[1:]


def survival(sweep):
    """Kaplan-Meier curves, a chart an event, a line a group."""
    for event in dict.fromkeys(row["event"] for row in sweep.survival):
        mine = [row for row in sweep.survival if row["event"] == event]
        test = next((row for row in sweep.tests if row["event"] == event and not math.isnan(row["p"])), None)
        end = max(row["time"] for row in mine)
        lines = []
        for i, group in enumerate(dict.fromkeys(row["group"] for row in mine)):
            points = [[row["time"], *(finite(row[name]) for name in ("survival", "low", "high"))]
                      for row in mine if row["group"] == group]
            lines.append({"name": group.replace("_", " "), "colour": colour(i), "points": points + [[end, *points[-1][1:]]]})
        yield {"kind": "steps", "title": "Free of " + words(event), "lines": lines, "legend": "group",
               "note": probability(test["p"]) if test else "", "x": {"title": "time [%s]" % mine[0]["time_unit"]}}


def probability(p):
    return "log-rank p " + ("< 0.0001" if p < 1e-4 else "= %.2g" % p)


def sensitivity(sweep):
    """Bars, a chart a measure: what matters is high."""
    table = sweep.sensitivity
    kinds = [("mu_star", "mean size of effect"), ("sigma", "spread of effect")]
    if not any(row["index"] == "mu_star" for row in table):
        kinds = [("first", "alone"), ("total", "with all interactions")]
    for measure in dict.fromkeys(row["measure"] for row in table):
        mine = [row for row in table if row["measure"] == measure]
        names = list(dict.fromkeys(row["parameter"] for row in mine))
        lines = []
        for i, (index, name) in enumerate(kinds):
            of = {row["parameter"]: row for row in mine if row["index"] == index}
            points = [[n, *(finite(of[parameter][column]) for column in ("value", "low", "high"))]
                      for n, parameter in enumerate(names) if parameter in of]
            lines.append({"name": name, "colour": colour(i), "points": points})
        yield {"kind": "bars", "title": capital(words(measure)), "lines": lines, "legend": "",
               "note": pretty(mine[0]["unit"]) if kinds[0][0] == "mu_star" else "share of variance",
               "x": {"title": "", "labels": [words(name) for name in names]}}
