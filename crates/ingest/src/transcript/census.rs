//! Which labels of a transcript are speakers: those that recur, and those written as they are.

use std::collections::BTreeMap;

use super::labels::{Form, Label, is_usual};

/// Counts how often each label occurs, to tell names from chance.
#[derive(Debug, Default)]
pub(crate) struct LabelCensus {
    counts: BTreeMap<(Form, String), usize>,
    /// Different labels of a form.
    labels: BTreeMap<Form, usize>,
    /// Those among them that occur more than once.
    recurring: BTreeMap<Form, usize>,
    /// Different labels of a shape before a colon, and whether one of them occurs more than once.
    shapes: BTreeMap<Shape, (usize, bool)>,
    /// Whether a time beside a name says that it is a speaker's, though it occurs once.
    times_tell: bool,
}

/// What labels of one transcript have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// “P1”, “TN 2”: the letters.
    Numbered(String),
    /// “Ana Ruiz”
    FullName,
    /// “DR. BERG”
    Capitals,
}

impl Shape {
    fn of(name: &str) -> Option<Shape> {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if stem.len() < name.len() {
            return Some(Shape::Numbered(stem.trim_end().to_lowercase()));
        }
        if !name.contains(char::is_lowercase)
            && name.chars().filter(|c| c.is_uppercase()).count() > 1
        {
            return Some(Shape::Capitals);
        }
        let mut words = name.split_whitespace();
        let full = (2..=3).contains(&words.clone().count())
            && words.all(|word| word.starts_with(char::is_uppercase));
        full.then_some(Shape::FullName)
    }
}

impl LabelCensus {
    pub fn add(&mut self, label: &Label<'_>) {
        let count = self
            .counts
            .entry((label.form, label.speaker.to_lowercase()))
            .or_default();
        *count += 1;
        if let (Form::Colon, Some(shape)) = (label.form, Shape::of(&label.speaker)) {
            let (different, recurs) = self.shapes.entry(shape).or_default();
            *different += usize::from(*count == 1);
            *recurs |= *count > 1;
        }
        match *count {
            1 => *self.labels.entry(label.form).or_default() += 1,
            2 => *self.recurring.entry(label.form).or_default() += 1,
            _ => {}
        }
    }

    /// Every turn of the transcript begins with a time and a name.
    pub fn trust_times(&mut self) {
        self.times_tell = true;
    }

    /// Whether a label is a speaker's.
    pub fn accepts(&self, label: &Label<'_>) -> bool {
        let count = |form: Form| {
            self.counts
                .get(&(form, label.speaker.to_lowercase()))
                .copied()
                .unwrap_or(0)
        };
        if self.times_tell && label.seconds.is_some() && self.has_no_surer() {
            return true;
        }
        match label.form {
            Form::Timed => true,
            Form::Bold => {
                count(Form::Bold) > 1
                    || count(Form::Colon) > 0
                    || self.labels(Form::Bold) > 1
                    || is_usual(&label.speaker)
            }
            Form::Colon => {
                count(Form::Colon) + count(Form::Bold) + count(Form::Timed) > 1
                    || is_usual(&label.speaker)
                    || self.is_like_others(label)
                    || label.seconds.is_some() && self.has_no_surer() && self.names_in_full()
            }
            // “Awesome” may be a whole line as often as a name; two names that alternate are not
            // chance, and a file with other labels needs none of these.
            Form::Alone => {
                label.seconds.is_some() && count(Form::Timed) > 0
                    || count(Form::Alone) > 1
                        && self.labels(Form::Colon) == 0
                        && self.recurring(Form::Alone) > 1
            }
        }
    }

    /// Whether it is written as other labels are of which one recurs: who speaks once has none of his
    /// own that does.
    fn is_like_others(&self, label: &Label<'_>) -> bool {
        let shape = Shape::of(&label.speaker).and_then(|shape| self.shapes.get(&shape));
        shape.is_some_and(|&(different, recurs)| different > 1 && recurs)
    }

    /// Whether no label has a form that makes it more certain.
    fn has_no_surer(&self) -> bool {
        self.labels(Form::Bold) == 0 && self.labels(Form::Timed) == 0
    }

    /// Whether a label is a name in full before a colon.
    pub fn is_full_name(&self, label: &Label<'_>) -> bool {
        label.form == Form::Colon && Shape::of(&label.speaker) == Some(Shape::FullName)
    }

    /// Whether several people are named in full, each before a colon.
    pub fn names_in_full(&self) -> bool {
        let named = self.shapes.get(&Shape::FullName);
        named.is_some_and(|&(different, _)| different > 1)
    }

    /// Whether it occurs more than once in the same form.
    pub fn recurs(&self, label: &Label<'_>) -> bool {
        self.counts
            .get(&(label.form, label.speaker.to_lowercase()))
            .is_some_and(|&count| count > 1)
    }

    fn labels(&self, form: Form) -> usize {
        self.labels.get(&form).copied().unwrap_or(0)
    }

    fn recurring(&self, form: Form) -> usize {
        self.recurring.get(&form).copied().unwrap_or(0)
    }
}
