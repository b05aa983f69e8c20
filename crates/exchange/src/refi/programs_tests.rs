//! Small projects of our own in the manner of other programs, each as public sources describe it.

use super::tests::{packed, read};
use super::*;

const CODES: &str = "<CodeBook><Codes><Code guid=\"1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\" name=\"Price\" isCodable=\"true\" color=\"#46AA00\"/></Codes></CodeBook>";
const CODING: &str = "<Coding guid=\"5C931701-6CD4-4A2B-A553-F1DDE2EAC46D\"><CodeRef targetGUID=\"1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\"/></Coding>";
const TEXT: &str = "631251CC-9FB4-4131-BEA8-35947084C409";
const NOTE: &str = "0F758EEB-D61D-4E91-B250-79861C3869A6";

/// A selection, at `start..end`, with the code.
fn coded(name: &str, start: usize, end: usize, inside: &str) -> String {
    format!(
        "<PlainTextSelection guid=\"95916796-D0A0-4B49-80B0-5A5C8B94AE13\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\">{inside}{CODING}</PlainTextSelection>"
    )
}

/// The words of each selection of each text.
fn words(project: &RefiProject) -> Vec<Vec<String>> {
    let of = |source: &TextSource| {
        let signs: Vec<char> = source.text.chars().collect();
        let selections = source.selections.iter();
        selections
            .map(|selection| signs[selection.start..selection.end].iter().collect())
            .collect()
    };
    project.sources.iter().map(of).collect()
}

fn note<'a>(project: &'a RefiProject, guids: &[Guid]) -> Vec<&'a str> {
    let notes = project.notes.iter();
    notes
        .filter(|note| guids.contains(&note.guid))
        .map(|note| note.text.as_str())
        .collect()
}

/// QualCoder's `refi.py` and issue 1369: the document is named after the project, texts have “\r\n”,
/// which counts as one, and comments are descriptions. Recordings lie beside the file; transcripts are
/// coded between points of time, as a guide to ATLAS.ti's exports of 2023 describes.
#[test]
fn atlas_ti() {
    let text = "Interview 1\r\n\r\nSpeaker: 😀 Well\r\nit is far too dear for us.\r\n";
    let counted = text.replace("\r\n", "\n");
    let at = counted.chars().take_while(|c| *c != 'f').count();
    let document = format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>
         <Project origin=\"ATLAS.ti Windows\" name=\"Study\" xmlns=\"urn:QDA-XML:project:1.0\">{CODES}
         <Sources><TextSource guid=\"{TEXT}\" name=\"Interview 1\" plainTextPath=\"internal://{TEXT}.txt\" richTextPath=\"internal://{TEXT}.docx\">
           <Description>Second try</Description>{}</TextSource>
         <AudioSource guid=\"9D260347-0000-4000-8000-000000000001\" name=\"Talk\" path=\"relative:///talk.m4a\">
           <Transcript guid=\"71013825-0000-4000-8000-000000000002\" name=\"talk.docx\" plainTextPath=\"internal://talk.txt\">
             <SyncPoint guid=\"3101C58C-0000-4000-8000-000000000003\" position=\"4\" timeStamp=\"150\"/>
             <SyncPoint guid=\"3101C58C-0000-4000-8000-000000000004\" position=\"12\" timeStamp=\"650\"/>
             <TranscriptSelection guid=\"467362C5-0000-4000-8000-000000000005\" fromSyncPoint=\"3101C58C-0000-4000-8000-000000000003\" toSyncPoint=\"3101C58C-0000-4000-8000-000000000004\">{CODING}</TranscriptSelection>
           </Transcript>
           <AudioSelection guid=\"238965CB-0000-4000-8000-000000000006\" begin=\"1\" end=\"9\"/>
         </AudioSource></Sources>
         <Sets><Set guid=\"C4E79FCB-0000-4000-8000-000000000007\" name=\"Group\"><MemberCode targetGUID=\"1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\"/></Set></Sets>
         </Project>",
        coded("", at, at + "far too dear".len(), "<Description>Irony?</Description>")
    );
    let reading = read(&[
        ("Study.qde", document.as_bytes()),
        (&format!("sources/{TEXT}.txt"), text.as_bytes()),
        ("sources/talk.txt", b"So, it costs too much."),
    ])
    .unwrap();
    let project = &reading.project;
    assert_eq!(words(project), [["far too dear"], ["it costs"]]);
    assert_eq!(note(project, &project.sources[0].notes), ["Second try"]);
    let selection = &project.sources[0].selections[0];
    assert_eq!(note(project, &selection.notes), ["Irony?"]);
    assert_eq!(project.sources[1].name, "Talk");
    assert_eq!(
        reading.left_out,
        ["1 mark on a recording was left out", "1 set was left out"]
    );
}

