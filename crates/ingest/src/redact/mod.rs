//! E-mail addresses, phone numbers, payment cards, IBANs, IP addresses and national identity numbers
//! become stable tokens.

mod accounts;
mod contacts;
mod identities;
mod listed;
mod network;
mod pseudonyms;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use listed::{ListError, Listed};
pub use pseudonyms::{Digest, Pseudonym, Pseudonyms};

/// What was found and replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitive {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A payment card's number.
    Card,
    /// An international bank account number.
    Iban,
    /// An IPv4 or IPv6 address.
    Ip,
    /// A national identity, social insurance or tax number, a passport's or driving licence's.
    Id,
    /// Something that the user listed.
    Private,
}

impl Sensitive {
    /// The word in the token: `[email 1]`.
    pub fn name(self) -> &'static str {
        match self {
            Sensitive::Email => "email",
            Sensitive::Phone => "phone",
            Sensitive::Card => "card",
            Sensitive::Iban => "iban",
            Sensitive::Ip => "ip",
            Sensitive::Id => "id",
            Sensitive::Private => "private",
        }
    }
}

/// A text after redaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted<'a> {
    /// The text with tokens; borrowed if there was nothing to replace.
    pub text: Cow<'a, str>,
    /// What was replaced, in order; as long as `edits`.
    pub found: Vec<Sensitive>,
    /// What was replaced by what: bytes of the old text, bytes of the new one, in order.
    pub edits: Vec<(Range<usize>, Range<usize>)>,
}

/// Replaces what identifies a person by tokens such as `[email 1]`: e-mail addresses, telephone
/// numbers (with a country code, or written as in the country's habit), payment cards (Luhn 1960),
/// IBANs (ISO 13616, mod 97), IPv4 and IPv6 addresses, national identity numbers (in a form of their
/// own or after a word that announces them, with their check digits right), and what the user listed.
/// Dates, prices, years and order numbers stay.
pub fn redact<'a>(text: &'a str, pseudonyms: &mut Pseudonyms) -> Redacted<'a> {
    let spans = find(text, pseudonyms.listed());
    replace(text, &spans, |kind, original| {
        pseudonyms.number(kind, original)
    })
}

/// Puts tokens in the place of the finds, which are in order and apart.
fn replace<'a>(
    text: &'a str,
    spans: &[(Sensitive, Range<usize>)],
    mut number: impl FnMut(Sensitive, &str) -> u32,
) -> Redacted<'a> {
    if spans.is_empty() {
        return Redacted {
            text: Cow::Borrowed(text),
            found: Vec::new(),
            edits: Vec::new(),
        };
    }
    let mut new = String::with_capacity(text.len());
    let mut found = Vec::with_capacity(spans.len());
    let mut edits = Vec::with_capacity(spans.len());
    let mut done = 0;
    for (kind, old) in spans {
        new.push_str(&text[done..old.start]);
        let start = new.len();
        let number = number(*kind, &text[old.clone()]);
        new.push_str(&format!("[{} {number}]", kind.name()));
        found.push(*kind);
        done = old.end;
        edits.push((old.clone(), start..new.len()));
    }
    new.push_str(&text[done..]);
    Redacted {
        text: Cow::Owned(new),
        found,
        edits,
    }
}

impl Redacted<'_> {
    /// Where a byte offset of the old text is in the new one. An offset inside something that was
    /// replaced moves to the end of its token.
    pub fn moved(&self, offset: usize) -> usize {
        let before = self.edits.partition_point(|(old, _)| old.start < offset);
        match before.checked_sub(1).map(|last| &self.edits[last]) {
            None => offset,
            Some((old, new)) if offset < old.end => new.end,
            Some((old, new)) => new.end + (offset - old.end),
        }
    }

    /// Which bytes of the old text stand at bytes of the new one; none if a token is among them.
    fn moved_back(&self, new: &Range<usize>) -> Option<Range<usize>> {
        let before = self
            .edits
            .partition_point(|(_, token)| token.end <= new.start);
        if self
            .edits
            .get(before)
            .is_some_and(|(_, token)| token.start < new.end)
        {
            return None;
        }
        let moved = |at: usize| match before.checked_sub(1).map(|last| &self.edits[last]) {
            None => at,
            Some((old, token)) => old.end + (at - token.end),
        };
        Some(moved(new.start)..moved(new.end))
    }
}

