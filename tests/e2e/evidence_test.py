#!/usr/bin/env python3
"""Proofs of the built program, checked by programs that are not ours: Go's sumdb, npm's @sigstore/verify, openssl, sha256sum.

    evidence_test.py FORLOEB [SIZES]

One log grows to 1, 2, 255, 256, 257, 65,536 and 70,000 events; at each size its tiles, proofs and consistency with every
earlier checkpoint are verified by both and by us. Then one bit is flipped in each kind of file, and all that read it must
refuse it. At the end a case is bundled and checked by the very commands of the bundle's README. Ends with 77 (skipped) where
Go, its package or npm is absent, naming it; where CI is set that is a failure."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from evidence_log import grow_to

ROOT = Path(__file__).resolve().parents[2]
ORACLE = ROOT / "tests/oracle/tlog"
NPM = ROOT / "build/npm"
SIGSTORE = "@sigstore/verify@3.1.1"
SIZES = [1, 2, 255, 256, 257, 65536, 70000]
SKIPPED = 77  # as ctest is told


def run(*words, cwd=None, environment=None):
    """Exit code and everything that was printed."""
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def good(*words, **how):
    code, said = run(*words, **how)
    if code != 0:
        sys.exit(f"{' '.join(map(str, words))} ended with {code}: {said[-2000:]}")
    return said


def bad(*words, **how):
    """Must refuse; what it said."""
    code, said = run(*words, **how)
    if code == 0:
        sys.exit(f"{' '.join(map(str, words))} accepted what it must refuse: {said[-2000:]}")
    return said


def absent(what):
    print(f"skipped: {what}")
    sys.exit(1 if os.environ.get("CI") else SKIPPED)


def build_go_verifier(folder):
    """Debian's Go with Debian's packages: no network."""
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOCACHE": str(folder / "gocache")}
    if not Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog").is_dir():
        absent("Go's sumdb is not here: tools/setup installs golang-go and golang-golang-x-mod-dev")
    try:
        good("go", "build", "-o", folder / "tlog_check", ORACLE / "tlog_check.go", environment=environment)
    except FileNotFoundError:
        absent("go is not here: tools/setup installs golang-go")
    return folder / "tlog_check", environment


def install_sigstore():
    modules = NPM / "node_modules"
    if not (modules / "@sigstore/verify").is_dir():
        NPM.mkdir(parents=True, exist_ok=True)
        try:
            code, said = run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", NPM, SIGSTORE)
        except FileNotFoundError:
            absent("npm is not here, so @sigstore/verify cannot be installed")
        if code != 0:
            absent(f"npm cannot install {SIGSTORE}: {said[-300:]}")
    return modules


class Verifiers:
    """Each says yes or no by its exit code; the log's key and PEM were got from `forloeb log key`."""

    def __init__(self, forloeb, data, folder):
        self.forloeb, self.data, self.folder = forloeb, data, folder
        self.tlog_check, self.go_environment = build_go_verifier(folder)
        self.modules = install_sigstore()
        self.key, self.pem = folder / "key", folder / "key.pem"

    def ask(self, *words):
        return good(self.forloeb, *words, "--data", self.data, "--quiet")

    def learn_key(self):
        self.key.write_text(self.ask("log", "key"))
        self.pem.write_text(self.ask("log", "key", "--pem"))

    def of_tiles(self, tiles, earlier=()):
        return [(self.tlog_check, "tiles", tiles, self.key, *earlier), (self.forloeb, "verify", "--tiles", tiles, "--key", self.key)]

    def of_proof(self, proof, leaf):
        return [(self.tlog_check, "proof", proof, leaf, self.key),
                ("node", ORACLE / "sigstore_check.cjs", self.modules, proof, leaf, self.key, self.pem)]


