//! How well two opinions on the same things agree.
//!
//! `partitions` compares groupings whose names mean nothing: themes with labels of a file.
//! `coding` compares what two coders say of each passage, theme by theme: a person and the machine.

mod coding;
mod measures;
mod partitions;

pub use coding::{Agreement, Coded, CodingAgreement, ThemeAgreement, coding_agreement};
pub use partitions::{adjusted_mutual_information, adjusted_rand_index, v_measure};
