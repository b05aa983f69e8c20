// The names people read for what the workbench calls by short words.

export const KINDS: readonly { kind: string; label: string }[] = [
  { kind: "survey", label: "Survey" },
  { kind: "ticket", label: "Support tickets" },
  { kind: "interview", label: "Interview" },
  { kind: "focus-group", label: "Focus group" },
  { kind: "review", label: "Reviews" },
  { kind: "customers", label: "Customers" },
  { kind: "events", label: "Events" },
];

const ROLES: Record<string, string> = {
  text: "Feedback text",
  title: "Title",
  id: "Record id",
  customer: "Customer id",
  email: "E-mail",
  time: "Date or time",
  rating: "Rating",
  segment: "Segment",
  author: "Author",
  signed_up: "Signed up",
  activated: "Activated",
  churned: "Churned",
  revenue: "Revenue",
  event: "Event name",
  value: "Value",
  ignore: "Leave out",
};

const FEEDBACK_ROLES = ["text", "title", "id", "customer", "email", "time", "rating", "segment", "author", "ignore"];
const ROLES_OF_KIND: Record<string, readonly string[]> = {
  customers: ["customer", "email", "signed_up", "activated", "churned", "revenue", "segment", "ignore"],
  events: ["customer", "email", "event", "time", "value", "ignore"],
};

export function kindLabel(kind: string): string {
  return KINDS.find((one) => one.kind === kind)?.label ?? kind;
}

/** Why a passage was set aside, whole or in part, as a value to choose. */
const ASIDES: Record<string, string> = {
  no_answer: "says nothing",
  boilerplate: "stands in many",
  repeat: "repeats another",
  trimmed: "partly in many",
};

export function asideLabel(why: string): string {
  return ASIDES[why] ?? why;
}

/** The same as a sentence about one passage. */
export function asideSentence(why: string): string {
  switch (why) {
    case "no_answer":
      return "It says nothing, so it has no theme.";
    case "boilerplate":
      return "It stands alike in many items, as a form or a disclaimer does, so it has no theme.";
    case "repeat":
      return "It says the same as another passage, and has its themes. Both were counted once when themes were found.";
    default:
      return "Part of it stands alike in many items. Its themes come from the rest.";
  }
}

const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

/** A language by its code (ISO 639-3). */
export function languageLabel(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Whether a source of this kind holds what people say. */
export function isFeedback(kind: string): boolean {
  return !(kind in ROLES_OF_KIND);
}

export function roleLabel(role: string): string {
  return ROLES[role] ?? role;
}

/** The roles a column can have in a source of this kind. */
export function rolesFor(kind: string, present?: string): string[] {
  const roles = [...(ROLES_OF_KIND[kind] ?? FEEDBACK_ROLES)];
  if (present !== undefined && !roles.includes(present)) roles.push(present);
  return roles;
}

export const LEDGER_KINDS = ["rejected", "repaired", "duplicate", "updated", "redacted", "no_answer"] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

const LEDGER: Record<LedgerKind, string> = {
  rejected: "Could not be read",
  repaired: "Mended",
  duplicate: "Known already",
  updated: "Changed since",
  redacted: "Details replaced",
  no_answer: "Said nothing",
};

export function ledgerLabel(what: string): string {
  return LEDGER[what as LedgerKind] ?? what;
}

export type Verdict = "lower" | "higher" | "unclear" | "not_enough_data";

const SHORT_VERDICTS: Record<Verdict, string> = {
  lower: "lower",
  higher: "higher",
  unclear: "no clear link",
  not_enough_data: "not enough data",
};

/** A verdict in a column or a filter that says what it is about. */
export function shortVerdict(verdict: string): string {
  return SHORT_VERDICTS[verdict as Verdict] ?? verdict;
}

const TRENDS: Record<string, string> = {
  rising: "rising",
  falling: "falling",
  steady: "steady",
  unclear: "no clear change",
  not_enough_data: "too little data to tell",
};

/** How a theme's share changes, in a word or two. */
export function shortTrend(verdict: string): string {
  return TRENDS[verdict] ?? verdict;
}
