//! What another program gets of the window's selections: a small client of the display, which asks as any of them would.

use crate::wait;
use crate::window::PATIENCE;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{Atom, AtomEnum, ConnectionExt as _, CreateWindowAux, Window, WindowClass};
use x11rb::rust_connection::RustConnection;
use x11rb::{CURRENT_TIME, NONE};

/// Longest answer that is read, in words of four bytes.
const LONGEST: u32 = 1 << 16;

/// Another program on the same display.
pub struct OtherProgram {
    display: RustConnection,
    window: Window,
}

impl OtherProgram {
    pub fn start() -> Self {
        let (display, screen) = x11rb::connect(None).expect("a display");
        let (root, window) = (display.setup().roots[screen].root, display.generate_id().expect("an id"));
        display
            .create_window(0, window, root, 0, 0, 1, 1, 0, WindowClass::INPUT_OUTPUT, NONE, &CreateWindowAux::new())
            .expect("a display that listens")
            .check()
            .expect("a window that nobody sees");
        Self { display, window }
    }

    /// Whether any program offers this selection: `PRIMARY`, `CLIPBOARD`, or `XdndSelection` while something is dragged.
    pub fn offered(&self, selection: &str) -> bool {
        let asked = self.display.get_selection_owner(self.atom(selection)).expect("a display that listens");
        asked.reply().expect("an answer").owner != NONE
    }

    /// The words that whoever offers the selection gives away; none if nobody does, or it is refused.
    pub async fn get(&self, selection: &str) -> Option<String> {
        let (selection, property) = (self.atom(selection), self.atom("NEARMISS_GIVEN"));
        let text = self.atom("UTF8_STRING");
        self.display
            .convert_selection(self.window, selection, text, property, CURRENT_TIME)
            .expect("a wish can be sent");
        self.display.flush().expect("a display that listens");
        let given = wait::for_some("an answer of whoever offers the selection", PATIENCE, async || {
            let news = self.display.poll_for_event().expect("a display that talks");
            let Some(Event::SelectionNotify(answer)) = news else { return None };
            (answer.selection == selection).then_some(answer.property)
        })
        .await;
        (given != NONE).then(|| {
            let asked = self.display.get_property(true, self.window, given, AtomEnum::ANY, 0, LONGEST);
            let answer = asked.expect("a display that listens").reply().expect("what was given");
            String::from_utf8_lossy(&answer.value).into_owned()
        })
    }

    fn atom(&self, name: &str) -> Atom {
        let asked = self.display.intern_atom(false, name.as_bytes()).expect("a display that listens");
        asked.reply().expect("an atom").atom
    }
}
