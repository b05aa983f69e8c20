//! Every verb by name, in JSON: the one door of the desktop window and the browser.

use std::path::Path;
use std::sync::{Arc, RwLock};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::ahead::Ahead;
use crate::{Changed, Code, Error, Noun, Project, Result, Task};
use crate::{
    actions, activation, backups, evaluation, exports, history, items, memos, priorities, project,
    redaction, report, runs, searches, segments, sources, suggestions, tags, themes, trends,
};

/// The application behind a window: at most one open project.
#[derive(Default)]
pub struct Workbench {
    project: RwLock<Option<Arc<Project>>>,
    ahead: Arc<Ahead>,
}

/// The table of verbs: it makes the router, and (in tests) the TypeScript types.
macro_rules! verbs {
    ($(read $read:ident: $read_request:ty => $read_response:ty = $read_body:expr;)*
     $(write $write:ident: $write_request:ty => $write_response:ty = $write_body:expr;)*) => {
        impl Workbench {
            fn route(&self, name: &str, request: Value, task: &Task) -> Result<Value> {
                match name {
                    $(stringify!($read) => {
                        let request: $read_request = parse(name, request)?;
                        let body: fn(&Project, $read_request, &Task) -> Result<$read_response> = $read_body;
                        answer(body(&*self.project()?, request, task)?, &[])
                    })*
                    $(stringify!($write) => {
                        let request: $write_request = parse(name, request)?;
                        let body: fn(&Project, $write_request, &Task) -> Result<Changed<$write_response>> = $write_body;
                        let project = self.project()?;
                        let done = body(&project, request, task)?;
                        if [Noun::Items, Noun::Runs].iter().any(|noun| done.changed.contains(noun)) {
                            self.ahead.read(&project);
                        }
                        answer(done.value, &done.changed)
                    })*
                    _ => Err(Error::not_found(format!("there is no call named “{name}”"))),
                }
            }
        }

        #[cfg(test)]
        pub(crate) fn signatures(config: &ts_rs::Config) -> Vec<[String; 3]> {
            use ts_rs::TS;
            vec![
                $([stringify!($read).into(), <$read_request>::name(config), <$read_response>::name(config)],)*
                $([stringify!($write).into(), <$write_request>::name(config), <$write_response>::name(config)],)*
            ]
        }
    };
}

