"""An entry of the evidence as a figure: where it passes, what the model says, and its arms."""
import math

import page
from markup import Html, html, join
from run_folder import pretty

WIDTH, LEFT, RIGHT, ROW = 760, 190, 24, 30
COLOURS = {"passes": "#1b7f4d", "fails": "#b3261e", "not decided": "#7a7a7a"}
INK, QUIET, BAND = "#222", "#777", "#d8ebdf"


def amount(value):
    return page.amount(value).replace("-", "−")


def drawn(entry, arms):
    """Html, or nothing where there is no number to draw."""
    if math.isnan(entry["mean"]):
        return ""
    rows = [("model", entry["mean"], entry["low"], entry["high"], COLOURS[entry["verdict"]])]
    scale = Scale([entry[key] for key in ("mean", "low", "high", "region_low", "region_high")])
    height = ROW * len(rows) + 46
    parts = [band(entry, scale, height)] + [row(i, values, scale) for i, values in enumerate(rows)]
    parts.append(axis(scale, height, entry["unit"]))
    label = "model %s, passes if %s" % (amount(entry["mean"]), entry["expected"])
    figure = html('<svg viewBox="0 0 %d %d" role="img" aria-label="%s" font-size="13">%s</svg>', WIDTH, height, label, join(parts))
    return figure + arms_table(arms)


class Scale:
    """From values to x: what is finite among them, and zero where a region begins there."""

    def __init__(self, values):
        finite = [value for value in values if math.isfinite(value)]
        low, high = min(finite), max(finite)
        margin = 0.12 * (high - low) or abs(low) or 1
        self.low, self.high = low - margin, high + margin

    def __call__(self, value):
        share = (value - self.low) / (self.high - self.low)
        return LEFT + (WIDTH - LEFT - RIGHT) * min(1, max(0, share))

    def ticks(self):
        raw = (self.high - self.low) / 5
        power = 10 ** math.floor(math.log10(raw))
        step = next(power * size for size in (1, 2, 5, 10) if power * size >= raw)
        first = math.ceil(self.low / step)
        return [0 if i == 0 else i * step for i in range(first, math.floor(self.high / step) + 1)]


def band(entry, scale, height):
    low = scale(entry["region_low"]) if math.isfinite(entry["region_low"]) else LEFT
    high = scale(entry["region_high"]) if math.isfinite(entry["region_high"]) else WIDTH - RIGHT
    return html('<rect x="%.1f" y="4" width="%.1f" height="%d" fill="%s"/>', low, max(1.5, high - low), height - 36, BAND)


def row(i, values, scale):
    name, mean, low, high, colour = values
    y = 4 + ROW * (i + 0.5) + 4
    parts = [html('<text x="%d" y="%.1f" text-anchor="end" fill="%s">%s</text>', LEFT - 14, y + 4, INK, name)]
    if not math.isnan(low):
        parts.append(html('<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" stroke="%s" stroke-width="3"/>', scale(low), scale(high), y, y, colour))
        parts += [html('<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" stroke="%s" stroke-width="2"/>', scale(end), scale(end), y - 6, y + 6, colour)
                  for end in (low, high)]
    parts.append(html('<circle cx="%.1f" cy="%.1f" r="5.5" fill="%s"/>', scale(mean), y, colour))
    return join(parts)


def axis(scale, height, unit):
    y = height - 30
    parts = [html('<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s"/>', LEFT, WIDTH - RIGHT, y, y, QUIET)]
    for value in scale.ticks():
        x = scale(value)
        parts.append(html('<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="%s"/>', x, x, y, y + 5, QUIET))
        parts.append(html('<text x="%.1f" y="%d" text-anchor="middle" fill="%s">%s</text>', x, y + 19, QUIET, amount(value)))
    if unit:
        parts.append(html('<text x="%d" y="%d" text-anchor="end" fill="%s">%s</text>', LEFT - 14, y + 19, QUIET, pretty(unit)))
    return join(parts)


def arms_table(arms):
    """What each arm showed, for entries that compare some."""
    if len(arms) < 2:
        return Html("")
    rows = []
    for arm in arms:
        interval = "" if math.isnan(arm["low"]) else "[%s, %s]" % (amount(arm["low"]), amount(arm["high"]))
        rows.append([arm["arm"].replace("_", " "), amount(arm["mean"]), interval, "%d" % arm["values"]])
    unit = " [%s]" % pretty(arms[0]["unit"]) if arms[0]["unit"] else ""
    return page.table(["arm", "mean" + unit, "95 % interval", "runs with a value"], rows, "figures narrow")
