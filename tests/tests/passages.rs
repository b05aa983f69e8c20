//! Finding passages, reading them, and marking words by hand, on the sample.
#![allow(clippy::unwrap_used)]

use assay_tests::import_sample;
use assay_workbench::items::{Item, ItemId, ItemQuery, SegmentValue};
use assay_workbench::searches::{SavedSearch, SearchName};
use assay_workbench::tags::{SpanId, SpanRequest};
use assay_workbench::themes::{AnalyzeRequest, MergeRequest, ThemeId};
use assay_workbench::trends::TrendsRequest;
use assay_workbench::{Project, Task, history, items, project, searches, tags, themes, trends};

fn sample() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::create(&folder.path().join("sample.assay")).unwrap();
    import_sample(&project).unwrap();
    themes::analyze(&project, AnalyzeRequest::default(), &Task::silent()).unwrap();
    (folder, project)
}

fn all(project: &Project, query: ItemQuery) -> Vec<Item> {
    let query = ItemQuery {
        limit: Some(100_000),
        ..query
    };
    let page = items::search(project, query).unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items
}

#[test]
fn conditions_narrow_and_their_counts_are_what_the_facets_say() {
    let (_folder, project) = sample();
    let facets = items::facets(&project, ItemQuery::default()).unwrap();
    let everything = all(&project, ItemQuery::default());
    let further_down = ItemQuery {
        offset: 40,
        limit: Some(7),
        ..ItemQuery::default()
    };
    let page = items::search(&project, further_down).unwrap();
    assert_eq!(page.total, everything.len() as u64);
    let ids = |items: &[Item]| items.iter().map(|item| item.id).collect::<Vec<_>>();
    assert_eq!(ids(&page.items), ids(&everything[40..47]));
    let by_kind: u64 = facets.kinds.iter().map(|kind| kind.count).sum();
    assert_eq!(by_kind, everything.len() as u64);
    assert!(facets.kinds.len() >= 4 && facets.sources.len() >= 6 && !facets.questions.is_empty());
    for kind in &facets.kinds {
        let found = all(
            &project,
            ItemQuery {
                kind: Some(kind.label.clone()),
                ..ItemQuery::default()
            },
        );
        assert_eq!(found.len() as u64, kind.count, "{}", kind.label);
    }
    for question in &facets.questions {
        let found = all(
            &project,
            ItemQuery {
                question: Some(question.label.clone()),
                ..ItemQuery::default()
            },
        );
        assert_eq!(found.len() as u64, question.count, "{}", question.label);
    }
    for sentiment in &facets.sentiments {
        let found = all(
            &project,
            ItemQuery {
                sentiment: Some(sentiment.label.clone()),
                ..ItemQuery::default()
            },
        );
        assert_eq!(found.len() as u64, sentiment.count, "{}", sentiment.label);
    }
    let weak = all(
        &project,
        ItemQuery {
            weak: true,
            ..ItemQuery::default()
        },
    );
    assert_eq!(weak.len() as u64, facets.weak);
}

#[test]
fn the_count_of_each_theme_and_group_leads_to_as_many_items() {
    let (_folder, project) = sample();
    for theme in themes::list(&project).unwrap() {
        let query = ItemQuery {
            theme: Some(theme.id),
            ..ItemQuery::default()
        };
        let found = all(&project, query);
        assert_eq!(found.len() as u64, theme.items, "{}", theme.label);
    }
}

#[test]
fn within_a_theme_a_mood_or_words_each_facet_leads_to_as_many_items_as_it_says() {
    let (_folder, project) = sample();
    let first = themes::list(&project).unwrap().remove(0).id;
    let within = [
        ItemQuery {
            theme: Some(first),
            ..ItemQuery::default()
        },
        ItemQuery {
            theme: Some(first),
            without_weak: true,
            sentiment: Some("negative".into()),
            ..ItemQuery::default()
        },
        ItemQuery {
            theme: Some(first),
            search: Some("the".into()),
            kind: Some("ticket".into()),
            ..ItemQuery::default()
        },
        ItemQuery {
            weak: true,
            ..ItemQuery::default()
        },
    ];
    for query in within {
        let facets = items::facets(&project, query.clone()).unwrap();
        let of = |change: &dyn Fn(&mut ItemQuery)| {
            let mut narrower = query.clone();
            change(&mut narrower);
            let found = all(&project, narrower.clone());
            let place = |item: &Item| {
                let query = ItemQuery {
                    id: Some(item.id),
                    ..narrower.clone()
                };
                items::place(&project, query).unwrap().index
            };
            assert_eq!(
                found.last().and_then(place),
                (found.len() as u64).checked_sub(1)
            );
            found.len() as u64
        };
        for kind in &facets.kinds {
            let count = of(&|query| query.kind = Some(kind.label.clone()));
            assert_eq!(count, kind.count, "{} of {query:?}", kind.label);
        }
        for mood in &facets.sentiments {
            let count = of(&|query| query.sentiment = Some(mood.label.clone()));
            assert_eq!(count, mood.count, "{} of {query:?}", mood.label);
        }
        for language in &facets.languages {
            let count = of(&|query| query.language = Some(language.label.clone()));
            assert_eq!(count, language.count, "{} of {query:?}", language.label);
        }
        assert_eq!(of(&|query| query.weak = true), facets.weak, "{query:?}");
    }
}

