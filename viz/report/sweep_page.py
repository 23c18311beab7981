"""A sweep as one page of HTML: what was varied, what came out of it as charts and tables, and how it came about."""
import base64
import collections
import math
import os
import re

import charts
import json_shape
import own_files
import page
import palette
import sweep_charts
import tables
from csv_table import as_number
from markup import Html, html, join
from problems import InputProblem, command
from run_folder import pretty, shown
from tables import Summary, rows, words

MOST_POINTS = 400  # of the table; the rest is in summary.csv
OWN_TEXT, MARK = "sweep.yaml", "sweep.json"
MARK_SHAPE = json_shape.record({}, {"about": json_shape.text})
FIGURES = re.compile(r"(response|heat-map|morris|sobol|survival-[\w-]+|roc-[\w-]+)\.svg")


class Sweep:
    """What a sweep's folder holds: its tables, and a copy of the file that made them."""

    def __init__(self, folder):
        self.folder = folder
        self.name = own_files.as_text(os.path.basename(os.path.abspath(folder)))
        self.runs = rows(folder, "results.csv", tables.RESULTS)
        self.summary = Summary(folder)
        if not self.runs or not self.summary.measures:
            raise InputProblem("'%s' holds no results yet; go on with the sweep: %s says how far it is"
                               % (folder, command("./exomet", "sweep", "status", folder)))
        self.failed = [run for run in self.runs if run["status"] == "failed"]
        self.timings = rows(folder, "timings.csv", tables.TIMINGS)
        self.survival = rows(folder, "survival.csv", tables.SURVIVAL)
        self.tests = rows(folder, "survival_test.csv", tables.SURVIVAL_TEST)
        self.sensitivity = tables.sensitivity(folder)
        self.about = self.mark().get("about", "")
        self.text = own_files.text(folder, OWN_TEXT, tables.remedy(folder)) if own_files.has(folder, OWN_TEXT) else ""

    @property
    def points(self):
        return len({run["point"] for run in self.runs})

    @property
    def replicates(self):
        return len({run["replicate"] for run in self.runs})

    def mark(self):
        return json_shape.read(self.folder, MARK, MARK_SHAPE, tables.remedy(self.folder)) if own_files.has(self.folder, MARK) else {}


def whole_page(folder):
    """The page; InputProblem for a folder without results."""
    sweep = Sweep(folder)
    specs = sweep_charts.specs(sweep)
    sections = [opening(sweep), outcome(specs), figures(sweep), table(sweep), failures(sweep), notes(sweep), provenance(sweep)]
    scripts = charts.with_library({"charts": specs, "ink": page.hexed(palette.INK)}, "sweep_charts.js")
    return page.whole(sweep.name, [section for section in sections if section], scripts)


def opening(sweep):
    done = len(sweep.runs) - len(sweep.failed)
    facts = [html("<b>%s</b> runs", page.amount(done)), html("<b>%s</b> points", page.amount(sweep.points))]
    if sweep.replicates > 1:
        facts.append(html("<b>%d</b> replicates each", sweep.replicates))
    if sweep.failed:
        facts.append(html("<b>%d</b> failed", len(sweep.failed)))
    body = html('<header><p class="kicker">A sweep with exomet</p><h1>%s</h1>', sweep.name.replace("-", " "))
    body += html('<p class="about">%s</p>', sweep.about)
    body += html('<p class="facts">%s</p></header>', join(facts, " · "))
    return body + page.table(["what was varied", "from", "to", "levels"], [varied(axis) for axis in sweep.summary.axes])


def varied(axis):
    unit = " " + pretty(axis.unit) if axis.unit else ""
    name = page.path(axis.name)
    if axis.is_number:
        low, high = (page.amount(v) + unit for v in (min(axis.values), max(axis.values)))
        return [name, low, high, str(len(axis.levels))]
    return [name, ", ".join(shown(level) for level in axis.levels[:12]), "", str(len(axis.levels))]


def outcome(specs):
    if not specs:
        return page.section("What came out", Html("<p>More than two things vary: no chart shows that, the table below does.</p>"))
    cards, key = [], None
    for spec in specs:
        own = legend(spec)
        if own and own != key:
            cards.append(html('<div class="key">%s</div>', own))
            key = own
        cards.append(html('<figure class="card"><figcaption>%s <small>%s</small></figcaption><div class="chart tall"><canvas id="%s" '
                          'role="img" aria-label="%s"></canvas></div></figure>',
                          spec["title"], spec.get("note", ""), spec["id"], spec["title"]))
    body = html('<noscript><p class="caution">The charts need JavaScript.</p></noscript><div class="cards%s">%s</div>',
                " few" if len(specs) < 3 else "", join(cards))
    return page.section("What came out", body, "Shades and brackets are 95 % intervals. Point at a chart to read it.", "outcome")


