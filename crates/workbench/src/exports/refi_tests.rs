use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;

use super::refi::exchange;
use super::{ExportRequest, save};
use crate::sources::{self, ImportReport, ImportRequest, trial};
use crate::tags::{self, SpanRequest, TagRequest};
use crate::themes::{self, ArrangeRequest, CreateRequest, RenameRequest};
use crate::{Project, Task, history};

const SURVEY: &str = "id,time,comment,rating,customer_id,plan\n\
    1,2026-01-02,\"Die Einladung kam nie an. 😀 I waited, and the invite never came.\",2,c1,team\n\
    2,2026-01-03,\"The import is slow. Export is fine, though.\",4,c2,solo\n\
    3,2026-01-04,\"Import failed twice!\",1,c1,team\n\
    4,2026-01-05,n/a,5,c3,solo\n";
const CUSTOMERS: &str = "customer_id,signed_up_at,revenue,plan\n\
    c1,2025-12-01,12.5,team\nc2,2025-12-03,,solo\nc9,2025-12-04,3,solo\n";

fn import(project: &Project, path: &Path) -> ImportReport {
    let request = ImportRequest {
        files: vec![trial::file(path)],
        redact: true,
        ..ImportRequest::default()
    };
    sources::import(project, request, &Task::silent())
        .unwrap()
        .value
}

/// A project with four answers and two themes.
fn project(folder: &Path) -> Project {
    let project = Project::create(&folder.join("a.assay")).unwrap();
    for (name, content) in [("survey.csv", SURVEY), ("customers.csv", CUSTOMERS)] {
        std::fs::write(folder.join(name), content).unwrap();
        import(&project, &folder.join(name));
    }
    for words in ["import", "invite"] {
        let request = CreateRequest {
            search: Some(words.into()),
            ..CreateRequest::default()
        };
        themes::create(&project, request, &Task::silent()).unwrap();
    }
    project
}

fn write(project: &Project, path: &Path) -> super::ExportReport {
    let request = ExportRequest {
        path: path.display().to_string(),
        ..ExportRequest::default()
    };
    save(project, request, &Task::silent()).unwrap()
}

/// What goes out of a project that what went out of another was brought into.
fn there_and_back(project: &Project, folder: &Path) {
    let file = folder.join("p.qdpx");
    write(project, &file);
    let other = Project::create(&folder.join("b.assay")).unwrap();
    import(&other, &file);
    let task = Task::silent();
    let mut before = exchange(project, &task, false).unwrap().project;
    let mut after = exchange(&other, &task, false).unwrap().project;
    before.name.clear();
    after.name.clear();
    // Their order is that of the numbers that each project gives.
    for project in [&mut before, &mut after] {
        project.codes.sort_by_key(|code| code.guid);
        project.sources.sort_by_key(|source| source.guid);
        project
            .cases
            .iter_mut()
            .for_each(|case| case.sources.sort());
    }
    assert_eq!(before, after);

    let again = import(&other, &file);
    assert_eq!(again.sources[0].items, 0);
    assert_eq!(again.sources[0].tags, 0, "the same file adds nothing");
}

#[test]
fn what_is_coded_goes_out_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(folder.path());
    let list = themes::list(&project).unwrap();
    let request = RenameRequest {
        id: list[0].id,
        label: "Slow & <broken> import".into(),
    };
    themes::rename(&project, request, &Task::silent()).unwrap();
    let request = ArrangeRequest {
        themes: list.iter().map(|theme| theme.id).collect(),
        new_parent: Some("Getting started".into()),
        ..ArrangeRequest::default()
    };
    themes::arrange(&project, request, &Task::silent()).unwrap();
    // In UTF-16 units the words after the emoji begin one place later than in code points.
    let words = SpanRequest {
        item: 1,
        start: 29,
        end: 37,
        theme: list[0].id,
    };
    tags::span(&project, words, &Task::silent()).unwrap();

    let out = exchange(&project, &Task::silent(), false).unwrap();
    let parent = &out.project.codes[0];
    assert_eq!(
        (parent.name.as_str(), parent.codable),
        ("Getting started", false)
    );
    assert_eq!(parent.children.len(), 2);
    let source = &out.project.sources[0];
    let marked = source
        .selections
        .iter()
        .find(|selection| selection.start == 28)
        .unwrap();
    let marked: String = source
        .text
        .chars()
        .skip(marked.start)
        .take(marked.end - marked.start)
        .collect();
    assert_eq!(marked, "I waited");
    assert!(
        out.notes
            .iter()
            .any(|note| note.contains("1 customer who said nothing")),
        "{:?}",
        out.notes
    );
    there_and_back(&project, folder.path());
}

