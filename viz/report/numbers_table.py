"""Every number of the model with its unit and source, and what of it is assumed."""
import os
import re

import page
from markup import Html, html, join
from run_folder import pretty, shown
from run_record import things

REFERENCES = os.path.join(page.HERE, "..", "..", "models", "references.bib")
TITLES = {"parameters": "Parameters", "domain": "Space", "medium": "Medium", "mechanics": "Mechanics", "steps": "Time steps",
          "cargo": "Cargo", "vesicles": "EVs", "substances": "Substances", "compartments": "Compartments", "tissues": "Tissues", "cells": "Cells",
          "start": "At the start", "treatments": "Treatments", "measures": "Measures"}


def sections(run):
    """What is assumed, and the table of all numbers with the references."""
    numbers = run.record["numbers"]
    described = things(run.model, "parameters")
    return [assumed(run, numbers, described), everything(numbers, described)]


def merged(numbers):
    """The numbers, those of one path (the edges of a box, say) as one."""
    found = {}
    for number in numbers:
        key = (number["path"], number["source"])
        if key in found:
            found[key]["value"] += ", " + number["value"]
        else:
            found[key] = dict(number)
    return list(found.values())


def kind(source):
    for beginning in ("assumed", "calibrated", "parameter ", "set by"):
        if source.startswith(beginning):
            return beginning.strip()
    return "measured"


def assumed(run, numbers, described):
    counts = {}
    for number in numbers:
        counts.setdefault(kind(number["source"]), []).append(number)
    own = [n for n in numbers if kind(n["source"]) not in ("parameter", "set by")]
    guesses = counts.get("assumed", [])
    bars = join(html('<span class="%s" style="flex:%d">%d %s</span>', name, len(counts[name]), len(counts[name]), words)
                for name, words in (("measured", "from the literature"), ("calibrated", "calibrated"), ("assumed", "assumed"))
                if counts.get(name))
    parameters = [n for n in guesses if n["path"].startswith("parameters.")]
    body = html('<div class="shares">%s</div>', bars)
    if parameters:
        body += Html("<p>Those that the model names as its parameters, which one would try first:</p>") + listed(parameters, described)
    body += html("<details><summary>All %d assumed numbers</summary>%s</details>", len(guesses), listed(guesses, described))
    for title, key in (("What may not be meant, or was held back:", "notes"), ("What the model leaves open:", "loose_ends")):
        if run.record.get(key):
            body += html("<p>%s</p><ul>%s</ul>", title, join(html("<li>%s</li>", one) for one in run.record[key]))
    return page.section("What is assumed", body, "%d of %d numbers of the model are assumed: nobody has measured them, or no "
                        "measurement was found." % (len(guesses), len(own)), "assumed")


def listed(numbers, described):
    return html('<ul class="guesses">%s</ul>', join(
        html("<li>%s %s%s</li>", page.path(n["path"]), pretty(n["value"]), about(n, described)) for n in merged(numbers)))


def about(number, described):
    name = number["path"].removeprefix("parameters.")
    words = described.get(name, {}).get("about") if number["path"].startswith("parameters.") else None
    return html(': <span class="quiet">%s</span>', words) if words else ""


def everything(numbers, described):
    groups, known = {}, references()
    for number in merged(numbers):
        head, _, rest = number["path"].partition(".")
        if head == "cells":
            cell, _, rest = rest.partition(".")
            title = "Cells: " + shown(cell)
        else:
            title = TITLES.get(re.sub(r"\[.*", "", head), "The experiment" if number["source"].startswith("set by") else head)
        groups.setdefault(title, []).append((rest if title != "The experiment" and rest else number["path"], number))
    rows = []
    for title, members in groups.items():
        rows.append(html('<tbody><tr><th colspan="3" scope="colgroup">%s</th></tr>', title))
        rows += [row(name, number, described, known) for name, number in members]
        rows.append(Html("</tbody>"))
    used = sorted({number["source"] for number in numbers} & set(known))
    body = html('<table class="numbers"><thead><tr><th>number</th><th>value</th><th>source</th></tr></thead>%s</table>', join(rows))
    if used:
        body += html('<h3>References</h3><ul class="references">%s</ul>',
                     join(html('<li id="ref-%s"><b>%s</b> %s</li>', key, key, known[key]) for key in used))
    return page.section("The model, number by number", body, "As it was run, with the changes of the experiment. Any of them can "
                        "be changed by its path: ./exomet run ... --set path=value.", "numbers")


def row(name, number, described, known):
    return html('<tr class="%s" title="%s"><td>%s%s</td><td>%s</td><td>%s</td></tr>', kind(number["source"]).replace(" ", "-"),
                number["path"], page.path(name), about(number, described), pretty(number["value"]), cited(number["source"], known))


def cited(source, known):
    if source in known:
        return html('<a href="#ref-%s">%s</a>', source, source)
    return source


def references():
    """{key: 'Yokoi, Akira and others (2017). Title. Journal. doi'} of the bibliography of the models."""
    try:
        with open(REFERENCES, encoding="utf-8") as file:
            text = file.read()
    except OSError:
        return {}
    found = {}
    for key, body in re.findall(r"@\w+\{([^,\s]+),(.*?)\n\}", text, flags=re.S):
        fields = dict(re.findall(r"(\w+)\s*=\s*\{(.*?)\}\s*(?:,?\s*\n|,?\s*$)", body, flags=re.S))
        plain = {name: " ".join(value.replace("{", "").replace("}", "").replace("---", "—").replace("--", "–").split()) for name, value in fields.items()}
        where = plain.get("journal") or plain.get("booktitle") or plain.get("publisher") or plain.get("howpublished", "")
        parts = [people(plain.get("author", "")) + " (%s)" % plain.get("year", "no year"), plain.get("title", ""), where,
                 identifier(plain), plain.get("note", "")]
        found[key] = ". ".join(part for part in parts if part)
    return found


def identifier(fields):
    for name, prefix in (("doi", "doi:"), ("pmid", "PMID "), ("undetermined", "")):
        if fields.get(name):
            return prefix + fields[name]
    return ""


def people(authors):
    names = [name.split(",")[0] for name in authors.split(" and ")]
    if len(names) > 2 or "others" in names:
        return names[0] + " et al."
    return " and ".join(names)
