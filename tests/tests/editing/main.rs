//! What a person decides about themes: shown beforehand, done at once, undone in one step, and
//! standing when new data comes or the granularity changes.
#![allow(clippy::unwrap_used)]

mod shop;

use std::collections::HashMap;

use assay_workbench::items::ItemQuery;
use assay_workbench::runs::{DiffRequest, RunId};
use assay_workbench::tags::{MoveRequest, TagRequest};
use assay_workbench::themes::{
    AnalyzeRequest, ArrangeRequest, CreateRequest, HideRequest, LockRequest, MergeRequest,
    RecutRequest, RenameRequest, SplitRequest, StrikeRequest, ThemeSummary,
};
use assay_workbench::{Task, history, items, project, runs, tags, themes};
use serde_json::{Value, json};

use shop::{Shop, about};

#[test]
fn everything_a_person_decided_stands_when_the_rest_is_imported() {
    let shop = Shop::with(300);
    let task = Task::silent();
    let [refund, parcel, password, app, voucher] =
        ["refund", "parcel", "password", "app", "voucher"].map(|word| about(&shop, word));
    let decided = [refund, parcel, password, app, voucher];
    let mut others = shop.own().into_iter().map(|theme| theme.id);
    let other = others.find(|id| !decided.contains(id)).unwrap();
    let rename = RenameRequest {
        id: refund,
        label: "Money back".into(),
    };
    themes::rename(&shop.project, rename, &task).unwrap();
    let merge = MergeRequest {
        into: parcel,
        themes: vec![voucher],
    };
    themes::merge(&shop.project, merge, &task).unwrap();
    themes::lock(
        &shop.project,
        LockRequest {
            id: password,
            locked: true,
        },
        &task,
    )
    .unwrap();
    themes::hide(
        &shop.project,
        HideRequest {
            id: app,
            hidden: true,
        },
        &task,
    )
    .unwrap();
    let by_hand = shop.items(other)[0].id;
    let tag = TagRequest {
        items: vec![by_hand],
        theme: refund,
        present: true,
        ..TagRequest::default()
    };
    tags::set(&shop.project, tag, &task).unwrap();
    let in_refund: Vec<i64> = shop.items(refund).iter().map(|item| item.id).collect();
    let mut of_other = shop.items(other).into_iter();
    let moved = of_other
        .find(|item| !in_refund.contains(&item.id))
        .unwrap()
        .id;
    let to_refund = MoveRequest {
        items: vec![moved],
        from: Some(other),
        to: refund,
        ..MoveRequest::default()
    };
    tags::move_passages(&shop.project, to_refund, &task).unwrap();
    let locked: Vec<i64> = shop.items(password).iter().map(|item| item.id).collect();
    let (label, keywords) = (shop.theme(password).label, shop.theme(password).keywords);
    let names: HashMap<i64, String> = shop
        .own()
        .into_iter()
        .map(|theme| (theme.id, theme.label))
        .collect();

    shop.import(300, 600);
    let report = shop.analyze(AnalyzeRequest::default());

    let go_on = report.diff.continued.iter().filter(|theme| {
        let stayed = theme.passages - theme.new - theme.arrived;
        names.contains_key(&theme.id) && stayed > theme.arrived && stayed > theme.left
    });
    assert!(go_on.clone().count() >= 5);
    for theme in go_on {
        assert_eq!(
            theme.label, names[&theme.id],
            "people know it by its name, whatever new data says"
        );
    }

    assert_eq!(report.diff.new_passages, report.passages - 300);
    assert!(
        report
            .diff
            .continued
            .iter()
            .any(|theme| theme.id == refund && theme.new > 0)
    );
    assert_eq!(shop.theme(refund).label, "Money back");
    assert!(
        shop.list()
            .iter()
            .all(|theme| ![voucher, app].contains(&theme.id))
    );
    let words = |id| {
        shop.items(id)
            .iter()
            .filter(|item| item.text.contains("voucher"))
            .count()
    };
    assert!(
        words(parcel) >= 12,
        "new data about what was merged joins the whole"
    );
    let now = shop.theme(password);
    assert_eq!(
        (now.locked, now.label, now.keywords),
        (true, label, keywords)
    );
    let after: Vec<i64> = shop.items(password).iter().map(|item| item.id).collect();
    assert!(
        locked.iter().all(|item| after.contains(item)),
        "a locked theme loses nothing"
    );
    let oldest_new = 300;
    let gained = after.iter().filter(|item| !locked.contains(item));
    assert!(
        gained.clone().all(|item| *item > oldest_new),
        "and takes in only what is new"
    );
    assert!(gained.count() > 10);
    let hidden = themes::hidden(&shop.project).unwrap();
    assert!(
        hidden
            .iter()
            .any(|theme| theme.id == app && theme.items > 30),
        "hidden with its new data"
    );
    let refunds: HashMap<i64, String> = shop
        .items(refund)
        .iter()
        .map(|item| {
            let tag = item.themes.iter().find(|theme| theme.id == refund).unwrap();
            (item.id, tag.origin.clone())
        })
        .collect();
    assert_eq!(refunds[&by_hand], "person");
    assert_eq!(refunds[&moved], "person");
    assert!(shop.items(other).iter().all(|item| item.id != moved));
    assert_eq!(
        project::verify(&shop.project, &task).unwrap().problems,
        Vec::<String>::new()
    );
}

