"""How well a measure tells groups from those without it: sensitivity against specificity, and how many are found."""
import math

import style
import tables
from csv_table import as_number
from style import plt


def draw(curves, areas, folder):
    """From the rows of roc.csv and roc_area.csv; the names of the figures."""
    return [one(measure, [row for row in curves if row["measure"] == measure],
                [row for row in areas if row["measure"] == measure], folder)
            for measure in dict.fromkeys(row["measure"] for row in areas)]


def one(measure, curves, areas, folder):
    figure, (left, right) = plt.subplots(1, 2, figsize=(2 * style.COLUMN, 3.1), layout="constrained")
    for i, area in enumerate(areas):
        curve(left, [row for row in curves if row["group"] == area["group"]], area, i)
    left.plot([0, 1], [0, 1], color="0.6", linewidth=0.8, linestyle=":")
    left.set_xlim(-0.01, 1)
    left.set_ylim(0, 1.01)
    left.set_aspect("equal")
    left.set_xlabel("1 - specificity: of those without, called positive")
    left.set_ylabel("sensitivity: of those with it, called positive")
    left.legend(facecolor="white", edgecolor="none", framealpha=0.85, loc="lower right", fontsize=7, title=tables.words(areas[0]["by"]) + ": area under the curve", title_fontsize=7)
    detected(right, areas)
    figure.suptitle(measure.replace("_", " "), fontsize=9)
    return style.save(figure, folder, "roc-" + measure.replace("_", "-"))


def named(area):
    return area["group"] + (" " + area["unit"] if area["unit"] else "")


def curve(panel, rows, area, i):
    label = "%s: %.2f" % (named(area), area["area"])
    if not math.isnan(area["low"]):
        label += " [%.2f, %.2f]" % (area["low"], area["high"])
    panel.plot([1 - row["specificity"] for row in rows], [row["sensitivity"] for row in rows],
               color=style.colour(i), linestyle=style.DASHES[i % len(style.DASHES)], label=label)


def detected(panel, areas):
    sizes = [as_number(area["group"]) for area in areas]
    by_number = all(size is not None and size > 0 for size in sizes)
    at = sizes if by_number else list(range(len(areas)))
    found = [area["sensitivity"] for area in areas]
    ends = [[area["sensitivity"] - area["sensitivity_low"] for area in areas],
            [area["sensitivity_high"] - area["sensitivity"] for area in areas]]
    panel.errorbar(at, found, yerr=ends, color=style.colour(0), marker="o", markersize=4, capsize=2)
    if by_number:
        panel.set_xscale("log")
        panel.minorticks_off()
    panel.set_xticks(at, [area["group"] for area in areas])
    panel.set_xlabel(tables.label(areas[0]["by"], areas[0]["unit"]))
    panel.set_ylim(0, 1.03)
    panel.set_ylabel("share found at %.3g %% specificity" % (100 * min(area["specificity"] for area in areas)))
