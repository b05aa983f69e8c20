use super::{SpanId, SpanRequest};
use crate::items::{ItemId, Units, show};
use crate::themes::find;
use crate::{Changed, Error, Project, Result, Task};

/// Mark a stretch of an item's text for a theme. Every passage it touches carries the theme then.
pub fn span(project: &Project, request: SpanRequest, _task: &Task) -> Result<Changed<()>> {
    let theme = find(project, request.theme)?;
    let detail = show(project, ItemId { id: request.item })?;
    let units = Units::of(&detail.item.text);
    let (start, end) = units
        .byte(request.start)
        .zip(units.byte(request.end))
        .filter(|(start, end)| start < end)
        .ok_or_else(|| {
            Error::bad_input(format!(
                "{} to {} is no stretch of the text of item {}; select some words of it",
                request.start, request.end, request.item
            ))
        })?;
    let touched: Vec<i64> = detail
        .passages
        .iter()
        .filter(|passage| passage.start < request.end && request.start < passage.end)
        .map(|passage| passage.id)
        .collect();
    if touched.is_empty() {
        return Err(Error::bad_input(
            "these words belong to no passage (they are the interviewer's, or say nothing); mark some that do",
        ));
    }
    project.write(|write| {
        write.describe(format!(
            "Mark words of item {} “{}”",
            request.item, theme.label
        ));
        write.add_span(request.item, start, end, request.theme)?;
        Ok(write.set_person_tags(&touched, request.theme, true)?)
    })
}

/// Take a mark away. Passages that no other mark of the theme touches are the machine's again.
pub fn unspan(project: &Project, request: SpanId, _task: &Task) -> Result<Changed<()>> {
    let row = project
        .read(|store| Ok(store.span(request.span)?))?
        .ok_or_else(|| Error::not_found(format!("there is no mark {}", request.span)))?;
    let theme = find(project, row.theme)?;
    let detail = show(project, ItemId { id: row.item })?;
    let others: Vec<_> = detail
        .spans
        .iter()
        .filter(|span| span.theme == row.theme && span.id != row.id)
        .collect();
    let Some(gone) = detail.spans.iter().find(|span| span.id == row.id) else {
        return Err(Error::not_found(format!(
            "there is no mark {}",
            request.span
        )));
    };
    let touches =
        |start: u64, end: u64, span: &crate::items::Span| span.start < end && start < span.end;
    let freed: Vec<i64> = detail
        .passages
        .iter()
        .filter(|passage| touches(passage.start, passage.end, gone))
        .filter(|passage| {
            !others
                .iter()
                .any(|span| touches(passage.start, passage.end, span))
        })
        .map(|passage| passage.id)
        .collect();
    project.write(|write| {
        write.describe(format!(
            "Unmark words of item {} “{}”",
            row.item, theme.label
        ));
        write.remove_span(row.id)?;
        Ok(write.forget_person_tags(&freed, row.theme)?)
    })
}
