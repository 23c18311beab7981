"""Who signals to whom, with what the ledger of the run measured on the arrows; drawn by Graphviz."""
import math
import re
import subprocess

import csv_table
import page
import palette
import programs
from csv_table import Table
from markup import Html, html
from run_folder import shown
from run_record import AGAIN, keys_of, things

LEDGER = {"from_d": csv_table.not_negative, "to_d": csv_table.not_negative, "donor": csv_table.text, "receiver": csv_table.text,
          "message": csv_table.text, "amount": csv_table.number, "unit": csv_table.text}
PATIENCE = 60  # seconds for a drawing
TINT = 0.72  # how far the colours of the nodes go to white, so that words on them are read


def flows(run):
    """{(donor, message, receiver, unit): amount}, summed over the run."""
    sums = {}
    for row in Table(run.folder, "ledger.csv", LEDGER, AGAIN).rows:
        key = (row["donor"], row["message"], row["receiver"], row["unit"])
        sums[key] = sums.get(key, 0.0) + row["amount"]
    return sums


def section(run):
    sums = flows(run)
    # EVs and molecules first, then their cargo; the most first.
    order = sorted(sums.items(), key=lambda flow: (flow[0][3] == "copies", -flow[1], flow[0]))
    rows = [[shown(donor), shown(message), shown(receiver), page.amount(value), unit] for (donor, message, receiver, unit), value in order]
    drawing = draw(run, sums)
    if drawing is None:
        drawing = Html('<p class="caution">The graph isn\'t drawn: Graphviz wasn\'t there (apt-get install graphviz).</p>')
    listing = page.table(["from", "message", "to", "taken up", "unit"], rows) if rows else \
        Html("<p>Nothing was taken up by any cell in this run.</p>")
    return page.section("Who told whom what", drawing + listing + effects(run), "Amounts are what cells took up over the whole run; arrows "
                        "without one are possible by the model, but nothing that is counted went along them. The thicker, "
                        "the more.")


def effects(run):
    """What messages do in whom, as a table."""
    nodes, found = run.record["signalling"]["nodes"], {}
    for edge in run.record["signalling"]["edges"]:
        if edge["relation"] in ("raises", "lowers"):
            key = (nodes[edge["from"]]["name"], nodes[edge["to"]]["name"])
            found.setdefault(key, {}).setdefault(edge["relation"], []).append(edge["what"].replace("_", " "))
    if not found:
        return Html("")
    rows = [[shown(message), shown(cell), *(", ".join(does.get(way, [])) for way in ("raises", "lowers"))]
            for (message, cell), does in found.items()]
    return Html("<h3>What messages do</h3>") + page.table(["message", "in", "does more", "does less"], rows)


def draw(run, sums):
    """The graph as SVG for a page, or None without Graphviz. Graphviz escapes what dot() quotes."""
    program = programs.find("dot")
    if not program:
        return None
    try:
        made = subprocess.run([program, "-Tsvg"], input=dot(run, sums).encode(), capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None
    svg = made.stdout.decode(errors="replace")
    if made.returncode != 0 or "<svg" not in svg:
        return None
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg)
    svg = re.sub(r"<title>.*?</title>", "", svg, flags=re.S)  # those of nodes are their numbers
    wide = re.search(r'width="(\d+)pt"', svg)
    svg = re.sub(r'<svg width="\d+pt" height="\d+pt"', '<svg class="graph" role="img" aria-label="Who signals to whom" '
                 'style="max-width:%dpx"' % round(1.33 * int(wide.group(1)) if wide else 1000), svg, count=1)
    return Html(svg)


def dot(run, sums):
    """Three columns: who releases, the messages with their cargo, who receives; a cell type can be in both outer ones."""
    nodes, edges = run.record["signalling"]["nodes"], run.record["signalling"]["edges"]
    columns, arrows = layout(nodes, edges, sums)
    greatest = max((value for value in arrows.values() if value), default=1)
    cells = [node["name"] for node in nodes if node["kind"] == "cell type"]
    colours = dict(zip(cells, palette.cell_colours(cells)))
    kinds = {node["name"]: node["kind"] for node in nodes if node["kind"] in ("EV", "substance")}
    vesicles = things(run.model, "vesicles")
    lines = ['digraph { rankdir=LR; bgcolor="transparent"; nodesep=0.16; ranksep=1.9;',
             'node [fontname="Helvetica", fontsize=13, fontcolor="#222222", penwidth=1.2, margin="0.14,0.07"];',
             'edge [fontname="Helvetica", fontsize=11, fontcolor="#222222", arrowsize=0.7];']
    for column, names in columns.items():
        lines.append("{ rank=same;")
        for name in names:
            words = shown(name)
            carried = keys_of(vesicles.get(name, {}).get("carries")) if column == "message" else {}
            if carried:
                words += "\n" + ", ".join(shown(cargo) for cargo in carried)
            lines.append("%s [label=%s, %s];" % (quoted(column + name), quoted(words), look(kinds.get(name), colours.get(name))))
        lines.append("}")
    for (out, name, to_column, to), value in arrows.items():
        lines.append("%s -> %s [%s];" % (quoted(out + name), quoted(to_column + to),
                                         arrow(value, greatest, kinds.get(to if to_column == "message" else name))))
    return "\n".join(lines + ["}"])


def layout(nodes, edges, sums):
    """The names in each column, and the arrows {(column, name, column, name): amount or None}."""
    arrows, carriers = {}, {}
    for edge in edges:
        if edge["relation"] == "carries":
            carriers.setdefault(edge["to"], []).append(edge["from"])
    for edge in edges:
        if edge["relation"] == "releases":
            arrows["from", nodes[edge["from"]]["name"], "message", nodes[edge["to"]]["name"]] = None
        elif edge["relation"] not in ("carries", "makes"):  # what a cargo does comes from the EVs that carry it
            for source in carriers.get(edge["from"], [edge["from"]]):
                arrows["message", nodes[source]["name"], "to", nodes[edge["to"]]["name"]] = None
    for (donor, message, receiver, unit), value in sums.items():
        if unit != "copies":
            for key in (("from", donor, "message", message), ("message", message, "to", receiver)):
                arrows[key] = (arrows.get(key) or 0.0) + value
    columns = {"from": {}, "message": {}, "to": {}}
    for one, name, other, to in arrows:
        columns[one][name] = columns[other][to] = None
    return columns, arrows


def look(kind, colour):
    """Of a cell type (which has a colour), of a message (which has a kind), or of a dose."""
    if colour:
        return 'shape=box, style="rounded,filled", fillcolor="%s", color="%s"' % (page.hexed(tint(colour)), page.hexed(colour))
    shape, fill = {"EV": ("ellipse", palette.FIELD[1][1]), "substance": ("hexagon", palette.OTHERS[-1])}.get(kind, ("box", palette.OTHERS[-1]))
    return 'shape=%s, style=filled, fillcolor="%s", color="%s"' % (shape, page.hexed(tint(fill)), page.hexed(fill))


def tint(colour):
    return tuple(TINT + (1 - TINT) * c for c in colour)


def arrow(value, greatest, kind):
    if not value:
        return 'color="#BBBBBB", penwidth=0.8'
    return 'label=%s, penwidth=%.2f, color="%s"' % (
        quoted(" %s %s \n " % (page.amount(value), "EVs" if kind == "EV" else "molecules")),
        1 + 6 * math.sqrt(value / greatest), "#8A3FA8" if kind == "EV" else "#666666")


def quoted(text):
    """As a string of DOT."""
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
