//! What the account dialog gets.

use domain::Private;
use serde::Serialize;
use ts_rs::TS;

/// How one's own account is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct AccountView {
    /// A sign-in asks for a code besides the password.
    pub second_factor: bool,
    /// Recovery codes that are not used up.
    pub recovery_codes: u32,
    /// The programme wants a second factor of this person.
    pub second_factor_required: bool,
}

/// What an authenticator has to be told; shown once, and kept nowhere.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct SecretView {
    /// In groups of four, to be typed.
    #[ts(type = "string")]
    pub secret: Private,
    /// The same as `otpauth://…`.
    #[ts(type = "string")]
    pub uri: Private,
    /// The same as a QR code: modules in a row, its quiet zone included, and the dark ones as a path of an SVG.
    pub size: u32,
    #[ts(type = "string")]
    pub path: Private,
}

/// Codes for the day on which the authenticator is gone; shown once, and kept nowhere.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct CodesView {
    #[ts(type = "string[]")]
    pub codes: Vec<Private>,
}
