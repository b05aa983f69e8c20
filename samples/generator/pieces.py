"""Who gives feedback where and when, and which themes it is about."""

from dataclasses import dataclass, field
from datetime import datetime, timezone

from .customers import AS_OF, DAY
from .dice import Dice
from .themes import BY_KEY, THEMES, bearable

# How many pieces: in time by their first author, in time by somebody who has
# written before, and after the author's first fourteen days.
COUNTS = {
    "onboarding": (188, 10, 6),
    "quarterly": (74, 0, 16),
    "tickets_csv": (100, 12, 8),
    "tickets_json": (54, 4, 6),
    "reviews": (46, 4, 6),
}
ANONYMOUS_REVIEWS = 10
KIND = {"onboarding": "survey", "quarterly": "survey", "tickets_csv": "ticket",
        "tickets_json": "ticket", "reviews": "review", "interview": "interview"}
HOW_MANY = {
    "onboarding": {0: 4, 1: 32, 2: 53, 3: 11},
    "quarterly": {0: 5, 1: 34, 2: 52, 3: 9},
    "tickets_csv": {0: 9, 1: 80, 2: 11},
    "tickets_json": {0: 9, 1: 80, 2: 11},
    "reviews": {0: 8, 1: 66, 2: 26},
}
REPEATS_ITSELF = 0.35
# The quarterly survey goes out twice; the days on which it can be answered.
WAVES = [
    [int(datetime(2026, 3, 30, tzinfo=timezone.utc).timestamp()) + d * DAY for d in range(8)],
    [int(datetime(2026, 6, 26, tzinfo=timezone.utc).timestamp()) + d * DAY for d in range(8)],
]
FIRST, LAST = 1, 12  # days after signing up on which timely feedback is given


@dataclass
class Piece:
    """One survey response, ticket, review or interview before it has words."""

    place: str
    customer: object  # None for an anonymous review
    time: int
    in_time: bool
    themes: list = field(default_factory=list)


def make(seed, customers, interviewed):
    """All pieces; also fills ``held`` of the customers who write in time.

    ``interviewed`` maps customer keys to the themes of their interview.
    """
    dice = Dice(seed, "pieces")
    free = [c for c in dice.shuffled(customers) if c.key not in interviewed]
    pieces = []
    for place, (first, _, _) in COUNTS.items():
        for _ in range(first):
            customer = _take(free, place)
            pieces.append(Piece(place, customer, _timely(customer, place, dice), True))
    authors = [piece.customer for piece in pieces]
    for place, (_, again, _) in COUNTS.items():
        known = dice.shuffled(authors)
        for _ in range(again):
            customer = _take(known, place)
            pieces.append(Piece(place, customer, _timely(customer, place, dice), True))
    for place, (_, _, late) in COUNTS.items():
        for _ in range(late):
            customer = next(c for c in free if _late(c, place, dice))
            free.remove(customer)
            pieces.append(Piece(place, customer, _late(customer, place, dice), False))
    for _ in range(ANONYMOUS_REVIEWS):
        pieces.append(Piece("reviews", None, AS_OF - dice.between(3, 170) * DAY, False))

    remaining = {theme.key: float(theme.respondents) for theme in THEMES}
    for customer in customers:
        for key in interviewed.get(customer.key, ()):
            customer.held.append(key)
            remaining[key] -= 1
    for piece in dice.shuffled([piece for piece in pieces if piece.in_time]):
        _give_themes(piece, remaining, dice)
    for piece in pieces:
        if not piece.in_time:
            _give_late_themes(piece, dice)
    return sorted(pieces, key=lambda piece: piece.time)


def _take(customers, place):
    customer = next(c for c in customers if place != "quarterly" or _open_days(c))
    customers.remove(customer)
    return customer


def _open_days(customer):
    """Days of the quarterly survey that fall into this customer's first days."""
    return [
        day for wave in WAVES for day in wave
        if FIRST <= (day - customer.sign_up_day) // DAY <= LAST
    ]


def _timely(customer, place, dice):
    if place == "quarterly":
        day = dice.pick(_open_days(customer))
    else:
        last = min(LAST, (AS_OF - customer.sign_up_day) // DAY - 1)
        day = customer.sign_up_day + dice.between(FIRST, last) * DAY
    return day + dice.between(6 * 3600, 20 * 3600)


def _late(customer, place, dice):
    """A moment well after the window, or 0 when there is none."""
    earliest = customer.sign_up_day + 20 * DAY
    if place == "quarterly":
        days = [day for wave in WAVES for day in wave if day >= earliest]
    else:
        days = [day for day in range(earliest, AS_OF - 2 * DAY, DAY)]
    return dice.pick(days) + dice.between(6 * 3600, 20 * 3600) if days else 0


def _give_themes(piece, remaining, dice):
    customer = piece.customer
    for _ in range(dice.weighted(HOW_MANY[piece.place])):
        said_before = [key for key in customer.held if key not in piece.themes]
        if said_before and dice.chance(REPEATS_ITSELF):
            piece.themes.append(dice.pick(said_before))
            continue
        weights = {
            theme.key: max(0.0, remaining[theme.key]) * _readiness(theme, piece)
            for theme in THEMES
            if theme.key not in customer.held
            and bearable(customer.plan, customer.month, customer.held + [theme.key])
        }
        if sum(weights.values()) <= 0:
            return
        key = dice.weighted(weights)
        remaining[key] -= 1
        customer.held.append(key)
        piece.themes.append(key)


def _give_late_themes(piece, dice):
    weights = {theme.key: theme.respondents * _readiness(theme, piece) for theme in THEMES}
    for _ in range(max(1, dice.weighted(HOW_MANY[piece.place]))):
        key = dice.weighted(weights)
        piece.themes.append(key)
        del weights[key]


def _readiness(theme, piece):
    plan = piece.customer.plan if piece.customer else "Crew"
    return theme.plans[plan] * BY_KEY[theme.key].kinds.get(KIND[piece.place], 1.0)
