"""The measures of a run over time: one figure each, and an overview of all."""
import math

import style
from matplotlib.ticker import MaxNLocator
from powers import Scaled
from run_folder import SHADES, shown
from style import plt


STRIP = 0.05  # of the height


def draw(run, folder):
    """Writes overview.* and MEASURE.* for each measure; yields their names."""
    yield overview(run, folder)
    for measure in run.measures:
        figure, panel = plt.subplots(figsize=(style.COLUMN * 1.3, 2.7))
        curve(panel, run, measure)
        panel.set_xlabel("time [d]")
        name_treatments(panel, run)
        yield style.save(figure, folder, measure.name)


def overview(run, folder):
    across = 3
    down = -(-len(run.measures) // across)
    figure, panels = plt.subplots(down, across, squeeze=False, sharex=True, figsize=(style.PAGE, 1.55 * down + 0.5))
    flat = [panel for row in panels for panel in row]
    for measure, panel in zip(run.measures, flat):
        curve(panel, run, measure)
        panel.yaxis.label.set_size(7)
    for unused in flat[len(run.measures):]:
        unused.set_visible(False)
    for column in range(across):  # the lowest of each column says what the axis is
        lowest = [row[column] for row in panels if row[column].get_visible()]
        if lowest:
            lowest[-1].set_xlabel("time [d]")
            lowest[-1].xaxis.set_tick_params(labelbottom=True)
    figure.suptitle(title(run), fontsize=9, x=0.01, ha="left")
    if run.treatments:
        figure.legend(handles=patches(run), loc="upper right", frameon=False, ncol=4, fontsize=7)
    figure.align_ylabels(panels)
    return style.save(figure, folder, "overview")


def title(run):
    seed = run.record.get("seed")
    return run.name + (", seed %s" % seed if seed is not None else " (not through)")


def shade(run, name):
    return SHADES[list(run.treatments).index(name) % len(SHADES)]


def patches(run):
    from matplotlib.patches import Patch
    return [Patch(color=shade(run, name), label=shown(name)) for name in run.treatments]


def spans(panel, run):
    """A strip a treatment at the top, below each other, and a hint of its colour over the whole height."""
    for i, (name, times) in enumerate(run.treatments.items()):
        for begin, end in times:
            panel.axvspan(begin, end, 0, 1, facecolor=shade(run, name), alpha=0.13, linewidth=0, zorder=0)
            panel.axvspan(begin, end, 1 - STRIP * (i + 0.85), 1 - STRIP * i, facecolor=shade(run, name), linewidth=0, zorder=0.5)
    for time in run.additions:
        panel.axvline(time, color="#888888", linewidth=0.6, linestyle=":", zorder=0)


def name_treatments(panel, run):
    """Each name above the axes, where the treatment begins; lines of their own, so that none covers another."""
    for i, (name, times) in enumerate(run.treatments.items()):
        begin, late = times[0][0], times[0][0] > 0.7 * run.duration
        panel.annotate(shown(name), (begin, 1), xycoords=("data", "axes fraction"), ha="right" if late else "left",
                       xytext=(0, 3 + 9 * (len(run.treatments) - 1 - i)), textcoords="offset points", fontsize=7,
                       bbox={"facecolor": shade(run, name), "edgecolor": "none", "pad": 1})
    panel.set_title(panel.get_title(loc="left"), loc="left", fontweight="bold", pad=6 + 10 * len(run.treatments) if run.treatments else 6)


def curve(panel, run, measure):
    panel.set_title(measure.title, loc="left", fontweight="bold")
    panel.set_xlim(0, run.duration)
    spans(panel, run)
    if measure.is_moment:
        moment(panel, run, measure)
        return
    colour, unknown = run.colour(measure), all(math.isnan(v) for v in measure.values)
    panel.plot(measure.times, measure.values, color=colour, drawstyle="steps-post" if measure.is_count else "default")
    alone = [i for i in range(len(measure.values)) if is_alone(measure.values, i)]
    panel.plot([measure.times[i] for i in alone], [measure.values[i] for i in alone], ".", color=colour)
    panel.set_ylabel(measure.unit)
    if unknown:
        panel.text(0.5, 0.5, "no value at any time", transform=panel.transAxes, ha="center", va="center")
        panel.set_yticks([])
        return
    heights(panel, measure, 1.08 + STRIP * len(run.treatments))


def is_alone(values, i):
    """Whether a value has no line to either side, so that nothing would be seen of it."""
    around = values[max(0, i - 1):i] + values[i + 1:i + 2]
    return not math.isnan(values[i]) and all(math.isnan(v) for v in around)


def heights(panel, measure, room):
    """From zero, so that a small change looks small; room at the top for the strips of treatments."""
    known = [v for v in measure.values if not math.isnan(v)]
    low, high = min(known), max(known)
    panel.set_ylim(min(0, room * low), room * high if high > 0 else 0 if low < 0 else 1)
    if measure.is_count and high < 10:
        panel.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    else:
        panel.yaxis.set_major_locator(MaxNLocator(nbins=5))
        panel.yaxis.set_major_formatter(Scaled())


def moment(panel, run, measure):
    """A time on the time axis."""
    at = measure.moment()
    panel.set_ylim(0, 1)
    panel.set_yticks([])
    panel.spines["left"].set_visible(False)
    if at is None:
        panel.text(0.5, 0.5, "did not happen in %g d" % run.duration, transform=panel.transAxes, ha="center", va="center")
        return
    panel.plot([at, at], [0, 0.55], color=run.colour(measure), linewidth=1.6)
    panel.plot([at], [0.55], "o", color=run.colour(measure), markersize=5)
    panel.annotate("day %.2f" % at, (at, 0.55), xytext=(0, 6), textcoords="offset points",
                   ha="left" if at < 0.15 * run.duration else "right" if at > 0.85 * run.duration else "center")
