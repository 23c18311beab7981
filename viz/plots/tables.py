"""The tables of a sweep, as exomet writes them."""
import math
import os
import re

from run_folder import InputProblem, lines

MINUTES_PER_DAY = 1440


def rows(folder, name):
    """The rows of a table as dictionaries; none if there is no such table."""
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return []
    table = lines(path, [], remedy="make the tables anew: ./exomet sweep collect " + folder)
    columns = next(table)[1]
    return [dict(zip(columns, fields)) for _, fields in table]


def number(text):
    try:
        return float(text) if text else math.nan
    except ValueError:
        raise InputProblem("a table of the sweep is damaged ('%s' is no number); make the tables anew: ./exomet sweep "
                           "collect and the sweep's folder" % text) from None


class Axis:
    """A column that says what was varied: its name, unit and values in the order of the points."""

    def __init__(self, header, cells):
        match = re.fullmatch(r"(.*) \[(.*)\]", header)
        self.header = header
        self.name, self.unit = match.groups() if match else (header, "")
        self.levels = list(dict.fromkeys(cells))
        try:
            self.values = [float(level) for level in self.levels]
        except ValueError:
            self.values = None
        if self.values:
            self.values, self.levels = (list(column) for column in zip(*sorted(zip(self.values, self.levels))))

    @property
    def is_number(self):
        return self.values is not None

    @property
    def is_log(self):
        """Whether the levels have equal ratios rather than equal distances."""
        v = self.values
        if not v or len(v) < 3 or v[0] <= 0:
            return False
        ratios = [b / a for a, b in zip(v, v[1:])]
        return max(ratios) / min(ratios) < 1.001 and v[2] - v[1] > 1.001 * (v[1] - v[0])


class Summary:
    """summary.csv: for each measure the rows of its points."""

    def __init__(self, folder):
        table = rows(folder, "summary.csv")
        headers = list(table[0]) if table else []
        between = headers[1:headers.index("measure")] if table else []
        self.axes = [Axis(header, [row[header] for row in table]) for header in between]
        self.axes = [axis for axis in self.axes if len(axis.levels) > 1]
        self.measures = list(dict.fromkeys(row["measure"] for row in table))
        self.table = table

    def of(self, measure):
        """What is shown of a measure: (label, {cells of the axes: (value, low, high)}).

        Of the time of an event that not all runs have, the share of runs that have it: a mean over the others would
        hide them."""
        mine = [row for row in self.table if row["measure"] == measure]
        minutes = mine[0]["unit"] == "min"
        by_share = minutes and any(number(row["share"]) < 1 for row in mine)
        names = ("share", "share_low", "share_high") if by_share else ("mean", "mean_low", "mean_high")
        scale = 1 / MINUTES_PER_DAY if minutes and not by_share else 1
        unit = "" if by_share else "d" if minutes else mine[0]["unit"]
        title = ("share of runs with " if by_share else "") + measure.replace("_", " ")
        values = {tuple(row[axis.header] for axis in self.axes): tuple(scale * number(row[n]) for n in names)
                  for row in mine}
        return title + (" [" + unit + "]" if unit else ""), values


def words(path):
    """'parameters.mmp1_load' -> 'mmp1 load'."""
    parts = path.split(".")
    last = parts[-1]
    return (parts[-2] + " " + last if last == "group" and len(parts) > 1 else last).replace("_", " ")


def label(name, unit):
    return words(name) + (" [" + unit + "]" if unit else "")
