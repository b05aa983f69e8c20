//! Testing many themes at once.

/// Adjusted p-values that bound the false discovery rate (Benjamini & Hochberg 1995, JRSS B
/// 57:289–300): q₍ᵢ₎ = min over j ≥ i of m·p₍ⱼ₎ / j. In the order given; tests without a p-value
/// stay without and do not count in m.
pub fn benjamini_hochberg(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut tested: Vec<(usize, f64)> = p_values
        .iter()
        .enumerate()
        .filter_map(|(index, p)| p.map(|p| (index, p)))
        .collect();
    tested.sort_by(|a, b| a.1.total_cmp(&b.1));
    let m = tested.len() as f64;
    let mut adjusted = vec![None; p_values.len()];
    let mut smallest = 1.0_f64;
    for (rank, &(index, p)) in tested.iter().enumerate().rev() {
        smallest = smallest.min(p * (m / (rank + 1) as f64));
        adjusted[index] = Some(smallest);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Benjamini & Hochberg 1995, section 3.2 (myocardial infarction, 15 comparisons): at 0.05 the
    /// procedure rejects the four smallest.
    #[test]
    fn the_published_example_rejects_four() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0000,
        ];
        let q = benjamini_hochberg(&p.map(Some));
        assert_eq!(q.iter().filter(|q| q.unwrap() <= 0.05).count(), 4);
        let expected = [0.0015, 0.003, 0.0095, 0.035_625, 0.0603];
        for (got, expected) in q.iter().zip(expected) {
            assert!((got.unwrap() - expected).abs() < 1e-12, "{got:?}");
        }
        // Ranks 6 to 8 share the smallest of 15·p/rank: 0.0638571 at rank 7.
        assert!((q[5].unwrap() - 0.063_857_142_857).abs() < 1e-9);
        assert!((q[6].unwrap() - 0.063_857_142_857).abs() < 1e-9);
        assert_eq!(q[14], Some(1.0));
    }

    #[test]
    fn tests_without_a_p_value_do_not_count() {
        assert_eq!(
            benjamini_hochberg(&[None, Some(0.04), None, Some(0.01)]),
            [None, Some(0.04), None, Some(0.02)]
        );
        assert!(benjamini_hochberg(&[]).is_empty());
    }
}
