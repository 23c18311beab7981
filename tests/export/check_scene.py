"""Run by pvbatch_test.cpp: does ParaView itself see what was exported, and does the scene show it?

  pvbatch check_scene.py plan.json    (plan: see pvbatch_test.cpp)

Fails by an AssertionError; says "all checked" at the end, since a crash of ParaView may pass for success.
"""
import json
import math
import operator
import os
import subprocess
import sys

SOURCE = os.environ["EXOMET_SOURCE_DIR"]
sys.path.insert(0, os.path.join(SOURCE, "viz", "paraview"))

from paraview import servermanager  # noqa: E402
from paraview import simple as pv  # noqa: E402
from vtkmodules.vtkIOImage import vtkPNGReader  # noqa: E402

import palette  # noqa: E402
import scene  # noqa: E402
import stage  # noqa: E402

WIDTH, HEIGHT = 640, 400


def same(a, b):
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-300)


def check_values(run, snapshots):
    """Every snapshot at its time: how many cells and voxels, and the range of every array."""
    cells = pv.PVDReader(FileName=os.path.join(run, "cells.pvd"))
    fields = pv.PVDReader(FileName=os.path.join(run, "fields.pvd"))
    for reader in (cells, fields):
        assert all(map(same, stage.times(reader), [s["day"] for s in snapshots])), stage.times(reader)
        assert len(stage.times(reader)) == len(snapshots)
    for snapshot in snapshots:
        for reader, kind, arrays in ((cells, "cells", "PointData"), (fields, "voxels", "CellData")):
            reader.UpdatePipeline(snapshot["day"])
            assert reader.GetDataInformation().GetNumberOfCells() == snapshot[kind]["count"], (snapshot, kind)
            held = stage.names_of(getattr(servermanager.Fetch(reader), f"Get{arrays}")())
            assert sorted(held) == sorted(snapshot[kind]["ranges"]), held
            for name, (low, high) in snapshot[kind]["ranges"].items() if snapshot[kind]["count"] else ():
                found = getattr(reader, arrays)[name].GetRange(0)
                assert same(found[0], low) and same(found[1], high), (name, found)


def pixels(file):
    """(r, g, b) of a picture, without the fifth on the right, where the legends are, and the coloured axes at the lower
    left."""
    reader = vtkPNGReader()
    reader.SetFileName(file)
    reader.Update()
    image = reader.GetOutput()
    width, height, _ = image.GetDimensions()
    assert (width, height) == (WIDTH, HEIGHT), (width, height)
    array = image.GetPointData().GetScalars()
    parts, flat = array.GetNumberOfComponents(), bytes(memoryview(array))
    for y in range(height):
        for x in range(int(0.15 * width) if y < 0.25 * height else 0, int(0.8 * width)):
            start = parts * (y * width + x)
            yield tuple(flat[start:start + 3])


def like(pixel, colour):
    """The same hue at any brightness, shaded as a sphere is: the angle between both colours, without their grey."""
    a, b = ([part - min(c) for part in c] for c in (pixel, colour))
    lengths = math.hypot(*a) * math.hypot(*b)
    return max(pixel) - min(pixel) > 40 and lengths > 0 and sum(map(lambda u, v: u * v, a, b)) / lengths > 0.995


def check_picture(file, types, shown):
    """Colours of the types that are shown are in the picture, those of the others aren't."""
    counts = {}
    for pixel in pixels(file):
        counts[pixel] = counts.get(pixel, 0) + 1
    assert len(counts) > 20, f"{file}: {len(counts)} colours"
    for name, colour in zip(types, palette.cell_colours(types)):
        amount = sum(n for pixel, n in counts.items() if like(pixel, colour))
        assert (amount > 60) if name in shown else (amount == 0), f"{file}: {amount} pixels of {name}"
    return sum(n for pixel, n in counts.items() if pixel == (255, 255, 255))


def check_bone(file, there):
    """Bone of its own colour covers a good part of the picture, or none of it."""
    bone = palette.tissue_look("mineral", 0)[0]
    amount = 0
    for pixel in pixels(file):
        spread = max(pixel) - min(pixel)
        a, b = ([part - min(c) for part in c] for c in (pixel, bone))
        lengths = math.hypot(*a) * math.hypot(*b)
        amount += 8 < spread < 60 and sum(map(operator.mul, a, b)) / lengths > 0.97
    assert (amount > 4000) if there else (amount < 500), f"{file}: {amount} pixels of bone"


def check_stepping(plan):
    """A scene that is opened while there are no cells shows them when they come, and not when they are gone."""
    view = scene.build(plan["run"], plan["steps"][0]["day"], pixels=(WIDTH, HEIGHT))
    for step in plan["steps"]:
        pv.GetAnimationScene().AnimationTime = step["day"]
        pv.SaveScreenshot(step["picture"], view, ImageResolution=(WIDTH, HEIGHT))
        check_picture(step["picture"], plan["types"], step["shown"])


def command(run, *options):
    """scene.py as users run it, in a process of its own: ParaView doesn't forget a scene within one."""
    return ["pvbatch", os.path.join(SOURCE, "viz", "paraview", "scene.py"), run, *options]


def check_state(saved):
    """A saved state opens without the scene's script and follows time."""
    subprocess.run(command(saved["run"], "--state", saved["file"]), check=True)
    assert os.path.exists(saved["file"]) and not [f for f in os.listdir(os.path.dirname(saved["file"])) if ".part" in f]
    opener = os.path.join(SOURCE, "tests", "export", "open_state.py")
    pictures = [f"{step['day']}={step['picture']}" for step in saved["steps"]]
    subprocess.run(["pvbatch", opener, saved["file"], f"{WIDTH}x{HEIGHT}", *pictures], check=True)
    for step in saved["steps"]:
        check_picture(step["picture"], saved["types"], step["shown"])


def check_commands(plan):
    white = {}
    for wanted in plan["scenes"]:
        subprocess.run(command(wanted["run"], "--screenshot", wanted["picture"], "--size", f"{WIDTH}x{HEIGHT}",
                               *wanted["options"]), check=True)
        white[wanted["name"]] = check_picture(wanted["picture"], wanted["types"], wanted["shown"])
        if wanted["name"] in plan.get("bone", {}):
            check_bone(wanted["picture"], plan["bone"][wanted["name"]])
    for more, less in plan["whiter"]:
        assert white[more] > white[less] + 500, (more, white[more], less, white[less])
    wrong = subprocess.run(command(plan["scenes"][0]["run"], "--field", "nonsense"), capture_output=True, text=True,
                           check=False)
    assert wrong.returncode == 2 and "no field nonsense" in wrong.stderr and "tumour_ev" in wrong.stderr, wrong


with open(sys.argv[1], encoding="utf-8") as text:
    todo = json.load(text)
if "stepping" in todo:
    check_stepping(todo["stepping"])
for collection in todo.get("collections", []):
    check_values(collection["run"], collection["snapshots"])
if "scenes" in todo:
    check_commands(todo)
for saved_state in todo.get("states", []):
    check_state(saved_state)
print("all checked", flush=True)
