"""The picture of a run: one that is given, or one of the end that exomet-render (viz/render) draws."""
import base64
import os
import signal
import subprocess
import sys
import tempfile

import own_files
from markup import Html, html
from problems import InputProblem

PATIENCE = 600  # seconds for a picture


def take(run, given, renderer):
    """Bytes of a PNG, or None where nothing can draw; then it says so."""
    if given:
        try:
            with open(given, "rb") as file:
                data = file.read()
        except OSError as error:
            raise InputProblem("can't read the picture '%s' (%s)" % (given, error.strerror)) from None
        if data[:8] != b"\x89PNG\r\n\x1a\n":
            raise InputProblem("'%s' is no PNG; give one, or leave --picture out" % given)
        return data
    if not own_files.has(run.folder, "cells.pvd"):
        print("note: no picture in the report: the run kept no cells.pvd", file=sys.stderr)
        return None
    why = "exomet-render isn't built: call the launcher ./exomet, which does"
    if renderer:
        with tempfile.TemporaryDirectory() as scratch:
            target = os.path.join(scratch, "end.png")
            code, said = call([renderer, "render", run.folder, "--out", target])
            if code == 0:
                with open(target, "rb") as file:
                    return file.read()
        why = said or "exomet-render ended with code %d" % code
    print("note: no picture in the report (%s); give one, if you like: --picture FILE.png" % why, file=sys.stderr)
    return None


def call(command):
    """Exit code and errors of a program; one that takes too long is asked to end."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        try:
            said = process.communicate(timeout=PATIENCE)[1]
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGTERM)
            said = process.communicate()[1]
        return process.returncode, said.decode(errors="replace").strip()


def section(png):
    if not png:
        return ""
    return html('<figure class="picture"><img alt="The cells and EVs at the end of the run" src="data:image/png;base64,%s">'
                "<figcaption>The end of the run: cells by type, EVs in violet.</figcaption></figure>",
                Html(base64.b64encode(png).decode("ascii")))
