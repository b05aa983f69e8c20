use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_analysis::{Agreement, Coded, coding_agreement};
use assay_store::{DecisionRow, Store, ThemeRow};

use super::{AgreementReport, AgreementValue, ThemeAgreementRow};
use crate::{Project, Result};

/// The bootstrap's seed: the intervals of a project do not change from one look to the next.
const SEED: u64 = 42;

/// How far the machine's own tags agree with a person's, on the passages that a person coded.
///
/// A passage is coded when a person said of at least one of the machine's themes that the passage
/// has it or has it not; what the person left standing there counts as agreed to. Themes that a
/// person made count as the theme they were split from, or not at all; locked ones, which take
/// their passages over wholesale, do not count either.
pub fn agreement(project: &Project) -> Result<AgreementReport> {
    let coding = project.read(Coding::read)?;
    let found = coding_agreement(&coding.passages, SEED);
    let themes = found
        .themes
        .into_iter()
        .map(|theme| {
            let (id, label) = &coding.themes[theme.theme];
            ThemeAgreementRow {
                id: *id,
                label: label.clone(),
                both: theme.both,
                person_only: theme.person_only,
                machine_only: theme.machine_only,
                kappa: theme.kappa.map(value),
                alpha: theme.alpha.map(value),
            }
        })
        .collect();
    let items: BTreeSet<usize> = coding.passages.iter().map(|passage| passage.item).collect();
    Ok(AgreementReport {
        passages: coding.passages.len() as u64,
        items: items.len() as u64,
        decisions: coding.decisions,
        overruled: coding.overruled,
        kappa: found.kappa.map(value),
        alpha: found.alpha.map(value),
        themes,
        notes: notes(coding.passages.len()),
    })
}

/// What both say of the coded passages, themes by their place in `themes`.
struct Coding {
    passages: Vec<Coded>,
    /// Number and label of the themes that both can give.
    themes: Vec<(i64, String)>,
    decisions: u64,
    overruled: u64,
}

impl Coding {
    fn read(store: &Store) -> Result<Coding> {
        let rows: HashMap<i64, ThemeRow> = store
            .themes()?
            .into_iter()
            .map(|theme| (theme.id, theme))
            .collect();
        let found: Vec<ThemeRow> = store
            .themes_of_run()?
            .into_iter()
            .filter_map(|id| rows.get(&id).cloned())
            // What stands above other themes is given to no passage by itself.
            .filter(|theme| !theme.group)
            .collect();
        let places: HashMap<i64, usize> = found
            .iter()
            .enumerate()
            .map(|(place, theme)| (theme.id, place))
            .collect();
        // The theme of the run that a theme stands for: itself, or the one it was split from.
        let stands_for = |theme: i64| -> Option<usize> {
            let place = places.get(&theme).or_else(|| {
                let parent = rows.get(&theme)?.parent?;
                places.get(&parent)
            })?;
            (!found[*place].locked).then_some(*place)
        };
        let decisions = store.decisions()?;
        let mut coded: BTreeMap<i64, Coded> = BTreeMap::new();
        let mut counted: Vec<(i64, usize, bool)> = Vec::new();
        for of_passage in decisions.chunk_by(|a, b| a.passage == b.passage) {
            for decision in of_passage {
                let Some(theme) = stands_for(decision.theme) else {
                    continue;
                };
                if divides(decision, of_passage, &stands_for) {
                    continue;
                }
                counted.push((decision.passage, theme, decision.present));
                coded.entry(decision.passage).or_insert_with(|| Coded {
                    item: decision.item as usize,
                    ..Coded::default()
                });
            }
        }
        for (passage, theme) in store.tags_of_decided()? {
            if let (Some(coded), Some(theme)) = (coded.get_mut(&passage), stands_for(theme)) {
                coded.person.insert(theme);
            }
        }
        for (passage, theme) in store.machine_tags_of_decided()? {
            if let (Some(coded), Some(theme)) = (coded.get_mut(&passage), stands_for(theme)) {
                coded.machine.insert(theme);
            }
        }
        let overruled = counted
            .iter()
            .filter(|(passage, theme, present)| coded[passage].machine.contains(theme) != *present)
            .count();
        Ok(Coding {
            decisions: counted.len() as u64,
            overruled: overruled as u64,
            passages: coded.into_values().collect(),
            themes: found
                .into_iter()
                .map(|theme| (theme.id, theme.label))
                .collect(),
        })
    }
}

/// Whether a decision only moves a passage between a theme and a piece split from it.
fn divides(
    decision: &DecisionRow,
    of_passage: &[DecisionRow],
    stands_for: &impl Fn(i64) -> Option<usize>,
) -> bool {
    of_passage.iter().any(|other| {
        other.theme != decision.theme
            && other.present != decision.present
            && stands_for(other.theme) == stands_for(decision.theme)
    })
}

fn value(agreement: Agreement) -> AgreementValue {
    AgreementValue {
        value: agreement.value,
        low: agreement.interval.map(|[low, _]| low),
        high: agreement.interval.map(|[_, high]| high),
    }
}

fn notes(passages: usize) -> Vec<String> {
    if passages == 0 {
        return vec![
            "No passage is coded by hand yet: say of some items which themes they have or have not, then ask again.".into(),
        ];
    }
    let mut notes = vec![
        "People mostly correct what is wrong, so passages picked for correction make agreement look lower than it is; for a fair figure code passages picked at random.".to_owned(),
    ];
    if passages < 50 {
        notes.push(format!(
            "With {passages} coded passages the intervals are wide; a hundred or more make them useful."
        ));
    }
    notes
}