/// QualCoder's `refi.py`: selections without names, “\r\n” counts as two; annotations are memos in
/// files, tied to the words by links; a text is coded as the case that it belongs to. Windows' units are
/// those of UTF-16.
#[test]
fn nvivo() {
    let text = "😀😀 Well\r\n\r\nit is too dear, they say\r\n";
    let at = text.find("too").unwrap();
    let units = text[..at].encode_utf16().count();
    let document = format!(
        "<Project xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" name=\"Untitled\" origin=\"NVivo for Windows 12.6\" basePath=\"\" xmlns=\"urn:QDA-XML:project:1.0\">{CODES}
         <Cases><Case guid=\"2dfba8c9-59f5-4424-99d6-ea9bce18134b\" name=\"Ann\"/></Cases>
         <Sources><TextSource guid=\"{TEXT}\" name=\"Int\" richTextPath=\"internal://{TEXT}.docx\" plainTextPath=\"internal://{TEXT}.txt\">{}
           <PlainTextSelection guid=\"fd960901-8191-4db1-a3dd-a91626d56c4b\" name=\"\" startPosition=\"{}\" endPosition=\"{}\"/>
           <PlainTextSelection guid=\"08cbced0-d736-44c8-8fd6-eb4d29fe46c5\" name=\"\" startPosition=\"0\" endPosition=\"{}\"><Coding guid=\"76414714-63c4-4a25-a47e-66fef80bd52e\"><CodeRef targetGUID=\"2dfba8c9-59f5-4424-99d6-ea9bce18134b\"/></Coding></PlainTextSelection></TextSource></Sources>
         <Notes><Note guid=\"{NOTE}\" name=\"\" plainTextPath=\"internal://{NOTE}.txt\"><Description/></Note>
           <Note guid=\"4691a8a0-d67c-4dcc-91d6-e9075dc230cc\" name=\"Progress\" plainTextPath=\"internal://progress.txt\"><Description>Steps</Description></Note></Notes>
         <Links><Link guid=\"998DED36-0000-4000-8000-000000000001\" originGUID=\"{}\" targetGUID=\"fd960901-8191-4db1-a3dd-a91626d56c4b\"/></Links>
         </Project>",
        coded("", units, units + 8, "<Description/>"),
        units + 10,
        units + 18,
        text.encode_utf16().count(),
        NOTE.to_lowercase(),
    );
    let reading = read(&[
        ("project.qde", document.as_bytes()),
        (
            &format!("Sources/{}.txt", TEXT.to_lowercase()),
            text.as_bytes(),
        ),
        (&format!("Sources/{NOTE}.txt"), b"Who says so?"),
        ("Sources/progress.txt", b"Two talks left"),
    ])
    .unwrap();
    let project = &reading.project;
    assert_eq!(words(project), [["too dear", "they say"]]);
    assert_eq!(project.cases[0].sources, [project.sources[0].guid]);
    let annotated = &project.sources[0].selections[1];
    assert_eq!(note(project, &annotated.notes), ["Who says so?"]);
    assert_eq!(project.notes[1].text, "Steps\n\nTwo talks left");
    assert!(reading.left_out.is_empty(), "{:?}", reading.left_out);
}

