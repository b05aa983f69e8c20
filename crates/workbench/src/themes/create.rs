use assay_store::{KeptTag, Rule, RunTheme};

use super::rules::{Match, matches};
use super::split::previewed;
use super::{CreatePreview, CreateRequest, ThemeSummary, clean_label, edit, sample};
use crate::{Changed, Error, Project, Result, Task};

/// What a theme made from a search or from examples would hold.
pub fn create_preview(
    project: &Project,
    request: CreateRequest,
    _task: &Task,
) -> Result<CreatePreview> {
    let made = made(project, &request)?;
    let theme = previewed(project, &made.described, &made.tags())?;
    let least = match made.rule {
        Rule::Words(_) => None,
        Rule::Like { least, .. } => Some(least),
    };
    Ok(CreatePreview { theme, least })
}

/// Make a theme from a search or from examples. Passages keep the themes they have and get this
/// one as well; what is imported later gets it too, where it matches.
pub fn create(
    project: &Project,
    request: CreateRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let made = made(project, &request)?;
    edit(project, |write| {
        let named = request
            .label
            .as_deref()
            .filter(|label| !label.trim().is_empty());
        let label = named.map(clean_label).transpose()?;
        let shown = label.as_deref().unwrap_or(&made.described.label);
        write.describe(format!("Make the theme “{shown}”"));
        let theme = write.add_person_theme(&made.described, None)?;
        if let Some(label) = &label {
            write.set_theme_label(theme, Some(label))?;
        }
        if let Rule::Like { examples, .. } = &made.rule {
            write.set_person_tags(examples, theme, true)?;
        }
        write.add_rule(theme, &made.rule)?;
        let tags: Vec<(i64, f64)> = made
            .matches
            .iter()
            .map(|one| (one.passage, one.similarity))
            .collect();
        Ok(write.set_rule_tags(theme, &tags)?)
    })
}

struct Made {
    rule: Rule,
    matches: Vec<Match>,
    described: RunTheme,
}

impl Made {
    fn tags(&self) -> Vec<KeptTag> {
        self.matches.iter().map(Match::tag).collect()
    }
}

fn made(project: &Project, request: &CreateRequest) -> Result<Made> {
    let words = request
        .search
        .as_deref()
        .map(str::trim)
        .filter(|words| !words.is_empty());
    project.read(|store| {
        let mut examples = request.like.clone();
        for item in &request.like_items {
            examples.extend(
                store
                    .passages_of_item(*item)?
                    .iter()
                    .map(|passage| passage.id),
            );
        }
        examples.sort_unstable();
        examples.dedup();
        let (rule, matches) = match (words, examples.is_empty()) {
            (Some(words), true) => {
                let rule = Rule::Words(words.to_owned());
                let matches = matches(store, &rule)?;
                (rule, matches)
            }
            (None, false) => {
                let asked = request.least;
                if asked.is_some_and(|least| !(0.0..=1.0).contains(&least)) {
                    return Err(Error::bad_input(
                        "the least likeness is a number from 0 to 1",
                    ));
                }
                let known = store.passages_by_id(&examples)?.len();
                if known < examples.len() {
                    return Err(Error::not_found(
                        "one of the examples is not a passage of this project",
                    ));
                }
                super::rules::like(store, examples, asked)?
            }
            _ => {
                return Err(Error::bad_input(
                    "a theme is made from a search or from examples; give one of the two",
                ));
            }
        };
        if matches.is_empty() {
            return Err(Error::bad_input(format!(
                "no passage has the words “{}”; try others",
                words.unwrap_or_default()
            )));
        }
        let tags: Vec<KeptTag> = matches.iter().map(Match::tag).collect();
        let described = sample::describe_against(store, &[tags], &[])?;
        Ok(Made {
            rule,
            matches,
            described: described.into_iter().next().unwrap_or_default(),
        })
    })
}
