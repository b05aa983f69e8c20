"""Turns the themes of a piece into words, in the manner of its place."""

import re

from . import phrases
from .dice import Bag, Dice
from .themes import HARMFUL, PRAISING, THEMES, WISHING

# Words that keep their capital whatever is put in front of them.
PROPER = re.compile(
    r"(I|I'\w+|[A-Z]{2,}\w*|Android|Apple|Chrome|Corpus|Excel|Google|Hotmail|Jorge|Mandy|Marek"
    r"|Ollie|Outlook|Piet|Sofia|XRechnung|Yahoo)\b"
)
SWAPS = [("receive", "recieve"), ("then ", "than "), ("because", "becuase"), ("really", "realy"),
         ("calendar", "calender"), ("separate", "seperate"), ("which", "wich"), ("their", "thier"),
         ("invoice", "invioce"), ("through", "trough"), ("until", "untill"), ("tomorrow", "tomorow"),
         ("template", "templete"), ("definitely", "definately"), ("people", "poeple")]
FOREIGN = {"DE": "de", "AT": "de", "ES": "es", "MX": "es"}
ABROAD = {
    "de": [("Frage", "Guten Tag,", "Viele Grüße"), ("Problem", "Hallo,", "Mit freundlichen Grüßen"),
           ("Bitte um Hilfe", "Hallo zusammen,", "Danke und Gruß")],
    "es": [("Consulta", "Buenos días:", "Un saludo"), ("Un problema", "Hola,", "Gracias")],
}


