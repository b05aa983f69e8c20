//! The trees of a damaged file: those that its schema leads to, and what is left of those that a
//! lost page led to.

use std::collections::BTreeSet;
use std::io;

use rusqlite::types::Value;

use super::pages::Pages;
use super::record::values;
use super::shape::Shape;

/// A line of the schema.
pub(super) struct Entry {
    /// Name of a table, index, view or trigger.
    pub name: String,
    /// Where its tree begins; 0 if it has none.
    root: u32,
    /// The statement that made it.
    pub sql: String,
}

/// The pages of a tree.
#[derive(Default)]
pub(super) struct Tree {
    /// Those that could be read.
    pub pages: Vec<u32>,
    /// Places at which one could not, or its root is not known.
    pub gaps: u64,
}

/// What is found of the schema: by the tree that begins on page 1, or else by its form anywhere.
pub(super) fn schema(pages: &mut Pages) -> io::Result<Vec<Entry>> {
    let mut tree = Tree::default();
    walk(pages, 1, true, &mut BTreeSet::new(), &mut tree)?;
    if tree.gaps > 0 {
        tree.pages = pages.in_trees()?;
        tree.pages.insert(0, 1);
    }
    let mut entries = Vec::new();
    for page in tree.pages {
        let cells = pages.node(page)?.filter(|node| node.of_table);
        let cells = cells.map_or_else(Vec::new, |node| node.cells);
        entries.extend(cells.iter().filter_map(|cell| entry(&cell.payload)));
    }
    Ok(entries)
}

fn entry(payload: &[u8]) -> Option<Entry> {
    match <[Value; 5]>::try_from(values(payload)?).ok()? {
        [
            Value::Text(kind),
            Value::Text(name),
            Value::Text(_),
            Value::Integer(root),
            sql,
        ] if ["table", "index", "view", "trigger"].contains(&kind.as_str()) => Some(Entry {
            name,
            root: u32::try_from(root).ok()?,
            sql: match sql {
                Value::Text(sql) => sql,
                _ => String::new(),
            },
        }),
        _ => None,
    }
}

/// The tree of each shape. Pages that nothing leads to any more go to the one tree with a gap that
/// all their rows fit; where several come into question they are left out.
pub(super) fn find(
    pages: &mut Pages,
    entries: &[Entry],
    shapes: &[Shape],
) -> io::Result<Vec<Tree>> {
    let mut seen = BTreeSet::from([1]);
    // What is in the schema and has no shape takes its pages, too.
    let (mut others, mut of_schema) = (Tree::default(), Tree::default());
    walk(pages, 1, true, &mut BTreeSet::new(), &mut of_schema)?;
    seen.extend(of_schema.pages);
    let mut trees = Vec::new();
    for shape in shapes {
        let mut tree = Tree::default();
        match entries
            .iter()
            .find(|entry| entry.name == shape.name && entry.root > 1)
        {
            Some(entry) => walk(pages, entry.root, shape.has_rowid, &mut seen, &mut tree)?,
            None => tree.gaps = 1,
        }
        trees.push(tree);
    }
    for entry in entries.iter().filter(|entry| entry.root > 1) {
        if !shapes.iter().any(|shape| shape.name == entry.name) {
            let of_table = pages.node(entry.root)?.is_some_and(|node| node.of_table);
            walk(pages, entry.root, of_table, &mut seen, &mut others)?;
        }
    }
    if trees.iter().any(|tree| tree.gaps > 0) {
        adopt_orphans(pages, shapes, &mut trees, &mut seen)?;
    }
    Ok(trees)
}

/// Goes through a tree from a page down.
fn walk(
    pages: &mut Pages,
    root: u32,
    of_table: bool,
    seen: &mut BTreeSet<u32>,
    tree: &mut Tree,
) -> io::Result<()> {
    let mut open = vec![root];
    while let Some(page) = open.pop() {
        match pages.node(page)? {
            Some(node) if node.of_table == of_table && seen.insert(page) => {
                tree.gaps += u64::from(node.broken > 0);
                tree.pages.push(page);
                open.extend(node.children.iter().rev());
            }
            _ => tree.gaps += 1,
        }
    }
    Ok(())
}

fn adopt_orphans(
    pages: &mut Pages,
    shapes: &[Shape],
    trees: &mut [Tree],
    seen: &mut BTreeSet<u32>,
) -> io::Result<()> {
    let mut orphans: BTreeSet<u32> = pages.in_trees()?.into_iter().collect();
    orphans.retain(|page| !seen.contains(page));
    let mut led_to = BTreeSet::new();
    for page in &orphans {
        let children = pages
            .node(*page)?
            .map_or_else(Vec::new, |node| node.children);
        led_to.extend(children);
    }
    for top in orphans.difference(&led_to) {
        let Some(node) = pages.node(*top)? else {
            continue;
        };
        let mut found = Tree::default();
        walk(pages, *top, node.of_table, seen, &mut found)?;
        let mut fitting: Vec<usize> = (0..shapes.len())
            .filter(|&place| trees[place].gaps > 0 && shapes[place].has_rowid == node.of_table)
            .collect();
        let mut rows = 0;
        for page in &found.pages {
            let cells = pages.node(*page)?.map_or_else(Vec::new, |node| node.cells);
            for values in cells.iter().filter_map(|cell| values(&cell.payload)) {
                fitting.retain(|&place| shapes[place].fits(&values));
                rows += 1;
            }
        }
        if let ([only], true) = (fitting.as_slice(), rows > 0) {
            trees[*only].gaps += found.gaps;
            trees[*only].pages.extend(found.pages);
        }
    }
    Ok(())
}
