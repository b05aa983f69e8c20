//! Disks that are full or read-only, and no network: what a person is told, and that nothing is lost.
//!
//! Each test has the system lend it a namespace of its own (`unshare`), so that it needs no rights.
//! Where the system does not, it fails, unless `ASSAY_WITHOUT_NAMESPACES` says that it may be left out:
//! what is promised here must not go untried in silence.

use std::path::Path;
use std::process::{Command, Output};

const ASSAY: &str = env!("CARGO_BIN_EXE_assay");

/// Runs a script in new namespaces (`m` for mounts, `n` for the network), with the program as
/// `$ASSAY` and the samples as `$SAMPLES`. `None` where it may be left out.
fn apart(kind: &str, folder: &Path, script: &str) -> Option<Output> {
    // As a person without rights, or as root in a container that lends nobody any.
    let ways = [format!("-r{kind}"), format!("-{kind}")];
    let allowed = |way: &&String| {
        let tried = Command::new("unshare").args([way, "true"]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    let Some(way) = ways.iter().find(allowed) else {
        assert!(
            std::env::var_os("ASSAY_WITHOUT_NAMESPACES").is_some(),
            "this system lends no namespaces (unshare -r{kind}), so this cannot be tried; allow them, or set \
             ASSAY_WITHOUT_NAMESPACES=1 to leave it out"
        );
        return None;
    };
    let samples = assay_tests::root().join("samples").canonicalize().unwrap();
    let output = Command::new("unshare")
        .args([way, "sh", "-c", script])
        .env("ASSAY", ASSAY)
        .env("SAMPLES", samples)
        .current_dir(folder)
        .output();
    Some(output.unwrap())
}

/// What the script printed; what it printed to the other side is shown when it failed.
fn printed(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_full_disk_is_one_sentence_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // Room for the project and hardly more; what the program says goes to the script's output.
    let script = r#"
        set -e
        $ASSAY import base.assay $SAMPLES/reviews.csv >/dev/null
        mkdir small
        mount -t tmpfs -o size=$(( $(stat -c %s base.assay) / 1024 + 200 ))k none small
        cp base.assay small/shop.assay
        hash() { $ASSAY verify small/shop.assay | grep contents; }
        before=$(hash)
        ! $ASSAY import small/shop.assay $SAMPLES/tickets.csv 2>&1
        ls small
        $ASSAY backup automatic small/shop.assay off >/dev/null
        before=$(hash)
        ! $ASSAY import small/shop.assay $SAMPLES/tickets.csv $SAMPLES/events.csv 2>&1
        [ "$before" = "$(hash)" ] && echo unchanged
        head -c 10000000 /dev/zero > small/rest 2>/dev/null || true
        ! $ASSAY report small/shop.assay -o small/report.md 2>&1
        ls small
        rm small/rest
        $ASSAY undo small/shop.assay
    "#;
    let Some(output) = apart("m", folder.path(), script) else {
        return;
    };
    let lines = printed(&output);
    let lines: Vec<&str> = lines.lines().collect();
    assert!(
        lines[0].starts_with("assay: no backup could be made, so nothing was changed: ")
            && lines[0].contains("the disk is full"),
        "{lines:#?}"
    );
    assert!(lines.contains(&"unchanged"), "{lines:#?}");
    let full = lines
        .iter()
        .filter(|line| line.contains("the disk is full"));
    assert_eq!(full.count(), 3, "{lines:#?}");
    assert!(
        !lines.contains(&"report.md"),
        "no half a report: {lines:#?}"
    );
    assert!(lines.last().unwrap().starts_with("Undone: "), "{lines:#?}");
}

#[test]
fn a_read_only_disk_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let script = r#"
        set -e
        mkdir fixed
        $ASSAY import fixed/shop.assay $SAMPLES/reviews.csv >/dev/null
        mount --bind fixed fixed
        mount -o remount,ro,bind fixed
        for verb in themes verify undo; do ! $ASSAY $verb fixed/shop.assay 2>&1; done
        ! $ASSAY import fixed/new.assay $SAMPLES/reviews.csv 2>&1
        cp fixed/shop.assay copy.assay
        $ASSAY undo copy.assay
    "#;
    let Some(output) = apart("m", folder.path(), script) else {
        return;
    };
    let lines = printed(&output);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 5, "{lines:#?}");
    for line in &lines[..4] {
        assert!(line.contains("cannot be written"), "{lines:#?}");
    }
    assert_eq!(
        lines[4], "Undone: Import reviews.csv",
        "a copy elsewhere is the way on"
    );
}

#[test]
fn a_read_only_file_can_be_read_and_a_change_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let script = r#"
        set -e
        $ASSAY import shop.assay $SAMPLES/reviews.csv >/dev/null
        mount --bind shop.assay shop.assay
        mount -o remount,ro,bind shop.assay
        $ASSAY history shop.assay
        ! $ASSAY undo shop.assay 2>&1
        ! $ASSAY verify shop.assay 2>&1
        ! $ASSAY import shop.assay $SAMPLES/tickets.csv 2>&1
    "#;
    let Some(output) = apart("m", folder.path(), script) else {
        return;
    };
    let lines = printed(&output);
    let lines: Vec<&str> = lines.lines().collect();
    let refused = lines
        .iter()
        .filter(|line| line.contains("cannot be written"));
    assert_eq!(refused.count(), 3, "{lines:#?}");
    assert!(
        lines[0].contains("Import reviews.csv") || lines[1].contains("Import reviews.csv"),
        "{lines:#?}"
    );
}

#[test]
fn the_whole_job_is_done_without_any_network() {
    let folder = tempfile::tempdir().unwrap();
    let script = r#"
        set -e
        $ASSAY demo demo >/dev/null
        $ASSAY import shop.assay $SAMPLES/survey_onboarding.csv $SAMPLES/tickets.csv $SAMPLES/customers.csv >/dev/null
        $ASSAY analyze shop.assay >/dev/null
        $ASSAY activation shop.assay --column churned_at >/dev/null
        $ASSAY rank shop.assay >/dev/null
        $ASSAY report shop.assay -o report.md >/dev/null
        $ASSAY export shop.assay -o items.csv >/dev/null
        $ASSAY export shop.assay -o shop.qdpx >/dev/null
        $ASSAY verify shop.assay >/dev/null
        head -1 report.md
        tail -n +2 /proc/net/route | wc -l
    "#;
    let Some(output) = apart("n", folder.path(), script) else {
        return;
    };
    let lines = printed(&output);
    let lines: Vec<&str> = lines.lines().collect();
    assert!(lines[0].starts_with("# "), "{lines:?}");
    assert_eq!(lines[1], "0", "there is no route");
}
