//! `assay agreement`

use assay_workbench::evaluation::{self, AgreementReport, AgreementValue};
use clap::Args;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers, text};

/// Measure how far the machine's tags agree with the ones people set by hand
#[derive(Args)]
#[command(after_help = "\
Example:
  assay agreement shop.assay

Counted are passages of which a person said that they have a theme or have it not; what the person
left standing there counts as agreed to. 1 is perfect, 0 what chance gives. An alpha of 0.80 is
reliable, from 0.67 on it allows tentative conclusions (Krippendorff 2004).")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    #[command(flatten)]
    answer: Answer,
}

/// Measures.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let agreement = evaluation::agreement(&arguments.project.open()?)?;
    if arguments.answer.json {
        out.json(&agreement)
    } else {
        print(&agreement, out)
    }
}

fn print(agreement: &AgreementReport, out: &mut Output) -> Result<(), Failure> {
    if agreement.passages > 0 {
        out.line(format!(
            "{} of {} coded by hand; {} of {} against the machine.",
            text::count(agreement.passages, "passage", "passages"),
            text::count(agreement.items, "item", "items"),
            numbers::integer(agreement.overruled),
            text::count(agreement.decisions, "decision", "decisions"),
        ))?;
        let mut table = Table::new([
            ("theme", Column::Elastic),
            ("both", Column::Right),
            ("person only", Column::Right),
            ("machine only", Column::Right),
            ("kappa", Column::Right),
            ("alpha", Column::Right),
        ]);
        for theme in &agreement.themes {
            table.row([
                theme.label.clone(),
                numbers::integer(theme.both),
                numbers::integer(theme.person_only),
                numbers::integer(theme.machine_only),
                value(theme.kappa),
                value(theme.alpha),
            ]);
        }
        table.row([
            "All together".to_owned(),
            String::new(),
            String::new(),
            String::new(),
            value(agreement.kappa),
            value(agreement.alpha),
        ]);
        out.table(&table)?;
        out.line("")?;
    }
    agreement
        .notes
        .iter()
        .try_for_each(|note| out.line(text::line(note)))
}

fn value(value: Option<AgreementValue>) -> String {
    numbers::interval(
        value.map(|value| value.value),
        value.and_then(|value| value.low),
        value.and_then(|value| value.high),
        2,
    )
}
