//! Repeated groups of a form, which KoboToolbox and other servers of ODK forms write to sheets of
//! their own: a row for each time the group was filled in, with the key of the submission it is of.

use std::collections::HashMap;

use crate::FileError;
use crate::columns::tells_of_record;
use crate::grid::{Grid, Row};

/// Headings of the key, in the repeated group and in the submissions; the surest first.
const LINKS: &[(&str, &str)] = &[
    ("_submission__id", "_id"),
    ("_submission__uuid", "_uuid"),
    ("_parent_index", "_index"),
    ("PARENT_KEY", "KEY"),
];

/// Columns of the submissions by which they are known; those of a group get its name and number.
const KEYS: &[&str] = &["_id", "_uuid", "KEY", "instanceID", "meta/instanceID"];

/// Headings stand in one of the first rows.
const HEADED: usize = 3;

/// Whether a sheet may have repeated groups beside it.
pub(super) fn has_keys(grid: &Grid) -> bool {
    headings(grid, is_key).is_some()
}

fn is_key(name: &str) -> bool {
    LINKS.iter().any(|(_, key)| *key == name)
}

/// A table of submissions in which each is followed by the rows of its groups: these repeat what is
/// known of the submission, but not what was said in it. None if no sheet is such a group. `fits` says
/// whether there is room for the table.
///
/// # Errors
/// What `fits` returned.
pub(super) fn joined(
    submissions: &Grid,
    groups: &[(String, Grid)],
    fits: impl Fn(&Grid) -> Result<(), FileError>,
) -> Result<Option<Joined>, FileError> {
    let Some(parent) = headings(submissions, is_key) else {
        return Ok(None);
    };
    let names: Vec<&str> = submissions.row(parent).cells().map(str::trim).collect();
    let mut found: Vec<Group<'_>> = groups
        .iter()
        .filter_map(|(title, grid)| Group::of(title, grid, submissions, parent, &names))
        .collect();
    if found.is_empty() {
        return Ok(None);
    }
    let data = parent + 1..submissions.len();
    let repeats: Vec<bool> = (0..names.len())
        .map(|column| tells_of_record(names[column], submissions, data.clone(), column))
        .collect();
    let mut grid = Grid::default();
    grid.start_row(submissions.row(parent).number);
    names.iter().for_each(|name| grid.push_cell(name));
    for group in &mut found {
        group.first = grid.cells_in_row();
        for &column in &group.answers {
            let name = group.grid.row(group.headings).get(column).trim();
            let taken = names.contains(&name);
            grid.push_cell(&if taken {
                format!("{} – {name}", group.title)
            } else {
                name.to_owned()
            });
        }
    }
    for index in data {
        grid.push_row(submissions.row(index));
        for group in &found {
            for (number, &row) in (1..).zip(group.rows.get(&index).into_iter().flatten()) {
                let of = Parent {
                    row: submissions.row(index),
                    names: &names,
                    repeats: &repeats,
                };
                group.push(&mut grid, row, of, number);
                fits(&grid)?;
            }
        }
    }
    Ok(Some(Joined {
        grid,
        titles: found.iter().map(|group| group.title.to_owned()).collect(),
        lost: found.iter().map(|group| group.lost).sum(),
    }))
}

/// Submissions with their groups.
pub(super) struct Joined {
    pub grid: Grid,
    /// The sheets of the groups.
    pub titles: Vec<String>,
    /// Rows of groups of which the submission is not there.
    pub lost: usize,
}

impl Joined {
    /// What was done, in a sentence.
    pub fn remark(&self) -> String {
        let lost = match self.lost {
            0 => String::new(),
            lost => {
                format!("; {lost} of their rows belong to no submission in it and were left out")
            }
        };
        format!(
            "the rows of the repeated groups “{}” were read as further answers of their submissions{lost}",
            self.titles.join("”, “")
        )
    }
}

struct Group<'g> {
    title: &'g str,
    grid: &'g Grid,
    headings: usize,
    /// Columns with answers.
    answers: Vec<usize>,
    /// The column of the joined table that the first of them becomes.
    first: usize,
    /// The group's rows by the row of their submission.
    rows: HashMap<usize, Vec<usize>>,
    lost: usize,
}

/// The submission that a group's row belongs to.
struct Parent<'p> {
    row: Row<'p>,
    names: &'p [&'p str],
    repeats: &'p [bool],
}

impl<'g> Group<'g> {
    fn of(
        title: &'g str,
        grid: &'g Grid,
        submissions: &Grid,
        parent: usize,
        names: &[&str],
    ) -> Option<Group<'g>> {
        let headings = headings(grid, |name| LINKS.iter().any(|(link, _)| *link == name))?;
        let own: Vec<&str> = grid.row(headings).cells().map(str::trim).collect();
        let (link, key) = LINKS.iter().find_map(|(link, key)| {
            let link = own.iter().position(|name| name == link)?;
            let key = names.iter().position(|name| name == key)?;
            Some((link, key))
        })?;
        let places: HashMap<&str, usize> = (parent + 1..submissions.len())
            .map(|index| (submissions.row(index).get(key).trim(), index))
            .filter(|(key, _)| !key.is_empty())
            .collect();
        let mut rows: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut lost = 0;
        for index in headings + 1..grid.len() {
            let row = grid.row(index);
            match places.get(row.get(link).trim()) {
                Some(&place) => rows.entry(place).or_default().push(index),
                None => lost += usize::from(!row.is_blank()),
            }
        }
        let is_answer = |name: &str| {
            !name.starts_with('_') && !matches!(name, "KEY" | "PARENT_KEY" | "SET-OF" | "")
        };
        Some(Group {
            title,
            grid,
            headings,
            answers: (0..own.len())
                .filter(|&column| is_answer(own[column]))
                .collect(),
            first: 0,
            rows,
            lost,
        })
    }

    fn push(&self, grid: &mut Grid, row: usize, of: Parent<'_>, number: usize) {
        // A person finds it by its submission.
        grid.start_row(of.row.number);
        for (column, name) in of.names.iter().enumerate() {
            let cell = of.row.get(column);
            if KEYS.contains(name) && !cell.trim().is_empty() {
                grid.push_cell(&format!("{}/{}/{number}", cell.trim(), self.title));
            } else {
                grid.push_cell(if of.repeats[column] { cell } else { "" });
            }
        }
        while grid.cells_in_row() < self.first {
            grid.end_cell();
        }
        for &column in &self.answers {
            grid.push_cell(self.grid.row(row).get(column));
        }
    }
}

/// The first row that has such a heading.
fn headings(grid: &Grid, is_one: impl Fn(&str) -> bool) -> Option<usize> {
    (0..grid.len().min(HEADED))
        .find(|&index| grid.row(index).cells().any(|cell| is_one(cell.trim())))
}
