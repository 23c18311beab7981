"""A run's folder as exomet writes it: its measures over time, its treatments, its model."""
import math
import os
import re
import sys

import csv_table
import own_files
import run_record
from problems import InputProblem
from run_record import AGAIN, things

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "paraview"))
import palette  # noqa: E402

COLUMNS = {"time_d": csv_table.not_negative, "measure": csv_table.name, "value": csv_table.number_or_none, "unit": csv_table.text}
REMARKS = ("source", "about", "prior")


class Measure:
    """One measure over time. times in days; values NaN where there was none; definition: as in the model."""

    def __init__(self, name, unit, definition, model):
        self.name, self.definition, self.model = name, definition, model
        self.kind = next((key for key in definition if key not in REMARKS), "")
        self.recorded_unit = unit
        self.times, self.values = [], []

    @property
    def title(self):
        """'mmp1_in_flight' -> 'MMP1 in flight': as the model writes its cargo."""
        text = self.name
        for cargo in things(self.model, "cargo"):
            text = re.sub("(?i)(?<![a-z0-9])%s(?![a-z0-9])" % re.escape(cargo), shown(cargo), text)
        words = re.sub(r"\b[Ee]v(s?)\b", r"EV\1", text.replace("_", " "))
        return words if any(c.isupper() for c in words.split()[0]) else words[:1].upper() + words[1:]

    @property
    def unit(self):
        """What the axis says: the unit, or what is counted."""
        if self.recorded_unit:
            return pretty(self.recorded_unit)
        if self.kind == "amount":
            return "EVs" if self.definition["amount"] in list(things(self.model, "vesicles")) else "molecules"
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
        self.record = run_record.read(folder)
        self.model = self.record.get("document", {}).get("model", {})
        self.measures = self._measures()
        self.duration = self.record.get("duration_d") or max(m.times[-1] for m in self.measures)
        treated = self.record.get("treatments", {})
        self.treatments = treated.get("in_effect_d", {})  # name: [[from, to], ...] in days
        self.additions = sorted({*treated.get("additions_d", []), *treated.get("removals_d", [])})  # and removals

    @property
    def name(self):
        return self.record.get("name") or own_files.as_text(os.path.basename(os.path.abspath(self.folder)))

    def _measures(self):
        table = csv_table.Table(self.folder, "measures.csv", COLUMNS, AGAIN, growing=not self.record)
        found, definitions = {}, things(self.model, "measures")
        for row in table.rows:
            name = row["measure"]
            if name not in found:
                found[name] = Measure(name, row["unit"], definitions.get(name, {}), self.model)
            found[name].times.append(row["time_d"])
            found[name].values.append(row["value"])
        if not found:
            raise InputProblem("%s holds no measures; name some in the model ('measures:') and run it again" % table.path)
        return list(found.values())

    def colour(self, measure):
        """(r, g, b) of what a measure is of: the cell type's, violet for EVs and cargo, else ink."""
        cells = list(things(self.model, "cells"))
        colours = dict(zip(cells, palette.cell_colours(cells)))
        named = [name for value in measure.definition.values() for name in (value if isinstance(value, list) else [value])
                 if isinstance(name, str)]
        for name in named:
            if name in colours:
                return printable(colours[name])
        if measure.kind in ("amount", "cargo_in_flight"):
            return palette.FIELD[2][1]
        if any(name in things(self.model, "tissues") for name in named):
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
