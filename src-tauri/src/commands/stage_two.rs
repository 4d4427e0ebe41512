//! Stage two: the original on purpose, the author, reports that are alike.

use super::{Answer, told};
use review::view::{AuthorAsk, CommentAsk, FlagAsk, LesAsk, LinkAsk, MeterView, QueueView, SimilarView, TakeawayFault};
use review::{App, DeskNews, Private};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
pub async fn reveal(app: State<'_, App>, report: Uuid, password: Private) -> Answer<DeskNews> {
    told(&app, app.reveal(report, password).await).await
}

#[tauri::command]
pub async fn hide_original(app: State<'_, App>, report: Uuid) -> Answer<DeskNews> {
    told(&app, app.hide_original(report).await).await
}

#[tauri::command]
pub async fn look_at_question(app: State<'_, App>, report: Uuid, ask: AuthorAsk) -> Answer<Vec<TakeawayFault>> {
    app.look_at_question(report, ask).await
}

#[tauri::command]
pub async fn ask_author(app: State<'_, App>, report: Uuid, ask: AuthorAsk) -> Answer<DeskNews> {
    told(&app, app.ask_author(report, ask).await).await
}

#[tauri::command]
pub async fn similar(app: State<'_, App>, report: Uuid) -> Answer<SimilarView> {
    app.similar(report).await
}

#[tauri::command]
pub async fn link_event(app: State<'_, App>, report: Uuid, ask: LinkAsk) -> Answer<DeskNews> {
    told(&app, app.link_event(report, ask).await).await
}

#[tauri::command]
pub async fn answer_les(app: State<'_, App>, report: Uuid, revision: u32, ask: LesAsk) -> Answer<DeskNews> {
    told(&app, app.answer_les(report, revision, ask).await).await
}

#[tauri::command]
pub async fn comment(app: State<'_, App>, report: Uuid, revision: u32, ask: CommentAsk) -> Answer<DeskNews> {
    told(&app, app.comment(report, revision, ask).await).await
}

#[tauri::command]
pub async fn remove_comment(app: State<'_, App>, report: Uuid, comment: Uuid) -> Answer<DeskNews> {
    told(&app, app.remove_comment(report, comment).await).await
}

#[tauri::command]
pub async fn flag(app: State<'_, App>, report: Uuid, ask: FlagAsk) -> Answer<QueueView> {
    app.flag(report, ask).await
}

#[tauri::command]
pub async fn meter(app: State<'_, App>, report: Uuid) -> Answer<MeterView> {
    app.meter(report).await
}
