//! The publish screen: clean text, its coding.

use super::Answer;
use review::App;
use review::view::{CodingView, PublishView, TakeawayAsk};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
pub async fn publish_view(app: State<'_, App>, report: Uuid) -> Answer<PublishView> {
    app.publish_view(report).await
}

#[tauri::command]
pub async fn code(app: State<'_, App>, report: Uuid, coding: CodingView) -> Answer<PublishView> {
    app.code(report, coding).await
}

#[tauri::command]
pub async fn clean_takeaway(app: State<'_, App>, report: Uuid, ask: TakeawayAsk) -> Answer<PublishView> {
    app.clean_takeaway(report, ask).await
}
