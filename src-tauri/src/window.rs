//! The one window: its size, and everything a web page could do that this one may not.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{
    AppHandle, CloseRequestApi, Emitter as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

/// The capability names it too.
pub const LABEL: &str = "main";

/// Sent to the page when somebody closes the window.
const CLOSING_EVENT: &str = "closing";

/// Who asks again within this time has seen that the window stays, and means it.
const INSISTS: Duration = Duration::from_secs(10);

/// Set to `true` by a WebDriver: it can't create a session with a private window. Means nothing in a release build.
const AUTOMATION: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Below the app's data: what the engine makes for itself at every start, private window or not (random salts, empty tables).
const ENGINE_FOLDER: &str = "webview";

/// Opens the window on the app's own page.
pub fn open(handle: &AppHandle, data_dir: &Path) -> tauri::Result<()> {
    let mut window = WebviewWindowBuilder::new(handle, LABEL, WebviewUrl::App("index.html".into()))
        .title("Near Miss Review")
        .inner_size(1440.0, 900.0)
        .min_inner_size(1024.0, 700.0)
        // On a small screen it shrinks rather than hang over the edge.
        .prevent_overflow()
        .center()
        .data_directory(data_dir.join(ENGINE_FOLDER))
        // Nothing of the page is kept on disk.
        .incognito(!automated())
        .on_navigation(is_own_page)
        .on_new_window(|_to, _features| NewWindowResponse::Deny)
        .on_download(|_webview, _event| false)
        .on_page_load(|_window, page| match page.event() {
            PageLoadEvent::Started => {}
            PageLoadEvent::Finished => tracing::info!("page loaded"),
        })
        .zoom_hotkeys_enabled(false)
        .general_autofill_enabled(false)
        // Text dropped into an editor is the editor's business; files have nothing to do here.
        .disable_drag_drop_handler()
        .devtools(cfg!(debug_assertions));
    if automated() {
        window = window.initialization_script(include_str!("watch.js"));
    }
    let window = window.build()?;
    #[cfg(target_os = "linux")]
    crate::primary::keep_inside();
    window.on_window_event({
        let (window, asked) = (window.clone(), Mutex::new(None));
        move |event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                ask_to_leave(&window, api, &asked, Instant::now());
            }
        }
    });
    Ok(())
}

/// The page saves what was typed last before it lets the window go (`leave`), or stays and says why. Whoever insists is
/// not kept waiting by a page that does not answer.
fn ask_to_leave(window: &WebviewWindow, api: &CloseRequestApi, asked: &Mutex<Option<Instant>>, now: Instant) {
    let before = asked.lock().unwrap_or_else(PoisonError::into_inner).replace(now);
    if !insists(before, now) && window.emit_to(LABEL, CLOSING_EVENT, ()).is_ok() {
        api.prevent_close();
    }
}

fn insists(before: Option<Instant>, now: Instant) -> bool {
    before.is_some_and(|before| now.saturating_duration_since(before) < INSISTS)
}

fn automated() -> bool {
    cfg!(debug_assertions) && std::env::var(AUTOMATION).is_ok_and(|value| value == "true")
}

/// The app's own origin: `tauri://localhost`, and on Windows `http://tauri.localhost`.
fn is_own_page(to: &Url) -> bool {
    match to.scheme() {
        "tauri" => to.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && to.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_close_is_asked_about_anew_unless_it_follows_at_once() {
        let first = Instant::now();
        assert!(!insists(None, first));
        assert!(insists(Some(first), first + Duration::from_secs(9)));
        assert!(!insists(Some(first), first + Duration::from_secs(10)));
    }

    #[test]
    fn goes_nowhere_but_home() {
        let allowed = |url: &str| is_own_page(&url.parse().unwrap());
        assert!(allowed("tauri://localhost/index.html"));
        for elsewhere in [
            "https://example.org/",
            "tauri://example.org/",
            "file:///etc/hostname",
            "data:text/html,x",
            "about:blank",
            "javascript:0",
        ] {
            assert!(!allowed(elsewhere), "{elsewhere}");
        }
        assert_eq!(allowed("http://tauri.localhost/"), cfg!(windows));
    }
}
