"""The tables of a sweep, as exomet writes them."""
import re

import csv_table
import own_files
from csv_table import Table, as_number
from problems import InputProblem, command

MINUTES_PER_DAY = 1440


WITH_UNIT = re.compile(r"(.*) \[(.*)\]", re.DOTALL)
RESULTS = {"point": csv_table.whole, "replicate": csv_table.whole, "seed": csv_table.text, "time_d": csv_table.number_or_none,
           "status": csv_table.one_of("done", "failed"), "message": csv_table.text}
SUMMARY = {"point": csv_table.whole, "measure": csv_table.name, "unit": csv_table.text,
           **{column: csv_table.number_or_none for column in ("mean", "mean_low", "mean_high", "share", "share_low", "share_high")}}
TIMINGS = {"seconds": csv_table.not_negative, "program": csv_table.text}
SURVIVAL = {"event": csv_table.name, "group": csv_table.text, "time": csv_table.not_negative, "time_unit": csv_table.text,
            **{column: csv_table.not_negative for column in ("at_risk", "events", "censored")},
            **{column: csv_table.number_or_none for column in ("survival", "low", "high")}}
SURVIVAL_TEST = {"event": csv_table.name, "p": csv_table.number_or_none}
ROC = {"measure": csv_table.name, "by": csv_table.text, "unit": csv_table.text, "group": csv_table.text,
       "sensitivity": csv_table.number_or_none, "specificity": csv_table.number_or_none}
ROC_AREA = {"measure": csv_table.name, "by": csv_table.text, "unit": csv_table.text, "group": csv_table.text,
            **{column: csv_table.not_negative for column in ("controls", "cases")},
            **{column: csv_table.number_or_none for column in ("area", "low", "high", "specificity", "sensitivity",
                                                               "sensitivity_low", "sensitivity_high")}}
SENSITIVITY = {"measure": csv_table.name, "unit": csv_table.text, "parameter": csv_table.text,
               "index": csv_table.one_of("mu_star", "sigma", "mu", "first", "total"),
               **{column: csv_table.number_or_none for column in ("value", "low", "high")}}


def rows(folder, name, kinds):
    """The rows of a table as dictionaries; none if there is no such table."""
    return Table(folder, name, kinds, remedy(folder)).rows if own_files.has(folder, name) else []


def sensitivity(folder):
    """The rows of sensitivity.csv: of each measure and parameter all indices of one method."""
    found, groups = rows(folder, "sensitivity.csv", SENSITIVITY), {}
    for row in found:
        groups.setdefault((row["measure"], row["parameter"]), set()).add(row["index"])
    methods = {"morris" if {"mu_star", "sigma"} <= indices else "sobol" if {"first", "total"} <= indices else ""
               for indices in groups.values()}
    if "" in methods or len(methods) > 1:  # what is drawn takes all of them to be there
        raise InputProblem("%s/sensitivity.csv lacks indices of some parameter; the file is damaged: %s" % (folder, remedy(folder)))
    return found


def remedy(folder):
    return "make the tables anew: " + command("./exomet", "sweep", "collect", folder)


class Axis:
    """A column that says what was varied: its name, unit and values in the order of the points."""

    def __init__(self, header, cells):
        match = WITH_UNIT.fullmatch(header)
        self.header = header
        self.name, self.unit = match.groups() if match else (header, "")
        self.levels = list(dict.fromkeys(cells))
        self.values = [as_number(level) for level in self.levels]
        if None in self.values:
            self.values = None
        else:
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
        table = rows(folder, "summary.csv", SUMMARY)
        headers = list(table[0]) if table else []
        between = [header for header in headers[:headers.index("measure")] if header != "point"] if table else []
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
        by_share = minutes and any(row["share"] < 1 for row in mine)
        names = ("share", "share_low", "share_high") if by_share else ("mean", "mean_low", "mean_high")
        scale = 1 / MINUTES_PER_DAY if minutes and not by_share else 1
        unit = "" if by_share else "d" if minutes else mine[0]["unit"]
        title = ("share of runs with " if by_share else "") + measure.replace("_", " ")
        values = {tuple(row[axis.header] for axis in self.axes): tuple(scale * row[n] for n in names)
                  for row in mine}
        return title + (" [" + unit + "]" if unit else ""), values


def words(path):
    """'parameters.mmp1_load' -> 'mmp1 load'."""
    parts = path.split(".")
    last = parts[-1]
    return (parts[-2] + " " + last if last == "group" and len(parts) > 1 else last).replace("_", " ")


def label(name, unit):
    return words(name) + (" [" + unit + "]" if unit else "")
