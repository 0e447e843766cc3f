// One .tlog-proof with its leaf, checked by @sigstore/verify (npm): the signature of its checkpoint and the inclusion.
//
//   node sigstore_check.cjs NODE_MODULES PROOF LEAF VERIFIER-KEY PEM
//
// Ends with 1 and a sentence if something does not hold.
const fs = require('fs');
const path = require('path');

const [modules, proofFile, leafFile, keyFile, pemFile] = process.argv.slice(2);
const verify = path.join(modules, '@sigstore/verify/dist/tlog');
const { verifyCheckpoint } = require(path.join(verify, 'checkpoint.js'));
const { verifyMerkleInclusion } = require(path.join(verify, 'merkle.js'));
const { crypto } = require(path.join(modules, '@sigstore/core'));

try {
    const text = fs.readFileSync(proofFile, 'utf8');
    const gap = text.indexOf('\n\n');
    const [version, index, ...hashes] = text.slice(0, gap).split('\n');
    if (version !== 'c2sp.org/tlog-proof@v1' || !/^index \d+$/.test(index)) throw new Error('not a proof file');
    const [name, keyHint] = fs.readFileSync(keyFile, 'utf8').trim().split('+');
    const log = {
        logID: Buffer.from(keyHint, 'hex'), baseURL: name, publicKey: crypto.createPublicKey(fs.readFileSync(pemFile, 'utf8')),
    };
    const entry = {
        inclusionProof: {
            logIndex: index.slice(6), hashes: hashes.map((hash) => Buffer.from(hash, 'base64')), checkpoint: { envelope: text.slice(gap + 2) },
        },
        canonicalizedBody: fs.readFileSync(leafFile),
    };
    const checkpoint = verifyCheckpoint(entry, [log]);
    verifyMerkleInclusion(entry, checkpoint);
    console.log(`ok: event ${entry.inclusionProof.logIndex} of ${checkpoint.logSize}`);
} catch (error) {
    console.log(`${proofFile}: ${error.message}`);
    process.exit(1);
}