/// QualCoder's `refi.py`: variables stand in the source. Recordings are video sources (a test of
/// Magnolia's).
#[test]
fn maxqda() {
    let document = format!(
        "<Project origin=\"MAXQDA 2022 (Release 22.4.0)\" xsi:schemaLocation=\"urn:QDA-XML:project:1.0 Project.xsd\" name=\"P\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"urn:QDA-XML:project:1.0\">{CODES}
         <Variables><Variable guid=\"AE6D04CE-D987-4FC8-AF97-D72CA6FFD08F\" name=\"Age\" typeOfVariable=\"Integer\"><Description>In years</Description></Variable></Variables>
         <Sources><TextSource plainTextPath=\"internal://{TEXT}.txt\" guid=\"{TEXT}\" name=\"RTF\">{}
           <VariableValue><VariableRef targetGUID=\"AE6D04CE-D987-4FC8-AF97-D72CA6FFD08F\"/><IntegerValue>41</IntegerValue></VariableValue></TextSource>
         <VideoSource path=\"internal://E.m4a\" guid=\"46ACDB89-832F-4998-A542-D579FCBE8F1F\" name=\"New Recording 11\"/></Sources>
         </Project>",
        coded("too dear", 6, 14, "")
    );
    let reading = read(&[
        ("project.qde", document.as_bytes()),
        (
            &format!("sources/{TEXT}.txt"),
            b"It is too dear, or so they say.",
        ),
    ])
    .unwrap();
    let project = &reading.project;
    assert_eq!(words(project), [["too dear"]]);
    assert_eq!(project.sources[0].values[0].value, "41");
    assert_eq!(note(project, &project.note_refs), ["In years"]);
    assert_eq!(reading.left_out, ["1 recording was left out"]);
}

/// QualCoder's `refi.py`, its issues 465 and 488: variables stand in the cases, and a memo says itself
/// at which words of its source it stands.
#[test]
fn quirkos() {
    let document = format!(
        "<Project origin=\"Quirkos 2.4.1\" name=\"P\" xmlns=\"urn:QDA-XML:project:1.0\">{CODES}
         <Variables><Variable guid=\"AE6D04CE-D987-4FC8-AF97-D72CA6FFD08F\" name=\"Age\" typeOfVariable=\"Text\"/></Variables>
         <Cases><Case guid=\"AE6D04CE-D987-4FC8-AF97-D72CA6FFD081\" name=\"Ann\"><VariableValue><VariableRef targetGUID=\"AE6D04CE-D987-4FC8-AF97-D72CA6FFD08F\"/><TextValue>41</TextValue></VariableValue><SourceRef targetGUID=\"{TEXT}\"/></Case></Cases>
         <Sources><TextSource guid=\"{TEXT}\" name=\"Ann\" plainTextPath=\"internal://{TEXT}.txt\"><NoteRef targetGUID=\"{NOTE}\"/></TextSource></Sources>
         <Notes><Note guid=\"{NOTE}\"><PlainTextContent>Ask again about the price</PlainTextContent><PlainTextSelection guid=\"d61907b2-d0d4-48dc-b8b7-5e4f7ae5faa6\" startPosition=\"6\" endPosition=\"14\"/></Note></Notes>
         </Project>"
    );
    let reading = read(&[
        ("project.qde", document.as_bytes()),
        (
            &format!("sources/{TEXT}.txt"),
            b"It is too dear, or so they say.",
        ),
    ])
    .unwrap();
    let project = &reading.project;
    assert_eq!(words(project), [["too dear"]]);
    let selection = &project.sources[0].selections[0];
    assert_eq!(
        note(project, &selection.notes),
        ["Ask again about the price"]
    );
    assert!(project.sources[0].notes.is_empty());
    assert_eq!(project.cases[0].values[0].value, "41");
    assert_eq!(project.cases[0].sources, [project.sources[0].guid]);
    assert!(reading.left_out.is_empty(), "{:?}", reading.left_out);
}

