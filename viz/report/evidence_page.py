"""A model's evidence as one page of HTML: what was observed, what the model says to it, and what of that follows from
choices. What fails stays there."""
import math
import os
import re

import csv_table
import evidence_figure
import json_shape
import own_files
import page
from csv_table import Table
from evidence_figure import amount
from markup import Html, html, join
from problems import command
from run_folder import pretty

MARK = "evidence.json"
MARK_SHAPE = json_shape.record({"model": json_shape.text, "about": json_shape.text, "size": json_shape.text, "program": json_shape.text,
                                "command": json_shape.text, "text": json_shape.text})
VERDICTS = ("passes", "fails", "not decided")
ROLES = {"calibrate": "calibrated on", "hold_out": "held out", "judge": "judge", "ablation": "ablation"}
MEANINGS = {"calibrate": "numbers of the model were set on it, by hand or by fitting: that it passes says little",
            "hold_out": "could have been used for that, and wasn't",
            "judge": "the model is judged by it, and may fail",
            "ablation": "shows what a claim depends on"}
NUMBERS = ("region_low", "region_high", "mean", "low", "high", "share", "share_low", "share_high")
ENTRY = {"entry": csv_table.name, "role": csv_table.one_of(*ROLES), "verdict": csv_table.one_of(*VERDICTS),
         "stored": csv_table.one_of("", *VERDICTS), "kept": csv_table.one_of("yes", "no"),
         **{column: csv_table.text for column in ("beside", "claim", "sources", "n", "observed", "about", "reads", "expected", "unit")},
         **{column: csv_table.whole for column in ("seeds", "values", "missing", "failed", "draws", "draws_passing", "draws_missing")},
         **{column: csv_table.number_or_none for column in NUMBERS}}
ARM = {"entry": csv_table.name, "arm": csv_table.text, "unit": csv_table.text, "values": csv_table.whole,
       **{column: csv_table.number_or_none for column in ("mean", "low", "high")}}


class Evidence:
    """What a folder of `exomet validate` holds."""

    def __init__(self, folder):
        self.folder = folder
        remedy = "make the tables anew: " + command("./exomet", "validate")
        self.mark = json_shape.read(folder, MARK, MARK_SHAPE, remedy)
        self.entries = Table(folder, "evidence.csv", ENTRY, remedy).rows
        self.arms = {}
        for row in Table(folder, "arms.csv", ARM, remedy).rows:
            self.arms.setdefault(row["entry"], []).append(row)

    def count(self, verdict):
        return sum(entry["verdict"] == verdict for entry in self.entries)

    @property
    def claims(self):
        """Those that aren't ablations; of a selection also ablations whose claim isn't there."""
        names = {entry["entry"] for entry in self.entries}
        return [entry for entry in self.entries if not entry["beside"] or entry["beside"] not in names]

    def beside(self, claim):
        return [entry for entry in self.entries if entry["beside"] == claim["entry"]]


def is_evidence(folder):
    return own_files.has(folder, "evidence.csv")


def whole_page(folder):
    evidence = Evidence(folder)
    sections = [opening(evidence), table(evidence), *cards(evidence), how(evidence), provenance(evidence)]
    return page.whole("Evidence: " + evidence.mark["model"], sections, [])


def badge(verdict):
    return html('<span class="verdict %s">%s</span>', verdict.replace(" ", "-"), verdict)


def opening(evidence):
    mark = evidence.mark
    facts = [html("<b>%d</b> %s", evidence.count(verdict), {"passes": "pass", "fails": "fail", "not decided": "not decided"}[verdict])
             for verdict in VERDICTS]
    facts.append(html("%s version", mark["size"]))
    lost = sum(entry["kept"] == "no" for entry in evidence.entries)
    if lost:
        facts.append(html('<b class="lost">%d</b> not as stored', lost))
    body = html('<header><p class="kicker">Evidence for a model, with exomet</p><h1>%s</h1>', mark["model"])
    return body + html('<p class="about">%s</p><p class="facts">%s</p></header>', mark["about"], join(facts, " · "))


def worded(text):
    """Without the apostrophe that keeps spreadsheets from computing it, and with signs as they are printed."""
    text = text[1:] if text[:2] in ("'-", "'+", "'=", "'@") else text
    return re.sub(r"(?<![\w)])-(?=\d)", "−", text).replace(" - ", " − ")


def with_unit(text, unit):
    return text + (" " + pretty(unit) if unit else "")


def model_says(entry):
    if math.isnan(entry["mean"]):
        return "–"
    text = amount(entry["mean"])
    if not math.isnan(entry["low"]):
        text += " [%s, %s]" % (amount(entry["low"]), amount(entry["high"]))
    return with_unit(text, entry["unit"])


