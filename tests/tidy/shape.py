"""The shape of files: what stands at the top of the repository, how a file opens, how long it may grow."""

import re

from tree import Finding

TOP_FOLDERS = {"engine", "events", "projections", "server", "tests", "tools", ".ci"}
TOP_FILES = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CHANGELOG.md",
             ".clang-format", ".clang-tidy", ".editorconfig", ".gitattributes", ".gitignore"}
LINES_MAX = 500
OPENING_LINES_MAX = 40  # a format drawn at the top of the file that writes it may take its space


def check_top_level(tree):
    for path in tree.files:
        top, _, rest = path.partition("/")
        if rest and top not in TOP_FOLDERS or not rest and top not in TOP_FILES:
            yield Finding(path, "does not belong at the top of the repository",
                          "Put it in the layer it serves; documentation goes into that folder's README.md.")
    for name in ("CMakeLists.txt", "README.md", "LICENSE", "CHANGELOG.md"):
        if name not in tree.files:
            yield Finding(name, "is missing", "Every visitor and tool looks for it at the top: write it.")
    for path in (".ci/run", "tools/setup", "tools/dev", "tools/test"):
        if path not in tree.files:
            yield Finding(path, "is missing", "The README promises it: restore it.")
        elif not (tree.root / path).stat().st_mode & 0o111:
            yield Finding(path, "cannot be executed", f"chmod +x {path}, and commit the mode.")


def check_openings(tree):
    for path in tree.ending(".hpp"):
        lines = (tree.text(path) or "").splitlines()
        opening = 0
        while opening < len(lines) and lines[opening].startswith("//"):
            opening += 1
        if opening == 0:
            yield Finding(f"{path}:1", "the header does not open with a comment",
                          "Say in two to ten lines what it is for, what it promises, which thread may use it, and what "
                          "it does not do.")
        elif opening > OPENING_LINES_MAX:
            yield Finding(f"{path}:1", f"opens with {opening} lines of comment",
                          "Keep the contract here and move the rest to the folder's README.md.")
        if "#pragma once" not in lines:
            yield Finding(f"{path}:1", "has no #pragma once", "Add it after the opening comment.")
    for path in tree.ending(".capnp"):
        lines = (tree.text(path) or "").splitlines()
        if not any(line.startswith("#") for line in lines[:3]):
            yield Finding(f"{path}:1", "the schema does not open with a comment",
                          "Say after the file id what these structs are about: the comments are the specification.")
    for path in tree.files:
        text = tree.text(path) or ""
        if text.startswith("#!"):
            second = (text.splitlines() + [""])[1]
            if not re.match(r'#|"""', second):
                yield Finding(f"{path}:2", "the script does not say what it does",
                              "Follow the first line with a comment: what it does, what it needs, what it leaves behind.")


def check_length(tree):
    for path in tree.ending(".cpp", ".hpp", ".py", ".capnp", ".sh"):
        count = len((tree.text(path) or "").splitlines())
        if count > LINES_MAX:
            yield Finding(path, f"has {count} lines; {LINES_MAX} is the most",
                          "Ask what the second thing in it is, and give that its own file.")