/// Qualia's study of a project of ATLAS.ti: what is selected in a PDF stands there twice, with its
/// place on the page and with its place in the words, and on each page that it reaches.
#[test]
fn atlas_ti_in_pdfs() {
    let on_page = |guid: &str, name: &str, page: u8| {
        format!(
            "<PDFSelection guid=\"{guid}\" name=\"{name}\" page=\"{page}\" firstX=\"1\" firstY=\"2\" secondX=\"3\" secondY=\"4\">{CODING}</PDFSelection>"
        )
    };
    let document = format!(
        "<Project origin=\"ATLAS.ti Mac\" name=\"P\">{CODES}<Sources><PDFSource guid=\"{TEXT}\" name=\"Paper\" path=\"internal://p.pdf\">{}{}{}
         <Representation guid=\"142EB46D-612E-4593-A385-D0E5D04D1288\" plainTextPath=\"internal://p.txt\">{}</Representation></PDFSource></Sources></Project>",
        on_page("95916796-D0A0-4B49-80B0-5A5C8B94AE13", "too dear", 1),
        on_page("95916796-D0A0-4B49-80B0-5A5C8B94AE14", "too dear", 2),
        on_page("95916796-D0A0-4B49-80B0-5A5C8B94AE15", "a figure", 2),
        coded("too dear", 6, 14, "")
    );
    let reading = read(&[
        ("project.qde", document.as_bytes()),
        ("sources/p.txt", b"It is too\r\ndear."),
    ])
    .unwrap();
    assert_eq!(words(&reading.project), [["too\r\ndear"]]);
    assert_eq!(
        reading.left_out,
        ["1 mark on a page of a PDF was left out"],
        "the figure"
    );
}

/// QualCoder's `refi.py`: a transcript is a text as well, and coded there; comments are descriptions;
/// pages of PDFs have their words in a text; sets stand in the codebook.
#[test]
fn qualcoder() {
    let document = format!(
        "<Project name=\"p\" origin=\"QualCoder-3.5\" xmlns=\"urn:QDA-XML:project:1.0\">{}
         <Sources><TextSource guid=\"{TEXT}\" name=\"talk.transcribed\" plainTextPath=\"internal://t.txt\">{}</TextSource>
         <VideoSource guid=\"46ACDB89-832F-4998-A542-D579FCBE8F1F\" path=\"internal://v.mp4\"><Transcript guid=\"71013825-0000-4000-8000-000000000002\" plainTextPath=\"internal://t.txt\"><SyncPoint guid=\"3101C58C-0000-4000-8000-000000000003\" position=\"0\" timeStamp=\"0\"/></Transcript></VideoSource>
         <PDFSource guid=\"142EB46D-612E-4593-A385-D0E5D04D1288\" name=\"Leaflet\" path=\"internal://l.pdf\"><Representation guid=\"142EB46D-612E-4593-A385-D0E5D04D1289\" plainTextPath=\"internal://l.txt\"/><NoteRef targetGUID=\"{NOTE}\"/></PDFSource></Sources>
         <Notes><Note guid=\"{NOTE}\" name=\"n\" plainTextPath=\"internal://n.txt\"/></Notes>
         <Description>About all of it</Description></Project>",
        CODES.replace("</Codes>", "</Codes><Sets/>"),
        coded("", 8, 16, "")
    );
    let reading = read(&[
        ("project.qde", document.as_bytes()),
        ("Sources/t.txt", b"[00:01] too dear"),
        ("Sources/l.txt", b"Buy now"),
        ("Sources/n.txt", b"Old prices"),
    ])
    .unwrap();
    let project = &reading.project;
    assert_eq!(words(project), [vec!["too dear"], vec![]]);
    assert_eq!(note(project, &project.sources[1].notes), ["Old prices"]);
    assert_eq!(note(project, &project.note_refs), ["About all of it"]);
    assert!(reading.left_out.is_empty(), "{:?}", reading.left_out);
}

