"""What customers do: whether they activate, their events, whether they leave."""

from dataclasses import dataclass

from .customers import AS_OF, DAY
from .dice import Dice
from .themes import probability

TIMES = 3
ACTIVATION_EVENT = "created_project"
LAST_DAY = 13  # the last day after signing up on which a window's event may fall


@dataclass
class Event:
    customer: str
    name: str
    time: int
    value: float | None = None


def activate(seed, customers):
    """Draws each customer's outcome."""
    dice = Dice(seed, "outcome")
    for customer in customers:
        chance = probability(customer.plan, customer.month, customer.held)
        customer.activated = dice.uniform() < chance


def make(seed, customers):
    """Events in the order of time; also fills ``churned_at``."""
    dice = Dice(seed, "events")
    events = []
    for customer in customers:
        events += _of(customer, dice)
    return sorted(
        (event for event in events if event.time <= AS_OF),
        key=lambda event: (event.time, event.customer, event.name),
    )


def _of(customer, dice):
    projects = _project_moments(customer, dice)
    customer.churned_at = _leaving(customer, dice)
    end = min(AS_OF, customer.churned_at or AS_OF)
    events = [Event(customer.key, "signed_in", customer.signed_up + dice.between(60, 1_200))]
    for moment in projects:
        events.append(Event(customer.key, "signed_in", moment - dice.between(120, 1_500)))
        events.append(Event(customer.key, ACTIVATION_EVENT, moment))
    events += _early_steps(customer, dice)
    events += _later_visits(customer, end, dice)
    return [event for event in events if customer.signed_up <= event.time <= end]


def _project_moments(customer, dice):
    """Activated: three or more distinct days in time. The rest: fewer, or too late."""
    days = dice.shuffled(range(1, LAST_DAY + 1))
    if customer.activated:
        early = sorted(days[: dice.weighted({3: 46, 4: 30, 5: 16, 6: 8})])
        late = [day for day in range(16, 120) if dice.chance(0.03)]
    else:
        early = sorted(days[: dice.weighted({0: 30, 1: 42, 2: 28})])
        if early and dice.chance(0.08):
            early = sorted(early + [early[0], early[0]])  # three times, but not on three days
        late = [day for day in range(16, 60) if dice.chance(0.012)]
    return [
        customer.sign_up_day + day * DAY + dice.between(6 * 3600, 18 * 3600)
        for day in early + late
    ]


def _early_steps(customer, dice):
    lively = 1.0 if customer.activated else 0.45
    steps = {
        "invited_member": 0.0 if customer.size == "1" else 0.6 * lively,
        "imported_clients": 0.45 * lively,
        "used_template": 0.35 * lively,
        "added_note": 0.7 * lively,
        "sent_invoice": 0.3 * lively,
    }
    if "invitations" in customer.held:
        steps["invited_member"] = 1.0
    if "import" in customer.held:
        steps["imported_clients"] = 0.0
    if "templates" in customer.held:
        steps["used_template"] = 1.0
    events = []
    for name, chance in steps.items():
        if not dice.chance(chance):
            continue
        for _ in range(dice.between(1, 3 if name in ("added_note", "invited_member") else 2)):
            moment = customer.signed_up + dice.between(1_800, LAST_DAY * DAY)
            value = float(dice.between(12, 960) * 10) if name == "sent_invoice" else None
            events.append(Event(customer.key, name, moment, value))
    return events


def _leaving(customer, dice):
    if not dice.chance(0.10 if customer.activated else 0.42):
        return 0
    moment = customer.sign_up_day + dice.between(21, 110) * DAY + dice.between(0, DAY - 1)
    return moment if moment < AS_OF else 0


def _later_visits(customer, end, dice):
    rate = 0.09 if customer.activated else 0.02
    events = []
    for day in range(customer.sign_up_day + 2 * DAY, end, DAY):
        if dice.chance(rate):
            moment = day + dice.between(5 * 3600, 20 * 3600)
            events.append(Event(customer.key, "signed_in", moment))
            if dice.chance(0.12):
                events.append(Event(customer.key, "added_note", moment + dice.between(60, 900)))
            if customer.activated and dice.chance(0.06):
                value = float(dice.between(12, 960) * 10)
                events.append(
                    Event(customer.key, "sent_invoice", moment + dice.between(60, 900), value))
    return events
