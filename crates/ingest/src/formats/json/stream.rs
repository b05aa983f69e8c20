//! Large JSON documents: read record by record, so that neither the text nor the records ever stand in
//! memory as a whole.

use serde_json::{Map, Value};

use super::lists::{LISTS, WRAPPERS, find_list_in, is_most, looks_like_record};
use super::scanner::{Beginning, Kept, Scanner};
use super::sideloads::People;
use super::table::Flattener;
use super::tools::reshape;
use super::{depth, lenient, reason};
use crate::formats::Sheet;
use crate::grid::Grid;
use crate::table::{Block, RowSource, Survey, Table, TakeBlock};
use crate::text_stream::TextFile;
use crate::{FileError, Input, Problem, limits};

/// Documents from this size on are looked at; smaller ones may stand in memory. 8 MiB.
pub(super) const LARGE: u64 = 8 << 20;

/// Bytes that may stand beside the list of records: people whom they name, and the like. 32 MiB.
const BESIDE: usize = 32 << 20;

/// Reads a large document. None if its records are found neither in a list nor each under a key: then
/// it has to be read as a whole.
pub(super) fn read<'a>(
    name: &str,
    input: &'a dyn Input,
    rows: Option<usize>,
) -> Result<Option<Table<'a>>, FileError> {
    let file = TextFile::open(name, input)?;
    let mut document = Document {
        name: name.to_owned(),
        file,
        records: Records::List(Vec::new()),
        people: People::default(),
        rows: rows.unwrap_or(usize::MAX),
    };
    let form = match document.scanner()?.first()? {
        Some(b'[') => "JSON; list".to_owned(),
        Some(b'{') => match document.find_records()? {
            Some((records, people)) => {
                (document.records, document.people) = (records, people);
                match &document.records {
                    Records::List(path) => format!("JSON; list “{}”", path.join(".")),
                    Records::ByKey => "JSON; records by key".to_owned(),
                }
            }
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let mut flattener = Flattener::new(name, None);
    let survey = Survey::of(|take| document.go(&mut flattener, take))?;
    let sheet = Sheet {
        grid: Grid::default(),
        ..flattener.into_sheet(
            form,
            document.file.encoding.clone(),
            document.file.problems.clone(),
        )?
    };
    Ok(Some(Table::surveyed(survey, sheet, Box::new(document))))
}

/// A document of which it is known where its records are.
struct Document<'a> {
    name: String,
    file: TextFile<'a>,
    records: Records,
    /// Those whom the document lists beside its records.
    people: People,
    rows: usize,
}

enum Records {
    /// In the list that these keys lead to; without any, the document is the list.
    List(Vec<String>),
    /// Each under a key of its own.
    ByKey,
}

/// A key, what its value begins with, and the bytes of the value.
type Member = (String, Beginning, usize);

impl RowSource for Document<'_> {
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        self.go(&mut Flattener::new(&self.name, None), take)
    }
}

