//! The tags as they stand, all of them at once: what the view `tag` says, for whoever counts.
//!
//! The machine's tags change with the analysis only and are read once; what people decided is little
//! and is laid over them in memory. A test holds that this and the view say the same.

use std::collections::{HashMap, HashSet};

use crate::{MainPart, Result, Speech, Store};

/// The tags that an analysis gave to live passages, by passage and part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MachineTags {
    tags: Vec<MachineTag>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct MachineTag {
    place: u32,
    part: u32,
    similarity: f32,
    main: bool,
    weak: bool,
}

/// A tag as it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StandingTag {
    /// The place of the passage in [`Speech`].
    pub place: u32,
    /// It is low.
    pub weak: bool,
    /// The passage's main theme, of which there is at most one.
    pub main: bool,
    /// The theme, merges followed.
    pub theme: i64,
    /// Cosine similarity; 1 for what a person put there.
    pub similarity: f64,
}

impl MachineTags {
    /// The main part of each passage that has one: (place, part), by place.
    pub fn main_parts(&self) -> impl Iterator<Item = (u32, usize)> {
        let main = self.tags.iter().filter(|tag| tag.main);
        main.map(|tag| (tag.place, tag.part as usize))
    }
}

impl Store {
    /// The tags of the analysis that is shown; none where there is none.
    pub fn machine_tags(&self, speech: &Speech) -> Result<MachineTags> {
        let mut statement = self.connection.prepare(
            "SELECT passage, part, similarity, main, weak FROM part_tag
             WHERE run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project))
             ORDER BY passage, part",
        )?;
        let mut rows = statement.query([])?;
        let (mut tags, mut place) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let passage: i64 = row.get(0)?;
            while speech
                .passages
                .get(place)
                .is_some_and(|here| here.id < passage)
            {
                place += 1;
            }
            if speech
                .passages
                .get(place)
                .is_some_and(|here| here.id == passage)
            {
                tags.push(MachineTag {
                    place: place as u32,
                    part: row.get(1)?,
                    similarity: row.get::<_, f64>(2)? as f32,
                    main: row.get(3)?,
                    weak: row.get(4)?,
                });
            }
        }
        Ok(MachineTags { tags })
    }

    /// The tags of live passages as they stand, by passage. A passage can have one theme twice, by
    /// two parts or two themes that were merged.
    pub fn standing_tags(
        &self,
        speech: &Speech,
        machine: &MachineTags,
    ) -> Result<Vec<StandingTag>> {
        let themes = Themes::read(self)?;
        let decided = self.tags_by_hand(speech, &themes)?;
        let mut of_passage: HashMap<u32, Vec<&Decision>> = HashMap::new();
        for decision in &decided {
            of_passage
                .entry(decision.tag.place)
                .or_default()
                .push(decision);
        }
        let overruled = |place: u32, theme: i64, main: bool| {
            of_passage.get(&place).is_some_and(|decisions| {
                let mut decisions = decisions.iter();
                decisions.any(|one| one.tag.theme == theme || main && one.moved)
            })
        };
        let mut tags: Vec<StandingTag> = machine
            .tags
            .iter()
            .filter_map(|tag| {
                let theme = *themes.of_part.get(tag.part as usize)?.as_ref()?;
                (of_passage.is_empty() || !overruled(tag.place, theme, tag.main)).then_some(
                    StandingTag {
                        place: tag.place,
                        weak: tag.weak,
                        main: tag.main,
                        theme,
                        similarity: f64::from(tag.similarity),
                    },
                )
            })
            .collect();
        let of_machine = tags.len();
        tags.extend(
            self.rule_tags(speech, &themes)?
                .into_iter()
                .filter(|tag| !overruled(tag.place, tag.theme, false)),
        );
        tags.extend(decided.iter().filter(|one| one.present).map(|one| one.tag));
        if tags.len() > of_machine {
            // Stable, and those of the machine are in order already.
            tags.sort_by_key(|tag| tag.place);
        }
        Ok(tags)
    }

    /// The main theme of every passage that has one, live or not: (passage, theme), by passage.
    /// `main` are the main parts of the analysis that is shown, by passage.
    pub fn partition(&self, main: &[MainPart]) -> Result<Vec<(i64, i64)>> {
        let themes = Themes::read(self)?;
        let decided = self.decided_by_hand(&themes)?;
        let mut partition = Vec::with_capacity(main.len());
        let mut from = 0;
        for part in main {
            while decided
                .get(from)
                .is_some_and(|one| one.passage < part.passage)
            {
                from += 1;
            }
            let Some(theme) = themes.of_part.get(part.part).copied().flatten() else {
                continue;
            };
            let own = decided[from..].iter();
            let mut own = own.take_while(|one| one.passage == part.passage);
            if !own.any(|one| one.theme == theme || one.moved) {
                partition.push((part.passage, theme));
            }
        }
        let moved = decided.iter().filter(|one| one.present && one.moved);
        partition.extend(moved.map(|one| (one.passage, one.theme)));
        partition.sort_unstable();
        Ok(partition)
    }

    fn tags_by_hand(&self, speech: &Speech, themes: &Themes) -> Result<Vec<Decision>> {
        let decided = self.decided_by_hand(themes)?.into_iter();
        let live = decided.filter_map(|one| {
            Some(Decision {
                present: one.present,
                moved: one.moved,
                tag: StandingTag {
                    place: speech.place(one.passage)? as u32,
                    weak: one.weak,
                    main: one.moved,
                    theme: one.theme,
                    similarity: one.similarity,
                },
            })
        });
        Ok(live.collect())
    }

    /// By passage.
    fn decided_by_hand(&self, themes: &Themes) -> Result<Vec<ByHand>> {
        let mut statement = self.connection.prepare(
            "SELECT passage, theme, present, moved, similarity, weak FROM person_tag ORDER BY passage, theme",
        )?;
        let mut rows = statement.query([])?;
        let mut decided = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(theme) = themes.stands_for(row.get(1)?) {
                decided.push(ByHand {
                    passage: row.get(0)?,
                    theme,
                    present: row.get(2)?,
                    moved: row.get(3)?,
                    similarity: row.get(4)?,
                    weak: row.get(5)?,
                });
            }
        }
        Ok(decided)
    }

    fn rule_tags(&self, speech: &Speech, themes: &Themes) -> Result<Vec<StandingTag>> {
        let mut statement = self.connection.prepare(
            "SELECT rule_tag.passage, rule_tag.theme, rule_tag.similarity
             FROM rule JOIN rule_tag ON rule_tag.theme = rule.theme ORDER BY rule_tag.passage, rule_tag.theme",
        )?;
        let mut rows = statement.query([])?;
        let mut tags = Vec::new();
        while let Some(row) = rows.next()? {
            if let (Some(place), Some(theme)) =
                (speech.place(row.get(0)?), themes.stands_for(row.get(1)?))
            {
                tags.push(StandingTag {
                    place: place as u32,
                    weak: false,
                    main: false,
                    theme,
                    similarity: row.get(2)?,
                });
            }
        }
        Ok(tags)
    }
}

