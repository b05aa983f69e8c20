//! The one window: its size, its title, and that it comes back where it was.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry};
use tauri_plugin_window_state::{AppHandleExt, StateFlags};

/// How long the window keeps still before its size and place are written down.
const REST: Duration = Duration::from_millis(300);

/// Opens the window, which loads the pages that were built into the program.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
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
    remember_at_rest(app, &window);
    Ok(())
}

/// Remembers the window's size, place and whether it filled the screen, from one start to the next.
pub fn remembered() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(remembered_flags())
        .build()
}

fn remembered_flags() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

/// The plugin writes when the program ends by itself. It does not when the session is closed under it,
/// so it is told to whenever the window has come to rest.
fn remember_at_rest(app: &AppHandle, window: &WebviewWindow) {
    let (changed, changes) = mpsc::channel();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Resized(_) | WindowEvent::Moved(_)) {
            // Nobody listens any more once the program ends.
            let _ = changed.send(());
        }
    });
    let app = app.clone();
    thread::spawn(move || {
        while changes.recv().is_ok() {
            let rest = loop {
                if let Err(rest) = changes.recv_timeout(REST) {
                    break rest;
                }
            };
            if rest == RecvTimeoutError::Timeout {
                // The plugin holds its lock while it asks the window, and takes it while the window
                // tells of a change: both have to be on the window's thread.
                let saving = app.clone();
                let _ = app.run_on_main_thread(move || {
                    // A place that cannot be written down is found again by hand.
                    let _ = saving.save_window_state(remembered_flags());
                });
            }
        }
    });
}
