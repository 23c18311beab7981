"""The colours of the project, in one place.

Cells: Okabe and Ito (2008), https://jfly.uni-koeln.de/color/ - told apart by people with any colour vision.
Colours are (red, green, blue), 0 to 1.
"""


def rgb(text):
    """(r, g, b) of "#RRGGBB"."""
    return tuple(int(text[i:i + 2], 16) / 255 for i in (1, 3, 5))


VERMILLION, SKY, GREEN, ORANGE, BLUE, PURPLE, YELLOW, GREY = (rgb(c) for c in (
    "#D55E00", "#56B4E9", "#009E73", "#E69F00", "#0072B2", "#CC79A7", "#F0E442", "#999999"))


def _lighter(colour):
    return tuple(0.5 + 0.5 * c for c in colour)


# The same in every model. Those that a picture is about are bright; precursors are pale, and what is on every surface or
# rests is muted, so that it doesn't outshine them.
CELLS = {
    "mesothelial": SKY,
    "macrophage": YELLOW,
    "educated_macrophage": ORANGE,
    "inflammatory_macrophage": ORANGE,
    "osteoclast": BLUE,
    "educated_osteoclast": PURPLE,
    "osteoclast_precursor": _lighter(BLUE),
    "osteoblast": GREEN,
    "osteoblast_precursor": _lighter(GREEN),
    "lining_cell": rgb("#B9AF9C"),
    "canopy_cell": SKY,
    "haematopoietic_stem": rgb("#8C8C8C"),
}
OTHERS = [SKY, GREEN, ORANGE, BLUE, PURPLE, YELLOW, GREY]  # grey in place of black: dying cells are dark

# EVs and substances: one hue, darker is more, so that it reads in grey too.
FIELD = [(0.0, rgb("#F3E8F7")), (0.35, rgb("#C68FD6")), (0.7, rgb("#8A3FA8")), (1.0, rgb("#45106B"))]

# By the name of a tissue: colour and opacity. Bone is solid; matrix lets the cells that dig into it be seen.
BONE = (rgb("#EFE6D3"), 1.0)
TISSUES = {"mineral": BONE, "bone": BONE, "matrix": (rgb("#E3C9A8"), 0.45)}
OTHER_TISSUES = [(rgb(c), 0.45) for c in ("#E3C9A8", "#C9C2B8", "#E8B9B0")]
NOT_A_NUMBER = rgb("#B0B0B0")
BACKGROUND = (1.0, 1.0, 1.0)
INK = rgb("#333333")


def cell_colours(names):
    """One colour per cell type, in the order given: those of CELLS, vermillion for tumour cells (by their name), and for
    others what is left of the palette. Where a colour is taken already, the same is taken lighter."""
    free = [c for c in OTHERS if c not in (CELLS.get(name) for name in names)] or list(OTHERS)
    taken = []
    for name in names:
        known = VERMILLION if "tumour" in name or "cancer" in name else CELLS.get(name)
        colour = known or free.pop(0)
        if not known:
            free.append(_lighter(colour))
        while colour in taken and min(colour) < 0.9:
            colour = _lighter(colour)
        taken.append(colour)
    return taken


def tissue_look(name, number):
    """Colour and opacity of a tissue; number: which it is of those that TISSUES doesn't name."""
    return TISSUES.get(name, OTHER_TISSUES[number % len(OTHER_TISSUES)])