/// What a person decided about a passage, wherever it is.
struct ByHand {
    passage: i64,
    /// Merges followed.
    theme: i64,
    present: bool,
    moved: bool,
    similarity: f64,
    weak: bool,
}

/// What a person decided about a live passage.
struct Decision {
    tag: StandingTag,
    present: bool,
    /// In place of the machine's main theme.
    moved: bool,
}

/// Which theme stands for what.
struct Themes {
    known: HashSet<i64>,
    merged: HashMap<i64, i64>,
    /// Of each part of the analysis, as the current run cuts it.
    of_part: Vec<Option<i64>>,
}

impl Themes {
    fn read(store: &Store) -> Result<Themes> {
        let mut themes = Themes {
            known: HashSet::new(),
            merged: HashMap::new(),
            of_part: Vec::new(),
        };
        let mut statement = store
            .connection
            .prepare("SELECT id, merged_into FROM theme")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let theme = row.get(0)?;
            themes.known.insert(theme);
            if let Some(into) = row.get(1)? {
                themes.merged.insert(theme, into);
            }
        }
        let mut statement = store.connection.prepare(
            "SELECT part, theme FROM run_part WHERE run = (SELECT current_run FROM project)",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let part: usize = row.get(0)?;
            if themes.of_part.len() <= part {
                themes.of_part.resize(part + 1, None);
            }
            themes.of_part[part] = themes.stands_for(row.get(1)?);
        }
        Ok(themes)
    }

    /// None for a theme that there is not: one whose making was undone.
    fn stands_for(&self, theme: i64) -> Option<i64> {
        self.known
            .contains(&theme)
            .then(|| self.merged.get(&theme).copied().unwrap_or(theme))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        KeptTag, NewItem, NewPassage, NewRun, NewSource, PartTag, Rule, RunTheme, SourceRow,
        StoreError, Write,
    };

    const PASSAGES: i64 = 12;
    const PARTS: usize = 5;

    /// Two sources of six items, each with a passage; an analysis with a main part a passage, and
    /// here and there a second, weak one.
    fn analyzed(folder: &tempfile::TempDir) -> Store {
        let mut store = Store::create(&folder.path().join("a.assay"), 0, [7; 16]).unwrap();
        let said = |write: &mut Write, person: usize| {
            let source = write.stage_source(&NewSource::default())?;
            for row in 0..PASSAGES / 2 {
                let mut fingerprint = [0; 16];
                (fingerprint[0], fingerprint[1]) = (row as u8, source as u8);
                let item = NewItem {
                    fingerprint,
                    author: Some(format!("person {}", row as usize % person)),
                    text: "it is slow".into(),
                    ..Default::default()
                };
                let passage = NewPassage {
                    end: 10,
                    ..Default::default()
                };
                write.add_item(source, &item, &[passage])?;
            }
            write.publish_source(&SourceRow {
                id: source,
                ..Default::default()
            })?;
            Ok::<_, StoreError>(())
        };
        store.transact(1, |write| said(write, 2)).unwrap();
        store.transact(2, |write| said(write, 3)).unwrap();
        let sources = store.live_sources().unwrap();
        let analyze = |write: &mut Write| {
            let run = write
                .stage_run(&NewRun::default(), &sources, None)?
                .unwrap();
            let themes: Vec<i64> = (0..PARTS)
                .map(|_| write.add_machine_theme())
                .collect::<Result<_>>()?;
            let tag = |passage: i64, part: usize, main| PartTag {
                passage,
                part,
                similarity: 0.3,
                main,
                weak: !main,
            };
            let tags: Vec<PartTag> = (1..=PASSAGES)
                .flat_map(|passage| {
                    let part = passage as usize % PARTS;
                    let second =
                        (passage % 3 == 0).then(|| tag(passage, (part + 1) % PARTS, false));
                    [Some(tag(passage, part, true)), second]
                })
                .flatten()
                .collect();
            write.add_analysis(run, &[], &tags)?;
            let found: Vec<RunTheme> = themes
                .iter()
                .map(|&theme| RunTheme {
                    theme,
                    ..Default::default()
                })
                .collect();
            write.add_cut(run, &found, &themes)?;
            write.set_current_run(run)
        };
        store.transact(3, analyze).unwrap();
        store
    }

    /// What a person may do, by numbers that choose what it is done with.
    fn edit(store: &mut Store, what: u8, passage: i64, theme: i64, other: i64) {
        let (passage, theme) = (1 + passage % PASSAGES, 1 + theme % PARTS as i64);
        let other = 1 + other % PARTS as i64;
        let tags = [KeptTag {
            passage,
            similarity: 0.4,
            weak: passage % 2 == 0,
        }];
        let into_itself = store
            .themes()
            .unwrap()
            .iter()
            .filter(|row| [theme, other].contains(&row.id))
            .count()
            < 2;
        match what {
            0 => drop(store.undo().unwrap()),
            1 => drop(store.redo().unwrap()),
            // Refused for themes and passages whose making was undone.
            _ => drop(store.transact(4, |write| match what {
                2 if !into_itself => write.merge_theme(theme, other),
                3 => write.move_passages(&tags, None, theme, true),
                4 => write.move_passages(&tags, Some(other), theme, false),
                5 => write.keep_passages(&tags, theme),
                6 => write.release_passages(theme),
                7 => write.forget_person_tags(&[passage], theme),
                8 => {
                    let made = write.add_person_theme(&RunTheme::default(), None)?;
                    write.add_rule(made, &Rule::Words("slow".into()))?;
                    write.set_rule_tags(made, &[(passage, 0.7)])
                }
                9 => write.remove_source(1 + passage % 2),
                _ => write.set_person_tags(&[passage, 1 + other], theme, what == 10),
            })),
        }
    }

    /// A tag to compare: (passage, theme, main, weak, similarity).
    type Row = (i64, i64, bool, bool, String);

    fn by_the_view(store: &Store) -> Vec<Row> {
        let mut statement = store
            .connection
            .prepare(
                "SELECT tag.passage, tag.theme, main, weak, similarity FROM tag
                 JOIN voice ON voice.passage = tag.passage",
            )
            .unwrap();
        let rows = statement.query_map([], |row| {
            let similarity: f64 = row.get(4)?;
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                similarity.to_string(),
            ))
        });
        let mut rows: Vec<Row> = rows.unwrap().map(rusqlite::Result::unwrap).collect();
        rows.sort();
        rows
    }

    fn in_memory(store: &Store) -> Vec<Row> {
        let speech = store.speech().unwrap();
        let machine = store.machine_tags(&speech).unwrap();
        let tags = store.standing_tags(&speech, &machine).unwrap();
        assert!(tags.is_sorted_by_key(|tag| tag.place));
        let mut rows: Vec<Row> = tags
            .iter()
            .map(|tag| {
                let passage = speech.passages[tag.place as usize].id;
                (
                    passage,
                    tag.theme,
                    tag.main,
                    tag.weak,
                    tag.similarity.to_string(),
                )
            })
            .collect();
        rows.sort();
        rows
    }

    fn main_by_the_view(store: &Store) -> Vec<(i64, i64)> {
        let mut statement = store
            .connection
            .prepare("SELECT passage, theme FROM tag WHERE main = 1 ORDER BY passage")
            .unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().map(rusqlite::Result::unwrap).collect()
    }

    fn main_in_memory(store: &Store) -> Vec<(i64, i64)> {
        let run = store.current_run().unwrap();
        let main = run.map(|run| store.main_parts(run.analysis()).unwrap());
        store.partition(&main.unwrap_or_default()).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_tags_in_memory_are_those_of_the_view_whatever_people_do(
            edits in prop::collection::vec((0..12u8, 0..64i64, 0..64i64, 0..64i64), 1..14)
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut store = analyzed(&folder);
            prop_assert_eq!(in_memory(&store), by_the_view(&store));
            for (what, passage, theme, other) in edits {
                let revised = |store: &Store| store.revisions(&[crate::Noun::Items, crate::Noun::Runs, crate::Noun::Tags]).unwrap();
                let (before, was) = (in_memory(&store), revised(&store));
                edit(&mut store, what, passage, theme, other);
                let after = in_memory(&store);
                prop_assert_eq!(&after, &by_the_view(&store));
                prop_assert_eq!(main_in_memory(&store), main_by_the_view(&store));
                prop_assert!(after == before || revised(&store) != was, "what is kept is known to be out of date");
            }
        }
    }

    #[test]
    fn a_name_leaves_the_tags_as_they_are_and_a_merge_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = analyzed(&folder);
        let revised = |store: &Store| store.revisions(&[crate::Noun::Tags]).unwrap();
        let first = revised(&store);
        store
            .transact(5, |write| write.set_theme_label(1, Some("Slow")))
            .unwrap();
        assert_eq!(revised(&store), first);
        store.transact(6, |write| write.merge_theme(1, 2)).unwrap();
        let merged = revised(&store);
        assert_ne!(merged, first);
        store.undo().unwrap();
        assert_ne!(revised(&store), merged);
    }
}
