//! What a person chooses for the report: sections, template, groups; kept, undone, and refused with
//! the line that is wrong.
#![allow(clippy::unwrap_used)]

use assay_tests::import_sample;
use assay_workbench::priorities::{self, RankRequest};
use assay_workbench::report::{
    self, ReportRequest, ReportSection, ReportSettings, SaveReportRequest, TemplateRequest,
};
use assay_workbench::segments::CompareRequest;
use assay_workbench::themes::{self, AnalyzeRequest};
use assay_workbench::{Code, Project, Task, history};

fn sample() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::create(&folder.path().join("sample.assay")).unwrap();
    import_sample(&project).unwrap();
    themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    (folder, project)
}

fn written(project: &Project, request: ReportRequest) -> String {
    report::render(project, request).unwrap().markdown
}

fn set(project: &Project, settings: &ReportSettings) -> assay_workbench::Result<()> {
    report::set(project, settings.clone(), &Task::silent()).map(|_| ())
}

#[test]
fn sections_left_out_stay_out_until_asked_for_or_undone() {
    let (folder, project) = sample();
    let all = written(&project, ReportRequest::default());
    assert!(all.contains("\n## How to read the numbers"));
    let settings = ReportSettings {
        left_out: vec![ReportSection::Method, ReportSection::Ranking],
        ..ReportSettings::default()
    };
    set(&project, &settings).unwrap();
    let fewer = written(&project, ReportRequest::default());
    assert!(!fewer.contains("\n## How to read the numbers") && fewer.contains("\n## Summary"));
    let without = ReportRequest {
        without: vec![ReportSection::Summary],
        ..ReportRequest::default()
    };
    assert!(!written(&project, without).contains("\n## Summary"));
    let only = ReportRequest {
        sections: Some(vec![ReportSection::Method]),
        ..ReportRequest::default()
    };
    assert!(
        written(&project, only).contains("\n## How to read the numbers"),
        "what is asked for goes before what is kept"
    );

    let path = folder.path().join("report.md");
    let request = SaveReportRequest {
        path: path.to_str().unwrap().into(),
        ..SaveReportRequest::default()
    };
    let saved = report::save(&project, request).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    for chart in &saved.files[1..] {
        let name = chart.rsplit('/').next().unwrap();
        assert!(text.contains(name), "{name} is a chart of this report");
    }

    drop(project);
    let project = Project::open(&folder.path().join("sample.assay")).unwrap();
    assert_eq!(report::settings(&project).unwrap(), settings);
    history::undo(&project).unwrap();
    assert_eq!(written(&project, ReportRequest::default()), all);
}

#[test]
fn each_chart_has_whiskers_and_points_and_its_numbers_as_a_table() {
    let (_folder, project) = sample();
    let report = report::render(&project, ReportRequest::default()).unwrap();
    let chart = |name: &str| {
        let charts = &report.charts;
        let found = charts.iter().find(|chart| chart.name == name);
        found.unwrap().svg.clone()
    };
    let people = chart("people-by-theme.svg");
    let ranking = priorities::rank(&project, RankRequest::default()).unwrap();
    assert_eq!(people.matches("<rect ").count(), 2 * ranking.themes.len());
    for theme in &ranking.themes {
        let count = format!("\n{}\n</text>", theme.customers);
        assert!(people.contains(&count), "{} people", theme.customers);
    }
    let mut trends = report
        .charts
        .iter()
        .filter(|chart| chart.name.starts_with("trend"));
    let drawn = trends.next().unwrap();
    assert!(drawn.svg.matches("<circle ").count() > 4 && drawn.svg.contains(" %\n</text>"));
    let tables = report.markdown.matches("| Week | Raise it |").count();
    assert_eq!(
        tables,
        1 + trends.count(),
        "a table for each chart over time"
    );
    assert!(
        report.markdown.contains("| People | Share | "),
        "and one for the others"
    );
}

#[test]
fn a_template_of_ones_own_is_kept_and_a_wrong_one_is_refused_with_its_line() {
    let (folder, project) = sample();
    let built_in = report::read_template(TemplateRequest { path: None })
        .unwrap()
        .text;
    let with = |template: &str| ReportSettings {
        template: Some(template.into()),
        ..ReportSettings::default()
    };
    set(
        &project,
        &with("# {{ project.name }}\n\n{{ project.counts.items }} pieces\n"),
    )
    .unwrap();
    let own = written(&project, ReportRequest::default());
    assert!(
        own.starts_with("# sample\n\n") && own.ends_with(" pieces"),
        "{own}"
    );

    for (wrong, line) in [
        ("# a\n\n{% if show.summary %}\nnever closed\n", "line 4"),
        ("# a\n{{ project.name | nothing_of_the_kind }}", "line 2"),
        ("# a\n\n\n{{ no.such.thing }}", "line 4"),
    ] {
        let error = set(&project, &with(wrong)).unwrap_err();
        assert_eq!(error.code, Code::BadInput);
        assert!(error.message.contains(line), "{}", error.message);
        assert!(
            !error.message.contains('\n'),
            "one sentence: {}",
            error.message
        );
    }
    assert_eq!(
        written(&project, ReportRequest::default()),
        own,
        "nothing was changed"
    );

    let file = folder.path().join("theirs.md");
    std::fs::write(&file, &built_in).unwrap();
    let path = Some(file.to_str().unwrap().to_owned());
    assert_eq!(
        report::read_template(TemplateRequest { path: path.clone() })
            .unwrap()
            .text,
        built_in
    );
    let from_file = ReportRequest {
        template: path,
        ..ReportRequest::default()
    };
    assert!(written(&project, from_file).contains("\n## Summary"));
    let nowhere = Some(
        folder
            .path()
            .join("nowhere.md")
            .to_str()
            .unwrap()
            .to_owned(),
    );
    let error = report::read_template(TemplateRequest { path: nowhere }).unwrap_err();
    assert!(error.message.contains("nowhere.md"), "{}", error.message);
}

#[test]
fn two_groups_are_set_side_by_side_each_time() {
    let (_folder, project) = sample();
    let segment = assay_workbench::segments::list(&project).unwrap().remove(0);
    let [a, b] = [0, 1].map(|place| segment.values[place].label.clone());
    let compare = CompareRequest {
        segment: segment.name,
        a,
        b,
    };
    let settings = ReportSettings {
        compare: Some(compare.clone()),
        ..ReportSettings::default()
    };
    let before = written(&project, ReportRequest::default());
    set(&project, &settings).unwrap();
    let asked = ReportRequest {
        compare: Some(compare),
        ..ReportRequest::default()
    };
    let kept = written(&project, ReportRequest::default());
    assert_ne!(kept, before);
    assert_eq!(kept, written(&project, asked));
}
