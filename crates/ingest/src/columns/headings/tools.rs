//! Several rows of headings, as survey tools write them.

use super::{Layout, is_value, name_or_letter, one_line};
use crate::columns::names::key;
use crate::grid::{Grid, Row};

/// Names that Qualtrics gives its own columns.
const QUALTRICS: &[&str] = &[
    "response_id",
    "response_set",
    "ip_address",
    "start_date",
    "end_date",
    "recipient_last_name",
    "recipient_first_name",
    "recipient_email",
    "external_data_reference",
    "external_reference",
    "finished",
    "status",
    "recorded_date",
    "location_latitude",
    "location_longitude",
    "distribution_channel",
    "user_language",
    "email_address",
    "progress",
    "duration_in_seconds",
];

/// Qualtrics: names, questions and perhaps a row of `{"ImportId": …}`; in the legacy form the names
/// are V1, V2 … and the second row has the tool's own names.
pub(super) fn qualtrics(
    grid: &Grid,
    first: usize,
    second: Option<usize>,
    third: Option<usize>,
) -> Option<Layout> {
    let is_import_ids = |index: usize| {
        let row = grid.row(index);
        let filled = row.filled();
        filled > 0 && row.cells().filter(|cell| cell.contains("ImportId")).count() * 2 >= filled
    };
    let second = second?;
    let own_names = |index: usize| {
        grid.row(index)
            .cells()
            .filter(|cell| QUALTRICS.contains(&key(cell).as_str()))
            .count()
    };
    let (question_row, id_row) = if is_import_ids(second) {
        (None, Some(second))
    } else if let Some(third) = third.filter(|&third| is_import_ids(third)) {
        (Some(second), Some(third))
    } else if own_names(second) >= 2 && (own_names(first) >= 2 || starts_with_v(grid.row(first))) {
        (Some(second), None)
    } else {
        return None;
    };
    let names_row = grid.row(first);
    let width = names_row.len().max(grid.row(second).len());
    let mut layout = Layout {
        names: Vec::with_capacity(width),
        questions: Vec::with_capacity(width),
        text_entry: Vec::with_capacity(width),
        data: id_row.or(question_row).unwrap_or(first) + 1..grid.len(),
        header_rows: 1 + usize::from(question_row.is_some()) + usize::from(id_row.is_some()),
        problems: Vec::new(),
    };
    for column in 0..width {
        let name = name_or_letter(names_row.get(column), column);
        let question = question_row
            .map(|row| one_line(grid.row(row).get(column)))
            .filter(|question| !question.is_empty());
        let id = id_row.map_or("", |row| grid.row(row).get(column));
        let typed = id.contains("_TEXT\"")
            || id.contains("-TEXT'")
            || id.contains("_TEXT'")
            || id.contains("-TEXT\"");
        layout
            .text_entry
            .push(typed || (name.ends_with("_TEXT") && id_row.is_none()));
        layout
            .questions
            .push(question.filter(|question| *question != name));
        layout.names.push(name);
    }
    Some(layout.without_empty_end(grid))
}

/// Qualtrics' further headings, which stay the first records of an export that was turned into JSON or
/// Parquet.
pub(super) fn beneath_keys(keys: &[String], grid: &Grid) -> Option<Layout> {
    let mut head = Grid::default();
    head.start_row(0);
    keys.iter().for_each(|key| head.push_cell(key));
    for row in grid.rows().take(2) {
        head.push_row(row);
    }
    let third = (head.len() > 2).then_some(2);
    let layout = qualtrics(&head, 0, (head.len() > 1).then_some(1), third)?;
    let header_rows = layout.header_rows - 1;
    (layout.names.len() == keys.len()).then(|| Layout {
        data: header_rows..grid.len(),
        header_rows,
        ..layout
    })
}

fn starts_with_v(row: Row<'_>) -> bool {
    row.len() >= 3 && (0..3).all(|column| row.get(column).trim() == format!("V{}", column + 1))
}

