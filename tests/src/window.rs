//! The built app in a real window, driven from outside through WebDriver as a person would: by roles and visible names.

use crate::children::{self, Running, program};
use crate::server::{free_port, provide_tls};
use crate::{fixtures, picture, wait};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, Key};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long a screen may take. Generous: other tests may run on the same two cores.
pub const PATIENCE: Duration = Duration::from_secs(40);

const FIND: &str = include_str!("window/find.js");
const IN_ROW: &str = include_str!("window/in_row.js");
const SELECT: &str = include_str!("window/select.js");

/// Where one instance of the app lives: home, data, WebKit's folders, log. Kept by the test, so that it can be searched afterwards.
pub struct Home {
    folder: PathBuf,
}

impl Home {
    pub fn below(folder: &Path, name: &str) -> Self {
        let home = Self { folder: folder.join(name) };
        for part in ["data", "config", "cache", "run"] {
            fs::create_dir_all(home.folder.join(part)).expect("a home can be made");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(home.folder.join("run"), fs::Permissions::from_mode(0o700))
                .expect("a runtime folder of one's own");
        }
        home
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the app keeps its stores and its log.
    pub fn app_data(&self) -> PathBuf {
        self.folder.join("data").join("org.leonearmiss.review")
    }

    /// Where its output goes, and the driver's.
    pub fn output(&self) -> PathBuf {
        self.folder.join("output.log")
    }

    /// Points a program at this home; bus and display are the session's.
    pub fn lend(&self, command: &mut Command) {
        require_session();
        let output = File::options().create(true).append(true).open(self.output()).expect("a log can be written");
        command
            .env("HOME", &self.folder)
            .env("XDG_DATA_HOME", self.folder.join("data"))
            .env("XDG_CONFIG_HOME", self.folder.join("config"))
            .env("XDG_CACHE_HOME", self.folder.join("cache"))
            .env("XDG_RUNTIME_DIR", self.folder.join("run"))
            .env("NO_AT_BRIDGE", "1")
            .env_remove("TAURI_WEBVIEW_AUTOMATION")
            .env_remove("NEARMISS_DATA_DIR")
            // With these set, screenshots hang.
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
            .stdin(Stdio::null())
            .stdout(output.try_clone().expect("a file handle can be copied"))
            .stderr(output);
    }
}

/// The path of the built app.
pub fn app() -> PathBuf {
    program("nearmiss-review", "NEARMISS_APP_BIN")
}

/// A display and a keyring are needed; without them the tests would fail later with riddles.
pub fn require_session() {
    for (variable, what) in
        [("DISPLAY", "a display"), ("DBUS_SESSION_BUS_ADDRESS", "a session bus with an unlocked keyring")]
    {
        assert!(
            std::env::var_os(variable).is_some_and(|value| !value.is_empty()),
            "the real window needs {what} ({variable} is not set): run `cargo xtask test`, which brings them"
        );
    }
}

/// How many windows one test program has open at once: more only wait for each other.
static SEATS: Semaphore = Semaphore::const_new(2);

/// An open app. Close it with [`Window::close`], which also tells what went wrong inside the page.
pub struct Window {
    // Before the process: the session ends first.
    driver: Option<WebDriver>,
    process: Running,
    output: PathBuf,
    _seat: SemaphorePermit<'static>,
}

impl Window {
    /// Starts the app in this home.
    pub async fn open(home: &Home, server: &str) -> Self {
        provide_tls();
        let seat = SEATS.acquire().await.expect("nobody closes the seats");
        let app = app();
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}"));
        home.lend(&mut command);
        command.env("TAURI_WEBVIEW_AUTOMATION", "true").env("NEARMISS_SERVER_URL", server);
        let mut process = Running::start(&mut command);