verbs! {
    read project_info: () => project::ProjectInfo = |project, (), _| project::info(project);
    read project_verify: () => project::Verification = |project, (), task| project::verify(project, task);
    read sources_list: () => Vec<sources::SourceSummary> = |project, (), _| sources::list(project);
    read sources_preview: sources::FileToRead => sources::SourcePreview = |project, request, _| sources::preview(project, request);
    read sources_ledger: sources::LedgerRequest => sources::LedgerPage = |project, request, _| sources::ledger(project, request);
    read items_search: items::ItemQuery => items::ItemPage = |project, request, _| items::search(project, request);
    read items_place: items::ItemQuery => items::ItemPlace = |project, request, _| items::place(project, request);
    read items_facets: items::ItemQuery => items::ItemFacets = |project, request, _| items::facets(project, request);
    read items_passages: items::PassagesRequest => Vec<items::PassageQuote> = |project, request, _| items::passages(project, request);
    read items_show: items::ItemId => items::ItemDetail = |project, request, _| items::show(project, request);
    read searches_list: () => Vec<searches::SavedSearch> = |project, (), _| searches::list(project);
    read themes_list: () => Vec<themes::ThemeSummary> = |project, (), _| themes::list(project);
    read themes_hidden: () => Vec<themes::ThemeSummary> = |project, (), _| themes::hidden(project);
    read themes_levels: () => themes::Levels = |project, (), _| themes::levels(project);
    read themes_split_preview: themes::SplitRequest => themes::SplitPreview = themes::split_preview;
    read themes_create_preview: themes::CreateRequest => themes::CreatePreview = themes::create_preview;
    read memos_list: () => Vec<memos::Memo> = |project, (), _| memos::list(project);
    read runs_list: () => Vec<runs::RunSummary> = |project, (), _| runs::list(project);
    read runs_diff: runs::DiffRequest => runs::RunDiff = |project, request, _| runs::diff(project, request);
    read themes_show: themes::ThemeId => themes::ThemeDetail = |project, request, _| themes::show(project, request);
    read themes_map: () => Option<themes::ThemeMap> = |project, (), _| themes::map(project);
    read themes_finer: () => themes::FinerThemes = |project, (), _| themes::finer(project);
    read themes_trends: trends::TrendsRequest => trends::Trends = |project, request, _| trends::list(project, request);
    read themes_trend: trends::TrendRequest => trends::ThemeTrend = |project, request, _| trends::show(project, request);
    read evaluation_agreement: () => evaluation::AgreementReport = |project, (), _| evaluation::agreement(project);
    read actions_list: () => Vec<actions::Action> = |project, (), _| actions::list(project);
    read actions_monitor: actions::MonitorRequest => Vec<actions::MonitoredAction> = |project, request, _| actions::monitor(project, request);
    read suggestions_for: themes::ThemeId => suggestions::ThemeSuggestions = |project, request, _| suggestions::for_theme(project, request);
    read suggestions_list: () => Vec<suggestions::ThemeSuggestions> = |project, (), _| suggestions::list(project);
    read segments_list: () => Vec<segments::Segment> = |project, (), _| segments::list(project);
    read segments_of_theme: themes::ThemeId => Vec<segments::SegmentShares> = |project, request, _| segments::of_theme(project, request);
    read segments_compare: segments::CompareRequest => segments::SegmentComparison = |project, request, _| segments::compare(project, request);
    read activation_get: () => activation::ActivationState = |project, (), _| activation::get(project);
    read activation_options: () => activation::ActivationOptions = |project, (), _| activation::options(project);
    read activation_presets: () => Vec<activation::ActivationPreset> = |project, (), _| activation::presets(project);
    read activation_try: activation::ActivationRequest => activation::ActivationState = |project, request, _| activation::attempt(project, request);
    read activation_metrics: activation::MetricsRequest => activation::Metrics = |project, request, _| activation::metrics(project, request);
    read activation_curve: () => activation::ActivationCurve = |project, (), _| activation::curve(project);
    read priorities_rank: priorities::RankRequest => priorities::Ranking = |project, request, _| priorities::rank(project, request);
    read priorities_sensitivity: priorities::ThemeQuestion => priorities::SensitivityPanel = |project, request, _| priorities::sensitivity(project, request);
    read priorities_people: priorities::PeopleRequest => priorities::PeoplePage = |project, request, _| priorities::people(project, request);
    read report_render: report::ReportRequest => report::Report = |project, request, _| report::render(project, request);
    read report_settings: () => report::ReportSettings = |project, (), _| report::settings(project);
    read report_template: report::TemplateRequest => report::Template = |_, request, _| report::read_template(request);
    read report_save: report::SaveReportRequest => report::SavedReport = |project, request, _| report::save(project, request);
    read redaction_reveal: redaction::RevealRequest => Vec<redaction::Revealed> = |project, request, _| redaction::reveal(project, request);
    read exports_save: exports::ExportRequest => exports::ExportReport = exports::save;
    read history_list: () => Vec<history::HistoryEntry> = |project, (), _| history::list(project);
    read backups_list: () => Vec<backups::Backup> = |project, (), _| backups::list(project);
    read backups_make: () => backups::Backup = |project, (), _| backups::make(project);
    write sources_import: sources::ImportRequest => sources::ImportReport = sources::import;
    write sources_remove: sources::SourceId => () = sources::remove;
    write themes_analyze: themes::AnalyzeRequest => themes::AnalyzeReport = themes::analyze;
    write themes_recut: themes::RecutRequest => runs::CutReport = themes::recut;
    write themes_create: themes::CreateRequest => Vec<themes::ThemeSummary> = themes::create;
    write themes_arrange: themes::ArrangeRequest => Vec<themes::ThemeSummary> = themes::arrange;
    write themes_strike: themes::StrikeRequest => Vec<themes::ThemeSummary> = themes::strike;
    write tags_move: tags::MoveRequest => () = tags::move_passages;
    write runs_switch: runs::RunId => runs::CutReport = runs::switch;
    write themes_rename: themes::RenameRequest => Vec<themes::ThemeSummary> = themes::rename;
    write themes_merge: themes::MergeRequest => Vec<themes::ThemeSummary> = themes::merge;
    write themes_split: themes::SplitRequest => Vec<themes::ThemeSummary> = themes::split;
    write themes_lock: themes::LockRequest => Vec<themes::ThemeSummary> = themes::lock;
    write themes_hide: themes::HideRequest => Vec<themes::ThemeSummary> = themes::hide;
    write tags_set: tags::TagRequest => () = tags::set;
    write actions_add: actions::AddActionRequest => Vec<actions::Action> = actions::add;
    write actions_update: actions::UpdateActionRequest => Vec<actions::Action> = actions::update;
    write actions_ship: actions::ShipActionRequest => Vec<actions::Action> = actions::ship;
    write actions_remove: actions::ActionId => Vec<actions::Action> = actions::remove;
    write tags_span: tags::SpanRequest => () = tags::span;
    write tags_unspan: tags::SpanId => () = tags::unspan;
    write searches_save: searches::SavedSearch => Vec<searches::SavedSearch> = searches::save;
    write searches_remove: searches::SearchName => Vec<searches::SavedSearch> = searches::remove;
    write suggestions_dismiss: suggestions::DismissRequest => suggestions::ThemeSuggestions = suggestions::dismiss;
    write report_set: report::ReportSettings => report::ReportSettings = report::set;
    write activation_set: activation::ActivationRequest => activation::ActivationState = activation::set;
    write backups_restore: backups::BackupName => backups::Restored = backups::restore;
    write backups_automatic: backups::AutomaticBackups => () = |project, request, _| backups::set_automatic(project, request);
    write history_undo: () => history::HistoryStep = |project, (), _| history::undo(project);
    write history_redo: () => history::HistoryStep = |project, (), _| history::redo(project);
}

