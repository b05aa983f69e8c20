//! Headings as words that can be compared.

/// A heading in the forms in which it is looked up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heading {
    /// Lower case, words joined by `_`: “SignedUpAt” and “signed-up at” are `signed_up_at`. First
    /// the heading itself, then its last part if it is dotted, then a short question.
    pub keys: Vec<String>,
    /// The words of the first key.
    pub words: Vec<String>,
    /// The question in full.
    pub question: Option<String>,
    /// Whether the survey tool marks it as a text entry.
    pub text_entry: bool,
    /// How many parts stand before the last one of a dotted heading.
    pub depth: usize,
}

impl Heading {
    pub fn new(name: &str, question: Option<&str>, text_entry: bool) -> Heading {
        let words = words(name);
        let mut keys = vec![words.join("_")];
        if let Some((before, last)) = name.rsplit_once('.') {
            if let Some((_, parent)) = before.rsplit_once('.') {
                keys.push(key(&format!("{parent} {last}")));
            }
            keys.push(key(last));
        }
        // “Created (UTC)” is what others call “Created”.
        if let [before @ .., "utc" | "gmt"] = words
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            keys.push(before.join("_"));
        }
        if let Some(question) = question.filter(|question| question.split_whitespace().count() <= 4)
        {
            keys.push(key(question));
        }
        keys.retain(|key| !key.is_empty());
        let question = question
            .map(str::to_owned)
            .or_else(|| is_question(name).then(|| name.to_owned()));
        Heading {
            keys,
            words,
            question,
            text_entry,
            depth: name.matches('.').count(),
        }
    }

    /// The place of the heading in a list of synonyms; smaller is better.
    pub fn rank(&self, synonyms: &[&str]) -> Option<usize> {
        self.keys
            .iter()
            .find_map(|key| synonyms.iter().position(|synonym| synonym == key))
    }

    /// Whether one of the words is in the heading.
    pub fn has_word(&self, candidates: &[&str]) -> bool {
        self.words
            .iter()
            .any(|word| candidates.contains(&word.as_str()))
    }

    /// Whether it begins with one of the words.
    pub fn begins_with(&self, candidates: &[&str]) -> bool {
        self.words
            .first()
            .is_some_and(|word| candidates.contains(&word.as_str()))
    }

    /// Whether people type here what no choice of a question says: “Other (please specify)”.
    pub fn asks_to_specify(&self) -> bool {
        const OTHER: &[&str] = &[
            "other",
            "specify",
            "sonstiges",
            "andere",
            "anderes",
            "angeben",
            "autre",
            "préciser",
            "precisez",
            "précisez",
            "otro",
            "otra",
            "otros",
            "especifique",
            "especificar",
            "altro",
            "specificare",
            "outro",
            "outra",
            "anders",
            "specificeren",
            "annat",
            "inne",
        ];
        // Qualtrics puts “Text” behind it.
        let words = self.words.iter().rev();
        let mut words = words.skip_while(|word| word.as_str() == "text");
        words
            .next()
            .is_some_and(|word| OTHER.contains(&word.as_str()))
    }

    /// Whether it ends in one of the words.
    pub fn ends_in(&self, candidates: &[&str]) -> bool {
        self.words
            .last()
            .is_some_and(|word| candidates.contains(&word.as_str()))
    }
}

/// A heading as one lower-case key.
pub(crate) fn key(name: &str) -> String {
    words(name).join("_")
}

/// Splits at signs and at the humps of camel case, in lower case; “#” is “number”.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let signs: Vec<char> = name.chars().collect();
    for (at, &c) in signs.iter().enumerate() {
        if c == '#' {
            words.extend([std::mem::take(&mut word), "number".to_owned()]);
            continue;
        }
        if !c.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
            continue;
        }
        let hump = c.is_uppercase()
            && at > 0
            && (signs[at - 1].is_lowercase()
                || (signs[at - 1].is_uppercase()
                    && signs.get(at + 1).is_some_and(|next| next.is_lowercase())));
        if hump {
            words.push(std::mem::take(&mut word));
        }
        word.extend(c.to_lowercase());
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a heading is a question or request, so that what stands beneath are answers.
pub(crate) fn is_question(heading: &str) -> bool {
    const OPENERS: &[&str] = &[
        "what",
        "why",
        "how",
        "which",
        "who",
        "where",
        "when",
        "do",
        "does",
        "did",
        "is",
        "are",
        "would",
        "could",
        "please",
        "describe",
        "tell",
        "explain",
        "share",
        "anything",
        "any",
        "if",
        "in",
        "was",
        "warum",
        "wie",
        "welche",
        "welcher",
        "welches",
        "bitte",
        "wieso",
        "haben",
        "gibt",
        "que",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "pourquoi",
        "comment",
        "qu",
        "avez",
        "qué",
        "cuál",
        "por",
        "cómo",
        "describa",
        "che",
        "cosa",
        "perché",
        "come",
        "quale",
        "wat",
        "waarom",
        "hoe",
        "welke",
        "o",
        "qual",
        "como",
        "describe",
        "beschreiben",
    ];
    let heading = heading.trim();
    let count = heading.split_whitespace().count();
    // Scripts that write without spaces, and whose questions often end in a word instead of a mark.
    let unspaced = heading
        .chars()
        .any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
    if unspaced && heading.ends_with(['?', '？', 'か', '吗', '么', '呢']) {
        return true;
    }
    let asks = ["ください", "下さい", "주세요", "주십시오", "니까", "나요"];
    if asks
        .iter()
        .any(|end| heading.trim_end_matches(['.', '。']).ends_with(end))
    {
        return true;
    }
    if heading.ends_with(['?', '？', '؟']) && count >= 2 {
        return true;
    }
    let first = heading
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("")
        .to_lowercase();
    count >= 4 && (OPENERS.contains(&first.as_str()) || heading.contains('?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_become_keys() {
        for (name, expected) in [
            ("Signed-up at", "signed_up_at"),
            ("SignedUpAt", "signed_up_at"),
            ("ResponseID", "response_id"),
            ("IPAddress", "ip_address"),
            ("Ticket #", "ticket_number"),
            ("#", "number"),
            ("E-Mail", "e_mail"),
            ("Submit Date (UTC)", "submit_date_utc"),
            ("Ticket ID", "ticket_id"),
            ("CustomerID", "customer_id"),
            ("  Größe ", "größe"),
            ("\"ACTIVE\"", "active"),
        ] {
            assert_eq!(key(name), expected, "{name}");
        }
        assert_eq!(
            Heading::new("issue.user.login", None, false).keys,
            ["issue_user_login", "user_login", "login"]
        );
        assert_eq!(
            Heading::new("V8", Some("StartDate"), false).keys,
            ["v8", "start_date"]
        );
    }

    #[test]
    fn questions_are_told_from_names() {
        for question in [
            "Any ideas?",
            "What do you like most about it",
            "Was gefällt Ihnen nicht?",
            "Please describe the problem",
            "良かった点は何ですか",
            "您最喜欢什么？",
            "ご意見をお聞かせください",
            "불편한 점을 적어 주세요.",
        ] {
            assert!(is_question(question), "{question}");
        }
        for name in [
            "comment",
            "Is active",
            "created_at",
            "Main language at work",
            "?",
            "How likely",
        ] {
            assert!(!is_question(name), "{name}");
        }
    }
}
