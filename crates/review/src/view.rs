//! What the window gets: one type per screen, ready to show. Places are counted in UTF-16 units of the current text.
//!
//! The TypeScript types are written by `cargo test -p review` into `ui/src/lib/backend/bindings/` and committed.

mod account;
mod ask;
mod desk;
mod history;
mod language;
mod library;
mod overview;
mod people;
mod stage_two;

pub use account::*;
pub use ask::*;
pub use desk::*;
pub use history::*;
pub use language::*;
pub use library::*;
pub use overview::*;
pub use people::*;
pub use stage_two::*;

use domain::{Class, Refusal, Role, State};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What holds text of a report prints its name and nothing else.
macro_rules! unspoken {
    ($($view:ty),+ $(,)?) => {
        $(impl std::fmt::Debug for $view {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($view))
            }
        })+
    };
}

unspoken!(
    AppView,
    CardView,
    DeskView,
    LibraryView,
    OutboxView,
    PeopleView,
    PublicationView,
    PublishView,
    QuestionFault,
    QueueView,
    RefusedPlace,
    SimilarView
);

/// The session as a whole: which screen comes first.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct AppView {
    /// The server offered in the sign-in screen.
    pub server: String,
    /// Who signed in here last; his store is still there, locked.
    pub last_name: Option<String>,
    pub version: String,
    pub phase: Phase,
    pub who: Option<Who>,
    /// What a sign-in that is under way waits for.
    pub wants: Option<Wants>,
    /// Minutes without input after which the app locks itself.
    pub lock_minutes: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "view.ts")]
pub enum Phase {
    SignedOut,
    Locked,
    Open,
}

/// What somebody who has begun to sign in is asked for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "view.ts")]
pub enum Wants {
    /// A code of the second factor.
    Code,
    /// A password of their own: the one of before was made by somebody else.
    NewPassword,
    /// A second factor: the programme wants one of them, and they have none.
    SecondFactor,
    /// The server took the password, and what is stored here is locked with an earlier one.
    EarlierPassword,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct Who {
    pub name: String,
    pub display: String,
    #[ts(type = "import('./closed').Role[]")]
    pub roles: Vec<Role>,
}

/// How the window looks on this computer, for everybody who signs in here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct DisplayView {
    /// None: as the system has it.
    pub theme: Option<Theme>,
    /// Text size in per cent; none: as the system has it.
    pub percent: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "view.ts")]
pub enum Theme {
    Light,
    Dark,
}

/// What the footer says; also sent as the event `status` whenever it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct StatusView {
    pub link: Link,
    /// When the last pull succeeded, RFC 3339.
    pub pulled_at: Option<String>,
    /// Events that wait for the server.
    pub waiting: u32,
    /// Events that the server refused or that met a conflict: someone has to look.
    pub stuck: u32,
    /// The draft with the newest change is on the server too.
    pub drafts_sent: bool,
    /// A number that grows with every answer of the server that changed the queue: then it is read again.
    pub queue_changes: u32,
    /// The session has ended on the server: sign in again to send; the work goes on here.
    pub session_expired: bool,
}

impl StatusView {
    pub(crate) fn count_queue_change(&mut self) {
        self.queue_changes = self.queue_changes.wrapping_add(1);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "view.ts")]
pub enum Link {
    Online,
    Offline,
    /// The server wants a code of the second factor before it answers anything else.
    CodeWanted,
    /// The server speaks another version of the API.
    WrongVersion,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct QueueView {
    pub cards: Vec<CardView>,
    pub status: StatusView,
}

/// One row of the queue. No text: that is shown only after the claim.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct CardView {
    pub id: String,
    #[ts(type = "import('./closed').State")]
    pub state: State,
    #[ts(type = "import('./closed').Category | null")]
    pub category: Option<domain::Category>,
    #[ts(type = "import('./closed').Region | null")]
    pub region: Option<domain::Region>,
    #[ts(type = "import('./closed').SwornBand | null")]
    pub sworn_band: Option<domain::SwornBand>,
    pub words: u32,
    /// Day of receipt, ISO.
    pub received: String,
    /// Promised by this day, ISO.
    pub due: String,
    /// Business days since receipt.
    pub waits_days: u32,
    /// Business days until it is due; below zero when late.
    pub due_in_days: i32,
    pub claim: ClaimView,
    /// Why I may not take it, if so.
    #[ts(type = "import('./closed').Refusal | null")]
    pub barred: Option<Refusal>,
    /// A day until which it is deferred.
    pub deferred_until: Option<String>,
    /// Of a declined report: why, and the last day on which staff can take it back.
    #[ts(type = "import('./closed').DeclineReason | null")]
    pub declined_for: Option<domain::DeclineReason>,
    pub sealed_until: Option<String>,
    /// An event of mine for this report waits for the server.
    pub sending: bool,
    /// The author was asked on this day, ISO, and has not answered: the clock stands still.
    pub waiting_since: Option<String>,
    /// Reports that tell of the same event carry the same id.
    pub event: Option<String>,
    /// Calls for the programme's written procedure; told to the claimant and to staff.
    #[ts(type = "import('./closed').Flag | null")]
    pub flag: Option<domain::Flag>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind")]
#[ts(export, export_to = "view.ts")]
pub enum ClaimView {
    Free,
    /// `until`: RFC 3339.
    Mine {
        until: String,
    },
    /// By somebody else; staff are told by whom, and until when, RFC 3339.
    Taken {
        by: Option<String>,
        until: Option<String>,
    },
}

/// The publish screen: clean text only.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct PublishView {
    pub card: CardView,
    pub fields: Vec<FieldView>,
    pub answers: AnswersView,
    pub takeaways: Vec<TakeawayView>,
    pub coding: CodingView,
    /// What the words and the author's answers speak for; chosen codes are among them.
    pub suggestions: Vec<CodeSuggestionView>,
    /// What a re-scan of the clean text still finds.
    pub findings: Vec<FindingView>,
    pub blockers: Vec<BlockerView>,
}

