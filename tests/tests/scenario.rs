//! The main job, end to end, on the sample whose answer is known.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use assay_tests::{file, import_sample, root, sample_files};
use assay_workbench::items::{Item, ItemQuery};
use assay_workbench::priorities::{RankRequest, RankedTheme, Ranking};
use assay_workbench::report::ReportRequest;
use assay_workbench::sources::{ImportReport, ImportRequest, LedgerRequest};
use assay_workbench::themes::{AnalyzeRequest, MergeRequest, RenameRequest, SplitRequest};
use assay_workbench::{
    Project, Task, history, items, priorities, project, report, sources, themes,
};
use serde_json::Value;

struct Sample {
    _folder: tempfile::TempDir,
    project: Project,
    imported: ImportReport,
    ranking: Ranking,
}

/// The sample imported, analysed and ranked once for all tests that only read it.
fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let (folder, project) = fresh();
        let imported = import_sample(&project).unwrap();
        themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
        let ranking = priorities::rank(&project, RankRequest::default()).unwrap();
        Sample {
            _folder: folder,
            project,
            imported,
            ranking,
        }
    })
}

fn fresh() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::create(&folder.path().join("sample.assay")).unwrap();
    (folder, project)
}

fn truth() -> Value {
    serde_json::from_slice(&std::fs::read(root().join("samples/truth.json")).unwrap()).unwrap()
}

