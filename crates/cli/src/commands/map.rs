//! `--map ROLE=COLUMN,...`: which column means what.

use assay_workbench::sources::ColumnRole;

/// Every role a column can have.
const ROLES: [&str; 16] = [
    "text",
    "title",
    "id",
    "customer",
    "email",
    "time",
    "rating",
    "segment",
    "author",
    "ignore",
    "signed_up",
    "activated",
    "churned",
    "revenue",
    "event",
    "value",
];

/// Column roles set by hand with one `--map`.
#[derive(Clone, Debug)]
pub struct Map(pub Vec<ColumnRole>);

/// Reads `ROLE=COLUMN,ROLE=COLUMN`. A comma ends a column only where another `word=` follows, so
/// `text=What, if anything, is missing?,rating=NPS` needs no quotes; a column that itself holds
/// `,word=` stands in double quotes, in which a double quote is written twice.
pub fn parse(text: &str) -> Result<Map, String> {
    let mut roles = Vec::new();
    let mut rest = text;
    loop {
        let (role, after) = rest.split_once('=').ok_or_else(|| {
            format!("`{rest}` has no `=`; write ROLE=COLUMN, for instance text=comment")
        })?;
        let (column, next) = column(after)?;
        roles.push(ColumnRole {
            role: known(role)?,
            column,
        });
        match next {
            Some(next) => rest = next,
            None => return Ok(Map(roles)),
        }
    }
}

/// Splits a column's name from the mappings that follow it.
fn column(text: &str) -> Result<(String, Option<&str>), String> {
    let (name, next) = match text.trim_start().strip_prefix('"') {
        Some(quoted) => unquoted(quoted)?,
        None => match next_mapping(text) {
            Some(comma) => (text[..comma].trim().to_owned(), Some(&text[comma + 1..])),
            None => (text.trim().to_owned(), None),
        },
    };
    if name.is_empty() {
        return Err("a column's name is missing after `=`".into());
    }
    Ok((name, next))
}

/// Reads up to the closing quote and over the comma behind it.
fn unquoted(text: &str) -> Result<(String, Option<&str>), String> {
    let mut name = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c != '"' {
            name.push(c);
        } else if characters.next_if(|(_, next)| *next == '"').is_some() {
            name.push('"');
        } else {
            let rest = text[at + 1..].trim_start();
            return match (rest.is_empty(), rest.strip_prefix(',')) {
                (true, _) => Ok((name, None)),
                (false, Some(next)) => Ok((name, Some(next))),
                (false, None) => Err(format!(
                    "after the quoted column comes a comma, not `{rest}`"
                )),
            };
        }
    }
    Err("a closing double quote is missing".into())
}

/// Where the comma stands that the next `word=` follows.
fn next_mapping(text: &str) -> Option<usize> {
    text.match_indices(',').map(|(at, _)| at).find(|at| {
        text[at + 1..].split_once('=').is_some_and(|(word, _)| {
            let word = word.trim();
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_alphabetic() || "_-".contains(c))
        })
    })
}

fn known(role: &str) -> Result<String, String> {
    let role = role.trim().to_ascii_lowercase().replace('-', "_");
    if ROLES.contains(&role.as_str()) {
        Ok(role)
    } else {
        Err(format!(
            "`{role}` is not a role; the roles are {}",
            ROLES.join(", ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        parse(text)
            .unwrap()
            .0
            .into_iter()
            .map(|role| (role.role, role.column))
            .collect()
    }

    fn pair(role: &str, column: &str) -> (String, String) {
        (role.to_owned(), column.to_owned())
    }

    #[test]
    fn roles_and_columns() {
        assert_eq!(
            pairs("text=comment, Signed-Up = since "),
            [pair("text", "comment"), pair("signed_up", "since")]
        );
        assert_eq!(
            pairs("text=What, if anything, is missing?,rating=NPS"),
            [
                pair("text", "What, if anything, is missing?"),
                pair("rating", "NPS")
            ]
        );
        assert_eq!(pairs("text=a = b"), [pair("text", "a = b")]);
        assert_eq!(
            pairs(r#"text="odd ""one"", id=7",id=key"#),
            [pair("text", r#"odd "one", id=7"#), pair("id", "key")]
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (wrong, hint) in [
            ("comment", "no `=`"),
            ("text=", "missing after `=`"),
            ("words=comment", "not a role"),
            ("text=a,words=b", "not a role"),
            ("text=\"a", "closing double quote"),
            ("text=\"a\" b", "comes a comma"),
        ] {
            let error = parse(wrong).unwrap_err();
            assert!(error.contains(hint), "{wrong}: {error}");
        }
    }
}