/// SurveyMonkey and its like: the question in the first row over its first column only, the choices
/// (or “Response”, “Open-Ended Response”) in the second row; the tool's own columns have no second
/// heading.
pub(super) fn two_part_questions(
    grid: &Grid,
    first: usize,
    second: usize,
    third: Option<usize>,
) -> Option<Layout> {
    let (top, bottom) = (grid.row(first), grid.row(second));
    let width = top.len().max(bottom.len());
    let blank = |row: Row<'_>, column: usize| row.get(column).trim().is_empty();
    let alone = |column: usize| {
        !blank(top, column)
            && !blank(bottom, column)
            && (column + 1 >= width || !blank(top, column + 1) || blank(bottom, column + 1))
    };
    // Whatever the language: what stands beneath several questions of one column is no choice.
    let recurs = |column: usize| {
        alone(column)
            && (0..width).any(|other| {
                other != column
                    && alone(other)
                    && bottom.get(other).trim() == bottom.get(column).trim()
            })
    };
    let says_response = |column: usize| {
        let below = key(bottom.get(column));
        RESPONSE.contains(&below.as_str()) || OPEN_ENDED.contains(&below.as_str()) || recurs(column)
    };
    let responses = (0..width).filter(|&column| says_response(column)).count();
    let leading_blank = (0..width)
        .take_while(|&column| blank(bottom, column) && !blank(top, column))
        .count();
    let hanging = (0..width)
        .filter(|&column| blank(top, column) && !blank(bottom, column))
        .count();
    let data_starts = third.is_none_or(|third| !blank(grid.row(third), 0));
    let values = (0..width)
        .filter(|&column| is_value(bottom.get(column).trim()))
        .count();
    if leading_blank == 0
        || !data_starts
        || (responses == 0 && (hanging == 0 || leading_blank < 2 || values > 0))
    {
        return None;
    }
    let mut layout = Layout {
        names: Vec::with_capacity(width),
        questions: Vec::with_capacity(width),
        text_entry: Vec::with_capacity(width),
        data: second + 1..grid.len(),
        header_rows: 2,
        problems: Vec::new(),
    };
    let mut question = String::new();
    for column in 0..width {
        let (above, below) = (one_line(top.get(column)), one_line(bottom.get(column)));
        if !above.is_empty() {
            question = above;
        }
        let part = !below.is_empty() && !says_response(column);
        let name = match (question.is_empty(), part) {
            (true, _) => name_or_letter(&below, column),
            (false, true) => format!("{question} – {below}"),
            (false, false) => question.clone(),
        };
        layout
            .text_entry
            .push(OPEN_ENDED.contains(&key(&below).as_str()));
        layout
            .questions
            .push((!below.is_empty() && !question.is_empty()).then(|| question.clone()));
        layout.names.push(name);
    }
    Some(layout)
}

/// What SurveyMonkey writes beneath a question of a single answer.
const RESPONSE: &[&str] = &[
    "response",
    "antwort",
    "réponse",
    "respuesta",
    "risposta",
    "resposta",
    "antwoord",
    "svar",
    "odpowiedź",
    "ответ",
    "回答",
    "응답",
];

/// What it writes beneath a question that is answered in words.
const OPEN_ENDED: &[&str] = &[
    "open_ended_response",
    "offene_antwort",
    "offene_beantwortung",
    "réponse_ouverte",
    "réponse_libre",
    "respuesta_abierta",
    "risposta_aperta",
    "risposta_a_testo_libero",
    "resposta_aberta",
    "open_antwoord",
    "open_reactie",
    "öppet_svar",
    "自由回答",
    "開放型回答",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualtrics_headings_among_records_are_none() {
        let mut grid = Grid::default();
        for (number, row) in (1..).zip([
            ["Start Date", "Response ID", "Why is that so?"],
            [
                r#"{"ImportId":"startDate"}"#,
                r#"{"ImportId":"_recordId"}"#,
                r#"{"ImportId":"QID2_TEXT"}"#,
            ],
            ["2024-01-01", "R_1", "Good"],
        ]) {
            grid.start_row(number);
            row.iter().for_each(|cell| grid.push_cell(cell));
        }
        let keys = ["StartDate", "ResponseId", "Q2"].map(str::to_owned);
        let found = beneath_keys(&keys, &grid).unwrap();
        assert_eq!((found.header_rows, found.data), (2, 2..3));
        assert_eq!(found.questions[2].as_deref(), Some("Why is that so?"));
        assert!(found.text_entry[2]);
        let mut answers = Grid::default();
        answers.push_row(grid.row(2));
        assert_eq!(beneath_keys(&keys, &answers), None);
    }
}
