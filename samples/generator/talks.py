"""Interviews and focus groups: hand-written talks, rendered in five formats."""

import re
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from . import office
from .customers import DAY, rename

FOLDER = Path(__file__).parent / "talks"
THEME_MARK = re.compile(r"\[([a-z_]+)\]\s*")


@dataclass
class Turn:
    speaker: str
    text: str
    themes: list


@dataclass
class Talk:
    facts: dict
    turns: list
    customer: object = None

    @property
    def themes(self):
        found = []
        for turn in self.turns:
            found += [key for key in turn.themes if key not in found]
        return found

    @property
    def day(self):
        return int(datetime.fromisoformat(self.facts["date"] + "T00:00:00+00:00").timestamp())

    @property
    def in_time(self):
        return self.customer is not None


def load():
    """All talks, in the order of their dates."""
    talks = [_parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))]
    return sorted(talks, key=lambda talk: talk.day)


def find_customers(talks, customers, used=()):
    """Gives every interviewee the customer record that fits best."""
    taken = set(used)
    for talk in talks:
        if "name" not in talk.facts:
            continue
        wanted = talk.day - int(talk.facts["day"]) * DAY
        customer = min(
            (c for c in customers if c.plan == talk.facts["plan"] and c.key not in taken),
            key=lambda c: (abs(c.sign_up_day - wanted), c.key),
        )
        rename(customer, talk.facts["name"], talk.facts["firm"], talk.facts["country"],
               talk.facts["size"])
        taken.add(customer.key)
        talk.customer = customer


def write(talk):
    """The talk's file: its path and its bytes."""
    facts = talk.facts
    if "name" in facts:
        stem = f"interviews/{facts['date']}_{facts['name'].split()[-1].lower()}"
    else:
        stem = f"focus_groups/{facts['date']}_{facts['title'].split(': ')[1].split(',')[0]}"
        stem = stem.replace(" ", "_")
    extension, content = RENDER[facts["format"]](talk)
    return f"{stem}.{extension}", content


def _parse(source):
    head, body = source.split("\n---\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    turns = []
    for line in body.strip().splitlines():
        speaker, text = line.split(": ", 1)
        themes = list(dict.fromkeys(THEME_MARK.findall(text)))
        turns.append(Turn(_speaker(speaker, facts), THEME_MARK.sub("", text), themes))
    return Talk(facts, turns)


def _speaker(mark, facts):
    return {"I": facts.get("interviewer", mark), "R": facts.get("name", mark)}.get(mark, mark)


def _markdown(talk):
    facts = talk.facts
    lines = [
        "---", f"title: Interview with {facts['name']}, {facts['firm']}",
        f"customer: {talk.customer.key}", f"date: {facts['date']}",
        f"interviewer: {facts['interviewer']}", f"place: {facts['place']}", "---", "",
        f"# {facts['name']}, {facts['firm']}", "",
    ]
    for turn in talk.turns:
        lines += [f"**{turn.speaker.split()[0]}:** {turn.text}", ""]
    return "md", "\n".join(lines).encode("utf-8")


def _text(talk):
    facts = talk.facts
    lines = [
        f"Interview: {facts['name']}, {facts['firm']}", f"Customer: {talk.customer.key}",
        f"Date: {facts['date']}", f"Interviewer: {facts['interviewer']}",
        f"Place: {facts['place']}", "",
    ]
    lines += [f"{turn.speaker.split()[0].upper()}: {turn.text}\n" for turn in talk.turns]
    return "txt", "\n".join(lines).encode("utf-8")


def _word(talk):
    facts = talk.facts
    paragraphs = [
        [(f"Interview with {facts['name']}, {facts['firm']}", True)],
        [(f"Customer: {talk.customer.key}", False)],
        [(f"Date: {facts['date']}", False)],
        [(f"Interviewer: {facts['interviewer']}", False)],
        [],
    ]
    for turn in talk.turns:
        role = "Interviewer" if turn.speaker == facts["interviewer"] else facts["name"].split()[0]
        paragraphs.append([(f"{role}: ", True), (turn.text, False)])
    return "docx", office.docx(paragraphs)


def _web_vtt(talk):
    lines = ["WEBVTT", "", f"NOTE {talk.facts['title']}", ""]
    for _, start, end, speaker, text in _cues(talk):
        lines += [f"{_clock(start, '.')} --> {_clock(end, '.')}", f"<v {speaker}>{text}", ""]
    return "vtt", "\n".join(lines).encode("utf-8")


def _sub_rip(talk):
    lines = []
    for number, start, end, speaker, text in _cues(talk):
        lines += [str(number), f"{_clock(start, ',')} --> {_clock(end, ',')}",
                  f"{speaker}: {text}", ""]
    return "srt", "\n".join(lines).encode("utf-8")


def _cues(talk):
    """Numbered cues of at most about two sentences, timed by the length of the words."""
    now = 4_000
    number = 0
    for turn in talk.turns:
        for text in _halves(turn.text):
            number += 1
            length = 900 + 62 * len(text)
            yield number, now, now + length, turn.speaker, text
            now += length + 300


def _halves(text):
    if len(text) < 140:
        return [text]
    breaks = [found.end() for found in re.finditer(r"[.!?] ", text)]
    if not breaks:
        return [text]
    middle = min(breaks, key=lambda place: abs(place - len(text) // 2))
    return [text[:middle].strip(), text[middle:].strip()]


def _clock(milliseconds, mark):
    seconds, rest = divmod(milliseconds, 1_000)
    return (f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}")


def as_date(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).date().isoformat()


RENDER = {"markdown": _markdown, "text": _text, "docx": _word, "vtt": _web_vtt, "srt": _sub_rip}
