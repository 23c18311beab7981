"""Files of a folder that somebody else may have made: only what is in it is read, and no more than a page can hold."""
import errno
import os
import stat

from problems import InputProblem

MOST_BYTES = 1 << 30


def has(folder, name):
    return os.path.lexists(os.path.join(folder, name))


def within(folder, name):
    """Where a file of the folder is: a set of files that is being replaced is shown by links within the folder."""
    path = os.path.join(folder, name)
    home, found = os.path.realpath(folder), os.path.realpath(path)
    if os.path.basename(name) != name or os.path.commonpath([home, found]) != home:
        raise InputProblem("%s leads out of the folder: only files in it are read; put the file there" % path)
    return found


def read(folder, name):
    """The bytes of a file of the folder: no link to elsewhere, no pipe. InputProblem otherwise."""
    path = os.path.join(folder, name)
    try:
        descriptor = os.open(within(folder, name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise InputProblem("%s isn't there; is '%s' the folder of a run?" % (path, folder)) from None
        raise InputProblem("can't read %s (%s)" % (path, error.strerror)) from None
    with os.fdopen(descriptor, "rb") as file:
        what = os.fstat(file.fileno())
        if not stat.S_ISREG(what.st_mode):
            raise InputProblem("%s is no file; remove it" % path)
        if what.st_size > MOST_BYTES:
            raise InputProblem("%s is larger than 1 GiB, more than can be shown" % path)
        try:
            return file.read()
        except OSError as error:
            raise InputProblem("can't read %s (%s)" % (path, error.strerror)) from None


def text(folder, name, remedy):
    """The same as text. remedy: what to do about a damaged file."""
    path, content = os.path.join(folder, name), read(folder, name)
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputProblem("%s:%d: not UTF-8; the file is damaged: %s"
                           % (path, content.count(b"\n", 0, error.start) + 1, remedy)) from None
    fault = fault_of(decoded)
    if fault:
        raise InputProblem("%s: %s; the file is damaged: %s" % (path, fault, remedy))
    return decoded


def fault_of(text_):
    """What a text can't hold: a control character or half of a surrogate pair; '' if it doesn't."""
    for letter in set(text_):
        code = ord(letter)
        if (code < 32 and letter not in "\t\n\r") or 127 <= code < 160 or 0xD800 <= code < 0xE000:
            return "holds the character U+%04X" % code
    return ""


def as_text(name):
    """A file's name as text: bytes that are no UTF-8 as the sign for unknown letters."""
    return os.fsencode(name).decode("utf-8", errors="replace")
