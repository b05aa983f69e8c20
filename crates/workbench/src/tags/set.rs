use super::TagRequest;
use super::passages::named;
use crate::themes::find_own;
use crate::{Changed, Error, Project, Result, Task};

/// Say by hand that items, or single passages, are or are not about a theme. It holds whatever
/// later runs find.
pub fn set(project: &Project, request: TagRequest, _task: &Task) -> Result<Changed<()>> {
    let theme = find_own(project, request.theme)?;
    let passages = project.read(|store| named(store, &request.items, &request.passages))?;
    if passages.is_empty() {
        return Err(Error::not_found("no passage was named; name some"));
    }
    let what = match (&request.items[..], &request.passages[..]) {
        ([item], []) => format!("item {item}"),
        ([], [passage]) => format!("passage {passage}"),
        (items, []) => format!("{} items", items.len()),
        _ => format!("{} passages", passages.len()),
    };
    project.write(|write| {
        let verb = if request.present { "Tag" } else { "Untag" };
        write.describe(format!("{verb} {what} “{}”", theme.label));
        Ok(write.set_person_tags(&passages, request.theme, request.present)?)
    })
}
