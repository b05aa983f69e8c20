"""The planted truth: which themes there are and what each does to activation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    key: str
    title: str
    kind: str  # lower, higher, confounded, frequent or none
    effect: float  # added to the probability of activating
    respondents: int  # how many are meant to mention it in time
    plans: dict  # how readily customers of each plan mention it
    kinds: dict  # how readily it comes up in each kind of feedback; 1 where absent
    words: tuple  # words that identify it, lower case, cut to a stem


ANY_PLAN = {"Solo": 1.0, "Crew": 1.0, "Company": 1.0}
TEAM_PLANS = {"Solo": 0.25, "Crew": 1.0, "Company": 1.0}
MOSTLY_SOLO = {"Solo": 1.0, "Crew": 0.05, "Company": 0.04}
PRAISE = {"ticket": 0.2}
WISH = {"ticket": 0.6}

THEMES = [
    Theme("invitations", "Invitations do not reach the team", "lower", -0.30, 76, TEAM_PLANS,
          {"ticket": 1.3}, ("invit", "join", "accept", "pending")),
    Theme("setup", "The first steps are confusing", "lower", -0.30, 76, ANY_PLAN,
          {}, ("setup", "wizard", "step", "start", "question")),
    Theme("import", "Existing data cannot be imported", "lower", -0.30, 76, ANY_PLAN,
          {"ticket": 1.3}, ("import", "upload", "spreadsheet", "excel", "csv", "file")),
    Theme("sync", "The phone app loses notes", "lower", -0.30, 76, ANY_PLAN,
          {"ticket": 1.3}, ("sync", "note", "phone", "offline", "photo", "lost")),
    Theme("pricing", "Too expensive for small firms", "confounded", 0.0, 74, MOSTLY_SOLO,
          {}, ("price", "pay", "seat", "month", "euro", "cost", "plan")),
    Theme("calendar", "Connect it with the calendar", "frequent", 0.0, 124, ANY_PLAN,
          WISH, ("calendar", "outlook", "google", "appointment", "ics")),
    Theme("templates", "Ready-made templates help", "higher", 0.22, 76, ANY_PLAN,
          PRAISE, ("template", "checklist", "list", "ready-made")),
    Theme("client_link", "Clients approve quotes by link", "none", 0.0, 36, ANY_PLAN,
          PRAISE, ("client", "quote", "sign", "link", "approv", "offer")),
    Theme("invoice_pdf", "Layout of invoices", "none", 0.0, 36, ANY_PLAN,
          {}, ("invoice", "pdf", "logo", "tax", "footer")),
    Theme("display", "Hard to read on screen", "none", 0.0, 34, ANY_PLAN,
          WISH, ("dark", "read", "font", "colour", "small", "grey", "contrast")),
    Theme("speed", "Slow with large projects", "none", 0.0, 36, ANY_PLAN,
          {}, ("slow", "load", "second", "freeze", "drawing", "lag")),
]
BY_KEY = {theme.key: theme for theme in THEMES}
HARMFUL = [theme.key for theme in THEMES if theme.kind == "lower"]
PRAISING = {"templates", "client_link"}
WISHING = {"calendar", "display", "invoice_pdf"}

PLAN_BASE = {"Solo": 0.32, "Crew": 0.70, "Company": 0.74}
MONTH_EFFECT = {1: 0.0, 2: 0.01, 3: 0.01, 4: -0.01, 5: -0.01, 6: 0.0, 7: 0.01}


def probability(plan, month, held):
    """The probability that a customer with these themes activates."""
    return PLAN_BASE[plan] + MONTH_EFFECT[month] + sum(BY_KEY[key].effect for key in held)


def bearable(plan, month, held):
    """Whether the effects still add up to a probability, so that none is cut off."""
    at_once = 1 if plan == "Solo" else 2
    harms = sum(1 for key in held if key in HARMFUL)
    return harms <= at_once and 0.005 <= probability(plan, month, held) <= 0.98
