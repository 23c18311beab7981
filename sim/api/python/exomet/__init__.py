"""How cancers use extracellular vesicles to spread: the simulator exomet in Python.

    import exomet
    run = exomet.load("peritoneum-2d", set={"parameters.mmp1_load": 2}, seed=3).run()
    run.measures["implants"].plot()          # pandas, by days
    run.cells()                              # a table: a row a cell
    run.field("tumour_ev")                   # numpy [z, y, x], EVs per um^3

The same experiment and seed give the same digest as the program. Lengths are in um, times in min unless the name says
another unit. Tables are pandas' where that is installed, else dictionaries of numpy arrays.
"""
import builtins
import collections
import csv
import difflib
import json
import math
import os
import re
import sys

import numpy

from ._exomet import InputError, RunError, __version__, quantity, use_threads
from . import _exomet

__all__ = ["load", "build", "open", "Experiment", "Run", "Folder", "InputError", "RunError", "quantity", "use_threads",
           "library_folder", "__version__"]

MINUTES_PER_DAY = 1440


def library_folder():
    """Where models/ and configs/ are that are known by name."""
    return _exomet.library_folder()


def load(name, set=None, treatments=None, seed=None, duration=None):
    """An experiment by its name ("peritoneum"), or by the path of its file or of a model's.

    set: {path: value}, as --set; numbers with units are texts ("6 h"). InputError lists all that is wrong, with places.
    """
    return Experiment(_exomet.Experiment.load(_file_of(name), _changes(set, treatments, seed, duration)))


def build(model, set=None, treatments=None, seed=None, duration="1 d", **experiment):
    """An experiment of a model that is given as a dictionary (or as YAML), with the keys of models/*.yaml.

        exomet.build({"model": "mine", "domain": {...}, "cells": {...}}, duration="2 d", output={"measures": "1 h"})
    """
    text = model if isinstance(model, str) else _yaml(model)
    return Experiment(_exomet.Experiment.from_text(text, _yaml({"duration": duration, **experiment}),
                                                   _changes(set, treatments, seed, None)))


def open(folder):
    """What a run of the program wrote into a folder, out/NAME."""
    return Folder(folder)


class Experiment:
    """What will be run, checked."""

    def __init__(self, inner):
        self._inner = inner

    name = property(lambda self: self._inner.name)
    seed = property(lambda self: self._inner.seed)
    duration_d = property(lambda self: self._inner.duration / MINUTES_PER_DAY)
    warnings = property(lambda self: list(self._inner.warnings), doc="What can be run and is hardly meant.")
    document = property(lambda self: json.loads(self._inner.document()), doc="Everything resolved: experiment and model.")

    def start(self):
        """A run at its start, to be advanced."""
        return Run(self)

    def run(self, progress=None):
        """A run at its end. progress: whether to show how far it is; by default at a terminal or in a notebook."""
        run = Run(self)
        run.finish(progress)
        return run

    def __repr__(self):
        return "<exomet experiment %s, %g d, seed %d>" % (self.name, self.duration_d, self.seed)