/// For each planted theme, the found theme that covers most of its items, with that share.
fn found_for_planted(sample: &Sample) -> BTreeMap<String, (RankedTheme, f64)> {
    let truth = truth();
    let mut planted: HashMap<(String, u64, Option<String>), Vec<String>> = HashMap::new();
    for item in truth["items"].as_array().unwrap() {
        let file = item["file"].as_str().unwrap();
        let name = file.rsplit('/').next().unwrap().to_owned();
        let keys = item["themes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key.as_str().unwrap().to_owned());
        if let Some(row) = item["row"].as_u64() {
            let question = item["column"].as_str().map(str::to_owned);
            planted
                .entry((name, row, question))
                .or_default()
                .extend(keys);
        }
    }
    let all = items::search(
        &sample.project,
        ItemQuery {
            limit: Some(100_000),
            ..ItemQuery::default()
        },
    )
    .unwrap()
    .items;
    let mut shared: HashMap<(String, i64), usize> = HashMap::new();
    let mut total: HashMap<String, usize> = HashMap::new();
    let of_item = |item: &Item| {
        let place = (
            item.source.clone(),
            item.row.unwrap_or(0),
            item.question.clone(),
        );
        planted.get(&place).cloned().unwrap_or_default()
    };
    for item in &all {
        for key in of_item(item) {
            *total.entry(key.clone()).or_default() += 1;
            for theme in &item.themes {
                *shared.entry((key.clone(), theme.id)).or_default() += 1;
            }
        }
    }
    total
        .into_iter()
        .filter_map(|(key, n)| {
            let ranked = sample
                .ranking
                .themes
                .iter()
                .max_by_key(|theme| shared.get(&(key.clone(), theme.id)).unwrap_or(&0))?;
            let share = *shared.get(&(key.clone(), ranked.id)).unwrap_or(&0) as f64 / n as f64;
            Some((key, (ranked.clone(), share)))
        })
        .collect()
}

#[test]
fn every_kind_of_file_goes_in_with_nothing_rejected() {
    let sample = sample();
    for source in &sample.imported.sources {
        assert_eq!(source.rejected, 0, "{}: {:?}", source.path, source.problems);
        assert!(
            source.items + source.customers + source.events > 0,
            "{} gave nothing",
            source.path
        );
    }
    let total = |count: fn(&assay_workbench::sources::ImportedSource) -> u64| {
        sample.imported.sources.iter().map(count).sum::<u64>()
    };
    assert_eq!(total(|source| source.customers), 1500);
    assert!(total(|source| source.items) >= 600);
    assert!(total(|source| source.no_answer) > 0);
    assert!(total(|source| source.redacted) > 0);
}

#[test]
fn importing_the_same_files_again_adds_nothing() {
    let (_folder, project) = fresh();
    import_sample(&project).unwrap();
    let before = project::info(&project).unwrap().counts;
    let request = ImportRequest {
        files: sample_files(),
        redact: true,
        dry_run: false,
        ..ImportRequest::default()
    };
    let again = sources::import(&project, request, &Task::silent()).unwrap();
    assert!(
        again.changed.is_empty(),
        "nothing to undo when nothing was added"
    );
    for source in &again.value.sources {
        assert_eq!(
            (source.items, source.customers, source.events),
            (0, 0, 0),
            "{}",
            source.path
        );
        assert!(source.duplicates > 0);
    }
    assert_eq!(project::info(&project).unwrap().counts, before);
}

#[test]
fn the_planted_themes_are_found() {
    let found = found_for_planted(sample());
    for theme in truth()["themes"].as_array().unwrap() {
        let key = theme["key"].as_str().unwrap();
        let (ranked, share) = &found[key];
        assert!(
            *share >= 0.5,
            "{key}: the best theme, “{}”, covers only {:.0} %",
            ranked.label,
            share * 100.0
        );
    }
}

#[test]
fn themes_that_lower_activation_are_linked_and_the_confounder_is_not_blamed() {
    let sample = sample();
    let found = found_for_planted(sample);
    for theme in truth()["themes"].as_array().unwrap() {
        let key = theme["key"].as_str().unwrap();
        let (ranked, _) = &found[key];
        let shown = format!(
            "{key} → “{}”: {} {:?} ({:?} to {:?})",
            ranked.label, ranked.verdict, ranked.difference, ranked.low, ranked.high
        );
        match theme["kind"].as_str().unwrap() {
            "lower" => assert_eq!(ranked.verdict, "lower", "{shown}"),
            "higher" => assert_ne!(ranked.verdict, "lower", "{shown}"),
            "confounded" | "frequent" => assert!(ranked.verdict != "lower", "{shown}"),
            _ => assert_ne!(ranked.verdict, "lower", "{shown}"),
        }
    }
    let lower = sample
        .ranking
        .themes
        .iter()
        .take_while(|theme| theme.verdict == "lower")
        .count();
    assert!(
        lower >= 4,
        "the four harmful themes come first, before the frequent harmless one"
    );
}

#[test]
fn the_same_seed_gives_the_same_result_on_any_number_of_threads_and_verify_agrees() {
    let sample = sample();
    let expected = project::info(&sample.project).unwrap().run.unwrap().hash;
    for threads in [1, 3] {
        let (_folder, project) = fresh();
        import_sample(&project).unwrap();
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let report = pool.install(|| {
            themes::analyze(&project, AnalyzeRequest::default(), &Task::silent())
                .unwrap()
                .value
        });
        assert_eq!(report.hash, expected, "{threads} threads");
    }
    let verification = project::verify(&sample.project, &Task::silent()).unwrap();
    assert_eq!(verification.problems, Vec::<String>::new());
    assert_eq!(
        verification.recomputed_hash.as_deref(),
        Some(expected.as_str())
    );
}

#[test]
fn an_analysis_that_finds_the_same_again_leaves_no_step_behind() {
    let (_folder, project) = fresh();
    import_sample(&project).unwrap();
    let analyze = || themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    let first = analyze();
    let steps = history::list(&project).unwrap().len();
    let second = analyze();
    assert!(second.changed.is_empty());
    assert_eq!(
        (second.value.run, &second.value.hash),
        (first.value.run, &first.value.hash)
    );
    assert_eq!(history::list(&project).unwrap().len(), steps);
}

#[test]
fn a_persons_decisions_outlive_a_new_run_and_can_all_be_undone() {
    let (_folder, project) = fresh();
    import_sample(&project).unwrap();
    let task = Task::silent();
    themes::analyze(&project, AnalyzeRequest::default(), &task).unwrap();
    let before = themes::list(&project).unwrap();
    let (first, second, third) = (before[0].id, before[1].id, before[2].id);
    let rename = RenameRequest {
        id: first,
        label: "What hurts most".into(),
    };
    themes::rename(&project, rename, &task).unwrap();
    themes::merge(
        &project,
        MergeRequest {
            into: first,
            themes: vec![second],
        },
        &task,
    )
    .unwrap();
    let split = themes::split(
        &project,
        SplitRequest {
            id: third,
            parts: Some(2),
        },
        &task,
    )
    .unwrap();
    assert!(split.value.iter().any(|theme| theme.parent == Some(third)));
    let edited = themes::list(&project).unwrap();

    themes::analyze(
        &project,
        AnalyzeRequest {
            granularity: Some(4.0),
            ..AnalyzeRequest::default()
        },
        &task,
    )
    .unwrap();
    let after = themes::list(&project).unwrap();
    let kept = after
        .iter()
        .find(|theme| theme.id == first)
        .expect("a renamed theme is still there");
    assert_eq!(kept.label, "What hurts most");
    assert!(
        after.iter().all(|theme| theme.id != second),
        "what was merged stays merged"
    );
    assert!(
        after.iter().any(|theme| theme.parent == Some(third)),
        "what was split stays split"
    );

    assert!(history::undo(&project).unwrap().value.what.is_some());
    let names = |themes: &[themes::ThemeSummary]| {
        themes
            .iter()
            .map(|theme| (theme.id, theme.label.clone(), theme.passages))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(&themes::list(&project).unwrap()),
        names(&edited),
        "undoing the run brings the edited themes back"
    );
    for _ in 0..3 {
        history::undo(&project).unwrap();
    }
    assert_eq!(names(&themes::list(&project).unwrap()), names(&before));
    let verification = project::verify(&project, &task).unwrap();
    assert_eq!(verification.problems, Vec::<String>::new());
}

#[test]
fn every_number_of_the_report_leads_to_quotes_and_rows() {
    let sample = sample();
    let report = report::render(&sample.project, ReportRequest::default()).unwrap();
    for theme in sample
        .ranking
        .themes
        .iter()
        .filter(|theme| theme.verdict == "lower")
    {
        let heading = format!("### {}. ", theme.rank);
        let section = report
            .markdown
            .split(&heading)
            .nth(1)
            .expect("each linked theme has a section");
        assert!(
            section.contains("> — "),
            "with quotes that say where they come from"
        );
        assert!(section.contains("· item "));
    }
    for chart in &report.charts {
        assert!(report.markdown.contains(&format!("]({})", chart.name)));
        assert!(chart.svg.contains("<title") && chart.svg.contains("<desc"));
    }
    let run = project::info(&sample.project).unwrap().run.unwrap();
    assert!(
        report.markdown.contains(&run.hash),
        "the run can be checked"
    );
    assert!(!report.markdown.contains('\u{0}') && !report.markdown.contains("{{"));
}

#[test]
fn the_ledger_says_what_happened_to_each_row() {
    let sample = sample();
    let page = |what: &str| {
        let request = LedgerRequest {
            source: None,
            what: Some(what.into()),
            offset: 0,
            limit: Some(1000),
        };
        sources::ledger(&sample.project, request).unwrap()
    };
    let listed = sources::list(&sample.project).unwrap();
    assert_eq!(
        page("no_answer").total,
        listed.iter().map(|source| source.no_answer).sum::<u64>()
    );
    assert_eq!(
        page("duplicate").total,
        listed.iter().map(|source| source.duplicates).sum::<u64>()
    );
    assert!(
        page("redacted")
            .entries
            .iter()
            .all(|entry| entry.row.is_some() && !entry.reason.is_empty())
    );
}

#[test]
fn a_cancelled_import_or_analysis_changes_nothing() {
    let (_folder, project) = fresh();
    let task = Task::silent();
    task.cancel();
    let request = ImportRequest {
        files: vec![file(&root().join("samples/tickets.csv"), None)],
        redact: true,
        dry_run: false,
        ..ImportRequest::default()
    };
    assert!(sources::import(&project, request, &task).is_err());
    assert_eq!(project::info(&project).unwrap().counts.items, 0);
    import_sample(&project).unwrap();
    assert!(themes::analyze(&project, AnalyzeRequest::default(), &task).is_err());
    assert!(project::info(&project).unwrap().run.is_none());
}
