//! Long work on a terminal: a bar on stderr, and Ctrl-C to stop it.

use std::io::IsTerminal;
use std::thread;

use assay_workbench::{Progress, Task};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work under way. Dropping it takes the bar away.
pub struct Work {
    task: Task,
    bar: ProgressBar,
}

/// Begins work: progress is drawn on stderr when that is a terminal, and Ctrl-C asks the work to
/// stop, which leaves the project as it was. A second Ctrl-C does not wait.
pub fn begin() -> Work {
    let bar = ProgressBar::with_draw_target(None, target());
    let drawn = bar.clone();
    let task = Task::new(move |progress| draw(&drawn, &progress));
    cancel_on_interrupt(task.clone());
    Work { task, bar }
}

impl Work {
    /// What the workbench reports to and asks whether to stop.
    pub fn task(&self) -> &Task {
        &self.task
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn target() -> ProgressDrawTarget {
    if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    }
}

fn draw(bar: &ProgressBar, progress: &Progress) {
    let template = if progress.total == 0 {
        "{spinner} {msg} {human_pos}"
    } else {
        "{msg} [{bar:32}] {human_pos} of {human_len}"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    if progress.total > 0 {
        bar.set_length(progress.total);
    }
    bar.set_position(progress.done);
    bar.set_message(progress.step.clone());
}

fn cancel_on_interrupt(task: Task) {
    thread::spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
        else {
            // Without a listener Ctrl-C ends the program at once, which is safe as well.
            return;
        };
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                task.cancel();
            }
            if tokio::signal::ctrl_c().await.is_ok() {
                // The number a shell expects of a program ended by Ctrl-C.
                std::process::exit(130);
            }
        });
    });
}
