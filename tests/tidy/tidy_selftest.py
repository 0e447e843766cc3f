#!/usr/bin/env python3
"""Each house rule is silent on a small well-kept tree and goes red on a planted violation: a rule that cannot fail
would be worse than none. Builds its trees in a temporary folder."""

import contextlib
import io
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tidy

HERE = Path(__file__).resolve().parent
HEADER = "// What it is for.\n#pragma once\n"

WELL_KEPT = {
    "CMakeLists.txt": "",
    "LICENSE": "",
    "CHANGELOG.md": "",
    "README.md": "See `events/vocabulary/ids.hpp` and [the log](engine/log.hpp).\n\n```sh elsewhere\ntools/test\n```\n",
    ".ci/run": "#!/bin/sh\n# Runs everything.\ntools/test\n",
    "tools/setup": "#!/bin/sh\n# Sets up.\n",
    "tools/dev": "#!/bin/sh\n# Serves.\n",
    "tools/test": "#!/bin/sh\n# Tests.\n",
    "events/vocabulary/ids.hpp": HEADER,
    "events/schema/note.capnp": "@0xc0d1ff0e7b5a4eff;\n# Notes.\n",
    "events/catalogue/catalogue.cpp": 'auto types = list("note.recorded");\n',
    "engine/log.hpp": HEADER + '#include "events/vocabulary/ids.hpp"\n',
    "engine/storage/store.cpp": '#include <rocksdb/db.h>\n#include "engine/log.hpp"\n'
                                "options.ignore_range_deletions = true;\ndb->NewIterator(options);\n",
    "tests/golden/note.recorded.bin.txt": "00",
    "engine/README.md": "| Promise | Held by | Run |\n|---|---|---|\n" + "".join(
        f"| P{number} it holds | `tests/faults/mutants` (40 at `--scale ci`), the mutant \"wrong\" | `tools/test` |\n" for number in range(1, 15)),
    "tests/faults/README.md": "| | small | ci | long |\n|---|---|---|---|\n| tries | 4 | 40 | 400 |\n",
    "tests/faults/mutants": "#!/usr/bin/env python3\n# Wrong engines.\nMUTANTS = [Mutant(\"wrong\")]\n",
    "tests/tidy/layers.txt": (HERE / "layers.txt").read_text(),
    "tests/tidy/commands_elsewhere.txt": "tools/test <- .ci/run\n",
}

