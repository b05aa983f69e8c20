#!/usr/bin/env python3
"""Writes every file of the sample, and what was planted in it.

    python3 samples/generate.py            write them
    python3 samples/generate.py --check    only say whether they are as they should be

Standard library only, Python 3.11 or later. Running it again gives the same bytes.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))

from generator import behaviour, customers, evidence, exports, pieces, readme, talks  # noqa: E402
from generator.themes import PLAN_BASE, THEMES  # noqa: E402
from generator.voice import Voice  # noqa: E402

SEED = 2219


def main():
    here = Path(__file__).parent
    files = build(SEED)
    page = (here / "README.md").read_text(encoding="utf-8")
    files["README.md"] = readme.filled(page, json.loads(files["truth.json"])).encode("utf-8")
    if "--check" in sys.argv[1:]:
        stale = [path for path, content in files.items() if not _holds(here / path, content)]
        sys.exit(f"Not as generated: {', '.join(stale)}" if stale else 0)
    for path, content in files.items():
        target = here / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)


def _holds(path, content):
    return path.is_file() and path.read_bytes() == content


def build(seed):
    """All files: path to bytes."""
    people = customers.make(seed)
    conversations = talks.load()
    talks.find_customers(conversations, people)
    interviewed = {t.customer.key: t.themes for t in conversations if t.customer}
    given = pieces.make(seed, people, interviewed)
    behaviour.activate(seed, people)
    events = behaviour.make(seed, people)

    truth = exports.Truth()
    files = dict(_feedback(seed, given, truth) + _talks(conversations, truth))
    files["customers.csv"] = _customers(people)
    files["events.csv"] = _events(events)
    files["truth.json"] = _truth(seed, people, truth, max(event.time for event in events))
    return files


def _feedback(seed, given, truth):
    voice = Voice(seed)
    return [
        write(seed, [piece for piece in given if piece.place == place], voice, truth)
        for place, write in (
            ("onboarding", exports.onboarding),
            ("quarterly", exports.quarterly),
            ("tickets_csv", exports.tickets_csv),
            ("tickets_json", exports.tickets_json),
            ("reviews", exports.reviews),
        )
    ]


def _talks(conversations, truth):
    files = []
    for talk in conversations:
        path, content = talks.write(talk)
        files.append((path, content))
        truth.items.append({
            "file": path,
            "row": None,
            "customer": talk.customer.key if talk.customer else None,
            "in_window": talk.in_time,
            "themes": talk.themes,
            "turns": [
                {"turn": number, "speaker": turn.speaker, "themes": turn.themes}
                for number, turn in enumerate(talk.turns, start=1)
            ],
        })
    return files


def _customers(people):
    header = ["customer_id", "email", "company", "signed_up_at", "plan", "channel", "country",
              "company_size", "monthly_revenue", "churned_at"]
    rows = [
        [c.key, c.email, c.firm, exports.zoned(c.signed_up), c.plan, c.channel, c.country, c.size,
         f"{c.revenue:.2f}", talks.as_date(c.churned_at) if c.churned_at else ""]
        for c in people
    ]
    return exports.table(header, rows)


def _events(events):
    rows = [
        [e.customer, e.name, exports.zoned(e.time), "" if e.value is None else f"{e.value:.2f}"]
        for e in events
    ]
    return exports.table(["customer_id", "event", "timestamp", "value"], rows)


def _truth(seed, people, truth, as_of):
    """The planted truth, and how clearly it shows in this sample."""
    by_key = {c.key: c for c in people}
    in_time = {}
    for item in truth.items:
        if item["customer"] and item["in_window"]:
            in_time.setdefault(item["customer"], set()).update(item["themes"])
    respondents = [
        (by_key[key], said) for key, said in in_time.items()
        if by_key[key].signed_up + customers.WINDOW <= as_of
    ]
    shown = evidence.estimates(
        [(c.plan, said, c.activated) for c, said in respondents], [t.key for t in THEMES])
    eligible = [c for c in people if c.signed_up + customers.WINDOW <= as_of]
    themes = [
        {"key": t.key, "title": t.title, "kind": t.kind, "planted_effect": t.effect,
         "words": list(t.words), "items": sum(t.key in item["themes"] for item in truth.items),
         **shown[t.key]}
        for t in THEMES
    ]
    content = {
        "product": "Trowelbook",
        "seed": seed,
        "as_of": exports.zoned(as_of),
        "activation": {"event": behaviour.ACTIVATION_EVENT, "times": behaviour.TIMES,
                       "distinct_days": True, "within_days": customers.WINDOW // customers.DAY},
        "strata": ["plan"],
        "plan_base": PLAN_BASE,
        "customers": len(people),
        "eligible": len(eligible),
        "eligible_activated": sum(c.activated for c in eligible),
        "respondents": len(respondents),
        "respondents_activated": sum(c.activated for c, _ in respondents),
        "authors": len({item["customer"] for item in truth.items if item["customer"]}),
        "themes": themes,
        "items": truth.items,
    }
    lines = json.dumps({**content, "items": "@"}, ensure_ascii=False, indent=2)
    items = ",\n    ".join(json.dumps(item, ensure_ascii=False) for item in truth.items)
    return (lines.replace('"@"', f"[\n    {items}\n  ]") + "\n").encode("utf-8")


if __name__ == "__main__":
    main()
