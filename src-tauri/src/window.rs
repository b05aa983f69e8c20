//! The one window: its size, its title, and that it comes back where it was.

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, WebviewUrl, WebviewWindowBuilder, Wry};
use tauri_plugin_window_state::StateFlags;

/// Opens the window, which loads the pages that were built into the program.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Assay")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        // The window shows what was built into it, and never goes elsewhere.
        .on_navigation(|address| {
            address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost")
        })
        .on_document_title_changed(|window, title| {
            // The page names the project; a title that stays as it was is no reason to stop.
            let _ = window.set_title(&title);
        })
        .build()?;
    Ok(())
}

/// Remembers the window's size, place and whether it filled the screen, from one start to the next.
pub fn remembered() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}
