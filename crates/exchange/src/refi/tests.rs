use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn archive(project: &RefiProject) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    write_project::<std::io::Error>(project, &mut bytes, |_| Ok(())).unwrap();
    bytes.into_inner()
}

fn codebook(project: &RefiProject) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_codebook(project, &mut bytes).unwrap();
    bytes
}

/// An archive of these files.
pub(super) fn packed(files: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    Cursor::new(archive.finish().unwrap().into_inner())
}

fn document(inside: &str) -> String {
    format!("<Project name=\"P\" xmlns=\"urn:QDA-XML:project:1.0\">{inside}</Project>")
}

pub(super) fn read(files: &[(&str, &[u8])]) -> Result<Reading, RefiError> {
    read_project(packed(files))
}

const A: &str = "00000000-0000-0000-0000-00000000000a";
const B: &str = "00000000-0000-0000-0000-00000000000b";
const C: &str = "00000000-0000-0000-0000-00000000000c";

#[test]
fn what_is_wrong_with_a_document_is_said_in_one_line() {
    let long = format!("<CodeBook></Code\n{}>", "x".repeat(5_000));
    let error = read_codebook(long.as_bytes()).unwrap_err().to_string();
    assert!(!error.contains('\n') && error.len() < 400, "{error}");
}

#[test]
fn guids_are_read_in_every_form_of_the_schema() {
    let guid: Guid = "{0123ABCD-4567-89ab-cdef-0123456789AB}".parse().unwrap();
    assert_eq!(guid.to_string(), "0123abcd-4567-89ab-cdef-0123456789ab");
    assert_eq!(guid.to_string().parse(), Ok(guid));
    for wrong in [
        "",
        "0123ABCD",
        "0123ABCD-4567-89ab-cdef-0123456789A",
        "{0123ABCD-4567-89ab-cdef-0123456789ABB}",
        "g123ABCD-4567-89ab-cdef-0123456789AB",
    ] {
        assert!(wrong.parse::<Guid>().is_err(), "{wrong}");
    }
}

#[test]
fn what_other_programs_write_is_read_and_the_rest_is_listed() {
    let project = document(&format!(
        "<Users><User guid=\"{A}\" name=\"Ann\"/></Users>
         <CodeBook><Codes><Code guid=\"{{{B}}}\" name=\"Slow &amp; steady\" isCodable=\"true\" color=\"#ff0000\">
           <Description>When it <![CDATA[<drags>]]></Description></Code></Codes></CodeBook>
         <Sources>
           <TextSource guid=\"{C}\" name=\"T\" plainTextPath=\"internal://{C}.txt\" richTextPath=\"internal://{C}.docx\">
             <PlainTextSelection guid=\"{A}\" startPosition=\"2\" endPosition=\"6\">
               <Coding guid=\"{A}\" creatingUser=\"{A}\"><CodeRef targetGUID=\"{B}\"/></Coding>
               <Coding guid=\"{C}\"><CodeRef targetGUID=\"{A}\"/></Coding>
             </PlainTextSelection>
             <PlainTextSelection guid=\"{B}\" startPosition=\"3\" endPosition=\"99\"/>
           </TextSource>
           <PictureSource guid=\"{A}\"/><AudioSource guid=\"{B}\"/>
           <PDFSource guid=\"{A}\" name=\"P\"><PDFSelection guid=\"{B}\"/><Representation guid=\"{B}\">
             <PlainTextContent>words of a page</PlainTextContent></Representation></PDFSource>
           <TextSource guid=\"{B}\" plainTextPath=\"relative:///etc/passwd\"/>
         </Sources>
         <Links><Link guid=\"{A}\"/></Links>"
    ));
    let name = format!("sources/{C}.TXT");
    let reading = read(&[
        ("project.qde", project.as_bytes()),
        (&name, "\u{feff}it drägs 😀".as_bytes()),
    ])
    .unwrap();
    let code = &reading.project.codes[0];
    assert_eq!(
        (code.name.as_str(), code.description.as_deref()),
        ("Slow & steady", Some("When it <drags>"))
    );
    assert_eq!(reading.project.sources.len(), 2);
    let source = &reading.project.sources[0];
    assert_eq!(source.text, "it drägs 😀");
    assert_eq!(source.selections.len(), 1);
    assert_eq!(source.selections[0].codings.len(), 1);
    assert_eq!(
        source.selections[0].codings[0].user,
        Some(A.parse().unwrap())
    );
    assert_eq!(reading.project.sources[1].text, "words of a page");
    assert_eq!(
        reading.left_out,
        [
            "1 coding with an unknown code was left out",
            "1 link was left out",
            "1 mark on a page of a PDF was left out",
            "1 picture was left out",
            "1 recording was left out",
            "1 selection beyond its text was left out",
            "1 text that is not in the file as plain text was left out",
        ]
    );
}

