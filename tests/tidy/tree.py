"""The files of the repository as the tidy rules see them: what git tracks or would track, read once, as text."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where it is, what is wrong, and what to do instead."""

    where: str
    wrong: str
    instead: str

    def __str__(self):
        return f"{self.where}: {self.wrong}\n    {self.instead}"


class Tree:
    """A repository folder. Paths are relative to it, with forward slashes."""

    def __init__(self, root):
        self.root = Path(root)
        self._texts = {}
        self.files = sorted(self._list())

    def _list(self):
        try:
            listed = subprocess.run(
                ["git", "-C", str(self.root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                capture_output=True, check=True).stdout.decode().split("\0")
            top = subprocess.run(["git", "-C", str(self.root), "rev-parse", "--show-toplevel"],
                                 capture_output=True, check=True).stdout.decode().strip()
            if Path(top).resolve() == self.root.resolve():
                return {path for path in listed if path and (self.root / path).is_file()}
        except (OSError, subprocess.CalledProcessError):
            pass
        return self._walk()  # an unpacked archive has no git

    def _walk(self):
        found = set()
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in (".git", "build", "__pycache__")]
            found.update((Path(folder) / name).relative_to(self.root).as_posix() for name in files)
        return found

    def text(self, path):
        """The file's text, or None if it is not UTF-8 text."""
        if path not in self._texts:
            data = (self.root / path).read_bytes()
            try:
                self._texts[path] = None if b"\0" in data else data.decode("utf-8")
            except UnicodeDecodeError:
                self._texts[path] = None
        return self._texts[path]

    def ending(self, *suffixes):
        return [path for path in self.files if path.endswith(suffixes)]

    def lines(self, path):
        """(number, line) pairs; none for a file that is not text."""
        return list(enumerate((self.text(path) or "").splitlines(), start=1))


def within(path, places):
    """Is `path` one of these files, or in one of these folders?"""
    return any(path == place or path.startswith(place.rstrip("/") + "/") for place in places)
