use std::collections::BTreeMap;

use serde::Serialize;

use super::settings::settings;
use super::template::{BUILT_IN, fill, of_file};
use super::{Report, ReportRequest, ReportSection, charts};
use crate::actions::{self, Action, MonitorRequest, MonitoredAction};
use crate::activation::{self, ActivationState, MetricsRequest};
use crate::evaluation::{AgreementReport, agreement};
use crate::priorities::{RankRequest, RankedTheme, Ranking, rank};
use crate::project::{ProjectInfo, info};
use crate::redaction::Contacts;
use crate::runs::{self, DiffRequest};
use crate::segments::{self, SegmentComparison};
use crate::sources::{SourceSummary, list as list_sources};
use crate::suggestions::{Suggestion, suggestions};
use crate::themes::{self, ThemeDetail, ThemeId, show};
use crate::trends::{Loaded, ThemeTrend, Trends};
use crate::{Code, Error, Project, Result};

/// Themes that get a section of their own; the ranking table has them all.
const SECTIONS: usize = 15;

/// One theme's section: its place in the ranking and its evidence.
#[derive(Serialize)]
struct Section {
    ranked: RankedTheme,
    detail: ThemeDetail,
    /// The name of the broader theme that it stands under.
    broader: Option<String>,
    trend: Option<ThemeTrend>,
    /// File name of its chart over time.
    trend_chart: Option<String>,
    /// What may help, without what a person dismissed or has made an action.
    suggestions: Vec<Suggestion>,
    /// What is being done about it.
    actions: Vec<Action>,
}

/// Everything a template can show.
#[derive(Serialize)]
struct Findings {
    /// Whether each section is wanted, by its name.
    show: BTreeMap<&'static str, bool>,
    project: ProjectInfo,
    ranking: Ranking,
    sections: Vec<Section>,
    sources: Vec<SourceSummary>,
    activation: ActivationState,
    metrics: Option<serde_json::Value>,
    trends: Trends,
    /// What the run changed against the one before, in sentences.
    changes: Vec<String>,
    agreement: AgreementReport,
    actions: Vec<Action>,
    monitored: Vec<MonitoredAction>,
    compared: Option<SegmentComparison>,
    /// Charts of the whole; those of a theme are in its section.
    charts: Vec<String>,
}

