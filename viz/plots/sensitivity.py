"""Sensitivity: Morris's screening and Sobol's indices."""
import style
from style import plt


def draw(table, folder):
    """From the rows of sensitivity.csv; the names of the figures."""
    measures = list(dict.fromkeys(row["measure"] for row in table))
    morris = any(row["index"] == "mu_star" for row in table)
    figure, panels = plt.subplots(1, len(measures), squeeze=False, figsize=(max(style.COLUMN, 2.6 * len(measures)), 2.6))
    for measure, panel in zip(measures, panels[0]):
        mine = [row for row in table if row["measure"] == measure]
        (morris_panel if morris else sobol_panel)(panel, mine)
        panel.set_title(style.label(measure, mine[0]["unit"] if morris else ""))
    return [style.save(figure, folder, "morris" if morris else "sobol")]


def morris_panel(panel, table):
    """Far right: it matters. High up: how much depends on the others, or it isn't linear."""
    names = list(dict.fromkeys(row["parameter"] for row in table))
    for i, name in enumerate(names):
        of = {row["index"]: row for row in table if row["parameter"] == name}
        x, y = of["mu_star"]["value"], of["sigma"]["value"]
        low, high = of["mu_star"]["low"], of["mu_star"]["high"]
        panel.errorbar(x, y, xerr=[[max(0, x - low)], [max(0, high - x)]], color=style.colour(i), capsize=2,
                       marker=style.MARKS[i % len(style.MARKS)], markersize=5, linestyle="", label=style.words(name))
    panel.set_xlabel("mean size of effect, mu*")
    panel.set_ylabel("spread of effect, sigma")
    panel.set_xlim(left=0)
    panel.set_ylim(bottom=0)
    panel.legend(frameon=False)


def sobol_panel(panel, table):
    names = list(dict.fromkeys(row["parameter"] for row in table))
    for i, index in enumerate(("first", "total")):
        rows = [next(row for row in table if row["parameter"] == name and row["index"] == index) for name in names]
        values = [row["value"] for row in rows]
        below = [max(0, v - row["low"]) for v, row in zip(values, rows)]
        above = [max(0, row["high"] - v) for v, row in zip(values, rows)]
        panel.bar([n + 0.4 * i - 0.2 for n in range(len(names))], values, 0.38, yerr=[below, above], capsize=2,
                  color=style.colour(1 - i), hatch="" if i else "//", edgecolor="white", ecolor=style.palette.INK,
                  label=index + "-order" if i == 0 else "total")
    panel.set_xticks(range(len(names)), [style.words(name) for name in names], rotation=20)
    panel.set_ylabel("share of variance")
    panel.set_ylim(bottom=min(0, panel.get_ylim()[0]))
    panel.legend(frameon=False)
