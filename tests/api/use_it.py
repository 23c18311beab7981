"""What is promised of `import exomet`, with a run of the program for 12 h in the folder that is named."""
import os
import signal
import sys
import threading
import time

import numpy
import exomet

made = exomet.open(sys.argv[1])
experiment = exomet.load("peritoneum-2d", duration="12 h")
run = experiment.run(progress=False)
assert run.finished and run.digest == made.digest, (run.digest, made.digest)

# What was measured is what the program wrote.
ours, theirs = run.measures, made.measures
assert list(ours) == list(theirs) and len(ours) == len(theirs) == 13
for name in ours:
    assert numpy.allclose(ours[name], theirs[name], equal_nan=True), name
assert len(run.events) == len(made.events)
assert len(run.ledger) == len(made.ledger)
assert run.measure("tumour_cells") == ours["tumour_cells"].iloc[-1]

# Cells and fields.
cells = run.cells()
assert {"id", "type", "x", "diameter", "MMP1"} <= set(cells)
assert (cells["type"] == "tumour").sum() >= 1
field = run.field("tumour_ev")
assert field.ndim == 3 and field.sum() > 0
assert numpy.isclose(run.field("tumour_ev", unit="count").sum(), field.sum() * run.voxel_volume)
assert run.field("tumour_ev", unit="/mL").max() > field.max()
assert set(run.units) == set(ours)
assert run.tissue("matrix").max() == 1

# Step by step, with another seed and numbers; the first is as the whole.
steps = exomet.load("peritoneum-2d", duration="12 h").start()
while steps.advance("90 min"):
    steps.cells(), steps.measure("implants")
assert steps.digest == run.digest
other = exomet.load("peritoneum-2d", set={"parameters.mmp1_load": 0}, treatments=[], seed=7, duration="6 h").run(progress=False)
assert other.digest != run.digest and other.experiment.seed == 7

# Early stop.
stopped = exomet.load("peritoneum-2d", duration="30 d").start()
times = []
assert stopped.advance("30 d", told=lambda now: times.append(now) or len(times) < 3) is False
assert not stopped.finished and len(times) == 3

# A model of one's own, as a dictionary.
model = {
    "model": "mine",
    "domain": {"source": "assumed", "size": ["100 um", "100 um", "60 um"], "voxel": "20 um"},
    "mechanics": {"source": "assumed", "contact": {"linear_spring": {"stiffness": "1 nN/um"}}, "friction": "10 nN min/um",
                  "attached_friction": "20 nN min/um"},
    "vesicles": {"source": "assumed", "ev": {"diameter": "100 nm"}},
    "cells": {"source": "assumed", "giver": {"diameter": "12 um", "secretes": {"ev": "600 /h"}},
              "taker": {"diameter": "12 um", "takes_up": {"ev": "2e5 um^3/h"}}},
    "start": [{"scatter": {"source": "assumed", "of": "giver", "count": 4}}, {"scatter": {"source": "assumed", "of": "taker", "count": 4}}],
    "measures": {"source": "assumed", "evs": {"amount": "ev"}},
}
mine = exomet.build(model, duration="6 h", output={"measures": "1 h"}).run(progress=False)
assert mine.measures["evs"].iloc[-1] > 1000
try:
    graph = mine.graph()
    assert graph["giver"]["taker"]["ev"]["amount"] > 100
except ImportError:
    pass

# Errors have a place and a suggestion.
for wrong, says in ((lambda: exomet.load("peritonem-2d"), "did you mean 'peritoneum-2d'"),
                    (lambda: exomet.load("peritoneum-2d", set={"parameters.mmp_load": 1}), "did you mean 'mmp1_load'"),
                    (lambda: exomet.build({**model, "cels": {}}), "did you mean 'cells'"),
                    (lambda: run.field("tumor_ev"), "no EV species"),
                    (lambda: run.measure("implant"), "known are"),
                    (lambda: exomet.open("."), "no finished run")):
    try:
        wrong()
        raise SystemExit("not refused: " + says)
    except exomet.InputError as error:
        assert says in str(error), str(error)
try:
    exomet.build({**model, "cels": {}})
except exomet.InputError as error:
    file, line, column, path, what = error.problems[0]
    assert file == "model.yaml" and line == 1 and path == "cels" or "cels" in what, error.problems

# Other threads go on while a run runs, and Ctrl-C stops it.
counted = []
counting = threading.Thread(target=lambda: [counted.append(n) or time.sleep(0.01) for n in range(20)])
long = exomet.load("peritoneum-2d", duration="300 d").start()
counting.start()
threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
began = time.monotonic()
try:
    long.advance("300 d")
    raise SystemExit("Ctrl-C was ignored")
except KeyboardInterrupt:
    pass
counting.join()
assert len(counted) == 20
assert time.monotonic() - began < 30
print("all as promised")
