//! A query as it was asked, checked and made into the store's conditions.

use assay_analysis::Aside;
use assay_store::{ItemFilter, Sentiment};
use chrono::{NaiveDate, NaiveTime};

use super::ItemQuery;
use crate::{Error, Project, Result};

/// An [`ItemQuery`] whose words have been understood.
pub(super) struct Checked<'a> {
    pub(super) query: &'a ItemQuery,
    /// The theme asked for, and those that stand under it.
    pub(super) themes: Vec<i64>,
    pub(super) sentiment: Option<Sentiment>,
    from: Option<i64>,
    until: Option<i64>,
}

impl<'a> Checked<'a> {
    pub(super) fn new(project: &Project, query: &'a ItemQuery) -> Result<Checked<'a>> {
        if let Some(why) = &query.aside {
            known_aside(why)?;
        }
        let themes = match query.theme {
            None => Vec::new(),
            Some(id) => project.read(|store| {
                let under = store.themes()?.into_iter();
                let under = under.filter(|theme| theme.parent == Some(id) && !theme.hidden);
                Ok(std::iter::once(id)
                    .chain(under.map(|theme| theme.id))
                    .collect())
            })?,
        };
        Ok(Checked {
            query,
            themes,
            sentiment: query.sentiment.as_deref().map(sentiment).transpose()?,
            from: query.after.as_deref().map(first_instant).transpose()?,
            until: query.before.as_deref().map(first_instant).transpose()?,
        })
    }

    /// What is asked of items; what is asked of their passages and segments is not in it.
    pub(super) fn filter(&self) -> ItemFilter<'_> {
        let query = self.query;
        ItemFilter {
            id: query.id,
            search: query.search.as_deref(),
            source: query.source,
            kind: query.kind.as_deref(),
            language: query.language.as_deref(),
            question: query.question.as_deref(),
            person: query.customer.as_deref(),
            says_something: query.untagged,
            aside: query.aside.as_deref(),
            from: self.from,
            until: self.until,
            offset: query.offset,
            limit: query.limit.unwrap_or(100),
        }
    }
}

fn sentiment(word: &str) -> Result<Sentiment> {
    match word {
        "negative" => Ok(Sentiment::Negative),
        "neutral" => Ok(Sentiment::Neutral),
        "positive" => Ok(Sentiment::Positive),
        _ => Err(Error::bad_input(format!(
            "“{word}” is no sentiment; it can be negative, neutral or positive"
        ))),
    }
}

fn known_aside(word: &str) -> Result<()> {
    let known = Aside::ALL.map(Aside::name);
    if known.contains(&word) {
        return Ok(());
    }
    Err(Error::bad_input(format!(
        "“{word}” is no reason why a passage is set aside; it can be {}",
        known.join(", ")
    )))
}

/// The first instant of a year, month or day, unix seconds UTC.
fn first_instant(typed: &str) -> Result<i64> {
    let day = match typed.trim().split('-').count() {
        1 => format!("{}-01-01", typed.trim()),
        2 => format!("{}-01", typed.trim()),
        _ => typed.trim().to_owned(),
    };
    NaiveDate::parse_from_str(&day, "%Y-%m-%d")
        .map(|day| day.and_time(NaiveTime::MIN).and_utc().timestamp())
        .map_err(|_| {
            Error::bad_input(format!(
                "“{typed}” is no day; write it as 2025, 2025-06 or 2025-06-14"
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_a_month_and_a_day_begin_at_midnight() {
        assert_eq!(first_instant("1970").unwrap(), 0);
        assert_eq!(first_instant("1970-02").unwrap(), 31 * 86_400);
        assert_eq!(first_instant(" 1970-02-03 ").unwrap(), 33 * 86_400);
        for wrong in ["", "June", "2025-13", "2025-02-30", "1-2-3-4"] {
            assert!(first_instant(wrong).is_err(), "{wrong}");
        }
    }
}
