//! Who is here: sign-in, lock, and the state of the connection.

use super::Answer;
use review::view::{AccountView, AppView, CodesView, DisplayView, SecretView, StatusView};
use review::{App, Private};
use tauri::{AppHandle, State};

#[tauri::command]
pub async fn app_view(app: State<'_, App>) -> Answer<AppView> {
    Ok(app.app_view().await)
}

#[tauri::command]
pub async fn sign_in(app: State<'_, App>, server: String, name: String, password: Private) -> Answer<AppView> {
    app.sign_in(server, name, password).await
}

#[tauri::command]
pub async fn give_code(app: State<'_, App>, code: Private) -> Answer<AppView> {
    app.give_code(code).await
}

#[tauri::command]
pub async fn choose_password(app: State<'_, App>, new: Private) -> Answer<AppView> {
    app.choose_password(new).await
}

#[tauri::command]
pub async fn relock(app: State<'_, App>, old: Option<Private>) -> Answer<AppView> {
    app.relock(old).await
}

#[tauri::command]
pub async fn cancel_sign_in(app: State<'_, App>) -> Answer<AppView> {
    Ok(app.cancel_sign_in().await)
}

#[tauri::command]
pub async fn change_password(app: State<'_, App>, old: Private, new: Private) -> Answer<()> {
    app.change_password(old, new).await
}

#[tauri::command]
pub async fn account(app: State<'_, App>) -> Answer<AccountView> {
    app.account().await
}

#[tauri::command]
pub async fn begin_second_factor(app: State<'_, App>, proof: Private) -> Answer<SecretView> {
    app.begin_second_factor(proof).await
}

#[tauri::command]
pub async fn confirm_second_factor(app: State<'_, App>, code: Private) -> Answer<CodesView> {
    app.confirm_second_factor(code).await
}

#[tauri::command]
pub async fn renew_recovery_codes(app: State<'_, App>, proof: Private, code: Private) -> Answer<CodesView> {
    app.renew_recovery_codes(proof, code).await
}

#[tauri::command]
pub async fn begin_wanted_factor(app: State<'_, App>) -> Answer<SecretView> {
    app.begin_wanted_factor().await
}

#[tauri::command]
pub async fn confirm_wanted_factor(app: State<'_, App>, code: Private) -> Answer<CodesView> {
    app.confirm_wanted_factor(code).await
}

#[tauri::command]
pub async fn go_on(app: State<'_, App>) -> Answer<AppView> {
    app.go_on().await
}

#[tauri::command]
pub async fn remove_second_factor(app: State<'_, App>, proof: Private, code: Private) -> Answer<AccountView> {
    app.remove_second_factor(proof, code).await
}

#[tauri::command]
pub async fn unlock(app: State<'_, App>, password: Private) -> Answer<AppView> {
    app.unlock(password).await
}

#[tauri::command]
pub async fn lock(app: State<'_, App>) -> Answer<AppView> {
    Ok(app.lock().await)
}

#[tauri::command]
pub async fn sign_out(app: State<'_, App>) -> Answer<AppView> {
    Ok(app.sign_out().await)
}

#[tauri::command]
pub async fn status(app: State<'_, App>) -> Answer<StatusView> {
    Ok(app.status().await)
}

#[tauri::command]
pub async fn display(app: State<'_, App>) -> Answer<DisplayView> {
    Ok(app.display())
}

#[tauri::command]
pub async fn set_display(app: State<'_, App>, wish: DisplayView) -> Answer<DisplayView> {
    app.set_display(wish)
}

/// The window's answer to the event `closing`: everything typed is saved.
#[tauri::command]
pub fn leave(app: AppHandle) {
    app.exit(0);
}
