"""The frame of a report and small pieces of HTML."""
import base64
import hashlib
import os

from markup import Html, escape, html, join

HERE = os.path.dirname(os.path.abspath(__file__))


def path(text):
    """A path of the model, which may break after its dots."""
    return html("<code>%s</code>", Html(escape(text).replace(".", ".<wbr>")))


def inline(name):
    """A file of this folder, which is ours."""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return Html(file.read())


def section(title, body, lead="", anchor=""):
    """lead: a sentence under the title."""
    words = html('<p class="lead">%s</p>', lead) if lead else ""
    return html("<section%s><h2>%s</h2>%s%s</section>", html(' id="%s"', anchor) if anchor else "", title, words, body)


def table(head, rows, classes=""):
    """rows: lists of cells, each a text or Html."""
    top = join(html('<th scope="col">%s</th>', cell) for cell in head)
    body = join(html("<tr>%s</tr>", join(html("<td>%s</td>", cell) for cell in row)) for row in rows)
    return html('<table class="%s"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>', classes, top, body)


def facts(pairs):
    return html("<dl>%s</dl>", join(html("<dt>%s</dt><dd>%s</dd>", name, value) for name, value in pairs))


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


def whole(title, sections, scripts):
    """The page; it may load nothing, and run these scripts alone."""
    hashes = " ".join("'sha256-%s'" % base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src " + hashes
    return html("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
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
""", policy, title, inline("page.css"), join(sections, "\n"), join((html("<script>%s</script>", script) for script in scripts), "\n"))
