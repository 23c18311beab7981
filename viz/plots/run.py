"""Every measure of a run over time, PNG and SVG; of a sweep, with bands over its replicates.

  /usr/bin/python3 -I viz/plots/run.py FOLDER [TARGET]

TARGET is plots/ in FOLDER unless given. Prints the names of the figures, one a line."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # isolated Python (-I) leaves it out

import own_files  # noqa: E402
from problems import InputProblem, main  # noqa: E402
from run_folder import Run  # noqa: E402


def draw(words):
    folder, target = words[0], words[1] if len(words) > 1 else os.path.join(words[0], "plots")
    if not os.path.isdir(folder):
        raise InputProblem("no folder '%s'; make one: ./exomet run configs/peritoneum.yaml" % folder)
    if own_files.has(folder, "results.csv"):
        import bands as kind
        what = kind.Series(folder)
    else:
        import timeline as kind
        what = Run(folder)
    try:
        names = list(kind.draw(what, target))
    except OSError as error:
        raise InputProblem("can't write to '%s' (%s); name another folder: --out FOLDER" % (target, error.strerror)) from None
    print("Figures (.png and .svg) in %s:" % target)
    for name in names:
        print("  " + name)


if __name__ == "__main__":
    main(draw)
