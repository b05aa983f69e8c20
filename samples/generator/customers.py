"""The customers: who they are, when they signed up and on which plan."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timezone

from . import phrases
from .dice import Dice

DAY = 86_400
COUNT = 1_500
FIRST_DAY = int(datetime(2026, 1, 12, tzinfo=timezone.utc).timestamp())
DAYS = 182
AS_OF = int(datetime(2026, 7, 21, 18, 0, tzinfo=timezone.utc).timestamp())
WINDOW = 14 * DAY

PLANS = {"Solo": 0.46, "Crew": 0.38, "Company": 0.16}
COUNTRIES = {"GB": 36, "DE": 20, "US": 14, "NL": 8, "IE": 7, "AT": 6, "ES": 6, "PL": 2, "MX": 1}
CHANNELS = {
    "Solo": {"search": 46, "referral": 22, "advert": 24, "partner": 3, "trade fair": 5},
    "Crew": {"search": 36, "referral": 30, "advert": 16, "partner": 8, "trade fair": 10},
    "Company": {"search": 24, "referral": 28, "advert": 10, "partner": 22, "trade fair": 16},
}
SIZES = {
    "Solo": {"1": 82, "2 to 5": 18},
    "Crew": {"2 to 5": 52, "6 to 10": 36, "11 to 25": 12},
    "Company": {"6 to 10": 12, "11 to 25": 50, "26 or more": 38},
}
SEATS = {"1": (1, 1), "2 to 5": (2, 5), "6 to 10": (6, 10), "11 to 25": (11, 25),
         "26 or more": (26, 44)}


@dataclass
class Customer:
    key: str
    name: str
    firm: str
    email: str
    signed_up: int
    plan: str
    channel: str
    country: str
    size: str
    revenue: float
    held: list = field(default_factory=list)  # themes said in time: these have an effect
    activated: bool = False
    churned_at: int = 0

    @property
    def month(self):
        return datetime.fromtimestamp(self.signed_up, timezone.utc).month

    @property
    def eligible(self):
        return self.signed_up + WINDOW <= AS_OF

    @property
    def sign_up_day(self):
        return self.signed_up - self.signed_up % DAY


def make(seed):
    """All customers in the order of signing up."""
    dice = Dice(seed, "customers")
    people = {}
    for country, names in phrases.load("people").items():
        split = [name.split(" ", 1) for name in names]
        people[country] = ([first for first, _ in split], [last for _, last in split])
    firms = phrases.load("firms")
    taken = set()
    customers = []
    for number, moment in enumerate(_sign_ups(dice)):
        plan = dice.weighted(PLANS)
        country = dice.weighted(COUNTRIES)
        size = dice.weighted(SIZES[plan])
        firsts, lasts = people[country]
        name = f"{dice.pick(firsts)} {dice.pick(lasts)}"
        firm = f"{dice.pick(firms['first'])} {dice.pick(firms['trade'])}"
        customers.append(Customer(
            key=f"C-{1001 + number}",
            name=name,
            firm=firm,
            email=_address(name, firm, taken, dice),
            signed_up=moment,
            plan=plan,
            channel=dice.weighted(CHANNELS[plan]),
            country=country,
            size=size,
            revenue=_revenue(plan, dice.between(*SEATS[size])),
        ))
    return customers


def rename(customer, name, firm, country, size):
    """Turns a customer into a person who was interviewed."""
    customer.name, customer.firm = name, firm
    customer.country, customer.size = country, size
    customer.email = f"{_plain(name.split(' ')[0])}@{_plain(firm)}.example"


def _sign_ups(dice):
    """Moments of signing up: fewer at weekends, between 5 and 21 o'clock UTC."""
    weights = {}
    for day in range(DAYS):
        weekday = datetime.fromtimestamp(FIRST_DAY + day * DAY, timezone.utc).weekday()
        weights[day] = 0.5 if weekday >= 5 else 1.0
    return sorted(
        FIRST_DAY + dice.weighted(weights) * DAY + dice.between(5 * 3600, 21 * 3600 - 1)
        for _ in range(COUNT)
    )


def _revenue(plan, seats):
    if plan == "Solo":
        return 12.0
    if plan == "Crew":
        return 34.0 + 6.0 * max(0, seats - 3)
    return 89.0 + 7.0 * max(0, seats - 8)


def _address(name, firm, taken, dice):
    first, last = name.split(" ", 1)
    forms = [
        f"{_plain(first)}.{_plain(last)}", f"{_plain(first)[0]}.{_plain(last)}",
        _plain(first), _plain(last), "office", "info", "mail",
    ]
    domain = f"{_plain(firm)}.example"
    address = f"{dice.pick(forms)}@{domain}"
    number = 2
    while address in taken:
        address = f"{_plain(first)}.{_plain(last)}{number}@{domain}"
        number += 1
    taken.add(address)
    return address


def _plain(text):
    folded = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in folded.replace(" ", "-") if c.isascii() and (c.isalnum() or c == "-"))
