//! Quoted replies and signatures of mail.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Keeps what the writer of a mail wrote: cuts at “On … wrote:”, at a forwarded or original
/// message's heading, at the signature mark and where somebody takes leave, and drops quoted lines and “Sent from my phone”.
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
    // Outlook draws a line above what it quotes.
    while kept
        .last()
        .is_some_and(|line| line.trim().chars().all(|c| c == '_'))
    {
        kept.pop();
    }
    if let Some(end) = sign_off(&kept) {
        kept.truncate(end);
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
              em\s.{5,200}\sescreveu\s?: | den\s.{5,200}\sskrev\b.{0,80}: | .{5,200}\snapisał(?:\(a\)|a)?\s?: |
              .{5,200}\snapsala?\s?: | .{5,200}\s(?:пишет|написала?)\s?: | .{5,200}\starihinde\sşunu\syazdı\s?: |
              -{2,}\s?on\s.{5,200}\swrote\s?-{2,}
            )$",
        )
        .ok()
    });
    // In some languages nothing but the time and the address introduce it.
    static ADDRESSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^.{0,80}\d{1,2}[:.]\d{2}.{0,80}<[^<>\s]+@[^<>\s]+>\s?[:：]$").ok()
    });
    static HEADING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^[-_*\s]{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original)\s*[-_*]*\s*$",
        )
        .ok()
    });
    static FROM: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\*?(?:from|von|de|da|van|från|fra|od|от|kimden)\s?:\*?\s.*\S").ok()
    });
    static SENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|skickat|sendt|wysłano|odesláno|отправлено|to|an|à|para|a|aan|till|til|do|komu|кому|subject|betreff|objet|asunto|oggetto|onderwerp|assunto|ämne|emne|temat|předmět|тема)\s?:").ok()
    });
    let first = [&ATTRIBUTION, &ADDRESSED, &HEADING];
    if line == "--" || line == "—" || first.into_iter().any(|regex| matches(regex, line)) {
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

/// The line from which on somebody takes leave: “Kind regards”, a name, and what a signature has.
fn sign_off(lines: &[&str]) -> Option<usize> {
    static CLOSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^(?:(?:with\s)?(?:best|kind|kindest|warm|warmest)\s(?:regards|wishes)|regards|yours\s(?:sincerely|faithfully|truly)|sincerely(?:\syours)?|all\sthe\sbest|cheers|
              mit\s(?:freundlichen|besten|herzlichen|lieben)\sgr(?:ü|ue)(?:ß|ss)en|(?:freundliche|beste|herzliche|liebe|viele|schöne)\sgr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|
              (?:bien\s)?cordialement|bien\sà\svous|(?:sincères|meilleures)\ssalutations|
              (?:un\s)?(?:cordial\s)?saludos?(?:\scordiales)?|atentamente|
              (?:cordiali|distinti)\ssaluti|saluti|
              met\s(?:vriendelijke|hartelijke)\sgroet(?:en)?|(?:vriendelijke\s)?groet(?:en|jes)?|mvg|
              atenciosamente|(?:melhores\s)?cumprimentos|abraços|
              (?:med\s)?vänliga?\shälsning(?:ar)?|hälsningar|mvh|med\svenlig\shilsen|(?:venlig\s)?hilsen|vennlig\shilsen|
              pozdrawiam(?:\sserdecznie)?|z\spoważaniem|s\spozdravem|с\sуважением|saygılarımla|terveisin|üdvözlettel)
              [\s,.!–-]*$",
        )
        .ok()
    });
    /// Lines of a signature, with what the law wants said beneath.
    const LONGEST: usize = 14;
    let filled = |line: &&str| !line.trim().is_empty();
    let found = (0..lines.len())
        .rev()
        .find(|&at| matches(&CLOSING, lines[at].trim()))?;
    let after: Vec<&str> = lines[found + 1..]
        .iter()
        .copied()
        .filter(|line| filled(line))
        .collect();
    let named = after
        .first()
        .is_none_or(|name| name.split_whitespace().count() <= 5);
    let goes_on = after.iter().any(|line| {
        let line = line.trim().to_lowercase();
        line.starts_with("ps") || line.starts_with("p.s") || line.ends_with('?')
    });
    let before = lines[..found].iter().any(filled);
    (before && named && !goes_on && after.len() <= LONGEST).then_some(found)
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
            (
                "Geht nicht.\n\nMit freundlichen Grüßen\nEva Klein\nMuster GmbH\nTel. 030 1",
                "Geht nicht.",
            ),
            (
                "Empty list.\n\nBest regards,\nJo\n\nThis mail is confidential.",
                "Empty list.",
            ),
            ("L'appli plante.\n\nCordialement,\nLuc", "L'appli plante."),
            (
                "Toujours rien.\n\nDe : Aide\nEnvoyé : lundi\nÀ : Luc\nObjet : RE: x\n\nvieux",
                "Toujours rien.",
            ),
            (
                "Nie działa.\n\npon., 4 mar 2024 o 10:00 Pomoc <s@x.org> napisał(a):\n> tekst",
                "Nie działa.",
            ),
            (
                "Trasigt.\n\nDen mån 4 mars 2024 kl 10:00 skrev Hjälp <s@x.org>:\n> gammalt",
                "Trasigt.",
            ),
            (
                "ログインできません。\n\n2024年3月4日(月) 10:00 Support <s@x.org>:\n> 古い",
                "ログインできません。",
            ),
            (
                "Yes.\n\n---- On Mon, 04 Mar 2024 10:00:00 Support wrote ----\n\nold",
                "Yes.",
            ),
            (
                "Broken\n\n________________\nFrom: Support\nSent: Monday\nTo: Jo\nSubject: Re\n\nold",
                "Broken",
            ),
        ] {
            assert_eq!(strip_replies(mail), own, "{mail}");
        }
        for mail in [
            "> all quoted",
            "From: me to you",
            "a -- b\nc",
            "On the other hand\nI like it: much",
            "one line",
            "Regards\nare what I miss here",
            "It fails.\n\nBest regards\nJo\n\nPS: it also fails on my phone",
        ] {
            assert_eq!(strip_replies(mail), mail, "stays as it is");
        }
    }
}
