"""A sweep as one page of HTML: what was varied, what came out of it as charts and tables, and how it came about."""
import base64
import json
import math
import os

import charts
import page
import palette
import sweep_charts
from run_folder import InputProblem, pretty, shown
from tables import Summary, number, rows, words

MOST_POINTS = 400  # of the table; the rest is in summary.csv


class Sweep:
    """The tables of a sweep's folder, and the file that asked for it, if it is still there."""

    def __init__(self, folder):
        self.folder = folder
        self.name = os.path.basename(os.path.abspath(folder))
        self.runs = rows(folder, "results.csv")
        self.summary = Summary(folder)
        if not self.runs or not self.summary.measures:
            raise InputProblem("'%s' holds no results yet; go on with the sweep: ./exomet sweep status says how far it is" % folder)
        self.failed = [run for run in self.runs if run["status"] == "failed"]
        self.timings = rows(folder, "timings.csv")
        self.survival, self.tests = rows(folder, "survival.csv"), rows(folder, "survival_test.csv")
        self.sensitivity = rows(folder, "sensitivity.csv")

    @property
    def points(self):
        return len({run["point"] for run in self.runs})

    @property
    def replicates(self):
        return len({run["replicate"] for run in self.runs})

    def remembered(self, key):
        """Of sweep.json; '' where it can't be read."""
        try:
            with open(os.path.join(self.folder, "sweep.json"), encoding="utf-8") as file:
                return str(json.load(file).get(key, ""))
        except (OSError, ValueError, AttributeError):
            return ""

    def file(self):
        """(path, text) of the sweep's file; text '' where it can't be read."""
        path = self.remembered("sweep")
        try:
            with open(path, encoding="utf-8") as file:
                return path, file.read()
        except OSError:
            return path, ""


def html(folder):
    """The page; InputProblem for a folder without results."""
    sweep = Sweep(folder)
    specs = sweep_charts.specs(sweep)
    sections = [opening(sweep), outcome(specs), figures(sweep), table(sweep), failures(sweep), provenance(sweep)]
    script = charts.with_library({"charts": specs, "ink": page.hexed(palette.INK)}, "sweep_charts.js")
    return page.html(sweep, [section for section in sections if section], script)


def opening(sweep):
    done = len(sweep.runs) - len(sweep.failed)
    facts = ["<b>%s</b> runs" % page.amount(done), "<b>%s</b> points" % page.amount(sweep.points)]
    if sweep.replicates > 1:
        facts.append("<b>%d</b> replicates each" % sweep.replicates)
    if sweep.failed:
        facts.append("<b>%d</b> failed" % len(sweep.failed))
    body = '<header><p class="kicker">A sweep with exomet</p><h1>%s</h1>' % page.escape(sweep.name.replace("-", " "))
    body += '<p class="about">%s</p>' % page.escape(sweep.remembered("about"))
    body += '<p class="facts">%s</p></header>' % " · ".join(facts)
    return body + page.table(["what was varied", "from", "to", "levels"], [varied(axis) for axis in sweep.summary.axes])


def varied(axis):
    unit = " " + pretty(axis.unit) if axis.unit else ""
    name = page.path(axis.name)
    if axis.is_number:
        low, high = (page.amount(v) + page.escape(unit) for v in (min(axis.values), max(axis.values)))
        return [name, low, high, str(len(axis.levels))]
    return [name, page.escape(", ".join(shown(level) for level in axis.levels[:12])), "", str(len(axis.levels))]


def outcome(specs):
    if not specs:
        return page.section("What came out", "<p>More than two things vary: no chart shows that, the table below does.</p>")
    cards, key = [], None
    for spec in specs:
        own = legend(spec)
        if own and own != key:
            cards.append('<div class="key">%s</div>' % own)
            key = own
        cards.append('<figure class="card"><figcaption>%s <small>%s</small></figcaption><div class="chart tall"><canvas id="%s" '
                     'role="img" aria-label="%s"></canvas></div></figure>'
                     % (page.escape(spec["title"]), page.escape(spec.get("note", "")), spec["id"], page.escape(spec["title"])))
    body = '<noscript><p class="caution">The charts need JavaScript.</p></noscript><div class="cards%s">%s</div>' % (
        " few" if len(specs) < 3 else "", "".join(cards))
    return page.section("What came out", body, "Shades and brackets are 95 % intervals. Point at a chart to read it.", "outcome")