/// Codebooks: requal's test has groups of codes from ATLAS.ti, under a namespace of its own; NVivo for
/// Mac writes no colours and declares another; Taguette's template has no children and lower case.
#[test]
fn codebooks() {
    let code = "<Code guid=\"1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\" name=\"code1\" color=\"#46AA00\" isCodable=\"true\"><Description>what</Description></Code>";
    let atlas = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><CodeBook xsi:schemaLocation=\"urn:QDA-XML:codebook:0:4 Codebook.xsd\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" origin=\"ATLAS.ti Win 23.4.0\" xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>{code}</Codes><Sets><Set name=\"group\" guid=\"ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F0\"/></Sets></CodeBook>"
    );
    let reading = read_codebook(atlas.as_bytes()).unwrap();
    assert_eq!(reading.project.codes[0].name, "code1");
    assert_eq!(reading.left_out, ["1 set of codes was left out"]);

    let nvivo = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?><CodeBook origin=\"NVivo 12 For Mac\" xmlns=\"urn:QDA-XML:codebook:1:0\"><Codes><Code guid=\"{1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}\" isCodable=\"False\" name=\"Preis\"><Code guid=\"a\" isCodable=\"true\" name=\"hoch\"/></Code></Codes></CodeBook>";
    let units: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(nvivo.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [nvivo.as_bytes(), &units, &units[2..]] {
        let codes = read_codebook(bytes).unwrap().project.codes;
        assert!(!codes[0].codable);
        assert_eq!(codes[0].children[0].name, "hoch");
    }
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><q:CodeBook xmlns:q='urn:QDA-XML:codebook:1.0'><q:Codes><q:Code guid='a' name='Preis h\xf6her' color='255,0,0'/></q:Codes></q:CodeBook>";
    let reading = read_codebook(&latin[..]).unwrap();
    assert_eq!(reading.project.codes[0].name, "Preis höher");
    assert_eq!(
        reading.left_out,
        ["1 colour that is not written as the standard says was left out"]
    );
}

/// Taguette's `refi_qda.py`: it exports codebooks alone, without a namespace. Codes stand side by side
/// under their whole paths, with guids made of these, and an empty list of sets behind them.
#[test]
fn taguette() {
    let codebook = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<CodeBook origin=\"Taguette 1.4.1\"><Codes><Code guid=\"8F8B5A0E-4B0E-5C3A-9C0D-6B5D0F5B8E11\" name=\"price\" isCodable=\"true\"></Code><Code guid=\"0B1D0C55-7E4A-5D0B-8A3C-2F5F0F6C9A22\" name=\"price.per seat\" isCodable=\"true\"></Code></Codes><Sets></Sets></CodeBook>";
    let reading = read_codebook(codebook.as_bytes()).unwrap();
    let codes: Vec<_> = reading
        .project
        .codes
        .iter()
        .map(|code| (code.name.as_str(), code.codable, code.children.len()))
        .collect();
    assert_eq!(codes, [("price", true, 0), ("price.per seat", true, 0)]);
    assert_ne!(reading.project.codes[0].guid, reading.project.codes[1].guid);
    assert!(reading.left_out.is_empty(), "{:?}", reading.left_out);
}

/// An archive made again from unpacked folders, by Windows or macOS; paths with a folder, as addresses,
/// or of a place outside. A document of an office program is no plain text, whatever its path says.
#[test]
fn files_are_found_wherever_they_lie() {
    let paths = [
        "internal://Sources/a b.txt",
        "internal://a%20b.txt",
        "relative:///A B.TXT",
        "relative:///Sources/a b.txt",
        "absolute:///C:\\Study\\Sources\\a b.txt",
        "a b.txt",
    ];
    for path in paths {
        let document = format!(
            "<q:Project xmlns:q=\"urn:QDA-XML:project:1.0\" name=\"P\"><q:Sources><q:TextSource guid=\"{TEXT}\" plainTextPath=\"{path}\"/></q:Sources></q:Project>"
        );
        let reading = read(&[
            ("__MACOSX/Study/._project.qde", b"\0\x05\x16\x07"),
            ("Study\\Backup\\project.qde", b"<Project/>"),
            ("Study\\project.qde", document.as_bytes()),
            ("Study\\Sources\\a b.txt", b"too d\xe9ar"),
        ])
        .unwrap();
        assert_eq!(reading.project.sources[0].text, "too déar", "{path}");
        assert_eq!(
            reading.left_out,
            ["texts that are not in UTF-8 and were read as Windows-1252: 1"]
        );
    }
    let document = format!(
        "<Project name=\"P\"><Sources><TextSource guid=\"{TEXT}\" plainTextPath=\"internal://a.docx\"/></Sources></Project>"
    );
    let file = packed(&[
        ("project.qde", document.as_bytes()),
        ("Sources/a.docx", b"PK\x03\x04\0\0"),
    ]);
    let reading = read_project(file).unwrap();
    assert!(reading.project.sources.is_empty());
    assert_eq!(
        reading.left_out,
        ["1 text that is not in the file as plain text was left out"]
    );
}