/// Write the findings as markdown, with the built-in template or the user's.
pub fn render(project: &Project, request: ReportRequest) -> Result<Report> {
    let kept = settings(project)?;
    let wanted = |section: ReportSection| {
        let chosen = match &request.sections {
            Some(sections) => sections.contains(&section),
            None => !kept.left_out.contains(&section),
        };
        chosen && !request.without.contains(&section)
    };
    let ranking = rank(project, RankRequest::default())?;
    let trends = Loaded::read(project, None, None, None)?;
    let mut charts: Vec<_> = [charts::intervals(&ranking)?, charts::frequencies(&ranking)?]
        .into_iter()
        .flatten()
        .collect();
    let all_actions = actions::list(project)?;
    let mut suggested = suggested(project, &ranking, wanted(ReportSection::Suggestions))?;
    let of_all: Vec<String> = charts.iter().map(|chart| chart.name.clone()).collect();
    let labels: BTreeMap<i64, String> = themes::list(project)?
        .into_iter()
        .map(|theme| (theme.id, theme.label))
        .collect();
    let sections = ranking
        .themes
        .iter()
        .take(SECTIONS)
        .map(|ranked| {
            let detail = show(project, ThemeId { id: ranked.id })?;
            let broader = detail
                .summary
                .parent
                .and_then(|id| labels.get(&id))
                .cloned();
            let trend = trends.of_theme(ranked.id);
            let chart = trend.as_ref().map(charts::over_time).transpose()?.flatten();
            let trend_chart = chart.as_ref().map(|chart| chart.name.clone());
            charts.extend(chart);
            Ok(Section {
                ranked: ranked.clone(),
                detail,
                broader,
                trend,
                trend_chart,
                suggestions: suggested.remove(&ranked.id).unwrap_or_default(),
                actions: all_actions
                    .iter()
                    .filter(|action| action.theme == ranked.id)
                    .cloned()
                    .collect(),
            })
        })
        .collect::<Result<_>>()?;
    let metrics = activation::metrics(project, MetricsRequest::default()).ok();
    let compared = match (&request.compare, kept.compare) {
        (Some(compare), _) => Some(segments::compare(project, compare.clone())?),
        // What was kept may have gone with a source since.
        (None, Some(compare)) => segments::compare(project, compare).ok(),
        (None, None) => None,
    };
    let findings = Findings {
        show: ReportSection::ALL
            .into_iter()
            .map(|section| (section.name(), wanted(section)))
            .collect(),
        monitored: if wanted(ReportSection::Actions) {
            actions::monitor(project, MonitorRequest::default())?
        } else {
            Vec::new()
        },
        actions: all_actions,
        compared,
        project: info(project)?,
        sections,
        sources: list_sources(project)?,
        activation: activation::get(project)?,
        metrics: metrics.and_then(|metrics| serde_json::to_value(metrics).ok()),
        trends: trends.list(),
        changes: changes(project)?,
        agreement: agreement(project)?,
        charts: of_all,
        ranking,
    };
    if !request.allow_contact_data {
        refuse_contacts(&findings)?;
    }
    let (name, template) = match (request.template, request.template_text, kept.template) {
        (Some(path), ..) => (format!("the template {path}"), of_file(&path)?),
        (None, Some(text), _) => ("the template".to_owned(), text),
        (None, None, Some(text)) => ("the project's own template".to_owned(), text),
        (None, None, None) => ("the built-in template".to_owned(), BUILT_IN.to_owned()),
    };
    let markdown = fill(&name, &template, &findings)?;
    // What a section that was left out would have shown is left out with it.
    charts.retain(|chart| markdown.contains(&format!("]({})", chart.name)));
    Ok(Report { markdown, charts })
}

/// Nothing that the report could show may look like contact data. What a template of the user's
/// says itself is theirs to say.
fn refuse_contacts(findings: &Findings) -> Result<()> {
    let mut contacts = Contacts::default();
    let mut all = serde_json::to_value(findings).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("the findings could not be written as JSON: {error}"),
        )
    })?;
    let sections = all["sections"].take();
    for (section, of) in findings
        .sections
        .iter()
        .zip(sections.as_array().into_iter().flatten())
    {
        let place = format!("the section on “{}”", section.ranked.label);
        contacts.look_through(of, &place);
    }
    contacts.look_through(&all, "its summary");
    contacts.refuse("the report")
}

/// What the current run changed against the one that was shown before it.
fn changes(project: &Project) -> Result<Vec<String>> {
    let Some(run) = project.read(|store| Ok(store.current_run()?))? else {
        return Ok(Vec::new());
    };
    let known = runs::list(project)?;
    let previous = run
        .previous
        .filter(|id| known.iter().any(|known| known.id == *id));
    let Some(from) = previous else {
        return Ok(Vec::new());
    };
    let request = DiffRequest { from, to: run.id };
    Ok(runs::sentences(&runs::diff(project, request)?))
}

/// What may help for each theme that has a section, without what was dismissed or accepted.
fn suggested(
    project: &Project,
    ranking: &Ranking,
    wanted: bool,
) -> Result<BTreeMap<i64, Vec<Suggestion>>> {
    if !wanted {
        return Ok(BTreeMap::new());
    }
    let themes: Vec<(i64, String)> = ranking
        .themes
        .iter()
        .take(SECTIONS)
        .map(|theme| (theme.id, theme.label.clone()))
        .collect();
    let found = suggestions(project, &themes)?;
    Ok(found
        .into_iter()
        .map(|of_theme| {
            let open = |one: &Suggestion| !one.dismissed && !one.accepted;
            let open = of_theme.suggestions.into_iter().filter(open).collect();
            (of_theme.theme, open)
        })
        .collect())
}