# rule -> [(file, content appended or set, a word the message must have)]
VIOLATIONS = {
    "layers": [
        ("events/codec.cpp", '#include "engine/log.hpp"\n', "events includes engine"),
        ("engine/log.cpp", '#include "projections/row.hpp"\n', "engine includes projections"),
        ("projections/view.cpp", '#include <rocksdb/db.h>\n', "outside its room"),
        ("engine/read.cpp", '#include <boost/asio.hpp>\n', "outside its room"),
        ("server/session.cpp", '#include <openssl/evp.h>\n', None),  # allowed: must stay silent
        ("projections/seal.cpp", '#include <sodium.h>\n', "outside its room"),
        ("engine/near.cpp", '#include "log.hpp"\n', "root of the repository"),
        ("events/schema/up.capnp", '@0x1;\n# Up.\nusing import "/engine/x.capnp".X;\n', "imports a schema"),
        ("engine/storage/scan.cpp", "auto it = db->NewIterator({});\n", "NewIterator("),
        ("engine/storage/scan.cpp", "options.ignore_range_deletions = true;\ndb->NewIterator(options);\n", "NewIterator("),
        ("projections/runner/row_store.cpp", "auto it = db->NewIterator(bare);\n", "NewIterator("),
        ("engine/storage/get.cpp", "db->Get(rocksdb::ReadOptions(), key, &value);\n", "ReadOptions("),
        ("engine/storage/drop.cpp", "db->DeleteRange(options, from, to);\n", "DeleteRange("),
        ("tools/mend.cpp", "db->Resume();\n", "Resume("),
        ("engine/storage/view.cpp", "rocksdb::DB::OpenForReadOnly(options, path, &db);\n", "OpenForReadOnly("),
        ("projections/age.cpp", "auto now = std::chrono::system_clock::now();\n", "_clock::now("),
        ("engine/dice.cpp", "std::random_device device;\n", "random_device"),
        ("tests/tidy/layers.txt", "layered: cake\n", "neither layer, room nor word"),
    ],
    "readme_paths": [
        ("README.md", "See `engine/gone.hpp`.\n", "engine/gone.hpp"),
        ("README.md", "See [that](server/nowhere.md).\n", "server/nowhere.md"),
        ("engine/README.md", "`engine/{log,lag}.hpp` and `log.hpp`\n", "engine/lag.hpp"),
        ("engine/README.md", "`log.hpp`, `engine/*.hpp` and `GET/POST`\n", None),
    ],
    "readme_tests": [
        ("README.md", 'Held by `tests/a_test.cpp` "it holds".\n', "has no test 'it holds'"),
        ("README.md", 'Held by `tests/tidy/layers.txt` and `tests/a_test.py` "no such words".\n', "no such words"),
        ("README.md", 'See `tests/a_test.cpp`, which "it holds".\n', None),
    ],
    "readme_commands": [
        ("README.md", "\n```sh\nls\n```\n", "does not say who runs it"),
        ("README.md", "\n```bash run\nls\n```\n", "does not say who runs it"),
        ("README.md", "\n```sh elsewhere\nrm -r build\n```\n", "run by no test"),
        ("README.md", "\n```sh run\nforloeb status\n```\n", None),
        ("tests/tidy/commands_elsewhere.txt", "tools/dev <- .ci/run\n", "does not run"),
    ],
    "promises": [
        ("engine/README.md", "| P15 it holds | nobody, 3 times | `tools/test` |\n", "names no test"),
        ("engine/README.md", "| P15 it holds | `tests/faults/mutants` | `tools/test` |\n", "how often"),
        ("engine/README.md", "| P15 it holds | `tests/faults/mutants` (3 times) | by hand |\n", "how to run"),
        ("engine/README.md", '| P15 it holds | `tests/faults/mutants` (3), the mutant "gone" | `tools/test` |\n', "no mutant 'gone'"),
        ("engine/README.md", "| P15 it holds | `tests/faults/mutants` (4 at `--scale ci`) | `tools/test` |\n", "4 is not a count"),
    ],
    "top_level": [
        ("docs/plan.md", "A plan.\n", "top of the repository"),
        ("notes.txt", "A note.\n", "top of the repository"),
        ("tools/test", None, "is missing"),
        ("README.md", None, "is missing"),
    ],
    "openings": [
        ("engine/bare.hpp", "#pragma once\n", "does not open with a comment"),
        ("engine/twice.hpp", "// For reading.\n", "#pragma once"),
        ("engine/long.hpp", "// More.\n" * 41 + "#pragma once\n", "41 lines of comment"),
        ("events/schema/mute.capnp", "@0x2;\n\n\nstruct X {}\n", "does not open with a comment"),
        ("tools/mute", "#!/bin/sh\nls\n", "does not say what it does"),
    ],
    "length": [
        ("engine/long.cpp", "int x;\n" * 501, "501 lines"),
        ("engine/fits.cpp", "int x;\n" * 500, None),
    ],
    "unfinished": [
        ("engine/a.cpp", "// TO" + "DO: later\n", "unfinished"),
        ("engine/a.cpp", "// FIX" + "ME\n", "unfinished"),
        ("tests/a_test.cpp", "CHECK(tr" + "ue);\n", "checks nothing"),
        ("tests/a_test.cpp", "TEST_CASE(\"x\" * doctest::sk" + "ip()) {}\n", "checks nothing"),
        ("engine/a.cpp", "return fail(\"not yet imple" + "mented\");\n", "unfinished"),
        ("engine/a.cpp", "// The whole stodgy lot.\n", None),
    ],
    "machine_paths": [
        ("engine/a.cpp", 'open("/ho' + 'me/someone/data");\n', "path of one machine"),
        ("tools/run.sh", "cd /tm" + "p/build\n", "path of one machine"),
        ("engine/a.cpp", 'open("build/work/data"); // ../work/x\n', None),
    ],
    "names": [
        ("engine/util/strings.cpp", "", "says nothing"),
        ("server/session_manager.hpp", HEADER, "says nothing"),
        ("server/commonplace.hpp", HEADER, None),
    ],
    "golden": [
        ("events/catalogue/catalogue.cpp", 'add("case.opened");\n', "'case.opened' has no golden file"),
        ("events/catalogue/catalogue.cpp", '// such as "meeting.held"\n', None),
    ],
}


