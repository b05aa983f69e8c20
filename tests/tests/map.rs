//! The map of passages, through the workbench.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use assay_tests::import_sample;
use assay_workbench::items::{self, ItemQuery, PassagesRequest};
use assay_workbench::segments;
use assay_workbench::sources::{self, ImportRequest};
use assay_workbench::themes::{
    self, AnalyzeRequest, HideRequest, MergeRequest, RecutRequest, ThemeId, ThemeMap,
};
use assay_workbench::{Project, Task, history};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

fn sample() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::create(&folder.path().join("sample.assay")).unwrap();
    import_sample(&project).unwrap();
    (folder, project)
}

/// Each point with its place and its theme.
fn points(map: &ThemeMap) -> BTreeMap<i64, ([u16; 2], Option<i64>)> {
    let places = STANDARD.decode(&map.places).unwrap();
    let themes = STANDARD.decode(&map.theme_of).unwrap();
    let passages = STANDARD.decode(&map.passages).unwrap();
    let two = |bytes: &[u8]| u16::from_le_bytes([bytes[0], bytes[1]]);
    let points: BTreeMap<_, _> = passages
        .chunks(4)
        .zip(places.chunks(4))
        .zip(themes.chunks(2))
        .map(|((passage, place), theme)| {
            let passage = u32::from_le_bytes(passage.try_into().unwrap());
            let theme = map
                .themes
                .get(usize::from(two(theme)))
                .map(|theme| theme.id);
            (i64::from(passage), ([two(place), two(&place[2..])], theme))
        })
        .collect();
    assert_eq!(points.len() as u64, map.points);
    points
}

fn map(project: &Project) -> ThemeMap {
    themes::map(project).unwrap().unwrap()
}

#[test]
fn every_passage_with_a_theme_lies_on_the_map_and_stays_where_it_is() {
    let (folder, project) = sample();
    assert!(
        themes::map(&project).unwrap().is_none(),
        "no themes, no map"
    );
    let report = themes::analyze(&project, AnalyzeRequest::default(), &Task::silent())
        .unwrap()
        .value;
    let before = map(&project);
    let found = points(&before);
    assert_eq!(found.len() as u64, report.passages - report.untagged);
    for theme in &before.themes {
        let own = found
            .values()
            .filter(|(_, of)| *of == Some(theme.id))
            .count() as u64;
        if !theme.group {
            assert_eq!(theme.points, own, "{}", theme.label);
        }
        assert!(theme.centre.is_some());
        assert!(
            theme
                .similar
                .iter()
                .all(|other| other.id != theme.id && other.similarity <= 1.0)
        );
    }

    // Another granularity colours the same places anew; another run of the same gives the same.
    let levels = themes::levels(&project).unwrap();
    let level = levels.levels.last().unwrap().level;
    themes::recut(&project, RecutRequest { level }, &Task::silent()).unwrap();
    let finer = points(&map(&project));
    assert!(
        found
            .iter()
            .zip(&finer)
            .all(|(a, b)| a.0 == b.0 && a.1.0 == b.1.0)
    );
    assert!(found.values().zip(finer.values()).any(|(a, b)| a.1 != b.1));
    let again = Project::create(&folder.path().join("again.assay")).unwrap();
    import_sample(&again).unwrap();
    themes::analyze(&again, AnalyzeRequest::default(), &Task::silent()).unwrap();
    assert_eq!(points(&map(&again)), found);
}

