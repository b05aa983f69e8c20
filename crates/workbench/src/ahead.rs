//! Reading ahead: what the screens show first is read as soon as a project is open, or has other
//! data, so that whoever comes to a screen finds it there.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crate::themes::ThemeId;
use crate::trends::TrendsRequest;
use crate::{Project, Result, activation, project, segments, themes, trends};

/// What is read, in the order in which it is likely to be asked for. Each keeps what it read; whose
/// reading fails says so when it is asked for.
const STEPS: [fn(&Project) -> Result<()>; 7] = [
    |project| themes::list(project).map(drop),
    |project| project::info(project).map(drop),
    |project| trends::list(project, TrendsRequest::default()).map(drop),
    |project| match themes::list(project)?.first() {
        Some(theme) => themes::show(project, ThemeId { id: theme.id }).map(drop),
        None => Ok(()),
    },
    |project| activation::people(project).map(drop),
    |project| segments::list(project).map(drop),
    |project| themes::levels(project).map(drop),
];

/// How long nothing may have been asked: longer than between the letters of a search.
const QUIET: Duration = Duration::from_millis(300);

/// What is asked, so that reading ahead keeps out of its way.
#[derive(Default)]
pub(crate) struct Ahead {
    asked: Mutex<Asked>,
    /// Which reading is the latest; those before it stop.
    latest: AtomicU64,
}

#[derive(Default)]
struct Asked {
    under_way: usize,
    last: Option<Instant>,
}

/// Somebody waits for an answer as long as this is there.
pub(crate) struct Waiting<'a>(&'a Ahead);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut asked = self.0.asked();
        asked.under_way -= 1;
        asked.last = Some(Instant::now());
    }
}

impl Ahead {
    /// Somebody waits for an answer.
    pub(crate) fn waiting(&self) -> Waiting<'_> {
        self.asked().under_way += 1;
        Waiting(self)
    }

    /// Read ahead in the background, a step at a time whenever nothing was asked for a moment, until
    /// all is read or the project is closed.
    pub(crate) fn read(self: &Arc<Ahead>, project: &Arc<Project>) {
        let (ahead, project) = (Arc::clone(self), Arc::downgrade(project));
        let own = ahead.latest.fetch_add(1, Ordering::Relaxed) + 1;
        // Without a thread for it, each screen reads for itself.
        let _ = thread::Builder::new()
            .name("reading ahead".into())
            .spawn(move || ahead.steps(own, &project));
    }

    fn steps(&self, own: u64, project: &Weak<Project>) {
        for step in STEPS {
            while !self.quiet() {
                thread::sleep(QUIET / 10);
            }
            let latest = self.latest.load(Ordering::Relaxed) == own;
            match project.upgrade().filter(|_| latest) {
                Some(project) => drop(step(&project)),
                None => return,
            }
        }
    }

    fn quiet(&self) -> bool {
        let asked = self.asked();
        asked.under_way == 0 && asked.last.is_none_or(|last| last.elapsed() >= QUIET)
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        // Each use is one step, so it is whole even after a panic elsewhere.
        self.asked
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_while_somebody_waits_and_lets_a_closed_project_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.assay");
        let project = Arc::new(Project::create(&path).unwrap());
        let ahead = Arc::new(Ahead::default());
        let waiting = ahead.waiting();
        ahead.read(&project);
        thread::sleep(QUIET / 4);
        let closed = Arc::downgrade(&project);
        drop(project);
        assert!(closed.upgrade().is_none(), "nothing is being read");
        drop(waiting);
        // The thread holds the last other share, and ends by itself.
        for _ in 0..500 {
            if Arc::strong_count(&ahead) == 1 {
                return;
            }
            thread::sleep(QUIET / 10);
        }
        panic!("it goes on reading");
    }

    #[test]
    fn what_was_read_ahead_is_read_again_after_an_edit() {
        let folder = tempfile::tempdir().unwrap();
        let project = Arc::new(Project::create(&folder.path().join("a.assay")).unwrap());
        for step in STEPS {
            step(&project).unwrap();
        }
        assert_eq!(themes::list(&project).unwrap().len(), 0);
        project
            .write(|write| {
                write.describe("Make a theme");
                Ok(write.add_person_theme(&Default::default(), None)?)
            })
            .unwrap();
        assert_eq!(themes::list(&project).unwrap().len(), 1);
        project.writer().undo().unwrap();
        assert_eq!(themes::list(&project).unwrap().len(), 0);
    }
}