#[test]
fn names_of_their_own_and_codings_without_any_are_read() {
    let project = document(
        "<CodeBook><Codes><Code guid=\"code-1\" name=\"Price\"/></Codes></CodeBook>
         <Sources><TextSource guid=\"doc-1\" name=\"T\" plainTextPath=\"internal://Sources/doc-1.txt\">
           <PlainTextSelection name=\"too dear\" startPosition=\"7\" endPosition=\"15\">
             <Coding><CodeRef targetGUID=\"code-1\"/></Coding><Coding><CodeRef targetGUID=\"code-1\"/></Coding>
           </PlainTextSelection></TextSource></Sources>",
    );
    let files: &[(&str, &[u8])] = &[
        ("project.qde", project.as_bytes()),
        ("Sources/doc-1.txt", b"Well,\r\n\r\ntoo dear"),
    ];
    let reading = read(files).unwrap();
    assert!(reading.left_out.is_empty(), "{:?}", reading.left_out);
    let source = &reading.project.sources[0];
    let selection = &source.selections[0];
    assert_eq!(
        (selection.start, selection.end),
        (9, 17),
        "line ends as one"
    );
    assert_eq!(selection.codings.len(), 2);
    assert_ne!(selection.codings[0].guid, selection.codings[1].guid);
    assert_eq!(selection.codings[0].code, reading.project.codes[0].guid);
    assert_eq!(read(files).unwrap(), reading, "the same each time");
}

#[test]
fn a_hostile_file_is_refused_with_a_sentence() {
    let deep = format!("{}{}", "<Code>".repeat(300), "</Code>".repeat(300));
    let entities =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>".to_owned() + &document("&b;");
    let outside =
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>".to_owned() + &document("&a;");
    for (document, said) in [
        (document(&deep), "too deep"),
        (entities, "document type"),
        (outside, "document type"),
        (document("&unknown;"), "entity"),
        (document("<Users>"), ""),
        ("<Other/>".to_owned(), "no Project"),
        (String::new(), "middle"),
    ] {
        let error = read(&[("project.qde", document.as_bytes())]).unwrap_err();
        let sentence = error.to_string();
        assert!(sentence.contains(said), "{sentence}");
    }
    assert!(matches!(
        read(&[("x.txt", b"")]),
        Err(RefiError::Damaged(_))
    ));
    assert!(matches!(
        read_project(Cursor::new(b"no archive")),
        Err(RefiError::Damaged(_))
    ));
}

#[test]
fn a_text_that_expands_without_end_is_refused() {
    let project = document(&format!(
        "<Sources><TextSource guid=\"{A}\" plainTextPath=\"internal://bomb.txt\"/></Sources>"
    ));
    let zeros = vec![b'0'; 17 << 20];
    let file = packed(&[
        ("project.qde", project.as_bytes()),
        ("Sources/bomb.txt", &zeros),
    ]);
    assert!(file.get_ref().len() < 100_000, "it is small on disk");
    assert!(matches!(read_project(file), Err(RefiError::TooLarge(_))));
}

#[test]
fn paths_lead_nowhere_outside_the_archive() {
    for path in [
        "internal://../../../../etc/hostname",
        "internal:///etc/hostname",
        "/etc/hostname",
        "file:///etc/hostname",
    ] {
        let project = document(&format!(
            "<Sources><TextSource guid=\"{A}\" plainTextPath=\"{path}\"/></Sources>"
        ));
        let reading = read(&[("project.qde", project.as_bytes())]).unwrap();
        assert!(reading.project.sources.is_empty(), "{path}");
        assert_eq!(reading.left_out.len(), 1);
    }
}

/// Checks a document against a published schema.
fn check(document: &[u8], schema: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.xml");
    std::fs::write(&file, document).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schema")
        .join(schema);
    let checked = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .args([&schema, &file])
        .output()
        .expect("xmllint is needed: `make test` installs it (Debian's libxml2-utils)");
    assert!(
        checked.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&checked.stderr),
        String::from_utf8_lossy(document)
    );
}

fn project_document(archive: Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut document = Vec::new();
    std::io::copy(&mut archive.by_name("project.qde").unwrap(), &mut document).unwrap();
    document
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let wrong = std::panic::catch_unwind(|| check(document("<Codes/>").as_bytes(), "Project.xsd"));
    assert!(wrong.is_err(), "the check can fail");
}

fn name() -> impl Strategy<Value = String> {
    "[ -~äß😀\t\n\r\"<&]{0,12}"
}

