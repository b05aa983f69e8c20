//! `assay serve`: the same window in a browser, on this machine only, with a token.

mod call;
mod export;
mod guard;
mod opening;
mod page;
mod router;
mod running;
mod tasks;
mod token;
mod upload;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use assay_workbench::{Project, Workbench};
use axum::serve::ListenerExt;
use clap::Args;
use tokio::net::TcpListener;

use crate::commands::ProjectFile;
use crate::failure::Failure;
use crate::output::Output;
use running::Server;

/// How long answers under way may take to end after Ctrl-C.
const PATIENCE: Duration = Duration::from_secs(10);

/// Open a project in the browser, on this machine only
#[derive(Args)]
#[command(after_help = "\
Example:
  assay serve shop.assay --open

The address holds a secret made anew each time; without it nothing is answered. Nothing outside
this machine can reach it. Stop with Ctrl-C.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Port; a free one when not given
    #[arg(long, default_value_t = 0, hide_default_value = true, value_name = "N")]
    port: u16,
    /// Open the address in the browser
    #[arg(long)]
    open: bool,
}

/// Serves until it is interrupted.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Said(format!("the server could not start: {error}")))?;
    let served = runtime.block_on(serve(arguments, out));
    // Work that does not stop in time is left behind; its transaction is not committed.
    runtime.shutdown_timeout(PATIENCE);
    served
}

async fn serve(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    let listener = TcpListener::bind(address).await.map_err(|error| {
        Failure::Said(format!("port {} cannot be used: {error}", arguments.port))
    })?;
    let port = listener
        .local_addr()
        .map_err(|error| Failure::Said(format!("the server could not start: {error}")))?
        .port();
    // Only now: a port that cannot be used makes no project.
    let workbench = Workbench::with_project(Project::open_or_create(arguments.project.path())?);
    let server = Arc::new(Server::new(workbench, port)?);
    out.line(format!("Assay is at {}", server.address()))?;
    out.line("Stop with Ctrl-C.")?;
    out.finish()?;
    if arguments.open && !opening::open(&server.opening_address()) {
        out.line("No browser could be started; open the address yourself.")?;
        out.finish()?;
    }
    let stopping = Arc::clone(&server);
    // Short answers go out at once: held back for more to come, each would wait 40 ms for the
    // browser to say that it has the one before. Where that cannot be set, they wait.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    let serving = axum::serve(listener, router::router(Arc::clone(&server)))
        .with_graceful_shutdown(async move {
            interrupted().await;
            stopping.tasks.cancel_all();
        });
    let patience = async {
        interrupted().await;
        tokio::time::sleep(PATIENCE).await;
    };
    let served = tokio::select! {
        served = serving => served
            .map_err(|error| Failure::Said(format!("the server stopped: {error}"))),
        () = patience => Ok(()),
    };
    // Work that will not stop may still hold the server, so its folder does not wait for that.
    let _ = std::fs::remove_dir_all(server.uploads.path());
    served
}

/// Waits for Ctrl-C or, where there is such a thing, a request to terminate.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a listener the default holds: Ctrl-C ends the program at once.
        std::future::pending::<()>().await;
    }
}