impl Workbench {
    /// A workbench with no project open.
    pub fn new() -> Workbench {
        Workbench::default()
    }

    /// A workbench with this project open.
    pub fn with_project(project: Project) -> Workbench {
        let workbench = Workbench::default();
        workbench.show(project);
        workbench
    }

    /// Do what `name` says with `request`, a JSON value of the verb's request type. Blocks until
    /// it is done; `task` hears of the progress and can cancel.
    ///
    /// Returns `{"value": …, "changed": […]}`: the verb's response and the nouns to draw again.
    pub fn call(&self, name: &str, request: Value, task: &Task) -> Result<Value> {
        let _waiting = self.ahead.waiting();
        match name {
            "project_open" | "project_create" | "project_sample" => {
                let opened = match name {
                    "project_sample" => project::open_sample(&parse(name, request)?, task)?,
                    _ => {
                        let path: project::ProjectPath = parse(name, request)?;
                        let path = Path::new(&path.path);
                        match name {
                            "project_open" => project::open(path)?,
                            _ => project::create(path)?,
                        }
                    }
                };
                let info = project::info(&opened)?;
                self.show(opened);
                answer(info, &Noun::ALL)
            }
            _ => self.route(name, request, task),
        }
    }

    fn show(&self, project: Project) {
        let project = Arc::new(project);
        let mut shown = self
            .project
            .write()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        *shown = Some(project.clone());
        self.ahead.read(&project);
    }

    fn project(&self) -> Result<Arc<Project>> {
        let project = self
            .project
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        project.clone().ok_or_else(|| {
            Error::new(
                Code::NoProject,
                "no project is open; open or create one first",
            )
        })
    }
}

fn parse<T: DeserializeOwned>(name: &str, request: Value) -> Result<T> {
    serde_json::from_value(request)
        .map_err(|error| Error::bad_input(format!("the request of “{name}” is not right: {error}")))
}

fn answer(value: impl serde::Serialize, changed: &[Noun]) -> Result<Value> {
    let value = serde_json::to_value(value).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("the answer could not be written as JSON: {error}"),
        )
    })?;
    Ok(json!({ "value": value, "changed": changed }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_without_a_project_or_with_a_wrong_request_is_one_sentence() {
        let workbench = Workbench::new();
        let call = |name: &str, request: Value| {
            workbench.call(name, request, &Task::silent()).unwrap_err()
        };
        assert_eq!(call("themes_list", Value::Null).code, Code::NoProject);
        assert_eq!(call("themes_show", json!({"id": "x"})).code, Code::BadInput);
        assert_eq!(call("no_such_thing", Value::Null).code, Code::NotFound);
    }
}
