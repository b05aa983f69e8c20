//! A project that goes away or changes while `assay serve` has it open: one sentence, nothing lost, and
//! a way on.

use std::path::Path;

use serde_json::{Value, json};

use crate::server::Server;
use crate::util::Folder;

/// A window on a project with a theme.
fn window() -> Server {
    let folder = Folder::new();
    folder.write(
        "answers.csv",
        "response_id,comment\n1,the parcel came late\n2,the parcel was lost\n3,the refund is late\n",
    );
    folder.ok(["import", "project.assay", "answers.csv"]);
    Server::start_with(folder, &[])
}

fn save(server: &Server, name: &str) -> Value {
    let lines = server.call("searches_save", json!({"name": name, "query": "parcel"}));
    lines.last().cloned().unwrap_or_default()
}

fn refused(server: &Server) -> String {
    let answer = save(server, "refused");
    assert_eq!(answer["error"]["code"], "gone", "{answer}");
    let sentence = answer["error"]["message"].as_str().unwrap().to_owned();
    assert!(
        sentence.contains("removed or replaced") && !sentence.contains('\n'),
        "{sentence}"
    );
    sentence
}

/// The way on: what is open is whole in the backup that the sentence asks for.
fn kept(server: &Server) {
    let lines = server.call("backups_make", Value::Null);
    let made = lines.last().unwrap()["value"]["path"].as_str().unwrap();
    let history = server.folder.json(["history", made]);
    let steps = history.as_array().unwrap();
    assert!(
        steps
            .iter()
            .any(|step| step["what"].as_str().unwrap().contains("first")),
        "{history}"
    );
    server.folder.ok(["verify", made]);
}

#[test]
fn a_project_that_is_removed_is_noticed_and_can_be_kept() {
    let server = window();
    save(&server, "first");
    std::fs::remove_file(server.folder.path("project.assay")).unwrap();
    refused(&server);
    kept(&server);
}

#[test]
fn a_project_that_is_replaced_is_noticed_and_the_other_one_is_left_alone() {
    let server = window();
    save(&server, "first");
    let folder = &server.folder;
    folder.ok(["import", "other.assay", "answers.csv"]);
    std::fs::rename(folder.path("other.assay"), folder.path("project.assay")).unwrap();
    refused(&server);
    kept(&server);
    // Opened again, the window works on the other one.
    let path = folder.path("project.assay").display().to_string();
    let opened = server.call("project_open", json!({"path": path}));
    assert!(opened.last().unwrap()["error"].is_null(), "{opened:?}");
    let saved = save(&server, "second");
    assert!(saved["error"].is_null(), "{saved}");
    assert_eq!(
        folder
            .json(["history", "project.assay"])
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    folder.ok(["verify", "project.assay"]);
}

#[test]
fn a_project_that_is_moved_is_whole_where_it_is_and_the_window_says_so() {
    let mut server = window();
    save(&server, "first");
    let (here, there) = (
        server.folder.path("project.assay"),
        server.folder.path("elsewhere.assay"),
    );
    std::fs::rename(&here, &there).unwrap();
    let sentence = refused(&server);
    assert!(sentence.contains("project.assay"), "{sentence}");
    let undone = server.folder.ok(["undo", "elsewhere.assay"]);
    assert!(undone.contains("first"), "{undone}");
    // What the window still holds does not come back when it is closed.
    let interrupted = std::process::Command::new("kill")
        .args(["-INT", &server.child.id().to_string()])
        .status();
    assert!(interrupted.unwrap().success());
    assert!(server.child.wait().unwrap().success());
    let steps = server.folder.json(["history", "elsewhere.assay"]);
    assert_eq!(steps[0]["undone"], true, "{steps}");
    server.folder.ok(["verify", "elsewhere.assay"]);
    assert!(!Path::new(&here).exists());
}

#[test]
fn a_command_works_beside_a_window_and_the_window_sees_what_it_did() {
    let server = window();
    save(&server, "first");
    let more = "response_id,comment\n7,the courier was kind\n8,the box was open\n";
    server.folder.write("more.csv", more);
    server.folder.ok(["import", "project.assay", "more.csv"]);
    let undone = server.folder.ok(["undo", "project.assay"]);
    assert!(undone.starts_with("Undone: "), "{undone}");
    let again = save(&server, "second");
    assert!(again["error"].is_null(), "{again}");
    let seen = server.call("history_list", Value::Null);
    let what = |steps: &Value| -> Vec<Value> {
        let steps = steps.as_array().unwrap().iter();
        steps.map(|step| step["what"].clone()).collect()
    };
    let history = server.folder.json(["history", "project.assay"]);
    assert_eq!(
        what(&seen.last().unwrap()["value"]),
        what(&history),
        "both see the same"
    );
}