def flipped(file, bit):
    content = bytearray(file.read_bytes())
    content[bit // 8 % len(content)] ^= 1 << bit % 8
    return bytes(content)


def refused_when_flipped(file, verifiers):
    """The first, a middle and the last byte but one; the file is put back."""
    before = file.read_bytes()
    for bit in (0, len(before) * 4, len(before) * 8 - 12):
        file.write_bytes(flipped(file, bit))
        for words in verifiers:
            bad(*words)
        file.write_bytes(before)


def check_size(verifiers, folder, size, checkpoints):
    tiles = folder / "tiles"
    verifiers.ask("log", "export-tiles", tiles)
    for words in verifiers.of_tiles(tiles, checkpoints):
        good(*words)
    for old in checkpoints:
        verifiers.ask("log", "consistency", old)
    for position in sorted({0, size // 2, size - 1, max(0, size - 257)}):
        proof, leaf = folder / "one.tlog-proof", folder / "one.leaf"
        proof.write_text(verifiers.ask("log", "prove", position, "--leaf", leaf))
        for words in verifiers.of_proof(proof, leaf):
            good(*words)
    kept = folder / f"{size}.checkpoint"
    kept.write_text((tiles / "checkpoint").read_text())
    checkpoints.append(kept)


def check_witness(verifiers, folder):
    """A cosignature made by Go is counted, and one bit of its time spoils it."""
    checkpoint = folder / "tiles/checkpoint"
    before = checkpoint.read_text()
    line, key = good(verifiers.tlog_check, "cosign", checkpoint, "witness.example", "1790000000").splitlines()
    checkpoint.write_text(before + line + "\n")
    ask = (verifiers.forloeb, "verify", "--tiles", folder / "tiles", "--key", verifiers.key, "--witness", key, "--json")
    if '"cosignatures":1' not in good(*ask).replace(" ", ""):
        sys.exit("the witness was not counted")
    name, signature = line.rsplit(" ", 1)
    other = signature[:9] + ("A" if signature[9] != "A" else "B") + signature[10:]
    checkpoint.write_text(before + f"{name} {other}\n")
    bad(*ask)
    checkpoint.write_text(before)


def partial_tile(level, leaves):
    """The last tile of a level with so many hashes, where it is not full. (Narrower ones of earlier sizes lie beside it.)"""
    return f"tile/{level}/{leaves // 256:03}.p/{leaves % 256}"


def check_flips(verifiers, folder, size):
    tiles, proof, leaf = folder / "tiles", folder / "one.tlog-proof", folder / "one.leaf"
    partial = [tiles / partial_tile(level, leaves) for level, leaves in ((0, size), (1, size // 256), ("entries", size))]
    for file in [tiles / "checkpoint", tiles / "tile/0/000", tiles / "tile/entries/000", *partial]:
        refused_when_flipped(file, verifiers.of_tiles(tiles))
    for file in (proof, leaf):
        refused_when_flipped(file, verifiers.of_proof(proof, leaf))


def readme_blocks(bundle, language):
    return re.findall(rf"^```{language}\n(.*?)^```", (bundle / "README.md").read_text(), flags=re.MULTILINE | re.DOTALL)


def by_readme(bundle):
    """Code and output of the README's shell commands, in one bash."""
    return run("bash", "-c", "\n".join(readme_blocks(bundle, "bash")), cwd=bundle)


def check_bundle(verifiers, folder):
    bundle, program = folder / "bundle", folder / "check.go"
    verifiers.ask("audit", "bundle", "sag-1", "--to", bundle)
    events = len(list(bundle.glob("events/*.leaf")))
    ours = (verifiers.forloeb, "audit", "verify", bundle, "--key", verifiers.key)
    good(*ours)
    _, said = by_readme(bundle)
    wanted = ["files: ok", "Signature Verified Successfully", "key: ok", "events/000001: in the log", f"events/{events:06}: in the log",
              f"{events} of {events} events follow each other"]
    if said.splitlines() != wanted:
        sys.exit(f"the README's commands say of a good bundle:\n{said}")
    program.write_text(readme_blocks(bundle, "go")[0])
    good("go", "build", "-o", folder / "check", program, environment=verifiers.go_environment)
    go_one = (folder / "check", "events/000001")
    good(*go_one, cwd=bundle)
    for name in sorted(file.relative_to(bundle).as_posix() for file in bundle.rglob("*") if file.is_file()):
        if name.startswith("events/") and not name.startswith("events/000001"):
            continue
        file = bundle / name
        before = file.read_bytes()
        file.write_bytes(flipped(file, len(before) * 4))
        refused = bad(*ours)
        if name != "SHA256SUMS" and name.rsplit(".", 1)[0] not in refused:
            sys.exit(f"a flipped bit in {name} is told as: {refused}")
        if name.startswith("events/") or name in ("checkpoint", "verifier-key"):
            bad(*go_one, cwd=bundle)
        if name != "README.md" and by_readme(bundle)[1].splitlines() == wanted:
            sys.exit(f"the README's commands do not notice a flipped bit in {name}")
        file.write_bytes(before)
    good(*ours)
    return events


def main(arguments):
    forloeb = Path(arguments[0]).resolve()
    sizes = [int(size) for size in arguments[1].split(",")] if len(arguments) > 1 else SIZES
    with tempfile.TemporaryDirectory(prefix="forloeb-evidence-") as name:
        folder = Path(name)
        verifiers = Verifiers(forloeb, folder / "data", folder)
        checkpoints = []
        for size in sizes:
            grow_to(forloeb, folder / "data", size)
            verifiers.learn_key()
            check_size(verifiers, folder, size, checkpoints)
            if size in (257, sizes[-1]):
                check_flips(verifiers, folder, size)
        check_witness(verifiers, folder)
        events = check_bundle(verifiers, folder)
    print(f"sizes {sizes}: Go, npm and Forløb agree; every flipped bit was refused; a bundle of {events} events proven by its README")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
