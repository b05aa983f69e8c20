use super::{KEY, SavedSearch, list};
use crate::{Changed, Error, Project, Result, Task};

/// Keep a search; one of the same name is replaced.
pub fn save(
    project: &Project,
    request: SavedSearch,
    _task: &Task,
) -> Result<Changed<Vec<SavedSearch>>> {
    let search = SavedSearch {
        name: request.name.trim().to_owned(),
        ..request
    };
    if search.name.is_empty() {
        return Err(Error::bad_input("give the search a name to keep it under"));
    }
    let mut searches = list(project)?;
    searches.retain(|other| other.name != search.name);
    let what = format!("Save the search “{}”", search.name);
    searches.push(search);
    searches.sort_by_cached_key(|search| search.name.to_lowercase());
    project.write(|write| {
        write.describe(what);
        write.set_setting(KEY, &searches)?;
        Ok(searches)
    })
}