class Run:
    """A run, to be advanced and looked at: what is read out changes nothing in it."""

    def __init__(self, experiment):
        self.experiment = experiment
        self._inner = _exomet.Run(experiment._inner)

    finished = property(lambda self: self._inner.finished)
    time = property(lambda self: self._inner.time, doc="min")
    time_d = property(lambda self: self._inner.time / MINUTES_PER_DAY)
    cell_types = property(lambda self: list(self._inner.cell_types))
    species = property(lambda self: list(self._inner.species), doc="EV species, then substances.")
    tissues = property(lambda self: list(self._inner.tissues))

    @property
    def digest(self):
        """Of the state, 16 hexadecimal digits: at the end that of the program's run.json."""
        return "%016x" % self._inner.digest()

    def advance(self, by, told=None):
        """Goes on by a time ("6 h", or minutes), at most to the end. False once it is there.

        told(time) is called now and then; it may return False to stop. Ctrl-C works."""
        minutes = quantity(by, "time") if isinstance(by, str) else float(by)
        return self._inner.advance(self._inner.time + minutes, told)

    def finish(self, progress=None):
        """Goes on to the end."""
        show = _Line(self) if (progress if progress is not None else _is_watched()) else None
        try:
            self._inner.advance(math.inf, show)
        finally:
            if show:
                show.close()

    def cells(self):
        """A row a living or dying cell: type, place (um), diameter, age, cargo (copies), state."""
        columns = self._inner.cells()
        names = numpy.array(self.cell_types, dtype=object)
        types, dying = columns.pop("type"), columns.pop("dying").astype(bool)
        born = columns.pop("born")
        ordered = {"id": columns.pop("id"), "parent": columns.pop("parent"),
                   "type": names[types] if len(names) else numpy.empty(0, dtype=object), "dying": dying,
                   **{name: columns.pop(name) for name in ("x", "y", "z", "diameter")}, "age_d": (self.time - born) / MINUTES_PER_DAY}
        return _table({**ordered, **columns})

    def field(self, species, donor="", unit="/um^3"):
        """EVs or molecules per volume, numpy [z, y, x]; of one donor if it is named. unit: /um^3, /mL or "count" per voxel."""
        factor = {"count": 1.0, "/um^3": 1 / self.voxel_volume, "/mL": 1e12 / self.voxel_volume}.get(unit)
        if factor is None:
            raise InputError("unit '%s': known are /um^3, /mL and count" % unit)
        return self._inner.field(species, donor) * factor

    def tissue(self, name):
        """The share of each voxel that a tissue fills, numpy [z, y, x]."""
        return self._inner.tissue(name)

    @property
    def voxel(self):
        """Edges of a voxel along x, y, z, um."""
        return tuple(self._inner.grid()[1])

    @property
    def voxel_volume(self):
        return float(numpy.prod(self.voxel))

    def measure(self, name):
        """A measure now, in its unit."""
        known = {row[0]: row[2] for row in self._inner.measures()}
        if name not in known:
            raise InputError("no measure '%s'; known are %s" % (name, ", ".join(known)))
        return known[name]

    @property
    def measures(self):
        """All measures at the experiment's output.measures so far, by days."""
        series = {name: values for name, _, values in self._inner.series()}
        return _table(series, index=("time_d", self._inner.series_times() / MINUTES_PER_DAY))

    @property
    def units(self):
        """Of the measures."""
        return {name: unit for name, unit, _ in self._inner.series()}

    @property
    def events(self):
        """What happened to cells up to the last record, a row each."""
        return _rows(self._inner.events(), ("time", "event", "type", "cell", "other", "cause", "x", "y", "z"))

    @property
    def ledger(self):
        """Who told whom what: amounts of EVs, molecules, and copies of cargo, by interval."""
        return _rows(self._inner.ledger(), ("from", "until", "species", "donor", "receiver", "cargo", "amount"))

    def graph(self):
        """Who told whom how much, over the run so far: networkx, cell types as nodes, species as edges' keys."""
        import networkx
        graph = networkx.MultiDiGraph()
        graph.add_nodes_from(self.cell_types)
        total = collections.defaultdict(float)
        for row in self._inner.ledger():
            if not row[5]:
                total[row[3], row[4], row[2]] += row[6]
        for (donor, receiver, species), amount in total.items():
            graph.add_edge(donor, receiver, key=species, amount=amount)
        return graph

    def __repr__(self):
        return "<exomet run of %s at %g d of %g d>" % (self.experiment.name, self.time_d, self.experiment.duration_d)


