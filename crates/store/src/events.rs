//! What customers did: one timeline a source and customer, and how much there is of each name and day.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, Transaction, params};

use crate::timeline::{decode_events, encode};
use crate::{Result, Store, StoreError, TimedEvent, Write};

/// Seconds in a day.
const DAY: i64 = 86_400;

/// Where a customer's events of one source lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineId(i64);

/// The live events of one UTC day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventDay {
    /// Days since 1970-01-01.
    pub day: i64,
    /// How many.
    pub events: u64,
    /// The last instant among them, unix seconds UTC.
    pub last: i64,
}

/// The events of one source, counted by name and day.
#[derive(Clone, Debug, Default)]
pub struct EventDays(BTreeMap<(u32, i64), (u64, i64)>);

impl EventDays {
    /// Count one.
    pub fn add(&mut self, event: &TimedEvent) {
        let day = (event.name, event.time.div_euclid(DAY));
        let (events, last) = self.0.entry(day).or_insert((0, event.time));
        *events += 1;
        *last = event.time.max(*last);
    }
}

impl Store {
    /// Every event name by its number. Numbers are small and stay what they are.
    pub fn event_names(&self) -> Result<Vec<(u32, String)>> {
        let mut statement = self
            .connection
            .prepare("SELECT id, name FROM event_name ORDER BY id")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Names of live events and how often each happened, most frequent first.
    pub fn event_counts(&self) -> Result<Vec<(String, u64)>> {
        let mut statement = self.connection.prepare(
            "SELECT event_name.name, sum(event_day.events) FROM event_day
             JOIN source ON source.id = event_day.source AND source.state = 'live'
             JOIN event_name ON event_name.id = event_day.name
             GROUP BY event_name.id ORDER BY 2 DESC, 1",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Live events by UTC day, earliest first.
    pub fn event_days(&self) -> Result<Vec<EventDay>> {
        let mut statement = self.connection.prepare(
            "SELECT day, sum(event_day.events), max(last) FROM event_day
             JOIN source ON source.id = event_day.source AND source.state = 'live'
             GROUP BY day ORDER BY day",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(EventDay {
                day: row.get(0)?,
                events: row.get(1)?,
                last: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Call `each(customer, timeline, events)` for the live timelines, by customer and source. The
    /// events themselves are read by [`Store::read_timelines`].
    pub fn each_timeline(&self, mut each: impl FnMut(&str, TimelineId, u64)) -> Result<()> {
        let mut statement = self.connection.prepare(
            "SELECT customer, timeline.id, count FROM timeline
             JOIN source ON source.id = timeline.source AND source.state = 'live'
             ORDER BY customer, timeline.source",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(
                row.get_ref(0)?.as_str().unwrap_or_default(),
                TimelineId(row.get(1)?),
                row.get(2)?,
            );
        }
        Ok(())
    }

    /// The bytes of timelines, for [`decode_events`]: each is appended to `bytes`, and its end to
    /// `ends`, so that a great many can be read at once and decoded in parallel.
    pub fn read_timelines(
        &self,
        timelines: impl IntoIterator<Item = TimelineId>,
        bytes: &mut Vec<u8>,
        ends: &mut Vec<usize>,
    ) -> Result<()> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT events FROM timeline WHERE id = ?1")?;
        for timeline in timelines {
            statement.query_row([timeline.0], |row| {
                bytes.extend_from_slice(row.get_ref(0)?.as_blob()?);
                Ok(())
            })?;
            ends.push(bytes.len());
        }
        Ok(())
    }

    /// Timelines whose bytes cannot be read, hold another number of events than said, or are out of
    /// order; of live sources and removed ones alike.
    pub(crate) fn unreadable_timelines(&self) -> Result<u64> {
        let mut statement = self
            .connection
            .prepare("SELECT count, events FROM timeline")?;
        let mut rows = statement.query([])?;
        let (mut unreadable, mut events) = (0, Vec::new());
        while let Some(row) = rows.next()? {
            events.clear();
            let bytes = row.get_ref(1)?.as_blob().unwrap_or_default();
            let whole = decode_events(bytes, &mut events).is_ok()
                && events.len() as i64 == row.get::<_, i64>(0)?
                && events.is_sorted_by_key(TimedEvent::key);
            unreadable += u64::from(!whole);
        }
        Ok(unreadable)
    }
}

impl Write<'_> {
    /// The number of an event name, given now if it has none.
    pub fn event_name(&mut self, name: &str) -> Result<u32> {
        self.bulk(|connection| number_of(connection, name))
    }

    /// The events of a customer in live sources, in the order of their keys.
    pub fn live_events(&mut self, customer: &str) -> Result<Vec<TimedEvent>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT timeline.events FROM timeline
             JOIN source ON source.id = timeline.source AND source.state = 'live'
             WHERE customer = ?1",
        )?;
        let mut rows = statement.query([customer])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?;
            decode_events(bytes.as_blob().unwrap_or_default(), &mut events)?;
        }
        events.sort_by_key(TimedEvent::key);
        Ok(events)
    }

    /// Add a customer's events, at least one and in the order of their keys, to a staged source
    /// that has none of this customer's yet.
    pub fn add_timeline(
        &mut self,
        source: i64,
        customer: &str,
        events: &[TimedEvent],
    ) -> Result<()> {
        self.bulk(|connection| insert(connection, source, customer, events))
    }

    /// Add the counts by day of all events of a staged source.
    pub fn add_event_days(&mut self, source: i64, days: &EventDays) -> Result<()> {
        self.bulk(|connection| insert_days(connection, source, days))
    }
}