def build(root):
    for path, content in WELL_KEPT.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    for script in (".ci/run", "tools/setup", "tools/dev", "tools/test"):
        (root / script).chmod(0o755)


def plant(root, path, content):
    file = root / path
    if content is None:
        file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as out:
        out.write(content)


def run(rule, root):
    """In this process: a hundred starts of Python would take longer than all the rules."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = tidy.main([rule, root])
    return code, said.getvalue()


class Rules(unittest.TestCase):
    def test_every_rule_has_a_planted_violation(self):
        listed = subprocess.run([sys.executable, HERE / "tidy.py", "list"], capture_output=True, text=True, check=True)
        self.assertEqual(sorted(listed.stdout.split()), sorted(VIOLATIONS))

    def test_every_rule_is_silent_on_a_well_kept_tree(self):
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
            for rule in VIOLATIONS:
                with self.subTest(rule=rule):
                    self.assertEqual(run(rule, folder), (0, ""))

    def test_every_rule_goes_red_on_its_planted_violations_and_only_there(self):
        for rule, cases in VIOLATIONS.items():
            for path, content, message in cases:
                with self.subTest(rule=rule, path=path), tempfile.TemporaryDirectory() as folder:
                    build(Path(folder))
                    plant(Path(folder), path, content)
                    code, output = run(rule, folder)
                    if message is None:
                        self.assertEqual((code, output), (0, ""))
                    else:
                        self.assertEqual(code, 1, output)
                        self.assertIn(message, output)
                        self.assertIn(path, output)
                        self.assertIn("1 to mend", output)

    def test_a_script_without_its_run_bit_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
            (Path(folder) / "tools/test").chmod(0o644)
            code, output = run("top_level", folder)
            self.assertEqual(code, 1)
            self.assertIn("chmod +x tools/test", output)


class Transcripts(unittest.TestCase):
    def compare(self, page, *options):
        with tempfile.TemporaryDirectory() as folder:
            readme = Path(folder) / "README.md"
            readme.write_text(page)
            done = subprocess.run([sys.executable, HERE / "transcript.py", readme, sys.executable, *options],
                                  capture_output=True, text=True, check=False)
            return done.returncode, done.stdout, readme.read_text()

    def test_a_block_that_prints_what_the_readme_shows_is_accepted(self):
        page = "```sh run\necho one; echo two; echo three\n```\n```text output\n%s\n```\n"
        self.assertEqual(self.compare(page % "one\ntwo\nthree")[0], 0)
        self.assertEqual(self.compare(page % "one\n...\nthree")[0], 0)

    def test_another_output_is_shown_and_written_only_when_asked_for(self):
        page = "```sh run\necho one\n```\n```text output\n%s\n```\n"
        code, said, after = self.compare(page % "two")
        self.assertEqual((code, after), (1, page % "two"))
        self.assertIn("one", said)
        code, _, after = self.compare(page % "two", "--write")
        self.assertEqual((code, after), (0, page % "one"))
        self.assertEqual(self.compare(page % "...\ntwo", "--write")[0], 1)

    def test_a_command_that_fails_is_named(self):
        code, said, _ = self.compare("```sh run\ntrue\n```\n\n```sh run\nfalse\n```\n")
        self.assertEqual(code, 1)
        self.assertIn("README.md:5", said)

    def test_blocks_share_one_shell_and_start_in_a_folder_with_the_program(self):
        page = "```sh run\nname=$(test -d build/release/bin && echo here)\n```\n```sh run\necho $name\n```\n```text output\nhere\n```\n"
        self.assertEqual(self.compare(page)[0], 0)

    def test_a_readme_without_anything_to_run_is_an_error(self):
        self.assertEqual(self.compare("No commands.\n")[0], 1)


if __name__ == "__main__":
    unittest.main()
