//! Whatever is done, in whatever order: taking it back gives exactly what was before, doing it again
//! exactly what was after, to the last row that counts.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::PathBuf;

use assay_store::Store;
use assay_tests::root;
use assay_workbench::{Code, Project, Task, Workbench};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What it is called, and its request at the desk for four picks; none where it cannot be done.
type Deed = (&'static str, fn(&Desk, &[usize; 4]) -> Option<Value>);

/// Every verb that writes, in the order of the choice, with how to ask for it.
const DEEDS: &[Deed] = &[
    ("sources_import", |desk, pick| {
        let file = |path: String| json!([{"path": path, "map": []}]);
        Some(match pick[1] % 8 {
            0 => json!({"files": file(desk.coded_elsewhere(pick[2])?)}),
            1 => json!({"files": file(desk.new_file(pick)), "redact_list": desk.list(pick[2])}),
            2 => {
                json!({"files": file(desk.new_file(pick)), "redaction_key": desk.at("tokens.key")})
            }
            3 => {
                json!({"files": file(desk.new_file(pick)), "redact": false, "keep_questions": true})
            }
            _ => json!({"files": file(desk.new_file(pick))}),
        })
    }),
    ("sources_remove", |desk, pick| {
        Some(json!({"source": desk.one("sources_list", Value::Null, "id", pick[0])?}))
    }),
    ("themes_analyze", |_, pick| {
        Some(match pick[0] % 3 {
            0 => json!({"themes": 2 + pick[1] % 4}),
            _ => json!({"granularity": ([0.5, 1.0, 2.0][pick[1] % 3]), "seed": pick[2] % 3}),
        })
    }),
    ("themes_recut", |desk, pick| {
        let levels = desk.ask("themes_levels", Value::Null);
        let count = levels["levels"].as_array()?.len();
        (count > 0).then(|| json!({"level": pick[0] % count}))
    }),
    ("runs_switch", |desk, pick| {
        Some(json!({"id": desk.one("runs_list", Value::Null, "id", pick[0])?}))
    }),
    ("themes_rename", |desk, pick| {
        let label = ["", "One name", "Another name"][pick[1] % 3];
        Some(json!({"id": desk.theme(pick[0])?, "label": label}))
    }),
    ("themes_merge", |desk, pick| {
        Some(json!({"into": desk.theme(pick[0])?, "themes": [desk.theme(pick[1])?]}))
    }),
    ("themes_split", |desk, pick| {
        Some(json!({"id": desk.theme(pick[0])?, "parts": 2 + pick[1] % 2}))
    }),
    ("themes_lock", |desk, pick| {
        Some(json!({"id": desk.theme(pick[0])?, "locked": pick[1] % 3 > 0}))
    }),
    ("themes_hide", |desk, pick| {
        Some(json!({"id": desk.any_theme(pick[0])?, "hidden": pick[1] % 2 > 0}))
    }),
    ("themes_create", |desk, pick| {
        Some(match pick[0] % 2 {
            0 => json!({"search": (["parcel", "refund", "login co"][pick[1] % 3])}),
            _ => {
                json!({"like_items": [desk.item(pick[1])?, desk.item(pick[2])?], "label": "Like these"})
            }
        })
    }),
    ("themes_arrange", |desk, pick| {
        let theme = desk.theme(pick[0])?;
        Some(match pick[2] % 4 {
            0 => json!({"themes": [theme]}),
            1 => json!({"themes": [theme], "new_parent": "A group"}),
            2 => json!({"themes": [theme], "position": pick[1] % 3}),
            _ => json!({"themes": [theme], "parent": desk.theme(pick[1])?}),
        })
    }),
    ("themes_strike", |desk, pick| {
        let theme = desk.theme(pick[0])?;
        let shown = desk.ask("themes_show", json!({"id": theme}));
        let keywords = shown["keywords"].as_array()?;
        let keyword = keywords.get(pick[1] % keywords.len().max(1))?;
        Some(json!({"id": theme, "keyword": keyword, "struck": pick[2] % 4 > 0}))
    }),
    ("tags_move", |desk, pick| {
        Some(
            json!({"items": [desk.item(pick[0])?, desk.item(pick[1])?], "to": desk.theme(pick[2])?}),
        )
    }),
    ("tags_set", |desk, pick| {
        let present = pick[2] % 2 > 0;
        Some(
            json!({"items": [desk.item(pick[0])?], "theme": desk.theme(pick[1])?, "present": present}),
        )
    }),
    ("tags_span", |desk, pick| {
        let start = pick[2] % 5;
        let (item, theme) = (desk.item(pick[0])?, desk.theme(pick[1])?);
        Some(json!({"item": item, "start": start, "end": start + 6, "theme": theme}))
    }),
    ("tags_unspan", |desk, pick| {
        Some(json!({"span": desk.span(pick[0])?}))
    }),
    ("actions_add", |desk, pick| {
        Some(json!({"theme": desk.theme(pick[0])?, "what": "Mend it", "effort": 2.0}))
    }),
    ("actions_update", |desk, pick| {
        let id = desk.one("actions_list", Value::Null, "id", pick[0])?;
        Some(
            json!({"id": id, "status": (["idea", "planned", "dropped"][pick[1] % 3]), "note": "Soon"}),
        )
    }),
    ("actions_ship", |desk, pick| {
        let id = desk.one("actions_list", Value::Null, "id", pick[0])?;
        Some(json!({"id": id, "on": "2026-03-01"}))
    }),
    ("actions_remove", |desk, pick| {
        Some(json!({"id": desk.one("actions_list", Value::Null, "id", pick[0])?}))
    }),
    ("searches_save", |_, pick| {
        Some(json!({"name": format!("Search {}", pick[0] % 2), "query": "parcel"}))
    }),
    ("searches_remove", |_, pick| {
        Some(json!({"name": format!("Search {}", pick[0] % 2)}))
    }),
    ("suggestions_dismiss", |desk, pick| {
        let theme = desk.theme(pick[0])?;
        let found = desk.ask("suggestions_for", json!({"id": theme}));
        let cause = &found["suggestions"].get(0)?["cause"];
        Some(json!({"theme": theme, "cause": cause, "dismissed": pick[1] % 2 > 0}))
    }),
    ("report_set", |_, pick| {
        Some(json!({"left_out": [], "template": (["# One", "# Two"][pick[0] % 2])}))
    }),
    ("activation_set", |_, pick| {
        Some(match pick[0] % 2 {
            0 => json!({"column": "activated_at"}),
            _ => json!({"event": "login", "times": 1 + pick[1] % 2, "within_days": 14}),
        })
    }),
    ("backups_automatic", |_, pick| {
        Some(json!({"on": pick[0] % 2 > 5}))
    }),
];

/// Writing verbs that are not steps of the history.
const OTHERS: &[&str] = &["history_undo", "history_redo", "backups_restore"];

/// How many walks are tried; `WALKS=200` tries more.
fn walks() -> u32 {
    let asked = std::env::var("WALKS").ok();
    asked.and_then(|walks| walks.parse().ok()).unwrap_or(6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(walks()))]

    #[test]
    fn any_walk_through_the_history_comes_by_the_same_states(
        walk in proptest::collection::vec((0..DEEDS.len() + 12, [any::<usize>(), any::<usize>(), any::<usize>(), any::<usize>()].prop_map(|pick| pick.map(|n| n % 1000))), 30..60)
    ) {
        walked(&walk);
    }
}

