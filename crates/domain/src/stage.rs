//! The states of a report, and every step from one to another: who may take it, and what has to be so.

use detect::closed_enum;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Authenticity, calendar};

closed_enum! {
    State {
        StageOne = "stage_one",
        StageTwo = "stage_two",
        ThirdReview = "third_review",
        Approved = "approved",
        Published = "published",
        Declined = "declined",
        Deferred = "deferred",
        Withdrawn = "withdrawn",
    }
}
closed_enum! {
    /// What a person may do. `administrator` counts for staff only, and takes no part in a review.
    Role { StageOne = "stage_one", StageTwo = "stage_two", Staff = "staff", Administrator = "administrator" }
}
closed_enum! {
    /// A part in the review of one report. Nobody takes two of them: the four-eyes rule.
    Stage { One = "stage_one", Two = "stage_two", Third = "third_review", Publish = "publish" }
}
closed_enum! {
    /// What can happen to a report.
    StepKind {
        HandOver = "hand_over",
        Return = "return",
        AskThird = "ask_third",
        Approve = "approve",
        Decline = "decline",
        Defer = "defer",
        SendBack = "send_back",
        UndoDecline = "undo_decline",
        Publish = "publish",
        Correct = "correct",
        Retract = "retract",
        Withdraw = "withdraw",
        Resume = "resume",
    }
}
closed_enum! {
    /// Why a step was refused. The rules of DOMAIN.md, "States".
    Refusal {
        WrongState = "wrong_state",
        WrongRole = "wrong_role",
        FourEyes = "four_eyes",
        NotClaimant = "not_claimant",
        Claimed = "claimed",
        Concluded = "concluded",
        OpenFindings = "open_findings",
        Leak = "leak",
        /// An edit changes the meaning, and the reviewer has not said that it is meant.
        Meaning = "meaning",
        TitleMissing = "title_missing",
        CommentMissing = "comment_missing",
        ReasonMissing = "reason_missing",
        AuthenticityMissing = "authenticity_missing",
        NotLawEnforcement = "not_law_enforcement",
        NotUnsure = "not_unsure",
        LesPassMissing = "les_pass_missing",
        /// Not both questions are answered about every sensitive place.
        LesUnanswered = "les_unanswered",
        /// The motivated-intruder test has questions without an answer.
        IntruderMissing = "intruder_missing",
        /// It would have been in the news: to be deferred.
        InTheNews = "in_the_news",
        /// Too little detail, and the author could be asked and was not.
        NotAsked = "not_asked",
        /// Too little detail, and the author may still answer.
        StillWaiting = "still_waiting",
        LessonMissing = "lesson_missing",
        /// A takeaway of an earlier stage is only withdrawn by whoever wrote it, and never changed.
        TakeawayNotYours = "takeaway_not_yours",
        CategoryMissing = "category_missing",
        TagMissing = "tag_missing",
        DateOutOfRange = "date_out_of_range",
        SealOver = "seal_over",
        NotDue = "not_due",
        TextMismatch = "text_mismatch",
        TooLarge = "too_large",
    }
}

/// Longest deferral, in days.
pub const DEFER_DAYS: i32 = 180;
/// Days for which a declined report stays sealed and can be brought back.
pub const DECLINE_SEAL_DAYS: i32 = 5;
/// Hours for which a claim holds without being renewed.
pub const CLAIM_HOURS: i64 = 72;

/// Where a report stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// Who holds the claim, run out or not: a claim that nobody else took is honoured.
    pub claimant: Option<Uuid>,
    /// Who has acted in which stage so far.
    pub acted: Vec<(Uuid, Stage)>,
    pub concluded: bool,
    /// The day on which it was declined, or until which it is deferred.
    pub day: Option<Date>,
}

/// Who wants to take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor<'a> {
    Person {
        id: Uuid,
        roles: &'a [Role],
    },
    /// The author, by claim code.
    Author,
    /// The server itself, on a date.
    Server,
}