def legend(spec):
    names = [(line["name"], line["colour"]) for line in spec["lines"] if line["name"]]
    if not names:
        return ""
    items = "".join('<span><span class="dot" style="background:%s"></span>%s</span>' % (colour, page.escape(name)) for name, colour in names)
    return page.escape(spec.get("legend", "")) + " " + items


def figures(sweep):
    """Those that the sweep drew, for print."""
    found = sorted(name for name in os.listdir(sweep.folder) if name.endswith(".svg"))
    parts = []
    for name in found:
        with open(os.path.join(sweep.folder, name), "rb") as file:
            data = base64.b64encode(file.read()).decode("ascii")
        parts.append('<figure class="picture print"><img alt="%s" src="data:image/svg+xml;base64,%s"></figure>' % (page.escape(name[:-4]), data))
    if not parts:
        return ""
    return page.section("Figures", "".join(parts), "As the sweep drew them; in its folder as PNG and SVG.", "figures")


def table(sweep):
    """A row a point, a column a measure: mean and interval."""
    axes, points = sweep.summary.axes, {}
    for row in sweep.summary.table:
        points.setdefault(row["point"], {})[row["measure"]] = row
    listed = []
    for measures in list(points.values())[:MOST_POINTS]:
        one = next(iter(measures.values()))
        listed.append([page.escape(shortened(one[axis.header])) for axis in axes] +
                      [page.escape(told(measures[name])) if name in measures else "" for name in sweep.summary.measures])
    units = {row["measure"]: row["unit"] for row in sweep.summary.table}
    head = [words(axis.name) + bracketed(axis.unit) for axis in axes]
    head += [words(name) + bracketed("d" if units[name] == "min" else units[name]) for name in sweep.summary.measures]
    body = page.table(head, listed, "figures")
    left = len(points) - MOST_POINTS
    if left > 0:
        body += "<p>%d more points are in summary.csv.</p>" % left
    if len(listed) > 30:
        body = "<details><summary>All points</summary>%s</details>" % body
    return page.section("Point by point", body, "Mean and 95 % interval over the replicates at the end of the runs; of the time of an event, "
                        "the share of runs in which it happened and its mean time.", "points")


def bracketed(unit):
    return " [%s]" % pretty(unit) if unit else ""


def told(row):
    """'3.2 (2.9 to 3.5)'; of an event '40 %, 2.5'; '' for a value that no run has."""
    scale = 1 / 1440 if row["unit"] == "min" else 1
    mean, low, high = (scale * number(row[name]) for name in ("mean", "mean_low", "mean_high"))
    share = number(row["share"])
    if share < 1 and row["unit"] == "min":
        return "%.0f %%" % (100 * share) + ("" if math.isnan(mean) else ", " + page.amount(mean))
    return page.amount(mean) + ("" if math.isnan(low) or low == high else " (%s to %s)" % (page.amount(low), page.amount(high)))


def shortened(level):
    try:
        return page.amount(float(level))
    except ValueError:
        return shown(level)


def failures(sweep):
    if not sweep.failed:
        return ""
    listed = [[run["point"], run["replicate"], run["seed"], page.escape(run["message"])] for run in sweep.failed[:100]]
    return page.section("Failed runs", page.table(["point", "replicate", "seed", "why"], listed),
                        "%d runs failed and are in no mean; ./exomet sweep retry does them again." % len(sweep.failed))


def provenance(sweep):
    path, text = sweep.file()
    seconds = sum(number(row["seconds"]) for row in sweep.timings)
    builds = sorted({row["program"] for row in sweep.timings})
    facts = [("folder", sweep.name), ("file", os.path.basename(path) if path else "unknown"),
             ("simulated", "up to day %s" % page.amount(max(number(run["time_d"]) for run in sweep.runs))),
             ("computing", "%s of one processor" % page.duration(seconds)), ("program", ", ".join(builds) or "unknown")]
    body = "<dl>%s</dl>" % "".join("<dt>%s</dt><dd>%s</dd>" % (page.escape(name), page.escape(value)) for name, value in facts)
    body += "<h3>The sweep</h3><pre>%s</pre>" % page.escape(text) if text else ""
    return page.section("How it came about", body, "The seed of each run is in results.csv; the same file gives the same results.", "provenance")
