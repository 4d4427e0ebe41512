//! The system's own dialogs. None of them blocks: a blocking one freezes the window on Linux.

use crate::{StartFault, logging};
use review::SavedFile;
use review::view::{ErrorCode, ErrorView, FileKind};
use rfd::{AsyncFileDialog, AsyncMessageDialog, MessageLevel};
use tauri::{AppHandle, WebviewWindow};

/// Asks where a file is to go, and writes it there. The window never learns where. False: nowhere.
pub async fn save(window: &WebviewWindow, file: SavedFile) -> Result<bool, ErrorView> {
    let (what, ending) = match file.kind {
        FileKind::Pdf => ("PDF", "pdf"),
        FileKind::Markdown => ("Markdown", "md"),
        FileKind::Json => ("JSON", "json"),
        FileKind::Csv => ("CSV", "csv"),
    };
    let asked = AsyncFileDialog::new()
        .set_parent(window)
        .set_title("Save as")
        .set_file_name(&file.name)
        .add_filter(what, &[ending]);
    let Some(place) = asked.save_file().await else { return Ok(false) };
    place.write(&file.bytes).await.map_err(|error| {
        // Its text names the place.
        tracing::warn!(fault = %error.kind(), "a file was not saved");
        ErrorCode::NotSaved
    })?;
    Ok(true)
}

/// Says why there is no window, and ends the app once that has been read.
pub fn say_that_start_failed(handle: AppHandle, fault: StartFault) {
    tracing::error!(?fault, "start failed");
    // There may be no log, and no display to show a dialog on.
    logging::say_without_log(sentence(fault));
    tauri::async_runtime::spawn(async move {
        AsyncMessageDialog::new()
            .set_level(MessageLevel::Error)
            .set_title("Near Miss Review can't start")
            .set_description(sentence(fault))
            .show()
            .await;
        handle.exit(1);
    });
}

fn sentence(fault: StartFault) -> &'static str {
    match fault {
        StartFault::NoDataFolder => {
            "The folder for its data can't be created or written to. Nothing was changed. \
             Check that your home folder is writable and that the disk is not full, then start it again."
        }
        StartFault::NoWindow => {
            "This computer's web view could not be opened. Nothing was changed. \
             Install or repair it (WebView2 on Windows, WebKitGTK on Linux), then start the app again."
        }
    }
}
