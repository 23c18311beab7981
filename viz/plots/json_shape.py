"""The shape that a JSON file must have before anything of it is used.

A shape is a function (value, place) that raises Misfit where the value isn't what it should be."""
import json
import math

import own_files
from problems import InputProblem

LARGEST = 1e100  # no quantity is beyond; what is computed from it stays far from overflow
MOST_DEPTH = 64


class Misfit(Exception):
    """What is wrong, and where: 'numbers[0].value is no text'."""


def text(value, place):
    if not isinstance(value, str):
        raise Misfit("%s is no text" % place)


def anything(_value, _place):
    pass


def number(least=-LARGEST, most=LARGEST):
    def check(value, place):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise Misfit("%s is no number" % place)
        if not least <= value <= most:
            raise Misfit("%s is %.6g, which isn't from %g to %g" % (place, value, least, most))
    return check


def whole(least, most):
    def check(value, place):
        if isinstance(value, bool) or not isinstance(value, int):
            raise Misfit("%s is no whole number" % place)
        if not least <= value <= most:
            raise Misfit("%s is %d, which isn't from %d to %d" % (place, value, least, most))
    return check


def list_of(shape, count=None):
    def check(value, place):
        if not isinstance(value, list):
            raise Misfit("%s is no list" % place)
        if count is not None and len(value) != count:
            raise Misfit("%s has %d items, not %d" % (place, len(value), count))
        for i, item in enumerate(value):
            shape(item, "%s[%d]" % (place, i))
    return check


def map_of(shape):
    def check(value, place):
        if not isinstance(value, dict):
            raise Misfit("%s is no map" % place)
        for key, item in value.items():
            shape(item, inner(place, key))
    return check


def record(needed, optional=None):
    """A map with these keys and their shapes; other keys may be there, too."""
    def check(value, place):
        map_of(anything)(value, place)
        for key, shape in needed.items():
            if key not in value:
                raise Misfit("%s isn't there" % inner(place, key))
            shape(value[key], inner(place, key))
        for key, shape in (optional or {}).items():
            if key in value:
                shape(value[key], inner(place, key))
    return check


def inner(place, key):
    return "%s.%s" % (place, key) if place else key


def read(folder, name, shape, remedy):
    """The content of a JSON file of a folder; InputProblem with file and place where it doesn't have the shape."""
    try:
        content = json.loads(own_files.text(folder, name, remedy), parse_constant=no_constant)
        plain(content, "", 0)
        shape(content, "")
        return content
    except (ValueError, RecursionError, Misfit) as error:
        why = "its values are nested too deeply" if isinstance(error, RecursionError) else error
        raise InputProblem("%s/%s is damaged: %s; %s" % (folder, name, why, remedy)) from None


def no_constant(word):
    raise ValueError("%s is no number" % word)


def plain(value, place, depth):
    """Texts that can be written as UTF-8, and values that aren't nested without end."""
    if depth > MOST_DEPTH:
        raise Misfit("%s... is nested too deeply" % place[:60])
    if isinstance(value, str):
        fault = own_files.fault_of(value)
        if fault:
            raise Misfit("%s %s" % (place, fault))
    elif isinstance(value, dict):
        for key, item in value.items():
            plain(key, inner(place, "a key"), depth + 1)
            plain(item, inner(place, key), depth + 1)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            plain(item, "%s[%d]" % (place, i), depth + 1)
