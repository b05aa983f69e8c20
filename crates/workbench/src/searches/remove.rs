use super::{KEY, SavedSearch, SearchName, list};
use crate::{Changed, Error, Project, Result, Task};

/// Forget a saved search.
pub fn remove(
    project: &Project,
    request: SearchName,
    _task: &Task,
) -> Result<Changed<Vec<SavedSearch>>> {
    let mut searches = list(project)?;
    let before = searches.len();
    searches.retain(|search| search.name != request.name);
    if searches.len() == before {
        return Err(Error::not_found(format!(
            "there is no saved search “{}”",
            request.name
        )));
    }
    project.write(|write| {
        write.describe(format!("Forget the search “{}”", request.name));
        write.set_setting(KEY, &searches)?;
        Ok(searches)
    })
}
