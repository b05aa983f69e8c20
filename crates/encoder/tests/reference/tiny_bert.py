"""Makes the vectors that tests/tiny_bert.rs compares with: the same tiny BERT, in plain numpy.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 && venv/bin/python tiny_bert.py
"""

import math

import numpy as np

WORDS = "[PAD] [UNK] [CLS] [SEP] the parcel is late ##r never came !".split()
HIDDEN, LAYERS, HEADS, INTER, PLACES = 8, 2, 2, 16, 10
SALT = iter(range(1, 1000))
erf = np.vectorize(math.erf)


def weights(*shape):
    salt = next(SALT)
    size = math.prod(shape)
    return np.array([((i * 37 + salt * 101) % 211) / 211 - 0.5 for i in range(size)]).reshape(shape)


def norm(x, scale, shift):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12) * (1 + scale) + shift


def dense(out, inside):
    return weights(out, inside), weights(out)


def model():
    embeddings = weights(len(WORDS), HIDDEN), weights(PLACES, HIDDEN), weights(2, HIDDEN), weights(HIDDEN), weights(HIDDEN)
    layers = []
    for _ in range(LAYERS):
        qkv = [dense(HIDDEN, HIDDEN) for _ in range(3)]
        attention = dense(HIDDEN, HIDDEN), weights(HIDDEN), weights(HIDDEN)
        layers.append((qkv, attention, dense(INTER, HIDDEN), dense(HIDDEN, INTER), weights(HIDDEN), weights(HIDDEN)))
    return embeddings, layers


def encode(text, embeddings, layers):
    ids = [2] + [WORDS.index(piece) for piece in text.split()][: PLACES - 2] + [3]
    words, places, kinds, scale, shift = embeddings
    x = norm(words[ids] + places[: len(ids)] + kinds[0], scale, shift)
    for qkv, (out, s1, b1), (w2, c2), (w3, c3), s2, b2 in layers:
        q, k, v = ((x @ w.T + b).reshape(len(ids), HEADS, -1).transpose(1, 0, 2) for w, b in qkv)
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(HIDDEN // HEADS)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(len(ids), HIDDEN)
        x = norm(mixed @ out[0].T + out[1] + x, s1, b1)
        inner = x @ w2.T + c2
        inner = inner * 0.5 * (1 + erf(inner / math.sqrt(2)))
        x = norm(inner @ w3.T + c3 + x, s2, b2)
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


if __name__ == "__main__":
    made = model()
    for pieces in ("the parcel is late ##r !", "never came", "[UNK] the the the the the the the the the"):
        print(pieces, np.array2string(encode(pieces, *made), precision=7, separator=", "))
