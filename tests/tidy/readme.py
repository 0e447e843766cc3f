"""Every path a README names exists, every test it quotes beside its file stands there, and every command it shows is run by some
test.

A fenced `sh` block is marked by the word after `sh`:

    ```sh run        tests/tidy/transcript.py runs it; a following ```text output block must be what it printed
    ```sh elsewhere  each line is listed in commands_elsewhere.txt with the script or test that runs it
"""

import re
from pathlib import PurePosixPath

from tree import Finding

MANIFEST = "tests/tidy/commands_elsewhere.txt"
FENCE = re.compile(r"^```\s*(\w*)\s*(.*)$")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE_SPAN = re.compile(r"`([^`]+)`")
# `tests/x_test.cpp` "a title": one title or more, with commas between them.
NAMED_TESTS = re.compile(r'`(tests/[\w./-]+\.(?:cpp|py))` ("[^"]+"(?:, "[^"]+")*)')
QUOTE = re.compile(r'"([^"]+)"')
TITLE = re.compile(r'TEST_CASE(?:_FIXTURE)?\((?:[\w:]+, )?"([^"]+)"')
# A code span counts as a path if it looks like one of ours: a folder of the house, then more; or a known ending.
PATH_LIKE = re.compile(r"^(?:\.ci|engine|events|projections|server|tests|tools)/[\w./*{},-]*$|^[\w./-]+\.(?:cpp|hpp|capnp|py|md)$")


def blocks(text):
    """(line number, language, mark, lines) of every fenced block."""
    found, current = [], None
    for number, line in enumerate(text.splitlines(), start=1):
        match = FENCE.match(line)
        if current is None and match:
            current = (number, match[1], match[2].strip(), [])
        elif current is not None and line.startswith("```"):
            found.append(current)
            current = None
        elif current is not None:
            current[3].append(line)
    return found


def prose(text):
    """(number, line) pairs outside fenced blocks."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield number, line


def expand(pattern):
    """Braces as a shell does: a/{b,c}.hpp -> a/b.hpp a/c.hpp."""
    match = re.search(r"\{([^{}]*)\}", pattern)
    if not match:
        return [pattern]
    return [path for part in match[1].split(",") for path in expand(pattern[:match.start()] + part + pattern[match.end():])]


def exists(tree, readme, path):
    here = PurePosixPath(readme).parent
    for base in (tree.root, tree.root / here):
        if "*" in path:
            if any(base.glob(path.rstrip("/"))):
                return True
        elif (base / path).exists():
            return True
    return False


def check_paths(tree):
    for readme in tree.ending("README.md"):
        for number, line in prose(tree.text(readme)):
            spans = [span for span in CODE_SPAN.findall(line) if PATH_LIKE.match(span)]
            links = [link for link in LINK.findall(line) if "://" not in link and not link.startswith("mailto:")]
            for path in (path for named in spans + links for path in expand(named)):
                if not exists(tree, readme, path):
                    yield Finding(f"{readme}:{number}", f"'{path}' does not exist",
                                  "Write the path as it stands now, from the root or from this folder.")


def check_tests(tree):
    """`tests/a/b_test.cpp` "how a title begins", "another": each is a title of that file; of a script, words of it."""
    for readme in tree.ending("README.md"):
        for number, line in prose(tree.text(readme)):
            for path, quotes in NAMED_TESTS.findall(line):
                text = tree.text(path) if path in tree.files else None
                titles = TITLE.findall(text or "")
                for quoted in QUOTE.findall(quotes):
                    found = any(title.startswith(quoted) for title in titles) if path.endswith(".cpp") else quoted in (text or "")
                    if not found:
                        yield Finding(f"{readme}:{number}", f"'{path}' has no test '{quoted}'", "Quote how a title begins in that file now.")


def manifest(tree):
    """command -> the file that runs it."""
    entries = {}
    for _, line in tree.lines(MANIFEST):
        if line.strip() and not line.startswith("#"):
            command, _, runner = line.partition("<-")
            entries[command.strip()] = runner.strip()
    return entries


def check_commands(tree):
    listed = manifest(tree) if MANIFEST in tree.files else {}
    for command, runner in listed.items():
        if runner not in tree.files or command.split()[0] not in (tree.text(runner) or ""):
            yield Finding(MANIFEST, f"'{runner}' does not run '{command}'",
                          "Name the script or test in which this command stands.")
    for readme in tree.ending("README.md"):
        for number, language, mark, lines in blocks(tree.text(readme)):
            if language not in ("sh", "bash", "shell", "console"):
                continue
            if language != "sh" or mark not in ("run", "elsewhere"):
                yield Finding(f"{readme}:{number}", "a block of commands that does not say who runs it",
                              "Write ```sh run if tests/tidy/transcript.py is to run it, or ```sh elsewhere and list its "
                              f"commands in {MANIFEST}.")
            if language == "sh" and mark == "elsewhere":
                for offset, line in enumerate(lines, start=1):
                    command = line.split(" #")[0].strip()
                    if command and not command.startswith("#") and command not in listed:
                        yield Finding(f"{readme}:{number + offset}", f"'{command}' is run by no test",
                                      f"List it in {MANIFEST} with the script or test that runs it.")
