"""Words and places that say a file is unfinished, or tied to one machine."""

import re

from tree import Finding, within

# Written in halves, so that this page does not find itself.
UNFINISHED = re.compile(
    r"\bTO" r"DO\b|\bFIX" r"ME\b|\bX" r"XX\b|\bHA" r"CK\b|[Nn]ot (yet )?imple" r"mented|doctest::(skip|may_fail|should_fail)|"
    r"\bDIS" r"ABLED_|assert\(tr" r"ue\)|CHECK\(tr" r"ue\)|REQUIRE\(tr" r"ue\)")
MACHINE = re.compile(r"(^|[^\w.])/(wo" r"rk|fa" r"rm|ho" r"me|ro" r"ot|Us" r"ers|tm" r"p|m" r"nt)/")
FAMILY_NAMES = re.compile(r"(^|[/_])(util|utils|common|helper|helpers|manager|misc)([_./]|$)")
TEXTS = (".cpp", ".hpp", ".capnp", ".py", ".sh", ".txt", ".cmake", ".json", ".toml", ".md", ".ndjson")
CODE = (".cpp", ".hpp", ".capnp", ".py", ".sh", ".cmake")


def check_unfinished(tree):
    for path in tree.ending(*CODE, "CMakeLists.txt"):
        for number, line in tree.lines(path):
            if match := UNFINISHED.search(line):
                yield Finding(f"{path}:{number}", f"'{match[0].strip()}' marks something unfinished or a check that checks nothing",
                              "Finish it, or take it out and open an issue that says what is missing.")


def check_machine_paths(tree):
    for path in tree.files:
        if not path.endswith(TEXTS) and "." in path.split("/")[-1].lstrip("."):
            continue
        for number, line in tree.lines(path):
            if match := MACHINE.search(line):
                yield Finding(f"{path}:{number}", f"'{match[0].strip()}' is a path of one machine",
                              "Write it relative to the repository, or take it from the caller "
                              "(std::filesystem::temp_directory_path, mktemp -d, tempfile).")


def check_names(tree):
    for path in tree.files:
        if within(path, ["LICENSE"]):
            continue
        if match := FAMILY_NAMES.search(path):
            yield Finding(path, f"'{match[2]}' says nothing about what is inside",
                          "Name the file or folder for the one thing it does.")
