"""The measures as charts by Chart.js, which Debian packages as libjs-chart.js and which goes into the page whole."""
import json
import math
import os

import page
from markup import Html, html, join
from problems import InputProblem
from run_folder import SHADES, shown

LIBRARY = os.environ.get("EXOMET_CHART_JS", "/usr/share/javascript/chart.js/chart.min.js")
MOST_POINTS = 2000  # of a curve; a screen shows no more


def section(run):
    rows, cards = [], []
    for i, measure in enumerate(run.measures):
        rows.append(row(run, measure))
        if measure.is_moment:
            continue
        cards.append(html('<figure class="card"><figcaption>%s <small>%s</small></figcaption><div class="chart">'
                          '<canvas id="chart-%d" role="img" aria-label="%s over time"></canvas></div></figure>',
                          measure.title, measure.unit, i, measure.title))
    body = html('<noscript><p class="caution">The charts need JavaScript.</p></noscript><div class="cards">%s</div>%s',
                join(cards), page.table(["measure", "at the start", "at the end", "least", "greatest", "unit"], rows, "figures"))
    return page.section("What was measured", body, "Point at a chart to read all of them at that time. Time is in days.", "measures")


def row(run, measure):
    name = html('<span class="dot" style="background:%s"></span>%s', page.hexed(run.colour(measure)), measure.title)
    if measure.is_moment:
        at = measure.moment()
        return [name, "", "day %.2f" % at if at is not None else "did not happen", "", "", ""]
    known = [v for v in measure.values if not math.isnan(v)]
    least, greatest = (min(known), max(known)) if known else (math.nan, math.nan)
    return [name, *(page.amount(v) for v in (measure.values[0], measure.values[-1], least, greatest)), measure.unit]


def thinned(measure):
    """[[time, value or null]]; of a long curve, the first, the least and the greatest of each stretch."""
    points = [[rounded(t), None if math.isnan(v) else rounded(v)] for t, v in zip(measure.times, measure.values)]
    if len(points) <= MOST_POINTS:
        return points
    stretch = math.ceil(3 * len(points) / MOST_POINTS)
    kept = set()
    for begin in range(0, len(points), stretch):
        known = [i for i in range(begin, min(begin + stretch, len(points))) if points[i][1] is not None]
        kept.update([begin] + ([min(known, key=lambda i: points[i][1]), max(known, key=lambda i: points[i][1])] if known else []))
    return [points[i] for i in sorted(kept | {len(points) - 1})]


def rounded(value):
    return float("%.6g" % value)


def with_library(content, drawer):
    """Scripts of the page: the library, and what is to be drawn with the file of this folder that draws it."""
    try:
        with open(LIBRARY, encoding="utf-8") as file:
            library = file.read()
    except OSError:
        raise InputProblem("the charts need Chart.js (%s isn't there); call the launcher ./exomet, which installs it, or "
                           "apt-get install libjs-chart.js" % LIBRARY) from None
    embedded = json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")
    return [Html(library.replace("</script", "<\\/script")), Html("const report = %s;\n%s" % (embedded, page.inline(drawer)))]


def scripts(run):
    drawn = [{"id": "chart-%d" % i, "unit": measure.unit, "title": measure.title, "colour": page.hexed(run.colour(measure)),
              "steps": measure.is_count, "points": thinned(measure)}
             for i, measure in enumerate(run.measures) if not measure.is_moment]
    data = {"days": run.duration, "measures": drawn, "additions": run.additions,
            "treatments": [{"name": shown(name), "spans": spans, "shade": SHADES[i % len(SHADES)]}
                           for i, (name, spans) in enumerate(run.treatments.items())]}
    return with_library(data, "charts.js")