#[test]
fn an_import_of_a_project_is_one_step_that_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.qdpx");
    write(&project(folder.path()), &file);
    let other = Project::create(&folder.path().join("b.assay")).unwrap();
    let report = import(&other, &file);
    let source = &report.sources[0];
    assert_eq!((source.items, source.customers, source.themes), (4, 2, 2));
    assert!(source.tags >= 3);
    let coded = exchange(&other, &Task::silent(), false).unwrap().project;
    history::undo(&other).unwrap();
    assert!(themes::list(&other).unwrap().is_empty());
    assert!(
        exchange(&other, &Task::silent(), false)
            .unwrap()
            .project
            .sources
            .is_empty()
    );
    history::redo(&other).unwrap();
    assert_eq!(
        exchange(&other, &Task::silent(), false).unwrap().project,
        coded
    );
}

#[test]
fn a_codebook_deeper_than_themes_keeps_its_hierarchy_and_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("codes.qdc");
    let guid = |n: u8| format!("00000000-0000-4000-8000-0000000000{n:02}");
    let code = |n: u8, name: &str, inside: &str| {
        format!(
            "<Code guid=\"{}\" name=\"{name}\" isCodable=\"true\" color=\"#00ff7f\"><Description>About {name}</Description>{inside}</Code>",
            guid(n)
        )
    };
    let deep = code(1, "A", &code(2, "B", &code(3, "C", &code(4, "D", ""))));
    std::fs::write(
        &file,
        format!(
            "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>{deep}{}</Codes></CodeBook>",
            code(5, "E", "")
        ),
    )
    .unwrap();
    let project = project(folder.path());
    let report = import(&project, &file);
    assert_eq!(report.sources[0].themes, 5);
    let list = themes::list(&project).unwrap();
    let find = |name: &str| list.iter().find(|theme| theme.label == name).unwrap();
    assert_eq!(find("D").parent, Some(find("A").id));
    assert!(
        !find("D").group,
        "a code can be given to words, though none have it yet"
    );

    let request = TagRequest {
        items: vec![1],
        theme: find("D").id,
        present: true,
        ..TagRequest::default()
    };
    tags::set(&project, request, &Task::silent()).unwrap();
    let out = exchange(&project, &Task::silent(), true).unwrap().project;
    let a = out.codes.iter().find(|code| code.name == "A").unwrap();
    assert_eq!(a.guid.to_string(), guid(1));
    assert_eq!(a.color.as_deref(), Some("#00ff7f"));
    assert_eq!(a.children[0].children[0].children[0].name, "D");
    assert_eq!(a.children[0].description.as_deref(), Some("About B"));
    assert_eq!(
        import(&project, &file).sources[0].themes,
        0,
        "the same codes again"
    );
}

#[test]
fn contact_data_in_a_project_of_another_program_is_replaced_and_places_follow() {
    let folder = tempfile::tempdir().unwrap();
    let guid = |n: u8| format!("00000000-0000-4000-8000-0000000000{n:02}");
    let text = "Écris à jo.smith@example.org, or the import fails again.";
    let start = text.chars().count() - "import fails again.".len();
    let document = format!(
        "<Project name=\"P\"><CodeBook><Codes><Code guid=\"{}\" name=\"Import\" isCodable=\"true\"/></Codes></CodeBook>
         <Sources><TextSource guid=\"{}\" name=\"T\"><PlainTextContent>{text}</PlainTextContent>
         <PlainTextSelection guid=\"{}\" startPosition=\"{start}\" endPosition=\"{}\"><Coding guid=\"{}\"><CodeRef targetGUID=\"{}\"/></Coding>
         </PlainTextSelection></TextSource></Sources></Project>",
        guid(1), guid(2), guid(3), start + "import fails".len(), guid(4), guid(1)
    );
    let file = folder.path().join("p.qdpx");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&file).unwrap());
    archive
        .start_file("project.qde", zip::write::SimpleFileOptions::default())
        .unwrap();
    std::io::Write::write_all(&mut archive, document.as_bytes()).unwrap();
    archive.finish().unwrap();
    let project = Project::create(&folder.path().join("a.assay")).unwrap();
    let report = import(&project, &file);
    assert_eq!(report.sources[0].redacted, 1);
    let out = exchange(&project, &Task::silent(), false).unwrap().project;
    let source = &out.sources[0];
    assert_eq!(source.text, "Écris à [email 1], or the import fails again.");
    let selection = &source.selections[0];
    let words: String = source
        .text
        .chars()
        .skip(selection.start)
        .take(selection.end - selection.start)
        .collect();
    assert_eq!(words, "import fails");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever is marked and tagged: none of it is lost.
    #[test]
    fn any_coding_comes_back(
        spans in vec((1..4_i64, 0..40_u64, 1..20_u64, 0..2_usize), 0..8),
        tagged in vec((1..4_i64, 0..2_usize, any::<bool>()), 0..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let project = project(folder.path());
        let themes = themes::list(&project).unwrap();
        for (item, theme, present) in tagged {
            let request = TagRequest { items: vec![item], theme: themes[theme].id, present, ..TagRequest::default() };
            tags::set(&project, request, &Task::silent()).unwrap();
        }
        for (item, start, long, theme) in spans {
            // A stretch beyond the text, or inside a character, is refused and changes nothing.
            let request = SpanRequest { item, start, end: start + long, theme: themes[theme].id };
            let _ = tags::span(&project, request, &Task::silent());
        }
        there_and_back(&project, folder.path());
    }
}