/// Everything in `text` that [`redact`] would replace without a list, with its bytes, in order and without overlap.
pub fn find_sensitive(text: &str) -> Vec<(Sensitive, Range<usize>)> {
    find(text, None)
}

/// Everything that is to be replaced. What directly follows a find may be one by itself once that has
/// become a token, and nothing of the kind may be left to be found.
fn find(text: &str, listed: Option<&Listed>) -> Vec<(Sensitive, Range<usize>)> {
    let mut spans = find_once(text, listed);
    for _ in 0..LOOKS {
        let found = spans.len();
        if found == 0 {
            break;
        }
        let replaced = replace(text, &spans, |_, _| 1);
        let more = find_once(&replaced.text, None).into_iter();
        let more = more.filter_map(|(kind, new)| Some((kind, replaced.moved_back(&new)?)));
        spans.extend(more.collect::<Vec<_>>());
        if spans.len() == found {
            break;
        }
        in_order(&mut spans);
    }
    spans
}

/// How often a text is looked through again. Each look may find one more of the numbers that stand side
/// by side without anything between, which nobody writes: a bound for texts made to take long.
const LOOKS: usize = 8;

fn find_once(text: &str, listed: Option<&Listed>) -> Vec<(Sensitive, Range<usize>)> {
    let (mut digits, mut colons, mut at) = (0_usize, 0_usize, false);
    for byte in text.bytes() {
        digits += usize::from(byte.is_ascii_digit());
        colons += usize::from(byte == b':');
        at |= byte == b'@';
    }
    let mut spans = Vec::new();
    if let Some(listed) = listed {
        listed.find(text, &mut spans);
    }
    if at {
        contacts::emails(text, &mut spans);
    }
    contacts::spelt_emails(text, &mut spans);
    contacts::spoken_emails(text, &mut spans);
    if digits >= 12 {
        accounts::ibans(text, &mut spans);
    }
    if digits >= 4 || (colons >= 2 && digits > 0) {
        network::addresses(text, &mut spans);
    }
    in_order(&mut spans);
    if digits >= 3 {
        let mut identities = Vec::new();
        identities::identities(text, &spans, &mut identities);
        spans.append(&mut identities);
        in_order(&mut spans);
    }
    if digits >= 7 {
        let taken = spans.len();
        for run in contacts::digit_runs(text) {
            let before = spans[..taken].partition_point(|(_, span)| span.end <= run.start);
            if spans[..taken]
                .get(before)
                .is_some_and(|(_, span)| span.start < run.end)
            {
                continue;
            }
            if accounts::is_card(text, &run) {
                spans.push((Sensitive::Card, run));
            } else if contacts::is_phone(text, &run) {
                spans.push((Sensitive::Phone, run));
            }
        }
        in_order(&mut spans);
    }
    spans
}

