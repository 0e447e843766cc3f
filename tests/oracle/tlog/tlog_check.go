// What a log exported, checked by Go's own implementation of the same public formats (golang.org/x/mod/sumdb, as Debian
// packages it): nothing of Forløb's code is used. Ends with 1 and a sentence at the first thing that does not hold.
//
//	tlog_check tiles  DIR KEYFILE [EARLIER-CHECKPOINT...]  every tile recomputed from the entries; consistency with each earlier one
//	tlog_check proof  FILE LEAFFILE KEYFILE                one .tlog-proof with its leaf
//	tlog_check cosign CHECKPOINT NAME SECONDS              a witness's signature line, and its verifier key on a second line
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8 // of tiles

func fail(format string, values ...interface{}) {
	fmt.Printf(format+"\n", values...)
	os.Exit(1)
}

func read(name string) []byte {
	content, err := os.ReadFile(name)
	if err != nil {
		fail("%v", err)
	}
	return content
}

// The tree of a signed checkpoint.
func open(signed []byte, keyFile string) tlog.Tree {
	key, err := note.NewVerifier(strings.TrimSpace(string(read(keyFile))))
	if err != nil {
		fail("verifier key: %v", err)
	}
	opened, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		fail("checkpoint: %v", err)
	}
	var tree tlog.Tree
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != key.Name() {
		fail("checkpoint: not three lines, or not of this log")
	}
	if _, err := fmt.Sscan(lines[1], &tree.N); err != nil {
		fail("checkpoint: %v", err)
	}
	if tree.Hash, err = tlog.ParseHash(lines[2]); err != nil {
		fail("checkpoint: %v", err)
	}
	return tree
}

// Where a tile is: as Go names it, but for the height.
func place(tile tlog.Tile) string {
	return strings.Replace(strings.Replace(tile.Path(), "tile/8/data", "tile/entries", 1), "tile/8", "tile", 1)
}

// The hashes of the whole tree, recomputed from the bundles of entries.
func recompute(dir string, size int64) tlog.HashReaderFunc {
	var stored []tlog.Hash
	hashes := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, index := range indexes {
			out = append(out, stored[index])
		}
		return out, nil
	})
	for n := int64(0); n < size; n += 1 << height {
		width := size - n
		if width > 1<<height {
			width = 1 << height
		}
		name := place(tlog.Tile{H: height, L: -1, N: n >> height, W: int(width)})
		bundle := read(filepath.Join(dir, name))
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				fail("%s: cut short", name)
			}
			entry := bundle[2 : 2+int(binary.BigEndian.Uint16(bundle))]
			bundle = bundle[2+len(entry):]
			more, err := tlog.StoredHashes(n+i, entry, hashes)
			if err != nil {
				fail("%s: %v", name, err)
			}
			stored = append(stored, more...)
		}
		if len(bundle) > 0 {
			fail("%s: too long", name)
		}
	}
	return hashes
}

func tiles(dir, keyFile string, earlier []string) {
	tree := open(read(filepath.Join(dir, "checkpoint")), keyFile)
	hashes := recompute(dir, tree.N)
	if root, err := tlog.TreeHash(tree.N, hashes); err != nil || root != tree.Hash {
		fail("checkpoint: its root is not that of the entries")
	}
	count := 0
	for level, left := 0, tree.N; left > 0; level, left = level+1, left>>height {
		for n := int64(0); n<<height < left; n++ {
			width := left - n<<height
			if width > 1<<height {
				width = 1 << height
			}
			tile := tlog.Tile{H: height, L: level, N: n, W: int(width)}
			wanted, err := tlog.ReadTileData(tile, hashes)
			if err != nil || !bytes.Equal(wanted, read(filepath.Join(dir, place(tile)))) {
				fail("%s: not what the entries make", place(tile))
			}
			count++
		}
	}
	for _, name := range earlier {
		old := open(read(name), keyFile)
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		if err != nil {
			fail("%s: %v", name, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			fail("%s: %v", name, err)
		}
	}
	fmt.Println("ok:", tree.N, "entries,", count, "tiles,", len(earlier), "earlier checkpoints")
}

func proof(file, leafFile, keyFile string) {
	parts := strings.SplitN(string(read(file)), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	var index int64
	if len(parts) != 2 || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		fail("%s: not a proof file", file)
	}
	if _, err := fmt.Sscanf(lines[1], "index %d", &index); err != nil {
		fail("%s: %v", file, err)
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			fail("%s: %v", file, err)
		}
		path = append(path, hash)
	}
	tree := open([]byte(parts[1]), keyFile)
	if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(read(leafFile))); err != nil {
		fail("%s: %v", file, err)
	}
	fmt.Println("ok: event", index, "of", tree.N)
}

// C2SP tlog-cosignature v1, which sumdb does not have.
func cosign(file, name, seconds string) {
	text := strings.SplitAfterN(string(read(file)), "\n\n", 2)[0]
	text = text[:len(text)-1]
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32))
	public := append([]byte{4}, key.Public().(ed25519.PublicKey)...)
	id := sha256.Sum256(append([]byte(name+"\n"), public...))
	var time [8]byte
	var when uint64
	if _, err := fmt.Sscan(seconds, &when); err != nil {
		fail("%v", err)
	}
	binary.BigEndian.PutUint64(time[:], when)
	signature := ed25519.Sign(key, []byte("cosignature/v1\ntime "+seconds+"\n"+text))
	all := append(append(append([]byte{}, id[:4]...), time[:]...), signature...)
	fmt.Printf("— %s %s\n%s+%x+%s\n", name, base64.StdEncoding.EncodeToString(all), name, id[:4], base64.StdEncoding.EncodeToString(public))
}

func main() {
	switch words := os.Args[1:]; {
	case len(words) >= 3 && words[0] == "tiles":
		tiles(words[1], words[2], words[3:])
	case len(words) == 4 && words[0] == "proof":
		proof(words[1], words[2], words[3])
	case len(words) == 4 && words[0] == "cosign":
		cosign(words[1], words[2], words[3])
	default:
		fail("tlog_check tiles|proof|cosign ...: see the top of its source")
	}
}
