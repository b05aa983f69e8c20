//! What items can be narrowed down by: which item has which value of each property, so that they
//! can be counted among any items without asking the file again.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Row;

use crate::item_filter::LANGUAGES;
use crate::{Result, Store};

/// One property of items: which of them has which of its values. An item can have several.
#[derive(Debug, Default)]
pub struct Property {
    /// Name and value; the name is empty where the property has but one.
    values: Vec<(String, String)>,
    /// (item, place of the value), by both, each once.
    of_items: Vec<(i64, u32)>,
}

/// How many items have a value.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetRow<'a> {
    /// The segment's name; empty for the other properties.
    pub name: &'a str,
    /// The value; for a source its number.
    pub value: &'a str,
    /// Items.
    pub count: u64,
}

/// What live items are, whatever an analysis finds.
#[derive(Debug, Default)]
pub struct ItemProperties {
    /// The kind of their source.
    pub kinds: Property,
    /// Their source, by number.
    pub sources: Property,
    /// The question they answer.
    pub questions: Property,
    /// Their segments, their own and their customer's, whatever the case of names and values.
    pub segments: Property,
}

/// What the current run found out about items.
#[derive(Debug, Default)]
pub struct RunProperties {
    /// The languages of their passages.
    pub languages: Property,
    /// Why passages of theirs were set aside.
    pub asides: Property,
}

impl Property {
    /// The items that have a value, whatever the case of it and its name, ascending.
    pub fn items_with(&self, name: &str, value: &str) -> Vec<i64> {
        let same = |one: &(String, String)| {
            one.0.eq_ignore_ascii_case(name) && one.1.eq_ignore_ascii_case(value)
        };
        let with: Vec<bool> = self.values.iter().map(same).collect();
        let of_items = self.of_items.iter();
        let mut items: Vec<i64> = of_items
            .filter(|(_, value)| with[*value as usize])
            .map(|(item, _)| *item)
            .collect();
        items.dedup();
        items
    }

    /// For each value that some of `items` (ascending) have how many do: most frequent first.
    pub fn count(&self, items: &[i64]) -> Vec<FacetRow<'_>> {
        let mut counts = vec![0; self.values.len()];
        let mut items = items.iter().peekable();
        for (item, value) in &self.of_items {
            while items.next_if(|other| *other < item).is_some() {}
            counts[*value as usize] += u64::from(items.peek() == Some(&item));
        }
        let counted = self.values.iter().zip(counts);
        let mut rows: Vec<FacetRow> = counted
            .filter(|(_, count)| *count > 0)
            .map(|((name, value), count)| FacetRow { name, value, count })
            .collect();
        rows.sort_by(|a, b| {
            let names = (a.name, a.value).cmp(&(b.name, b.value));
            b.count.cmp(&a.count).then(names)
        });
        rows
    }
}

impl Store {
    /// Read what live items are.
    pub fn item_properties(&self) -> Result<ItemProperties> {
        let (mut kinds, mut sources) = (Reading::default(), Reading::default());
        let mut questions = Reading::default();
        let mut segments = Reading {
            whatever_case: true,
            ..Reading::default()
        };
        let of_customers = self.customer_segments(&mut segments)?;
        let mut statement = self.connection.prepare(
            "SELECT item.id, source.kind, source.id, item.question, item.segments, feedback.customer
             FROM item
             JOIN source ON source.id = item.source
             JOIN feedback ON feedback.item = item.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let item = row.get(0)?;
            let kind = kinds.number("", text(row, 1)?.unwrap_or_default());
            kinds.add(item, kind);
            let source = sources.number("", &row.get::<_, i64>(2)?.to_string());
            sources.add(item, source);
            if let Some(question) = text(row, 3)? {
                let question = questions.number("", question);
                questions.add(item, question);
            }
            for (name, value) in cells(text(row, 4)?) {
                let cell = segments.number(&name, &value);
                segments.add(item, cell);
            }
            let customer = text(row, 5)?.and_then(|key| of_customers.get(key));
            for cell in customer.into_iter().flat_map(BTreeMap::values) {
                segments.add(item, *cell);
            }
        }
        Ok(ItemProperties {
            kinds: kinds.done(),
            sources: sources.done(),
            questions: questions.done(),
            segments: segments.done(),
        })
    }

    /// Read what the current run found out about items.
    pub fn run_properties(&self) -> Result<RunProperties> {
        let read = |sql: &str| {
            let mut property = Reading::default();
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if let Some(value) = text(row, 1)? {
                    let value = property.number("", value);
                    property.add(row.get(0)?, value);
                }
            }
            Ok::<_, crate::StoreError>(property.done())
        };
        Ok(RunProperties {
            languages: read(LANGUAGES)?,
            asides: read(
                "SELECT passage.item, aside.why FROM aside JOIN passage ON passage.id = aside.passage
                 WHERE aside.run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project))",
            )?,
        })
    }

    /// The cells of each customer by the segment's name: later files correct earlier ones.
    fn customer_segments(
        &self,
        segments: &mut Reading,
    ) -> Result<HashMap<String, BTreeMap<String, u32>>> {
        let mut statement = self.connection.prepare(
            "SELECT customer.key, customer.segments FROM customer
             JOIN source ON source.id = customer.source AND source.state = 'live' ORDER BY customer.id",
        )?;
        let mut of_customers: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let customer = of_customers.entry(row.get(0)?).or_default();
            for (name, value) in cells(text(row, 1)?) {
                let cell = segments.number(&name, &value);
                customer.insert(name, cell);
            }
        }
        Ok(of_customers)
    }
}

/// A property while it is read.
#[derive(Default)]
struct Reading {
    property: Property,
    numbers: HashMap<(String, String), u32>,
    /// Names and values that differ in their case only are one.
    whatever_case: bool,
}

impl Reading {
    /// The place of a value.
    fn number(&mut self, name: &str, value: &str) -> u32 {
        let key = match self.whatever_case {
            true => (name.to_ascii_lowercase(), value.to_ascii_lowercase()),
            false => (name.to_owned(), value.to_owned()),
        };
        let values = &mut self.property.values;
        *self.numbers.entry(key).or_insert_with(|| {
            values.push((name.to_owned(), value.to_owned()));
            values.len() as u32 - 1
        })
    }

    fn add(&mut self, item: i64, value: u32) {
        self.property.of_items.push((item, value));
    }

    fn done(mut self) -> Property {
        self.property.of_items.sort_unstable();
        self.property.of_items.dedup();
        self.property
    }
}

fn text<'a>(row: &'a Row, column: usize) -> Result<Option<&'a str>> {
    let text = row.get_ref(column)?.as_str_or_null();
    Ok(text.map_err(rusqlite::Error::from)?)
}

/// The cells of a JSON object of strings that are not empty.
fn cells(json: Option<&str>) -> impl Iterator<Item = (String, String)> {
    let cells: Option<BTreeMap<String, String>> =
        json.and_then(|json| serde_json::from_str(json).ok());
    let cells = cells.unwrap_or_default().into_iter();
    cells.filter(|(_, value)| !value.is_empty())
}
