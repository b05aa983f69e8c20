"""Keeps the table of planted truth in README.md equal to truth.json."""

import re

KINDS = {
    "lower": "lowers activation",
    "higher": "raises activation",
    "confounded": "none; linked through the plan only",
    "frequent": "none; harmless and frequent",
    "none": "none",
}


def filled(text, truth):
    """The text of README.md with everything between its markers written anew."""
    for name, content in (("figures", _figures(truth)), ("truth", _table(truth))):
        block = f"<!-- {name} -->\n{content}\n<!-- /{name} -->"
        text = re.sub(f"<!-- {name} -->.*?<!-- /{name} -->", lambda _: block, text, flags=re.S)
    return text


def _figures(truth):
    items = truth["items"]
    notes = [item.get("note") for item in items]
    activated, eligible = truth["eligible_activated"], truth["eligible"]
    said = truth["respondents_activated"], truth["respondents"]
    return "\n".join([
        f"- {truth['customers']:,} customers, {eligible:,} of them eligible by {truth['as_of'][:10]}; "
        f"{activated:,} of these activated ({activated / eligible:.1%}).",
        f"- {len(items)} items of feedback from {truth['authors']} customers: "
        f"{sum(bool(item['themes']) for item in items)} about a planted theme, "
        f"{notes.count('off_topic')} about something else, {notes.count('no_answer')} without "
        f"an answer (“n/a”, “-”, …); {notes.count('duplicate')} of all are exact repeats.",
        f"- {truth['respondents']} respondents: eligible customers who wrote within 14 days of "
        f"signing up; {said[0]} of these activated ({said[0] / said[1]:.1%}).",
    ])


def _table(truth):
    lines = [
        "| theme | planted effect | respondents | adjusted difference (95 % interval) | p | unadjusted | p |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for theme in truth["themes"]:
        adjusted, raw = theme["adjusted"], theme["unadjusted"]
        planted = KINDS[theme["kind"]]
        if theme["planted_effect"]:
            planted = f"{planted}: {_points(theme['planted_effect'])}"
        lines.append(
            f"| `{theme['key']}` {theme['title']} | {planted} | {theme['respondents']} | "
            f"{_points(adjusted['difference'])} ({_points(adjusted['low'])} to "
            f"{_points(adjusted['high'])}) | {_p(adjusted['p'])} | "
            f"{_points(raw['difference'])} | {_p(raw['p'])} |")
    return "\n".join(lines)


def _points(fraction):
    """A difference in percentage points, with a real minus sign."""
    return f"{fraction * 100:+.1f}".replace("-", "−")


def _p(value):
    return "< 0.0001" if value < 0.0001 else f"{value:.4f}"