        let address = format!("http://127.0.0.1:{port}");
        let status = format!("{address}/status");
        let http = reqwest::Client::new();
        wait::until("WebKitWebDriver to listen", PATIENCE, async || {
            assert!(process.ended().is_none(), "WebKitWebDriver ended; it said:\n{}", said(&home.output()));
            http.get(&status).send().await.is_ok()
        })
        .await;
        let mut wanted = Capabilities::new();
        wanted.set("webkitgtk:browserOptions", json!({ "binary": app, "args": [] })).expect("capabilities are JSON");
        let driver = WebDriver::new(&address, wanted)
            .await
            .unwrap_or_else(|error| panic!("no session with the app: {error}; it said:\n{}", said(&home.output())));
        Self { driver: Some(driver), process, output: home.output(), _seat: seat }
    }

    pub async fn resize(&self, width: u32, height: u32) {
        self.driver().set_window_rect(0, 0, width, height).await.expect("a window can be resized");
    }

    /// Ends the session, and with it the app. Panics with whatever the page did that it must not.
    pub async fn close(self) {
        let wrong = self.close_anyway().await;
        assert!(wrong.is_empty(), "in the page: {wrong:#?}");
    }

    /// Ends the session, and with it the app. Gives what the page did that it must not.
    pub async fn close_anyway(mut self) -> Vec<String> {
        let wrong = self.wrong().await;
        if let Some(driver) = self.driver.take() {
            driver.quit().await.expect("a session can be ended");
        }
        wrong
    }

    /// Violations of the content security policy and errors in the page so far.
    pub async fn wrong(&self) -> Vec<String> {
        self.run("return window.__wrong ?? ['nobody watched']", vec![])
            .await
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    }