/// What the rules have to know about the work and the wish. Filled from [`crate::assess`] and the work sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub open_findings: usize,
    pub leaks: usize,
    /// Changes of meaning that the reviewer has not confirmed.
    pub unconfirmed: usize,
    pub title_set: bool,
    /// A comment or a reason goes with the step.
    pub comment: bool,
    pub lessons: usize,
    pub authenticity: Option<Authenticity>,
    pub complex: bool,
    pub les_pass: bool,
    /// Sensitive places without an answer to both questions.
    pub les_unanswered: usize,
    /// Questions of the motivated-intruder test without an answer.
    pub intruder_unanswered: usize,
    /// The event would have been in the news.
    pub in_the_news: bool,
    /// A decline for too little detail, though the author left an address and was not asked.
    pub not_asked: bool,
    /// A decline for too little detail while the author's answer is awaited, and the clock stands still for it.
    pub still_waiting: bool,
    pub category: bool,
    pub tags: usize,
    /// A deferral's date.
    pub until: Option<Date>,
}

impl State {
    /// The part that a person takes who claims a report in this state, and the role it needs.
    pub const fn part(self) -> Option<(Stage, Role)> {
        match self {
            Self::StageOne => Some((Stage::One, Role::StageOne)),
            Self::StageTwo => Some((Stage::Two, Role::StageTwo)),
            Self::ThirdReview => Some((Stage::Third, Role::StageTwo)),
            Self::Approved => Some((Stage::Publish, Role::Staff)),
            Self::Published | Self::Declined | Self::Deferred | Self::Withdrawn => None,
        }
    }
}

/// Whether this person may claim the report in its state: the right role, and no other part taken before.
pub fn may_take(standing: &Standing, id: Uuid, roles: &[Role]) -> Result<Stage, Refusal> {
    let (stage, role) = standing.state.part().ok_or(Refusal::WrongState)?;
    require(roles.contains(&role), Refusal::WrongRole)?;
    require(standing.acted.iter().all(|&(who, part)| who != id || part == stage), Refusal::FourEyes)?;
    Ok(stage)
}

/// The state that a step leads to, or the rule that forbids it.
pub fn step(
    kind: StepKind,
    standing: &Standing,
    actor: Actor<'_>,
    facts: &Facts,
    today: Date,
) -> Result<State, Refusal> {
    let late = standing.concluded
        && !matches!(kind, StepKind::Publish | StepKind::SendBack | StepKind::Correct | StepKind::Retract);
    require(!late, Refusal::Concluded)?;
    match kind {
        StepKind::HandOver => {
            from(standing, &[State::StageOne])?;
            claimant(standing, actor)?;
            clean(facts)?;
            require(facts.title_set, Refusal::TitleMissing)?;
            Ok(State::StageTwo)
        }
        StepKind::Return => {
            from(standing, &[State::StageTwo, State::ThirdReview])?;
            claimant(standing, actor)?;
            require(facts.comment, Refusal::CommentMissing)?;
            Ok(State::StageOne)
        }
        StepKind::AskThird => {
            from(standing, &[State::StageTwo])?;
            claimant(standing, actor)?;
            require(facts.complex || facts.authenticity == Some(Authenticity::Unsure), Refusal::NotUnsure)?;
            Ok(State::ThirdReview)
        }
        StepKind::Approve => {
            from(standing, &[State::StageTwo, State::ThirdReview])?;
            claimant(standing, actor)?;
            approvable(facts)?;
            Ok(State::Approved)
        }
        StepKind::Decline => {
            from(standing, &[State::StageTwo, State::ThirdReview])?;
            claimant(standing, actor)?;
            require(facts.comment, Refusal::ReasonMissing)?;
            require(!facts.not_asked, Refusal::NotAsked)?;
            require(!facts.still_waiting, Refusal::StillWaiting)?;
            Ok(State::Declined)
        }
        StepKind::Defer => {
            from(standing, &[State::StageTwo, State::ThirdReview])?;
            claimant(standing, actor)?;
            require(facts.comment, Refusal::ReasonMissing)?;
            let until = facts.until.ok_or(Refusal::DateOutOfRange)?;
            let last = calendar::plus_days(today, DEFER_DAYS);
            require(today < until && until <= last, Refusal::DateOutOfRange)?;
            Ok(State::Deferred)
        }
        StepKind::SendBack => {
            from(standing, &[State::Approved])?;
            staff(actor)?;
            // It writes takeaways, and somebody else has to go through stage two again.
            four_eyes(standing, actor, Stage::Publish)?;
            require(facts.comment, Refusal::ReasonMissing)?;
            Ok(State::StageTwo)
        }
        StepKind::UndoDecline => {
            from(standing, &[State::Declined])?;
            staff(actor)?;
            let sealed_until = standing.day.map(|day| calendar::plus_days(day, DECLINE_SEAL_DAYS));
            require(sealed_until.is_some_and(|last| today <= last), Refusal::SealOver)?;
            Ok(State::StageTwo)
        }
        StepKind::Publish => {
            from(standing, &[State::Approved])?;
            staff(actor)?;
            four_eyes(standing, actor, Stage::Publish)?;
            clean(facts)?;
            require(facts.category, Refusal::CategoryMissing)?;
            require(facts.tags > 0, Refusal::TagMissing)?;
            Ok(State::Published)
        }
        StepKind::Correct | StepKind::Retract => {
            from(standing, &[State::Published])?;
            staff(actor)?;
            require(facts.comment, Refusal::ReasonMissing)?;
            if kind == StepKind::Retract {
                return Ok(State::Withdrawn);
            }
            require(facts.category, Refusal::CategoryMissing)?;
            require(facts.tags > 0, Refusal::TagMissing)?;
            Ok(State::Published)
        }
        StepKind::Withdraw => {
            require(actor == Actor::Author, Refusal::WrongRole)?;
            require(!matches!(standing.state, State::Published | State::Withdrawn), Refusal::WrongState)?;
            Ok(State::Withdrawn)
        }
        StepKind::Resume => {
            from(standing, &[State::Deferred])?;
            require(actor == Actor::Server, Refusal::WrongRole)?;
            require(standing.day.is_some_and(|day| day <= today), Refusal::NotDue)?;
            Ok(State::StageTwo)
        }
    }
}

