//! The primary selection of X11 and Wayland: what is selected in a window is offered to every other program. Nothing of this
//! one's is given away.

use gtk::gdk::{self, Event, EventSelection, EventType, SELECTION_PRIMARY};

/// Refuses other programs what is selected here. The engine owns the selection all the same: to take it away would undo what
/// somebody has just selected. Inside the window nothing goes this way, so a middle click still inserts.
pub fn keep_inside() {
    Event::set_handler(Some(|event: &mut Event| match wish(event) {
        Some(wish) => refuse(&wish),
        None => gtk::main_do_event(event),
    }));
}

/// Another program's wish for what is selected.
fn wish(event: &Event) -> Option<EventSelection> {
    let asked = (event.event_type() == EventType::SelectionRequest).then(|| event.clone())?;
    asked.downcast::<EventSelection>().ok().filter(|wish| wish.selection() == SELECTION_PRIMARY)
}

/// An answer without words: whoever asks does not wait for another.
fn refuse(wish: &EventSelection) {
    if let Some(other) = wish.requestor() {
        gdk::selection_send_notify(&other, &wish.selection(), &wish.target(), &gdk::ATOM_NONE, wish.time());
    }
}
