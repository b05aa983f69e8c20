//! What a project refers to, looked at when all of it is read.

use std::collections::{HashMap, HashSet};

use super::read::Reader;
use super::{Code, Coding, Guid, RefiProject, Selection};

impl Reader {
    /// Takes out what refers to nothing, and what has the guid of another thing of its sort.
    pub(super) fn check_references(&mut self, project: &mut RefiProject) {
        let mut codes = HashSet::new();
        self.check_codes(&mut project.codes, &mut codes);
        let mut known = HashSet::new();
        let before = project.sources.len();
        project.sources.retain(|source| known.insert(source.guid));
        let twice = before - project.sources.len();
        self.leave(
            "source that stands there twice",
            "sources that stand there twice",
            twice as u64,
        );
        self.coded_as_cases(project, &codes);
        let mut lost = 0;
        for source in &mut project.sources {
            let lists = source
                .selections
                .iter_mut()
                .map(|selection| &mut selection.codings);
            for codings in lists.chain([&mut source.codings]) {
                let before = codings.len();
                codings.retain(|coding| codes.contains(&coding.code));
                lost += before - codings.len();
            }
        }
        self.leave(
            "coding with an unknown code",
            "codings with an unknown code",
            lost as u64,
        );
    }

    /// NVivo codes texts as cases. A text that is coded as a case all over belongs to it.
    fn coded_as_cases(&mut self, project: &mut RefiProject, codes: &HashSet<Guid>) {
        let cases = project.cases.iter().enumerate();
        let cases = cases.filter(|(_, case)| !codes.contains(&case.guid));
        let cases: HashMap<Guid, usize> = cases.map(|(place, case)| (case.guid, place)).collect();
        let mut left = 0;
        for source in &mut project.sources {
            let mut whole: Vec<usize> = Vec::new();
            let mut take = |codings: &mut Vec<Coding>, all: bool| {
                codings.retain(|coding| match cases.get(&coding.code) {
                    Some(case) if all => {
                        whole.push(*case);
                        false
                    }
                    Some(_) => {
                        left += 1;
                        false
                    }
                    None => true,
                });
            };
            take(&mut source.codings, true);
            let signs = source.text.chars().enumerate();
            let mut signs = signs.filter(|(_, c)| !c.is_whitespace());
            let first = signs.next().map_or(0, |(place, _)| place);
            let last = signs.last().map_or(first, |(place, _)| place);
            for selection in &mut source.selections {
                let all = selection.start <= first && selection.end > last;
                take(&mut selection.codings, all);
            }
            let named = |selection: &Selection| {
                !selection.codings.is_empty() || !selection.notes.is_empty()
            };
            if !whole.is_empty() {
                source.selections.retain(named);
            }
            for case in whole {
                let sources = &mut project.cases[case].sources;
                if !sources.contains(&source.guid) {
                    sources.push(source.guid);
                }
            }
        }
        self.leave(
            "selection that belongs to a case",
            "selections that belong to cases",
            left,
        );
    }

    fn check_codes(&mut self, codes: &mut Vec<Code>, known: &mut HashSet<Guid>) {
        let before = codes.len();
        codes.retain(|code| known.insert(code.guid));
        let twice = before - codes.len();
        self.leave(
            "code that stands there twice",
            "codes that stand there twice",
            twice as u64,
        );
        for code in codes {
            self.check_codes(&mut code.children, known);
        }
    }
}
