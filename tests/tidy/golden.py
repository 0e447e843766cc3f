"""Every event type of the catalogue has a golden file: its bytes as they were first stored, kept for ever."""

import re

from tree import Finding

CATALOGUE = "events/catalogue/catalogue.cpp"
FOLDER = "tests/golden"
NAME = re.compile(r'"([a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*)"')


def check(tree):
    if CATALOGUE not in tree.files:
        return [Finding(CATALOGUE, "is missing", "It is where stored names and numbers are written out; restore it.")]
    code = "\n".join(line.split("//")[0] for line in tree.text(CATALOGUE).splitlines())
    names = sorted(set(NAME.findall(code)))
    if not names:
        return [Finding(CATALOGUE, "no stored name found", "Write each type's stored name out here, as \"meeting.held\".")]
    golden = [path.rsplit("/", 1)[-1] for path in tree.files if path.startswith(FOLDER + "/")]
    return [Finding(CATALOGUE, f"'{name}' has no golden file",
                    f"Add one under {FOLDER} whose name begins with {name}: see the steps in events/README.md.")
            for name in names if not any(file.startswith(name + ".") for file in golden)]
