//! The native menu: the verbs of the window's registry. Choosing an entry tells the window the id of
//! a verb; the window does the rest, and says what the entries are called and which can be chosen.

use std::collections::HashMap;

use serde::Deserialize;
use tauri::menu::{Menu, MenuBuilder, MenuItem, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Manager, State, Wry};

/// Name of the event that carries the verb's id.
const EVENT: &str = "menu";
/// Written from `ui/src/state/verbs.svelte.ts` by its test.
const MENUS: &str = include_str!("menu.json");

/// The entries by the id of their verb.
pub struct Entries(HashMap<String, MenuItem<Wry>>);

/// A menu of the bar.
#[derive(Deserialize)]
struct Titled {
    title: String,
    /// Entries with a line between the groups.
    groups: Vec<Vec<Named>>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    label: String,
}

/// An entry as it is now.
#[derive(Deserialize)]
pub struct Entry {
    id: String,
    label: String,
    possible: bool,
}

/// Builds the menu and passes what is chosen on to the window.
pub fn install(app: &AppHandle) -> tauri::Result<()> {
    let mut entries = HashMap::new();
    app.set_menu(build(app, &mut entries)?)?;
    app.manage(Entries(entries));
    app.on_menu_event(|app, event| {
        // A window that is closing has no use for it.
        let _ = app.emit(EVENT, event.id().0.as_str());
    });
    Ok(())
}

/// Shows what the entries are called now, undo by what it takes back, and which can be chosen.
#[tauri::command]
pub fn menu(known: State<'_, Entries>, entries: Vec<Entry>) {
    for entry in entries {
        if let Some(item) = known.0.get(&entry.id) {
            // The words of a menu that is closing are nobody's loss.
            let _ = item.set_text(escaped(&entry.label));
            let _ = item.set_enabled(entry.possible);
        }
    }
}

fn build(
    app: &AppHandle,
    entries: &mut HashMap<String, MenuItem<Wry>>,
) -> tauri::Result<Menu<Wry>> {
    let titled: Vec<Titled> = serde_json::from_str(MENUS)?;
    let mut bar = MenuBuilder::new(app);
    for menu in titled {
        let mut submenu = SubmenuBuilder::new(app, &menu.title);
        for (at, group) in menu.groups.into_iter().enumerate() {
            if at > 0 {
                submenu = submenu.separator();
            }
            for verb in group {
                let item = entry(app, &verb)?;
                submenu = submenu.item(&item);
                entries.insert(verb.id, item);
            }
        }
        submenu = match menu.title.as_str() {
            "File" => submenu.separator().quit(),
            "Edit" => submenu.separator().cut().copy().paste().select_all(),
            _ => submenu,
        };
        bar = bar.item(&submenu.build()?);
    }
    bar.build()
}

/// An entry without a key of its own: the window owns the shortcuts, because Ctrl+Z in a text field
/// takes back typing, and only elsewhere a step of the project. A key given here would fire twice.
fn entry(app: &AppHandle, verb: &Named) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::with_id(app, &verb.id, escaped(&verb.label), false, None::<&str>)
}

/// An `&` would underline the letter after it.
fn escaped(label: &str) -> String {
    label.replace('&', "&&")
}
