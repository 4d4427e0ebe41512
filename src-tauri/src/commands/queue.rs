//! The queue: what waits, taking a report and giving it back, and what is on its way to the server.

use super::{Answer, told};
use review::view::{OutboxView, QueueView};
use review::{App, DeskNews};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
pub async fn queue(app: State<'_, App>) -> Answer<QueueView> {
    app.queue().await
}

#[tauri::command]
pub async fn sync(app: State<'_, App>) -> Answer<QueueView> {
    app.sync().await
}

#[tauri::command]
pub async fn take(app: State<'_, App>, report: Uuid) -> Answer<DeskNews> {
    told(&app, app.take(report).await).await
}

#[tauri::command]
pub async fn release(app: State<'_, App>, report: Uuid) -> Answer<QueueView> {
    app.release(report).await
}

#[tauri::command]
pub async fn recuse(app: State<'_, App>, report: Uuid) -> Answer<QueueView> {
    app.recuse(report).await
}

#[tauri::command]
pub async fn outbox(app: State<'_, App>) -> Answer<Vec<OutboxView>> {
    app.outbox().await
}

#[tauri::command]
pub async fn discard_event(app: State<'_, App>, event: Uuid) -> Answer<Vec<OutboxView>> {
    app.discard_event(event).await
}
