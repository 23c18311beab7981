"""The measures of a sweep over time: a line for each point, the median of its replicates, and a band around it."""
import math
import os

import csv_table
import own_files
import style
import tables
from csv_table import Table
from problems import InputProblem, command
from style import plt

MOST_LINES, MOST_PANELS = 8, 12
KINDS = {"point": csv_table.whole, "replicate": csv_table.whole, "time_d": csv_table.not_negative, "measure": csv_table.name,
         "value": csv_table.number_or_none, "unit": csv_table.text}


class Series:
    """series.csv: by measure and point, the values of all replicates at each time.

    axes: names of what varies; points: {point: its values on the axes}; values: {measure: {point: {time: [value]}}}."""

    def __init__(self, folder):
        self.folder, self.name = folder, os.path.basename(os.path.normpath(folder))
        if not own_files.has(folder, "series.csv"):
            raise InputProblem("'%s' is the folder of a sweep that kept no time series (no series.csv): add 'series: true' "
                               "to its file and sweep anew, or plot one run" % folder)
        table = Table(folder, "series.csv", KINDS, tables.remedy(folder))
        self.axes = [column for column in table.columns if column not in KINDS]
        self.points, self.values, self.units, self.shares = {}, {}, {}, set()
        for row in table.rows:
            point, measure = row["point"], row["measure"]
            self.points[point] = [row[axis] for axis in self.axes]
            self.units[measure] = row["unit"]
            of_point = self.values.setdefault(measure, {}).setdefault(point, {})
            of_point.setdefault(row["time_d"], []).append(row["value"])
        for measure in [name for name, of in self.units.items() if of == "min"]:
            self.count_events(measure)
        if not self.values:
            raise InputProblem("%s has no rows; is no run of the sweep through? %s says" % (
                table.path, command("./exomet", "sweep", "status", folder)))

    def count_events(self, measure):
        """The time of an event, as the share of runs in which it has happened by each time."""
        del self.units[measure]
        share = "share_of_runs_with_" + measure
        self.units[share] = ""
        self.shares.add(share)
        self.values[share] = {
            point: {time: [sum(not math.isnan(v) for v in values) / len(values)] for time, values in times.items()}
            for point, times in self.values.pop(measure).items()}

    def label(self, point, axes):
        return ", ".join("%s %s" % (style.words(self.axes[a].split(" [")[0]), shortened(self.points[point][a]) + unit(self.axes[a]))
                         for a in axes) or "all runs"


def unit(header):
    return " " + header.split(" [")[1].rstrip("]") if " [" in header else ""


def shortened(level):
    value = csv_table.as_number(level)
    return level.replace("_", " ") or "none" if value is None else "%.3g" % value


def panels_of(series):
    """Points in panels of at most MOST_LINES lines: [(title, [point], axes that tell the lines apart)]."""
    everything = list(series.points)
    axes = list(range(len(series.axes)))
    if len(everything) <= MOST_LINES:
        return [("", everything, axes)]
    for first in axes:
        levels = list(dict.fromkeys(values[first] for values in series.points.values()))
        groups = [[p for p in everything if series.points[p][first] == level] for level in levels]
        if len(groups) <= MOST_PANELS and max(len(group) for group in groups) <= MOST_LINES:
            return [(series.label(group[0], [first]), group, [a for a in axes if a != first]) for group in groups]
    raise InputProblem("'%s' has %d points, too many for lines in one figure: plot a run, draw from series.csv what you want "
                       "to show, or see the figures of the sweep itself" % (series.folder, len(everything)))


def draw(series, folder):
    """Writes over-time-MEASURE.* for each measure; yields their names."""
    groups = panels_of(series)
    for measure, points in series.values.items():
        across = min(len(groups), 3)
        down = -(-len(groups) // across)
        figure, panels = plt.subplots(down, across, squeeze=False, sharex=True, sharey=True,
                                      figsize=(style.COLUMN * 1.4 if across == 1 else style.PAGE, 2.4 * down + 0.3))
        flat = [panel for row in panels for panel in row]
        for (title, group, axes), panel in zip(groups, flat):
            panel.set_title(title, loc="left")
            for i, point in enumerate(p for p in group if p in points):
                band(panel, points[point], i, series.label(point, axes))
            panel.set_xlabel("time [d]")
        for unused in flat[len(groups):]:
            unused.set_visible(False)
        for row in panels:
            row[0].set_ylabel(style.label(measure, series.units[measure]))
        replicates = max(len(values) for times in points.values() for values in times.values())
        told = "Lines: median of %d replicates; bands: quartiles" % replicates
        figure.suptitle("Runs in which it has happened" if measure in series.shares else told, fontsize=7, x=0.01, ha="left")
        flat[min(len(groups), across) - 1].legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
        yield style.save(figure, folder, "over-time-" + measure)


def band(panel, by_time, i, label):
    times = sorted(by_time)
    low, middle, high = zip(*(quartiles(by_time[time]) for time in times))
    panel.fill_between(times, low, high, color=style.colour(i), alpha=0.2, linewidth=0)
    panel.plot(times, middle, color=style.colour(i), linestyle=style.DASHES[i % len(style.DASHES)], label=label)


def quartiles(values):
    """Lower quartile, median and upper quartile of what is known, between ranks in proportion; NaN if nothing is."""
    known = sorted(v for v in values if not math.isnan(v))
    if not known:
        return (math.nan,) * 3

    def at(share):
        place = share * (len(known) - 1)
        below = int(place)
        above = min(below + 1, len(known) - 1)
        return known[below] + (place - below) * (known[above] - known[below])
    return at(0.25), at(0.5), at(0.75)
