//! The window of Assay. Everything it does is done by the workbench; here is only the shell around it.

// A release build on Windows opens no console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod calls;
mod menu;
mod start;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    let shell = start::shell(std::env::args_os().nth(1).map(Into::into));
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(window::remembered())
        .manage(shell)
        .invoke_handler(tauri::generate_handler![
            calls::call,
            calls::cancel,
            menu::menu
        ])
        .setup(|app| {
            menu::install(app.handle())?;
            window::open(app.handle())?;
            Ok(())
        })
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("assay-desktop: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