class Voice:
    """Hands out phrases so that none is heard more often than needed."""

    def __init__(self, seed):
        self.dice = Dice(seed, "voice")
        self._spoken = set()
        self._themes = {
            theme.key: {name: self._bag(lines) for name, lines in phrases.load(theme.key).items()}
            for theme in THEMES
        }
        self._other = {name: self._bag(lines) for name, lines in phrases.load("other").items()}
        self._manners = {name: self._bag(lines) for name, lines in phrases.load("manners").items()}

    def language(self, customer, answers):
        """The language in which a customer writes these answers, each a list of themes."""
        language = FOREIGN.get(customer.country) if customer else None
        if language and all(len(keys) <= 1 for keys in answers) and self.dice.chance(0.45):
            return language
        return "en"

    def answer(self, keys, language):
        """A survey answer about these themes: its text and language."""
        foreign = self._foreign(keys[0], language)
        if foreign:
            return foreign, language
        texts = [self._remark(key, brief=0.36 if len(keys) == 1 else 0.25) for key in keys]
        text = self._joined(keys, texts)
        if self.dice.chance(0.13) and len(text) > 45:
            text = self._opened(self._manner("open_survey"), text)
        if self.dice.chance(0.06) and len(text) > 45:
            text = f"{_closed(text)} {self._manner('aside')}"
        return self._by_hand(text), "en"

    def review(self, keys, language):
        """A review's title, text and language."""
        loudest = next((key for key in keys if key in HARMFUL), keys[0])
        foreign = self._foreign(keys[0], language)
        if foreign:
            return self._title(loudest), foreign, language
        texts = [self._remark(key, brief=0.1) for key in keys]
        text = self._joined(keys, texts)
        if self.dice.chance(0.3):
            text = f"{_closed(text)} {self._manner('aside')}"
        return self._title(loudest), self._by_hand(text), "en"

    def ticket(self, keys, customer, written):
        """A ticket's subject, description and language. ``written`` dates an earlier reply."""
        language = self.language(customer, [keys])
        foreign = self._foreign(keys[0], language)
        if foreign:
            subject, greeting, farewell = self.dice.pick(ABROAD[language])
            text = f"{greeting}\n\n{foreign}\n\n{farewell}\n{customer.name}"
            return subject, text, language
        parts = []
        subject = None
        for key in keys:
            if self.dice.chance(0.5):
                heading, part = self._line(key, "ticket").split(" || ")
            else:
                heading, part = self._line(key, "subject"), self._line(key, "say")
            if self.dice.chance(0.5):
                part = self._extended(part, key, "more")
            subject = subject or heading
            parts.append(part)
        text = self._joined(keys, parts)
        if self.dice.chance(0.35):
            text = f"{_closed(text)} {self._manner('ask')}"
        return subject, self._letter(text, customer, written), "en"

    def other_ticket(self, customer, written):
        """The subject and description of a ticket about something else."""
        line = self._other["ticket"].draw()
        subject, text = line.split(" || ")
        return subject, self._letter(text, customer, written)

    def other_review(self):
        """Stars, title and text of a review about nothing in particular."""
        return self._other["review"].draw().split(" || ")

    def other_answer(self):
        """A survey answer about something else, or None when all have been used."""
        return self._other["survey"].draw_new()

    def no_answer(self):
        return self._other["no_answer"].draw()

    def _bag(self, lines):
        return Bag(lines, self.dice)

    def _line(self, key, section):
        """A phrase of a theme, if possible not one that has been spoken in just these words."""
        for _ in range(6):
            text = phrases.resolve(self._themes[key][section].draw(), self.dice)
            if text not in self._spoken:
                break
        self._spoken.add(text)
        return text

    def _foreign(self, key, language):
        """A phrase in another language that nobody has used yet, or None."""
        return None if language == "en" else self._themes[key][language].draw_new()

    def _manner(self, section):
        return phrases.resolve(self._manners[section].draw(), self.dice)

    def _title(self, key):
        return phrases.resolve(self._themes[key]["title"].draw(), self.dice)

    def _remark(self, key, brief):
        """What somebody says about one theme: a few words up to a paragraph."""
        if self.dice.chance(brief):
            return self._line(key, "short")
        text = self._line(key, "say")
        if self.dice.chance(0.38):
            text = self._extended(text, key, "more")
            if self.dice.chance(0.18):
                text = self._extended(text, key, "more")
        if self.dice.chance(0.3):
            text = self._extended(text, key, "so")
        return text

    def _extended(self, text, key, section):
        """The text with one more sentence of the theme, unless it was just said."""
        further = self._line(key, section)
        return text if further in text else f"{_closed(text)} {further}"

    def _joined(self, keys, texts):
        text = texts[0]
        for before, key, further in zip(keys, keys[1:], texts[1:]):
            link = self.dice.pick(_links(before, key))
            text = self._opened(f"{_closed(text)}{link}", further, "")
        return text

    def _opened(self, opening, text, gap=" "):
        """Puts an opening before a text, which loses its capital after a comma or a colon."""
        if opening.rstrip().endswith((",", ":", "but", "and")) and not PROPER.match(text):
            text = text[0].lower() + text[1:]
        elif opening.rstrip().endswith((".", "?", "!")) and text[0].islower():
            text = text[0].upper() + text[1:]
        return f"{opening}{gap}{text}"

    def _letter(self, text, customer, written):
        """Greeting, text, farewell, now and then a number to call or a quoted reply."""
        lines = []
        if self.dice.chance(0.12):
            text = self._opened(self._manner("reply"), text)
            quoted = self._manner("agent")
        else:
            quoted = None
        text = self._by_hand(text)
        if self.dice.chance(0.78):
            lines += [self._manner("open_ticket"), ""]
        lines.append(text)
        if self.dice.chance(0.09):
            lines += ["", self._manner("contact")]
        if self.dice.chance(0.7):
            lines += ["", self._manner("close_ticket")]
            first = customer.name.split(" ")[0]
            lines.append(customer.name if self.dice.chance(0.5) else first)
            if self.dice.chance(0.3):
                lines += ["", "-- ", customer.name, customer.firm, customer.email]
        elif self.dice.chance(0.4):
            lines += ["", self._manner("sent_from")]
        if quoted:
            lines += ["", f"On {written}, Ines from Trowelbook <support@trowelbook.example> wrote:"]
            lines += [f"> Hello {customer.name.split(' ')[0]},", f"> {quoted}", "> ", "> Ines"]
        return "\n".join(lines)

    def _by_hand(self, text):
        """Leaves the traces of typing: lost capitals, missing full stops, slips."""
        style = self.dice.uniform()
        if style < 0.08:
            text = text.lower()
        elif style < 0.12:
            text = text.replace("'", "")
        elif style < 0.15 and text.endswith("."):
            text = text[:-1] + self.dice.pick(["!", "!!", "..."])
        if self.dice.chance(0.28) and text.count(".") == 1 and text.endswith("."):
            text = text[:-1]
        if len(text) > 30 and self.dice.chance(0.12):
            text = self._slip(text)
        return text

    def _slip(self, text):
        known = [(right, wrong) for right, wrong in SWAPS if right in text]
        if known and self.dice.chance(0.6):
            right, wrong = self.dice.pick(known)
            return text.replace(right, wrong, 1)
        words = [found for found in re.finditer(r"[a-z]{5,}", text)]
        if not words:
            return text
        word = self.dice.pick(words)
        place = self.dice.between(word.start() + 1, word.end() - 3)
        if self.dice.chance(0.5):
            return text[:place] + text[place + 1] + text[place] + text[place + 2:]
        return text[:place] + text[place + 1:]


def _closed(text):
    """The text with a full stop, so that another sentence may follow."""
    return text if text.endswith((".", "?", "!", ")")) else f"{text}."


def _links(before, after):
    """What may stand between two themes."""
    if after in PRAISING and before not in PRAISING:
        return [" What I do like: ", " On the bright side: ", " ", " Then again, ", " "]
    if before in PRAISING and after not in PRAISING | WISHING:
        return [" Less good: ", " Now the bad news: ", " ", " But: ", " "]
    if after in WISHING:
        return [" Oh, and ", " ", " If you take wishes: ", " ", " Also, ", " Besides, ", "\n", " PS: "]
    return [" ", " ", " Second thing: ", " Also: ", "\n", " On top of that, ", " And while I'm at it: "]
