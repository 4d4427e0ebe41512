//! Looking at one screen after the other in the real window: what axe finds, what does not fit, and a picture of each.

use crate::fixtures;
use crate::window::Window;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Says what sticks out: the page itself, or a control that can't be scrolled to.
const STICKS_OUT: &str = "
    const out = [], wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) out.push('the page is wider than the window');
    const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflow)) return true; return false; };
    for (const e of document.querySelectorAll('button, input, select, textarea, [contenteditable=true]')) {
      const box = e.getBoundingClientRect();
      if (box.width && (box.right > wide + 1 || box.left < -1) && !scrolls(e)) out.push((e.ariaLabel || e.innerText || e.tagName) + ' is cut off');
    }
    return out;";

/// All pictures together: they lie with the code.
const MOST_BYTES: u64 = 4_000_000;

/// The screens that were looked at.
pub struct Gallery {
    /// Where pictures go; none: only looked at.
    pictures: Option<PathBuf>,
    seen: BTreeSet<String>,
    /// Asserted at the end, so that one run tells all.
    pub faults: Vec<String>,
}

impl Gallery {
    pub fn new(pictures: Option<PathBuf>) -> Self {
        if let Some(folder) = &pictures {
            fs::create_dir_all(folder).expect("a folder for pictures");
            // What is not shown any more has no picture any more.
            pictures_in(folder).iter().for_each(|old| fs::remove_file(old).expect("an old picture can be removed"));
        }
        Self { pictures, seen: BTreeSet::new(), faults: Vec::new() }
    }

    /// Looks at what is shown now, light and dark. `screen` is one of the router's, or stands before it.
    pub async fn look(&mut self, window: &Window, screen: &str, state: &str) {
        let name = if state.is_empty() { screen.to_owned() } else { format!("{screen}-{state}") };
        self.seen.insert(screen.to_owned());
        let before = window.run("return document.documentElement.dataset.theme", vec![]).await;
        for theme in ["light", "dark"] {
            paint(window, theme).await;
            if let Some(folder) = &self.pictures {
                window.small_picture(&folder.join(format!("{name}-{theme}.png"))).await;
            }
            self.judge(window, &format!("{name}, {theme}")).await;
        }
        paint(window, before.as_str().unwrap_or("light")).await;
    }

    /// Judges what is shown now, without a picture: another size of the window or of the text.
    pub async fn judge(&mut self, window: &Window, name: &str) {
        for violation in window.accessibility().await {
            self.faults.push(format!("{name}: {violation}"));
        }
        for out in window.run(STICKS_OUT, vec![]).await.as_array().into_iter().flatten() {
            self.faults.push(format!("{name}: {}", out.as_str().unwrap_or_default()));
        }
    }

    /// Asserts that every screen of the router was looked at, and that nothing was found fault with.
    pub fn close(self) {
        let router = fixtures::root().join("ui/src/lib/state/router.svelte.ts");
        let source = fs::read_to_string(&router).expect("the router is there");
        let list = source.split_once("SCREENS = [").and_then(|(_, rest)| rest.split_once(']')).expect("its list").0;
        let screens: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        assert!(screens.len() >= 4, "the router's list is read: {screens:?}");
        for screen in screens {
            assert!(self.seen.contains(screen), "nobody looked at {screen}");
        }
        if let Some(folder) = &self.pictures {
            let sizes = pictures_in(folder).into_iter().map(|path| fs::metadata(path).expect("a picture").len());
            let total: u64 = sizes.sum();
            assert!((1..=MOST_BYTES).contains(&total), "the pictures take {total} bytes");
        }
        assert_eq!(self.faults, Vec::<String>::new());
    }
}

fn pictures_in(folder: &Path) -> Vec<PathBuf> {
    let all = crate::dump::files(folder).into_iter();
    all.filter(|path| path.extension().is_some_and(|ending| ending == "png")).collect()
}

async fn paint(window: &Window, theme: &str) {
    let script = "document.documentElement.dataset.theme = arguments[0]; return true";
    window.run(script, vec![theme.into()]).await;
}
