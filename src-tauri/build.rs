//! Declares the commands, so that the window may call what its capability names and nothing else.

/// Compared with the capability, the shell and the window's own list by a test of the workspace.
const COMMANDS: &[&str] = &[
    "app_view",
    "sign_in",
    "sign_in_anew",
    "unlock",
    "lock",
    "sign_out",
    "status",
    "display",
    "set_display",
    "queue",
    "sync",
    "take",
    "release",
    "recuse",
    "desk",
    "type_text",
    "decide",
    "redact",
    "mark",
    "entity",
    "confirm",
    "proofread",
    "call_right",
    "saw",
    "undo",
    "redo",
    "history",
    "revert",
    "edit_answer",
    "fill_sheet",
    "takeaway",
    "step",
    "publish_view",
    "code",
    "people",
    "add_person",
    "change_person",
    "overview",
    "library",
    "publication",
    "correct",
    "retract",
    "undo_decline",
    "sheet",
    "save_sheet",
    "export_file",
    "end_claim",
    "assign",
    "clean_takeaway",
    "outbox",
    "discard_event",
    "leave",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Without it a change of the UI's build would not reach the app.
    println!("cargo:rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    Ok(tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?)
}