def draws(entry):
    if not entry["draws"]:
        return "–"
    return "%.0f %% [%.0f, %.0f]" % (100 * entry["share"], 100 * entry["share_low"], 100 * entry["share_high"])


def short_name(entry):
    return html('<a href="#%s">%s</a>', entry["entry"], entry["entry"].replace("_", " "))


def table(evidence):
    rows = []
    for claim in evidence.claims:
        for entry in [claim] + evidence.beside(claim):
            name = short_name(entry)
            if entry is not claim:
                name = html('<span class="beside">↳ %s</span>', name)
            rows.append([name, ROLES[entry["role"]], worded(entry["observed"]) or "–", worded(entry["expected"]), model_says(entry),
                         badge(entry["verdict"]), draws(entry)])
            if entry["verdict"] == "fails":
                rows[-1] = [html('<span class="lost">%s</span>', cell) for cell in rows[-1]]
    head = ["entry", "role", "observed", "passes if", "model, 95 % interval", "verdict", "draws that pass"]
    return page.section("Verdicts", page.table(head, rows, "figures evidence"),
                        "Each row is a claim that can fail. Draws are from the priors of the model's numbers, one seed each: a claim that nearly "
                        "all of them pass follows from how the model is built and says little about its numbers.", "verdicts")


def cards(evidence):
    return [card(evidence, claim) for claim in evidence.claims]


def card(evidence, claim):
    body = entry_body(evidence, claim)
    for entry in evidence.beside(claim):
        body += html('<div class="inner" id="%s"><h3>%s %s</h3><p>%s</p>%s</div>', entry["entry"],
                     entry["entry"].replace("_", " "), badge(entry["verdict"]), entry["claim"], entry_body(evidence, entry))
    title = html("%s %s", claim["entry"].replace("_", " "), badge(claim["verdict"]))
    return page.section(title, body, claim["claim"], claim["entry"])


def entry_body(evidence, entry):
    arms = evidence.arms.get(entry["entry"], [])
    facts = [("source", entry["sources"]), ("role", "%s: %s" % (ROLES[entry["role"]], MEANINGS[entry["role"]]))]
    if entry["observed"]:
        facts.append(("observed", worded(entry["observed"]) + (", n = %s" % entry["n"] if entry["n"] else "")))
    facts += [("read out", entry["reads"]), ("passes if", worded(entry["expected"])), ("model", "%s, %d seeds%s" % (model_says(entry), entry["seeds"], lacking(entry)))]
    if entry["draws"]:
        facts.append(("draws", "%d of %d pass: %s%s" % (entry["draws_passing"], entry["draws"], draws(entry), undrawn(entry))))
    if entry["stored"]:
        facts.append(("stored", entry["stored"] if entry["kept"] == "yes" else html('<b class="lost">%s, which isn\'t so now</b>', entry["stored"])))
    if entry["about"]:
        facts.append(("note", entry["about"]))
    figure = evidence_figure.drawn(entry, arms)
    return (html('<figure class="forest">%s</figure>', figure) if figure else Html("")) + page.facts(facts)


def lacking(entry):
    parts = []
    if entry["missing"]:
        parts.append("%d without a value" % entry["missing"])
    if entry["failed"]:
        parts.append("%d runs failed" % entry["failed"])
    return "; " + ", ".join(parts) if parts else ""


def undrawn(entry):
    return "; %d had no value" % entry["draws_missing"] if entry["draws_missing"] else ""


def how(evidence):
    text = Html("<p>The experiments of an entry are run with the same seeds in each arm, so that arms are compared seed by seed. The "
                "interval is Student's over the seeds, of shares of runs Clopper's and Pearson's. An entry <b>passes</b> if the whole "
                "interval lies where the observation says (shaded), <b>fails</b> if all of it lies elsewhere, and else is <b>not "
                "decided</b>. Several entries are judged, and nothing is corrected for that: of twenty that have no effect, one would be "
                "decided by chance.</p>")
    roles = join(html("<dt>%s</dt><dd>%s</dd>", ROLES[role], meaning) for role, meaning in MEANINGS.items())
    return page.section("How it was judged", text + html("<dl>%s</dl>", roles), "", "how")


def provenance(evidence):
    mark = evidence.mark
    body = page.facts([("folder", os.path.basename(os.path.abspath(evidence.folder))), ("program", mark["program"]),
                       ("again", html("<code>%s</code>", mark["command"]))])
    body += html("<details><summary>The evidence file</summary><pre>%s</pre></details>", mark["text"])
    return page.section("How it came about", body, "The values of all runs are in values.csv and draws.csv.", "provenance")