class Folder:
    """What a run of the program wrote: measures, events, ledger, and how it came about."""

    def __init__(self, folder):
        self.path = os.fspath(folder)
        if not os.path.isfile(os.path.join(self.path, "run.json")):
            raise InputError("'%s' holds no finished run (there is no run.json)" % self.path)

    @property
    def record(self):
        """run.json"""
        with builtins.open(os.path.join(self.path, "run.json"), encoding="utf-8") as file:
            return json.load(file)

    digest = property(lambda self: self.record["digest"])

    @property
    def measures(self):
        """By days, a column each, as of a Run."""
        rows = self._rows("measures.csv")
        times = list(dict.fromkeys(float(row["time_d"]) for row in rows))
        columns = collections.OrderedDict()
        for row in rows:
            columns.setdefault(row["measure"], []).append(float(row["value"]) if row["value"] else math.nan)
        return _table({name: numpy.array(values) for name, values in columns.items()}, index=("time_d", numpy.array(times)))

    events = property(lambda self: _text_table(self._rows("events.csv")))
    ledger = property(lambda self: _text_table(self._rows("ledger.csv")))

    def _rows(self, name):
        with builtins.open(os.path.join(self.path, name), newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def __repr__(self):
        return "<exomet folder %s>" % self.path


def _file_of(name):
    name = os.fspath(name)
    if os.path.splitext(name)[1] in (".yaml", ".yml", ".json") or os.sep in name:
        return name
    known = os.path.join(library_folder(), "configs")
    file = os.path.join(known, name + ".yaml")
    if os.path.isfile(file):
        return file
    names = sorted(os.path.splitext(one)[0] for one in os.listdir(known) if one.endswith(".yaml")) if os.path.isdir(known) else []
    near = difflib.get_close_matches(name, names, 1)
    raise InputError("no experiment '%s'%s; known are %s" % (name, "; did you mean '%s'?" % near[0] if near else "", ", ".join(names)))


def _changes(set, treatments, seed, duration):
    changes = ["%s=%s" % (path, value if isinstance(value, str) else _yaml(value)) for path, value in (set or {}).items()]
    if treatments is not None:
        changes.append("treatments=[%s]" % ", ".join([treatments] if isinstance(treatments, str) else treatments))
    if seed is not None:
        changes.append("seed=%d" % seed)
    if duration is not None:
        changes.append("duration=%s" % duration)
    return changes


PLAIN = re.compile(r"[A-Za-z0-9$./%+-][A-Za-z0-9_ $./%^+-]*")


def _yaml(value):
    """In YAML, on one line; "6 h" stays a quantity, which a quoted text isn't."""
    if isinstance(value, dict):
        return "{" + ", ".join("%s: %s" % (_yaml(str(key)), _yaml(one)) for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    if isinstance(value, str):
        return value if PLAIN.fullmatch(value) and value == value.strip() else json.dumps(value)
    if hasattr(value, "item"):  # of numpy
        value = value.item()
    return json.dumps(value)


def _pandas():
    try:
        import pandas
        return pandas
    except ImportError:
        return None


def _table(columns, index=None):
    pandas = _pandas()
    if pandas is None:
        return {**({index[0]: index[1]} if index else {}), **columns}
    if index is None:
        return pandas.DataFrame(columns)
    return pandas.DataFrame(columns, index=pandas.Index(index[1], name=index[0]))


def _rows(rows, names):
    columns = list(zip(*rows)) if rows else [()] * len(names)
    return _table({name: numpy.array(column, dtype=object if column and isinstance(column[0], str) else None)
                   for name, column in zip(names, columns)})


def _text_table(rows):
    def column(values):
        try:
            return numpy.array([float(value) if value else math.nan for value in values])
        except ValueError:
            return numpy.array(values, dtype=object)
    return _table({name: column([row[name] for row in rows]) for name in (rows[0] if rows else ())})


def _is_watched():
    return sys.stderr.isatty() or "ipykernel" in sys.modules


class _Line:
    """How far a run is, in one line."""

    def __init__(self, run):
        self.run, self.shown = run, False

    def __call__(self, time):
        sys.stderr.write("\r%s: %.3g of %.3g d" % (self.run.experiment.name, time / MINUTES_PER_DAY, self.run.experiment.duration_d))
        sys.stderr.flush()
        self.shown = True

    def close(self):
        if self.shown:
            sys.stderr.write("\r" + 60 * " " + "\r")