#[test]
fn the_slider_nests_keeps_decisions_and_comes_back() {
    let shop = Shop::with(600);
    let task = Task::silent();
    let levels = themes::levels(&shop.project).unwrap();
    let current = levels.current.unwrap();
    assert_eq!(levels.levels[current as usize].granularity, 1.0);
    let sizes: Vec<u64> = levels.levels.iter().map(|level| level.themes).collect();
    assert!(
        sizes.is_sorted_by(|a, b| a < b) && sizes.len() > 3,
        "{sizes:?}"
    );
    let named = shop.own()[0].id;
    themes::rename(
        &shop.project,
        RenameRequest {
            id: named,
            label: "Named".into(),
        },
        &task,
    )
    .unwrap();
    let locked = shop.own()[1].id;
    themes::lock(
        &shop.project,
        LockRequest {
            id: locked,
            locked: true,
        },
        &task,
    )
    .unwrap();
    let of_locked = shop.theme(locked).passages;
    let (before, passages) = (
        shop.state(),
        shop.own().iter().map(|theme| theme.passages).sum::<u64>(),
    );
    let steps = history::list(&shop.project).unwrap().len();
    // The slider says what is to be seen, and no step of it shows what the one before shows.
    let offered = themes::levels(&shop.project).unwrap().levels;
    let sizes: Vec<u64> = offered.iter().map(|level| level.themes).collect();
    assert!(sizes.is_sorted_by(|a, b| a < b), "{sizes:?}");
    assert!(offered.iter().any(|step| step.level == current));
    for level in (0..levels.levels.len() as u64).rev() {
        let report = themes::recut(&shop.project, RecutRequest { level }, &task)
            .unwrap()
            .value;
        assert_eq!(report.themes as usize, shop.own().len());
        if let Some(step) = offered.iter().find(|step| step.level == level) {
            assert_eq!(report.themes, step.themes, "level {level}");
        }
        let main: u64 = report
            .diff
            .continued
            .iter()
            .map(|theme| theme.passages)
            .sum::<u64>()
            + report
                .diff
                .new
                .iter()
                .chain(&report.diff.split)
                .map(|theme| theme.passages)
                .sum::<u64>();
        assert_eq!(main, 600, "every passage has a theme at level {level}");
        assert_eq!((report.diff.new_passages, report.diff.gone.len()), (0, 0));
        assert_eq!(shop.theme(locked).passages, of_locked, "level {level}");
        let mut labels: Vec<String> = shop
            .list()
            .iter()
            .map(|theme| theme.label.to_lowercase())
            .collect();
        labels.sort();
        labels.dedup();
        assert_eq!(
            labels.len(),
            shop.list().len(),
            "no two themes have one label"
        );
        for group in shop.list().iter().filter(|theme| theme.group) {
            let under: Vec<ThemeSummary> = shop
                .own()
                .into_iter()
                .filter(|theme| theme.parent == Some(group.id))
                .collect();
            assert!(under.len() > 1);
            let (largest, sum) = (
                under.iter().map(|t| t.items).max().unwrap(),
                under.iter().map(|t| t.items).sum::<u64>(),
            );
            assert!((largest..=sum).contains(&group.items) && group.customers > 0);
        }
    }
    themes::recut(&shop.project, RecutRequest { level: current }, &task).unwrap();
    assert_eq!(
        shop.state(),
        before,
        "there and back, names and numbers included"
    );
    assert!(passages >= 600);
    let done = history::list(&shop.project).unwrap().len() - steps;
    for _ in 0..done {
        assert!(shop.undo().starts_with("Set the granularity"));
    }
    assert_eq!(shop.state(), before);
    assert!(
        done <= levels.levels.len() + 1,
        "each move of the slider is one step"
    );
}

