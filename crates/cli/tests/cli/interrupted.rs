//! Ctrl-C during long work.

#![cfg(unix)]

use std::fmt::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::util::{Folder, Outcome};

/// So many events that their import takes seconds.
pub fn write_many_events(folder: &Folder) {
    let mut events = "customer_id,event,timestamp\n".to_owned();
    for i in 0..400_000 {
        let _ = writeln!(events, "c{i},ordered,2026-01-02T10:00:{:02}Z", i % 60);
    }
    folder.write("events.csv", events);
}

fn interrupt(child: Child) -> Outcome {
    // Long enough to be at work, short enough to be far from done.
    thread::sleep(Duration::from_millis(400));
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    Outcome::from(child.wait_with_output().unwrap())
}

#[test]
fn an_interrupted_import_leaves_everything_as_it_was() {
    let folder = Folder::new();
    folder.write("survey.csv", "comment\nthe parcel came late\n");
    folder.ok(["import", "old.assay", "survey.csv", "--kind", "survey"]);
    write_many_events(&folder);
    let before = folder.snapshot();
    for project in ["old.assay", "new.assay"] {
        let child = folder
            .command(["import", project, "events.csv"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let outcome = interrupt(child);
        assert!(
            outcome.one_line_error().contains("cancelled"),
            "{}",
            outcome.stderr
        );
        assert!(folder.snapshot() == before, "{project} is as it was");
    }
}
