//! The project as programs for qualitative analysis take it: themes as codes, tags as coded
//! selections, feedback as texts, customers as cases.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use assay_exchange::refi::{
    Case, Code, Coding, Guid, Note, RefiProject, Selection, TextSource, User, Value, Variable,
    VariableKind,
};
use assay_store::{CodeRow, CustomerRow, ItemReading, MemoRow, Store, ThemeRow, WholeItem};
use chrono::{DateTime, SecondsFormat};
use serde_json::Map;

use crate::codebook::{self, Fields};
use crate::redaction::Contacts;
use crate::{Error, Project, Result, Task};

/// What is written, and what stays behind, in sentences.
pub(super) struct Exchange {
    pub(super) project: RefiProject,
    pub(super) notes: Vec<String>,
}

/// The codes alone, or with all that is coded.
pub(super) fn exchange(project: &Project, task: &Task, codebook_only: bool) -> Result<Exchange> {
    let name = project.path().file_stem().map_or_else(
        || "Assay".into(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    project.read(|store| {
        let mut builder = Builder::begin(store, name)?;
        if builder.guids.is_empty() && codebook_only {
            return Err(Error::bad_input(
                "there are no themes yet, and a codebook has at least one; find some first (assay analyze)",
            ));
        }
        if !codebook_only {
            builder.sources(store, task)?;
            builder.cases(store)?;
            builder.stays_behind(store)?;
        }
        builder.finish(codebook_only)
    })
}

/// How many codes a project has.
pub(super) fn codes(project: &RefiProject) -> u64 {
    fn count(codes: &[Code]) -> u64 {
        codes.iter().map(|code| 1 + count(&code.children)).sum()
    }
    count(&project.codes)
}

/// Looks for contact data in all that people wrote.
pub(super) fn look(exchange: &Exchange, contacts: &mut Contacts) {
    let project = &exchange.project;
    let mut codes: Vec<&Code> = project.codes.iter().collect();
    while let Some(code) = codes.pop() {
        let place = || format!("the code “{}”", code.name);
        contacts.look(&code.name, place);
        contacts.look(code.description.as_deref().unwrap_or_default(), place);
        codes.extend(&code.children);
    }
    for case in &project.cases {
        contacts.look_at_key(&case.name, || "the name of a case".into());
        for value in &case.values {
            contacts.look_at_key(&value.value, || "what is known of a case".into());
        }
    }
    for (row, source) in (1..).zip(&project.sources) {
        let place = || format!("text {row}");
        contacts.look(&source.text, place);
        contacts.look_at_key(&source.name, place);
        for value in &source.values {
            contacts.look_at_key(&value.value, place);
        }
    }
    for note in &project.notes {
        contacts.look(&note.text, || format!("the memo “{}”", note.name));
    }
}

/// An exchange under way.
struct Builder {
    project: RefiProject,
    themes: Vec<ThemeRow>,
    codes: HashMap<i64, CodeRow>,
    guids: HashMap<i64, Guid>,
    memos: Vec<MemoRow>,
    /// Customers by key, with their sources.
    customers: BTreeMap<String, Vec<Guid>>,
    segments: BTreeSet<String>,
    used: BTreeSet<&'static str>,
    machine_codings: u64,
    talks: u64,
    titled: u64,
    hidden: u64,
    notes: Vec<String>,
}

impl Builder {
    fn begin(store: &Store, name: String) -> Result<Builder> {
        let all = store.themes()?;
        let hidden = all.iter().filter(|theme| theme.hidden).count() as u64;
        let themes: Vec<ThemeRow> = all.into_iter().filter(|theme| !theme.hidden).collect();
        Ok(Builder {
            project: RefiProject {
                name,
                origin: concat!("Assay ", env!("CARGO_PKG_VERSION")).into(),
                ..RefiProject::default()
            },
            guids: codebook::guids(store, &themes)?,
            codes: store
                .codes()?
                .into_iter()
                .map(|code| (code.theme, code))
                .collect(),
            themes,
            memos: store.memos()?,
            customers: BTreeMap::new(),
            segments: BTreeSet::new(),
            used: BTreeSet::new(),
            machine_codings: 0,
            talks: 0,
            titled: 0,
            hidden,
            notes: Vec::new(),
        })
    }

    fn finish(mut self, codebook_only: bool) -> Result<Exchange> {
        let parents = self.parents();
        self.project.codes = self.codes_under(None, &parents);
        let mut note = |count: u64, one: &str, many: &str| match count {
            0 => {}
            1 => self.notes.push(format!("1 {one}.")),
            count => self.notes.push(format!("{count} {many}.")),
        };
        note(
            self.hidden,
            "hidden theme is left out",
            "hidden themes are left out",
        );
        if codebook_only {
            let memos = self
                .memos
                .iter()
                .filter(|memo| memo.theme.is_some())
                .count() as u64;
            note(
                memos,
                "memo on a theme is left out: a codebook has none",
                "memos on themes are left out: a codebook has none",
            );
            return Ok(Exchange {
                project: self.project,
                notes: self.notes,
            });
        }
        note(
            self.talks,
            "conversation is written as one text: who speaks is not marked",
            "conversations are written as one text each: who speaks is not marked",
        );
        note(
            self.titled,
            "text bears its title as name: its file and row are not written",
            "texts bear their titles as names: their files and rows are not written",
        );
        note(
            self.machine_codings,
            "coding is the machine's: how sure it was is not written",
            "codings are the machine's: how sure it was of each is not written",
        );
        let user = |guid, name: &str| User {
            guid,
            name: name.into(),
        };
        self.project.users = vec![
            user(codebook::machine(), "Assay"),
            user(codebook::person(), "By hand"),
        ];
        let fields = Fields::ALL
            .iter()
            .filter(|field| self.used.contains(field.name));
        self.project.variables = fields
            .map(|field| Variable {
                guid: field.guid(),
                name: field.name.into(),
                kind: field.kind,
            })
            .chain(self.segments.iter().map(|name| Variable {
                guid: codebook::segment(name),
                name: name.clone(),
                kind: VariableKind::Text,
            }))
            .collect();
        self.project.notes = notes(&self.memos);
        self.project.note_refs = self
            .memos
            .iter()
            .filter(|memo| memo.theme.is_none() && memo.item.is_none())
            .map(|memo| Guid(memo.guid))
            .collect();
        Ok(Exchange {
            project: self.project,
            notes: self.notes,
        })
    }

    /// The code that each theme stands under: the codebook's own where Assay shows its head.
    fn parents(&self) -> HashMap<i64, Option<i64>> {
        let shown: HashMap<i64, Option<i64>> = self
            .themes
            .iter()
            .map(|theme| (theme.id, theme.parent))
            .collect();
        let above = |id: i64| -> Option<i64> {
            let parent = shown.get(&id).copied().flatten();
            parent.filter(|parent| shown.contains_key(parent))
        };
        let mut parents: HashMap<i64, Option<i64>> = HashMap::new();
        for theme in &self.themes {
            let own = above(theme.id);
            let under = self.codes.get(&theme.id).and_then(|code| code.under);
            let deep = under
                .filter(|under| shown.contains_key(under) && own.is_some() && above(*under) == own);
            parents.insert(theme.id, deep.or(own));
        }
        // A circle could only come of a damaged file: whoever stands in one stands at the top.
        let circular: Vec<i64> = parents
            .keys()
            .copied()
            .filter(|start| {
                let mut at = *start;
                (0..=parents.len()).all(|_| match parents.get(&at).copied().flatten() {
                    Some(parent) => {
                        at = parent;
                        true
                    }
                    None => false,
                })
            })
            .collect();
        for theme in circular {
            parents.insert(theme, None);
        }
        parents
    }

    fn codes_under(&self, parent: Option<i64>, parents: &HashMap<i64, Option<i64>>) -> Vec<Code> {
        let children = self
            .themes
            .iter()
            .filter(|theme| parents.get(&theme.id).copied().flatten() == parent);
        children
            .map(|theme| {
                let code = self.codes.get(&theme.id);
                let keywords = (!theme.keywords.is_empty())
                    .then(|| format!("{}{}", codebook::KEYWORDS, theme.keywords.join(", ")));
                Code {
                    guid: self.guids[&theme.id],
                    name: theme.label.clone(),
                    codable: !theme.group,
                    color: code.and_then(|code| code.color.clone()),
                    description: code.and_then(|code| code.description.clone()).or(keywords),
                    notes: self
                        .memos
                        .iter()
                        .filter(|memo| memo.theme == Some(theme.id))
                        .map(|memo| Guid(memo.guid))
                        .collect(),
                    children: self.codes_under(Some(theme.id), parents),
                }
            })
            .collect()
    }

    fn sources(&mut self, store: &Store, task: &Task) -> Result<()> {
        let total = store.live_items()?;
        let mut done = 0;
        store.each_whole_item(|item| {
            if done % 500 == 0 {
                task.update("Collecting the texts", done, total)?;
            }
            done += 1;
            let reading = store.item_reading(item.id)?.unwrap_or_default();
            let source = self.source(item, &reading);
            self.project.sources.push(source);
            Ok::<_, Error>(())
        })
    }

    fn source(&mut self, item: WholeItem, reading: &ItemReading) -> TextSource {
        let guid = Guid(item.fingerprint);
        if let Some(customer) = &item.customer {
            self.customers
                .entry(customer.clone())
                .or_default()
                .push(guid);
        }
        self.talks += u64::from(item.talk);
        self.titled += u64::from(item.title.is_some());
        let name = item.title.clone().unwrap_or_else(|| match item.row {
            Some(row) => format!("{}, row {row}", item.source),
            None => item.source.clone(),
        });
        let selections = self.selections(guid, &item, reading);
        let whole = |memo: &&MemoRow| memo.item == Some(item.id) && memo.stretch.is_none();
        let notes = self
            .memos
            .iter()
            .filter(whole)
            .map(|memo| Guid(memo.guid))
            .collect();
        let values = self.values_of_item(&item);
        TextSource {
            guid,
            name,
            selections,
            codings: Vec::new(),
            notes,
            values,
            text: item.text,
        }
    }

    fn selections(
        &mut self,
        source: Guid,
        item: &WholeItem,
        reading: &ItemReading,
    ) -> Vec<Selection> {
        let places = Places::of(&item.text);
        let mut coded: BTreeMap<(usize, usize), Vec<(Guid, bool)>> = BTreeMap::new();
        for span in &reading.spans {
            let Some(code) = self.guids.get(&span.theme) else {
                continue;
            };
            let touched = reading
                .passages
                .iter()
                .filter(|passage| passage.start < span.end && span.start < passage.end);
            let by_hand = touched
                .flat_map(|passage| &passage.tags)
                .filter(|tag| tag.theme == span.theme)
                .all(|tag| tag.origin == "person");
            coded
                .entry((span.start, span.end))
                .or_default()
                .push((*code, by_hand));
        }
        for passage in &reading.passages {
            for tag in &passage.tags {
                let marked = reading.spans.iter().any(|span| {
                    span.theme == tag.theme && span.start < passage.end && passage.start < span.end
                });
                let Some(code) = self.guids.get(&tag.theme) else {
                    continue;
                };
                if !marked {
                    let at = coded.entry((passage.start, passage.end)).or_default();
                    at.push((*code, tag.origin == "person"));
                }
            }
        }
        let mut noted: BTreeMap<(usize, usize), Vec<Guid>> = BTreeMap::new();
        for memo in self.memos.iter().filter(|memo| memo.item == Some(item.id)) {
            if let Some(stretch) = memo.stretch {
                noted.entry(stretch).or_default().push(Guid(memo.guid));
                coded.entry(stretch).or_default();
            }
        }
        coded
            .into_iter()
            .map(|((start, end), mut codes)| {
                codes.sort_unstable();
                codes.dedup_by_key(|(code, _)| *code);
                self.machine_codings += codes.iter().filter(|(_, by_hand)| !by_hand).count() as u64;
                let guid = codebook::derived(
                    "selection",
                    &[&source.0, &start.to_be_bytes(), &end.to_be_bytes()],
                );
                Selection {
                    guid,
                    start: places.code_point(start),
                    end: places.code_point(end),
                    codings: codes
                        .into_iter()
                        .map(|(code, by_hand)| Coding {
                            guid: codebook::derived("coding", &[&guid.0, &code.0]),
                            code,
                            user: Some(if by_hand {
                                codebook::person()
                            } else {
                                codebook::machine()
                            }),
                        })
                        .collect(),
                    notes: noted.remove(&(start, end)).unwrap_or_default(),
                }
            })
            .collect()
    }

    fn values_of_item(&mut self, item: &WholeItem) -> Vec<Value> {
        let mut values = Vec::new();
        let used = &mut self.used;
        let mut add = |field: &Fields, value: Option<String>| {
            if let Some(value) = value {
                used.insert(field.name);
                values.push(field.value(value));
            }
        };
        add(&Fields::KIND, Some(item.kind.clone()));
        add(&Fields::TIME, item.time.and_then(date_time));
        add(
            &Fields::RATING,
            item.rating
                .filter(|rating| rating.is_finite())
                .map(|rating| rating.to_string()),
        );
        add(&Fields::QUESTION, item.question.clone());
        add(&Fields::ID, item.external_id.clone());
        add(&Fields::AUTHOR, item.author.clone());
        add(&Fields::EMAIL, item.email.clone());
        self.segments_of(item.segments.as_deref(), &mut values);
        values
    }

    fn segments_of(&mut self, segments: Option<&str>, values: &mut Vec<Value>) {
        let described: Map<String, serde_json::Value> = segments
            .and_then(|segments| serde_json::from_str(segments).ok())
            .unwrap_or_default();
        for (name, value) in described {
            let Some(value) = value.as_str() else {
                continue;
            };
            values.push(Value {
                variable: codebook::segment(&name),
                kind: VariableKind::Text,
                value: value.to_owned(),
            });
            self.segments.insert(name);
        }
    }

    fn cases(&mut self, store: &Store) -> Result<()> {
        let mut known: HashMap<String, CustomerRow> = HashMap::new();
        for row in store.customers()? {
            match known.get_mut(&row.key) {
                Some(before) => complete(before, row),
                None => {
                    known.insert(row.key.clone(), row);
                }
            }
        }
        let customers = std::mem::take(&mut self.customers);
        let silent = known
            .keys()
            .filter(|key| !customers.contains_key(*key))
            .count();
        if silent > 0 {
            self.notes.push(match silent {
                1 => "1 customer who said nothing is left out.".into(),
                silent => format!("{silent} customers who said nothing are left out."),
            });
        }
        for (key, sources) in customers {
            let mut values = Vec::new();
            if let Some(customer) = known.get(&key) {
                let used = &mut self.used;
                let mut add = |field: &Fields, value: Option<String>| {
                    if let Some(value) = value {
                        used.insert(field.name);
                        values.push(field.value(value));
                    }
                };
                add(&Fields::SIGNED_UP, customer.signed_up.and_then(date_time));
                add(&Fields::ACTIVATED, customer.activated.clone());
                add(&Fields::CHURNED, customer.churned.clone());
                add(
                    &Fields::REVENUE,
                    customer
                        .revenue
                        .filter(|revenue| revenue.is_finite())
                        .map(|revenue| revenue.to_string()),
                );
                add(&Fields::EMAIL, customer.email.clone());
                self.segments_of(customer.segments.as_deref(), &mut values);
            }
            self.project.cases.push(Case {
                guid: codebook::derived("case", &[key.as_bytes()]),
                name: key,
                values,
                sources,
            });
        }
        Ok(())
    }

    fn stays_behind(&mut self, store: &Store) -> Result<()> {
        let [taken_away, rules, actions] = store.kept_at_home()?;
        let counts = store.counts()?;
        for (count, what) in [
            (taken_away, "tags that a person took away"),
            (rules, "rules of themes (what they take in is written)"),
            (actions, "actions"),
            (counts.events, "events of customers"),
        ] {
            if count > 0 {
                self.notes.push(format!("Not written: {what} ({count})."));
            }
        }
        Ok(())
    }
}

/// What a later record adds to an earlier one of the same customer.
fn complete(before: &mut CustomerRow, row: CustomerRow) {
    before.email = row.email.or(before.email.take());
    before.signed_up = row.signed_up.or(before.signed_up);
    before.activated = row.activated.or(before.activated.take());
    before.churned = row.churned.or(before.churned.take());
    before.revenue = row.revenue.or(before.revenue);
    let object = |text: &Option<String>| -> Map<String, serde_json::Value> {
        text.as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    };
    let mut segments = object(&before.segments);
    segments.extend(object(&row.segments));
    if !segments.is_empty() {
        before.segments = Some(serde_json::Value::Object(segments).to_string());
    }
}

fn notes(memos: &[MemoRow]) -> Vec<Note> {
    let mut known = HashSet::new();
    memos
        .iter()
        .filter(|memo| known.insert(memo.guid))
        .map(|memo| Note {
            guid: Guid(memo.guid),
            name: memo.name.clone(),
            text: memo.text.clone(),
        })
        .collect()
}

fn date_time(at: i64) -> Option<String> {
    DateTime::from_timestamp(at, 0).map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// Bytes of a text as Unicode code points.
struct Places {
    starts: Vec<usize>,
}

impl Places {
    fn of(text: &str) -> Places {
        Places {
            starts: text.char_indices().map(|(at, _)| at).collect(),
        }
    }

    fn code_point(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start < byte)
    }
}
