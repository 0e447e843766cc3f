#!/usr/bin/env python3
"""The C++ client as its users have it: installed under a prefix, found by a CMake project of three lines, and its three examples
built there and run against the real server.

    cpp_client_test.py FORLOEB

The libraries are those beside FORLOEB (its build folder). The installed headers must be enough, and bring in neither RocksDB nor
Asio."""

import subprocess
import sys
import tempfile
from pathlib import Path

from client_examples import check_examples, readme_program, run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tools/client/examples"

PROJECT = """cmake_minimum_required(VERSION 3.25)
project(examples)
find_package(forloebClient REQUIRED)
add_executable(readme readme.cpp)
target_link_libraries(readme forloeb::client)
foreach(example append_with_conflict follow_case ask_audit)
  add_executable(${example} {folder}/${example}.cpp)
  target_link_libraries(${example} forloeb::client)
endforeach()
"""


def check_prefix(prefix):
    for header in sorted((prefix / "include/forloeb").rglob("*.hpp")):
        for line in header.read_text(encoding="utf-8").splitlines():
            if line.startswith("#include") and any(room in line for room in ("rocksdb/", "boost/", "engine/")):
                sys.exit(f"the installed {header.relative_to(prefix)} has '{line}'")
    schema = prefix / "share/forloeb/server/protocol/protocol.capnp"
    run("capnp", "compile", "-ocapnp", f"-I{prefix / 'share/forloeb'}", f"--src-prefix={prefix / 'share/forloeb'}", schema)


def build_examples(build, folder):
    prefix, project = folder / "prefix", folder / "project"
    run("cmake", "--install", build, "--component", "client", "--prefix", prefix)
    check_prefix(prefix)
    project.mkdir()
    (project / "CMakeLists.txt").write_text(PROJECT.replace("{folder}", str(EXAMPLES)))
    (project / "readme.cpp").write_text(readme_program("cpp", f"unix:{folder}/s"), encoding="utf-8")
    run("cmake", "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror -O0")
    run("cmake", "--build", project / "build", "--parallel", "2")
    linked = subprocess.run(["ldd", project / "build/follow_case"], capture_output=True, text=True, check=True).stdout
    if "rocksdb" in linked:
        sys.exit(f"the examples are linked with RocksDB:\n{linked}")
    return project / "build"


def main(arguments):
    forloeb = Path(arguments[0]).resolve()
    with tempfile.TemporaryDirectory(prefix="forloeb-cpp-") as name:
        folder = Path(name)
        built = build_examples(forloeb.parent.parent, folder)
        print(f"installed, found and built; {check_examples(lambda example: (built / example,), forloeb, folder)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
