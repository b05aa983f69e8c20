//! How far the machine agrees with what a person decided by hand, on the sample.
#![allow(clippy::unwrap_used)]

use assay_tests::import_sample;
use assay_workbench::evaluation::{AgreementReport, agreement};
use assay_workbench::items::{self, Item, ItemId, ItemQuery};
use assay_workbench::report::{self, ReportRequest};
use assay_workbench::tags::{self, TagRequest};
use assay_workbench::themes::{self, AnalyzeRequest, LockRequest, SplitRequest};
use assay_workbench::{Project, Task, history};

fn sample() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::create(&folder.path().join("sample.assay")).unwrap();
    import_sample(&project).unwrap();
    themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    (folder, project)
}

/// Items of one passage that have a theme.
fn items_with(project: &Project, theme: i64, limit: usize) -> Vec<Item> {
    let query = ItemQuery {
        theme: Some(theme),
        limit: Some(200),
        ..ItemQuery::default()
    };
    let mut items = items::search(project, query).unwrap().items;
    items.retain(|item| {
        let detail = items::show(project, ItemId { id: item.id }).unwrap();
        detail.passages.len() == 1
    });
    assert!(items.len() >= limit, "the sample has enough of them");
    items.truncate(limit);
    items
}

fn say(project: &Project, item: i64, theme: i64, present: bool) {
    let request = TagRequest {
        items: vec![item],
        passages: Vec::new(),
        theme,
        present,
    };
    tags::set(project, request, &Task::silent()).unwrap();
}

fn of(report: &AgreementReport, theme: i64) -> (u64, u64, u64) {
    let row = report.themes.iter().find(|row| row.id == theme).unwrap();
    (row.both, row.person_only, row.machine_only)
}

#[test]
fn a_persons_word_is_compared_with_the_machines_own_not_with_itself() {
    let (_folder, project) = sample();
    let none = agreement(&project).unwrap();
    assert_eq!((none.passages, none.kappa), (0, None));
    assert!(
        none.notes[0].contains("No passage is coded"),
        "{:?}",
        none.notes
    );

    let list = themes::list(&project).unwrap();
    let [theme, other] = [list[0].id, list[1].id];
    let alike = items_with(&project, theme, 12);
    for item in &alike[..8] {
        say(&project, item.id, theme, true);
    }
    let agreed = agreement(&project).unwrap();
    assert_eq!((agreed.items, agreed.overruled), (8, 0));
    assert!(agreed.kappa.is_none_or(|kappa| kappa.value == 1.0));

    for item in &alike[8..] {
        say(&project, item.id, theme, false);
        say(&project, item.id, other, true);
    }
    let differs = agreement(&project).unwrap();
    assert_eq!(differs.items, 12);
    assert!(differs.overruled >= 8, "{differs:?}");
    let (both, person_only, machine_only) = of(&differs, theme);
    assert!(
        both >= 8 && person_only == 0 && machine_only >= 4,
        "{differs:?}"
    );
    assert!(of(&differs, other).1 >= 4, "{differs:?}");
    let kappa = differs.kappa.unwrap();
    assert!(
        kappa.low.unwrap() <= kappa.value
            && kappa.value < 1.0
            && kappa.value <= kappa.high.unwrap()
    );
    let markdown = report::render(&project, ReportRequest::default())
        .unwrap()
        .markdown;
    let line = format!("A person coded {} passages by hand", differs.passages);
    assert!(markdown.contains(&line), "{markdown}");

    // A later run is compared anew; what the person said stays.
    let finer = AnalyzeRequest {
        granularity: Some(1.5),
        ..AnalyzeRequest::default()
    };
    themes::analyze(&project, finer, &Task::silent()).unwrap();
    assert_eq!(agreement(&project).unwrap().items, 12);
    // Eight words of agreement, twice four of disagreement, one analysis.
    for _ in 0..17 {
        history::undo(&project).unwrap();
    }
    assert_eq!(agreement(&project).unwrap().passages, 0);
}

#[test]
fn dividing_or_locking_a_theme_is_no_coding() {
    let (_folder, project) = sample();
    let list = themes::list(&project).unwrap();
    let [whole, locked, coded] = [list[0].id, list[1].id, list[2].id];
    let parts = SplitRequest {
        id: whole,
        parts: Some(2),
    };
    let after = themes::split(&project, parts, &Task::silent())
        .unwrap()
        .value;
    let piece = after
        .iter()
        .find(|theme| theme.parent == Some(whole))
        .unwrap()
        .id;
    let lock = LockRequest {
        id: locked,
        locked: true,
    };
    themes::lock(&project, lock, &Task::silent()).unwrap();
    assert_eq!(agreement(&project).unwrap().passages, 0);

    // Of a piece a person says that it is not that theme at all.
    let item = items_with(&project, piece, 1)[0].id;
    say(&project, item, piece, false);
    say(&project, item, coded, true);
    let report = agreement(&project).unwrap();
    assert_eq!(report.items, 1);
    assert!(
        of(&report, whole).2 >= 1,
        "only the machine gives it: {report:?}"
    );
    assert!(
        report
            .themes
            .iter()
            .all(|row| row.id != piece && row.id != locked)
    );
}