/// What a walk has once found: a run knows the source of records that were replaced after it, and an
/// undone import is gone for good with the next step.
#[test]
fn the_themes_can_be_cut_anew_after_an_import_with_changed_records_is_taken_back() {
    let desk = Desk::new();
    let changed = [0, 0, 1, 1];
    let request = json!({"files": [{"path": desk.new_file(&changed), "map": []}]});
    let report = desk.ask("sources_import", request);
    assert!(
        report["sources"][0]["updated"].as_u64() > Some(0),
        "{report}"
    );
    desk.call("history_undo", Value::Null).unwrap();
    let levels = desk.ask("themes_levels", Value::Null);
    let current = levels["current"].as_u64();
    let count = levels["levels"].as_array().unwrap().len() as u64;
    let other = (0..count).find(|level| Some(*level) != current).unwrap();
    desk.call("themes_recut", json!({"level": other})).unwrap();
}

#[test]
fn every_verb_that_writes_is_tried() {
    let source = std::fs::read_to_string(root().join("crates/workbench/src/call.rs")).unwrap();
    let verbs = source.lines().filter_map(|line| {
        let (name, types) = line.trim().strip_prefix("write ")?.split_once(':')?;
        types.contains("=>").then_some(name)
    });
    let mut count = 0;
    for verb in verbs.filter(|verb| !verb.starts_with('$')) {
        count += 1;
        let tried = DEEDS.iter().any(|(name, _)| *name == verb);
        assert!(
            tried || OTHERS.contains(&verb),
            "{verb} is not tried; add it to DEEDS"
        );
    }
    assert!(count > 20, "the table of verbs is read: {count}");
}

