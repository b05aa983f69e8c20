//! Words that tell nothing about what a text is about.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::language::LANGUAGES;

/// Whether a word (in normal form) is a function word of the language (ISO 639-3).
///
/// The lists are NLTK's (Snowball's with additions), in English also the contractions
/// as people type them; in all languages greetings, thanks and dates. Unknown languages have none.
pub(super) fn is_stop_word(word: &str, language: Option<&str>) -> bool {
    let Some(index) = language.and_then(index_of) else {
        return false;
    };
    languages_with(word) >> index & 1 == 1 || is_of_a_letter(word)
}

/// How little a word says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filler {
    /// It neither begins nor ends a name.
    Empty,
    /// It is no name by itself, but may be part of one: "not working", "delivery time".
    Vague,
}

/// Whether a word (in normal form) tells little about what a text is about.
pub(crate) fn filler(word: &str) -> Option<Filler> {
    static FILLERS: LazyLock<HashMap<&str, Filler>> = LazyLock::new(|| {
        let empty = EMPTY_WORDS
            .split_whitespace()
            .map(|word| (word, Filler::Empty));
        let vague = VAGUE_WORDS
            .split_whitespace()
            .map(|word| (word, Filler::Vague));
        vague.chain(empty).collect()
    });
    FILLERS.get(word).copied()
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

/// Greetings, thanks and dates stand in any message, whatever it is about.
fn is_of_a_letter(word: &str) -> bool {
    static LETTERS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| LETTER_WORDS.split_whitespace().collect());
    LETTERS.contains(word)
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

const LETTER_WORDS: &str = "
    please pls plz thanks thank thankyou thx hi hello hey dear regards sincerely cheers greetings
    kindly sir madam team bitte danke hallo hello gruß grüße grüßen freundlichen vielen geehrte
    gracias hola favor saludos buenos buenas merci bonjour bonsoir cordialement svp
    grazie ciao buongiorno prego obrigado obrigada olá ola cumprimentos dank bedankt groeten
    alstublieft hej tack mvh tak kind
    am pm monday tuesday wednesday thursday friday saturday sunday january february april june july
    august september october november december montag dienstag mittwoch donnerstag freitag samstag
    sonntag januar februar juni juli oktober dezember lunes martes miércoles jueves viernes sábado
    domingo enero febrero abril junio julio septiembre octubre noviembre diciembre lundi mardi
    mercredi jeudi vendredi samedi dimanche janvier février avril juin juillet août septembre octobre
    novembre décembre";

const EMPTY_WORDS: &str = "
    want wants wanted wanting need needs needed needing know knows knew known knowing tell told
    telling say says said saying get gets got getting gotten give gives gave given giving make makes
    made making take takes took taken taking go goes going gone went come comes came coming see sees
    saw seen seeing look looks looked looking think thinks thought use uses used using
    try tries tried trying like likes liked let lets ask asks asked asking able possible sure
    way ways thing things stuff kind sort one two three four five six seven eight nine ten
    much many few several same really very quite well okay ok yes put seem seems seemed
    sent send happen happens happened happening regarding related concerning being want feel feels felt
    sein haben werden können müssen sollen wollen machen geben gehen kommen sehen finden sagen
    sehr mehr immer wirklich etwas alles viel viele ganz einfach schon leider mal gibt wurde wurden
    hatte waren möchte möchten konnte hätte hätten wäre wären gerne sowie genau ziemlich bereits
    außerdem allerdings jedoch obwohl insgesamt bekommen bekam tun lassen lässt scheint
    ser estar tener hacer poder decir ir ver dar saber querer llegar pasar muy más bien
    puede puedo tiene hay hace todo todos toda todas cada vez sido solo así
    parece realmente aquí allí ahora después además aunque mientras aún según muchas muchos mucho
    haber había podría sería debería tan siempre nunca general
    être avoir faire pouvoir dire aller voir savoir vouloir venir très plus bien fait peut tout tous
    toute toutes aussi donc car comme vraiment alors après avant encore toujours jamais beaucoup
    peu trop était être sera quand très
    zijn hebben worden kunnen zullen moeten willen maken gaan komen zien zeer meer heel veel alles
    echt wel
    essere avere fare potere andare vedere dare sapere molto più bene tutto tutti
    ter fazer dizer muito mais bem tudo todos";

const VAGUE_WORDS: &str = "
    work works worked working problem problems issue issues question questions find found help helps
    helped helping time times day days week weeks month months year years today yesterday tomorrow
    people person new old big small good great nice bad best better right wrong first second last
    next back far long set keep keeps kept change changed changing start started add added show
    shows showing run runs running call called different correct exactly
    gut gute guter gutes guten neue neuen neuer schlecht gran bueno buena buenos buenas mejor nuevo
    nueva bon bonne bons bonnes nouveau nouvelle goed goede nieuwe buono buona nuovo nuova bom boa
    novo nova";
