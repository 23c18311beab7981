"""Changes each value that reports and figures read back, one at a time: a page, or one message with the file's name.

  read_back.py SOURCE RUN SWEEP...    prints what got through: a traceback, or text that arrived as HTML"""
import collections
import contextlib
import csv
import html.parser
import io
import json
import os
import random
import shutil
import sys
import tempfile

SOURCE, RUN, SWEEPS = sys.argv[1], sys.argv[2], sys.argv[3:]
sys.path[:0] = [os.path.join(SOURCE, "viz", folder) for folder in ("report", "plots", "paraview")]

import graph  # noqa: E402
import report  # noqa: E402
import run as run_figures  # noqa: E402
import sweep as sweep_figures  # noqa: E402
from problems import InputProblem  # noqa: E402

MARKER = "zq<zq zq='\"&$x_$\\"
FIGURES_EVERY = 150  # changes, since drawing takes a second
VALUES = [None, True, -1, 7, 2**70, 1e300, -0.5, "", "x", "1e999", "\u0661", "a/../b", "\ud800", "\x00", MARKER, [], {}, [[]], {MARKER: MARKER}]
CELLS = ["", "x", "-1", "1e308", "1e99", "-1e99", "1e999", "nan", "inf", "1_0", "\u0661", "0x1", " 1", "done", "../x", "\x00", "\udce9", "a\nb", MARKER]

drawn, draw = {}, graph.draw


def remembered_draw(run, sums):
    """Graphviz is asked once for each graph."""
    key = graph.dot(run, sums)
    if key not in drawn:
        drawn[key] = draw(run, sums)
    return drawn[key]


graph.draw = remembered_draw


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.bad = []

    def handle_starttag(self, tag, attributes):
        if "zq" in tag or any("zq" in name for name, _ in attributes):
            self.bad.append(self.get_starttag_text())


def figures(folder):
    if os.path.exists(os.path.join(folder, "results.csv")):
        sweep_figures.draw([folder])
    else:
        run_figures.draw([folder])


def attempt(folder, kind, what, outcomes):
    """Writes the page, now and then the figures, too; tells what got through."""
    outcomes["tried"] += 1
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            report.report([folder, "--no-picture", "--out", os.path.join(folder, "page.html")])
            if outcomes["tried"] % FIGURES_EVERY == 0:
                figures(folder)
    except InputProblem as problem:
        outcomes["refused"] += 1
        if not any(name in str(problem) for name in (kind, folder)):
            print("%s: the message names no file: %s" % (what, problem))
    except Exception as error:  # what the test is for
        outcomes["fault"] += 1
        print("%s: %s: %s" % (what, type(error).__name__, error))
    else:
        outcomes["page"] += 1
        with open(os.path.join(folder, "page.html"), encoding="utf-8") as file:
            text = file.read()
        page = Page()
        page.feed(text)
        if page.bad or "<zq" in text:
            print("%s arrived as HTML: %.100s" % (what, page.bad))


def places(value, path=()):
    """The paths of all values within a value."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, path + (key,))
    elif isinstance(value, list):
        for i, item in enumerate(value[:40]):
            yield from places(item, path + (i,))


def at(value, path):
    return at(value[path[0]], path[1:]) if path else value


def changed(value, path, to):
    if not path:
        return to
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], to)
    return copy


def without(value, path):
    if len(path) > 1:
        copy = dict(value) if isinstance(value, dict) else list(value)
        copy[path[0]] = without(value[path[0]], path[1:])
        return copy
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if key != path[0]}
    return value[:path[0]] + value[path[0] + 1:]


def change_json(folder, name, outcomes, chance):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as file:
        original = file.read()
    record = json.loads(original)
    for place in places(record):
        variants = [without(record, place) if place and chance.random() < 0.2 else changed(record, place, chance.choice(VALUES))]
        if isinstance(at(record, place), str):
            variants.append(changed(record, place, MARKER))
        for variant in variants:
            with open(path, "w", encoding="utf-8") as file:
                json.dump(variant, file)
            attempt(folder, name, "%s %s" % (name, ".".join(map(str, place))), outcomes)
    with open(path, "w", encoding="utf-8") as file:
        file.write(original)


def change_csv(folder, name, outcomes, chance):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8", newline="") as file:
        original = file.read()
    table = list(csv.reader(io.StringIO(original)))
    some = sorted({0, 1, 2, len(table) - 1} & set(range(len(table))))
    for row in some:
        for column in range(len(table[row])):
            for cell in (chance.choice(CELLS), MARKER):
                variant = [list(fields) for fields in table]
                variant[row][column] = cell
                with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows(variant)
                attempt(folder, name, "%s:%d column %d '%s'" % (name, row + 1, column + 1, ascii(cell)), outcomes)
    for cut in sorted({0, 1, len(original) // 2, len(original) - 2}):
        with open(path, "w", encoding="utf-8") as file:
            file.write(original[:cut])
        attempt(folder, name, "%s cut at %d" % (name, cut), outcomes)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(original)


def main():
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    outcomes = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for i, original in enumerate([RUN, *SWEEPS]):
            folder = shutil.copytree(original, os.path.join(scratch, "folder-%d" % i), ignore=shutil.ignore_patterns("runs", "cells", "fields"))
            for name in sorted(os.listdir(folder)):
                if name in ("run.json", "sweep.json"):
                    change_json(folder, name, outcomes, chance)
                elif name.endswith(".csv") and name not in ("events.csv", "series.csv"):
                    change_csv(folder, name, outcomes, chance)
    print("seed %d: %s" % (seed, dict(outcomes)), file=sys.stderr)
    if not outcomes["page"] or not outcomes["refused"]:
        print("nothing was tried")


main()