impl<'a> Document<'a> {
    fn scanner(&self) -> Result<Scanner<'a>, FileError> {
        Ok(Scanner::new(&self.name, self.file.text()?))
    }

    /// Where in an object the records are, by the same signs as in one that stands in memory
    /// (see [`super::lists::find_list`]), and the people whom they may name.
    fn find_records(&self) -> Result<Option<(Records, People)>, FileError> {
        let members = self.members(&[])?;
        if let Some(found) = self.list_among(&members, &[], true)? {
            return Ok(Some(found));
        }
        for wrapper in WRAPPERS {
            let is_it = |(key, begins, _): &&Member| key == wrapper && *begins == Beginning::Object;
            let Some((key, _, length)) = members.iter().find(is_it) else {
                continue;
            };
            if size(&members) - length <= BESIDE {
                let path = [key.clone()];
                let inside = self.members(&path)?;
                for known in [true, false] {
                    if let Some(found) = self.list_among(&inside, &path, known)? {
                        return Ok(Some(found));
                    }
                }
            }
        }
        if let Some(found) = self.list_among(&members, &[], false)? {
            return Ok(Some(found));
        }
        let all_objects = members
            .iter()
            .all(|(_, begins, _)| *begins == Beginning::Object);
        Ok((members.len() > 2 && all_objects).then(|| (Records::ByKey, People::default())))
    }

    /// The list of records among the members of the object that `path` leads to: under a key that is
    /// `known` for it, or the only one beside plain values, or most of the object.
    fn list_among(
        &self,
        members: &[Member],
        path: &[String],
        known: bool,
    ) -> Result<Option<(Records, People)>, FileError> {
        // Pieces of speech are a conversation.
        const SPEECH: &[&str] = &[
            "segments",
            "transcription",
            "utterances",
            "monologues",
            "words",
            "results",
        ];
        let lists = members
            .iter()
            .filter(|(_, begins, _)| *begins == Beginning::ListOfObjects);
        let list = match known {
            true => LISTS
                .iter()
                .find_map(|name| lists.clone().find(|(key, ..)| key == name)),
            false => lists
                .max_by_key(|(_, _, length)| *length)
                .filter(|(list, _, length)| {
                    let others = members.iter().filter(|(key, ..)| key != list);
                    let plain = others
                        .clone()
                        .all(|(_, begins, _)| *begins == Beginning::Plain);
                    plain || is_most(*length, size(members))
                }),
        };
        let Some((key, _, length)) = list else {
            return Ok(None);
        };
        if SPEECH.contains(&key.as_str()) || size(members) - length > BESIDE {
            return Ok(None);
        }
        let mut object = self.beside(path, key)?;
        let people = People::of(&object);
        let path = [path, std::slice::from_ref(key)].concat();
        // A record of a tool may have a list in it: what is said of the list tells.
        object.insert(key.clone(), Value::Array(self.first_of(&path)?));
        let is_record = looks_like_record(&object) || reshape(&object).is_some();
        Ok((!is_record).then_some((Records::List(path), people)))
    }

    /// The first element of the list that `path` leads to, if it can be read.
    fn first_of(&self, path: &[String]) -> Result<Vec<Value>, FileError> {
        let mut scanner = self.scanner()?;
        scanner.enter(path)?;
        scanner.expect(b'[')?;
        let mut first = Kept::beginning(limits::ROW_BYTES);
        scanner.element(&mut first)?;
        Ok(serde_json::from_str(first.text()).into_iter().collect())
    }

    /// The members of the object that `path` leads to.
    fn members(&self, path: &[String]) -> Result<Vec<Member>, FileError> {
        /// Bytes of a value that tell what it begins with.
        const LOOKED_AT: usize = 256;
        let mut scanner = self.scanner()?;
        scanner.enter(path)?;
        scanner.expect(b'{')?;
        let mut members = Vec::new();
        while let Some(key) = scanner.key()? {
            let mut value = Kept::beginning(LOOKED_AT);
            let length = scanner.value(&mut value)?;
            members.push((key, value.begins(), length));
            if members.len() > limits::COLUMNS {
                // So many are no lists beside each other; a few tell as much.
                let by_key = members
                    .iter()
                    .all(|(_, begins, _)| *begins == Beginning::Object);
                return Ok(if by_key { members } else { Vec::new() });
            }
        }
        Ok(members)
    }

    /// The object that `path` leads to, without the list.
    fn beside(&self, path: &[String], list: &str) -> Result<Map<String, Value>, FileError> {
        let mut scanner = self.scanner()?;
        scanner.enter(path)?;
        scanner.expect(b'{')?;
        let mut beside = Map::new();
        while let Some(key) = scanner.key()? {
            let most = if key == list { 0 } else { BESIDE };
            let mut value = Kept::beginning(most);
            scanner.value(&mut value)?;
            if key != list {
                let parsed = serde_json::from_str(value.text());
                let parsed = parsed.map_err(|error| {
                    scanner.damaged(&format!("“{key}” is not valid JSON ({})", reason(&error)))
                })?;
                beside.insert(key, parsed);
            }
        }
        Ok(beside)
    }

    fn go(&self, flattener: &mut Flattener<'_>, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        let mut scanner = self.scanner()?;
        match &self.records {
            Records::List(path) => {
                scanner.enter(path)?;
                scanner.expect(b'[')?;
            }
            Records::ByKey => scanner.expect(b'{')?,
        }
        let mut block = Block::default();
        let (mut number, mut read) = (0, 0);
        let mut kept = Kept::beginning(limits::ROW_BYTES);
        loop {
            let key = match &self.records {
                Records::List(_) => match scanner.element(&mut kept)? {
                    true => None,
                    false => break,
                },
                Records::ByKey => match scanner.key()? {
                    Some(key) => {
                        scanner.value(&mut kept)?;
                        Some(key)
                    }
                    None => break,
                },
            };
            number += 1;
            let text = kept.text();
            let too_much = kept.cut || depth(text) > limits::JSON_DEPTH;
            let parsed = match too_much {
                true => Err("the record is longer, or nested deeper, than can be read".to_owned()),
                false => lenient::value(text, number)
                    .map_err(|error| format!("the record is not valid JSON ({})", reason(&error))),
            };
            match parsed {
                Ok((mut value, problems)) => {
                    block.problems.extend(problems);
                    match (key, find_list_in(&value)) {
                        (Some(key), _) => drop(flattener.push_under(&key, number, &value)?),
                        // A list of pages, each with its own list.
                        (None, Some(page)) => {
                            for element in page {
                                flattener.push(number, element)?;
                                number += 1;
                            }
                        }
                        (None, None) => {
                            self.people.join(&mut value);
                            flattener.push(number, &value)?;
                        }
                    }
                }
                Err(reason) => block.problems.push(Problem::rejected(number, None, reason)),
            }
            read += 1;
            if !flattener.hand_over_if_full(&mut block, take)? {
                return Ok(());
            }
            if read >= self.rows {
                break;
            }
        }
        flattener.hand_over_rest(block, take)
    }
}

