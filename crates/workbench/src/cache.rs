//! What was read from the project and stays right until somebody writes to it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use assay_store::{Place, Store};

use crate::Result;

/// One value a type, each valid for one state of the file.
#[derive(Default)]
pub(crate) struct Cache {
    slots: Mutex<HashMap<TypeId, Arc<Mutex<Slot>>>>,
    /// A connection that never writes, so that its data version tells of everybody's writes.
    watch: Mutex<Option<Store>>,
}

type Slot = Option<(i64, Arc<dyn Any + Send + Sync>)>;

impl Cache {
    /// The value of type `T` as the file is now: the one at hand, or what `load` reads. Who asks
    /// for a value that another is loading waits for that one. `load` may ask for other types.
    pub(crate) fn get<T: Any + Send + Sync>(
        &self,
        file: &Place,
        load: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let slot = lock(&self.slots)
            .entry(TypeId::of::<T>())
            .or_default()
            .clone();
        let mut slot = lock(&slot);
        // Looked up before reading: a write in between makes the value newer than it is held for,
        // and costs one more reading.
        let version = self.version(file)?;
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

    fn version(&self, file: &Place) -> Result<i64> {
        let mut watch = lock(&self.watch);
        if watch.is_none() {
            *watch = Some(Store::reader(file)?);
        }
        match &*watch {
            Some(store) => Ok(store.data_version()?),
            None => Ok(0),
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
    use crate::Project;

    #[test]
    fn a_value_is_kept_until_somebody_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.assay");
        let project = Project::create(&path).unwrap();
        let other = Project::open(&path).unwrap();
        let mut reads = 0;
        let mut read = |project: &Project| {
            *project
                .cached(|_| {
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
    }
}
