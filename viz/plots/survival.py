"""Kaplan-Meier curves with 95 % bands, marks where somebody is censored, and the numbers at risk below."""
import math

import style
from style import plt


def draw(table, tests, folder):
    """From the rows of survival.csv and survival_test.csv; the names of the figures."""
    return [one(event, [row for row in table if row["event"] == event],
                next((test for test in tests if test["event"] == event), None), folder)
            for event in dict.fromkeys(row["event"] for row in table)]


def one(event, table, test, folder):
    groups = list(dict.fromkeys(row["group"] for row in table))
    figure, (panel, below) = plt.subplots(2, 1, figsize=(style.COLUMN, 3.4),
                                          gridspec_kw={"height_ratios": [5, 0.6 + 0.35 * len(groups)]})
    end = max(row["time"] for row in table)
    for i, group in enumerate(groups):
        curve(panel, [row for row in table if row["group"] == group], group, i, end)
    panel.set_ylim(0, 1.03)
    panel.set_ylabel("free of " + event.replace("_", " "))
    panel.legend(frameon=False, loc="lower left")
    if test and not math.isnan(test["p"]):
        panel.set_title("log-rank p " + ("< 0.0001" if test["p"] < 1e-4 else "= %.2g" % test["p"]), loc="right")
    panel.set_xlim(0, end)
    panel.set_xlabel("time [" + table[0]["time_unit"] + "]")
    below.set_xlim(0, end)
    at_risk(below, table, groups, panel.get_xticks(), end)
    return style.save(figure, folder, "survival-" + event.replace("_", "-"))


def curve(panel, rows, group, i, end):
    times = [row["time"] for row in rows] + [end]
    columns = [[row[name] for row in rows] for name in ("survival", "low", "high")]
    survival, low, high = [column + column[-1:] for column in columns]
    colour, dashes = style.colour(i), style.DASHES[i % len(style.DASHES)]
    panel.fill_between(times, low, high, step="post", color=colour, alpha=0.2, linewidth=0)
    panel.step(times, survival, where="post", color=colour, linestyle=dashes, label=group.replace("_", " "))
    censored = [(row["time"], row["survival"]) for row in rows if row["censored"] > 0]
    if censored:
        panel.plot(*zip(*censored), color=colour, marker="|", markersize=5, linestyle="")


def at_risk(panel, table, groups, ticks, end):
    panel.set_axis_off()
    panel.set_ylim(-len(groups), 1)
    panel.text(0, 0.4, "at risk", fontsize=7, ha="left")
    for i, group in enumerate(groups):
        rows = [row for row in table if row["group"] == group]
        for tick in ticks:
            if 0 <= tick <= end:
                panel.text(tick, -i - 0.6, str(left(rows, tick)), fontsize=7, ha="center", color=style.colour(i))


def left(rows, time):
    """How many were at risk just before a time: who had no event and wasn't censored earlier."""
    gone = sum(row["events"] + row["censored"] for row in rows if row["time"] < time)
    return int(rows[0]["at_risk"] - gone)
