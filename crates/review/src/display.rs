//! Theme and text size: the only settings, kept in a file of their own, since they are needed before anybody signs in.

use std::fs;
use std::path::Path;

use crate::view::{DisplayView, ErrorCode, ErrorView};

const FILE: &str = "display.json";
/// Text sizes that the window can show, in per cent.
const SIZES: std::ops::RangeInclusive<u16> = 100..=200;

/// As set here last; what can't be read is as the system has it.
pub fn read(data_dir: &Path) -> DisplayView {
    let kept = fs::read(data_dir.join(FILE)).ok().and_then(|json| serde_json::from_slice(&json).ok());
    limited(kept.unwrap_or_default())
}

/// `DiskFull`, `StoreBroken`: it is not kept, and holds for this sitting only.
pub fn write(data_dir: &Path, wish: DisplayView) -> Result<DisplayView, ErrorView> {
    let wish = limited(wish);
    let broken = |error: std::io::Error| {
        tracing::warn!(kind = %error.kind(), "display settings");
        let full = error.kind() == std::io::ErrorKind::StorageFull;
        ErrorView::of(if full { ErrorCode::DiskFull } else { ErrorCode::StoreBroken })
    };
    let json = serde_json::to_vec(&wish).map_err(|_| ErrorCode::Internal)?;
    fs::create_dir_all(data_dir).map_err(broken)?;
    // Written beside and renamed: a reader finds the old or the new one, never half of one.
    let fresh = data_dir.join(format!("{FILE}.new"));
    fs::write(&fresh, json).and_then(|()| fs::rename(&fresh, data_dir.join(FILE))).map_err(broken)?;
    Ok(wish)
}

fn limited(wish: DisplayView) -> DisplayView {
    DisplayView { percent: wish.percent.filter(|percent| SIZES.contains(percent)), ..wish }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Theme;

    #[test]
    fn what_was_set_is_there_next_time_and_nonsense_is_as_the_system_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert_eq!(read(&data), DisplayView::default());
        let dark = DisplayView { theme: Some(Theme::Dark), percent: Some(150) };
        assert_eq!(write(&data, dark), Ok(dark));
        assert_eq!(read(&data), dark);
        assert_eq!(write(&data, DisplayView { percent: Some(900), ..dark }).unwrap().percent, None);
        fs::write(data.join(FILE), "{").unwrap();
        assert_eq!(read(&data), DisplayView::default());
    }
}
