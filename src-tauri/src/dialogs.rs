//! The system's own dialogs. None of them blocks: a blocking one freezes the window on Linux.

use crate::{StartFault, logging};
use rfd::{AsyncMessageDialog, MessageLevel};
use tauri::AppHandle;

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
