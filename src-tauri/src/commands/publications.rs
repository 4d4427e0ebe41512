//! The Publications screen: what is in the library, and what is saved of it.

use super::Answer;
use crate::dialogs;
use review::App;
use review::view::{AnswerView, CodingView, FileKind, LibraryView, PublicationView, QuestionsAsk, SheetPagesView};
use tauri::{State, WebviewWindow};
use uuid::Uuid;

#[tauri::command]
pub async fn library(app: State<'_, App>) -> Answer<LibraryView> {
    app.library().await
}

#[tauri::command]
pub async fn publication(app: State<'_, App>, publication: Uuid) -> Answer<PublicationView> {
    app.publication(publication).await
}

#[tauri::command]
pub async fn correct(
    app: State<'_, App>,
    publication: Uuid,
    coding: CodingView,
    comment: String,
) -> Answer<AnswerView> {
    app.correct(publication, coding, comment).await
}

#[tauri::command]
pub async fn retract(app: State<'_, App>, publication: Uuid, comment: String) -> Answer<AnswerView> {
    app.retract(publication, comment).await
}

#[tauri::command]
pub async fn undo_decline(app: State<'_, App>, report: Uuid) -> Answer<AnswerView> {
    app.undo_decline(report).await
}

#[tauri::command]
pub async fn sheet(app: State<'_, App>, publication: Uuid, ask: QuestionsAsk) -> Answer<SheetPagesView> {
    app.sheet(publication, ask).await
}

/// False: whoever was asked where to changed their mind.
#[tauri::command]
pub async fn save_sheet(
    app: State<'_, App>,
    window: WebviewWindow,
    publication: Uuid,
    ask: QuestionsAsk,
    kind: FileKind,
) -> Answer<bool> {
    dialogs::save(&window, app.sheet_file(publication, ask, kind).await?).await
}

/// False: whoever was asked where to changed their mind.
#[tauri::command]
pub async fn export_file(
    app: State<'_, App>,
    window: WebviewWindow,
    publications: Vec<Uuid>,
    kind: FileKind,
) -> Answer<bool> {
    dialogs::save(&window, app.export_file(publications, kind).await?).await
}
