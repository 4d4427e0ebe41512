//! The system's own dialogs, which no WebDriver sees: found on the display by their title, and answered by key as a person would.

use crate::wait;
use crate::window::PATIENCE;
use std::path::Path;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt as _, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MapState, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::{CURRENT_TIME, NONE};

const CONTROL: u32 = 0xffe3;
const SHIFT: u32 = 0xffe1;
const ENTER: u32 = 0xff0d;
const ESCAPE: u32 = 0xff1b;

/// Somebody at the keyboard.
pub struct Keyboard {
    display: RustConnection,
    root: Window,
    /// The signs of each key, without and with Shift, from the lowest key on.
    keys: Vec<[u32; 2]>,
    lowest: u8,
}

impl Keyboard {
    pub fn start() -> Self {
        let (display, screen) = x11rb::connect(None).expect("a display");
        let setup = display.setup();
        let (root, lowest) = (setup.roots[screen].root, setup.min_keycode);
        let asked =
            display.get_keyboard_mapping(lowest, setup.max_keycode - lowest + 1).expect("a display that listens");
        let mapping = asked.reply().expect("a keyboard");
        let signs = mapping.keysyms.chunks(usize::from(mapping.keysyms_per_keycode));
        let keys = signs.map(|signs| [signs[0], signs.get(1).copied().unwrap_or(NONE)]).collect();
        Self { display, root, keys, lowest }
    }

    /// Waits for the dialog with this title, puts a path in place of the name that it offers.
    pub async fn save_as(&self, title: &str, path: &Path) {
        let dialog = self.dialog(title).await;
        self.look_at(dialog).await;
        self.chord(CONTROL, u32::from('a'));
        for sign in path.to_str().expect("a path of plain letters").chars() {
            self.press(u32::from(sign));
        }
        self.press(ENTER);
        self.gone(title).await;
    }

    /// Waits for the dialog with this title, and leaves it.
    pub async fn cancel(&self, title: &str) {
        let dialog = self.dialog(title).await;
        self.look_at(dialog).await;
        self.press(ESCAPE);
        self.gone(title).await;
    }

    async fn dialog(&self, title: &str) -> Window {
        wait::for_some(&format!("the dialog “{title}”"), PATIENCE, async || self.titled(self.root, title)).await
    }

    async fn gone(&self, title: &str) {
        wait::until(&format!("the dialog “{title}” to close"), PATIENCE, async || {
            self.titled(self.root, title).is_none()
        })
        .await;
    }

    /// The keys go to this window from now on. Without a window manager nobody else says so.
    async fn look_at(&self, window: Window) {
        wait::until("the dialog to take the keys", PATIENCE, async || {
            let wish = self.display.set_input_focus(InputFocus::PARENT, window, CURRENT_TIME);
            let taken = wish.expect("a display that listens").check().is_ok();
            let now = self.display.get_input_focus().expect("a display that listens").reply().expect("an answer").focus;
            taken && self.is_in(now, window)
        })
        .await;
    }

    /// Whether a window is another one, or stands in it.
    fn is_in(&self, mut inner: Window, outer: Window) -> bool {
        while inner != outer {
            let Ok(Ok(tree)) = self.display.query_tree(inner).map(|asked| asked.reply()) else { return false };
            if tree.parent == NONE {
                return false;
            }
            inner = tree.parent;
        }
        true
    }

    /// The window of this title that can be seen, among a window's children. One may go while it is looked at.
    fn titled(&self, among: Window, title: &str) -> Option<Window> {
        let tree = self.display.query_tree(among).ok()?.reply().ok()?;
        let shown = |window: Window| {
            let asked = self.display.get_window_attributes(window).ok()?.reply().ok()?;
            (asked.map_state == MapState::VIEWABLE).then_some(())
        };
        let named = |window: Window| {
            let asked = self.display.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 1 << 10).ok()?;
            (asked.reply().ok()?.value == title.as_bytes()).then_some(window)
        };
        tree.children
            .iter()
            .find_map(|&child| named(child).filter(|_| shown(child).is_some()).or_else(|| self.titled(child, title)))
    }

    fn chord(&self, held: u32, sign: u32) {
        let (held, _) = self.key(held);
        self.send(KEY_PRESS_EVENT, held);
        self.press(sign);
        self.send(KEY_RELEASE_EVENT, held);
    }

    /// One key, with Shift where its sign asks for it.
    fn press(&self, sign: u32) {
        let (key, shifted) = self.key(sign);
        let shift = shifted.then(|| self.key(SHIFT).0);
        if let Some(shift) = shift {
            self.send(KEY_PRESS_EVENT, shift);
        }
        self.send(KEY_PRESS_EVENT, key);
        self.send(KEY_RELEASE_EVENT, key);
        if let Some(shift) = shift {
            self.send(KEY_RELEASE_EVENT, shift);
        }
    }

    /// The key of a sign, and whether it goes with Shift.
    fn key(&self, sign: u32) -> (u8, bool) {
        let found = [false, true].into_iter().find_map(|shifted| {
            let at = self.keys.iter().position(|signs| signs[usize::from(shifted)] == sign)?;
            Some((self.lowest + u8::try_from(at).expect("at most 256 keys"), shifted))
        });
        found.unwrap_or_else(|| panic!("this keyboard has no key for {sign:#x}"))
    }

    fn send(&self, event: u8, key: u8) {
        let sent = self.display.xtest_fake_input(event, key, CURRENT_TIME, self.root, 0, 0, 0);
        sent.expect("a display that listens").check().expect("a display that takes keys from tests");
    }
}
