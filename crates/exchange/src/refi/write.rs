//! Writing projects and codebooks. The order of elements is the schema's.

use std::io::{self, Seek, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::elements::{
    CODEBOOK_NAMESPACE, INTERNAL, KINDS, PROJECT_DOCUMENT, PROJECT_NAMESPACE, SOURCES,
};
use super::xml::Writer;
use super::{Case, Code, Coding, Guid, Note, RefiProject, TextSource, Value, Variable};

/// Write a project with its texts as `.qdpx`. `before` is called before each text is written, with
/// how many are, and may stop it.
///
/// # Errors
/// If `out` cannot be written, or what `before` returned.
pub fn write_project<E: From<io::Error>>(
    project: &RefiProject,
    out: impl Write + Seek,
    mut before: impl FnMut(u64) -> Result<(), E>,
) -> Result<(), E> {
    let mut archive = ZipWriter::new(out);
    // Without a time, so that the same project gives the same file.
    let options = SimpleFileOptions::default().large_file(true);
    let failed = |error: zip::result::ZipError| E::from(io::Error::from(error));
    archive
        .start_file(PROJECT_DOCUMENT, options)
        .map_err(failed)?;
    archive.write_all(project_document(project).as_bytes())?;
    for (done, source) in (0..).zip(&project.sources) {
        before(done)?;
        archive
            .start_file(format!("{SOURCES}/{}.txt", source.guid), options)
            .map_err(failed)?;
        if source.text.starts_with('\u{feff}') {
            // The first one is taken for a mark of the encoding.
            archive.write_all("\u{feff}".as_bytes())?;
        }
        archive.write_all(source.text.as_bytes())?;
    }
    archive.finish().map_err(failed)?.flush()?;
    Ok(())
}

/// Write the codes alone as `.qdc`. A codebook has at least one code.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_codebook(project: &RefiProject, mut out: impl Write) -> io::Result<()> {
    let mut xml = Writer::new();
    let attributes = [
        ("xmlns", CODEBOOK_NAMESPACE),
        ("origin", project.origin.as_str()),
    ];
    xml.nest("CodeBook", &attributes, |xml| {
        xml.nest("Codes", &[], |xml| {
            // A codebook's codes know no memos.
            project.codes.iter().for_each(|each| code(xml, each, false));
        });
    });
    out.write_all(xml.finish().as_bytes())?;
    out.flush()
}

fn project_document(project: &RefiProject) -> String {
    let mut xml = Writer::new();
    let attributes = [
        ("xmlns", PROJECT_NAMESPACE),
        ("name", project.name.as_str()),
        ("origin", project.origin.as_str()),
    ];
    xml.nest("Project", &attributes, |xml| {
        list(xml, "Users", &project.users, |xml, user| {
            xml.empty(
                "User",
                &[("guid", &user.guid.to_string()), ("name", &user.name)],
            );
        });
        if !project.codes.is_empty() {
            xml.nest("CodeBook", &[], |xml| {
                list(xml, "Codes", &project.codes, |xml, each| {
                    code(xml, each, true)
                });
            });
        }
        list(xml, "Variables", &project.variables, variable);
        list(xml, "Cases", &project.cases, case);
        list(xml, "Sources", &project.sources, source);
        list(xml, "Notes", &project.notes, note);
        note_refs(xml, &project.note_refs);
    });
    xml.finish()
}

/// A list that the schema wants to be absent rather than empty.
fn list<T>(xml: &mut Writer, name: &str, things: &[T], each: impl Fn(&mut Writer, &T)) {
    if !things.is_empty() {
        xml.nest(name, &[], |xml| {
            things.iter().for_each(|thing| each(xml, thing))
        });
    }
}

fn code(xml: &mut Writer, code_: &Code, with_notes: bool) {
    let guid = code_.guid.to_string();
    let codable = code_.codable.to_string();
    let mut attributes = vec![
        ("guid", guid.as_str()),
        ("name", code_.name.as_str()),
        ("isCodable", codable.as_str()),
    ];
    attributes.extend(code_.color.as_deref().map(|color| ("color", color)));
    xml.nest("Code", &attributes, |xml| {
        if let Some(description) = &code_.description {
            xml.leaf("Description", description);
        }
        if with_notes {
            note_refs(xml, &code_.notes);
        }
        code_
            .children
            .iter()
            .for_each(|child| code(xml, child, with_notes));
    });
}

fn variable(xml: &mut Writer, variable: &Variable) {
    let kind = KINDS.iter().find(|(kind, _, _)| *kind == variable.kind);
    xml.empty(
        "Variable",
        &[
            ("guid", &variable.guid.to_string()),
            ("name", &variable.name),
            ("typeOfVariable", kind.map_or("Text", |(_, name, _)| name)),
        ],
    );
}

fn value(xml: &mut Writer, value: &Value) {
    xml.nest("VariableValue", &[], |xml| {
        reference(xml, "VariableRef", value.variable);
        let kind = KINDS.iter().find(|(kind, _, _)| *kind == value.kind);
        xml.leaf(
            kind.map_or("TextValue", |(_, _, element)| element),
            &value.value,
        );
    });
}

fn case(xml: &mut Writer, case: &Case) {
    let guid = case.guid.to_string();
    xml.nest("Case", &[("guid", &guid), ("name", &case.name)], |xml| {
        case.values.iter().for_each(|each| value(xml, each));
        case.sources
            .iter()
            .for_each(|source| reference(xml, "SourceRef", *source));
    });
}

fn source(xml: &mut Writer, source: &TextSource) {
    let guid = source.guid.to_string();
    let path = format!("{INTERNAL}{guid}.txt");
    let attributes = [
        ("guid", guid.as_str()),
        ("name", source.name.as_str()),
        ("plainTextPath", path.as_str()),
    ];
    xml.nest("TextSource", &attributes, |xml| {
        for selection in &source.selections {
            let attributes = [
                ("guid", &*selection.guid.to_string()),
                ("startPosition", &*selection.start.to_string()),
                ("endPosition", &*selection.end.to_string()),
            ];
            xml.nest("PlainTextSelection", &attributes, |xml| {
                selection.codings.iter().for_each(|each| coding(xml, each));
                note_refs(xml, &selection.notes);
            });
        }
        source.codings.iter().for_each(|each| coding(xml, each));
        note_refs(xml, &source.notes);
        source.values.iter().for_each(|each| value(xml, each));
    });
}

fn coding(xml: &mut Writer, coding: &Coding) {
    let guid = coding.guid.to_string();
    let user = coding.user.map(|user| user.to_string());
    let mut attributes = vec![("guid", guid.as_str())];
    attributes.extend(user.as_deref().map(|user| ("creatingUser", user)));
    xml.nest("Coding", &attributes, |xml| {
        reference(xml, "CodeRef", coding.code);
    });
}

fn note(xml: &mut Writer, note: &Note) {
    let guid = note.guid.to_string();
    xml.nest("Note", &[("guid", &guid), ("name", &note.name)], |xml| {
        xml.leaf("PlainTextContent", &note.text);
    });
}

fn note_refs(xml: &mut Writer, notes: &[Guid]) {
    notes
        .iter()
        .for_each(|note| reference(xml, "NoteRef", *note));
}

fn reference(xml: &mut Writer, name: &str, target: Guid) {
    xml.empty(name, &[("targetGUID", &target.to_string())]);
}