#[test]
fn more_data_leaves_the_map_lying_as_it_did() {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::create(&folder.path().join("sample.assay")).unwrap();
    let analyzed = || {
        themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
        points(&map(&project))
    };
    import_sample(&project).unwrap();
    let before = analyzed();
    let more = folder.path().join("more.csv");
    let rows = (0..120).map(|n| match n % 3 {
        0 => format!("the import of order list {n} stops half way\n"),
        1 => format!("we never got invitation {n} by mail\n"),
        _ => format!("please add dark colours to screen {n}\n"),
    });
    std::fs::write(&more, format!("comment\n{}", rows.collect::<String>())).unwrap();
    let request = ImportRequest {
        files: vec![assay_tests::file(&more, Some("survey"))],
        ..ImportRequest::default()
    };
    sources::import(&project, request, &Task::silent()).unwrap();
    let after = analyzed();
    assert!(after.len() > before.len());
    // Neither mirrored nor turned: what was left or above mostly still is, wherever its group went.
    for axis in 0..2 {
        let (was, is): (Vec<f64>, Vec<f64>) = (before.iter())
            .filter_map(|(id, was)| Some((was.0, after.get(id)?.0)))
            .map(|(was, is)| (f64::from(was[axis]), f64::from(is[axis])))
            .unzip();
        let centred = |along: Vec<f64>| -> Vec<f64> {
            let mean = along.iter().sum::<f64>() / along.len() as f64;
            along.into_iter().map(|at| at - mean).collect()
        };
        let (was, is) = (centred(was), centred(is));
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let correlation = product(&was, &is) / (product(&was, &was) * product(&is, &is)).sqrt();
        assert!(correlation > 0.1, "axis {axis}: {correlation:.2}");
    }
}

#[test]
fn the_map_shows_what_a_person_decided() {
    let (_folder, project) = sample();
    themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    let before = map(&project);
    let own: Vec<_> = before.themes.iter().filter(|theme| !theme.group).collect();
    let [stays, goes, hidden] = [own[0].id, own[1].id, own[2].id];
    let merge = MergeRequest {
        into: stays,
        themes: vec![goes],
    };
    themes::merge(&project, merge, &Task::silent()).unwrap();
    let merged = map(&project);
    let of = |map: &ThemeMap, id: i64| {
        map.themes
            .iter()
            .find(|theme| theme.id == id)
            .map(|theme| theme.points)
    };
    assert_eq!(of(&merged, stays), Some(own[0].points + own[1].points));
    assert_eq!(of(&merged, goes), None);

    let hide = HideRequest {
        id: hidden,
        hidden: true,
    };
    themes::hide(&project, hide, &Task::silent()).unwrap();
    let without = points(&map(&project));
    assert_eq!(
        without
            .values()
            .filter(|(_, theme)| theme.is_none())
            .count() as u64,
        own[2].points
    );
    history::undo(&project).unwrap();
    history::undo(&project).unwrap();
    assert_eq!(points(&map(&project)), points(&before));

    let detail = themes::show(&project, ThemeId { id: stays }).unwrap();
    let on_map = before
        .themes
        .iter()
        .find(|theme| theme.id == stays)
        .unwrap();
    let likest = |similar: &[themes::SimilarTheme]| {
        similar
            .first()
            .map(|theme| (theme.id, theme.similarity.to_bits()))
    };
    assert_eq!(
        likest(&detail.similar),
        likest(&on_map.similar),
        "groups apart, the page says the same"
    );
}

#[test]
fn passages_are_read_by_their_numbers() {
    let (_folder, project) = sample();
    themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    let mut passages: Vec<i64> = points(&map(&project)).into_keys().take(3).collect();
    passages.push(9_999_999);
    let read = items::passages(
        &project,
        PassagesRequest {
            passages: passages.clone(),
        },
    )
    .unwrap();
    assert_eq!(
        read.iter().map(|one| one.passage).collect::<Vec<_>>(),
        passages[..3]
    );
    assert!(
        read.iter()
            .all(|one| !one.quote.text.is_empty() && !one.quote.source.is_empty())
    );
    let many = PassagesRequest {
        passages: vec![1; 501],
    };
    assert!(
        items::passages(&project, many)
            .unwrap_err()
            .message
            .contains("500")
    );
}