    /// Runs a script and gives its value; panics if it fails.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.driver().execute(script, arguments).await {
            Ok(answer) => answer.json().clone(),
            Err(error) => panic!("a script failed: {error}; the app said:\n{}", said(&self.output)),
        }
    }

    /// Runs a script that tells its value later, to the function that it gets last; panics if it fails.
    pub async fn run_later(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.driver().execute_async(script, arguments).await {
            Ok(answer) => answer.json().clone(),
            Err(error) => panic!(
                "a script failed: {error}; the page says:\n{}\nthe app said:\n{}",
                self.text().await,
                said(&self.output)
            ),
        }
    }

    /// The process that all of the app comes from.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// What the app answers to a command without arguments, as JSON; a refusal as its text.
    pub async fn invoke(&self, command: &str) -> String {
        let script = "const [command, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command).then((answer) => done(JSON.stringify(answer)), (error) => done(String(error)));";
        let answer = self.driver().execute_async(script, vec![json!(command)]).await.expect("a command answers");
        answer.json().as_str().unwrap_or_default().to_owned()
    }

    /// Whether the page gets through to an address: `answered` or `refused`.
    pub async fn reach(&self, address: &str) -> String {
        let script = "const [address, done] = arguments;
            fetch(address, { mode: 'no-cors' }).then(() => done('answered'), () => done('refused'));";
        let answer = self.driver().execute_async(script, vec![json!(address)]).await.expect("a request ends");
        answer.json().as_str().unwrap_or_default().to_owned()
    }

    pub async fn text(&self) -> String {
        let script = "return (([...document.querySelectorAll('dialog[open]')].at(-1)) ?? document.body).innerText";
        self.run(script, vec![]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the words can be read, in the dialog if one is open.
    pub async fn read(&self, words: &str) {
        let wanted = words.to_lowercase();
        self.until(&format!("“{words}”"), async || self.text().await.to_lowercase().contains(&wanted)).await;
    }

    /// Waits until they can't be read any more.
    pub async fn gone(&self, words: &str) {
        let wanted = words.to_lowercase();
        self.until(&format!("“{words}” to go"), async || !self.text().await.to_lowercase().contains(&wanted)).await;
    }

    /// Waits for a condition; when it does not come, says what the page shows.
    pub async fn until(&self, what: &str, ask: impl AsyncFnMut() -> bool) {
        self.until_some(what, {
            let mut ask = ask;
            async move || ask().await.then_some(())
        })
        .await;
    }

    async fn until_some<T>(&self, what: &str, ask: impl AsyncFnMut() -> Option<T>) -> T {
        if let Some(answer) = wait::within(PATIENCE, ask).await {
            return answer;
        }
        let picture = children::target().join("window-failed.png");
        let _best_effort = self.driver().screenshot(&picture).await;
        panic!(
            "waited {} s for {what}; the page says:\n{}\nwrong in the page: {:#?}\nthe app said:\n{}",
            PATIENCE.as_secs(),
            self.text().await,
            self.wrong().await,
            said(&self.output)
        );
    }

    /// Whether there is such an element now.
    pub async fn has(&self, role: &str, name: &str) -> bool {
        self.look(role, name, None).await.is_some()
    }

    /// The visible element of a role by its name, once it is there and can be used.
    pub async fn find(&self, role: &str, name: &str) -> WebElement {
        self.until_some(&format!("the {role} “{name}”"), async || self.look(role, name, None).await).await
    }

    async fn look(&self, role: &str, name: &str, nth: Option<usize>) -> Option<WebElement> {
        let found = self.driver().execute(FIND, vec![json!(role), json!(name), json!(nth)]).await.ok()?;
        found.element().ok()
    }

    /// Whether a button that stays pressed is.
    pub async fn is_pressed(&self, name: &str) -> bool {
        match self.look("button", name, None).await {
            Some(button) => button.attr("aria-pressed").await.is_ok_and(|value| value.as_deref() == Some("true")),
            None => false,
        }
    }

    /// Clicks; again if the page was drawn anew in between.
    pub async fn click(&self, role: &str, name: &str) {
        self.until(&format!("a click on the {role} “{name}”"), async || match self.look(role, name, None).await {
            Some(element) => element.click().await.is_ok(),
            None => false,
        })
        .await;
    }

    /// Presses a button in the row of a table in which each of these stands as a line of its own.
    pub async fn press_in_row(&self, lines: &[&str], name: &str) {
        self.until(&format!("“{name}” in the row of {lines:?}"), async || match self.in_row(lines, name).await {
            Some(button) => button.click().await.is_ok(),
            None => false,
        })
        .await;
    }

    /// Whether the row of a list with these lines has such a button now.
    pub async fn has_in_row(&self, lines: &[&str], name: &str) -> bool {
        self.in_row(lines, name).await.is_some()
    }

    async fn in_row(&self, lines: &[&str], name: &str) -> Option<WebElement> {
        let found = self.driver().execute(IN_ROW, vec![json!(lines), json!(name)]).await.ok()?;
        found.element().ok()
    }

    pub async fn press(&self, name: &str) {
        self.click("button", name).await;
    }

    /// Puts this text in place of what a field or an editor holds.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.find("field", name).await;
        // In one go: what the page does meanwhile must not come between the selection and the words.
        let script = "const [field, words] = arguments; field.focus();
            if ('select' in field) field.select(); else document.execCommand('selectAll');
            document.execCommand('insertText', false, words)";
        self.run(script, vec![field.to_json().expect("an element is JSON"), json!(text)]).await;
    }

    /// Puts the cursor into a field or an editor.
    pub async fn enter(&self, name: &str) {
        let field = self.find("field", name).await;
        let script = "arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus()";
        self.run(script, vec![field.to_json().expect("an element is JSON")]).await;
    }

    /// What a field or an editor holds.
    pub async fn field(&self, name: &str) -> String {
        let field = self.find("field", name).await;
        // An editor shows a hint where nothing was written.
        let script = "const [field] = arguments;
            if ('value' in field) return field.value;
            return [...field.querySelectorAll('.cm-line')].map((line) => line.querySelector('.cm-placeholder') ? '' : line.textContent).join('\\n');";
        let text = self.run(script, vec![field.to_json().expect("an element is JSON")]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the words stand no longer in a field.
    pub async fn gone_from(&self, name: &str, words: &str) {
        self.until(&format!("“{words}” to go from “{name}”"), async || !self.field(name).await.contains(words)).await;
    }

    /// Checks a box.
    pub async fn check(&self, name: &str) {
        self.click("checkbox", name).await;
        let script = "return arguments[0].checked === true || arguments[0].ariaChecked === 'true'";
        self.until(&format!("“{name}” to be checked"), async || match self.look("checkbox", name, None).await {
            Some(field) => self.run(script, vec![field.to_json().expect("an element is JSON")]).await == json!(true),
            None => false,
        })
        .await;
    }

    /// Chooses an option of a select by its words.
    pub async fn choose(&self, name: &str, option: &str) {
        let select = self.find("select", name).await;
        let script = "const [select, words] = arguments;
            const option = [...select.options].find((one) => one.text.trim().toLowerCase().includes(words.toLowerCase()));
            if (!option) return false;
            select.value = option.value;
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        let chosen = self.run(script, vec![select.to_json().expect("an element is JSON"), json!(option)]).await;
        assert_eq!(chosen, json!(true), "“{name}” offers no “{option}”");
    }

    /// Selects words in an editor; with `after` puts the cursor behind them instead.
    pub async fn select(&self, editor: &str, words: &str, after: bool) {
        self.until(&format!("“{words}” in the editor “{editor}”"), async || {
            let element = self.find("field", editor).await;
            let arguments = vec![element.to_json().expect("an element is JSON"), json!(words), json!(after)];
            // The editor may draw anew just then, and with its nodes the selection goes.
            self.run(SELECT, arguments).await == json!(true)
                && (after || self.run("return getSelection().toString()", vec![]).await == json!(words))
        })
        .await;
    }

    /// Types into whatever has the focus, key by key.
    pub async fn type_keys(&self, keys: &str) {
        self.driver().action_chain().send_keys(keys).perform().await.expect("keys can be pressed");
    }

    /// One key with others held.
    pub async fn chord(&self, held: &[Key], key: char) {
        let mut chain = self.driver().action_chain();
        for key in held {
            chain = chain.key_down(key.clone());
        }
        chain = chain.key_down(key).key_up(key);
        for key in held.iter().rev() {
            chain = chain.key_up(key.clone());
        }
        chain.perform().await.expect("keys can be pressed");
    }

    pub async fn picture(&self, path: &Path) {
        // The words are there before the picture is.
        let painted = "const done = arguments[arguments.length - 1];
            document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(done)));";
        self.run_later(painted, vec![]).await;
        self.driver().screenshot(path).await.expect("a screenshot");
    }

    /// [`Self::picture`] in few colours, to be kept with the code; of the dialog alone if one is open.
    pub async fn small_picture(&self, path: &Path) {
        self.picture(path).await;
        let full = fs::read(path).expect("the picture is there");
        let script = "const box = [...document.querySelectorAll('dialog[open]')].at(-1)?.getBoundingClientRect();
            return box ? [box.left, box.top, box.width, box.height].map(Math.round) : null";
        let edges: Option<[usize; 4]> = serde_json::from_value(self.run(script, vec![]).await).expect("four numbers");
        let part = edges.map(|[left, top, width, height]| picture::Part { left, top, width, height });
        fs::write(path, picture::small(&full, part)).expect("a picture can be written");
    }

    /// Drags from one place of the window to another with the mouse, and calls `on_the_way` before it is let go.
    pub async fn drag(&self, from: (i64, i64), to: (i64, i64), on_the_way: impl AsyncFnOnce()) {
        let start = self.driver().action_chain().move_to(from.0, from.1).click_and_hold();
        let between = ((from.0 + to.0) / 2, (from.1 + to.1) / 2);
        start.move_to(between.0, between.1).move_to(to.0, to.1).perform().await.expect("a mouse can be moved");
        on_the_way().await;
        self.driver().action_chain().release().perform().await.expect("a button can be let go");
    }

    /// Violations of axe-core's rules in the screen as it stands: rule, impact, first place.
    pub async fn accessibility(&self) -> Vec<String> {
        let path = fixtures::root().join("ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}: run `npm ci` in ui/", path.display()));
        self.run(&format!("{axe}; return true"), vec![]).await;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              (result) => done(result.violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.map((n) => n.target).join(' | ')}`)),
              (error) => done([String(error)]));";
        let found = self.driver().execute_async(script, vec![]).await.expect("axe runs");
        found.convert().expect("axe answers with a list")
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("a window that is closed is gone")
    }
}

fn said(output: &Path) -> String {
    fs::read_to_string(output).unwrap_or_default()
}
