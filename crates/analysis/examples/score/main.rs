//! Scores found themes against a person's labels: `score FILE.csv TEXT_COLUMN [LABEL_COLUMN]`.
//!
//! With `SHOW` set, prints the themes as well; `SEED` is another seed than the usual one. A label column of `-` is none; without labels
//! the texts are cut into passages, as the application does.

mod names;

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Instant;

use assay_analysis::{
    Aside, Cancelled, FoundTag, Passages, Step, ThemeSettings, Watch, adjusted_mutual_information,
    adjusted_rand_index, find_themes, split_passages, v_measure,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, text, rest @ ..] = args.as_slice() else {
        return Err("score FILE.csv TEXT_COLUMN [LABEL_COLUMN] [GRANULARITY] [THEMES]".into());
    };
    let mut reader = csv::Reader::from_path(file)?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|header| header == name)
            .ok_or_else(|| format!("no column {name}"))
    };
    let text = column(text)?;
    let label = rest
        .first()
        .filter(|name| *name != "-")
        .map(|name| column(name))
        .transpose()?;
    let mut texts = Vec::new();
    let mut items = Vec::new();
    let mut labels = Vec::new();
    let mut numbers = HashMap::new();
    let mut named = Vec::new();
    for (item, record) in (0..).zip(reader.records()) {
        let record = record?;
        let name = label.map_or("", |label| &record[label]).to_owned();
        let next = numbers.len();
        let number = *numbers.entry(name.clone()).or_insert(next);
        if number == named.len() {
            named.push(name);
        }
        if label.is_some() {
            labels.push(number);
            texts.push(record[text].to_owned());
            items.push(item);
            continue;
        }
        for passage in split_passages(&record[text]) {
            labels.push(number);
            texts.push(record[text][passage].to_owned());
            items.push(item);
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let settings = ThemeSettings {
        granularity: rest.get(1).map_or(Ok(1.0), |value| value.parse())?,
        themes: rest.get(2).map(|value| value.parse()).transpose()?,
        seed: std::env::var("SEED")
            .map_or(Ok(ThemeSettings::default().seed), |seed| seed.parse())?,
    };
    let start = Instant::now();
    let found = find_themes(
        Passages {
            texts: &texts,
            items: &items,
            vectors: None,
        },
        &settings,
        &Clock {
            start,
            last: Mutex::new(None),
        },
    )?;
    let seconds = start.elapsed().as_secs_f64();
    let themes: Vec<usize> = found
        .main_themes(texts.len())
        .into_iter()
        .map(|theme| theme.unwrap_or(found.themes.len()))
        .collect();
    println!(
        "{file}: n {} labels {} themes {} AMI {:.3} ARI {:.3} V {:.3} seconds {seconds:.2}",
        texts.len(),
        numbers.len(),
        found.themes.len(),
        adjusted_mutual_information(&labels, &themes),
        adjusted_rand_index(&labels, &themes),
        v_measure(&labels, &themes),
    );
    let tags = |keep: fn(&&FoundTag) -> bool| found.tags.iter().filter(keep).count();
    println!(
        "tags {}, main {}, weak {}",
        found.tags.len(),
        tags(|tag| tag.main),
        tags(|tag| tag.weak)
    );
    if label.is_some() {
        println!("{}", wrong(&found.tags, &labels, &themes));
    }
    let levels: Vec<String> = (found.levels.iter())
        .map(|level| format!("{}: {}", level.granularity, level.groups()))
        .collect();
    println!("levels {}", levels.join(", "));
    for why in Aside::ALL {
        let aside = found.aside.iter().filter(|aside| **aside == Some(why));
        println!("{}: {}", why.name(), aside.count());
    }
    if std::env::var_os("ASIDE").is_some() {
        for (passage, why) in found.aside.iter().enumerate() {
            if let Some(why) = why {
                println!(
                    "{}: “{}” ← “{}”",
                    why.name(),
                    texts[passage],
                    texts[found.same_as[passage]]
                );
            }
        }
    }
    let named = label.is_some().then_some(named.as_slice());
    let judged = names::judged(&texts, &labels, &themes, &found.themes, named);
    println!("{}", names::summary(&found.themes, &judged));
    if std::env::var_os("SHOW").is_some() {
        for (theme, judged) in found.themes.iter().zip(&judged) {
            println!(
                "{:6}  {}  {{{judged}}}  [{}]",
                theme.passages,
                theme.label,
                theme.keywords.join(", ")
            );
            for &quote in theme.quotes.iter().take(2) {
                println!("            “{}”", texts[quote]);
            }
        }
    }
    Ok(())
}

/// How often weak and other main tags look wrong: of another label than most of their theme.
fn wrong(tags: &[FoundTag], labels: &[usize], themes: &[usize]) -> String {
    let mut counts: HashMap<(usize, usize), usize> = HashMap::new();
    for (&label, &theme) in labels.iter().zip(themes) {
        *counts.entry((theme, label)).or_default() += 1;
    }
    let mut most: HashMap<usize, (usize, usize)> = HashMap::new();
    for (&(theme, label), &count) in &counts {
        let best = most.entry(theme).or_insert((count, label));
        *best = (*best).max((count, label));
    }
    let share = |weak: bool| {
        let of = tags.iter().filter(|tag| tag.main && tag.weak == weak);
        let of: Vec<&FoundTag> = of.collect();
        let wrong =
            |tag: &&&FoundTag| most.get(&tag.theme).map(|one| one.1) != Some(labels[tag.passage]);
        (
            of.len(),
            of.iter().filter(wrong).count() as f64 / of.len().max(1) as f64,
        )
    };
    let ((weak, weak_wrong), (strong, strong_wrong)) = (share(true), share(false));
    format!(
        "weak {:.3} of main tags, of another label than most of their theme {weak_wrong:.2}, others {strong_wrong:.2}",
        weak as f64 / (weak + strong).max(1) as f64
    )
}

/// Prints when each step began.
struct Clock {
    start: Instant,
    last: Mutex<Option<Step>>,
}

impl Watch for Clock {
    fn at(&self, step: Step, _done: u64, _total: u64) -> Result<(), Cancelled> {
        if let Ok(mut last) = self.last.lock()
            && *last != Some(step)
        {
            *last = Some(step);
            eprintln!(
                "{:7.2} s  {}",
                self.start.elapsed().as_secs_f64(),
                step.sentence()
            );
        }
        Ok(())
    }
}
