use super::{PassageQuote, PassagesRequest};
use crate::themes::quote;
use crate::{Error, Project, Result};

/// Passages that are read at once at the most.
const MOST: usize = 500;

/// What single passages say, and where they stand; those that are not there (any more) are left
/// out.
pub fn passages(project: &Project, request: PassagesRequest) -> Result<Vec<PassageQuote>> {
    if request.passages.len() > MOST {
        return Err(Error::bad_input(format!(
            "{} passages are too many to read at once; ask for {MOST} at the most",
            request.passages.len()
        )));
    }
    project.read(|store| {
        let mut read = Vec::with_capacity(request.passages.len());
        for passage in request.passages {
            let found = store.quotes(&[passage])?.into_iter().next();
            read.extend(found.map(|row| PassageQuote {
                passage,
                quote: quote(row),
            }));
        }
        Ok(read)
    })
}
