use super::TagRequest;
use crate::themes::find;
use crate::{Changed, Error, Project, Result, Task};

/// Say by hand that items, or single passages, are or are not about a theme. It holds whatever
/// later runs find.
pub fn set(project: &Project, request: TagRequest, _task: &Task) -> Result<Changed<()>> {
    let theme = find(project, request.theme)?;
    let passages = project.read(|store| {
        let mut passages = request.passages.clone();
        for item in &request.items {
            let of_item = store.passages_of_item(*item)?;
            passages.extend(of_item.iter().map(|passage| passage.id));
        }
        passages.sort_unstable();
        passages.dedup();
        Ok(passages)
    })?;
    if passages.is_empty() {
        let what = match request.items[..] {
            [] => "no passage was named; name some".to_owned(),
            [item] => format!("item {item} does not exist, or says nothing that could be tagged"),
            _ => "none of these items says anything that could be tagged".to_owned(),
        };
        return Err(Error::not_found(what));
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
