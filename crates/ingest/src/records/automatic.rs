//! Mail that nobody wrote: answers of absent people's programs, mail that came back, and what help
//! desks note themselves.

use std::sync::LazyLock;

use regex::Regex;

/// Whether a ticket or message is such mail, by its subject, sender and first words.
pub(super) fn is_automatic(subject: Option<&str>, sender: Option<&str>, text: &str) -> bool {
    static SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^(?:(?:re|aw|fwd?|wg|tr|rv|sv)\s?:\s*)*\[?(?:
              auto(?:matic|mated)?[\s-]?(?:reply|response|matische\santwort)\b | auto(?:svar|reply|respuesta)\b |
              automatische\santwort | (?:abwesenheits)(?:notiz|nachricht|meldung|assistent) | abwesend\b.{0,3}: |
              out\sof\s(?:the\s)?office\b | (?:réponse|message)\sautomatique | (?:absence|absent)\s?(?:du\sbureau|:) |
              respuesta\sautomática | risposta\sautomatica | resposta\sautomática | fuera\sde\sla\soficina |
              automatisch\santwoord | automatisch(?:e)?\s(?:antwoord|bericht) | afwezig\b.{0,12}: | frånvaro | odpowiedź\sautomatyczna | automatická\sodpověď |
              undeliver(?:able|ed)\b | mail\sdelivery\s(?:failed|failure|subsystem|system) | delivery\s(?:status\snotification|failure|has\sfailed) |
              returned\smail\b | failure\snotice | unzustellbar | nicht\szustellbar | non\sremis | no\s(?:se\spudo\s)?entrega(?:do|r)\b )",
        )
        .ok()
    });
    static NOTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:this request was closed and merged into request #|request #\d+ .{0,200} (?:was )?closed and merged into this request|delivery to the following recipients? (?:has )?failed|this is an automatically generated delivery status)",
        )
        .ok()
    });
    let found = |regex: &LazyLock<Option<Regex>>, text: &str| {
        regex
            .as_ref()
            .is_some_and(|regex| regex.is_match(text.trim()))
    };
    let name = sender.and_then(|sender| sender.split('@').next());
    name.is_some_and(|name| matches!(name, "mailer-daemon" | "postmaster" | "mail-daemon"))
        || subject.is_some_and(|subject| found(&SUBJECT, subject))
        || found(&NOTED, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_wrote_these() {
        for subject in [
            "Automatic reply: Export fails",
            "Out of Office: Re: Export fails",
            "AW: Abwesenheitsnotiz: Rechnung",
            "Réponse automatique : facture",
            "Undeliverable: Your ticket",
            "Mail delivery failed: returning message to sender",
        ] {
            assert!(is_automatic(Some(subject), None, "Hello"), "{subject}");
        }
        assert!(is_automatic(None, Some("mailer-daemon@mx.org"), "Sorry"));
        let merged = "This request was closed and merged into request #12.";
        assert!(is_automatic(Some("Help"), None, merged));
        for subject in [
            "Automatic backup fails",
            "Out of stock",
            "The office is closed",
            "Delivery is late",
        ] {
            assert!(
                !is_automatic(Some(subject), Some("jo@x.org"), "It fails"),
                "{subject}"
            );
        }
    }
}
