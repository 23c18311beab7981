"""What is wrong with the input, and how a script ends then: never with a traceback."""
import os
import shlex
import signal
import sys
import traceback

INPUT_WRONG, FAILED = 2, 1


class InputProblem(Exception):
    """What is wrong with the input, in words for its owner."""


def command(*words):
    """A command to be typed: each word is one word to the shell, whatever it holds."""
    return " ".join(shlex.quote(word) for word in words)


def main(verb):
    """Calls verb(arguments); one message and an exit code where that can't be done. Ctrl-C ends it without more words."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a file's name may hold what the terminal has no letter for
    try:
        verb(sys.argv[1:])
        sys.stdout.flush()
    except InputProblem as problem:
        give_up(problem, INPUT_WRONG)
    except MemoryError:
        give_up("out of memory; give it less to draw", FAILED)
    except OSError as error:
        give_up("%s%s" % (error.strerror or error, ": '%s'" % error.filename if error.filename else ""), FAILED)
    except Exception as error:  # a fault of ours: one line with its place instead of a traceback
        place = traceback.extract_tb(error.__traceback__)[-1]
        give_up("a fault of this program at %s:%d (%s: %s); please report it with the folder"
                % (os.path.basename(place.filename), place.lineno, type(error).__name__, error), FAILED)


def give_up(words, code):
    print(words, file=sys.stderr)
    sys.stderr.flush()
    os._exit(code)  # what is left in a full or closed output isn't written again
