"""A run, a sweep or the evidence of a model as one page of HTML that needs no network:  /usr/bin/python3 -I viz/report/report.py FOLDER

  --out FILE        report.html in FOLDER unless given
  --picture FILE    a PNG to show instead of one of the end
  --renderer FILE   exomet-render, which draws that
  --no-picture"""
import argparse
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "plots")]  # isolated Python (-I) leaves its own folder out

import charts  # noqa: E402
import evidence_page  # noqa: E402
import graph  # noqa: E402
import numbers_table  # noqa: E402
import own_files  # noqa: E402
import page  # noqa: E402
import picture  # noqa: E402
import provenance  # noqa: E402
import story  # noqa: E402
import sweep_page  # noqa: E402
import whole_file  # noqa: E402
from problems import InputProblem, main  # noqa: E402
from run_folder import Run  # noqa: E402


def options(words):
    parser = argparse.ArgumentParser(prog="report.py", description="Writes a run as one page of HTML.")
    parser.add_argument("run")
    parser.add_argument("--out")
    parser.add_argument("--picture")
    parser.add_argument("--renderer")
    parser.add_argument("--no-picture", action="store_true")
    return parser.parse_args(words)


def report(words):
    chosen = options(words)
    if evidence_page.is_evidence(chosen.run):
        return save(chosen.out or os.path.join(chosen.run, "report.html"), evidence_page.whole_page(chosen.run))
    if own_files.has(chosen.run, "results.csv"):
        return save(chosen.out or os.path.join(chosen.run, "report.html"), sweep_page.whole_page(chosen.run))
    run = Run(chosen.run)
    if not run.record:
        raise InputProblem("'%s' has no run.json: the run isn't through; go on with it: ./exomet run ... --resume" % run.folder)
    if "signalling" not in run.record:
        raise InputProblem("%s is of an older exomet and lacks what a report shows; run the experiment again"
                           % os.path.join(run.folder, "run.json"))
    shot = None if chosen.no_picture else picture.take(run, chosen.picture, chosen.renderer)
    sections = [story.opening(run), picture.section(shot), story.treatments(run), charts.section(run), graph.section(run),
                *numbers_table.sections(run), provenance.section(run)]
    text = page.whole(run.name, [section for section in sections if section], charts.scripts(run))
    return save(chosen.out or os.path.join(run.folder, "report.html"), text)


def save(target, text):
    content = text.encode()
    try:
        whole_file.write(target, content)
    except OSError as error:
        raise InputProblem("can't write '%s' (%s); name another file: --out FILE" % (target, error.strerror)) from None
    print("Written to %s (%.1f MB); it opens in any browser." % (target, len(content) / 1e6))


if __name__ == "__main__":
    main(report)
