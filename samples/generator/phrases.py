"""Reads the hand-written phrases and resolves their {this|that} alternatives."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "phrases"
ALTERNATIVES = re.compile(r"\{([^{}]*)\}")


def load(name):
    """The sections of one phrase file: section name to list of lines."""
    sections = {}
    lines = None
    for raw in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        heading = re.fullmatch(r"\[(\w+)\]", line)
        if heading:
            lines = sections.setdefault(heading.group(1), [])
        else:
            lines.append(line)
    return sections


def resolve(phrase, dice):
    """Chooses one alternative in every pair of braces."""
    return ALTERNATIVES.sub(lambda found: dice.pick(found.group(1).split("|")), phrase)
