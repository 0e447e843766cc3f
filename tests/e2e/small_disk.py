"""A file system of a size of one's own, for tests that fill it: an ext4 image on a loop device, else a tmpfs. Needs root;
`None` where the machine allows neither, and the caller names the skip. Unmounted when the context ends."""

import contextlib
import os
import subprocess


def _run(*command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextlib.contextmanager
def small_disk(folder, mebibytes):
    """Yields (mount point, kind) or (None, why not)."""
    point = folder / "disk"
    point.mkdir()
    image = folder / "disk.img"
    with open(image, "wb") as file:
        file.truncate(mebibytes << 20)
    kind = None
    if _run("mkfs.ext4", "-q", "-m", "0", "-O", "^has_journal", str(image)) and _run("mount", "-o", "loop", str(image), str(point)):
        kind = "ext4 on a loop device"
    elif _run("mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "forloeb-test", str(point)):
        kind = "tmpfs"
    if kind is None:
        yield None, "this machine lets us mount neither a loop image nor a tmpfs"
        return
    try:
        yield point, kind
    finally:
        if not _run("umount", str(point)):
            _run("umount", "-l", str(point))


def remount_read_only(point):
    return _run("mount", "-o", "remount,ro", str(point))


def free_bytes(point):
    space = os.statvfs(point)
    return space.f_bfree * space.f_frsize


class Filler:
    """Somebody else's file on the same disk."""

    def __init__(self, point):
        self._file = point / "somebody-else"
        self._point = point

    def leave(self, mebibytes):
        """Takes all room but this much."""
        self.let_go()
        with open(self._file, "wb") as file:
            block = b"\1" * (64 << 10)
            try:
                while free_bytes(self._point) > (mebibytes << 20):
                    file.write(block)
                    file.flush()
            except OSError:  # to the last byte
                pass

    def let_go(self):
        self._file.unlink(missing_ok=True)