/// Some of what a project can be; guids are made distinct afterwards.
fn project() -> impl Strategy<Value = RefiProject> {
    let leaf = (
        name(),
        any::<bool>(),
        option::of("#[0-9a-f]{6}"),
        option::of("[ -~\r\n]{1,9}"),
        vec(0..3_usize, 0..2),
    )
        .prop_map(|(name, codable, color, description, notes)| Code {
            name,
            codable,
            color,
            description,
            notes: notes.into_iter().map(number).collect(),
            ..Code::default()
        })
        .boxed();
    let tree = leaf.clone().prop_recursive(4, 12, 3, move |inner| {
        (leaf.clone(), vec(inner, 0..3)).prop_map(|(code, children)| Code { children, ..code })
    });
    let value = (0..3_usize, 0..6_usize).prop_map(|(variable, kind)| {
        let (kind, value) = [
            (VariableKind::Text, " two\nlines "),
            (VariableKind::Boolean, "true"),
            (VariableKind::Integer, "-12"),
            (VariableKind::Float, "2.5"),
            (VariableKind::Date, "2026-02-28"),
            (VariableKind::DateTime, "2026-02-28T23:59:59Z"),
        ][kind];
        Value {
            variable: number(variable),
            kind,
            value: value.to_owned(),
        }
    });
    let values = vec(value, 0..3);
    let text = "[a-z äß😀\u{feff}\r\n\u{1}]{1,30}";
    let source = (
        name(),
        text,
        vec(
            (
                0..30_usize,
                1..9_usize,
                vec((0..40_usize, any::<bool>()), 0..3),
            ),
            0..4,
        ),
        vec(0..40_usize, 0..2),
        values.clone(),
    );
    (
        vec(name(), 0..3),
        vec(tree, 0..4),
        vec((name(), 0..6_usize), 0..3),
        vec((name(), values, vec(0..3_usize, 0..2)), 0..3),
        vec(source, 0..4),
        vec((name(), "[ -~\t\r\n]{0,20}"), 0..3),
        name(),
    )
        .prop_map(|(users, codes, variables, cases, sources, notes, name)| {
            let mut project = RefiProject {
                name,
                origin: "Assay".into(),
                users: (0..)
                    .zip(users)
                    .map(|(n, name)| User {
                        guid: number(n),
                        name,
                    })
                    .collect(),
                codes,
                variables: (0..)
                    .zip(variables)
                    .map(|(n, (name, kind))| Variable {
                        guid: number(n),
                        name,
                        kind: elements::KINDS[kind].0,
                    })
                    .collect(),
                cases: (0..)
                    .zip(cases)
                    .map(|(n, (name, values, sources))| Case {
                        guid: number(n),
                        name,
                        values,
                        sources: sources.into_iter().map(number).collect(),
                    })
                    .collect(),
                notes: (0..)
                    .zip(notes)
                    .map(|(n, (name, text))| Note {
                        guid: number(n),
                        name,
                        text,
                    })
                    .collect(),
                note_refs: Vec::new(),
                sources: Vec::new(),
            };
            let mut count = 0;
            project
                .codes
                .iter_mut()
                .for_each(|code| renumber(code, &mut count));
            let coding = |(code, by): (usize, bool)| {
                (count > 0).then(|| Coding {
                    guid: number(code),
                    code: number(code % count),
                    user: by.then(|| number(1)),
                })
            };
            project.sources = (0..)
                .zip(sources)
                .map(|(n, (name, text, selections, codings, values))| {
                    let length = text.chars().count();
                    TextSource {
                        guid: number(n),
                        name,
                        selections: selections
                            .into_iter()
                            .filter(|(start, long, _)| start + long <= length)
                            .map(|(start, long, codings)| Selection {
                                guid: number(start),
                                start,
                                end: start + long,
                                codings: codings.into_iter().filter_map(coding).collect(),
                                notes: vec![number(start)],
                            })
                            .collect(),
                        codings: codings
                            .into_iter()
                            .filter_map(|code| coding((code, false)))
                            .collect(),
                        notes: Vec::new(),
                        values,
                        text,
                    }
                })
                .collect();
            project
        })
}

fn number(n: usize) -> Guid {
    Guid((n as u128 + 1).to_be_bytes())
}

fn renumber(code: &mut Code, count: &mut usize) {
    code.guid = number(*count);
    *count += 1;
    code.children
        .iter_mut()
        .for_each(|child| renumber(child, count));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_project_comes_back_as_it_was_and_is_valid(project in project()) {
        let bytes = archive(&project);
        let reading = read_project(Cursor::new(&bytes)).unwrap();
        prop_assert_eq!(&reading.left_out, &Vec::<String>::new());
        prop_assert_eq!(&reading.project, &project);
        check(&project_document(bytes), "Project.xsd");
    }

    #[test]
    fn a_codebook_comes_back_as_it_was_and_is_valid(mut project in project()) {
        fn forget_notes(code: &mut Code) {
            code.notes.clear();
            code.children.iter_mut().for_each(forget_notes);
        }
        prop_assume!(!project.codes.is_empty());
        project.codes.iter_mut().for_each(forget_notes);
        let bytes = codebook(&project);
        let reading = read_codebook(bytes.as_slice()).unwrap();
        prop_assert_eq!(&reading.project.codes, &project.codes);
        check(&bytes, "Codebook.xsd");
    }
}
proptest! {
    #[test]
    fn any_bytes_are_taken(bytes in vec(any::<u8>(), 0..200), words in "[<>/a-zA-Z\"=&;#! \\-\\[\\]?]{0,80}") {
        let _ = read_project(Cursor::new(&bytes));
        let _ = read_codebook(bytes.as_slice());
        let _ = read_codebook(words.as_bytes());
        let _ = read(&[("project.qde", document(&words).as_bytes())]);
    }
}
