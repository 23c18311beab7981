"""The colours of the project, in one place.

Cells: Okabe and Ito (2008), https://jfly.uni-koeln.de/color/ - told apart by people with any colour vision.
Colours are (red, green, blue), 0 to 1.
"""


def rgb(text):
    """(r, g, b) of "#RRGGBB"."""
    return tuple(int(text[i:i + 2], 16) / 255 for i in (1, 3, 5))


TUMOUR = rgb("#D55E00")  # vermillion, in every picture
OTHERS = [rgb(c) for c in ("#56B4E9",   # sky blue
                           "#009E73",   # bluish green
                           "#E69F00",   # orange
                           "#0072B2",   # blue
                           "#CC79A7",   # reddish purple
                           "#F0E442",   # yellow
                           "#999999")]  # grey, in place of black: dying cells are dark

# EVs and substances: one hue, darker is more, so that it reads in grey too.
FIELD = [(0.0, rgb("#F3E8F7")), (0.35, rgb("#C68FD6")), (0.7, rgb("#8A3FA8")), (1.0, rgb("#45106B"))]

TISSUES = [rgb(c) for c in ("#E3C9A8", "#C9C2B8", "#E8B9B0")]
NOT_A_NUMBER = rgb("#B0B0B0")
BACKGROUND = (1.0, 1.0, 1.0)
INK = rgb("#333333")


def _lighter(colour):
    return tuple(0.5 + 0.5 * c for c in colour)


def cell_colours(names):
    """One colour per cell type, in the order given. Tumour cells (by their name) are vermillion; the others take the
    rest in turn, and beyond that the same colours lighter."""
    tumours, others, colours = [TUMOUR], list(OTHERS), []
    for name in names:
        source = tumours if ("tumour" in name or "cancer" in name) else others
        colour = source.pop(0)
        source.append(_lighter(colour))
        colours.append(colour)
    return colours
