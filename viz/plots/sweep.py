"""The figures of a sweep, PNG and SVG, from its tables:  /usr/bin/python3 -I viz/plots/sweep.py out/NAME

Prints the names of the figures, one a line, and what can't be drawn with the reason."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # isolated Python (-I) leaves it out

import tables  # noqa: E402
from problems import main  # noqa: E402


def figures(folder):
    import response
    import roc
    import sensitivity
    import survival
    curves = tables.rows(folder, "survival.csv", tables.SURVIVAL)
    if curves:
        yield from survival.draw(curves, tables.rows(folder, "survival_test.csv", tables.SURVIVAL_TEST), folder)
    areas = tables.rows(folder, "roc_area.csv", tables.ROC_AREA)
    if areas:
        yield from roc.draw(tables.rows(folder, "roc.csv", tables.ROC), areas, folder)
    indices = tables.sensitivity(folder)
    if indices:
        yield from sensitivity.draw(indices, folder)
    if curves or areas or indices:
        return
    summary = tables.Summary(folder)
    if 1 <= len(summary.axes) <= 2:
        yield response.curves(summary, folder)
    if len(summary.axes) == 2 and all(axis.is_number for axis in summary.axes):
        yield response.heat_map(summary, folder)
    if len(summary.axes) > 2:
        print("no figure: more than two things vary; draw from summary.csv what you want to show", file=sys.stderr)


def draw(words):
    for name in figures(words[0]):
        print(name)


if __name__ == "__main__":
    main(draw)
