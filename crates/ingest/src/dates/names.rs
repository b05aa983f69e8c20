//! Names of months and days in the languages of the exports.

/// The month (1–12) that a lower-case word names: English, German, French, Spanish, Italian,
/// Portuguese, Dutch; in full or cut to three letters or more.
pub(crate) fn month(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &[
            "january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari",
            "ene", "gen",
        ],
        &[
            "february",
            "februar",
            "février",
            "fevrier",
            "febrero",
            "febbraio",
            "fevereiro",
            "februari",
            "fév",
            "fev",
        ],
        &[
            "march", "märz", "maerz", "mars", "marzo", "março", "marco", "maart", "mrz", "mrt",
        ],
        &["april", "avril", "abril", "aprile", "avr", "abr"],
        &["may", "mai", "mayo", "maggio", "maio", "mei", "mag"],
        &["june", "juni", "juin", "junio", "giugno", "junho", "giu"],
        &[
            "july", "juli", "juillet", "julio", "luglio", "julho", "juil", "lug",
        ],
        &["august", "août", "aout", "agosto", "augustus", "aoû", "ago"],
        &[
            "september",
            "septembre",
            "septiembre",
            "settembre",
            "setembro",
            "sept",
            "set",
        ],
        &[
            "october", "oktober", "octobre", "octubre", "ottobre", "outubro", "okt", "ott", "out",
        ],
        &["november", "novembre", "noviembre", "novembro"],
        &[
            "december",
            "dezember",
            "décembre",
            "decembre",
            "diciembre",
            "dicembre",
            "dezembro",
            "déc",
            "dez",
            "dic",
        ],
    ];
    if word.chars().count() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .position(|names| {
            names.iter().any(|name| {
                *name == word
                    || (word.chars().count() == 3
                        && name.chars().count() > 4
                        && name.starts_with(word))
            })
        })
        .map(|index| index as u32 + 1)
}

/// Whether a word for half of the day is the afternoon, in Japanese, Chinese and Korean, which write
/// it before the time or behind it.
pub(super) fn half_of_day(word: &str) -> Option<bool> {
    match word {
        "午前" | "上午" | "오전" => Some(false),
        "午後" | "下午" | "오후" => Some(true),
        _ => None,
    }
}

/// Words that may stand in a date and say nothing: days of the week, “at”, “of”, “th” …
pub(super) fn is_filler(word: &str) -> bool {
    const FILLER: &[&str] = &[
        "t",
        "at",
        "on",
        "of",
        "the",
        "st",
        "nd",
        "rd",
        "th",
        "um",
        "uhr",
        "den",
        "der",
        "am",
        "le",
        "à",
        "de",
        "del",
        "el",
        "il",
        "年",
        "月",
        "日",
        "년",
        "월",
        "일",
        "alle",
        "ore",
        "h",
        "om",
        "op",
        "às",
        "do",
        "er",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
        "lunedì",
        "martedì",
        "mercoledì",
        "giovedì",
        "venerdì",
        "sabato",
        "domenica",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
    ];
    FILLER.contains(&word)
}

/// The offset from UTC in minutes that the abbreviation of a time zone stands for.
pub(super) fn zone(word: &str) -> Option<i64> {
    Some(match word {
        "z" | "utc" | "gmt" | "wet" => 0,
        "bst" | "cet" | "mez" | "west" => 60,
        "cest" | "mesz" | "eet" => 120,
        "eest" | "msk" => 180,
        "est" => -300,
        "edt" => -240,
        "cst" => -360,
        "cdt" => -300,
        "mst" => -420,
        "mdt" => -360,
        "pst" => -480,
        "pdt" => -420,
        "jst" => 540,
        _ => return None,
    })
}
