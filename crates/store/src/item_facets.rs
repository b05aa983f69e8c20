//! How many items each further condition of a search would leave.

use rusqlite::params_from_iter;

use crate::item_filter::{CUSTOMER_SEGMENTS, ItemFilter, LANGUAGES, LIVE_ITEMS, Sentiment};
use crate::{Result, Store};

/// How many items would be left by a value of one property.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetRow {
    /// `kind`, `source`, `question`, `language`, `sentiment`, `weak`, `aside` or `segment`.
    pub facet: &'static str,
    /// The segment's name; empty for the other facets.
    pub name: String,
    /// The value; for a source its number.
    pub value: String,
    /// Items.
    pub count: u64,
}

const MOODS: [(&str, Sentiment); 3] = [
    ("negative", Sentiment::Negative),
    ("neutral", Sentiment::Neutral),
    ("positive", Sentiment::Positive),
];

impl Store {
    /// For each kind, source, question, language, mood, reason and segment how many items there
    /// are with it that meet the other conditions, in place of what is asked of the same property;
    /// most frequent first within each. So each count is what choosing it leads to.
    pub fn item_facets(&self, filter: &ItemFilter) -> Result<Vec<FacetRow>> {
        let mut facets = Vec::new();
        for (facet, counting) in FACETS {
            facets.extend(self.facet(&without(filter, facet), facet, counting)?);
            if facet == "segment" {
                for (name, _) in filter.segments {
                    let same = |other: &str| other.eq_ignore_ascii_case(name);
                    let others: Vec<(String, String)> = filter
                        .segments
                        .iter()
                        .filter(|(other, _)| !same(other))
                        .cloned()
                        .collect();
                    let mut without_it = filter.clone();
                    without_it.segments = &others;
                    facets.retain(|row| row.facet != "segment" || !same(&row.name));
                    let of_all = self.facet(&without_it, facet, counting)?.into_iter();
                    facets.extend(of_all.filter(|row| same(&row.name)));
                }
            }
        }
        for (mood, sentiment) in MOODS {
            let mut with_it = filter.clone();
            with_it.sentiment = Some(sentiment);
            facets.extend(self.counted("sentiment", mood, &with_it)?);
        }
        let mut weak = filter.clone();
        weak.weak = true;
        facets.extend(self.counted("weak", "weak", &weak)?);
        Ok(facets)
    }

    fn facet(
        &self,
        filter: &ItemFilter,
        facet: &'static str,
        counting: &str,
    ) -> Result<Vec<FacetRow>> {
        let (condition, values) = filter.condition();
        let counting = counting
            .replace("CUSTOMER_SEGMENTS", CUSTOMER_SEGMENTS)
            .replace("LANGUAGES", LANGUAGES);
        let mut statement = self.connection.prepare(&format!(
            "WITH found AS MATERIALIZED (SELECT item.id, item.source, item.question, item.segments,
                                         source.kind {LIVE_ITEMS} WHERE {condition})
             {counting} ORDER BY 3 DESC, 1, 2"
        ))?;
        let rows = statement.query_map(params_from_iter(&values), |row| {
            Ok(FacetRow {
                facet,
                name: row.get(0)?,
                value: row.get(1)?,
                count: row.get::<_, i64>(2)? as u64,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A value with the items that meet the conditions, if there are any.
    fn counted(
        &self,
        facet: &'static str,
        value: &str,
        filter: &ItemFilter,
    ) -> Result<Option<FacetRow>> {
        let (condition, values) = filter.condition();
        let sql = format!("SELECT count(*) {LIVE_ITEMS} WHERE {condition}");
        let count: i64 = self
            .connection
            .query_row(&sql, params_from_iter(&values), |row| row.get(0))?;
        Ok((count > 0).then(|| FacetRow {
            facet,
            name: String::new(),
            value: value.to_owned(),
            count: count as u64,
        }))
    }
}

/// The filter without what it asks of the property that a facet divides by.
fn without<'a>(filter: &ItemFilter<'a>, facet: &str) -> ItemFilter<'a> {
    let mut filter = filter.clone();
    match facet {
        "kind" => filter.kind = None,
        "source" => filter.source = None,
        "question" => filter.question = None,
        "language" => filter.language = None,
        "aside" => filter.aside = None,
        _ => {}
    }
    filter
}

/// Facets with what counts them: name, value, items.
const FACETS: [(&str, &str); 6] = [
    ("kind", "SELECT '', kind, count(*) FROM found GROUP BY kind"),
    (
        "source",
        "SELECT '', CAST(source AS TEXT), count(*) FROM found GROUP BY source",
    ),
    (
        "question",
        "SELECT '', question, count(*) FROM found WHERE question IS NOT NULL GROUP BY question",
    ),
    (
        "language",
        "SELECT '', language, count(DISTINCT item) FROM (LANGUAGES) WHERE item IN (SELECT id FROM found) GROUP BY language",
    ),
    (
        "aside",
        "SELECT '', aside.why, count(DISTINCT found.id) FROM found
         JOIN passage ON passage.item = found.id
         JOIN aside ON aside.passage = passage.id AND aside.run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project))
         GROUP BY aside.why",
    ),
    (
        "segment",
        "SELECT name, value, count(DISTINCT id) FROM (
           SELECT found.id AS id, cell.key AS name, CAST(cell.value AS TEXT) AS value
           FROM found, json_each(found.segments) AS cell
           UNION
           SELECT found.id, known.name, CAST(known.value AS TEXT)
           FROM found JOIN feedback ON feedback.item = found.id
           JOIN (CUSTOMER_SEGMENTS GROUP BY customer.key, cell.key) AS known ON known.customer = feedback.customer)
         WHERE value <> '' GROUP BY name COLLATE NOCASE, value COLLATE NOCASE",
    ),
];
