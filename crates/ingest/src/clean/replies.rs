//! Quoted replies and signatures of mail.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Keeps what the writer of a mail wrote: cuts at “On … wrote:”, at a forwarded or original
/// message's heading and at the signature mark, and drops quoted lines and “Sent from my phone”.
/// Text that would vanish altogether is kept as it is.
pub(crate) fn strip_replies(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '>', '#']) && !text.contains("wrote:") {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut kept = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if is_reply_mark(trimmed) {
            continue;
        }
        if cuts_here(trimmed, &lines[index..])
            && kept.iter().any(|line: &&str| !line.trim().is_empty())
        {
            break;
        }
        if trimmed.starts_with('>') || is_phone_signature(trimmed) {
            continue;
        }
        kept.push(*line);
    }
    let own = kept.join("\n");
    let own = own.trim();
    if own.is_empty() || own.len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(own.to_owned())
    }
}

fn matches(cell: &'static LazyLock<Option<Regex>>, line: &str) -> bool {
    cell.as_ref().is_some_and(|regex| regex.is_match(line))
}

/// “##- Please type your reply above this line -##”
fn is_reply_mark(line: &str) -> bool {
    line.starts_with("##-") && line.ends_with("-##")
}

fn cuts_here(line: &str, rest: &[&str]) -> bool {
    static ATTRIBUTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^(?:
              on\s.{5,200}\swrote\s?: | am\s.{5,200}\sschrieb\b.{0,80}: | le\s.{5,200}\sa\sécrit\s?: |
              el\s.{5,200}\sescribió\s?: | il\s.{5,200}\sha\sscritto\s?: | op\s.{5,200}\s(?:schreef|het\svolgende\sgeschreven)\b.{0,80}: |
              em\s.{5,200}\sescreveu\s?:
            )$",
        )
        .ok()
    });
    static HEADING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^[-_*\s]{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original)\s*[-_*]*\s*$",
        )
        .ok()
    });
    static FROM: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)^\*?(?:from|von|de|da|van):\*?\s.*\S").ok());
    static SENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|to|an|à|para|a|aan|subject|betreff|objet|asunto|oggetto|onderwerp):").ok()
    });
    if line == "--" || line == "—" || matches(&ATTRIBUTION, line) || matches(&HEADING, line) {
        return true;
    }
    // An attribution is often broken over two lines.
    if let [_, second, ..] = rest
        && second.trim_end().ends_with(':')
        && matches(&ATTRIBUTION, &format!("{line} {}", second.trim()))
    {
        return true;
    }
    matches(&FROM, line)
        && rest
            .iter()
            .skip(1)
            .take(3)
            .filter(|line| matches(&SENT, line.trim()))
            .count()
            >= 2
}

fn is_phone_signature(line: &str) -> bool {
    static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:sent from my \S.{0,40}|sent from (?:outlook|yahoo mail|mail) .{0,40}|get outlook for \w+.{0,60}|von meinem \S.{0,30} gesendet|gesendet von \S.{0,40}|envoyé de mon \S.{0,40}|enviado desde mi \S.{0,40}|inviato da \S.{0,40}|verzonden vanaf mijn \S.{0,40}|enviado do meu \S.{0,40})$",
        )
        .ok()
    });
    matches(&PHONE, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_writers_own_words_stay() {
        for (mail, own) in [
            (
                "It fails.\n\nOn Mon, 3 Mar 2025 at 10:00, Support <s@x.org> wrote:\n> Try again\n> please",
                "It fails.",
            ),
            (
                "It fails.\n\nOn Mon, 3 Mar 2025 at 10:00, Support\n<s@x.org> wrote:\n\nTry again",
                "It fails.",
            ),
            (
                "Geht nicht.\n\nAm 03.03.2025 um 10:00 schrieb Support:\n> Hallo",
                "Geht nicht.",
            ),
            (
                "Non.\nLe lun. 3 mars 2025 à 10:00, Aide <a@x.org> a écrit :\n> Bonjour",
                "Non.",
            ),
            (
                "Broken.\n\n-----Original Message-----\nFrom: x\nold",
                "Broken.",
            ),
            (
                "Broken.\n\nFrom: Support\nSent: Monday\nTo: Me\nSubject: Re\n\nold",
                "Broken.",
            ),
            ("Thanks\n-- \nJo Smith\nExample Inc.", "Thanks"),
            ("Thanks\n\nSent from my iPhone", "Thanks"),
            (
                "##- Please type your reply above this line -##\nNew words",
                "New words",
            ),
            ("> quoted\nmine\n> quoted again\nmine too", "mine\nmine too"),
        ] {
            assert_eq!(strip_replies(mail), own, "{mail}");
        }
        for mail in [
            "> all quoted",
            "From: me to you",
            "a -- b\nc",
            "On the other hand\nI like it: much",
            "one line",
        ] {
            assert_eq!(strip_replies(mail), mail, "stays as it is");
        }
    }
}