#[test]
fn a_split_does_what_its_preview_shows() {
    let shop = Shop::with(600);
    let task = Task::silent();
    themes::recut(&shop.project, RecutRequest { level: 0 }, &task).unwrap();
    let broad = shop.own()[0].clone();
    for parts in [None, Some(2), Some(3)] {
        let before = shop.state();
        let request = SplitRequest {
            id: broad.id,
            parts,
        };
        let preview = themes::split_preview(&shop.project, request.clone(), &task)
            .unwrap()
            .parts;
        assert_eq!(shop.state(), before, "a preview changes nothing");
        assert!(preview.len() >= 2 && parts.is_none_or(|parts| preview.len() == parts));
        let listed = themes::split(&shop.project, request, &task).unwrap().value;
        let made: Vec<&ThemeSummary> = listed.iter().filter(|theme| theme.made).collect();
        assert_eq!(made.len(), preview.len() - 1);
        for part in &preview[1..] {
            let theme = made.iter().find(|theme| theme.label == part.label).unwrap();
            assert_eq!(
                (theme.passages, theme.items, theme.customers),
                (part.passages, part.items, part.customers)
            );
            assert_eq!(
                (&theme.keywords, theme.parent),
                (&part.keywords, Some(broad.id))
            );
        }
        let rest = listed.iter().find(|theme| theme.id == broad.id).unwrap();
        assert_eq!(
            (&rest.label, &rest.keywords),
            (&broad.label, &preview[0].keywords)
        );
        let kept = made[0].id;
        let of_made = shop.theme(kept).passages;
        shop.analyze(AnalyzeRequest {
            seed: Some(7),
            ..AnalyzeRequest::default()
        });
        assert_eq!(
            shop.theme(kept).passages,
            of_made,
            "a later run keeps the parts"
        );
        shop.undo();
        assert!(shop.undo().starts_with("Split"));
        assert_eq!(shop.state(), before);
    }
}

#[test]
fn a_theme_from_a_search_or_from_examples_takes_in_new_data() {
    let shop = Shop::with(300);
    let task = Task::silent();
    let before = shop.state();
    let search = CreateRequest {
        search: Some("courier".into()),
        label: Some("Couriers".into()),
        ..CreateRequest::default()
    };
    let preview = themes::create_preview(&shop.project, search.clone(), &task).unwrap();
    assert_eq!(shop.state(), before);
    let listed = themes::create(&shop.project, search, &task).unwrap().value;
    let couriers = listed
        .iter()
        .find(|theme| theme.label == "Couriers")
        .unwrap()
        .clone();
    assert_eq!(
        (couriers.passages, couriers.items),
        (preview.theme.passages, preview.theme.items)
    );
    assert!(
        shop.items(couriers.id)
            .iter()
            .all(|item| item.text.contains("courier"))
    );
    assert!(
        shop.items(couriers.id)[0].themes.len() > 1,
        "passages keep the themes they have"
    );

    let example = &shop.items(about(&shop, "newsletter"))[0];
    let like = CreateRequest {
        like: shop.passages_of(example),
        label: Some("Mails".into()),
        ..CreateRequest::default()
    };
    let preview = themes::create_preview(&shop.project, like.clone(), &task).unwrap();
    assert!(
        preview.least.is_some() && preview.theme.passages > 2,
        "{preview:?}"
    );
    let listed = themes::create(&shop.project, like, &task).unwrap().value;
    let mails = listed
        .iter()
        .find(|theme| theme.label == "Mails")
        .unwrap()
        .clone();
    assert_eq!(mails.passages, preview.theme.passages);
    let origins: Vec<(bool, String)> = shop
        .items(mails.id)
        .iter()
        .map(|item| {
            let tag = item
                .themes
                .iter()
                .find(|theme| theme.id == mails.id)
                .unwrap();
            (item.id == example.id, tag.origin.clone())
        })
        .collect();
    assert!(
        origins
            .iter()
            .all(|(example, origin)| origin == if *example { "person" } else { "rule" })
    );
    let wrong = shop.items(couriers.id)[0].id;
    let untag = TagRequest {
        items: vec![wrong],
        theme: couriers.id,
        present: false,
        ..TagRequest::default()
    };
    tags::set(&shop.project, untag, &task).unwrap();

    shop.import(300, 600);
    assert!(
        shop.theme(couriers.id).items > couriers.items,
        "at once, where the words say it"
    );
    shop.analyze(AnalyzeRequest::default());
    assert!(
        shop.theme(mails.id).items > mails.items,
        "with the next run, where likeness does"
    );
    assert!(
        shop.items(couriers.id).iter().all(|item| item.id != wrong),
        "what a person took away stays away"
    );
    for _ in 0..5 {
        shop.undo();
    }
    assert_eq!(shop.state(), before);
}

