//! The window's types, generated from ours and checked to be the ones committed.

use ts_rs::{Config, TS};

use crate::{Code, Error, Noun, Progress};
use crate::{
    actions, activation, backups, call, evaluation, exports, history, items, memos, priorities,
    project, redaction, report, runs, searches, segments, sources, suggestions, tags, themes,
    trends,
};

const PATH: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/src/backend/bindings.ts"
);

macro_rules! declarations {
    ($config:expr; $($type:ty),* $(,)?) => {
        [$((<$type>::docs(), <$type>::decl($config))),*]
    };
}

fn bindings() -> String {
    let config = &Config::new().with_large_int("number");
    let types = declarations![config;
        project::ProjectInfo, project::Counts, project::RunInfo, project::ProjectPath, project::SampleRequest, project::Verification,
        sources::FileToRead, sources::ColumnRole, sources::ImportRequest, sources::ImportReport, sources::ImportedSource,
        sources::ImportProblem, sources::ColumnReading, sources::SourcePreview, sources::FolderFile, sources::SourceSummary,
        sources::LedgerRequest, sources::LedgerPage, sources::LedgerEntry, sources::SourceId,
        items::ItemQuery, items::ItemPage, items::Item, items::ItemTheme,
        items::SegmentValue, items::ItemPlace, items::ItemFacets, items::SourceCount, items::SegmentCounts, items::ItemId,
        items::ItemDetail, items::PassagesRequest, items::PassageQuote, items::Turn, items::ItemPassage, items::PassageTheme, items::Span,
        searches::SavedSearch, searches::SearchName, tags::SpanRequest, tags::SpanId,
        themes::AnalyzeRequest, themes::AnalyzeReport, themes::EncoderUse, themes::ThemeSummary, themes::ThemeDetail, themes::ThemeMap, themes::MapTheme, themes::FinerThemes, themes::FinerTheme, themes::SimilarTheme, themes::Quote,
        themes::LabelledCount, themes::ThemeId, themes::RenameRequest, themes::MergeRequest, themes::SplitRequest,
        themes::StrongCounts, themes::Levels, themes::LevelSummary, themes::RecutRequest, themes::SplitPreview,
        themes::PreviewedTheme, themes::CreateRequest, themes::CreatePreview, themes::ArrangeRequest, themes::StrikeRequest,
        memos::Memo,
        runs::RunSummary, runs::RunId, runs::DiffRequest, runs::RunDiff, runs::ContinuedTheme, runs::ThemeChange, runs::CutReport,
        tags::MoveRequest,
        themes::LockRequest, themes::HideRequest, themes::SetAside, tags::TagRequest,
        actions::Action, actions::ActionStatus, actions::AddActionRequest, actions::UpdateActionRequest,
        actions::ShipActionRequest, actions::ActionId, actions::MonitorRequest, actions::MonitorVerdict,
        suggestions::ThemeSuggestions, suggestions::Suggestion, suggestions::DismissRequest,
        segments::Segment, segments::CompareRequest, segments::SegmentShares, segments::ShareOfGroup, segments::SegmentComparison, segments::SegmentGroup,
        segments::GroupDifference, segments::ThemeInGroups,
        actions::MonitoredAction, actions::WatchedChange, actions::WatchedShare,
        activation::ActivationRequest, activation::ActivationState, activation::ActivationOptions, activation::ActivationPreset,
        activation::MetricsRequest, activation::Metrics, activation::ActivationCurve, activation::CurvePoint,
        priorities::RankRequest, priorities::Ranking, priorities::ActivatedCount, priorities::RankedTheme,
        priorities::ThemeQuestion, priorities::SensitivityPanel, priorities::SensitivityWay,
        priorities::PeopleRequest, priorities::PeoplePage, priorities::PersonBehind, priorities::PassageBehind,
        report::ReportRequest, report::ReportSection, report::SaveReportRequest, report::Report, report::Chart, report::SavedReport,
        report::ReportSettings, report::TemplateRequest, report::Template,
        trends::Split, trends::TrendsRequest, trends::TrendRequest, trends::Trends, trends::TrendBin, trends::ComparedPeriods,
        trends::ComparedPeriod, trends::TrendRow, trends::TrendChange, trends::Raised, trends::ThemeTrend, trends::TrendPoint,
        backups::Backup, backups::BackupReason, backups::BackupName, backups::AutomaticBackups, backups::Restored,
        redaction::RevealRequest, redaction::Revealed,
        exports::ExportRequest, exports::ExportContent, exports::ExportFormat, exports::ExportReport,
        history::HistoryEntry, history::HistoryStep, evaluation::Evaluation,
        evaluation::AgreementReport, evaluation::AgreementValue, evaluation::ThemeAgreementRow, Progress, Error, Code,
    ];
    let mut text =
        String::from("// Generated from crates/workbench by its test `bindings`. Do not edit.\n");
    for (docs, declaration) in types {
        text += &format!("\n{}export {declaration}\n", docs.unwrap_or_default());
    }
    let nouns: Vec<String> = Noun::ALL
        .iter()
        .map(|noun| serde_json::to_string(noun).unwrap())
        .collect();
    text += &format!(
        "\n/** What a write touched. */\nexport type Noun = {};\n",
        nouns.join(" | ")
    );
    text += "\n/** Every call by name. */\nexport interface Calls {\n";
    for (name, request) in [
        ("project_open", "ProjectPath"),
        ("project_create", "ProjectPath"),
        ("project_sample", "SampleRequest"),
    ] {
        text += &format!("    {name}: {{ request: {request}; response: ProjectInfo }};\n");
    }
    for [name, request, response] in call::signatures(config) {
        text += &format!("    {name}: {{ request: {request}; response: {response} }};\n");
    }
    text + "}\n"
}

#[test]
fn the_windows_types_are_the_ones_generated_from_ours() {
    let generated = bindings();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(PATH, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(PATH).unwrap_or_default();
    assert!(
        committed == generated,
        "ui/src/backend/bindings.ts is out of date: run `make bindings` and commit it"
    );
}

#[test]
fn every_type_that_a_call_needs_is_declared() {
    let generated = bindings();
    // What the comments say is no code.
    let code: String = generated
        .lines()
        .filter(|line| !line.trim_start().starts_with(['/', '*']))
        .collect::<Vec<_>>()
        .join(" ");
    let words: Vec<&str> = code
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '"'))
        .collect();
    let declared: Vec<&str> = words
        .windows(2)
        .filter(|pair| matches!(pair[0], "type" | "interface"))
        .map(|pair| pair[1])
        .chain(["Array", "Record"])
        .collect();
    let unique: std::collections::BTreeSet<&str> = declared.iter().copied().collect();
    assert_eq!(
        unique.len(),
        declared.len(),
        "two types of one name would be one type to the window"
    );
    let used = words
        .iter()
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    for word in used {
        assert!(
            declared.contains(word),
            "{word} is used in the window's types and missing in `declarations!`"
        );
    }
}