/// Bytes of all values.
fn size(members: &[Member]) -> usize {
    members.iter().map(|(.., length)| length).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Content;

    fn rows(json: &str) -> Option<Vec<String>> {
        let bytes = json.as_bytes();
        let table = read("x.json", &bytes, None).unwrap()?;
        let mut rows = Vec::new();
        table
            .each_row(|row| rows.push(row.cells().collect::<Vec<_>>().join("|")))
            .unwrap();
        Some(rows)
    }

    #[test]
    fn a_list_is_read_record_by_record() {
        let list = r#"[{"id": 1, "text": "a \"]} b"}, {"id": 2, "text": "größer, {[\\"} ]"#;
        assert_eq!(
            rows(list),
            Some(vec!["1|a \"]} b".into(), "2|größer, {[\\".into()])
        );
        let bytes = list.as_bytes();
        let beginning = read("x.json", &bytes, Some(1)).unwrap().unwrap();
        assert_eq!(
            beginning.length, 1,
            "a preview reads no further than it must"
        );
    }

    #[test]
    fn a_list_inside_of_an_object_is_found() {
        let records = (0..40).map(|id| format!(r#"{{"id": {id}, "text": "Too slow for us"}}"#));
        let list = records.collect::<Vec<_>>().join(", ");
        let object =
            format!(r#"{{"count": 2, "about": {{"x": [1]}}, "tickets": [ {list}], "next": null}}"#);
        assert_eq!(rows(&object).unwrap().len(), 40);
        let of_its_own = format!(r#"{{"total": 40, "my_tickets": [{list}]}}"#);
        assert_eq!(rows(&of_its_own).unwrap().len(), 40);
        let wrapped =
            format!(r#"{{"ok": true, "data": {{"page": {{"n": 1}}, "reviews": [{list}]}}}}"#);
        assert_eq!(rows(&wrapped).unwrap().len(), 40);
        let most = format!(
            r#"{{"page": {{"n": 1}}, "people": [{{"id": 1}}], "mine": [{list}], "tags": ["a"]}}"#
        );
        assert_eq!(rows(&most).unwrap().len(), 40);
        let two = format!(r#"{{"a": [{list}], "b": [{list}]}}"#);
        assert!(rows(&two).is_none(), "which of them is not known");
        let ticket = format!(r#"{{"subject": "Late", "comments": [{list}]}}"#);
        assert!(rows(&ticket).is_none(), "a record with a list in it");
        let speech = format!(r#"{{"segments": [{list}]}}"#);
        assert!(rows(&speech).is_none());
        let columns =
            r#"{"id": {"0": 1, "1": 2}, "text": {"0": "a", "1": "b"}, "stars": {"0": 1, "1": 5}}"#;
        assert!(rows(columns).is_none(), "a table by columns");
    }

    #[test]
    fn records_by_key_keep_their_keys() {
        let object = r#"{"r1": {"text": "Too slow"}, "r2": {"text": "Fine"}, "r3": {"text": "Dear", "stars": 2}}"#;
        let found = rows(object).unwrap();
        assert_eq!(found, ["r1|Too slow", "r2|Fine", "r3|Dear|2"]);
    }

    #[test]
    fn people_beside_the_list_are_known() {
        let object = r#"{"users": [{"id": 7, "role": "end-user", "email": "ann@example.org"}],
            "tickets": [{"id": 1, "requester_id": 7, "description": "Late"}]}"#;
        let found = rows(object).unwrap();
        assert_eq!(found, ["1|7|Late|end-user|ann@example.org"]);
    }

    /// Whatever its size, a document says the same.
    #[test]
    fn large_and_small_documents_are_read_alike() {
        for json in [
            r#"[{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]"#,
            r#"{"users": [{"id": 7, "role": "agent"}], "comments": [{"author_id": 7, "body": "a"}], "next": null}"#,
            r#"{"a": {"text": "x"}, "b": {"text": "y"}, "c": {"text": "z"}}"#,
            r#"{"result": {"list": [{"text": "x"}, {"text": "y"}]}, "status": "ok"}"#,
            r#"{"type": "export", "mine": [{"text": "x", "tags": ["a", "b"]}]}"#,
            r#"{"page": {"n": 1}, "mine": [{"text": "x"}, {"text": "a longer one of them"}], "tags": ["a"]}"#,
            r#"{"title": "A thread", "post_stream": {"posts": [{"text": "x"}], "stream": [1]}, "details": {"by": [{"n": 1}]}}"#,
        ] {
            let bytes = json.as_bytes();
            let large = read("x.json", &bytes, None).unwrap().unwrap();
            let Ok(Content::Table(small)) = super::super::read("x.json", bytes, None) else {
                panic!("{json} is a table");
            };
            let rows = |table: &Table<'_>| {
                let mut rows = Vec::new();
                table
                    .each_row(|row| rows.push(row.cells().map(str::to_owned).collect::<Vec<_>>()))
                    .unwrap();
                rows
            };
            assert_eq!(rows(&large), rows(&small), "{json}");
            assert_eq!(large.sheet.keys, small.sheet.keys, "{json}");
            assert_eq!(large.sheet.format, small.sheet.format, "{json}");
        }
    }

    #[test]
    fn faults_are_told() {
        let json = r#"[{"id": 1}, {"id": nul}, {"id": 3}]"#;
        let bytes = json.as_bytes();
        let table = read("x.json", &bytes, None).unwrap().unwrap();
        assert_eq!((table.length, table.sheet.problems[0].row), (2, Some(2)));
        for (json, words) in [
            ("[{\"a\": 1},\n{\"a\": 2}", "line 2: the list does not end"),
            ("[{\"a\": 1},\n{\"a\": \"2", "line 2: it ends in the middle"),
            ("[{\"a\": 1}, , 3]", "a value is missing"),
        ] {
            let error = read("x.json", &json.as_bytes(), None)
                .err()
                .unwrap()
                .to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
