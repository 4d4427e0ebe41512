//! What the window may ask for: one line per command, forwarded to [`review::App`].

mod desk;
mod people;
mod publications;
mod publish;
mod queue;
mod session;
mod stage_two;

use review::view::{DeskView, ErrorView};
use review::{App, DeskNews};
use tauri::Wry;
use tauri::ipc::Invoke;

/// A code and typed detail, never a word of a report.
type Answer<T> = Result<T, ErrorView>;

/// Of a desk the window is told what it does not know yet.
async fn told(app: &App, view: Answer<DeskView>) -> Answer<DeskNews> {
    app.tell(view?, false).await
}

/// Every command by its name. Build script, capability and window hold the same list; a test compares them.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        session::app_view,
        session::sign_in,
        session::choose_password,
        session::relock,
        session::cancel_sign_in,
        session::change_password,
        session::give_code,
        session::account,
        session::begin_second_factor,
        session::confirm_second_factor,
        session::renew_recovery_codes,
        session::begin_wanted_factor,
        session::confirm_wanted_factor,
        session::go_on,
        session::remove_second_factor,
        session::unlock,
        session::lock,
        session::sign_out,
        session::status,
        session::display,
        session::set_display,
        queue::queue,
        queue::sync,
        queue::take,
        queue::release,
        queue::recuse,
        desk::desk,
        desk::type_text,
        desk::decide,
        desk::redact,
        desk::mark,
        desk::entity,
        desk::confirm,
        desk::proofread,
        desk::call_right,
        desk::saw,
        desk::undo,
        desk::redo,
        desk::history,
        desk::revert,
        desk::edit_answer,
        desk::fill_sheet,
        desk::takeaway,
        desk::step,
        stage_two::reveal,
        stage_two::hide_original,
        stage_two::look_at_question,
        stage_two::ask_author,
        stage_two::similar,
        stage_two::link_event,
        stage_two::answer_les,
        stage_two::comment,
        stage_two::remove_comment,
        stage_two::flag,
        stage_two::meter,
        publish::publish_view,
        publish::code,
        people::people,
        people::add_person,
        people::change_person,
        people::overview,
        publications::library,
        publications::publication,
        publications::correct,
        publications::retract,
        publications::undo_decline,
        publications::sheet,
        publications::save_sheet,
        publications::export_file,
        people::end_claim,
        people::holders,
        people::assign,
        publish::clean_takeaway,
        queue::outbox,
        queue::discard_event,
        session::leave,
    ]
}
