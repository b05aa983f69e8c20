"""The files of feedback: rows in the manner of each tool, and what each is about."""

import csv
import io
import json
from datetime import datetime, timezone

from . import office
from .customers import AS_OF, DAY
from .dice import Bag, Dice
from .themes import HARMFUL, PRAISING

SLOWED = "What, if anything, slowed you down in your first days?"
LIKED = "What do you like best so far, and what is still missing?"
USED = "What did you use before?"
IMPROVE = "What is the one thing we should improve?"
DIFFERENCE = "What makes the biggest difference to your work?"
BEFORE = {"Paper and whiteboard": 40, "A spreadsheet": 34, "Another app": 16, "Nothing": 10}
STRANGERS = ["A user", "Anonymous", "TilerTim", "plasterqueen", "RoofRat", "m_b_1971", "Gardenia",
             "Google user", "JoineryFan", "two_hammers", "oakandash", "Norbert"]
EXPORT_HICCUPS = 2  # survey rows that the export contains twice
SENT_AGAIN = 4  # tickets that were sent twice within the hour


class Truth:
    """Collects, item by item, what was planted in which row."""

    def __init__(self):
        self.items = []

    def add(self, file, row, piece, themes, column=None, id=None, language="en", note=None):
        item = {"file": file, "row": row}
        if column:
            item["column"] = column
        if id:
            item["id"] = id
        item["customer"] = piece.customer.key if piece.customer else None
        item["in_window"] = piece.in_time
        item["themes"] = list(themes)
        if language != "en":
            item["language"] = language
        if note:
            item["note"] = note
        self.items.append(item)


def onboarding(seed, pieces, voice, truth):
    file = "survey_onboarding.csv"
    dice = Dice(seed, file)
    rows = []
    for number, piece in enumerate(pieces, start=1):
        slowed, liked = _spread(piece.themes, dice)
        language = voice.language(piece.customer, (slowed, liked))
        first = _answer(slowed, language, voice, dice)
        second = _answer(liked, language, voice, dice)
        id = f"R-{2000 + number}"
        used = dice.weighted(BEFORE) if dice.chance(0.93) else ""
        rows.append((piece, id, [id, piece.customer.key, zoned(piece.time),
                     _nps(piece, dice), used, first[0], second[0]], (slowed, first), (liked, second)))
    for place in sorted(dice.shuffled(range(len(rows)))[:EXPORT_HICCUPS], reverse=True):
        rows.insert(place + 1, rows[place])
    seen = set()
    for number, (piece, id, _, *answers) in enumerate(rows, start=2):
        for column, (themes, (text, language, note)) in zip((SLOWED, LIKED), answers):
            if text:
                truth.add(file, number, piece, themes, column, id, language,
                          "duplicate" if id in seen else note)
        seen.add(id)
    header = ["response_id", "customer_id", "submitted_at", "nps", USED, SLOWED, LIKED]
    return file, table(header, [row[2] for row in rows])