#[test]
fn the_moods_and_trends_of_themes_follow_every_edit() {
    let (_folder, project) = sample();
    let listed = themes::list(&project).unwrap();
    let own: Vec<i64> = listed
        .iter()
        .filter(|theme| !theme.group)
        .map(|theme| theme.id)
        .collect();
    let check = || {
        let detail = themes::show(&project, ThemeId { id: own[0] }).unwrap();
        let counts = detail.moods.iter().map(|mood| {
            let query = ItemQuery {
                theme: Some(own[0]),
                sentiment: Some(mood.label.clone()),
                ..ItemQuery::default()
            };
            let found = all(&project, query).len() as u64;
            assert_eq!(found, mood.count, "{}", mood.label);
            found
        });
        counts.collect::<Vec<u64>>()
    };
    let over_time = || {
        let listed = trends::list(&project, TrendsRequest::default()).unwrap();
        let rows = listed.themes.into_iter();
        rows.map(|row| (row.id, row.people)).collect::<Vec<_>>()
    };
    let before = (check(), over_time());
    let merge = MergeRequest {
        into: own[0],
        themes: vec![own[1]],
    };
    themes::merge(&project, merge, &Task::silent()).unwrap();
    let after = check();
    assert!(after.iter().sum::<u64>() > before.0.iter().sum());
    assert!(over_time().iter().all(|(theme, _)| *theme != own[1]));
    history::undo(&project).unwrap();
    assert_eq!((check(), over_time()), before);
}

#[test]
fn a_customers_plan_is_known_of_what_they_wrote() {
    let (_folder, project) = sample();
    let facets = items::facets(&project, ItemQuery::default()).unwrap();
    let plans = facets
        .segments
        .iter()
        .find(|segment| segment.name == "plan")
        .expect("the customers' plan is a facet of their feedback");
    assert!(plans.values.len() >= 2);
    for value in &plans.values {
        let query = ItemQuery {
            segments: vec![SegmentValue {
                name: "PLAN".into(),
                value: value.label.to_uppercase(),
            }],
            ..ItemQuery::default()
        };
        assert_eq!(
            all(&project, query).len() as u64,
            value.count,
            "{}",
            value.label
        );
    }
}

#[test]
fn days_bound_what_is_listed_and_a_wrong_one_is_said() {
    let (_folder, project) = sample();
    let query = |after: Option<&str>, before: Option<&str>| ItemQuery {
        after: after.map(str::to_owned),
        before: before.map(str::to_owned),
        ..ItemQuery::default()
    };
    let dated = all(&project, ItemQuery::default())
        .iter()
        .filter(|item| item.time.is_some())
        .count();
    let early = all(&project, query(None, Some("2026-03-15")));
    let late = all(&project, query(Some("2026-03-15"), None));
    assert!(!early.is_empty() && !late.is_empty());
    assert_eq!(early.len() + late.len(), dated);
    assert!(early.iter().map(|item| item.time).max() < late.iter().map(|item| item.time).min());
    let error = items::search(&project, query(Some("last week"), None)).unwrap_err();
    assert!(error.message.contains("2025-06-14"), "{}", error.message);
}

#[test]
fn an_item_is_found_in_its_list_and_by_its_number() {
    let (_folder, project) = sample();
    let query = ItemQuery {
        kind: Some("ticket".into()),
        ..ItemQuery::default()
    };
    let tickets = all(&project, query.clone());
    let place = |id: i64| {
        let query = ItemQuery {
            id: Some(id),
            ..query.clone()
        };
        items::place(&project, query).unwrap().index
    };
    assert_eq!(place(tickets[0].id), Some(0));
    assert_eq!(place(tickets[37].id), Some(37));
    let other = all(&project, ItemQuery::default())
        .into_iter()
        .find(|item| tickets.iter().all(|ticket| ticket.id != item.id))
        .unwrap();
    assert_eq!(place(other.id), None);
    assert!(items::show(&project, ItemId { id: 999_999 }).is_err());
}

