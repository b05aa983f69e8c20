//! Groups vectors that another program made, and scores the groups against a person's labels:
//! `group_vectors VECTORS LABELS DIMENSIONS`, rows of little-endian f32 and a u32 a row.
//!
//! Prints a JSON object. `make bench` calls it with a sentence encoder's vectors.

use std::time::Instant;

use assay_analysis::{
    ThemeSettings, Unwatched, adjusted_mutual_information, adjusted_rand_index, group_vectors,
};
use ndarray::Array2;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [vectors, labels, dimensions] = arguments.as_slice() else {
        return Err("group_vectors VECTORS LABELS DIMENSIONS".into());
    };
    let values: Vec<f32> = words(vectors)?.map(f32::from_le_bytes).collect();
    let labels: Vec<usize> = words(labels)?
        .map(|bytes| u32::from_le_bytes(bytes) as usize)
        .collect();
    let vectors = Array2::from_shape_vec((labels.len(), dimensions.parse()?), values)?;
    let start = Instant::now();
    let groups = group_vectors(vectors, &ThemeSettings::default(), &Unwatched)?;
    let seconds = start.elapsed().as_secs_f64();
    let themes = groups.iter().flatten().max().map_or(0, |&last| last + 1);
    let groups: Vec<usize> = groups.iter().map(|group| group.unwrap_or(themes)).collect();
    println!(
        "{}",
        serde_json::json!({
            "themes": themes,
            "ami": adjusted_mutual_information(&labels, &groups),
            "ari": adjusted_rand_index(&labels, &groups),
            "seconds": seconds,
        })
    );
    Ok(())
}

/// A file as pieces of four bytes.
fn words(path: &str) -> std::io::Result<impl Iterator<Item = [u8; 4]>> {
    let bytes = std::fs::read(path)?;
    let pieces: Vec<[u8; 4]> = bytes.as_chunks().0.to_vec();
    Ok(pieces.into_iter())
}
