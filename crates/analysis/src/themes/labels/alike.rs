//! Whether two names are the same to a reader.

/// Words that begin alike in this share of the shorter one mean the same.
const SAME_BEGINNING: f32 = 0.7;

/// Whether two names have the same words, in whatever order and form.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split([' ', '-', '&']).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let held = |one: &[String], other: &[String]| {
        one.iter()
            .all(|word| other.iter().any(|other| is_form_of(word, other)))
    };
    held(&a, &b) && held(&b, &a)
}

/// Whether two words are forms of one, "Kurs" and "Kurses", whatever their stems.
fn is_form_of(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let (shorter, longer) = {
        let (a, b) = (a.chars().count(), b.chars().count());
        (a.min(b), a.max(b))
    };
    a == b
        || (common == shorter && (a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)))
        || (common >= 4 && common as f32 >= SAME_BEGINNING * shorter as f32 && longer - common <= 6)
}