#[test]
fn an_interview_is_read_turn_by_turn_and_words_of_it_are_marked() {
    let (_folder, project) = sample();
    let task = Task::silent();
    let interview = all(
        &project,
        ItemQuery {
            kind: Some("interview".into()),
            ..ItemQuery::default()
        },
    )
    .remove(0);
    let read = || items::show(&project, ItemId { id: interview.id }).unwrap();
    let before = read();
    let units: Vec<u16> = before.item.text.encode_utf16().collect();
    let words =
        |start: u64, end: u64| String::from_utf16(&units[start as usize..end as usize]).unwrap();
    assert!(before.turns.len() > 4);
    assert!(before.turns.iter().any(|turn| turn.interviewer));
    assert!(
        before
            .turns
            .windows(2)
            .all(|pair| pair[0].end <= pair[1].start)
    );
    for passage in &before.passages {
        assert!(!words(passage.start, passage.end).trim().is_empty());
    }

    let passage = before
        .passages
        .iter()
        .find(|passage| passage.end - passage.start > 20)
        .unwrap();
    let theme = themes::list(&project)
        .unwrap()
        .into_iter()
        .find(|theme| passage.themes.iter().all(|other| other.id != theme.id))
        .unwrap()
        .id;
    let mark = |start: u64, end: u64| {
        let request = SpanRequest {
            item: interview.id,
            start,
            end,
            theme,
        };
        tags::span(&project, request, &task)
    };
    mark(passage.start + 1, passage.start + 6).unwrap();
    mark(passage.start + 8, passage.start + 12).unwrap();
    let marked = read();
    assert_eq!(
        words(marked.spans[0].start, marked.spans[0].end),
        words(passage.start + 1, passage.start + 6)
    );
    let has = |detail: &items::ItemDetail| {
        let same = detail.passages.iter().find(|other| other.id == passage.id);
        same.unwrap()
            .themes
            .iter()
            .any(|other| other.id == theme && other.origin == "person")
    };
    assert!(has(&marked), "the passage carries the theme of its mark");
    assert!(
        all(
            &project,
            ItemQuery {
                theme: Some(theme),
                ..ItemQuery::default()
            }
        )
        .iter()
        .any(|item| item.id == interview.id)
    );

    let unmark = |span: i64| tags::unspan(&project, SpanId { span }, &task).unwrap();
    unmark(marked.spans[0].id);
    assert!(has(&read()), "another mark of the theme is left");
    unmark(marked.spans[1].id);
    assert!(!has(&read()), "no mark is left");
    history::undo(&project).unwrap();
    assert!(has(&read()), "undo brings the mark back with its tag");
    assert!(mark(5, 5).is_err() && mark(0, 10_000_000).is_err());

    themes::analyze(
        &project,
        AnalyzeRequest {
            granularity: Some(1.4),
            ..AnalyzeRequest::default()
        },
        &task,
    )
    .unwrap();
    assert!(has(&read()), "a later run leaves the mark alone");
    assert_eq!(
        project::verify(&project, &task).unwrap().problems,
        Vec::<String>::new()
    );
}

#[test]
fn searches_are_kept_by_name_and_undone() {
    let (_folder, project) = sample();
    let task = Task::silent();
    let save = |name: &str, query: &str| {
        let search = SavedSearch {
            name: name.into(),
            query: query.into(),
        };
        searches::save(&project, search, &task)
    };
    save("Slow", "search=slow").unwrap();
    save("angry tickets", "kind=ticket&sentiment=negative").unwrap();
    save("Slow", "search=slow&kind=ticket").unwrap();
    let names = || -> Vec<String> {
        let kept = searches::list(&project).unwrap();
        kept.into_iter()
            .map(|search| format!("{}: {}", search.name, search.query))
            .collect()
    };
    assert_eq!(
        names(),
        [
            "angry tickets: kind=ticket&sentiment=negative",
            "Slow: search=slow&kind=ticket"
        ]
    );
    searches::remove(
        &project,
        SearchName {
            name: "Slow".into(),
        },
        &task,
    )
    .unwrap();
    assert_eq!(names().len(), 1);
    history::undo(&project).unwrap();
    assert_eq!(names().len(), 2);
    assert!(save("  ", "x").is_err());
}
