"""Tables as exomet writes them: comma-separated values with a header. Each cell is checked when it is read.

A kind is a function from a cell's text to its value; it raises ValueError with what was expected."""
import csv
import io
import math
import os
import re

import own_files
from problems import InputProblem

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
LARGEST = 1e100


def text(cell):
    return cell


def name(cell):
    """Of a measure or an event: it becomes the name of a file."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", cell):
        raise ValueError("a name of letters, digits and _")
    return cell


def as_number(cell):
    """The number that a cell holds, or None: Python's own reading takes 'nan', '1_0' and digits of other scripts."""
    value = float(cell) if NUMBER.fullmatch(cell) else math.inf
    return value if abs(value) <= LARGEST else None


def number(cell):
    value = as_number(cell)
    if value is None:
        raise ValueError("a number")
    return value


def number_or_none(cell):
    """NaN where there was no value."""
    return number(cell) if cell else math.nan


def not_negative(cell):
    value = number(cell)
    if value < 0:
        raise ValueError("a number of at least 0")
    return value


def whole(cell):
    if not re.fullmatch(r"\d{1,18}", cell, re.ASCII):
        raise ValueError("a whole number")
    return int(cell)


def one_of(*words):
    def kind(cell):
        if cell not in words:
            raise ValueError(" or ".join(words))
        return cell
    return kind


class Table:
    """columns: their names; kinds: those of the columns that are used, which must be there; rows: dictionaries.

    growing: a run is still writing to it, so that its last line may be half a line."""

    def __init__(self, folder, file, kinds, remedy, growing=False):
        self.path, self.kinds, self.remedy = os.path.join(folder, file), kinds, remedy
        content = own_files.text(folder, file, remedy)
        if growing and not content.endswith("\n"):
            content = content[:content.rfind("\n") + 1]
        reader = csv.reader(io.StringIO(content, newline=""), strict=True)
        try:
            self.columns = next(reader, [])
            self.check_columns()
            self.rows = [self.row(reader.line_num, fields) for fields in reader]
        except csv.Error as error:
            raise self.problem(reader.line_num, str(error)) from None

    def problem(self, line, what):
        return InputProblem("%s:%d: %s; the file is damaged: %s" % (self.path, line, what, self.remedy))

    def check_columns(self):
        missing = [column for column in self.kinds if column not in self.columns]
        if missing:
            raise self.problem(1, "expected the columns %s, found %s" % (",".join(self.kinds), ",".join(self.columns) or "nothing"))
        twice = [column for column in self.columns if self.columns.count(column) > 1]
        if twice:
            raise self.problem(1, "the column '%s' stands there twice" % twice[0])

    def row(self, line, fields):
        if len(fields) != len(self.columns):
            raise self.problem(line, "expected %d fields, found %d" % (len(self.columns), len(fields)))
        values = dict(zip(self.columns, fields))
        for column, kind in self.kinds.items():
            try:
                values[column] = kind(values[column])
            except ValueError as error:
                raise self.problem(line, "%s: '%s' isn't %s" % (column, values[column], error)) from None
        return values
