//! The publish screen: clean text, its coding.

use super::Answer;
use review::App;
use review::view::{CodingView, PublishView};
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
