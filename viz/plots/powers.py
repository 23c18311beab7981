"""Powers of ten on axes, written without Matplotlib's mathematics, which would take a $ in a name for its own."""
import re

from matplotlib.ticker import LogFormatterSciNotation, ScalarFormatter

RAISED = str.maketrans("-\u22120123456789", "\u207b\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


class Scaled(ScalarFormatter):
    """Small numbers at the ticks, and their power of ten at the end of the axis."""

    def __init__(self):
        super().__init__(useOffset=False)
        self.set_powerlimits((-3, 5))

    def get_offset(self):
        return re.sub("^1e(.+)$", lambda power: "\u00d710" + power[1].translate(RAISED), super().get_offset())


class Logarithmic(LogFormatterSciNotation):
    """10\u00b2, 2\u00d710\u00b2."""

    def __call__(self, x, pos=None):
        words = super().__call__(x, pos).replace(r"\times", "\u00d7").replace(r"\mathdefault", "")
        words = re.sub(r"\^\{([^}]*)\}", lambda power: power[1].translate(RAISED), words)
        return re.sub(r"[${}\\]", "", words)


def label_logarithmic(axis):
    axis.set_major_formatter(Logarithmic())
    axis.set_minor_formatter(Logarithmic())
