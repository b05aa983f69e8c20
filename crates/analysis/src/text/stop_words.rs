//! Words that tell nothing about what a text is about.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::language::LANGUAGES;

/// Whether a word (in normal form) is a function word of the language (ISO 639-3).
///
/// The lists are NLTK's (Snowball's with additions), in English also the contractions
/// as people type them, and words of courtesy. Unknown languages have none.
pub(crate) fn is_stop_word(word: &str, language: Option<&str>) -> bool {
    let Some(index) = language.and_then(index_of) else {
        return false;
    };
    languages_with(word) >> index & 1 == 1 || is_courtesy(word)
}

/// Whether a word says too little to be a theme's name by itself, or its first or last word.
pub(crate) fn is_filler(word: &str) -> bool {
    static FILLERS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| FILLER_WORDS.split_whitespace().collect());
    FILLERS.contains(word)
}

/// The languages that have `word` as a function word, as bits in the order of [`LANGUAGES`].
pub(super) fn languages_with(word: &str) -> u32 {
    static LISTS: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
        let mut lists: HashMap<String, u32> = HashMap::new();
        for (index, language) in LANGUAGES.iter().enumerate() {
            let more = if language.code == "eng" {
                MORE_ENGLISH
            } else {
                ""
            };
            let listed = stop_words::lookup(language.short).unwrap_or_default();
            for word in listed.iter().copied().chain(more.split_whitespace()) {
                for word in [word.to_lowercase(), word.to_lowercase().replace('\'', "")] {
                    // What is left of "re" or "m" after a contraction is no word to go by.
                    if word.chars().nth(1).is_some() {
                        *lists.entry(word).or_default() |= 1 << index;
                    }
                }
            }
        }
        lists
    });
    LISTS.get(word).copied().unwrap_or(0)
}

fn is_courtesy(word: &str) -> bool {
    static COURTESIES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| COURTESY_WORDS.split_whitespace().collect());
    COURTESIES.contains(word)
}

fn index_of(code: &str) -> Option<usize> {
    LANGUAGES.iter().position(|language| language.code == code)
}

const MORE_ENGLISH: &str = "
    could would might must may shall ought cannot can't couldn't wouldn't i'm i've i'd i'll he's she's
    that's there's what's where's who's how's here's let's whats thats theres hows wheres im ive
    dont doesnt didnt cant couldnt wont wouldnt isnt arent wasnt werent havent hasnt hadnt shouldnt
    ain't aint us also however therefore since without within upon among although though
    yet ever else another every everything something anything someone anyone everyone
    much many lot lots bit quite rather just really actually basically simply even still
    already always often sometimes maybe perhaps though etc eg ie via per";

const COURTESY_WORDS: &str = "
    please pls plz thanks thank thankyou thx hi hello hey dear regards sincerely cheers greetings
    kindly sir madam team bitte danke hallo hello gruß grüße grüßen freundlichen vielen geehrte
    gracias hola favor saludos buenos buenas merci bonjour bonsoir cordialement svp
    grazie ciao buongiorno prego obrigado obrigada olá ola cumprimentos dank bedankt groeten
    alstublieft hej tack mvh tak";

const FILLER_WORDS: &str = "
    want wants wanted wanting need needs needed needing know knows knew known knowing tell told
    telling say says said saying get gets got getting gotten give gives gave given giving make makes
    made making take takes took taken taking go goes going gone went come comes came coming see sees
    saw seen seeing look looks looked looking find found think thinks thought use uses used using
    try tries tried trying like likes liked would could help helps helped helping let lets
    ask asks asked asking able possible sure good great nice bad best better new old big small
    way ways thing things something anything everything stuff lot lots kind sort bit day days
    time times week weeks month months year years today yesterday tomorrow people person
    one two three four five six seven eight nine ten first second last next many much few
    several different same really very quite well right wrong okay ok yes no not never always
    also still just even ever else back far long put keep keeps kept set sets seem seems seemed
    happen happens happened happening work works worked working does do did done doing have has had
    can will should must may might shall be is are was were been being question questions
    issue issues problem problems regarding related concerning hi hello please thanks thank dear
    don't doesn't didn't can't won't isn't wasn't haven't i'm i've it's that's there's
    sein haben werden können müssen sollen wollen machen geben gehen kommen sehen finden sagen
    gut gute guter gutes guten sehr mehr immer wirklich etwas alles viel viele neue neuen ganz
    einfach schon leider auch mal kann gibt wurde wurden hatte
    ser estar tener hacer poder decir ir ver dar saber querer llegar pasar muy más bien bueno buena
    buenos buenas mejor gran puede puedo tiene hay hace hacer todo todos cada vez
    être avoir faire pouvoir dire aller voir savoir vouloir venir très plus bien bon bonne bons
    bonnes fait peut tout tous toute toutes aussi donc car comme
    zijn hebben worden kunnen zullen moeten willen maken gaan komen zien zeer meer goed goede heel
    veel alles nieuwe echt wel
    essere avere fare potere dire andare vedere dare sapere molto più bene buono buona tutto tutti
    ter fazer poder dizer ir ver dar saber muito mais bem bom boa tudo todos";
