//! What a running server has at hand.

use std::sync::{Arc, Mutex, PoisonError};

use assay_workbench::Workbench;
use tempfile::TempDir;

use super::tasks::Tasks;
use super::token::Token;
use crate::failure::Failure;

/// A running server.
pub struct Server {
    /// The application itself.
    pub workbench: Arc<Workbench>,
    /// Work under way.
    pub tasks: Tasks,
    /// Where dropped files are kept until the server ends; readable by this user only.
    pub uploads: TempDir,
    /// The secret every request has to show.
    pub token: Token,
    /// A second secret that is good for one visit. It stands in the browser's command line, which
    /// other users of this machine may read, so it must be worthless once the page is open.
    ticket: Mutex<Option<Token>>,
    port: u16,
}

impl Server {
    /// A server for this workbench at this port.
    pub fn new(workbench: Workbench, port: u16) -> Result<Self, Failure> {
        let uploads = tempfile::Builder::new()
            .prefix("assay-")
            .tempdir()
            .map_err(|error| {
                Failure::Said(format!("no temporary folder could be made: {error}"))
            })?;
        Ok(Server {
            workbench: Arc::new(workbench),
            tasks: Tasks::default(),
            uploads,
            token: Token::new()?,
            ticket: Mutex::new(Some(Token::new()?)),
            port,
        })
    }

    /// The address for the person who started the server.
    pub fn address(&self) -> String {
        format!(
            "http://127.0.0.1:{}/?token={}",
            self.port,
            self.token.reveal()
        )
    }

    /// The address to start a browser with, good for one visit.
    pub fn opening_address(&self) -> String {
        let ticket = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = ticket.as_ref().map(Token::reveal).unwrap_or_default();
        format!("http://127.0.0.1:{}/open/{ticket}", self.port)
    }

    /// Takes the ticket for one visit. True once, for the right ticket.
    pub fn take_ticket(&self, offered: &str) -> bool {
        let mut ticket = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        let valid = ticket.as_ref().is_some_and(|ticket| ticket.is(offered));
        if valid {
            *ticket = None;
        }
        valid
    }

    /// Is this `Host` header ours? Another name that leads here is somebody's trick.
    pub fn is_host(&self, host: &str) -> bool {
        host.rsplit_once(':').is_some_and(|(name, port)| {
            ["127.0.0.1", "localhost"].contains(&name) && port == self.port.to_string()
        })
    }

    /// Is this `Origin` header one of our own pages?
    pub fn is_origin(&self, origin: &str) -> bool {
        origin
            .strip_prefix("http://")
            .is_some_and(|host| self.is_host(host))
    }

    /// The cookie that lets the page load its own files. Its name has the port in it, because
    /// browsers share cookies between the ports of one host.
    pub fn cookie(&self) -> String {
        format!("assay-{}", self.port)
    }
}
