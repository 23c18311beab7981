"""How figures look: for print, in colours that people with any colour vision tell apart, text as text in SVG."""
import contextlib
import io
import os
import sys
import warnings


@contextlib.contextmanager
def standing_in(folder):
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


# A matplotlibrc of the folder one stands in, or of the user, would change the figures.
os.environ["MATPLOTLIBRC"] = os.devnull
with standing_in(os.path.dirname(os.path.abspath(__file__))):
    import matplotlib
    matplotlib.use("Agg")  # no display is needed
    import matplotlib.pyplot as plt
warnings.filterwarnings("ignore", module="matplotlib")  # of letters that its font lacks, say

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "paraview"))
import palette  # noqa: E402
import whole_file  # noqa: E402
from tables import label, words  # noqa: E402, F401 - of all figures

DASHES = ["-", "--", "-.", ":"]
MARKS = ["o", "s", "^", "D", "v", "P", "X", "*"]
MAP = "cividis"  # even in lightness, the same to all
COLUMN, PAGE = 3.5, 7.0  # inches: one and two columns of a journal

plt.rcParams.update({
    "font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"], "font.size": 8, "axes.titlesize": 8,
    "axes.labelsize": 8, "legend.fontsize": 7, "xtick.labelsize": 7, "ytick.labelsize": 7, "lines.linewidth": 1.2,
    "axes.spines.top": False, "axes.spines.right": False, "svg.fonttype": "none", "svg.hashsalt": "exomet",
    "text.parse_math": False,  # a $ in a name is a $; powers.py writes powers of ten
    "figure.constrained_layout.use": True, "axes.edgecolor": palette.INK, "text.color": palette.INK,
})


def colour(i):
    return palette.SERIES[i % len(palette.SERIES)]


def ordered(i, count):
    """Colours of levels in order, from dark to light, without what is too light for paper."""
    return palette.ordered(i, count)


def save(figure, folder, name):
    """Writes NAME.png and NAME.svg, the same bytes for the same figure, whole or not at all."""
    os.makedirs(folder, exist_ok=True)
    for kind, how in (("png", {"dpi": 200, "metadata": {"Software": None}}),
                      ("svg", {"metadata": {"Date": None, "Creator": "exomet"}})):
        drawn = io.BytesIO()
        figure.savefig(drawn, format=kind, **how)
        whole_file.write(os.path.join(folder, "%s.%s" % (name, kind)), drawn.getvalue())
    plt.close(figure)
    return name
