"""Chance that stays the same on every Python version.

Only ``Random.random()`` is used: its sequence is guaranteed by the language,
that of ``choice`` or ``shuffle`` is not.
"""

import hashlib
import random


class Dice:
    """A named stream of random numbers; streams do not disturb one another."""

    def __init__(self, seed, name):
        digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
        self._random = random.Random(int.from_bytes(digest[:8], "big"))

    def chance(self, probability):
        return self._random.random() < probability

    def uniform(self):
        return self._random.random()

    def between(self, low, high):
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, options):
        return options[int(self._random.random() * len(options))]

    def weighted(self, weights):
        """A key of the mapping, with probability proportional to its weight."""
        mark = self._random.random() * sum(weights.values())
        for key, weight in weights.items():
            mark -= weight
            if mark < 0:
                return key
        return [key for key, weight in weights.items() if weight > 0][-1]

    def shuffled(self, options):
        mixed = list(options)
        for last in range(len(mixed) - 1, 0, -1):
            other = int(self._random.random() * (last + 1))
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


class Bag:
    """Hands out its contents in random order, and starts over when empty."""

    def __init__(self, contents, dice):
        self._contents = list(contents)
        self._dice = dice
        self._left = []
        self._unused = None

    def draw(self):
        if not self._left:
            self._left = self._dice.shuffled(self._contents)
        return self._left.pop()

    def draw_new(self):
        """The next one never handed out before, or None when all have been."""
        if self._unused is None:
            self._unused = self._dice.shuffled(self._contents)
        return self._unused.pop() if self._unused else None
