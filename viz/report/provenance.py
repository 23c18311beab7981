"""How the run came about, so that somebody else can make the same one."""
import datetime
import os

import own_files
import page
from markup import Html, html
from run_folder import shown
from story import changed_numbers, text


def section(run):
    record = run.record
    timings = record.get("timings", {})
    finished = datetime.datetime.fromtimestamp(os.path.getmtime(os.path.join(run.folder, "run.json")), datetime.timezone.utc)
    facts = [("exomet", "version " + str(record.get("version", "?"))), ("finished", finished.strftime("%-d %B %Y, %H:%M UTC")),
             ("seed", record.get("seed")), ("simulated", "%g days" % run.duration),
             ("took", "%s on %s" % (page.duration(timings.get("seconds", 0)), plural(timings.get("threads", 1), "thread"))),
             ("digest of the end", record.get("digest")), ("folder", own_files.as_text(os.path.basename(os.path.abspath(run.folder))))]
    resumed = timings.get("resumed_at_d") or []
    if resumed:
        facts.append(("went on at day", ", ".join("%g" % day for day in resumed)))
    if record.get("limited_moves"):
        facts.append(("moves cut short", page.amount(record["limited_moves"]) + ", so that no cell jumped through another"))
    body = page.facts(facts) + Html("<h3>Where the EVs went</h3>") + balance(record.get("ev_balance", []))
    body += compartments(record.get("compartments", []))
    body += html("<h3>The experiment</h3><pre>%s</pre>", experiment(run))
    return page.section("How it came about", body, "The same experiment and seed give the same digest on any number of threads.", "provenance")


def experiment(run):
    """As a file of an experiment that makes this run, with what the command line set."""
    written = dict(run.record["document"]["experiment"])
    settings = dict(written.pop("set", None) or {})
    for path, values in changed_numbers(run).items():
        if not any(path == known or path.startswith(known + ".") for known in settings):
            settings[path] = values if len(values) > 1 else values[0]
    lines = ["%s: %s" % (key, text(value)) for key, value in written.items()]
    if settings:
        lines += ["set:"] + ["  %s: %s" % (path, text(value)) for path, value in settings.items()]
    return "\n".join(lines)


def plural(count, what):
    return "%s %s%s" % (count, what, "" if count == 1 else "s")


def compartments(held):
    body = Html("")
    for one in held:
        rows = [[shown(lane["species"]), shown(lane["donor"]),
                 page.amount(sum(lane.get(name, 0) for name in ("given", "produced", "entered", "received"))),
                 *(page.amount(lane.get(name, 0)) for name in ("decayed", "left", "passed_on", "there"))] for lane in one["contents"]]
        body += html("<h3>In %s, %s mL</h3>", shown(one["name"]), page.amount(one["volume_mL"]))
        times = [times for times in one["walls_represent_times"] if times != 1]
        if times:
            body += html("<p>What the run simulates stands for %s times as much.</p>", ", ".join(page.amount(each) for each in times))
        if rows:
            body += page.table(["what", "from", "came in", "decayed", "went back", "passed on", "there at the end"], rows)
    return body


def balance(lanes):
    rows = []
    for lane in lanes:
        came = sum(lane.get(name, 0) for name in ("emitted", "dosed", "supplied"))
        if came:
            rows.append([shown(lane["species"]), shown(lane["donor"]), page.amount(came),
                         *(page.amount(lane.get(name, 0)) for name in ("taken_up", "decayed", "left", "in_flight"))])
    if not rows:
        return Html("<p>None were released.</p>")
    return page.table(["what", "from", "released", "taken up", "decayed", "left the domain", "in flight at the end"], rows)
