"""HTML that is written safely: text is escaped where it is put in, and only what is marked as Html is taken as it is."""
import html as html_of_python


class Html(str):
    """Markup. What is joined to it is escaped unless it is markup, too."""

    def __add__(self, other):
        return Html(str.__add__(self, escape(other)))

    def __radd__(self, other):
        return Html(str.__add__(escape(other), self))


def escape(value):
    """The HTML of a text; markup stays."""
    return value if isinstance(value, Html) else Html(html_of_python.escape(str(value), quote=True))


def html(template, *values):
    """A template of ours (as of %) with values, each escaped unless it is markup; %d and %f take numbers."""
    return Html(template % tuple(value if isinstance(value, (int, float)) else escape(value) for value in values))


def join(parts, between=""):
    return Html(escape(between).join(escape(part) for part in parts))
