"""Reads every #include against layers.txt, so that the drawing of the house and the code cannot part."""

import re
from pathlib import PurePosixPath

from tree import Finding, within

PAGE = "tests/tidy/layers.txt"
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
CAPNP_IMPORT = re.compile(r'\bimport\s+"([^"]+)"')


def read_page(text):
    """(layers, rooms, words) of layers.txt; raises ValueError with the line that cannot be read."""
    layers, rooms, words = {}, {}, []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if match := re.fullmatch(r"layer (\w+):\s+(.+)", line):
            layers[match[1]] = match[2].split()
        elif match := re.fullmatch(r"room (\S+):\s+(.+)", line):
            rooms[match[1]] = match[2].split()
        elif match := re.fullmatch(r"word (\S+) in ([\w/ ]+): only (.+?) -- (.+)", line):
            words.append((match[1], match[2].split(), match[3].split(), match[4]))
        else:
            raise ValueError(f"line {number} of {PAGE} is neither layer, room nor word: {line}")
    return layers, rooms, words


def include_findings(tree, layers, rooms):
    for path in tree.ending(".cpp", ".hpp"):
        layer = path.split("/")[0]
        for number, line in tree.lines(path):
            match = INCLUDE.match(line)
            if not match:
                continue
            where, quoted, target = f"{path}:{number}", match[1] == '"', match[2]
            folder = target.split("/")[0]
            if quoted and folder not in layers:
                yield Finding(where, f'#include "{target}" does not start at the root of the repository',
                              "Write the path from the root for our own headers, and <...> for everybody else's.")
            if layer in layers and folder in layers and folder not in layers[layer]:
                yield Finding(where, f"{layer} includes {folder}",
                              f"{layer} may only include {', '.join(layers[layer])}: move what is needed to the left, "
                              "hand it in as a value or a function, or let the layer to the right do this.")
            for prefix, places in rooms.items():
                if target.startswith(prefix) and not within(path, places):
                    yield Finding(where, f"{target} is used outside its room",
                                  f"Only {', '.join(places)} may include {prefix}*: call what is there already, or add "
                                  "the operation you need there.")


def import_findings(tree, layers):
    for path in tree.ending(".capnp"):
        layer = path.split("/")[0]
        for number, line in tree.lines(path):
            for target in CAPNP_IMPORT.findall(line.split("#")[0]):
                if target.startswith("/capnp/"):
                    continue
                if target.startswith("/"):
                    resolved = target.lstrip("/")
                else:
                    resolved = (PurePosixPath(path).parent / target).as_posix()
                folder = resolved.split("/")[0]
                if ".." in resolved:
                    yield Finding(f"{path}:{number}", f'import "{target}" climbs out of its folder',
                                  'Write the path from the root: import "/events/schema/envelope.capnp".')
                elif folder in layers and folder not in layers.get(layer, [folder]):
                    yield Finding(f"{path}:{number}", f"{layer} imports a schema of {folder}",
                                  f"{layer} may only import schemas of {', '.join(layers[layer])}.")


def word_findings(tree, words):
    for word, folders, places, instead in words:
        marker = None
        if places[0] == "files-with":
            marker, places = places[1], places[3:]
        for path in tree.ending(".cpp", ".hpp"):
            if not within(path, folders):
                continue
            if within(path, places) and (marker is None or marker in tree.text(path)):
                continue
            for number, line in tree.lines(path):
                if word in line.split("//")[0]:
                    yield Finding(f"{path}:{number}", f"'{word}' does not belong here", instead[0].upper() + instead[1:] + ".")


def check(tree):
    if PAGE not in tree.files:
        return [Finding(PAGE, "is missing", "Restore it: it is the drawing that every include is read against.")]
    try:
        layers, rooms, words = read_page(tree.text(PAGE))
    except ValueError as error:
        return [Finding(PAGE, str(error), "See the comments on that page for the three forms.")]
    return [*include_findings(tree, layers, rooms), *import_findings(tree, layers), *word_findings(tree, words)]
