//! A headless Chromium, driven through its own driver (the W3C WebDriver protocol).
//!
//! `CHARTERLINT_BROWSER` set means that tests need a browser and fail without one; else they are skipped, with a message.

#![allow(dead_code, unreachable_pub)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use base64::Engine as _;
use serde_json::{Value, json};

const DRIVERS: &[&str] = &["chromedriver", "/usr/lib/chromium/chromedriver"];
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

pub struct Browser {
    driver: Child,
    agent: ureq::Agent,
    /// Address of the session.
    session: String,
    _profile: tempfile::TempDir,
}

/// An element of the page.
#[derive(Clone, Debug)]
pub struct Element(String);

fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    names
        .iter()
        .find_map(|name| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file()))
}

impl Browser {
    /// Starts a browser with a window of this size; `None` if there is none and none is asked for.
    pub fn start(width: u32, height: u32) -> Option<Self> {
        let (Some(driver), Some(binary)) = (found(DRIVERS), found(BROWSERS)) else {
            assert!(std::env::var_os("CHARTERLINT_BROWSER").is_none(), "chromium and chromedriver are not installed");
            eprintln!(
                "skipped: no chromium with chromedriver on this machine; CHARTERLINT_BROWSER=1 makes this an error"
            );
            return None;
        };
        let mut driver =
            Command::new(driver).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("started successfully on port ")?.1.trim_end_matches('.').to_owned()))
            .expect("the driver says its port");
        let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build();
        let agent = ureq::Agent::new_with_config(config);
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
            "--headless".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "binary": binary, "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let mut browser =
            Self { driver, agent, session: format!("http://127.0.0.1:{port}/session"), _profile: profile };
        let answer = browser.post("", &capabilities);
        let id = answer["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}")).to_owned();
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let mut answer = self.agent.post(format!("{}{path}", self.session)).send_json(body).unwrap();
        let mut answer: Value = answer.body_mut().read_json().unwrap();
        let value = answer["value"].take();
        assert!(value.get("error").is_none(), "{path} {body}: {value}");
        value
    }

    fn get(&self, path: &str) -> Value {
        let mut answer = self.agent.get(format!("{}{path}", self.session)).call().unwrap();
        let mut answer: Value = answer.body_mut().with_config().limit(100 << 20).read_json().unwrap();
        answer["value"].take()
    }

    /// Opens a file; `fragment` goes behind the `#`.
    pub fn open(&self, file: &Path, fragment: &str) {
        // Only a new page reads the fragment.
        self.post("/url", &json!({ "url": "about:blank" }));
        self.post("/url", &json!({ "url": format!("file://{}#{fragment}", file.display()) }));
    }

    /// What a script returns.
    pub fn run(&self, script: &str) -> Value {
        self.run_with(script, &[])
    }

    pub fn run_with(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    pub fn text(&self, script: &str) -> String {
        self.run(script).as_str().unwrap_or_default().to_owned()
    }

    pub fn number(&self, script: &str) -> f64 {
        self.run(script).as_f64().unwrap_or_else(|| panic!("no number: {script}"))
    }

    pub fn is(&self, script: &str) -> bool {
        self.run(&format!("return !!({script})")).as_bool().unwrap()
    }

    pub fn find(&self, selector: &str) -> Element {
        let all = self.find_all(selector);
        all.into_iter().next().unwrap_or_else(|| panic!("nothing is {selector}"))
    }

    pub fn find_all(&self, selector: &str) -> Vec<Element> {
        let found = self.post("/elements", &json!({ "using": "css selector", "value": selector }));
        let of = |one: &Value| Element(one.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned());
        found.as_array().unwrap().iter().map(of).collect()
    }

    /// Clicks as a person does: the element must be in view and not covered.
    pub fn click(&self, selector: &str) {
        let Element(id) = self.find(selector);
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    pub fn type_into(&self, selector: &str, text: &str) {
        let Element(id) = self.find(selector);
        self.post(&format!("/element/{id}/value"), &json!({ "text": text }));
    }

    /// Presses keys where the focus is. A modifier before a key is held down.
    pub fn press(&self, keys: &[&str]) {
        let mut actions: Vec<Value> = keys.iter().map(|key| json!({ "type": "keyDown", "value": key })).collect();
        actions.extend(keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key })));
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// The name that a screen reader speaks.
    pub fn spoken_name(&self, Element(id): &Element) -> String {
        self.get(&format!("/element/{id}/computedlabel")).as_str().unwrap_or_default().to_owned()
    }

    /// The start of the element's markup, for messages.
    pub fn markup(&self, Element(id): &Element) -> String {
        let element = json!({ "element-6066-11e4-a52e-4f735466cecf": id });
        let markup = self.run_with("return arguments[0].outerHTML.slice(0, 200)", &[element]);
        markup.as_str().unwrap_or_default().to_owned()
    }

    /// What the page looks like, as PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        decoded(&self.get("/screenshot"))
    }

    /// What it prints, as PDF, on the paper that its style asks for.
    pub fn print(&self) -> Vec<u8> {
        decoded(
            &self.post(
                "/goog/cdp/execute",
                &json!({
                    "cmd": "Page.printToPDF",
                    "params": { "preferCSSPageSize": true, "printBackground": false },
                }),
            )["data"],
        )
    }

    /// Makes the page think that the system is dark or light.
    pub fn prefer(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.post(
            "/goog/cdp/execute",
            &json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "features": features } }),
        );
    }

    /// Errors that the page wrote to the console since the last call.
    pub fn errors(&self) -> Vec<String> {
        let logs = self.post("/se/log", &json!({ "type": "browser" }));
        let errors =
            logs.as_array().unwrap().iter().filter(|entry| entry["level"] != "INFO" && entry["level"] != "DEBUG");
        errors.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn decoded(value: &Value) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(value.as_str().unwrap()).unwrap()
}
