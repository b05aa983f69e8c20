use std::collections::BTreeMap;
use std::path::Path;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;

use super::escape::markdown;
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

const BUILT_IN: &str = include_str!("report.md.j2");

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
    let wanted = |section: ReportSection| {
        let chosen = request.sections.as_ref();
        chosen.is_none_or(|sections| sections.contains(&section))
    };
    let ranking = rank(project, RankRequest::default())?;
    let trends = Loaded::read(project, None, None, None)?;
    let mut charts: Vec<_> = [charts::intervals(&ranking), charts::frequencies(&ranking)]
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
            let chart = trend.as_ref().and_then(charts::over_time);
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
    let compared = request
        .compare
        .clone()
        .map(|compare| segments::compare(project, compare))
        .transpose()?;
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
    let (name, template) = match &request.template {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Error::file(Path::new(path), "read", &error))?;
            (path.as_str(), text)
        }
        None => ("report.md.j2", BUILT_IN.to_string()),
    };
    let markdown = fill(name, &template, &findings).map_err(|error| {
        Error::new(
            Code::BadInput,
            format!(
                "the template {name} cannot be filled in: {}",
                sentence(&error)
            ),
        )
    })?;
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
    let found = project.read(|store| suggestions(store, &themes))?;
    Ok(found
        .into_iter()
        .map(|of_theme| {
            let open = |one: &Suggestion| !one.dismissed && !one.accepted;
            let open = of_theme.suggestions.into_iter().filter(open).collect();
            (of_theme.theme, open)
        })
        .collect())
}

fn fill(
    name: &str,
    template: &str,
    findings: &Findings,
) -> std::result::Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    // Whatever a template prints is escaped, numbers and what its filters made apart.
    environment.set_formatter(|out, _, value| {
        let printed = match value.kind() {
            ValueKind::None | ValueKind::Undefined => return Ok(()),
            ValueKind::Number | ValueKind::Bool => value.to_string(),
            _ if value.is_safe() => value.to_string(),
            _ => markdown(&value.to_string()),
        };
        Ok(out.write_str(&printed)?)
    });
    add_filters(&mut environment);
    environment.add_template(name, template)?;
    environment
        .get_template(name)?
        .render(Value::from(Serde(findings)))
}

fn add_filters(environment: &mut Environment) {
    let number = |value: Option<f64>, show: fn(f64) -> String| {
        Value::from_safe_string(value.map_or("–".into(), |value| show(value).replace('-', "−")))
    };
    environment.add_filter("percent", move |value: Option<f64>| {
        number(value, |value| format!("{:.1} %", value * 100.0))
    });
    environment.add_filter("points", move |value: Option<f64>| {
        number(value, |value| {
            let points = (value * 1000.0).round() / 10.0;
            // Without the sign of a number that rounds to nothing.
            if points == 0.0 {
                "0.0".into()
            } else {
                format!("{points:+.1}")
            }
        })
    });
    environment.add_filter("whole", move |value: Option<f64>| number(value, whole));
    environment.add_filter("decimals", |value: Option<f64>, places: usize| {
        Value::from_safe_string(value.map_or("–".into(), |value| {
            format!("{value:.places$}").replace('-', "−")
        }))
    });
    environment.add_filter("short", move |value: Option<f64>| {
        number(value, |value| {
            format!("{}", (value * 100.0).round() / 100.0)
        })
    });
    environment.add_filter("quoted", |text: String| quoted(&text));
    environment.add_filter("date", |time: Option<i64>| {
        let at = time.and_then(|time| chrono::DateTime::from_timestamp(time, 0));
        Value::from_safe_string(at.map_or("undated".into(), |at| at.format("%Y-%m-%d").to_string()))
    });
}

/// Rounded, without the sign of a number that rounds to nothing.
fn whole(value: f64) -> String {
    format!("{:.0}", value.round() + 0.0)
}

/// The lines of a quote, each escaped, within one block quote.
fn quoted(text: &str) -> Value {
    let lines: Vec<String> = text
        .lines()
        .map(markdown)
        .filter(|line| !line.is_empty())
        .collect();
    Value::from_safe_string(lines.join("  \n> "))
}

fn sentence(error: &minijinja::Error) -> String {
    let place = error
        .line()
        .map(|line| format!(" in line {line}"))
        .unwrap_or_default();
    let detail = error
        .detail()
        .map(|detail| format!(": {detail}"))
        .unwrap_or_default();
    let kind = match error.kind() {
        ErrorKind::UndefinedError => "it names something that the findings do not have".to_string(),
        kind => kind.to_string(),
    };
    format!("{kind}{place}{detail}")
}