#[test]
fn themes_are_arranged_struck_merged_and_moved_and_every_step_is_undone() {
    let shop = Shop::with(300);
    let task = Task::silent();
    let before = shop.state();
    let own = shop.own();
    let [a, b, c, d] = [0, 1, 2, 3].map(|place| own[place].clone());

    let group = ArrangeRequest {
        themes: vec![a.id, b.id],
        new_parent: Some("Both".into()),
        ..ArrangeRequest::default()
    };
    let listed = themes::arrange(&shop.project, group, &task).unwrap().value;
    let both = listed.iter().find(|theme| theme.label == "Both").unwrap();
    assert!(both.group && both.items >= a.items.max(b.items) && both.items <= a.items + b.items);
    assert_eq!(
        (shop.theme(a.id).parent, shop.theme(b.id).parent),
        (Some(both.id), Some(both.id))
    );
    let under = ArrangeRequest {
        themes: vec![both.id],
        parent: Some(c.id),
        ..ArrangeRequest::default()
    };
    assert!(
        themes::arrange(&shop.project, under, &task)
            .unwrap_err()
            .message
            .contains("at most one under another")
    );
    let first = ArrangeRequest {
        themes: vec![d.id],
        position: Some(0),
        ..ArrangeRequest::default()
    };
    let listed = themes::arrange(&shop.project, first, &task).unwrap().value;
    assert_eq!(listed[0].id, d.id);

    let keyword = c.keywords[0].clone();
    let strike = StrikeRequest {
        id: c.id,
        keyword: keyword.clone(),
        struck: true,
    };
    themes::strike(&shop.project, strike, &task).unwrap();
    let merge = MergeRequest {
        into: c.id,
        themes: vec![d.id],
    };
    let listed = themes::merge(&shop.project, merge, &task).unwrap().value;
    let merged = listed.iter().find(|theme| theme.id == c.id).unwrap();
    assert!(merged.passages > c.passages.max(d.passages));
    assert!(
        d.keywords.iter().any(|word| merged.keywords.contains(word)),
        "described as the whole that it is"
    );
    assert!(!merged.keywords.contains(&keyword));
    let passage = shop.passages_of(&shop.items(a.id)[0])[0];
    let go = MoveRequest {
        passages: vec![passage],
        to: b.id,
        ..MoveRequest::default()
    };
    tags::move_passages(&shop.project, go, &task).unwrap();
    assert!(
        tags::move_passages(
            &shop.project,
            MoveRequest {
                to: both.id,
                passages: vec![passage],
                ..MoveRequest::default()
            },
            &task
        )
        .is_err()
    );

    shop.analyze(AnalyzeRequest {
        seed: Some(3),
        ..AnalyzeRequest::default()
    });
    assert_eq!(shop.theme(a.id).parent, Some(both.id));
    assert!(!shop.theme(c.id).keywords.contains(&keyword));
    assert!(shop.list().iter().all(|theme| theme.id != d.id));
    for what in ["Find", "Move", "Merge", "Strike", "Arrange", "Put"] {
        assert!(shop.undo().starts_with(what), "{what} is one step");
    }
    assert_eq!(shop.state(), before);
}

#[test]
fn runs_are_compared_and_switched_back_to() {
    let shop = Shop::with(300);
    let task = Task::silent();
    let first = shop.state();
    shop.import(300, 600);
    let report = shop.analyze(AnalyzeRequest::default());
    let listed = runs::list(&shop.project).unwrap();
    assert_eq!(
        (listed.len(), listed[0].current, listed[0].previous),
        (2, true, Some(listed[1].id))
    );
    let request = DiffRequest {
        from: listed[1].id,
        to: listed[0].id,
    };
    let diff = runs::diff(&shop.project, request).unwrap();
    assert_eq!(
        json!(diff),
        json!(report.diff),
        "what was said at once can be asked for later"
    );
    assert!(!runs::sentences(&diff).is_empty());

    runs::switch(&shop.project, RunId { id: listed[1].id }, &task).unwrap();
    let back = shop.list();
    let ids = |value: &Value| {
        value[0]
            .as_array()
            .unwrap()
            .iter()
            .map(|theme| theme["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        json!(back)
            .as_array()
            .unwrap()
            .iter()
            .map(|theme| theme["id"].clone())
            .collect::<Vec<_>>(),
        ids(&first)
    );
    assert_eq!(
        runs::list(&shop.project).unwrap().len(),
        2,
        "an earlier run is shown, not done again"
    );
    assert!(shop.undo().starts_with("Show run"));
    assert!(runs::switch(&shop.project, RunId { id: 99 }, &task).is_err());
}

#[test]
fn counts_come_with_and_without_weak_tags() {
    let shop = Shop::with(600);
    let mut weak = 0;
    for theme in shop.own() {
        let strong = &theme.strong;
        assert_eq!(strong.passages, theme.passages - theme.weak);
        assert!(strong.items <= theme.items && strong.customers <= theme.customers);
        weak += theme.weak;
        let query = |without_weak| ItemQuery {
            theme: Some(theme.id),
            without_weak,
            ..ItemQuery::default()
        };
        let total = |without| items::search(&shop.project, query(without)).unwrap().total;
        assert_eq!(
            (total(false), total(true)),
            (theme.items, strong.items),
            "{}",
            theme.label
        );
    }
    assert!(weak > 0, "some passages are only somewhat like their theme");
}
