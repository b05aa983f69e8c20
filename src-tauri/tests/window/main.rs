//! The real window on a screen of its own: what a person does first, from ranking to report.
//!
//! Needs Debian's xvfb and webkit2gtk-driver, and the window's pages built.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod desk;
mod hands;
mod project;

use std::fs;

use desk::Desk;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_job_in_the_window() {
    let desk = Desk::new();
    let project = project::trowelbook(desk.folder());
    let more = desk.folder().join("more.csv");
    fs::write(
        &more,
        "comment\nThe export to PDF never finishes\nPlease let me export to PDF\n",
    )
    .unwrap();
    let report = desk.folder().join("findings.md");

    let hands = desk.open(Some(&project)).await;

    // The ranking, with its verdicts.
    hands.click_link("Priorities").await;
    hands
        .see("//main//table//tr[.//th[@scope='row']]", "a ranked theme")
        .await;
    hands
        .see("//main//table//td[contains(., 'lower')]", "a verdict")
        .await;

    // A file, by a typed path.
    hands.click_link("Sources").await;
    hands.click_button("Import…").await;
    hands
        .fill("Path of a file or folder", more.to_str().unwrap())
        .await;
    hands.click_button("Add").await;
    hands
        .see(
            "//dialog//table//td[contains(., 'export to PDF')]",
            "the preview of the file",
        )
        .await;
    hands.click_button("Import").await;
    hands
        .see(
            "//main//table//a[contains(., 'more.csv')]",
            "the imported file in the list",
        )
        .await;

    // A theme renamed, taken back, done again.
    hands.click_link("Themes").await;
    let label = hands
        .click("//main//table//th[@scope='row']//a", "the first theme")
        .await;
    hands
        .replace(
            "//textarea[@aria-label='Label of the theme']",
            "Seen in the window\n",
        )
        .await;
    let renamed = "//main//table//a[contains(., 'Seen in the window')]";
    hands.see(renamed, "the new label").await;
    hands
        .click(
            "//nav//button[starts-with(normalize-space(), 'Undo')]",
            "undo",
        )
        .await;
    hands.miss(renamed, "the new label").await;
    assert!(hands.page().await.contains(&label), "the old label is back");
    hands
        .click(
            "//nav//button[starts-with(normalize-space(), 'Redo')]",
            "redo",
        )
        .await;
    hands.see(renamed, "the new label again").await;

    // The report, saved to a typed path.
    hands.click_link("Report").await;
    hands.see("//article//h1", "the report").await;
    hands.click_button("Save…").await;
    hands
        .fill("Path to save to", report.to_str().unwrap())
        .await;
    hands.click_button("Save").await;
    hands
        .until("the report is saved", async || report.exists())
        .await;
    assert!(
        fs::read_to_string(&report)
            .unwrap()
            .contains("Seen in the window")
    );
    hands.close().await;

    // Closed and opened again: all of it is still there.
    let hands = desk.open(Some(&project)).await;
    hands.click_link("Sources").await;
    hands
        .see(
            "//main//table//a[contains(., 'more.csv')]",
            "the file that was imported",
        )
        .await;
    hands.click_link("Themes").await;
    hands.see(renamed, "the label that was given").await;
    hands.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_project_that_cannot_be_opened_is_a_sentence_in_the_window() {
    let desk = Desk::new();
    let file = desk.folder().join("notes.assay");
    fs::write(&file, "these are notes, not a project\n").unwrap();
    let hands = desk.open(Some(&file)).await;
    hands
        .see(
            "//*[@role='alert'][contains(., 'notes.assay')]",
            "why it did not open",
        )
        .await;

    // From there a new project is one path away.
    let new = desk.folder().join("new.assay");
    hands
        .fill("Path of the new project", new.to_str().unwrap())
        .await;
    hands.click_button("Create").await;
    hands
        .see(
            "//nav//a[starts-with(normalize-space(), 'Sources')]",
            "the open project",
        )
        .await;
    assert!(new.exists());
    assert_eq!(
        fs::read(&file).unwrap(),
        b"these are notes, not a project\n",
        "the notes are as they were"
    );
    hands.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_project_the_window_offers_to_open_one() {
    let desk = Desk::new();
    let hands = desk.open(None).await;
    hands
        .see(
            "//button[normalize-space()='Open']",
            "the button that opens",
        )
        .await;
    assert!(hands.page().await.contains("Assay"));
    hands.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_window_comes_back_as_large_as_it_was() {
    let desk = Desk::new();
    let hands = desk.open(None).await;
    let first = hands.size().await;
    hands.resize(1010, 707).await;
    hands
        .until("the window has another size", async || {
            hands.size().await != first
        })
        .await;
    let changed = hands.size().await;
    let width = format!("\"width\": {}", changed.0);
    hands
        .until("the size is written down", async || {
            fs::read_to_string(desk.window_state()).is_ok_and(|state| state.contains(&width))
        })
        .await;
    // The driver ends the program without asking it, as the end of a session does.
    hands.close().await;

    // It opens with the size of a first start, and takes the one written down while the page loads.
    let hands = desk.open(None).await;
    hands
        .until("the window is as large as it was", async || {
            hands.size().await == changed
        })
        .await;
    hands.close().await;
}
