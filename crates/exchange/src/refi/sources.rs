//! Reading the sources of a project: texts, and the words of PDFs, pictures and recordings.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::places::{Origin, Stretch, in_code_points};
use super::read::{Reader, TextOf, name, place, targets, values};
use super::xml::Element;
use super::{Coding, Guid, RefiError, Selection, TextSource};

impl Reader {
    pub(super) fn sources(
        &mut self,
        root: &Element,
        text: &mut TextOf<'_>,
    ) -> Result<Vec<TextSource>, RefiError> {
        let all = root
            .child("Sources")
            .map_or(&[][..], |sources| &sources.children);
        let paths: HashSet<&str> = all
            .iter()
            .filter(|source| source.name == "TextSource")
            .filter_map(|source| source.attribute("plainTextPath"))
            .collect();
        let mut sources = Vec::new();
        for source in all {
            match source.name.as_str() {
                "TextSource" => sources.extend(self.source(source, text)?.map(|(read, _)| read)),
                // The words of a PDF or picture are coded like any text.
                "PDFSource" => {
                    let marked = only_on_pages(source) as u64;
                    self.leave("mark on a page of a PDF", "marks on pages of PDFs", marked);
                    match source.child("Representation") {
                        Some(words) => sources.extend(self.source_of(source, words, text)?),
                        None => self.leave("PDF without its words", "PDFs without their words", 1),
                    }
                }
                "PictureSource" => {
                    let marked = source.all("PictureSelection").count() as u64;
                    self.leave("mark on a picture", "marks on pictures", marked);
                    match source.child("TextDescription") {
                        Some(words) => sources.extend(self.source_of(source, words, text)?),
                        None => self.leave("picture", "pictures", 1),
                    }
                }
                "AudioSource" | "VideoSource" => {
                    sources.extend(self.recording(source, &paths, text)?);
                }
                _ => self.leave("source of an unknown kind", "sources of an unknown kind", 1),
            }
        }
        Ok(sources)
    }

    /// A recording's transcripts. The first one stands for the recording. One that is a text of the
    /// project as well (as QualCoder writes them) is that text, with the same codings.
    fn recording(
        &mut self,
        recording: &Element,
        paths: &HashSet<&str>,
        text: &mut TextOf<'_>,
    ) -> Result<Vec<TextSource>, RefiError> {
        let marked = ["AudioSelection", "VideoSelection"];
        let marked = marked.iter().map(|kind| recording.all(kind).count());
        let marked = marked.sum::<usize>() as u64;
        self.leave("mark on a recording", "marks on recordings", marked);
        let is_text = |transcript: &&Element| {
            let path = transcript.attribute("plainTextPath");
            path.is_some_and(|path| paths.contains(path))
        };
        let (known, transcripts): (Vec<&Element>, Vec<&Element>) =
            recording.all("Transcript").partition(is_text);
        if transcripts.is_empty() {
            let one = known.is_empty();
            self.leave("recording", "recordings", u64::from(one));
        }
        let mut sources = Vec::new();
        for transcript in transcripts {
            if sources.is_empty() {
                sources.extend(self.source_of(recording, transcript, text)?);
            } else if let Some((further, _)) = self.source(transcript, text)? {
                let whole = recording.attribute("guid").and_then(Guid::named);
                let parts = self.parts.entry(whole.unwrap_or_default()).or_default();
                parts.push(further.guid);
                sources.push(further);
            }
        }
        Ok(sources)
    }

    /// A source whose words are in an element of their own.
    fn source_of(
        &mut self,
        source: &Element,
        words: &Element,
        text: &mut TextOf<'_>,
    ) -> Result<Option<TextSource>, RefiError> {
        let Some((mut read, origin)) = self.source(words, text)? else {
            return Ok(None);
        };
        read.guid = self.guid(source).unwrap_or(read.guid);
        read.name = name(source);
        self.coded(source, read.guid, &mut read.codings, &mut read.notes);
        read.values.extend(values(source));
        // Some write what is selected in the words beside them.
        self.selections(source, origin, &mut read);
        Ok(Some(read))
    }

    fn source(
        &mut self,
        element: &Element,
        text: &mut TextOf<'_>,
    ) -> Result<Option<(TextSource, Origin)>, RefiError> {
        let Some(guid) = self.guid(element) else {
            return Ok(None);
        };
        let Some((text, origin)) = self.text_of(element, text)? else {
            return Ok(None);
        };
        let mut source = TextSource {
            guid,
            name: name(element),
            values: values(element),
            text,
            ..TextSource::default()
        };
        self.coded(element, guid, &mut source.codings, &mut source.notes);
        self.selections(element, origin, &mut source);
        Ok(Some((source, origin)))
    }