#[test]
fn a_theme_says_how_many_of_each_group_raise_it() {
    let (_folder, project) = sample();
    themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    let theme = themes::list(&project).unwrap().remove(0);
    let shares = segments::of_theme(&project, ThemeId { id: theme.id }).unwrap();
    assert!(!shares.is_empty());
    for segment in &shares {
        assert!(segment.groups.len() > 1);
        for group in &segment.groups {
            assert!(group.people >= 10 && group.raised <= group.people);
            assert!(group.low <= group.share && group.share <= group.high);
        }
        assert!(segment.groups.iter().map(|group| group.raised).max() > Some(0));
    }
    // The comparison of two groups counts the same people.
    let segment = &shares[0];
    let [a, b] = [0, 1].map(|place| segment.groups[place].value.clone());
    let request = segments::CompareRequest {
        segment: segment.segment.clone(),
        a,
        b,
    };
    let compared = segments::compare(&project, request).unwrap();
    let row = compared
        .themes
        .iter()
        .find(|row| row.id == theme.id)
        .unwrap();
    assert_eq!(
        [row.people_a, row.people_b],
        [segment.groups[0].raised, segment.groups[1].raised]
    );
    assert_eq!(compared.a.people, segment.groups[0].people);
}

#[test]
fn feedback_is_found_by_the_language_it_is_in() {
    let (folder, project) = sample();
    let file = folder.path().join("mixed.csv");
    let mut rows = String::from("id,comment\n");
    for number in 0..30 {
        rows += &format!(
            "e{number},The delivery was late again and the parcel number {number} was broken when it came\n"
        );
    }
    for number in 0..12 {
        rows += &format!(
            "d{number},Die Lieferung kam wieder zu spät und das Paket Nummer {number} war leider ganz kaputt\n"
        );
    }
    std::fs::write(&file, rows).unwrap();
    let import = ImportRequest {
        files: vec![assay_tests::file(&file, Some("survey"))],
        redact: true,
        dry_run: false,
        ..ImportRequest::default()
    };
    sources::import(&project, import, &Task::silent()).unwrap();
    themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    let facets = items::facets(&project, ItemQuery::default()).unwrap();
    let of = |code: &str| {
        facets
            .languages
            .iter()
            .find(|language| language.label == code)
            .map_or(0, |language| language.count)
    };
    assert!(
        of("eng") > of("deu") && of("deu") >= 12,
        "{:?}",
        facets.languages
    );
    let german = ItemQuery {
        language: Some("deu".into()),
        limit: Some(500),
        ..ItemQuery::default()
    };
    let found = items::search(&project, german).unwrap();
    assert_eq!(found.total, of("deu"));
    assert!(
        found
            .items
            .iter()
            .filter(|item| item.text.starts_with("Die Lieferung"))
            .count()
            == 12
    );
}

#[test]
fn finer_themes_lie_inside_those_on_show_and_have_names_of_their_own() {
    let (_folder, project) = sample();
    assert!(
        themes::finer(&project).unwrap().themes.is_empty(),
        "no themes, nothing finer"
    );
    let request = AnalyzeRequest {
        granularity: Some(0.5),
        ..AnalyzeRequest::default()
    };
    themes::analyze(&project, request, &Task::silent()).unwrap();
    let map = map(&project);
    let finer = themes::finer(&project).unwrap();
    assert!(finer.levels.is_sorted() && finer.themes.len() > 5);
    let parts = STANDARD.decode(&finer.part_of).unwrap();
    assert_eq!(parts.len() as u64, 2 * map.points);
    let points: Vec<([u16; 2], Option<i64>)> = points(&map).into_values().collect();
    let mut names: Vec<String> = map.themes.iter().map(|theme| theme.label.clone()).collect();
    for theme in &finer.themes {
        let own = points
            .iter()
            .zip(parts.chunks(2))
            .filter(|((_, main), part)| {
                let part = u64::from(u16::from_le_bytes([part[0], part[1]]));
                *main == Some(theme.theme) && theme.parts.contains(&part)
            });
        let places: Vec<[u16; 2]> = own.map(|((place, _), _)| *place).collect();
        assert_eq!(places.len() as u64, theme.points, "{}", theme.label);
        let on = map
            .themes
            .iter()
            .find(|shown| shown.id == theme.theme)
            .unwrap();
        assert!(
            theme.points < on.points,
            "{} is less than {}",
            theme.label,
            on.label
        );
        for axis in [0, 1] {
            let along = || places.iter().map(|place| place[axis]);
            let (from, to) = (along().min().unwrap(), along().max().unwrap());
            assert!((from..=to).contains(&theme.centre[axis]));
        }
        names.push(theme.label.clone());
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "no name twice");
}
