"""Measures against what was varied: curves with 95 % intervals, or a heat map of two numbers."""
import math

import style
from csv_table import as_number
from powers import label_logarithmic
from style import plt

MOST_BANDS, ACROSS = 3, 3


def curves(summary, folder):
    """One panel a measure: x is the first numeric axis, a line for each level of the other axis."""
    axes = summary.axes
    x = next((axis for axis in axes if axis.is_number), axes[0])
    other = next((axis for axis in axes if axis is not x), None)
    levels = other.levels if other else [None]
    figure, panels = panels_for(len(summary.measures))
    for measure, panel in zip(summary.measures, panels):
        title, values = summary.of(measure)
        for i, level in enumerate(levels):
            keys = [tuple(at if axis is x else level for axis in axes) for at in x.levels]
            colour = style.ordered(i, len(levels)) if other and other.is_number else style.colour(i)
            line(panel, x, [values.get(key, (math.nan,) * 3) for key in keys], i, len(levels), colour, level)
        panel.set_xlabel(style.label(x.name, x.unit))
        panel.set_ylabel(title)
        if x.is_log:
            panel.set_xscale("log")
            label_logarithmic(panel.xaxis)
    if other:
        beside_all = panels[min(len(panels), ACROSS) - 1]
        beside_all.legend(title=style.label(other.name, other.unit), frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    return style.save(figure, folder, "response")


def line(panel, x, triples, i, count, colour, level):
    """Intervals are bands, or bars side by side where so many bands would hide each other."""
    look = {"color": colour, "marker": style.MARKS[i % len(style.MARKS)], "markersize": 3,
            "linestyle": style.DASHES[i % len(style.DASHES)], "label": level if level is None else shortened(level)}
    mean, low, high = zip(*triples)
    below, above = [m - a for m, a in zip(mean, low)], [b - m for m, b in zip(mean, high)]
    if x.is_number and count <= MOST_BANDS:
        panel.fill_between(x.values, low, high, color=colour, alpha=0.2, linewidth=0)
        panel.plot(x.values, mean, **look)
        return
    aside = (i - (count - 1) / 2) / count  # from -1/2 to 1/2
    if x.is_number:
        panel.errorbar(beside(x, 0.3 * aside), mean, yerr=[below, above], elinewidth=0.5, **look)
        return
    look["linestyle"] = ""
    panel.errorbar([n + 0.5 * aside for n in range(len(x.levels))], mean, yerr=[below, above], capsize=2, **look)
    panel.set_xticks(range(len(x.levels)), [level.replace("_", " ") for level in x.levels], rotation=20)


def beside(axis, share):
    """The levels of an axis, moved by a share of the distance between two of them."""
    v = [math.log(value) for value in axis.values] if axis.is_log else axis.values
    step = (v[-1] - v[0]) / max(1, len(v) - 1)
    moved = [value + share * step for value in v]
    return [math.exp(value) for value in moved] if axis.is_log else moved


def shortened(level):
    value = as_number(level)
    return level.replace("_", " ") if value is None else "%.3g" % value


def heat_map(summary, folder):
    """One panel a measure: colour over two numeric axes."""
    x, y = summary.axes
    figure, panels = panels_for(len(summary.measures))
    for measure, panel in zip(summary.measures, panels):
        title, values = summary.of(measure)
        grid = [[values.get((a, b), (math.nan,))[0] for a in x.levels] for b in y.levels]
        image = panel.pcolormesh(edges(x), edges(y), grid, cmap=style.MAP, rasterized=True)
        bar = figure.colorbar(image, ax=panel)
        bar.set_label(title)
        bar.outline.set_visible(False)
        for axis, drawn, set_scale in ((x, panel.xaxis, panel.set_xscale), (y, panel.yaxis, panel.set_yscale)):
            drawn.set_label_text(style.label(axis.name, axis.unit))
            if axis.is_log:
                set_scale("log")
                label_logarithmic(drawn)
        if y.is_log and len(y.levels) <= 12:  # a row has its number
            panel.set_yticks(y.values, [shortened(level) for level in y.levels])
            panel.set_yticks([], minor=True)
        if x.is_log and len(x.levels) <= 6:
            panel.set_xticks(x.values, [shortened(level) for level in x.levels])
            panel.set_xticks([], minor=True)
    return style.save(figure, folder, "heat-map")


def edges(axis):
    """The borders of the cells around the levels."""
    v = [math.log(value) for value in axis.values] if axis.is_log else axis.values
    inner = [(a + b) / 2 for a, b in zip(v, v[1:])]
    borders = [2 * v[0] - inner[0], *inner, 2 * v[-1] - inner[-1]]
    return [math.exp(b) for b in borders] if axis.is_log else borders


def panels_for(count):
    across = min(count, ACROSS)
    down = -(-count // across)
    figure, panels = plt.subplots(down, across, squeeze=False, figsize=(style.PAGE * across / ACROSS + (across == 1), 2.3 * down))
    flat = [panel for row in panels for panel in row]
    for unused in flat[count:]:
        unused.set_axis_off()
    return figure, flat[:count]
