use super::*;

/// What people read in the labelled sentences and what the program does.
fn labelled() -> Vec<(Vec<Cause>, &'static str)> {
    include_str!("labelled.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (labels, text) = line.split_once('\t').unwrap();
            let labels = labels.split(',').filter(|label| *label != "none");
            (
                labels.map(|label| Cause::named(label).unwrap()).collect(),
                text,
            )
        })
        .collect()
}

#[test]
fn causes_are_read_as_a_person_reads_them() {
    let labelled = labelled();
    let texts: Vec<&str> = labelled.iter().map(|(_, text)| *text).collect();
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for ((labels, text), reading) in labelled.iter().zip(read_causes(&texts)) {
        let named = &reading.causes;
        let (r, w) = (
            named.iter().filter(|cause| labels.contains(cause)).count(),
            named.iter().filter(|cause| !labels.contains(cause)).count(),
        );
        right += r;
        wrong += w;
        missed += labels.len() - r;
        if w > 0 || r < labels.len() {
            println!("{labels:?} read as {named:?}: {text}");
        }
    }
    let precision = f64::from(right as u32) / f64::from((right + wrong) as u32);
    let recall = f64::from(right as u32) / f64::from((right + missed) as u32);
    println!(
        "precision {precision:.3}, recall {recall:.3} over {} sentences",
        texts.len()
    );
    assert!(precision >= 0.8, "{precision}");
    assert!(recall >= 0.5, "{recall}");
}
