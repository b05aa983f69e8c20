//! A project of made-up comments on a shop, with what the tests ask of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use assay_tests::file;
use assay_workbench::items::{Item, ItemQuery};
use assay_workbench::sources::ImportRequest;
use assay_workbench::themes::{AnalyzeReport, AnalyzeRequest, ThemeId, ThemeSummary};
use assay_workbench::{Project, Task, history, items, sources, themes};
use serde_json::{Value, json};

const SUBJECTS: [[&str; 6]; 10] = [
    [
        "refund",
        "money",
        "returned",
        "bank",
        "repayment",
        "credited",
    ],
    [
        "parcel", "delivery", "courier", "late", "shipment", "doorstep",
    ],
    ["password", "login", "locked", "reset", "account", "code"],
    ["invoice", "billing", "charged", "receipt", "twice", "tax"],
    ["size", "fit", "sleeves", "tight", "shoes", "measurements"],
    ["app", "crash", "freezes", "update", "phone", "android"],
    ["support", "agent", "chat", "answer", "waiting", "queue"],
    ["colour", "photo", "faded", "different", "picture", "shade"],
    [
        "voucher",
        "discount",
        "checkout",
        "coupon",
        "rejected",
        "promotion",
    ],
    [
        "newsletter",
        "email",
        "unsubscribe",
        "spam",
        "inbox",
        "mails",
    ],
];
const AROUND: [&str; 8] = [
    "again",
    "today",
    "really",
    "still",
    "somehow",
    "sadly",
    "yesterday",
    "always",
];

/// Comments of `from..to`, each about one subject and some about two, with the subjects' words.
fn write_comments(path: &Path, from: usize, to: usize) {
    let mut rows = String::from("id,customer_id,comment\n");
    for n in from..to {
        let subject = &SUBJECTS[n * 7 % 10];
        let word = |k: usize| subject[(n / 10 + k * (1 + n / 60)) % 6];
        let around = AROUND[(n * 5 + n / 8) % 8];
        let mut comment = format!("The {} and the {} {around}, {}", word(0), word(1), word(2));
        if n % 6 == 0 {
            let other = &SUBJECTS[(n * 7 + 3) % 10];
            write!(
                comment,
                ". Also {} with {} {}",
                other[n % 6],
                other[(n + 1) % 6],
                other[(n + 2) % 6]
            )
            .unwrap();
        }
        writeln!(rows, "i{n},c{},\"{comment}\"", n % 211).unwrap();
    }
    std::fs::write(path, rows).unwrap();
}

pub struct Shop {
    folder: tempfile::TempDir,
    pub project: Project,
}

impl Shop {
    /// A project with the first `count` comments, analysed.
    pub fn with(count: usize) -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let project = Project::create(&folder.path().join("shop.assay")).unwrap();
        let shop = Shop { folder, project };
        shop.import(0, count);
        shop.analyze(AnalyzeRequest::default());
        shop
    }

    pub fn import(&self, from: usize, to: usize) {
        let path = self.folder.path().join(format!("comments{from}.csv"));
        write_comments(&path, from, to);
        let request = ImportRequest {
            files: vec![file(&path, Some("survey"))],
            redact: true,
            dry_run: false,
            ..ImportRequest::default()
        };
        sources::import(&self.project, request, &Task::silent()).unwrap();
    }

    pub fn analyze(&self, request: AnalyzeRequest) -> AnalyzeReport {
        themes::analyze(&self.project, request, &Task::silent())
            .unwrap()
            .value
    }

    pub fn list(&self) -> Vec<ThemeSummary> {
        themes::list(&self.project).unwrap()
    }

    /// Themes with passages of their own, most frequent first.
    pub fn own(&self) -> Vec<ThemeSummary> {
        self.list()
            .into_iter()
            .filter(|theme| !theme.group)
            .collect()
    }

    pub fn theme(&self, id: i64) -> ThemeSummary {
        let found = self.list().into_iter().find(|theme| theme.id == id);
        found.unwrap_or_else(|| panic!("theme {id} is listed"))
    }

    pub fn items(&self, theme: i64) -> Vec<Item> {
        let query = ItemQuery {
            theme: Some(theme),
            limit: Some(10_000),
            ..ItemQuery::default()
        };
        items::search(&self.project, query).unwrap().items
    }

    /// Everything that is shown of themes.
    pub fn state(&self) -> Value {
        let shown: Vec<_> = self
            .list()
            .iter()
            .map(|theme| themes::show(&self.project, ThemeId { id: theme.id }).unwrap())
            .collect();
        json!([self.list(), shown, themes::hidden(&self.project).unwrap()])
    }

    pub fn undo(&self) -> String {
        history::undo(&self.project).unwrap().value.what.unwrap()
    }

    pub fn passages_of(&self, item: &Item) -> Vec<i64> {
        let detail = items::show(&self.project, items::ItemId { id: item.id }).unwrap();
        detail.passages.iter().map(|passage| passage.id).collect()
    }
}

/// The theme that most items with this word have.
pub fn about(shop: &Shop, word: &str) -> i64 {
    let query = ItemQuery {
        search: Some(word.into()),
        limit: Some(1000),
        ..ItemQuery::default()
    };
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for item in items::search(&shop.project, query).unwrap().items {
        for theme in item.themes {
            *counts.entry(theme.id).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .unwrap()
        .0
}
