use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use assay_analysis::{
    Passages, ThemeSettings, adjusted_mutual_information, adjusted_rand_index, find_themes,
    v_measure,
};

use super::{EvaluateRequest, Evaluation};
use crate::{Code, Error, Result, Task, encoder};

/// Find themes in a labelled file and score them against the labels. No project is touched.
pub fn evaluate(request: EvaluateRequest, task: &Task) -> Result<Evaluation> {
    let path = Path::new(&request.path);
    let bytes = std::fs::read(path).map_err(|error| Error::file(path, "read", &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let rows = assay_ingest::read_labelled(&name, &bytes, &request.text, &request.label)
        .map_err(|error| Error::new(Code::File, error.to_string()))?;
    let texts: Vec<&str> = rows.iter().map(|(text, _)| text.as_str()).collect();
    if texts.is_empty() {
        return Err(Error::bad_input(format!(
            "{} has no row with both a text and a label",
            path.display()
        )));
    }
    let default = ThemeSettings::default();
    let settings = ThemeSettings {
        granularity: request.granularity.unwrap_or(default.granularity),
        themes: request.themes,
        seed: request.seed.unwrap_or(default.seed),
    };
    let started = Instant::now();
    let vectors = match &request.encoder {
        Some(folder) => Some(encoder::vectors(Path::new(folder), &texts, task)?),
        None => None,
    };
    let passages = Passages {
        vectors: vectors.as_ref(),
        ..texts.as_slice().into()
    };
    let found = find_themes(passages, &settings, task)?;
    let seconds = started.elapsed().as_secs_f64();

    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let labels: Vec<usize> = rows
        .iter()
        .map(|(_, label)| {
            let next = numbers.len();
            *numbers.entry(label.as_str()).or_insert(next)
        })
        .collect();
    // Texts without any word to go by count as one more group, so that none is left out of the score.
    let themes: Vec<usize> = found
        .main_themes(texts.len())
        .into_iter()
        .map(|theme| theme.unwrap_or(found.themes.len()))
        .collect();
    Ok(Evaluation {
        n: texts.len() as u64,
        labels: numbers.len() as u64,
        themes: found.themes.len() as u64,
        ami: adjusted_mutual_information(&labels, &themes),
        ari: adjusted_rand_index(&labels, &themes),
        v_measure: v_measure(&labels, &themes),
        seconds,
    })
}
