//! English words whose forms no rule gives.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The basic form of an irregular English form ("paid" → "pay"), or the word itself.
///
/// Forms that are as often another word ("left", "saw", "found", "ground") stay.
pub(super) fn basic_form(word: &str) -> &str {
    static FORMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let mut forms = HashMap::new();
        for line in TABLE.lines() {
            let mut words = line.split_whitespace();
            if let Some(basic) = words.next() {
                forms.extend(words.map(|form| (form, basic)));
            }
        }
        forms
    });
    FORMS.get(word).copied().unwrap_or(word)
}

/// A line a word: the basic form, then its others.
const TABLE: &str = "
    awake awoke awoken
    beat beaten
    become became
    begin began begun
    bite bit bitten
    blow blew blown
    break broke broken
    bring brought
    build built
    burn burnt
    buy bought
    catch caught
    choose chose chosen
    come came
    creep crept
    deal dealt
    dig dug
    draw drew drawn
    dream dreamt
    drink drank drunk
    drive drove driven
    eat ate eaten
    fall fell fallen
    feed fed
    feel felt
    fight fought
    flee fled
    fly flew flown
    forbid forbade forbidden
    forget forgot forgotten
    forgive forgave forgiven
    freeze froze frozen
    get got gotten
    give gave given
    go went gone
    grow grew grown
    hang hung
    hear heard
    hide hid hidden
    hold held
    keep kept
    know knew known
    lead led
    learn learnt
    lend lent
    lose lost
    make made
    mean meant
    meet met
    mislead misled
    mistake mistook mistaken
    override overrode overridden
    overtake overtook overtaken
    pay paid payed
    prove proven
    rebuild rebuilt
    repay repaid
    resend resent
    ride rode ridden
    ring rang rung
    rise risen
    run ran
    see seen
    seek sought
    sell sold
    send sent
    shake shook shaken
    shoot shot
    show shown
    shrink shrank shrunk
    sing sang sung
    sink sank sunk
    sit sat
    sleep slept
    slide slid
    speak spoke spoken
    spend spent
    spoil spoilt
    stand stood
    steal stole stolen
    stick stuck
    strike struck
    swear swore sworn
    sweep swept
    swim swam swum
    take took taken
    teach taught
    tear tore torn
    tell told
    think thought
    throw threw thrown
    understand understood
    undo undid undone
    wake woke woken
    wear wore worn
    win won
    withdraw withdrew withdrawn
    withhold withheld
    write wrote written
    rewrite rewrote rewritten
    child children
    foot feet
    man men
    mouse mice
    person people
    tooth teeth
    woman women";

#[cfg(test)]
mod tests {
    use super::basic_form;

    #[test]
    fn irregular_forms_have_one_basic_form() {
        for (form, basic) in [
            ("lost", "lose"),
            ("paid", "pay"),
            ("withdrawn", "withdraw"),
            ("children", "child"),
            ("left", "left"),
            ("invoice", "invoice"),
        ] {
            assert_eq!(basic_form(form), basic);
        }
    }
}
