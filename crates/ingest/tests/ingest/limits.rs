//! Files made to harm, and files that are none.

use super::{feedback, reading, reasons, refusal};

#[test]
fn each_refusal_is_one_sentence() {
    for (name, bytes, words) in [
        ("a.csv", &b""[..], "a.csv is empty"),
        ("a.csv", b"   \n\n", "a.csv is empty"),
        ("a.csv", b"id,comment\n", "holds headings but no rows"),
        (
            "a.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "looks like a PNG picture",
        ),
        ("a.csv", b"%PDF-1.4 something", "looks like a PDF"),
        ("a.pages", b"x", "is a .pages document"),
        (
            "a.xls",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "cannot be read as an Excel workbook",
        ),
        ("a.json", b"[{\"a\": 1}, ", "line 1, column"),
        ("a.json", b"[]", "a.json is empty"),
        ("picture", b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (
            "a.docx",
            b"plain words",
            "cannot be read as a Word document",
        ),
    ] {
        let error = refusal(name, bytes);
        assert!(error.contains(words), "{name}: {error}");
        assert!(
            error.ends_with('.') && !error.contains('\n'),
            "one sentence: {error}"
        );
    }
}

#[test]
fn deep_json_is_refused_before_it_is_built() {
    assert!(refusal("a.json", "[".repeat(1_000_000)).contains("64 levels"));
    let deep_line = format!(
        "{{\"text\": \"It is slow and I do not like it\"}}\n{}\n{{\"text\": \"And it is far too dear for me\"}}\n",
        "[".repeat(100)
    );
    let found = reading("a.jsonl", deep_line);
    assert_eq!(
        (found.records.len(), found.problems.len()),
        (2, 1),
        "{}",
        reasons(&found)
    );
}

#[test]
fn too_many_different_keys_are_refused() {
    let objects: Vec<String> = (0..17_000).map(|i| format!("{{\"k{i}\": 1}}")).collect();
    assert!(
        refusal("a.json", format!("[{}]", objects.join(","))).contains("too many"),
        "columns and cells are bounded"
    );
}

#[test]
fn repairs_of_one_sort_are_counted_after_a_thousand() {
    let csv = format!("id,plan,comment\n{}", "1,Team\n".repeat(1_500));
    let found = reading("a.csv", csv);
    assert!(found.problems.len() < 1_010);
    assert!(
        reasons(&found).contains("500 more rows likewise"),
        "{}",
        found.problems.len()
    );
}

#[test]
fn time_does_not_grow_with_the_square() {
    let start = std::time::Instant::now();
    let quotes = format!("id,comment\n1,\"{}\"\n", "a\"b".repeat(300_000));
    assert_eq!(reading("a.csv", quotes).records.len(), 1);
    let tags = format!("ticket_id,description\n1,{}\n", "<a '".repeat(300_000));
    assert_eq!(reading("tickets.csv", tags).records.len(), 1);
    let captions = format!(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n",
        "<".repeat(300_000)
    );
    assert_eq!(reading("a.vtt", captions).records.len(), 1);
    assert_eq!(reading("a.txt", "[1:11".repeat(100_000)).records.len(), 1);
    let labels: String = (0..60_000)
        .map(|i| format!("**Name{i}:** hello there\n\n"))
        .collect();
    assert_eq!(reading("a.md", labels).records.len(), 1);
    assert!(
        start.elapsed().as_secs() < 60,
        "it took {:?}",
        start.elapsed()
    );
}

#[test]
fn a_wrong_ending_does_not_hide_what_a_file_holds() {
    let json =
        r#"[{"id": 1, "comment": "It is slow today"}, {"id": 2, "comment": "It is fine with me"}]"#;
    let wrapped = format!("{{\"items\": {json}}}");
    let lines = "{\"id\": 1, \"comment\": \"It is slow today\"}\n{\"id\": 2, \"comment\": \"It is fine with me\"}\n";
    let csv = "id,comment\n1,It is slow today\n2,It is fine with me\n";
    for (name, text) in [
        ("a.txt", json),
        ("b.csv", json),
        ("c.csv", wrapped.as_str()),
        ("d.txt", lines),
        ("e.json", csv),
        ("f.jsonl", csv),
        ("1714557600000.segment", lines),
    ] {
        let found = reading(name, text);
        let said: Vec<_> = feedback(&found).iter().map(|f| f.text.as_str()).collect();
        assert_eq!(said, ["It is slow today", "It is fine with me"], "{name}");
    }
}
