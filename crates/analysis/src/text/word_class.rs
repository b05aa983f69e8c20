//! What kind of word an English word is, as far as a list and its ending tell.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a word (in normal form) is a verb in its basic form, and hardly ever a noun: "arrive", but
/// not "order".
pub(crate) fn is_basic_verb(word: &str) -> bool {
    static VERBS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| BASIC_VERBS.split_whitespace().collect());
    VERBS.contains(word)
}

/// A verb in its basic form as one does it: "arrive", "arrives".
pub(crate) fn third_person(verb: &str) -> String {
    let before_y = verb.strip_suffix('y');
    match before_y {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh", "o"]
            .iter()
            .any(|end| verb.ends_with(end)) =>
        {
            format!("{verb}es")
        }
        _ => format!("{verb}s"),
    }
}

/// Whether a word (in normal form) says what something is like or what became of it, rather than
/// what it is: "comfortable", "delayed", "reliable".
pub(crate) fn is_adjective(word: &str) -> bool {
    static ADJECTIVES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| LISTED_ADJECTIVES.split_whitespace().collect());
    const ENDINGS: &[&str] = &["able", "ible", "ful", "less", "ous", "ive", "ed"];
    const NOUNS: &[&str] = &[
        "adhesive",
        "alternative",
        "archive",
        "bed",
        "cable",
        "collective",
        "detective",
        "directive",
        "drive",
        "executive",
        "feed",
        "feedback",
        "five",
        "handful",
        "incentive",
        "initiative",
        "live",
        "motive",
        "native",
        "need",
        "objective",
        "perspective",
        "representative",
        "seed",
        "speed",
        "table",
        "variable",
        "vegetable",
    ];
    ADJECTIVES.contains(word)
        || (word.chars().nth(4).is_some()
            && !NOUNS.contains(&word)
            && !is_basic_verb(word)
            && ENDINGS.iter().any(|end| word.ends_with(end)))
}

const BASIC_VERBS: &str = "
    accept accomplish achieve acquire activate add adjust admit advise afford agree allow announce
    annoy apologise apologize appear apply appreciate approve argue arrange arrive assist assume
    authenticate authorise authorize avoid awake beat become begin behave believe belong borrow bother
    breathe bring browse buy calculate cancel carry categorise categorize cease choose clarify clean
    collapse collect combine communicate compare compete complain comply configure confirm confuse
    connect consider consist construct consume contain continue contribute convert convince correct
    create deal decide define delete deliver deny depart depend describe deserve determine develop die
    disable disappear disappoint discover dislike disturb earn eat eliminate email enable encounter encourage enjoy
    ensure enter escalate establish exceed exclude exist expand explain explore extend fail fetch find
    fix follow forbid forget forgive fulfil fulfill gain generate get give go grant grow happen hate
    hear hire identify ignore improve include inform insert insist inspect install integrate intend
    interact introduce invest investigate invite join keep know learn leave lend let listen live locate
    lose love maintain manage mention merge migrate miss modify negotiate notify obey obtain occur
    operate organise organize overcome owe participate pay perform persuade pick prefer prepare prevent
    proceed produce protect prove provide punish qualify quit raise reach react read realise realize
    receive recognise recognize recommend recover redeem reduce refer refuse regret reject rely remain
    remember remind remove renew repair replace require resolve respond restore resume retain retrieve
    return reveal save see seek seem select sell send separate serve settle shine sign sit sleep solve
    speak specify spend stay steal stop submit subscribe succeed suffer suggest suppose survive suspend
    take talk teach tell tend terminate thank think throw tolerate translate try understand
    unsubscribe upload use validate verify wait wake want warn waste wear wish withdraw wonder worry
    write";

const LISTED_ADJECTIVES: &str = "
    active additional annoyed aware bad bland bored broken bright busy calm cheap clean clear clever closed cold
    compelling complete confused convenient cool cute dead decent deep delicious difficult dirty
    disappointed disgusted dreadful dull elegant empty enjoyable entertaining fair familiar fancy fantastic fast fine
    flimsy free fresh friendly frustrated full genuine glad good gorgeous great gross hard harsh healthy
    heavy high honest hot huge human impossible impressed impressive incredible intuitive known
    large late lazy light local lovely loud low loyal lucky mad mediocre modern moving narrow nasty neat
    new nice normal obvious odd original outdated outstanding overpriced own patient pleasant pleased plain polite
    poor powerful predictable professional proper proud provoking quick quiet rare ready recent reclined
    refunded reliable rich ridiculous rough rude sad safe satisfied scary secure sharp sick silent
    silly simple sleek slow small smart smooth soft sour stable steep strange strong stupid superb sweet
    tall tasty thick thin tight tiny tired tough ugly unable unacceptable unclear unfair unhappy
    unhelpful unprofessional unreasonable upset useful useless usual vague valid warm weak wide worn worth
    worthless worthwhile wrong young";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_does() {
        for (verb, expected) in [
            ("arrive", "arrives"),
            ("apply", "applies"),
            ("pay", "pays"),
            ("go", "goes"),
            ("catch", "catches"),
        ] {
            assert_eq!(third_person(verb), expected);
        }
    }

    #[test]
    fn kinds_of_words() {
        for word in ["arrive", "verify", "beat"] {
            assert!(is_basic_verb(word) && !is_adjective(word), "{word}");
        }
        for word in ["comfortable", "delayed", "gross", "useless", "disappointed"] {
            assert!(is_adjective(word) && !is_basic_verb(word), "{word}");
        }
        for word in ["order", "cable", "refund", "invoice", "pricing", "settings"] {
            assert!(!is_adjective(word) && !is_basic_verb(word), "{word}");
        }
    }
}