/// Turn the rows of the table `event`, one an event, into timelines, and drop it.
pub(crate) fn migrate_rows(transaction: &Transaction) -> Result<()> {
    let mut names: HashMap<String, u32> = HashMap::new();
    let mut statement = transaction.prepare(
        "SELECT source, customer, name, time, value FROM event ORDER BY source, customer",
    )?;
    let mut rows = statement.query([])?;
    let mut open: Option<(i64, String, Vec<TimedEvent>)> = None;
    let mut days: BTreeMap<i64, EventDays> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (source, customer, name): (i64, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let name = match names.get(&name) {
            Some(number) => *number,
            None => {
                let number = number_of(transaction, &name)?;
                *names.entry(name).or_insert(number)
            }
        };
        let event = TimedEvent {
            time: row.get(3)?,
            name,
            value: row.get(4)?,
        };
        days.entry(source).or_default().add(&event);
        match &mut open {
            Some((s, c, events)) if *s == source && *c == customer => events.push(event),
            _ => {
                close(transaction, open.take())?;
                open = Some((source, customer, vec![event]));
            }
        }
    }
    close(transaction, open)?;
    for (source, days) in &days {
        insert_days(transaction, *source, days)?;
    }
    drop(rows);
    drop(statement);
    transaction.execute_batch("DROP TABLE event")?;
    Ok(())
}

/// Count the events of every source again from its timelines, leaving out those that cannot be read;
/// an event whose name is lost gets one.
pub(crate) fn count_anew(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM event_day", [])?;
    let mut days: BTreeMap<i64, EventDays> = BTreeMap::new();
    let mut unreadable = Vec::new();
    {
        let mut statement =
            connection.prepare("SELECT id, source, count, events FROM timeline ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            events.clear();
            let bytes = row.get_ref(3)?.as_blob().unwrap_or_default();
            let whole = decode_events(bytes, &mut events).is_ok()
                && events.len() as i64 == row.get::<_, i64>(2)?
                && events.is_sorted_by_key(TimedEvent::key);
            if whole {
                let days = days.entry(row.get(1)?).or_default();
                events.iter().for_each(|event| days.add(event));
            } else {
                unreadable.push(row.get::<_, i64>(0)?);
            }
        }
    }
    for id in unreadable {
        connection.execute("DELETE FROM timeline WHERE id = ?1", [id])?;
    }
    for (source, days) in &days {
        for (name, _) in days.0.keys() {
            connection.execute(
                "INSERT OR IGNORE INTO event_name (id, name) VALUES (?1, 'event ' || ?1 || ' (name lost)')",
                [name],
            )?;
        }
        insert_days(connection, *source, days)?;
    }
    connection.execute(
        "UPDATE source SET events = coalesce((SELECT sum(count) FROM timeline WHERE timeline.source = source.id), 0)",
        [],
    )?;
    Ok(())
}

fn close(connection: &Connection, open: Option<(i64, String, Vec<TimedEvent>)>) -> Result<()> {
    let Some((source, customer, mut events)) = open else {
        return Ok(());
    };
    events.sort_by_key(TimedEvent::key);
    insert(connection, source, &customer, &events)
}

fn number_of(connection: &Connection, name: &str) -> Result<u32> {
    connection
        .prepare_cached("INSERT INTO event_name (name) VALUES (?1) ON CONFLICT (name) DO NOTHING")?
        .execute([name])?;
    let number: i64 = connection
        .prepare_cached("SELECT id FROM event_name WHERE name = ?1")?
        .query_row([name], |row| row.get(0))?;
    u32::try_from(number).map_err(|_| StoreError::Other("there are too many event names".into()))
}

fn insert(
    connection: &Connection,
    source: i64,
    customer: &str,
    events: &[TimedEvent],
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO timeline (source, customer, count, events) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![source, customer, events.len(), encode(events)])?;
    Ok(())
}

fn insert_days(connection: &Connection, source: i64, days: &EventDays) -> Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO event_day (source, name, day, events, last) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for ((name, day), (events, last)) in &days.0 {
        insert.execute(params![source, name, day, events, last])?;
    }
    Ok(())
}
