"""A run's folder as exomet writes it: its measures over time, its treatments, its model."""
import csv
import json
import math
import os
import re
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "paraview"))
import palette  # noqa: E402

AGAIN = "run the experiment again"
HEADER = ["time_d", "measure", "value", "unit"]


class InputProblem(Exception):
    """What is wrong with the input, in words for its owner."""


def main(verb):
    """Calls verb(arguments); exit code 2 and one message where the input is wrong. Ctrl-C ends it without more words."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        verb(sys.argv[1:])
    except InputProblem as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)


def table(path, header, growing=False):
    """Yields (line number, fields) of a comma-separated file that begins with these columns.

    growing: a run is writing to it."""
    if not os.path.exists(path):
        raise InputProblem("%s isn't there; is '%s' the folder of a run?" % (path, os.path.dirname(path) or "."))
    whole = lines(path, header, growing)
    next(whole)
    yield from whole


def lines(path, header, growing=False, remedy=AGAIN):
    """The same with the line of the columns' names first. remedy: what to do about a damaged file."""
    try:
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.reader(file, strict=True)
            columns = next(reader, [])
            if columns[:len(header)] != header:
                raise InputProblem("%s:1: expected the columns %s, found %s; this is no table of exomet's, or a damaged one"
                                   % (path, ",".join(header), ",".join(columns) or "nothing"))
            yield 1, columns
            for fields in reader:
                if len(fields) != len(columns):
                    line = reader.line_num
                    if growing and next(reader, None) is None and not ends_whole(path):
                        return  # its last line is being written
                    raise InputProblem("%s:%d: expected %d fields, found %d; the file is damaged: %s"
                                       % (path, line, len(columns), len(fields), remedy))
                yield reader.line_num, fields
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise InputProblem("can't read %s (%s); is it damaged?" % (path, error)) from None


def ends_whole(path):
    with open(path, "rb") as file:
        return file.read()[-1:] == b"\n"


def number(path, line, text):
    try:
        return float(text) if text else math.nan
    except ValueError:
        raise InputProblem("%s:%d: '%s' is no number; the file is damaged: %s"
                           % (path, line, text, AGAIN)) from None


class Measure:
    """One measure over time. times in days; values NaN where there was none; definition: as in the model."""

    def __init__(self, name, unit, definition, model):
        self.name, self.definition, self.model = name, definition, model
        self.kind = next(iter(definition), "")
        self.recorded_unit = unit
        self.times, self.values = [], []

    @property
    def title(self):
        """'mmp1_in_flight' -> 'MMP1 in flight': as the model writes its cargo."""
        text = self.name
        for cargo in self.model.get("cargo", {}):
            text = re.sub("(?i)(?<![a-z0-9])%s(?![a-z0-9])" % re.escape(cargo), shown(cargo), text)
        words = re.sub(r"\b[Ee]v(s?)\b", r"EV\1", text.replace("_", " "))
        return words if any(c.isupper() for c in words.split()[0]) else words[:1].upper() + words[1:]

    @property
    def unit(self):
        """What the axis says: the unit, or what is counted."""
        if self.recorded_unit:
            return pretty(self.recorded_unit)
        if self.kind == "amount":
            return "EVs" if self.definition["amount"] in self.model.get("vesicles", {}) else "molecules"
        return COUNTED.get(self.kind, "")

    @property
    def is_moment(self):
        """Whether it is the time of an event rather than something that changes."""
        return self.kind == "first_time"

    @property
    def is_count(self):
        return all(math.isnan(v) or v == int(v) for v in self.values)

    def moment(self):
        """The time of the event in days, or None."""
        known = [v for v in self.values if not math.isnan(v)]
        return known[-1] / 1440 if known else None


SHADES = ["#E0A84C", "#6FA8D6", "#86BF7A", "#CE8FBB", "#9C9C9C"]  # of treatments, behind curves
TISSUE = palette.rgb("#8A6D45")  # the brown of matrix and bone, dark enough for a line
COUNTED = {
    "count": "cells", "cargo_in_flight": "copies", "mean_cargo": "copies per cell",
    "covered_area": "share of area", "volume_fraction": "share of volume", "surface_under": "share of surface",
    "holes_in": "holes", "clusters": "clusters", "happened": "events so far", "correlation": "correlation",
    "pits": "pits",
}


class Run:
    """Everything of a run that figures and reports show. A run that isn't through has no record (run.json) yet."""

    def __init__(self, folder):
        if not os.path.isdir(folder):
            raise InputProblem("no folder '%s'; make one: ./exomet run configs/peritoneum.yaml" % folder)
        self.folder = folder
        self.record = self._record()
        self.model = self.record.get("document", {}).get("model", {})
        self.measures = self._measures()
        self.duration = self.record.get("duration_d") or max(m.times[-1] for m in self.measures)
        treated = self.record.get("treatments", {})
        self.treatments = treated.get("in_effect_d", {})  # name: [[from, to], ...] in days
        self.additions = treated.get("additions_d", [])

    @property
    def name(self):
        return self.record.get("name") or os.path.basename(os.path.normpath(self.folder))

    def _record(self):
        path = os.path.join(self.folder, "run.json")
        if not os.path.exists(path):
            return {}
        try:
            with open(path, encoding="utf-8") as file:
                record = json.load(file)
            record["document"]["model"], record["duration_d"], record["numbers"]
            return record
        except (ValueError, KeyError, TypeError) as error:
            raise InputProblem("%s is damaged (%s); %s" % (path, error, AGAIN)) from None

    def _measures(self):
        path = os.path.join(self.folder, "measures.csv")
        found, definitions = {}, self.model.get("measures", {})
        for line, (time, name, value, unit) in table(path, HEADER, growing=not self.record):
            if not time:
                raise InputProblem("%s:%d: '' is no time; the file is damaged: %s" % (path, line, AGAIN))
            if name not in found:
                definition = definitions.get(name)
                found[name] = Measure(name, unit, definition if isinstance(definition, dict) else {}, self.model)
            found[name].times.append(number(path, line, time))
            found[name].values.append(number(path, line, value))
        if not found:
            raise InputProblem("%s holds no measures; name some in the model ('measures:') and run it again" % path)
        return list(found.values())

    def colour(self, measure):
        """(r, g, b) of what a measure is of: the cell type's, violet for EVs and cargo, else ink."""
        cells = list(self.model.get("cells", {}))
        colours = dict(zip(cells, palette.cell_colours(cells)))
        named = [name for value in measure.definition.values() for name in (value if isinstance(value, list) else [value])
                 if isinstance(name, str)]
        for name in named:
            if name in colours:
                return printable(colours[name])
        if measure.kind in ("amount", "cargo_in_flight"):
            return palette.FIELD[2][1]
        if any(name in self.model.get("tissues", {}) for name in named):
            return TISSUE
        return palette.INK


def shown(name):
    """A name of the model as people write it: 'miR_5112' -> 'miR-5112'."""
    if any(c.isupper() for c in name):
        return name.replace("_", "-")
    return re.sub(r"\bev(s?)\b", r"EV\1", name.replace("_", " "))


def pretty(quantity):
    """'5 um^3/h' -> '5 µm³/h'."""
    return re.sub(r"\bu(?=(m|g|L|M|l)\b)", "µ", quantity).replace("^3", "³").replace("^2", "²")


def printable(colour):
    """A colour as a line on white paper: light ones darker."""
    lightness = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    return tuple(c * min(1, 0.62 / lightness) for c in colour)