    /// The stretches that are coded or have memos.
    fn selections(&mut self, element: &Element, origin: Origin, source: &mut TextSource) {
        // What is no number lies beyond every text.
        let at = |place: Option<usize>| place.unwrap_or(usize::MAX);
        let points: HashMap<&str, usize> = element
            .all("SyncPoint")
            .filter_map(|point| Some((point.attribute("guid")?, place(point, "position")?)))
            .collect();
        let point = |selection: &Element, name: &str| {
            at(selection
                .attribute(name)
                .and_then(|guid| points.get(guid))
                .copied())
        };
        let marked = element.children.iter().filter_map(|selection| {
            let (start, end) = match selection.name.as_str() {
                "PlainTextSelection" => (
                    at(place(selection, "startPosition")),
                    at(place(selection, "endPosition")),
                ),
                "TranscriptSelection" => (
                    point(selection, "fromSyncPoint"),
                    point(selection, "toSyncPoint"),
                ),
                _ => return None,
            };
            let name = selection.attribute("name").unwrap_or_default();
            Some((Some(selection), Stretch { start, end, name }))
        });
        let (placed, whole): (Vec<Guid>, Vec<Guid>) = std::mem::take(&mut source.notes)
            .into_iter()
            .partition(|note| self.placed.contains_key(note));
        source.notes = whole;
        let placed_at = placed.iter().map(|note| {
            let (start, end) = self.placed[note];
            let stretch = Stretch {
                start,
                end,
                name: "",
            };
            (None, stretch)
        });
        let (marked, stretches): (Vec<_>, Vec<_>) = marked.chain(placed_at).unzip();
        let found = in_code_points(&source.text, origin, &stretches);
        let mut placed = placed.into_iter();
        let first = source.selections.len() as u64 + 1;
        for (number, (selection, stretch)) in (first..).zip(marked.into_iter().zip(found)) {
            let own = source.guid.numbered(number);
            let Some(selection) = selection else {
                let Some(note) = placed.next() else {
                    continue;
                };
                match stretch {
                    Some((start, end)) => source.selections.push(Selection {
                        guid: own,
                        start,
                        end,
                        codings: Vec::new(),
                        notes: vec![note],
                    }),
                    None => source.notes.push(note),
                }
                continue;
            };
            let own = selection
                .attribute("guid")
                .and_then(Guid::named)
                .unwrap_or(own);
            let (mut codings, mut notes) = (Vec::new(), Vec::new());
            self.coded(selection, own, &mut codings, &mut notes);
            match stretch {
                Some((start, end)) => source.selections.push(Selection {
                    guid: own,
                    start,
                    end,
                    codings,
                    notes,
                }),
                None => {
                    self.leave(
                        "selection beyond its text",
                        "selections beyond their texts",
                        1,
                    );
                    // The memos stay, on the text.
                    source.notes.append(&mut notes);
                }
            }
        }
    }

    /// The words of a source or note, inside the document or in a file of the archive.
    pub(super) fn text_of(
        &mut self,
        element: &Element,
        text: &mut TextOf<'_>,
    ) -> Result<Option<(String, Origin)>, RefiError> {
        let program = self.program;
        let found = match element.attribute("plainTextPath") {
            Some(path) => text(path)?,
            None => None,
        };
        if let Some(found) = found {
            if found.guessed {
                self.guess();
            }
            let origin = Origin {
                inside: false,
                marked: found.marked,
                program,
            };
            return Ok(Some((found.text, origin)));
        }
        if let Some(content) = element.child("PlainTextContent") {
            let origin = Origin {
                inside: true,
                marked: false,
                program,
            };
            return Ok(Some((content.words.clone(), origin)));
        }
        self.leave(
            "text that is not in the file as plain text",
            "texts that are not in the file as plain text",
            1,
        );
        Ok(None)
    }

    /// The codings and memos of an element whose guid is `guid`; its description is one of the memos.
    /// Several programs write codings without a guid: then they are told apart by their place.
    fn coded(
        &mut self,
        element: &Element,
        guid: Guid,
        codings: &mut Vec<Coding>,
        notes: &mut Vec<Guid>,
    ) {
        let memo = self.describe(element, guid, String::new());
        notes.extend(targets(element, "NoteRef").into_iter().chain(memo));
        for (number, coding) in (1..).zip(element.all("Coding")) {
            // What is said of a coding is said of the words.
            for note in targets(coding, "NoteRef") {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
            let own = coding.attribute("guid").and_then(Guid::named);
            let code = targets(coding, "CodeRef").into_iter().next();
            codings.extend(code.map(|code| Coding {
                guid: own.unwrap_or(guid.numbered(number)),
                code,
                user: coding.attribute("creatingUser").and_then(Guid::named),
            }));
        }
    }
}

/// How many marks on the pages of a PDF are not marks on its words as well. ATLAS.ti writes each of
/// words twice, under one guid, and once more for a page on which they go on, with the same name and
/// codes.
fn only_on_pages(pdf: &Element) -> usize {
    let words = pdf.child("Representation").into_iter().chain([pdf]);
    let on_words: HashSet<Option<Guid>> = words
        .flat_map(|words| words.all("PlainTextSelection"))
        .map(|selection| selection.attribute("guid").and_then(Guid::named))
        .collect();
    let (twice, once): (Vec<&Element>, Vec<&Element>) =
        pdf.all("PDFSelection").partition(|selection| {
            let guid = selection.attribute("guid").and_then(Guid::named);
            guid.is_some() && on_words.contains(&guid)
        });
    let signs = |selection: &Element| {
        let codings = selection.all("Coding");
        let codes: BTreeSet<Guid> = codings.flat_map(|one| targets(one, "CodeRef")).collect();
        let name = selection.attribute("name").unwrap_or_default().to_owned();
        (!name.is_empty() && !codes.is_empty()).then_some((name, codes))
    };
    let twice: HashSet<_> = twice.into_iter().filter_map(signs).collect();
    let goes_on =
        |selection: &Element| signs(selection).is_some_and(|signs| twice.contains(&signs));
    once.into_iter().filter(|one| !goes_on(one)).count()
}
