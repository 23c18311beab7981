"""The picture of a run: one that is given, or one that the scene of viz/paraview/ makes of the end."""
import base64
import os
import subprocess
import sys
import tempfile

import page
from run_folder import InputProblem

PATIENCE = 600  # seconds for a picture
LAUNCHER = os.path.join(page.HERE, "..", "..", "exomet")


def take(run, given):
    """Bytes of a PNG, or None where there is no ParaView; then it says so."""
    if given:
        try:
            with open(given, "rb") as file:
                data = file.read()
        except OSError as error:
            raise InputProblem("can't read the picture '%s' (%s)" % (given, error.strerror)) from None
        if data[:8] != b"\x89PNG\r\n\x1a\n":
            raise InputProblem("'%s' is no PNG; give one, or leave --picture out" % given)
        return data
    if not os.path.exists(os.path.join(run.folder, "cells.pvd")):
        print("note: no picture in the report: the run kept no cells.pvd", file=sys.stderr)
        return None
    with tempfile.TemporaryDirectory() as scratch:
        target = os.path.join(scratch, "end.png")
        call = ["timeout", "%d" % PATIENCE, "bash", LAUNCHER, "--no-install", "look", run.folder, "--screenshot", target]
        made = subprocess.run(call, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        if made.returncode == 0 and os.path.exists(target):
            with open(target, "rb") as file:
                return file.read()
    print("note: no picture in the report: ParaView made none; to see why: ./exomet look %s --screenshot end.png, "
          "or give one: --picture FILE.png" % run.folder, file=sys.stderr)
    return None


def section(png):
    if not png:
        return ""
    return '<figure class="picture"><img alt="The cells and EVs at the end of the run" src="data:image/png;base64,%s">' \
           "<figcaption>The end of the run: cells by type, EVs in violet.</figcaption></figure>" \
        % base64.b64encode(png).decode("ascii")
