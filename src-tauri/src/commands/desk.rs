//! The desk: work on the text of one report, and the step that ends it.

use super::{Answer, told};
use review::view::{
    AnswerAsk, AnswerView, DecideAsk, EntityAsk, HistoryView, LanguageView, MarkAsk, Place, ReadingView, RedactAsk,
    RevertAsk, SheetAsk, StepAsk, TakeawayAsk, Typed,
};
use review::{App, DeskNews};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
pub async fn desk(app: State<'_, App>, report: Uuid) -> Answer<DeskNews> {
    app.tell(app.desk(report).await?, true).await
}

#[tauri::command]
pub async fn type_text(
    app: State<'_, App>,
    report: Uuid,
    revision: u32,
    typed: Vec<Typed>,
    joins: bool,
) -> Answer<DeskNews> {
    told(&app, app.type_text(report, revision, typed, joins).await).await
}

#[tauri::command]
pub async fn decide(app: State<'_, App>, report: Uuid, revision: u32, ask: DecideAsk) -> Answer<DeskNews> {
    told(&app, app.decide(report, revision, ask).await).await
}

#[tauri::command]
pub async fn redact(app: State<'_, App>, report: Uuid, revision: u32, ask: RedactAsk) -> Answer<DeskNews> {
    told(&app, app.redact(report, revision, ask).await).await
}

#[tauri::command]
pub async fn mark(app: State<'_, App>, report: Uuid, revision: u32, ask: MarkAsk) -> Answer<DeskNews> {
    told(&app, app.mark(report, revision, ask).await).await
}

#[tauri::command]
pub async fn entity(app: State<'_, App>, report: Uuid, revision: u32, ask: EntityAsk) -> Answer<DeskNews> {
    told(&app, app.entity(report, revision, ask).await).await
}

#[tauri::command]
pub async fn confirm(app: State<'_, App>, report: Uuid, revision: u32, place: Place) -> Answer<DeskNews> {
    told(&app, app.confirm(report, revision, place).await).await
}

#[tauri::command]
pub async fn proofread(app: State<'_, App>, report: Uuid) -> Answer<LanguageView> {
    app.proofread(report).await
}

#[tauri::command]
pub async fn call_right(app: State<'_, App>, report: Uuid, word: String) -> Answer<LanguageView> {
    app.call_right(report, word).await
}

#[tauri::command]
pub async fn saw(app: State<'_, App>, report: Uuid, revision: u32, places: Vec<Place>) -> Answer<ReadingView> {
    app.saw(report, revision, places).await
}

#[tauri::command]
pub async fn undo(app: State<'_, App>, report: Uuid) -> Answer<DeskNews> {
    told(&app, app.undo(report).await).await
}

#[tauri::command]
pub async fn redo(app: State<'_, App>, report: Uuid) -> Answer<DeskNews> {
    told(&app, app.redo(report).await).await
}

#[tauri::command]
pub async fn history(app: State<'_, App>, report: Uuid) -> Answer<HistoryView> {
    app.history(report).await
}

#[tauri::command]
pub async fn revert(app: State<'_, App>, report: Uuid, revision: u32, ask: RevertAsk) -> Answer<DeskNews> {
    told(&app, app.revert(report, revision, ask).await).await
}

#[tauri::command]
pub async fn edit_answer(app: State<'_, App>, report: Uuid, revision: u32, ask: AnswerAsk) -> Answer<DeskNews> {
    told(&app, app.edit_answer(report, revision, ask).await).await
}

#[tauri::command]
pub async fn fill_sheet(app: State<'_, App>, report: Uuid, ask: SheetAsk) -> Answer<DeskNews> {
    told(&app, app.fill_sheet(report, ask).await).await
}

#[tauri::command]
pub async fn takeaway(app: State<'_, App>, report: Uuid, revision: u32, ask: TakeawayAsk) -> Answer<DeskNews> {
    told(&app, app.takeaway(report, revision, ask).await).await
}

#[tauri::command]
pub async fn step(app: State<'_, App>, report: Uuid, ask: StepAsk) -> Answer<AnswerView> {
    app.step(report, ask).await
}
