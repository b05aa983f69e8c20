//! Answers that say that there is no answer.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether the text only says that its author has nothing to say.
///
/// Blank texts, texts of punctuation alone, and the usual phrases in ten languages
/// ("n/a", "none", "no comment", "keine", "rien", "nada", …), whatever their case and
/// punctuation. A text of emoji is an answer.
#[must_use]
pub fn is_no_answer(text: &str) -> bool {
    let mut normal = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            normal.extend(c.to_lowercase());
        } else if is_symbol(c) {
            return false;
        } else if !matches!(c, '\'' | '’' | '`') && !normal.ends_with(' ') && !normal.is_empty() {
            normal.push(' ');
        }
        if normal.len() > LONGEST {
            return false;
        }
    }
    let normal = normal.trim_end();
    normal.is_empty() || PHRASES.contains(normal)
}

/// No phrase below is as long, so longer texts need not be read to the end.
const LONGEST: usize = 48;

/// Emoji and other signs that say something, unlike punctuation and invisible characters.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1ffff}')
}

/// In lower case, without apostrophes, other punctuation as single spaces.
static PHRASES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    [ENGLISH, GERMAN, ROMANCE, OTHERS]
        .into_iter()
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .filter(|phrase| !phrase.is_empty())
        .collect()
});

const ENGLISH: &str = "
    n a, na, n a n a, none, none at all, none so far, none really, none that i can think of, non,
    no, nope, nah, no no, nothing, nothing at all, nothing really, nothing so far, nothing much,
    nothing else, nothing else to add, nothing to add, nothing more, nothing more to add,
    nothing to say, nothing comes to mind, nothing at the moment, nothing i can think of,
    nothing in particular, nothing specific, nothing to report, nothing for now, nothing yet,
    no comment, no comments, no further comment, no further comments, no other comments,
    no additional comments, no answer, no response, no reply, no opinion, no idea, no ideas,
    no suggestion, no suggestions, no feedback, no issue, no issues, no complaints, no complaint,
    no problems, no concerns, no thoughts, no preference, no reason, no thanks, no thank you,
    not applicable, not relevant, not sure, not really, not yet, not at this time, not at all,
    not that i can think of, not that i know of, none at this time, nothing at this time,
    no comment at this time, no comments at this time, unsure, unknown, dont know, i dont know,
    do not know, i do not know, dk, dunno, i dunno, idk, cant think of anything,
    i cant think of anything, cant say, cannot say, i have nothing to add, i have no comments,
    i have no comment, i have no idea, i have none, have none, dont have any, i dont have any,
    no i dont, no i do not, prefer not to say, prefer not to answer, refused, skip, skipped, pass, blank,
    empty, null, nil, nan, undefined, no data, missing, void, no text, no value, tbd, x, xx, xxx, xxxx, asdf, asd";

const GERMAN: &str = "
    nein, keine, keiner, kein, keines, keins, nichts, gar nichts, nix, nö, nee, keine ahnung,
    keine angabe, keine angaben, k a, ka, keine antwort, keine meinung, kein kommentar,
    keine kommentare, keine anmerkung, keine anmerkungen, keine ideen, keine idee, keine vorschläge,
    keine probleme, keine wünsche, keine beschwerden, nichts weiter, nichts besonderes, nichts zu sagen,
    weiß nicht, weiss nicht, weiß ich nicht, weiss ich nicht, ich weiß nicht, ich weiss nicht,
    nicht zutreffend, entfällt, unbekannt, mir fällt nichts ein, fällt mir nichts ein, nichts einzuwenden";

const ROMANCE: &str = "
    rien, rien du tout, rien à dire, rien a dire, rien à signaler, rien a signaler, ras, aucun,
    aucune, aucune idée, aucune idee, aucun commentaire, aucune remarque, aucune suggestion,
    aucun avis, pas de commentaire, pas de commentaires, pas de remarque, sans opinion,
    sans commentaire, sans objet, je ne sais pas, ne sait pas, je sais pas, nsp, non applicable, sans avis,
    nada, nada más, nada mas, ninguno, ninguna, ningún comentario, ningun comentario, ningún problema,
    sin comentario, sin comentarios, sin respuesta, sin opinión, sin opinion, ninguna sugerencia,
    no sé, no se, no lo sé, no lo se, no sabe, ns nc, ns, nc, no aplica, no procede, no tengo,
    nessuno, nessuna, niente, nulla, niente da dire, nessun commento, nessun problema,
    nessun suggerimento, nessuna idea, non so, non lo so, non saprei, non applicabile, niente di particolare,
    nenhum, nenhuma, nenhum comentário, nenhum comentario, sem comentário, sem comentários,
    sem comentario, sem comentarios, sem resposta, sem opinião, não, nao, não sei, nao sei,
    nada a declarar, nada a dizer, não se aplica, nao se aplica";

const OTHERS: &str = "
    geen, geen idee, geen commentaar, geen opmerkingen, geen opmerking, geen antwoord, geen mening,
    niets, niks, nee, weet niet, weet ik niet, ik weet het niet, n v t, nvt, niet van toepassing,
    ingen, ingenting, inget, inga, inga kommentarer, vet ej, vet inte, nej, nei, intet, ingen kommentar,
    ingen kommentarer, ved ikke, vet ikke, ikke noe, ei, ei mitään, en tiedä, ei kommentoitavaa,
    nie, nic, brak, nie wiem, brak uwag, nie dotyczy, hayır, yok, hiçbir şey, bilmiyorum,
    нет, ничего, не знаю, нет комментариев, нету, без комментариев,
    无, 没有, 無, 沒有, 不知道, 不清楚, なし, 無し, 特になし, 特にありません, ありません, わからない, 없음, 없습니다, 모름, لا, لا شيء, لا يوجد";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ways_to_say_nothing() {
        for text in [
            "",
            "  ",
            ".",
            "-",
            "--",
            "...",
            "?",
            "N/A",
            "n/a.",
            "n.a.",
            "None",
            "none!",
            "NOTHING",
            "No",
            "no comment",
            "Don't know",
            "I don’t know.",
            "keine",
            "Keine Angabe",
            "k.A.",
            "rien",
            "Nada.",
            "ninguno",
            "niente",
            "N.V.T.",
            "нет",
            "特になし",
            "无",
            "\u{200b}",
        ] {
            assert!(is_no_answer(text), "{text:?}");
        }
    }

    #[test]
    fn answers() {
        for text in [
            "No way to export",
            "nothing works",
            "none of the reports load",
            "👍",
            "ok",
            "price",
            "No comments on invoices are possible",
            "keine Rechnung erhalten",
            "5",
            "水",
            "nobody answers",
        ] {
            assert!(!is_no_answer(text), "{text:?}");
        }
    }
}
