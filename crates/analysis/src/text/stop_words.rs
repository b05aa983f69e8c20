//! Words that tell nothing about what a text is about.

mod parts;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::language::LANGUAGES;
use super::tokens::usual_letter;
pub(crate) use parts::{Part, parts};

/// Whether a word (in normal form) is a function word of the language (ISO 639-3).
///
/// The lists are NLTK's (Snowball's with additions), for languages without one those of
/// Stopwords ISO, in English also the contractions
/// as people type them; in all languages greetings, thanks, interjections and dates.
/// Unknown languages have none.
pub(super) fn is_stop_word(word: &str, language: Option<&str>) -> bool {
    let Some(index) = language.and_then(index_of) else {
        return false;
    };
    languages_with(word) >> index & 1 == 1 || is_of_a_letter(word)
}

/// The languages that have `word` as a function word, as bits in the order of [`LANGUAGES`].
pub(super) fn languages_with(word: &str) -> u64 {
    static LISTS: LazyLock<HashMap<String, u64>> = LazyLock::new(|| {
        let mut lists: HashMap<String, u64> = HashMap::new();
        for (index, language) in LANGUAGES.iter().enumerate() {
            let more = match language.code {
                "eng" => MORE_ENGLISH,
                "nld" => MORE_DUTCH,
                "fra" => MORE_FRENCH,
                "ell" => MORE_GREEK,
                "tur" => MORE_TURKISH,
                "tam" => MORE_TAMIL,
                "ara" => MORE_ARABIC,
                "jpn" => MORE_JAPANESE,
                "cmn" => MORE_CHINESE,
                "tha" => MORE_THAI,
                _ => "",
            };
            let listed = stop_words::lookup(language.short).unwrap_or_default();
            for word in listed.iter().copied().chain(more.split_whitespace()) {
                let word = listed_form(word);
                for word in [word.replace('\'', ""), word] {
                    // What is left of "re" or "m" after a contraction is no word to go by.
                    if word.chars().nth(1).is_some() || word.starts_with(is_unspaced) {
                        *lists.entry(word).or_default() |= 1 << index;
                    }
                }
            }
        }
        lists
    });
    match without_accents(word) {
        Some(bare) => LISTS.get(&bare),
        None => LISTS.get(word),
    }
    .copied()
    .unwrap_or(0)
}

/// A letter of a script that puts no space between words, where a lone one may be a word.
fn is_unspaced(c: char) -> bool {
    c >= '\u{e00}'
}

/// A word of a list as [`languages_with`] looks for it.
fn listed_form(word: &str) -> String {
    // The Hungarian list was once written in an encoding without "ő" and "ű".
    let letters = word.to_lowercase().replace('õ', "ő").replace('û', "ű");
    let usual: String = letters.chars().filter_map(usual_letter).collect();
    without_accents(&usual).unwrap_or(usual)
}

/// A Greek word as the Greek list has it: without accents, and with one sigma; none for others.
fn without_accents(word: &str) -> Option<String> {
    let is_greek = |c: char| matches!(c, 'ά'..='ώ');
    word.chars().any(is_greek).then(|| {
        word.chars()
            .map(|c| match c {
                'ά' => 'α',
                'έ' => 'ε',
                'ή' => 'η',
                'ί' | 'ϊ' | 'ΐ' => 'ι',
                'ό' => 'ο',
                'ύ' | 'ϋ' | 'ΰ' => 'υ',
                'ώ' => 'ω',
                'ς' => 'σ',
                _ => c,
            })
            .collect()
    })
}

