"""What was asked, and what was done when."""
import json
import math
import re

import page
from markup import Html, html, join
from run_folder import SHADES, pretty, shown
from run_record import keys_of, things


def opening(run):
    facts = [html("model <b>%s</b>", run.model.get("model", "")),
             html("<b>%s</b> %s", "%g" % run.duration, "day" if run.duration == 1 else "days"),
             html("<b>%s</b> cells at the end", page.amount(run.record.get("cells", float("nan")))),
             html("seed <b>%s</b>", str(run.record.get("seed")))]
    if run.treatments:
        facts.append(html("treated: <b>%s</b>", ", ".join(shown(name) for name in run.treatments)))
    body = html('<header><p class="kicker">A simulation with exomet</p><h1>%s</h1>', run.name.replace("-", " "))
    body += html('<p class="about">%s</p>', run.model.get("about", ""))
    body += html('<p class="facts">%s</p>', join(facts, " · "))
    changed = changes(run)
    if changed:
        body += Html("<p>Changed from the model for this run:</p>") + page.table(
            ["what", "to"], [[html("<code>%s</code>", path), value] for path, value in changed.items()], "narrow")
    return body + Html('<p class="caution">One run is one possible course: cells divide, move and die by chance. Look at '
                       'several seeds before you believe a difference.</p></header>')


def changes(run):
    """{path: value} of what differs from the model, whether the experiment's file or the command line says so."""
    found = {path: pretty(", ".join(values)) for path, values in changed_numbers(run).items()}
    for path, value in (run.record["document"]["experiment"].get("set") or {}).items():
        if not any(known == path or known.startswith(path + ".") for known in found):
            found[path] = text(value)
    return found


def changed_numbers(run):
    """{path: [value]} of the model's numbers that the experiment or the command line set."""
    found = {}
    for number in run.record["numbers"]:
        own = number["path"] in ("seed", "duration") or number["path"].startswith("output.")
        if number["source"] == "set by the experiment" and not own:
            found.setdefault(number["path"], []).append(number["value"])
    return found


def text(value):
    """A value of the model as it would be typed."""
    if isinstance(value, dict):
        return "{" + ", ".join("%s: %s" % (key, text(part)) for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(text(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False) if re.search(r"""[:#{}\[\],"'&*!|@%`]|^\s|\s$|^[->?]|^$""", str(value)) else str(value)


def treatments(run):
    """The time line, each treatment a bar."""
    if not run.treatments:
        return page.section("Treatments", "", "None.")
    described = things(run.model, "treatments")
    row, left, width = 34, 170, 700
    scale = width / run.duration
    parts = []
    for i, (name, spans) in enumerate(run.treatments.items()):
        y = 6 + i * row
        parts.append(html('<text x="%d" y="%d" text-anchor="end">%s</text>', left - 12, y + 16, shown(name)))
        parts.append(html('<line class="rail" x1="%d" x2="%d" y1="%d" y2="%d"/>', left, left + width, y + 12, y + 12))
        for begin, end in spans:
            parts.append(html('<rect x="%.1f" y="%d" width="%.1f" height="22" rx="3" fill="%s"><title>day %g to %g</title></rect>',
                              left + begin * scale, y + 1, max(2, (end - begin) * scale), SHADES[i % len(SHADES)], begin, end))
    bottom = 6 + len(run.treatments) * row
    for time in run.additions:
        parts.append(html('<path class="dose" d="M%.1f %d l-5 9 h10 z"><title>added or taken out on day %g</title></path>',
                          left + time * scale, bottom - 8, time))
    for tick in ticks(run.duration):
        x = left + tick * scale
        parts.append(html('<line class="tick" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/><text x="%.1f" y="%d" text-anchor="middle">%g</text>',
                          x, x, bottom + 4, bottom + 10, x, bottom + 26, tick))
    parts.append(html('<text x="%d" y="%d" text-anchor="end">time [d]</text>', left - 12, bottom + 26))
    drawing = html('<svg class="timeline" viewBox="0 0 %d %d" role="img" aria-label="Treatments over time">%s</svg>',
                   left + width + 20, bottom + 34, join(parts))
    rows = []
    for name in run.treatments:
        what = described.get(name, {})
        added, removed = what.get("add"), what.get("remove")
        does = [*("%s = %s" % (path, text(value)) for path, value in keys_of(what.get("set")).items()),
                *("neutralises %s of %s on EVs in flight" % (text(share), cargo)
                  for cargo, share in keys_of(what.get("neutralises")).items()),
                *("removes " + text(thing) for thing in (removed if isinstance(removed, list) else [removed] if removed else [])),
                *("adds " + text(thing) for thing in (added if isinstance(added, list) else []))]
        rows.append([shown(name), what.get("about", ""), join((html("<code>%s</code>", line) for line in does), Html("<br>"))])
    note = " Triangles: when something is added or taken out." if run.additions else ""
    return page.section("Treatments", drawing + page.table(["treatment", "what it is", "what it changes"], rows),
                        "When each was in effect; the same shades are behind the charts." + note)


def ticks(duration):
    """Round times from 0 to the end, about ten."""
    power = 10.0 ** math.floor(math.log10(duration / 10))
    step = next(size * power for size in (1, 2, 5, 10) if duration / (size * power) <= 10 + 1e-9)
    return [i * step for i in range(int(duration / step + 1e-9) + 1)]
