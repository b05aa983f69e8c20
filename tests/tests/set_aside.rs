//! What says nothing, stands in many items, or repeats another: left out, counted and shown.
#![allow(clippy::unwrap_used)]

use assay_tests::file;
use assay_workbench::items::{Item, ItemId, ItemQuery};
use assay_workbench::report::ReportRequest;
use assay_workbench::sources::ImportRequest;
use assay_workbench::themes::{AnalyzeReport, AnalyzeRequest, SetAside};
use assay_workbench::{Project, Task, history, items, project, report, sources, themes};

const DISCLAIMER: &str = "This message and its attachments are confidential and meant for the \
    addressee alone; whoever received it in error must delete it at once.";

const SUBJECTS: [[&str; 6]; 2] = [
    [
        "the invoice shows the wrong amount",
        "my invoice has a wrong tax number",
        "no invoice for the last month",
        "I need the invoice as a spreadsheet",
        "why is the invoice in dollars",
        "two invoices for the same order",
    ],
    [
        "the password reset mail never comes",
        "cannot log in with my new password",
        "password is not accepted on the phone",
        "login page says my password expired",
        "how do I change the password",
        "locked out after three wrong passwords",
    ],
];

fn analysed(comments: &[String]) -> (tempfile::TempDir, Project, AnalyzeReport) {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::create(&folder.path().join("project.assay")).unwrap();
    let path = folder.path().join("comments.csv");
    let rows: String = comments
        .iter()
        .enumerate()
        .map(|(id, comment)| format!("{id},person{id},\"{comment}\"\n"))
        .collect();
    std::fs::write(&path, format!("id,customer,comment\n{rows}")).unwrap();
    let request = ImportRequest {
        files: vec![file(&path, Some("survey"))],
        redact: true,
        dry_run: false,
        ..ImportRequest::default()
    };
    sources::import(&project, request, &Task::silent()).unwrap();
    let analysis = themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    (folder, project, analysis.value)
}

/// Twelve tickets with a disclaimer, one of them three times, and two that say nothing.
fn tickets() -> Vec<String> {
    let mut tickets: Vec<String> = SUBJECTS
        .as_flattened()
        .iter()
        .map(|text| format!("Hi team,\n{text}.\n\n{DISCLAIMER}"))
        .collect();
    tickets.push(tickets[3].replace("Hi team", "Hello"));
    tickets.push(tickets[3].to_uppercase());
    tickets.extend([
        "Thank you so much!".to_owned(),
        "Hi, thanks a lot".to_owned(),
    ]);
    tickets
}

fn with(project: &Project, aside: &str) -> Vec<Item> {
    let query = ItemQuery {
        aside: Some(aside.into()),
        ..ItemQuery::default()
    };
    items::search(project, query).unwrap().items
}

#[test]
fn what_is_set_aside_is_counted_and_can_be_found() {
    let (_folder, project, analysis) = analysed(&tickets());
    let aside = SetAside {
        no_answer: 2,
        boilerplate: 0,
        repeat: 2,
        trimmed: 12,
    };
    assert_eq!(analysis.aside, aside);
    assert_eq!(analysis.untagged, 2);
    assert_eq!(project::info(&project).unwrap().run.unwrap().aside, aside);
    assert_eq!(with(&project, "no_answer").len(), 2);
    assert!(with(&project, "no_answer")[0].themes.is_empty());
    let facets = items::facets(&project, ItemQuery::default())
        .unwrap()
        .asides;
    for facet in &facets {
        let found = with(&project, &facet.label).len() as u64;
        assert_eq!(found, facet.count, "{}", facet.label);
    }
    assert_eq!(facets.len(), 3);

    let repeats = with(&project, "repeat");
    let detail = items::show(&project, ItemId { id: repeats[0].id }).unwrap();
    let passage = &detail.passages[0];
    assert_eq!(passage.aside.as_deref(), Some("repeat"));
    let original = items::show(
        &project,
        ItemId {
            id: passage.repeats.unwrap(),
        },
    )
    .unwrap();
    assert_eq!(original.item.themes[0].id, detail.item.themes[0].id);

    let untagged = ItemQuery {
        untagged: true,
        ..ItemQuery::default()
    };
    assert_eq!(items::search(&project, untagged).unwrap().total, 0);
    let unknown = ItemQuery {
        aside: Some("spam".into()),
        ..ItemQuery::default()
    };
    assert!(items::search(&project, unknown).is_err());
}

#[test]
fn a_disclaimer_names_no_theme_and_repeats_count_as_people() {
    let (_folder, project, _) = analysed(&tickets());
    let themes = themes::list(&project).unwrap();
    assert_eq!(themes.iter().map(|theme| theme.customers).sum::<u64>(), 14);
    for theme in &themes {
        for name in theme.keywords.iter().chain([&theme.label]) {
            let name = name.to_lowercase();
            for idle in ["confidential", "attachment", "addressee", "thank", "team"] {
                assert!(!name.contains(idle), "{name}");
            }
        }
    }
}

#[test]
fn the_report_tells_and_the_file_is_whole() {
    let (_folder, project, analysis) = analysed(&tickets());
    let markdown = report::render(&project, ReportRequest::default())
        .unwrap()
        .markdown;
    for said in [
        "2 passages of greetings",
        "12 passages were read without such parts",
        "2 passages repeat another",
        "12 comments that say something of their own",
    ] {
        assert!(markdown.contains(said), "{said} in\n{markdown}");
    }
    assert_eq!(analysis.notes.len(), 1);
    let checked = project::verify(&project, &Task::silent()).unwrap();
    assert!(checked.problems.is_empty(), "{:?}", checked.problems);
    assert_eq!(checked.stored_hash, checked.recomputed_hash);
    history::undo(&project).unwrap();
    assert!(
        with(&project, "repeat").is_empty(),
        "they belong to the run"
    );
}

#[test]
fn very_few_comments_are_sorted_without_silly_names() {
    let all = SUBJECTS.concat();
    for count in [1, 2, 5, 12] {
        let comments: Vec<String> = (0..count).map(|at| all[at * 5 % 12].to_owned()).collect();
        let (_folder, project, analysis) = analysed(&comments);
        assert_eq!(analysis.notes.len(), 1, "{:?}", analysis.notes);
        let themes = themes::list(&project).unwrap();
        assert!(
            !themes.is_empty() && themes.len() <= count.div_ceil(2),
            "{count}"
        );
        for theme in &themes {
            assert!(theme.label.chars().count() > 2, "{}", theme.label);
        }
    }
}
