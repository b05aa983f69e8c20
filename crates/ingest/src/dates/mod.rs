//! Dates as exports write them, and which number comes first in them.

mod names;
mod order;
mod parse;

pub(crate) use order::{OrderClues, OrderFound};
pub(crate) use parse::{Clue, parse_date, parse_time_of_day};
