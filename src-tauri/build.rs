//! Checks that the window's pages have been built, and makes the permissions of the commands.

use std::path::Path;

fn main() {
    let page = Path::new("../ui/dist/index.html");
    println!("cargo:rerun-if-changed=../ui/dist");
    if !page.exists() {
        println!(
            "cargo:warning=The window's pages are not built. Run `npm ci && npm run build` in ui/, or `make run`."
        );
    }
    let commands = tauri_build::AppManifest::new().commands(&["call", "cancel", "menu"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