#[test]
fn memos_are_listed_with_what_they_are_on() {
    use assay_exchange::refi::{
        Code, Guid, Note, RefiProject, Selection, TextSource, write_project,
    };

    let guid = |number: u8| Guid([number; 16]);
    let note = |number: u8, name: &str, text: &str| Note {
        guid: guid(number),
        name: name.into(),
        text: text.into(),
    };
    let study = RefiProject {
        name: "Study".into(),
        codes: vec![Code {
            guid: guid(1),
            name: "Waiting".into(),
            codable: true,
            notes: vec![guid(11)],
            ..Code::default()
        }],
        sources: vec![TextSource {
            guid: guid(2),
            name: "Interview 1".into(),
            text: "It was fine. Größer ist besser, I said.".into(),
            selections: vec![Selection {
                guid: guid(3),
                start: 13,
                end: 30,
                notes: vec![guid(12)],
                ..Selection::default()
            }],
            ..TextSource::default()
        }],
        notes: vec![
            note(11, "On waiting", "Mostly on Mondays"),
            note(12, "", "Irony?"),
            note(13, "Plan", "Ask five more"),
        ],
        note_refs: vec![guid(13)],
        ..RefiProject::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.qdpx");
    let file = std::fs::File::create(&path).unwrap();
    write_project::<std::io::Error>(&study, file, |_| Ok(())).unwrap();
    let project = Project::create(&folder.path().join("a.assay")).unwrap();
    let report = import(&project, &path);
    let told = report.sources[0].problems.iter();
    assert!(
        told.map(|problem| &problem.reason)
            .any(|reason| reason.contains("`assay memos` lists"))
    );
    let memos = crate::memos::list(&project).unwrap();
    let listed: Vec<_> = memos
        .iter()
        .map(|memo| {
            let (theme, words) = (memo.theme_label.as_deref(), memo.words.as_deref());
            (memo.text.as_str(), theme, words, memo.item.is_some())
        })
        .collect();
    assert_eq!(
        listed,
        [
            ("Mostly on Mondays", Some("Waiting"), None, false),
            ("Irony?", None, Some("Größer ist besser"), true),
            ("Ask five more", None, None, false),
        ]
    );
}

/// Writes a project of another program: its document, and its texts as files.
fn write_foreign(path: &Path, document: &str, files: &[(&str, &str)]) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, text) in [("project.qde", document)].iter().chain(files) {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

/// The words that each code stands at, in each text.
fn coded_words(project: &Project) -> Vec<(String, String)> {
    let out = exchange(project, &Task::silent(), false).unwrap().project;
    let mut found = Vec::new();
    for source in &out.sources {
        let signs: Vec<char> = source.text.chars().collect();
        for selection in &source.selections {
            for coding in &selection.codings {
                let code = out.codes.iter().find(|code| code.guid == coding.code);
                let words = signs[selection.start..selection.end].iter().collect();
                found.push((code.unwrap().name.clone(), words));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn codings_of_other_programs_stand_at_their_words_and_nothing_is_lost_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let guid = |n: u8| format!("00000000-0000-4000-8000-0000000000{n:02}");
    // ATLAS.ti: two characters end a line in the file, one in the places.
    let text = "  <b>Intro</b> &amp; 😀\r\n\r\nWrite to jo.smith@example.org.\r\nThe bill is wrong again,  and nobody answers.\r\n";
    let counted: Vec<char> = text.replace("\r\n", "\n").chars().collect();
    let stretch = |n: u8, words: &str, inside: &str| {
        let words: Vec<char> = words.chars().collect();
        let start = counted
            .windows(words.len())
            .position(|window| window == words)
            .unwrap();
        let end = start + words.len();
        format!(
            "<PlainTextSelection guid=\"{}\" startPosition=\"{start}\" endPosition=\"{end}\">{inside}</PlainTextSelection>",
            guid(n)
        )
    };
    let coding = |n: u8, code: u8| {
        format!(
            "<Coding guid=\"{}\" creatingUser=\"{}\"><CodeRef targetGUID=\"{}\"/></Coding>",
            guid(n),
            guid(90),
            guid(code)
        )
    };
    let document = format!(
        "<Project name=\"P\" origin=\"ATLAS.ti Mac\"><Users><User guid=\"{}\" name=\"Jo\"/></Users>
         <CodeBook><Codes><Code guid=\"{}\" name=\"Billing\"><Description>Ask jo.smith@example.org</Description></Code><Code guid=\"{}\" name=\"Silence\"/></Codes></CodeBook>
         <Cases><Case guid=\"{}\"><VariableValue><VariableRef targetGUID=\"{}\"/><TextValue>x</TextValue></VariableValue></Case></Cases>
         <Sources><TextSource guid=\"{}\" name=\"Call with jo.smith@example.org\" plainTextPath=\"internal://t.txt\">{}{}{}</TextSource></Sources></Project>",
        guid(90),
        guid(1),
        guid(2),
        guid(3),
        guid(4),
        guid(5),
        stretch(6, "bill is wrong", &(coding(7, 1) + "<Description>Told jo.smith@example.org</Description>")),
        stretch(8, "nobody answers", &coding(9, 2)),
        stretch(10, "<b>Intro</b> &amp; 😀", &coding(11, 2)),
    );
    let file = folder.path().join("p.qdpx");
    write_foreign(&file, &document, &[("sources/t.txt", text)]);
    let project = Project::create(&folder.path().join("a.assay")).unwrap();
    let report = import(&project, &file);
    let words = |code: &str, words: &str| (code.to_owned(), words.to_owned());
    assert_eq!(
        coded_words(&project),
        [
            words("Billing", "bill is wrong"),
            words("Silence", "<b>Intro</b> &amp; 😀"),
            words("Silence", "nobody answers"),
        ]
    );
    let source = &report.sources[0];
    let said: Vec<&str> = source
        .problems
        .iter()
        .map(|problem| problem.reason.as_str())
        .collect();
    for part in [
        "people who coded: neither their names nor when",
        "cases without a name, which were left out: 1",
        "values of unknown variables, which were left out: 1",
        "memos, which stand with",
    ] {
        assert!(
            said.iter().any(|one| one.contains(part)),
            "{part}: {said:?}"
        );
    }

    let out = exchange(&project, &Task::silent(), false).unwrap().project;
    assert_eq!(source.redacted, 4, "text, title, memo and description");
    assert_eq!(out.sources[0].name, "Call with [email 1]");
    assert_eq!(out.notes[0].text, "Told [email 1]");
    let billing = out.codes.iter().find(|code| code.name == "Billing");
    assert_eq!(
        billing.unwrap().description.as_deref(),
        Some("Ask [email 1]")
    );
    let memos = crate::memos::list(&project).unwrap();
    assert_eq!(memos[0].words.as_deref(), Some("bill is wrong"));
    there_and_back(&project, folder.path());
}

#[test]
fn codings_come_back_from_a_program_that_changed_the_white_space() {
    use assay_exchange::refi::{Coding, Guid, Selection, write_project};

    let folder = tempfile::tempdir().unwrap();
    let project = project(folder.path());
    let before = coded_words(&project);
    let mut out = exchange(&project, &Task::silent(), false).unwrap().project;
    out.origin = "Another".into();
    let code = out.codes[0].clone();
    let source = &mut out.sources[0];
    source.text = format!("\r\n{}\r\n", source.text.replace(". ", ".\r\n"));
    let signs: Vec<char> = source.text.chars().collect();
    let words: Vec<char> = "😀 I waited".chars().collect();
    let start = signs.windows(words.len()).position(|all| all == words);
    let start = start.unwrap();
    source.selections = vec![Selection {
        guid: Guid([7; 16]),
        start,
        end: start + words.len(),
        codings: vec![Coding {
            guid: Guid([8; 16]),
            code: code.guid,
            user: None,
        }],
        notes: Vec::new(),
    }];
    let file = folder.path().join("back.qdpx");
    let archive = std::fs::File::create(&file).unwrap();
    write_project::<std::io::Error>(&out, archive, |_| Ok(())).unwrap();
    let report = import(&project, &file);
    assert_eq!(report.sources[0].items, 0, "the texts are known");
    let added: Vec<(String, String)> = coded_words(&project)
        .into_iter()
        .filter(|coded| !before.contains(coded))
        .collect();
    assert_eq!(added, [(code.name, "😀 I waited".to_owned())]);
}
