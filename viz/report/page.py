"""The frame of a report and small pieces of HTML. Everything that comes from a run goes through escape()."""
import html as html_of_python
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def escape(text):
    return html_of_python.escape(str(text), quote=True)


def path(text):
    """A path of the model, which may break after its dots."""
    return "<code>%s</code>" % escape(text).replace(".", ".<wbr>")


def inline(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()


def section(title, body, lead="", anchor=None):
    """lead: a sentence in plain text under the title."""
    words = '<p class="lead">%s</p>' % escape(lead) if lead else ""
    return '<section%s><h2>%s</h2>%s%s</section>' % (' id="%s"' % anchor if anchor else "", escape(title), words, body)


def table(head, rows, classes=""):
    """rows: lists of cells that are HTML already."""
    top = "".join("<th scope=\"col\">%s</th>" % escape(cell) for cell in head)
    body = "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % cell for cell in row) for row in rows)
    return '<table class="%s"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>' % (classes, top, body)


def hexed(colour):
    return "#%02x%02x%02x" % tuple(round(255 * c) for c in colour)


def duration(seconds):
    for least, unit, form in ((36000, 3600, "%.0f h"), (6000, 3600, "%.1f h"), (600, 60, "%.0f min"), (100, 60, "%.1f min")):
        if seconds >= least:
            return form % (seconds / unit)
    return "%.0f s" % seconds


def amount(value):
    """A number as people read it: 3 or 4 digits, with words above a million."""
    if value != value:
        return "–"
    size = abs(value)
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if size >= scale:
            return "%.4g %s" % (value / scale, word)
    if size >= 1000:
        return "{:,.0f}".format(value)
    if value == int(value):
        return "%d" % value
    return ("%.3g" % value).replace("-", "−") if size >= 1e-3 else "%.2e" % value


def html(run, sections, script):
    return """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s – exomet</title>
<style>
%s</style>
</head>
<body>
<main>
%s
</main>
%s
</body>
</html>
""" % (escape(run.name), inline("page.css"), "\n".join(sections), script)