fn walked(walk: &[(usize, [usize; 4])]) {
    let desk = Desk::new();
    let mut trace = String::new();
    let mut states = vec![desk.said()];
    let mut place = 0;
    for (choice, pick) in walk {
        let Some((verb, request)) = DEEDS.get(*choice) else {
            let back = choice % 3 > 0;
            let verb = if back { "history_undo" } else { "history_redo" };
            let done = desk.call(verb, Value::Null).unwrap();
            writeln!(trace, "{verb} {}", done["value"]["what"]).unwrap();
            if !done["value"]["what"].is_null() {
                place = if back { place - 1 } else { place + 1 };
            }
            same(&desk.said(), &states[place], &trace);
            continue;
        };
        let Some(request) = request(&desk, pick) else {
            continue;
        };
        writeln!(trace, "{verb} {request}").unwrap();
        let before = desk.history_length();
        match desk.call(verb, request) {
            Ok(done) if !done["changed"].as_array().unwrap().is_empty() => {
                states.truncate(place + 1);
                // Some verbs are several steps.
                assert_eq!(desk.standing(), place + 1, "one verb is one step\n{trace}");
                states.push(desk.said());
                place += 1;
            }
            answer => {
                let ours = matches!(&answer, Err(error) if error.code == Code::Internal);
                assert!(!ours, "{answer:?}\n{trace}");
                let why = answer.map_or_else(|error| error.to_string(), |_| "nothing to do".into());
                writeln!(trace, "   {why}").unwrap();
                assert_eq!(
                    desk.history_length(),
                    before,
                    "nothing is on record\n{trace}"
                );
                same(&desk.said(), &states[place], &trace);
            }
        }
    }
    for at in (0..place).rev() {
        desk.call("history_undo", Value::Null).unwrap();
        same(
            &desk.said(),
            &states[at],
            &format!("{trace}all taken back to {at}"),
        );
    }
    for (at, state) in states.iter().enumerate().skip(1) {
        desk.call("history_redo", Value::Null).unwrap();
        same(
            &desk.said(),
            state,
            &format!("{trace}all done again to {at}"),
        );
    }
    let problems = Store::open(&desk.path()).unwrap().problems().unwrap();
    assert_eq!(problems, Vec::<String>::new(), "{trace}");
}

/// Both say the same, or the test fails with what was done and the rows that differ.
fn same(now: &[String], then: &[String], trace: &str) {
    if now == then {
        return;
    }
    let gone = then.iter().filter(|row| !now.contains(row)).take(5);
    let new = now.iter().filter(|row| !then.contains(row)).take(5);
    let gone: Vec<_> = gone.collect();
    let new: Vec<_> = new.collect();
    panic!("{trace}\nmissing: {gone:#?}\ntoo much: {new:#?}");
}

