"""The colours of the project: those of viz/palette.json, which viz/render/palette.cpp reads, too.

Colours are (red, green, blue), 0 to 1.
"""
import json
import os

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "palette.json"), encoding="utf-8") as _file:
    _PALETTE = json.load(_file)


def rgb(text):
    """(r, g, b) of "#RRGGBB"."""
    return tuple(int(text[i:i + 2], 16) / 255 for i in (1, 3, 5))


def _look(tissue):
    return rgb(tissue["colour"]), tissue["opacity"]


def _lighter(colour):
    return tuple(0.5 + 0.5 * c for c in colour)


CELLS = {name: rgb(colour) for name, colour in _PALETTE["cells"].items()}
OTHERS = [rgb(colour) for colour in _PALETTE["other_cells"]]  # grey in place of black: dying cells are dark
TUMOUR = rgb(_PALETTE["tumour"]["colour"])
DYING_SCALE, DYING_LIGHT = _PALETTE["dying"]["size"], _PALETTE["dying"]["light"]  # they shrink, as apoptotic ones do

# EVs and substances: one hue, darker is more, so that it reads in grey too.
FIELD = [(share, rgb(colour)) for share, colour in _PALETTE["field"]]

# By the name of a tissue: colour and opacity. Bone is solid; matrix lets the cells that dig into it be seen.
TISSUES = {name: _look(tissue) for name, tissue in _PALETTE["tissues"].items()}
OTHER_TISSUES = [_look(tissue) for tissue in _PALETTE["other_tissues"]]
# Curves: told apart by place in the list, or by order from dark to light (stages of viridis; Smith and van der Walt 2015).
SERIES = [rgb(colour) for colour in _PALETTE["series"]]
ORDERED = [rgb(colour) for colour in _PALETTE["ordered"]]
NOT_A_NUMBER = rgb(_PALETTE["not_a_number"])
BACKGROUND = rgb(_PALETTE["background"])
INK = rgb(_PALETTE["ink"])


def cell_colours(names):
    """One colour per cell type, in the order given: those of CELLS, that of tumour cells (by their name), and for
    others what is left of the palette. Where a colour is taken already, the same is taken lighter."""
    free = [c for c in OTHERS if c not in (CELLS.get(name) for name in names)] or list(OTHERS)
    taken = []
    for name in names:
        known = TUMOUR if any(word in name for word in _PALETTE["tumour"]["words"]) else CELLS.get(name)
        colour = known or free.pop(0)
        if not known:
            free.append(_lighter(colour))
        while colour in taken and min(colour) < 0.9:
            colour = _lighter(colour)
        taken.append(colour)
    return taken


def ordered(i, count):
    """Of so many levels in order the i-th one's colour, between those of ORDERED in proportion."""
    place = (len(ORDERED) - 1) * i / max(1, count - 1)
    below = min(int(place), len(ORDERED) - 2)
    return tuple(a + (place - below) * (b - a) for a, b in zip(ORDERED[below], ORDERED[below + 1]))


def tissue_look(name, number):
    """Colour and opacity of a tissue; number: which it is of those that TISSUES doesn't name."""
    return TISSUES.get(name, OTHER_TISSUES[number % len(OTHER_TISSUES)])