fn require(holds: bool, otherwise: Refusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(otherwise) }
}

fn from(standing: &Standing, states: &[State]) -> Result<(), Refusal> {
    require(states.contains(&standing.state), Refusal::WrongState)
}

/// The actor holds the claim, has the role for it, and took no other part before.
fn claimant(standing: &Standing, actor: Actor<'_>) -> Result<(), Refusal> {
    let Actor::Person { id, roles } = actor else {
        return Err(Refusal::WrongRole);
    };
    may_take(standing, id, roles)?;
    require(standing.claimant == Some(id), Refusal::NotClaimant)
}

fn staff(actor: Actor<'_>) -> Result<(), Refusal> {
    match actor {
        Actor::Person { roles, .. } => require(roles.contains(&Role::Staff), Refusal::WrongRole),
        Actor::Author | Actor::Server => Err(Refusal::WrongRole),
    }
}

fn four_eyes(standing: &Standing, actor: Actor<'_>, stage: Stage) -> Result<(), Refusal> {
    let Actor::Person { id, .. } = actor else {
        return Err(Refusal::WrongRole);
    };
    require(standing.acted.iter().all(|&(who, part)| who != id || part == stage), Refusal::FourEyes)
}

fn clean(facts: &Facts) -> Result<(), Refusal> {
    require(facts.open_findings == 0, Refusal::OpenFindings)?;
    require(facts.leaks == 0, Refusal::Leak)?;
    require(facts.unconfirmed == 0, Refusal::Meaning)
}

fn approvable(facts: &Facts) -> Result<(), Refusal> {
    let verdict = facts.authenticity.ok_or(Refusal::AuthenticityMissing)?;
    require(verdict != Authenticity::NotLawEnforcement, Refusal::NotLawEnforcement)?;
    require(facts.les_unanswered == 0, Refusal::LesUnanswered)?;
    require(facts.les_pass, Refusal::LesPassMissing)?;
    require(facts.intruder_unanswered == 0, Refusal::IntruderMissing)?;
    require(!facts.in_the_news, Refusal::InTheNews)?;
    clean(facts)?;
    require(facts.lessons > 0, Refusal::LessonMissing)
}

/// What a standing report was declined or deferred for, and until when: kept with its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Aside {
    Declined { reason: crate::DeclineReason, on: Date },
    Deferred { reason: crate::DeferReason, until: Date },
}