def quarterly(seed, pieces, voice, truth):
    file = "survey_quarterly.xlsx"
    dice = Dice(seed, file)
    rows = [["Customer ID", "Completed on", "How satisfied are you with Trowelbook? (1 to 5)",
             IMPROVE, DIFFERENCE, "May we contact you?"]]
    for number, piece in enumerate(pieces, start=2):
        improve, difference = _spread(piece.themes, dice)
        language = voice.language(piece.customer, (improve, difference))
        answers = []
        for column, themes in ((IMPROVE, improve), (DIFFERENCE, difference)):
            text, spoken, note = _answer(themes, language, voice, dice)
            if text:
                truth.add(file, number, piece, themes, column, None, spoken, note)
            answers.append(text)
        rows.append([piece.customer.key, office.Date(piece.time), max(1, (_nps(piece, dice) + 1) // 2),
                     *answers, dice.pick(["Yes", "No", "No"])])
    return file, office.xlsx("Responses", rows, [12, 14, 24, 60, 60, 18])


def tickets_csv(seed, pieces, voice, truth):
    file = "tickets.csv"
    dice = Dice(seed, file)
    rows = []
    for piece in pieces:
        rows.append((piece, piece.time, _ticket(piece, voice), None))
    themed = [row for row in rows if row[0].themes]
    for piece, time, words, _ in dice.shuffled(themed)[:SENT_AGAIN]:
        rows.append((piece, time + dice.between(180, 2_400), words, "duplicate"))
    rows.sort(key=lambda row: row[1])
    lines = []
    for number, (piece, time, (subject, text, language, note), again) in enumerate(rows):
        id = str(40_213 + 7 * number + number % 3)
        truth.add(file, number + 2, piece, piece.themes, None, id, language, again or note)
        lines.append([id, _local(time), piece.customer.email, subject, text, _status(time, dice),
                      _priority(piece, dice), dice.weighted({"email": 70, "web form": 22, "chat": 8})])
    header = ["ticket_id", "created_at", "requester_email", "subject", "description", "status",
              "priority", "channel"]
    return file, table(header, lines)


def tickets_json(seed, pieces, voice, truth):
    file = "tickets.json"
    dice = Dice(seed, file)
    tickets = []
    for number, piece in enumerate(pieces, start=1):
        subject, text, language, note = _ticket(piece, voice)
        id = 7_100 + 3 * number
        truth.add(file, number, piece, piece.themes, None, str(id), language, note)
        tickets.append({
            "id": id,
            "created_at": zoned(piece.time),
            "subject": subject,
            "description": text,
            "requester": {"id": piece.customer.key, "name": piece.customer.name,
                          "email": piece.customer.email},
            "status": _status(piece.time, dice),
            "priority": _priority(piece, dice),
            "type": "question" if dice.chance(0.5) else "problem",
            "via": {"channel": dice.weighted({"app": 50, "email": 30, "chat": 20})},
        })
    content = json.dumps({"tickets": tickets}, ensure_ascii=False, indent=2) + "\n"
    return file, content.encode("utf-8")


def reviews(seed, pieces, voice, truth):
    file = "reviews.csv"
    dice = Dice(seed, file)
    strangers = Bag(STRANGERS, dice)
    rows = []
    for number, piece in enumerate(pieces, start=2):
        language, note = voice.language(piece.customer, [piece.themes]), None
        best = 3 if any(key in HARMFUL for key in piece.themes) else 5
        stars = max(1, min(best, (_nps(piece, dice) + 1) // 2))
        if piece.themes:
            title, text, language = voice.review(piece.themes, language)
        else:
            stars, title, text = voice.other_review()
            language, note = "en", "off_topic"
        truth.add(file, number, piece, piece.themes, None, None, language, note)
        author = _pen_name(piece, strangers, dice)
        rows.append([datetime.fromtimestamp(piece.time, timezone.utc).strftime("%d/%m/%Y"), stars,
                     title, text, author, piece.customer.key if piece.customer else "",
                     dice.weighted({"4.2": 30, "4.3": 40, "4.3.1": 30})])
    header = ["date", "rating", "title", "review", "author", "customer_id", "app_version"]
    return file, table(header, rows)


def table(header, rows):
    """A CSV file as UTF-8 bytes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")


def _spread(themes, dice):
    """Which themes are told in answer to the first question and which to the second."""
    first, second = [], [key for key in themes if key in PRAISING]
    for key in sorted(themes, key=lambda key: key not in HARMFUL):
        if key not in PRAISING:
            (first if len(first) <= len(second) else second).append(key)
    return first, second


def _answer(themes, language, voice, dice):
    """Text, language and note of one survey answer."""
    if themes:
        return (*voice.answer(themes, language), None)
    what = dice.weighted({"other": 46, "no_answer": 18, "empty": 36})
    text = voice.other_answer() if what == "other" and language == "en" else None
    if text:
        return text, "en", "off_topic"
    if what == "no_answer":
        return voice.no_answer(), "en", "no_answer"
    return "", "en", None


def _ticket(piece, voice):
    yesterday = piece.time - piece.time % DAY - DAY
    written = datetime.fromtimestamp(yesterday + 8 * 3600 + piece.time % 32_400, timezone.utc)
    written = f"{written.day} {written:%b %Y at %H:%M}"
    if not piece.themes:
        return (*voice.other_ticket(piece.customer, written), "en", "off_topic")
    return (*voice.ticket(piece.themes, piece.customer, written), None)


def _nps(piece, dice):
    """A rating from 0 to 10 that goes with what is said."""
    score = 8 + dice.between(-1, 1)
    for key in piece.themes:
        score += -3 if key in HARMFUL else 1 if key in PRAISING else -1
    if piece.customer and not piece.customer.activated:
        score -= dice.between(0, 2)
    return max(0, min(10, score + dice.between(-1, 1)))


def _status(time, dice):
    if time > AS_OF - 6 * DAY:
        return dice.weighted({"open": 50, "pending": 30, "solved": 20})
    return dice.weighted({"closed": 62, "solved": 30, "pending": 8})


def _priority(piece, dice):
    if any(key in HARMFUL for key in piece.themes):
        return dice.weighted({"high": 30, "normal": 60, "urgent": 10})
    return dice.weighted({"low": 25, "normal": 68, "high": 7})


def _pen_name(piece, strangers, dice):
    if piece.customer is None:
        return strangers.draw()
    first, last = piece.customer.name.split(" ", 1)
    initial = last.split(" ")[-1][0]
    return dice.pick([f"{first} {initial}.", first, f"{first[0]}. {last}", f"{first}{initial}"])


def zoned(time):
    return datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _local(time):
    return datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