/// Sorts the finds and drops those inside or across an earlier one.
fn in_order(spans: &mut Vec<(Sensitive, Range<usize>)>) {
    spans.sort_by_key(|(_, span)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|(_, span)| {
        let keep = span.start >= end;
        if keep {
            end = span.end;
        }
        keep
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn redacted(text: &str) -> String {
        redact(text, &mut Pseudonyms::new([7; 32], []))
            .text
            .into_owned()
    }

    #[test]
    fn what_identifies_a_person_is_replaced() {
        for (text, expected) in [
            (
                "Write to Jo.Smith+news@mail.example.co.uk, please",
                "Write to [email 1], please",
            ),
            ("mail: größe@müller.example.", "mail: [email 1]."),
            (
                "Call +49 170 1234567 or +1 (415) 555-0132",
                "Call [phone 1] or [phone 2]",
            ),
            ("0049 30 901820 is the office", "[phone 1] is the office"),
            (
                "UK 020 7946 0958, mobile 07700 900123",
                "UK [phone 1], mobile [phone 2]",
            ),
            ("06 12 34 56 78 merci", "[phone 1] merci"),
            (
                "Tel. 030/1234567, Handy 0170-1234567",
                "Tel. [phone 1], Handy [phone 2]",
            ),
            (
                "(415) 555-0132 / 415-555-0133 / 415.555.0134",
                "[phone 1] / [phone 2] / [phone 3]",
            ),
            ("my phone is 4155550132", "my phone is [phone 1]"),
            ("llámame al 612 345 678", "llámame al [phone 1]"),
            ("Fale comigo: (11) 91234-5678", "Fale comigo: [phone 1]"),
            ("ring me on 98765 43210", "ring me on [phone 1]"),
            (
                "+61 2 9374 4000 Sydney, +81-3-1234-5678 Tokyo",
                "[phone 1] Sydney, [phone 2] Tokyo",
            ),
            (
                "card 4111 1111 1111 1111 declined",
                "card [card 1] declined",
            ),
            (
                "5500-0000-0000-0004 and 378282246310005",
                "[card 1] and [card 2]",
            ),
            (
                "IBAN DE89 3704 0044 0532 0130 00 thanks",
                "IBAN [iban 1] thanks",
            ),
            (
                "GB29NWBK60161331926819, FR1420041010050500013M02606",
                "[iban 1], [iban 2]",
            ),
            (
                "from 192.168.10.21 and 2001:db8::8a2e:370:7334",
                "from [ip 1] and [ip 2]",
            ),
            ("fe80::1ff:fe23:4567:890a.", "[ip 1]."),
            (
                "SSN 219-09-9999, my CPF: 390.533.447-05",
                "SSN [id 1], my CPF: [id 2]",
            ),
            (
                "my IP: 1.2.3.4, not 81.2.69.142",
                "my IP: [ip 1], not [ip 2]",
            ),
        ] {
            assert_eq!(redacted(text), expected);
        }
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for text in [
            "It was fine in 2019-2020 and on 2021-03-04 12:30:45",
            "on 22-04-2015 and 03/04/2021 at 10:15",
            "order 113542617735902 and purchase 00004587345",
            "order number 732201349959, order 0123456789",
            "It cost 1,234,567.89 or 12 345 678 EUR",
            "version 10.0.19041.1 and v2.0.1.5, version 91.2.3.4, Magento 1.4.0.1",
            "ISBN 978-3-16-148410-0",
            "300GB cap, 99.99 %, 24/7, 10-15 people, 1-2-3",
            "@anonymous you @ me, a@b",
            "4111 1111 1111 1112 has a wrong check digit",
            "GB29NWBK60161331926818 fails mod 97",
            "use std::dec and a ratio of 16:9:4, at 12:30:45:00",
            "zip 90210-1234, 1000000 users, 20150422 and 1398138810",
            "rows 100 200 300 and 1 2 3 4 5 6 7 8 9",
        ] {
            assert_eq!(redacted(text), text);
        }
    }

    #[test]
    fn one_original_has_one_number() {
        let mut pseudonyms = Pseudonyms::new([7; 32], []);
        let first = redact("a@x.org b@x.org A@X.ORG", &mut pseudonyms);
        assert_eq!(first.text, "[email 1] [email 2] [email 1]");
        assert_eq!(
            redact("b@x.org, +49 170 1234567", &mut pseudonyms).text,
            "[email 2], [phone 1]"
        );
        assert_eq!(
            redact("0049 170/1234567", &mut pseudonyms).text,
            "[phone 1]",
            "same digits"
        );
        let known: Vec<_> = pseudonyms
            .take_added()
            .iter()
            .map(|p| (p.kind, p.digest, p.number))
            .collect();
        assert_eq!(known.len(), 3);
        let mut later = Pseudonyms::new([7; 32], known);
        assert_eq!(
            redact("c@x.org b@x.org", &mut later).text,
            "[email 3] [email 2]"
        );
        assert_eq!(later.take_added().len(), 1, "only the new one is listed");
    }

    #[test]
    fn offsets_follow() {
        let text = "Hi a@x.org, and b@x.org!";
        let redacted = redact(text, &mut Pseudonyms::new([0; 32], []));
        assert_eq!(redacted.text, "Hi [email 1], and [email 2]!");
        assert_eq!(redacted.moved(3), 3);
        assert_eq!(
            &redacted.text[redacted.moved(12)..redacted.moved(15)],
            "and"
        );
        assert_eq!(redacted.moved(text.len()), redacted.text.len());
        assert_eq!(redacted.moved(5), 12, "the end of the token");
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "\\PC{0,80}") {
            let redacted = redact(&text, &mut Pseudonyms::new([0; 32], [])).text.into_owned();
            prop_assert!(!redacted.is_empty() || text.is_empty());
        }

        #[test]
        fn digits_and_signs_are_taken(text in "[0-9+(). /:a-fA-F@-]{0,60}") {
            let mut pseudonyms = Pseudonyms::new([0; 32], []);
            let redacted = redact(&text, &mut pseudonyms);
            for (old, new) in &redacted.edits {
                prop_assert_eq!(redacted.moved(old.end), new.end);
            }
        }
    }
}