/// One event on its way to the server.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct OutboxView {
    pub id: String,
    pub report: String,
    #[ts(type = "import('./closed').StepKind")]
    pub step: domain::StepKind,
    /// RFC 3339.
    pub at: String,
    pub answer: AnswerView,
}

/// How a step went: what the server said, or that it waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind")]
#[ts(export, export_to = "view.ts")]
pub enum AnswerView {
    /// Committed here; goes to the server as soon as it can be reached.
    Waiting,
    Accepted,
    /// Somebody else changed the report first; nothing typed is lost.
    Conflict,
    /// The review has concluded meanwhile; the copy here was destroyed.
    Concluded,
    Refused {
        #[ts(type = "import('./closed').Refusal")]
        rule: Refusal,
        /// Places that the server's detector found and this one did not.
        places: Vec<RefusedPlace>,
    },
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct RefusedPlace {
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    pub place: Place,
    /// The takeaway that it is about, if it is not the text.
    pub takeaway: Option<String>,
    /// Its words that it is about; empty where it is the text, or they are not here any more.
    pub words: String,
}

/// An error as the window gets it: a code, and what the sentence needs. Never a word of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct ErrorView {
    pub code: ErrorCode,
    /// For `refused`: the rule.
    #[ts(type = "import('./closed').Refusal | null")]
    pub rule: Option<Refusal>,
    /// For `locked_out` and `slow_down`: minutes to wait.
    pub minutes: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "view.ts")]
pub enum ErrorCode {
    /// Name or password is wrong; which one is not said.
    WrongPassword,
    /// The server wants a code of the second factor before anything else.
    CodeWanted,
    /// The account is suspended at present.
    Suspended,
    NameTaken,
    /// The author left no address.
    NoContact,
    /// The question names somebody or something, tells a tactic, or says what was removed.
    Identifies,
    /// The author has not answered the question before.
    Waiting,
    /// Nobody would be left to administer.
    LastAdministrator,
    /// A name to sign in with is of small letters, digits, '.', '-' and '_'; a shown name is not empty.
    BadName,
    /// Somebody needs a role, and an administrator is staff.
    NoRole,
    /// Not the nine characters of an agency's identifier.
    BadAgency,
    /// Nobody has this account any more.
    NoPerson,
    /// The file could not be written where it was to go.
    NotSaved,
    /// Too many failed sign-ins.
    LockedOut,
    /// The server can't be reached, and nothing of this user is stored here.
    NoServer,
    /// The address is no https address (http is for loopback only).
    BadServerAddress,
    WrongServerVersion,
    /// Its certificate is not one that this computer trusts.
    UntrustedServer,
    SessionExpired,
    SlowDown,
    /// Not signed in, or locked.
    Locked,
    /// The report is claimed by somebody else.
    Claimed,
    NotYours,
    /// Its review is over, and the copy here is destroyed.
    Over,
    /// No such report, or it is hidden from this user.
    NoReport,
    Refused,
    /// The text or a field is larger than the programme accepts.
    TooLarge,
    /// No keyring, or it is locked.
    NoKeyring,
    /// A store exists and its key is gone from the keyring.
    KeyLost,
    /// The code does not fit the second factor that is to be set up.
    WrongCode,
    /// There is a second factor already.
    FactorOn,
    /// A new password is too short, too long, or the one of before.
    BadPassword,
    /// The server did not answer: it may have the old password or the new one.
    PasswordUnsettled,
    /// Another window of this program has the store open.
    AlreadyOpen,
    /// The store can't be read or written.
    StoreBroken,
    DiskFull,
    /// The outbox holds as many events as it may.
    OutboxFull,
    /// What the window sent does not fit the text as it stands here.
    Stale,
    /// A step of this report is on its way to the server: until it is answered nothing about the report can change.
    Sending,
    ServerFault,
    Internal,
}
