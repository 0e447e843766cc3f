#include "server/evidence/bundle_readme.hpp"

namespace forloeb {
namespace {

constexpr const char* how = R"md(
*Dansk: Mappen beviser, at disse hændelser står uændret i loggen, i denne rækkefølge, og at ingen er udeladt før den sidste.
Personlig tekst er forseglet. Den kan kontrolleres uden Forløb, med kommandoerne nedenfor.*

The folder proves that these events stand in the log, unaltered, in this order, none left out before the last. Personal text
stays sealed. It does not show that nothing was written to the case afterwards, nor that what was written is true.

**First**: get the line in `verifier-key` from somebody you trust, not only from here. Without that, everything below shows
only that the bundle agrees with itself.

The commands are for bash, in this folder.

## 1. No file was damaged on the way

```bash
sha256sum --quiet -c SHA256SUMS && echo files: ok
```

## 2. The checkpoint is signed by that key (openssl)

`checkpoint` is a signed note: three lines (the log's name, how many events it had, the root of its RFC 6962 tree), an empty
line, and signatures: base64 of 4 bytes that say which key, and the Ed25519 signature over the three lines.

```bash
work=$(mktemp -d)
head -n 3 checkpoint > "$work/text"
grep "^— $(head -n 1 checkpoint) " checkpoint | head -n 1 | cut -d ' ' -f 3 | base64 -d | tail -c 64 > "$work/signature"
openssl pkeyutl -verify -pubin -inkey verifier-key.pem -rawin -in "$work/text" -sigfile "$work/signature"
```

`verifier-key.pem` is the same key as the last part of `verifier-key`:

```bash
cmp <(sed -n 2p verifier-key.pem | base64 -d | tail -c 32) <(tail -c 45 verifier-key | base64 -d | tail -c 32) && echo key: ok
```

## 3. Each event follows the one before it, and the first and the last are in the log (sha256sum)

A leaf has the SHA-256 of its event at byte 72, its stream's id at 40, its version in the stream at 104, and the hash of the leaf
before it at 112, so the last leaf stands for all of them. The proof leads from a leaf to the root: leaf = SHA-256(00 | leaf), node =
SHA-256(01 | left | right). (Of an event whose sealed parts were purged only the rest is left: an order in `purges`, proven
likewise, names the digest of that rest.)

```bash
hex() { od -An -v -tx1 | tr -d ' \n'; }
node() { printf "$(sed 's/../\\x&/g' <<< "01$1$2")" | sha256sum | cut -c1-64; }
included() {  # NAME HASH: follows the proof of an event from its leaf's hash
    local at=$(sed -n 's/^index //p' $1.tlog-proof) last=$(($(sed -n 2p checkpoint) - 1)) hash=$2 line sibling
    for line in $(sed '1,/^index /d;/^$/,$d' $1.tlog-proof); do
        sibling=$(base64 -d <<< "$line" | hex)
        if [ $((at & 1)) = 1 ] || [ $at = $last ]; then
            hash=$(node $sibling $hash)
            while [ $((at & 1)) = 0 ] && [ $at != 0 ]; do at=$((at >> 1)); last=$((last >> 1)); done
        else
            hash=$(node $hash $sibling)
        fi
        at=$((at >> 1)); last=$((last >> 1))
    done
    [ $last = 0 ] && [ $hash = $(sed -n 3p checkpoint | base64 -d | hex) ] && echo "$1: in the log" || echo "$1: NOT in the log"
}
before=$(printf '%064d' 0); version=0; good=0; case=
for leaf in events/*.leaf; do
    name=${leaf%.leaf}; version=$((version + 1)); record=$(hex < $leaf); case=${case:-${record:80:32}}
    if [ "$(sha256sum < $name.event | cut -c1-64)" != ${record:144:64} ]; then echo "$name: NOT the event of its leaf"
    elif [ ${record:80:32} != $case ]; then echo "$name: of ANOTHER case"
    elif [ $((16#${record:208:16})) != $version ] || [ ${record:224:64} != $before ]; then echo "$name: an event is MISSING before it"
    else good=$((good + 1)); fi
    before=$({ printf '\0'; cat $leaf; } | sha256sum | cut -c1-64)
    if [ $version = 1 ]; then included $name $before; fi
done
included $name $before
echo "$good of $version events follow each other"
```

## 4. The same with Go's own verifier (golang.org/x/mod/sumdb), for one event

```go
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func main() {
	read := func(name string) string { text, err := os.ReadFile(name); must(err); return string(text) }
	key, err := note.NewVerifier(strings.TrimSpace(read("verifier-key")))
	must(err)
	signed, err := note.Open([]byte(read("checkpoint")), note.VerifierList(key))
	must(err)
	var size, index int64
	lines := strings.Split(signed.Text, "\n")
	fmt.Sscan(lines[1], &size)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	leaf := read(os.Args[1] + ".leaf")
	if sha256.Sum256([]byte(read(os.Args[1]+".event"))) != *(*[32]byte)([]byte(leaf[72:104])) {
		must(fmt.Errorf("the event is not that of its leaf"))
	}
	proof := strings.Split(strings.SplitN(read(os.Args[1]+".tlog-proof"), "\n\n", 2)[0], "\n")
	fmt.Sscanf(proof[1], "index %d", &index)
	var path tlog.RecordProof
	for _, line := range proof[2:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		must(err)
		path = append(path, *(*tlog.Hash)(hash))
	}
	must(tlog.CheckRecord(path, size, root, index, tlog.RecordHash([]byte(leaf))))
	fmt.Println("proven: event", index, "of", size, "in", lines[0])
}
```

On Debian: `apt-get install golang-go golang-golang-x-mod-dev`, save it as `check.go`, then
`GO111MODULE=off GOPATH=/usr/share/gocode go run check.go events/000001`.
)md";

}  // namespace

std::string bundle_readme(const LogCheckpoint& checkpoint, std::size_t events) {
    std::string text = "# One case, proven\n\n";
    text.append(std::to_string(events)).append(" events of one case, of the log `").append(checkpoint.origin).append("`, which had ");
    return text.append(std::to_string(checkpoint.tree.size.value)).append(" events when its checkpoint was signed.\n").append(how);
}

}  // namespace forloeb