/// Greetings, thanks, interjections and dates stand in any message, whatever it is about.
pub(super) fn is_of_a_letter(word: &str) -> bool {
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

const MORE_DUTCH: &str = "
    we wij ze jij jullie hadden hebt heb heeft hebben erg waar daar waren dit onze ons zo zelf";

const MORE_FRENCH: &str = "
    ce cet cette ces cela ça ceci celui celle ceux celles où plus très tout tous toute toutes comme
    si dont lorsque quand leurs leur sans sous chez vers donc car ni";

const MORE_GREEK: &str = "
    του της των τον την τους τις το τα ένα μια μία στο στη στην στον στα στις στους μου σου μας σας
    πολύ όχι είναι ήταν ήμουν έχω έχει έχουν έχετε είχα είχε από που πού όπως όταν γιατί αυτό αυτή
    κάτι κάθε μόνο ακόμα πάντα τόσο πριν χωρίς όλα όλοι και με σε για να θα δεν ούτε αλλά πρέπει";

const MORE_TURKISH: &str = "
    bir değil var yok olan olarak oldu olduğu kadar sonra önce bana beni benim bizim bize sizin onu
    ona onun bunu buna bunun ben sen onlar her ancak fakat bile şimdi hâlâ böyle öyle çünkü";

const MORE_TAMIL: &str = "
    என் நான் எனக்கு உங்கள் எங்கள் எங்கே எங்கு ஏன் எப்படி இல்லை அல்ல மற்றும் ஆனால் உள்ளது மிகவும் ஒரு";

const MORE_ARABIC: &str =
    "وليس وليست ولا وهو وهي ومن وفي وما وأن وإن وكان وكانت فقط جدا عندي لدي لنا لي";

const MORE_JAPANESE: &str = "
    は が を に の と で も へ や か な だ ね よ 私 僕 何 です ます ません ない なく なぜ どこ これ それ あれ この その あの
    あり あります ありません いる ある する した して そして ので のです から まで でも では そう もう とても き ま せん し
    い う た て れ られ いつ 誰 どう どうして ください";

const MORE_CHINESE: &str = "
    的 了 是 我 你 您 他 她 它 们 不 在 有 和 就 都 也 很 这 那 吗 呢 吧 啊 么 没 被 把 让 给 跟 与 及 或 还 再 又 哪 里 哪里
    为什么 没有 我们 你们 他们 什么 怎么 这样 这个 那个 不是 可以 不能 已经 因为 所以 但是 一个 还有";

const MORE_THAI: &str = "
    ไม่ ใช่ ของ ฉัน ผม คุณ ทำไม มี แต่ และ อยู่ ที่ ไหน ที่ไหน นี้ นั้น ได้ ให้ กับ แล้ว ก็ จะ เป็น ใน ว่า มาก ครับ ค่ะ คะ";

const LETTER_WORDS: &str = "
    please pls plz thanks thank thankyou thx hi hello hey dear regards sincerely cheers greetings
    kindly sir madam team bitte danke hallo hello gruß grüße grüßen freundlichen vielen geehrte
    gracias hola favor saludos buenos buenas merci bonjour bonsoir cordialement svp
    grazie ciao buongiorno prego obrigado obrigada olá ola cumprimentos dank bedankt groeten
    alstublieft hej tack mvh tak kind
    yes yeah yep yup yea ya nope ok okay oh ooh ah aha uh uhh um umm uhm erm hm hmm mhm huh wow whoa
    haha hahaha hehe lol hiya howdy bye goodbye
    ja jep jo nein naja tja äh ähm öh ach sí eh pues oui ouais euh bah hein nee hoor ehm né
    am pm monday tuesday wednesday thursday friday saturday sunday january february april june july
    august september october november december montag dienstag mittwoch donnerstag freitag samstag
    sonntag januar februar juni juli oktober dezember lunes martes miércoles jueves viernes sábado
    domingo enero febrero abril junio julio septiembre octubre noviembre diciembre lundi mardi
    mercredi jeudi vendredi samedi dimanche janvier février avril juin juillet août septembre octobre
    novembre décembre";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_stop_words_and_can_be_detected() {
        for language in LANGUAGES {
            let listed = stop_words::lookup(language.short).unwrap_or_default();
            assert!(listed.len() > 30, "{}: {}", language.code, listed.len());
            let known = whatlang::Lang::from_code(language.code).is_some();
            assert!(known || language.code == "ind", "{}", language.code);
        }
    }

    #[test]
    fn words_are_known_however_they_are_written() {
        for (word, code) in [
            ("της", "ell"),
            ("είναι", "ell"),
            ("şi", "ron"),
            ("előtt", "hun"),
            ("nicht", "deu"),
            ("的", "cmn"),
            ("は", "jpn"),
            ("ของ", "tha"),
            ("jest", "pol"),
        ] {
            assert!(is_stop_word(word, Some(code)), "{word}");
            assert!(!is_stop_word(word, None));
        }
    }
}
