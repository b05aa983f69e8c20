//! Long work: what it is doing, and how it is stopped. One call does both.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use assay_analysis::{Cancelled, Step, Watch};
use serde::Serialize;
use ts_rs::TS;

/// How far a task has come.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Progress {
    /// What is being done, in words.
    pub step: String,
    /// Units done.
    pub done: u64,
    /// Units in all; 0 when that is not known.
    pub total: u64,
}

/// A piece of long work. Clones share the same flag and listener.
#[derive(Clone)]
pub struct Task {
    cancelled: Arc<AtomicBool>,
    listener: Arc<dyn Fn(Progress) + Send + Sync>,
    published: Arc<Mutex<(String, Instant)>>,
}

const AT_MOST_EVERY: Duration = Duration::from_millis(100);

impl Task {
    /// A task that tells `on_progress` at most every 0.1 s, and at once when a new step begins.
    pub fn new(on_progress: impl Fn(Progress) + Send + Sync + 'static) -> Task {
        Task {
            cancelled: Arc::default(),
            listener: Arc::new(on_progress),
            published: Arc::new(Mutex::new((String::new(), Instant::now()))),
        }
    }

    /// A task nobody watches.
    pub fn silent() -> Task {
        Task::new(|_| {})
    }

    /// Ask the work to stop; it does so at its next step and leaves everything as it was.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Say how far the work is.
    ///
    /// # Errors
    /// [`Cancelled`] when it was asked to stop: return it.
    pub fn update(&self, step: &str, done: u64, total: u64) -> Result<(), Cancelled> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(Cancelled);
        }
        let due = {
            let mut published = self
                .published
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            let due = published.0 != step || published.1.elapsed() >= AT_MOST_EVERY;
            if due {
                *published = (step.to_owned(), Instant::now());
            }
            due
        };
        if due {
            (self.listener)(Progress {
                step: step.to_owned(),
                done,
                total,
            });
        }
        Ok(())
    }
}

impl Watch for Task {
    fn at(&self, step: Step, done: u64, total: u64) -> Result<(), Cancelled> {
        self.update(step.sentence(), done, total)
    }
}
