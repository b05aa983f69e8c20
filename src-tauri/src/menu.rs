//! The native menu. Choosing an entry tells the window the id of a verb; the window does the rest.

use tauri::menu::{Menu, MenuBuilder, MenuItem, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Wry};

/// Name of the event that carries the verb's id.
const EVENT: &str = "menu";

/// Builds the menu and passes what is chosen on to the window.
pub fn install(app: &AppHandle) -> tauri::Result<()> {
    app.set_menu(menu(app)?)?;
    app.on_menu_event(|app, event| {
        // A window that is closing has no use for it.
        let _ = app.emit(EVENT, event.id().0.as_str());
    });
    Ok(())
}

fn menu(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let file = SubmenuBuilder::new(app, "&File")
        .item(&verb(app, "project.new", "&New project…")?)
        .item(&verb(app, "project.open", "&Open project…")?)
        .separator()
        .item(&verb(app, "sources.import", "&Import files…")?)
        .item(&verb(app, "report.save", "&Save report…")?)
        .separator()
        .item(&verb(app, "project.verify", "&Check the project file")?)
        .separator()
        .quit()
        .build()?;
    let edit = SubmenuBuilder::new(app, "&Edit")
        .item(&verb(app, "history.undo", "&Undo")?)
        .item(&verb(app, "history.redo", "&Redo")?)
        .separator()
        .cut()
        .copy()
        .paste()
        .select_all()
        .build()?;
    let view = SubmenuBuilder::new(app, "&View")
        .item(&verb(app, "go.sources", "&Sources")?)
        .item(&verb(app, "go.passages", "&Passages")?)
        .item(&verb(app, "go.themes", "&Themes")?)
        .item(&verb(app, "go.activation", "&Activation")?)
        .item(&verb(app, "go.priorities", "P&riorities")?)
        .item(&verb(app, "go.actions", "A&ctions")?)
        .item(&verb(app, "go.report", "&Report")?)
        .separator()
        .item(&verb(app, "view.inspector", "&Inspector")?)
        .item(&verb(app, "view.palette", "&All commands")?)
        .item(&verb(app, "view.shortcuts", "&Keyboard shortcuts")?)
        .build()?;
    MenuBuilder::new(app).items(&[&file, &edit, &view]).build()
}

/// An entry without a key of its own: the window owns the shortcuts, because Ctrl+Z in a text field
/// takes back typing, and only elsewhere a step of the project. A key given here would fire twice.
fn verb(app: &AppHandle, id: &str, text: &str) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::with_id(app, id, text, true, None::<&str>)
}
