//! `assay items`

use assay_workbench::items::{self, Item, ItemQuery};
use clap::Args;
use serde::Serialize;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::{Output, numbers, text, time};

/// Items read at a time, so that a large project is printed in bounded memory.
const PAGE: u64 = 5000;

/// List pieces of feedback with their themes
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay items shop.assay --search \"invite email\" --limit 20
  assay items shop.assay --theme 12 --json

Without --limit all items are listed.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Only items with this theme
    #[arg(long, value_name = "ID")]
    theme: Option<i64>,
    /// Only items whose text has these words
    #[arg(long, value_name = "QUERY")]
    search: Option<String>,
    /// Leave weak tags out: passages that are only somewhat like their theme
    #[arg(long)]
    without_weak: bool,
    /// Only items with a passage in this language, as ISO 639-3 has it: eng, deu
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Only items with a passage set aside: no_answer, boilerplate, repeat or trimmed
    #[arg(long, value_name = "WHY")]
    aside: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    answer: Answer,
}

/// An item as programs read it: as the workbench has it, with the time in ISO 8601.
#[derive(Serialize)]
struct JsonItem<'a> {
    id: i64,
    source: &'a str,
    row: Option<u64>,
    customer: Option<&'a str>,
    time: Option<String>,
    question: Option<&'a str>,
    title: Option<&'a str>,
    rating: Option<f64>,
    text: &'a str,
    themes: &'a [items::ItemTheme],
}

/// Lists, a page at a time.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let wanted = arguments.limit.unwrap_or(u64::MAX);
    let mut query = ItemQuery {
        theme: arguments.theme,
        search: arguments.search,
        language: arguments.language,
        aside: arguments.aside,
        without_weak: arguments.without_weak,
        ..ItemQuery::default()
    };
    let total = loop {
        query.limit = Some(PAGE.min(wanted - query.offset));
        let page = items::search(&project, query.clone())?;
        for item in &page.items {
            if arguments.answer.json {
                out.text(if query.offset == 0 { "[" } else { "," })?;
                out.json_part(&json(item))?;
            } else {
                describe(item, out)?;
            }
            query.offset += 1;
        }
        if page.items.is_empty() || query.offset >= wanted.min(page.total) {
            break page.total;
        }
    };
    if arguments.answer.json {
        return out.line(if query.offset == 0 { "[]" } else { "]" });
    }
    out.line(closing(query.offset, total))
}

fn json(item: &Item) -> JsonItem<'_> {
    JsonItem {
        id: item.id,
        source: &item.source,
        row: item.row,
        customer: item.customer.as_deref(),
        time: item.time.and_then(time::iso),
        question: item.question.as_deref(),
        title: item.title.as_deref(),
        rating: item.rating,
        text: &item.text,
        themes: &item.themes,
    }
}

fn describe(item: &Item, out: &mut Output) -> Result<(), Failure> {
    let mut head = vec![
        format!("#{}", item.id),
        text::line(&item.source).into_owned(),
    ];
    head.extend(item.row.map(|row| format!("row {row}")));
    head.extend(
        item.customer
            .as_deref()
            .map(|customer| text::line(customer).into_owned()),
    );
    head.extend(item.time.and_then(time::day));
    head.extend(item.rating.map(|rating| format!("rated {rating}")));
    out.line(head.join(" \u{b7} "))?;
    for heading in [&item.question, &item.title].into_iter().flatten() {
        out.line(format!("  [{}]", text::line(heading)))?;
    }
    out.line(format!("  {}", text::line(&item.text)))?;
    if !item.themes.is_empty() {
        let themes: Vec<String> = item.themes.iter().map(theme).collect();
        out.line(format!("  \u{2192} {}", themes.join("; ")))?;
    }
    out.line("")
}

fn theme(theme: &items::ItemTheme) -> String {
    let how = if theme.origin == "person" {
        "by hand".to_owned()
    } else if theme.weak {
        format!("{}, weak", numbers::signed(theme.similarity, 2))
    } else {
        numbers::signed(theme.similarity, 2)
    };
    format!("{} {} ({how})", theme.id, text::line(&theme.label))
}

fn closing(shown: u64, total: u64) -> String {
    match (shown, total) {
        (_, 0) => "No item matches.".to_owned(),
        (shown, total) if shown < total => {
            format!(
                "{} of {}.",
                numbers::integer(shown),
                text::count(total, "item", "items")
            )
        }
        (_, total) => format!("{}.", text::count(total, "item", "items")),
    }
}
