"""Sets the scene of a run: cells as spheres, EVs as a cloud or a cut, tissue, scale bars and time.

  ./exomet look out/peritoneum --time 3                           in ParaView's window
  ./exomet look out/peritoneum --time 3 --screenshot day3.png     as a picture, also without a display

Options besides --time (days, the nearest snapshot; the last if not given) and --screenshot:
  --state FILE.pvsm    save the scene, to open in ParaView (File > Load State) without this script
  --size 1600x1000     pixels
  --field tumour_ev    what to show of the grid; "none"; without it the first that isn't a tissue
  --top 30             its value of the darkest colour; without it the largest at any time
  --slice [x|y|z]      a cut through the middle (y if not said), the cells in front of it hidden, instead of a cloud

Without the launcher: PYTHONSAFEPATH=1 pvbatch viz/paraview/scene.py RUN OPTIONS, or in the window, which takes no options,
EXOMET_RUN=RUN EXOMET_SCENE="--slice --time 3" paraview --script=viz/paraview/scene.py
"""
import argparse
import contextlib
import os
import shlex
import sys
import xml.etree.ElementTree


def here():
    """This folder. The GUI runs a script as a string, without __file__: only its own command line names it."""
    script = globals().get("__file__")
    if not script and os.path.exists("/proc/self/cmdline"):
        with open("/proc/self/cmdline", encoding="utf-8", errors="surrogateescape") as words:
            named = [word.removeprefix("--script=") for word in words.read().split("\0") if word.endswith("scene.py")]
        script = named[0] if named else None
    if not script:
        raise RuntimeError("can't find the folder of this script; call ParaView with --script=.../viz/paraview/scene.py")
    return os.path.dirname(os.path.abspath(script))


sys.path.insert(0, here())

import paraview  # noqa: E402
from paraview import simple as pv  # noqa: E402

import camera  # noqa: E402
import field  # noqa: E402
import palette  # noqa: E402
import stage  # noqa: E402


def size(text):
    width, height = (int(part) for part in text.lower().split("x"))
    return width, height


def options():
    parser = argparse.ArgumentParser(prog="./exomet look", description="Sets the scene of a run in ParaView.")
    parser.add_argument("run", nargs="?", default=os.environ.get("EXOMET_RUN"),
                        help="folder with cells.pvd and fields.pvd (or the environment's EXOMET_RUN)")
    parser.add_argument("--time", type=float, help="days; the nearest snapshot is shown (default: the last)")
    parser.add_argument("--screenshot", metavar="FILE.png", help="write a picture")
    parser.add_argument("--state", metavar="FILE.pvsm", help="save the scene as a state of ParaView")
    parser.add_argument("--size", type=size, default=(1600, 1000), help="of the picture (default: 1600x1000)")
    parser.add_argument("--field", help="array of fields.pvd, or none (default: the first that isn't a tissue)")
    parser.add_argument("--top", type=float, help="value of the darkest colour (default: the largest at any time)")
    parser.add_argument("--slice", nargs="?", const="y", choices="xyz", help="cut through the middle")
    given = shlex.split(os.environ.get("EXOMET_SCENE", "")) + sys.argv[1:]
    chosen = parser.parse_args(given)
    if chosen.top is not None and not chosen.top > 0:
        parser.error("--top must be above 0 (it ends the colours that begin at 0)")
    if not chosen.run:
        parser.error("no run (nothing to show); name its folder or set EXOMET_RUN")
    for name in ("cells.pvd", "fields.pvd"):
        if not os.path.isfile(os.path.join(chosen.run, name)):
            parser.error(f"no {name} in {chosen.run} (not the output of a run); name the folder that holds it")
    return chosen


def build(run, time=None, shown=None, cut=None, pixels=None, top=None):
    """Opens a run and shows it; returns the view. Errors: ValueError for a field or a time that isn't there."""
    pv._DisableFirstRenderCameraReset()
    view = pv.GetActiveViewOrCreate("RenderView")
    if pixels:
        view.ViewSize = pixels
    view.UseFXAA = 1
    view.UseColorPaletteForBackground = 0
    view.Background = palette.BACKGROUND
    view.OrientationAxesVisibility = 1
    view.OrientationAxesLabelColor = palette.INK
    view.EnableRayTracing = 0

    cells = pv.PVDReader(registrationName="cells", FileName=os.path.join(run, "cells.pvd"))
    fields = pv.PVDReader(registrationName="fields", FileName=os.path.join(run, "fields.pvd"))
    scene = pv.GetAnimationScene()
    scene.UpdateAnimationUsingDataTimeSteps()
    times = stage.times(cells)
    scene.AnimationTime = times[-1] if time is None else nearest(times, time)

    domain = stage.Domain(fields, cut)
    stage.show_domain(view, fields, domain)
    stage.show_tissues(view, fields, domain)
    field.show(view, fields, domain, shown, top)
    stage.show_cells(view, cells, domain)
    stage.show_time(view)
    camera.aim(view, domain)
    pv.SetActiveSource(cells)
    return view


def nearest(times, time):
    """Of a run's times; ValueError where it is more than half an interval away."""
    found = min(times, key=lambda t: abs(t - time))
    if abs(found - time) > max([b - a for a, b in zip(times, times[1:])], default=0) / 2:
        raise ValueError(f"no record at day {time:g} (the run has {len(times)} from day {times[0]:g} to {times[-1]:g}); "
                         f"the nearest: --time {found:g}")
    return found


def save(file, write):
    """Whole or not at all; ParaView says nothing of a file that it couldn't write. write(name) writes it.

    A state names the run's files by their whole path: ParaView offers to look elsewhere."""
    stem, kind = os.path.splitext(file)
    part = stem + ".part" + kind
    why = "is the disk full?"
    try:
        open(part, "wb").close()
        write(part)
        if is_whole(part):
            os.replace(part, file)
            return
    except OSError as error:
        why = error.strerror
    with contextlib.suppress(OSError):
        os.remove(part)
    raise ValueError(f"can't write {file} ({why}); name another file")


def is_whole(file):
    """Only a state and a PNG picture say where they end."""
    if file.endswith(".pvsm"):
        try:
            xml.etree.ElementTree.parse(file)
            return True
        except xml.etree.ElementTree.ParseError:
            return False
    with open(file, "rb") as written:
        content = written.read()
    return content[-8:-4] == b"IEND" if file.endswith(".png") else bool(content)


def give_up(error):
    print(f"look: {error}", file=sys.stderr, flush=True)
    os._exit(2)  # sys.exit would end Python before ParaView, which then crashes


def main():
    chosen = options()
    try:
        view = build(os.path.abspath(chosen.run), chosen.time, chosen.field, chosen.slice, chosen.size, chosen.top)
    except ValueError as error:
        if paraview.fromGUI:
            print(f"look: {error}", file=sys.stderr, flush=True)
            return
        give_up(error)
    pv.Render(view)
    try:
        if chosen.state:
            save(chosen.state, pv.SaveState)
        if chosen.screenshot:
            save(chosen.screenshot, lambda part: pv.SaveScreenshot(part, view, ImageResolution=chosen.size,
                                                                   TransparentBackground=0))
    except ValueError as error:
        give_up(error)


# "paraview --script" runs it under another name than __main__; the checker of the tests imports it.
if __name__ != "scene":
    main()
