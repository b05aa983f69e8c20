//! What was read from the project and stays right until somebody changes what it was made of.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use assay_store::{Noun, Place, Store};

use crate::Result;

/// One value a type, each valid for one state of the nouns it was made of.
#[derive(Default)]
pub(crate) struct Cache {
    slots: Mutex<HashMap<TypeId, Arc<Mutex<Slot>>>>,
    /// A connection of its own.
    watch: Mutex<Option<Store>>,
}

type Slot = Option<(Vec<i64>, Arc<dyn Any + Send + Sync>)>;

impl Cache {
    /// The value of type `T`, made of `nouns`, as the file is now: the one at hand, or what `load`
    /// reads. Who asks for a value that another is loading waits for that one. `load` may ask for
    /// other types, whose nouns are among these.
    pub(crate) fn get<T: Any + Send + Sync>(
        &self,
        file: &Place,
        nouns: &[Noun],
        load: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let slot = lock(&self.slots)
            .entry(TypeId::of::<T>())
            .or_default()
            .clone();
        let mut slot = lock(&slot);
        // Looked up before reading: a write in between makes the value newer than it is held for,
        // and costs one more reading.
        let version = self.version(file, nouns)?;
        if let Some((held, value)) = slot.take()
            && held == version
            && let Ok(value) = value.downcast::<T>()
        {
            *slot = Some((version, value.clone()));
            return Ok(value);
        }
        let value = Arc::new(load()?);
        *slot = Some((version, value.clone()));
        Ok(value)
    }

    fn version(&self, file: &Place, nouns: &[Noun]) -> Result<Vec<i64>> {
        let mut watch = lock(&self.watch);
        if watch.is_none() {
            *watch = Some(Store::reader(file)?);
        }
        match &*watch {
            Some(store) => Ok(store.revisions(nouns)?),
            None => Ok(Vec::new()),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

#[cfg(test)]
mod tests {
    use assay_store::Noun;

    use crate::Project;

    #[test]
    fn a_value_is_kept_until_somebody_changes_what_it_was_made_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.assay");
        let project = Project::create(&path).unwrap();
        let other = Project::open(&path).unwrap();
        let mut reads = 0;
        let mut read = |project: &Project| {
            *project
                .cached(&[Noun::Settings], |_| {
                    reads += 1;
                    Ok(reads)
                })
                .unwrap()
        };
        assert_eq!([read(&project), read(&project)], [1, 1]);
        project
            .write(|write| Ok(write.set_setting("a", &1)?))
            .unwrap();
        assert_eq!([read(&project), read(&project)], [2, 2], "written here");
        other
            .write(|write| Ok(write.set_setting("a", &2)?))
            .unwrap();
        assert_eq!(
            [read(&project), read(&project)],
            [3, 3],
            "written elsewhere"
        );
        project.writer().undo().unwrap();
        assert_eq!([read(&project), read(&project)], [4, 4], "taken back");
        project
            .write(|write| {
                write.describe("Make a theme");
                Ok(write.add_person_theme(&Default::default(), None)?)
            })
            .unwrap();
        assert_eq!(read(&project), 4, "nothing to do with settings");
    }
}
