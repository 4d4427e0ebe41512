//! The desktop shell: starts the window over [`review::App`], which does all the work.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod commands;
mod dialogs;
mod logging;
mod place;
#[cfg(target_os = "linux")]
mod primary;
mod window;

use review::{App, Config, Ports};
use std::process::ExitCode;
use tauri::{AppHandle, Emitter, Manager, RunEvent};

/// Sent to the window whenever the connection, the outbox or the drafts change.
const STATUS_EVENT: &str = "status";

fn main() -> ExitCode {
    logging::hide_panic_messages();
    let built = tauri::Builder::default()
        .invoke_handler(commands::handler())
        .setup(|tauri| {
            let handle = tauri.handle().clone();
            if let Err(fault) = open(&handle) {
                // Not an `Err` from here: that would panic before anybody has read a sentence.
                dialogs::say_that_start_failed(handle, fault);
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    let Ok(tauri) = built else {
        logging::say_without_log("Near Miss Review can't open a window: is there a display?");
        return ExitCode::FAILURE;
    };
    let code = tauri.run_return(|handle, event| {
        if let RunEvent::Exit = event
            && let Some(app) = handle.try_state::<App>()
        {
            tauri::async_runtime::block_on(app.close());
            tracing::info!("closed");
        }
    });
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// What keeps the app from starting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartFault {
    /// The system names no folder for the app's data, or it can't be made.
    NoDataFolder,
    NoWindow,
}

fn open(handle: &AppHandle) -> Result<(), StartFault> {
    let data_dir = place::data_dir(handle).ok_or(StartFault::NoDataFolder)?;
    logging::start(&data_dir).map_err(|_folder_unusable| StartFault::NoDataFolder)?;
    let config = Config {
        data_dir: data_dir.clone(),
        default_server: place::default_server(),
        on_status: Box::new({
            let handle = handle.clone();
            move |status| {
                // A window that is closing hears nothing any more, and needs nothing.
                let _closing = handle.emit_to(window::LABEL, STATUS_EVENT, status);
            }
        }),
        ports: Ports::system(),
    };
    // Inside the runtime: the app starts its loop there.
    let app = tauri::async_runtime::block_on(async { App::new(config) });
    handle.manage(app);
    window::open(handle, &data_dir).map_err(|_no_window| StartFault::NoWindow)?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "window open");
    Ok(())
}
