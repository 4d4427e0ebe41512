//! What the programme's desk looks after: who may sign in, whose claim it is, and the figures.

use super::Answer;
use review::view::{HolderView, NewPersonAsk, OverviewView, PeopleView, PersonAsk, QueueView};
use review::{App, Private};
use tauri::State;
use uuid::Uuid;

#[tauri::command]
pub async fn people(app: State<'_, App>) -> Answer<PeopleView> {
    app.people().await
}

#[tauri::command]
pub async fn add_person(app: State<'_, App>, ask: NewPersonAsk, proof: Private) -> Answer<PeopleView> {
    app.add_person(ask, proof).await
}

#[tauri::command]
pub async fn change_person(app: State<'_, App>, person: Uuid, ask: PersonAsk, proof: Private) -> Answer<PeopleView> {
    app.change_person(person, ask, proof).await
}

#[tauri::command]
pub async fn overview(app: State<'_, App>) -> Answer<OverviewView> {
    app.overview().await
}

#[tauri::command]
pub async fn end_claim(app: State<'_, App>, report: Uuid) -> Answer<QueueView> {
    app.end_claim(report).await
}

#[tauri::command]
pub async fn holders(app: State<'_, App>) -> Answer<Vec<HolderView>> {
    app.holders().await
}

#[tauri::command]
pub async fn assign(app: State<'_, App>, report: Uuid, to: Uuid) -> Answer<QueueView> {
    app.assign(report, to).await
}
