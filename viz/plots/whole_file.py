"""Files that are whole or absent, whatever happens while they are written."""
import contextlib
import os


def write(path, content):
    """Bytes to a file, replacing what it held. OSError leaves the old file as it was.

    They go to PATH.part first; what is there by that name, a link to elsewhere say, is removed, not followed."""
    part = path + ".part"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(part)
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