/// A project with the window's calls.
struct Desk {
    folder: tempfile::TempDir,
    workbench: Workbench,
    files: std::cell::Cell<usize>,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let project = Project::create(&folder.path().join("shop.assay")).unwrap();
        let desk = Desk {
            folder,
            workbench: Workbench::with_project(project),
            files: std::cell::Cell::new(0),
        };
        // The first three files of the walk and an analysis: so that there is something to decide on.
        for _ in 0..3 {
            let request = json!({"files": [{"path": desk.new_file(&[0; 4]), "map": []}]});
            desk.call("sources_import", request).unwrap();
        }
        desk.call("themes_analyze", json!({})).unwrap();
        desk.call("backups_automatic", json!({"on": false}))
            .unwrap();
        desk.forget_history();
        desk
    }

    /// Begin the walk with what is there: only later steps are walked over.
    fn forget_history(&self) {
        let file = rusqlite::Connection::open(self.path()).unwrap();
        file.execute("DELETE FROM change", []).unwrap();
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("shop.assay")
    }

    fn call(&self, verb: &str, request: Value) -> Result<Value, assay_workbench::Error> {
        self.workbench.call(verb, request, &Task::silent())
    }

    fn ask(&self, verb: &str, request: Value) -> Value {
        self.call(verb, request).unwrap()["value"].take()
    }

    /// A field of one of what a verb lists.
    fn one(&self, verb: &str, request: Value, field: &str, pick: usize) -> Option<Value> {
        let list = self.ask(verb, request);
        let list = list.as_array()?;
        Some(list.get(pick % list.len().max(1))?[field].clone())
    }

    fn theme(&self, pick: usize) -> Option<Value> {
        self.one("themes_list", Value::Null, "id", pick)
    }

    fn any_theme(&self, pick: usize) -> Option<Value> {
        let hidden = self.one("themes_hidden", Value::Null, "id", pick);
        hidden
            .filter(|_| pick.is_multiple_of(2))
            .or_else(|| self.theme(pick))
    }

    fn item(&self, pick: usize) -> Option<Value> {
        let page = self.ask("items_search", json!({"limit": 1000}));
        let items = page["items"].as_array()?;
        Some(items.get(pick % items.len().max(1))?["id"].clone())
    }

    /// One of the stretches of words that were marked.
    fn span(&self, pick: usize) -> Option<i64> {
        let file = rusqlite::Connection::open(self.path()).unwrap();
        let mut spans = file.prepare("SELECT id FROM span ORDER BY id").unwrap();
        let spans: Result<Vec<i64>, _> = spans.query_map([], |row| row.get(0)).unwrap().collect();
        let spans = spans.unwrap();
        spans.get(pick % spans.len().max(1)).copied()
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Words that are to be replaced; none from now on where the path is empty.
    fn list(&self, pick: usize) -> String {
        if pick.is_multiple_of(3) {
            return String::new();
        }
        let path = self.at("private.txt");
        std::fs::write(&path, ["parcel\n", "invoice\n/cour[a-z]+/\n"][pick % 2]).unwrap();
        path
    }

    /// The project as it went out to another program for qualitative analysis at some time, or a
    /// codebook of such a program.
    fn coded_elsewhere(&self, pick: usize) -> Option<String> {
        const CODEBOOK: &str = r#"<CodeBook origin="x" xmlns="urn:QDA-XML:codebook:1.0"><Codes>
            <Code guid="00000000-0000-0000-0000-000000000002" name="Slow" isCodable="true">
            <Description>Whatever takes too long</Description>
            <Code guid="00000000-0000-0000-0000-00000000000A" name="Login" isCodable="true"/></Code>
            </Codes></CodeBook>"#;
        let path = self.at(["elsewhere.qdpx", "codes.qdc"][pick % 2]);
        if pick % 2 == 1 {
            std::fs::write(&path, CODEBOOK).unwrap();
        } else if pick.is_multiple_of(4) || !std::path::Path::new(&path).exists() {
            let request = json!({"path": path, "allow_contact_data": true});
            self.call("exports_save", request).ok()?;
        }
        Some(path)
    }

    /// A file that was not imported yet, or once in a while one that was, as it is or with other words
    /// in some of its rows: comments first, then customers, events and comments by turns.
    fn new_file(&self, pick: &[usize; 4]) -> String {
        const TOPICS: [[&str; 4]; 4] = [
            [
                "parcel late",
                "delivery slow",
                "courier lost it",
                "no parcel came",
            ],
            [
                "refund missing",
                "money not back",
                "refund too late",
                "still no refund",
            ],
            [
                "login code fails",
                "cannot log in",
                "password reset fails",
                "login is broken",
            ],
            [
                "price too high",
                "too expensive",
                "the price went up",
                "cheaper elsewhere",
            ],
        ];
        const ENDS: [&str; 3] = ["sadly", "and the invoice was wrong", "yet support was kind"];
        let number = if pick[3] % 3 == 1 {
            0
        } else {
            self.files.get()
        };
        self.files.set(self.files.get().max(number + 1));
        let (name, mut rows) = match number % 4 {
            1 => (
                "customers",
                "customer_id,signed_up_at,activated_at,plan\n".to_owned(),
            ),
            2 => ("events", "customer_id,event,time\n".to_owned()),
            _ => (
                "comments",
                "response_id,customer_id,date,comment\n".to_owned(),
            ),
        };
        for row in 0..40 {
            let person = (row * 7 + number) % 50;
            let day = 1 + (row + number) % 27;
            match number % 4 {
                1 => writeln!(
                    rows,
                    "c{person},2026-01-{day:02},2026-02-{day:02},plan {}",
                    row % 2
                ),
                2 => writeln!(rows, "c{person},login,2026-01-{day:02}T10:{row:02}:00Z"),
                _ => {
                    let topic = &TOPICS[(row + row / 9) % 4];
                    let (a, b) = (topic[row % 4], topic[(row / 4 + number) % 4]);
                    let changed = number == 0 && row % 5 == 0;
                    let end = if changed { ENDS[pick[2] % 3] } else { ENDS[0] };
                    let mail = if row % 10 == 3 { "; write to a@b.example" } else { "" };
                    writeln!(
                        rows,
                        "r{number}-{row},c{person},2026-02-{day:02},\"The {a} and {b}, {end}{mail}\""
                    )
                }
            }
            .unwrap();
        }
        let path = self.folder.path().join(format!("{name}{number}.csv"));
        std::fs::write(&path, rows).unwrap();
        path.display().to_string()
    }

    /// Every row that counts, readable.
    fn said(&self) -> Vec<String> {
        let mut rows = Vec::new();
        let store = Store::open(&self.path()).unwrap();
        store
            .each_row_said(|row| rows.push(row.escape_ascii().to_string()))
            .unwrap();
        rows
    }

    fn history_length(&self) -> usize {
        self.ask("history_list", Value::Null)
            .as_array()
            .unwrap()
            .len()
    }

    /// Steps that were not taken back.
    fn standing(&self) -> usize {
        let history = self.ask("history_list", Value::Null);
        let history = history.as_array().unwrap();
        history
            .iter()
            .filter(|step| step["undone"] == false)
            .count()
    }
}
