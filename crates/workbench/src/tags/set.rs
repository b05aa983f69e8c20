use super::TagRequest;
use crate::themes::find;
use crate::{Changed, Error, Project, Result, Task};

/// Say by hand that an item is, or is not, about a theme. It holds whatever later runs find.
pub fn set(project: &Project, request: TagRequest, _task: &Task) -> Result<Changed<()>> {
    let theme = find(project, request.theme)?;
    let passages: Vec<i64> = project
        .read(|store| Ok(store.passages_of_item(request.item)?))?
        .iter()
        .map(|passage| passage.id)
        .collect();
    if passages.is_empty() {
        return Err(Error::not_found(format!(
            "item {} does not exist, or says nothing that could be tagged",
            request.item
        )));
    }
    project.write(|write| {
        let what = if request.present { "Tag" } else { "Untag" };
        write.describe(format!("{what} item {} “{}”", request.item, theme.label));
        Ok(write.set_person_tags(&passages, request.theme, request.present)?)
    })
}
