//! What a person does in the window, by the names that things have for everybody.

use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;

/// How long anything may take to appear.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open window.
pub struct Hands(Client);

impl Hands {
    /// Opens the window through the driver at `port`.
    pub async fn open(port: u16, program: &str, arguments: &[&str]) -> Self {
        let options = [("binary", program.into()), ("args", arguments.into())];
        let options: serde_json::Map<_, _> = options
            .map(|(name, value): (_, serde_json::Value)| (name.to_owned(), value))
            .into_iter()
            .collect();
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options.into())];
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.into_iter().collect())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the window opens");
        Hands(client)
    }

    /// Closes the window.
    pub async fn close(self) {
        self.0.close().await.expect("the window closes");
    }

    /// Asks for another size of the window.
    pub async fn resize(&self, width: u32, height: u32) {
        self.0
            .set_window_size(width, height)
            .await
            .expect("the window takes another size");
    }

    /// Width and height of the window.
    pub async fn size(&self) -> (u64, u64) {
        self.0
            .get_window_size()
            .await
            .expect("the window has a size")
    }

    /// All text of the page.
    pub async fn page(&self) -> String {
        let body = self
            .0
            .find(Locator::Css("body"))
            .await
            .expect("there is a page");
        body.text().await.unwrap_or_default()
    }

    /// Waits until something is there to be seen.
    pub async fn see(&self, path: &str, what: &str) -> Element {
        let begun = Instant::now();
        loop {
            if let Some(element) = self.visible(path).await {
                return element;
            }
            if begun.elapsed() > PATIENCE {
                panic!(
                    "{what} is not to be seen ({path}) on this page:\n{}",
                    self.page().await
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until something is gone.
    pub async fn miss(&self, path: &str, what: &str) {
        self.until(&format!("{what} is gone"), async || {
            self.visible(path).await.is_none()
        })
        .await;
    }

    /// Waits until something holds.
    pub async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let begun = Instant::now();
        while !holds().await {
            if begun.elapsed() > PATIENCE {
                panic!(
                    "it does not come about that {what}, on this page:\n{}",
                    self.page().await
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Clicks on something and returns its text. The page may draw it anew at any moment, so a
    /// click that misses is tried again.
    pub async fn click(&self, path: &str, what: &str) -> String {
        let begun = Instant::now();
        loop {
            let element = self.see(path, what).await;
            let text = element.text().await.unwrap_or_default();
            match element.click().await {
                Ok(()) => return text,
                Err(error) => assert!(
                    begun.elapsed() < PATIENCE,
                    "{what} cannot be clicked: {error}"
                ),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Clicks on a link of the rail.
    pub async fn click_link(&self, name: &str) {
        self.click(
            &format!("//nav//a[starts-with(normalize-space(), '{name}')]"),
            name,
        )
        .await;
    }

    /// Clicks on the button with this name; of an open dialog, if there is one.
    pub async fn click_button(&self, name: &str) {
        let button = format!("button[normalize-space()='{name}'][not(@disabled)]");
        let path = format!("//dialog[@open]//{button} | //*[not(//dialog[@open])]/{button}");
        self.click(&path, name).await;
    }

    /// Puts text in the place of what is in the field with this label.
    pub async fn fill(&self, label: &str, text: &str) {
        self.replace(&field(label), text).await;
    }

    /// Puts text in the place of what is in a field. A line end in it is the Enter key. The driver
    /// refuses keys while the page is being drawn again, so it is tried until the field takes them.
    pub async fn replace(&self, path: &str, text: &str) {
        let begun = Instant::now();
        loop {
            self.click(path, "the field").await;
            let field = self.see(path, "the field").await;
            let present = field
                .prop("value")
                .await
                .ok()
                .flatten()
                .unwrap_or_default()
                .chars()
                .count();
            // Wherever the caret stands. A held Control would stay held for what follows.
            let mut keys = String::new();
            for key in [Key::Backspace, Key::Delete] {
                keys.extend(std::iter::repeat_n(char::from(key), present));
            }
            keys.push_str(&text.replace('\n', &char::from(Key::Enter).to_string()));
            match field.send_keys(&keys).await {
                Ok(()) => return,
                Err(error) => assert!(
                    begun.elapsed() < PATIENCE,
                    "the field does not take text: {error}"
                ),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn visible(&self, path: &str) -> Option<Element> {
        for element in self
            .0
            .find_all(Locator::XPath(path))
            .await
            .unwrap_or_default()
        {
            if element.is_displayed().await.unwrap_or(false) {
                return Some(element);
            }
        }
        None
    }
}

fn field(label: &str) -> String {
    format!("//input[@id=//label[normalize-space()='{label}']/@for]")
}