def legend(spec):
    names = [(line["name"], line["colour"]) for line in spec["lines"] if line["name"]]
    if not names:
        return ""
    items = join(html('<span><span class="dot" style="background:%s"></span>%s</span>', colour, name) for name, colour in names)
    return html("%s %s", spec.get("legend", ""), items)


def figures(sweep):
    """Those that the sweep drew, for print."""
    parts = []
    for name in sorted(filter(FIGURES.fullmatch, os.listdir(sweep.folder))):
        data = base64.b64encode(own_files.read(sweep.folder, name)).decode("ascii")
        parts.append(html('<figure class="picture print"><img alt="%s" src="data:image/svg+xml;base64,%s"></figure>', name[:-4], data))
    if not parts:
        return ""
    return page.section("Figures", join(parts), "As the sweep drew them; in its folder as PNG and SVG.", "figures")


def table(sweep):
    """A row a point, a column a measure: mean and interval."""
    axes, points = sweep.summary.axes, {}
    for row in sweep.summary.table:
        points.setdefault(row["point"], {})[row["measure"]] = row
    listed = []
    for measures in list(points.values())[:MOST_POINTS]:
        one = next(iter(measures.values()))
        listed.append([shortened(one[axis.header]) for axis in axes] +
                      [told(measures[name]) if name in measures else "" for name in sweep.summary.measures])
    units = {row["measure"]: row["unit"] for row in sweep.summary.table}
    head = [words(axis.name) + bracketed(axis.unit) for axis in axes]
    head += [words(name) + bracketed("d" if units[name] == "min" else units[name]) for name in sweep.summary.measures]
    body = page.table(head, listed, "figures")
    left = len(points) - MOST_POINTS
    if left > 0:
        body += html("<p>%d more points are in summary.csv.</p>", left)
    if len(listed) > 30:
        body = html("<details><summary>All points</summary>%s</details>", body)
    return page.section("Point by point", body, "Mean and 95 % interval over the replicates at the end of the runs; of the time of an event, "
                        "the share of runs in which it happened and its mean time.", "points")


def bracketed(unit):
    return " [%s]" % pretty(unit) if unit else ""


def told(row):
    """'3.2 (2.9 to 3.5)'; of an event '40 %, 2.5'; '' for a value that no run has."""
    scale = 1 / 1440 if row["unit"] == "min" else 1
    mean, low, high = (scale * row[name] for name in ("mean", "mean_low", "mean_high"))
    if row["share"] < 1 and row["unit"] == "min":
        return "%.0f %%" % (100 * row["share"]) + ("" if math.isnan(mean) else ", " + page.amount(mean))
    return page.amount(mean) + ("" if math.isnan(low) or low == high else " (%s to %s)" % (page.amount(low), page.amount(high)))


def shortened(level):
    value = as_number(level)
    return shown(level) if value is None else page.amount(value)


def failures(sweep):
    if not sweep.failed:
        return ""
    listed = [[run[column] for column in ("point", "replicate", "seed", "message")] for run in sweep.failed[:100]]
    return page.section("Failed runs", page.table(["point", "replicate", "seed", "why"], listed),
                        "%d runs failed and are in no mean; ./exomet sweep retry does them again." % len(sweep.failed))


def notes(sweep):
    """What the runs note, each note once."""
    counts = collections.Counter(run["notes"] for run in sweep.runs if run.get("notes"))
    if not counts:
        return ""
    listed = [["%d" % count, page.escape(note)] for note, count in counts.most_common(20)]
    return page.section("Notes", page.table(["runs", "what they note"], listed), "The note of each run is in results.csv.", "notes")


def provenance(sweep):
    builds = sorted({row["program"] for row in sweep.timings})
    days = [run["time_d"] for run in sweep.runs if not math.isnan(run["time_d"])]
    facts = [("folder", sweep.name), ("simulated", "up to day %s" % page.amount(max(days, default=math.nan))),
             ("computing", "%s of one processor" % page.duration(sum(row["seconds"] for row in sweep.timings))),
             ("program", ", ".join(builds) or "unknown")]
    body = page.facts(facts) + Html("<h3>The sweep</h3>")
    body += html("<pre>%s</pre>", sweep.text) if sweep.text else Html("<p>Its file was not kept in the folder.</p>")
    return page.section("How it came about", body, "The seed of each run is in results.csv; the same file gives the same results.", "provenance")
