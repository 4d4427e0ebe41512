//! Steps: from an event that a client sends to one of the four answers. Rules come from `domain::stage` alone.

mod apply;
pub mod aside;
pub mod conclude;
pub mod shape;
mod text;

use domain::{
    Closed as _, Refusal, Role, State, StepKind,
    stage::{self, Facts, Standing},
};
use sqlx::{Any, AnyConnection, Executor};
use uuid::Uuid;
use wire::{Code, Event, EventAnswer};

use crate::{
    auth::SignedIn,
    db::{Tx, acts, audit::Who, events, farewells, library_changes, reports, reports::Report},
    errors::{Error, Fault},
    folder::Folder,
    office::Office,
    sight, tallies,
};
use text::Judged;
pub use text::gives_away;

/// By what name a step is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Report,
    /// Under which it stands in the library. Whoever is of the staff may correct that: it does not matter whether they ever
    /// knew of the report, which nobody is told.
    Publication,
}

/// Takes the step that an event asks for. What is published is changed by its publication alone ([`take_published`]).
pub async fn take(office: &Office, caller: &SignedIn, id: Uuid, event: Event) -> Result<EventAnswer, Error> {
    take_by(office, caller, (id, By::Report), event).await
}

/// Corrects what is published under this id, or takes it out of the library.
pub async fn take_published(
    office: &Office,
    caller: &SignedIn,
    publication: Uuid,
    event: Event,
) -> Result<EventAnswer, Error> {
    if !caller.is(Role::Staff) {
        return Err(Code::WrongRole.into());
    }
    if !matches!(changes(event.step.kind()), Changes::Publication) {
        return Err(Code::Malformed.into());
    }
    let report = match reports::published_as(&office.db.pool, publication).await? {
        Some((report, _)) => report,
        None => taken_out_with(office, caller, publication, &event).await?.ok_or(Code::NotFound)?,
    };
    take_by(office, caller, (report, By::Publication), event).await
}

/// The report whose publication is gone since this caller's event was applied, which comes again after its answer was lost.
async fn taken_out_with(
    office: &Office,
    caller: &SignedIn,
    publication: Uuid,
    event: &Event,
) -> Result<Option<Uuid>, Error> {
    let (db, who) = (&office.db.pool, caller.person.id);
    if !library_changes::was_taken_out(db, publication, who).await? {
        return Ok(None);
    }
    let before = events::find(db, event.id).await?;
    let own = before.filter(|before| before.user_id == who.to_string() && before.kind == StepKind::Retract.as_str());
    Ok(own.map(|own| own.report_id.parse()).transpose().map_err(|_| Fault::Unreadable)?)
}

async fn take_by(office: &Office, caller: &SignedIn, (id, by): (Uuid, By), event: Event) -> Result<EventAnswer, Error> {
    shape::event(&event)?;
    // First without a lock: the text is looked at, which takes time, and only then the report is held.
    let report = reports::get(&office.db.pool, id).await?.ok_or(Code::NotFound)?;
    let standing = report.standing(acts::of(&office.db.pool, id).await?);
    let knows = may_know_of(office, &mut *office.db.pool.acquire().await?, (&report, &standing, by), caller).await?;
    if let Some(answer) = settled(office, &office.db.pool, (&report, knows), caller, &event).await? {
        return Ok(answer);
    }
    let kind = event.step.kind();
    if by == By::Report && report.state == State::Published && matches!(changes(kind), Changes::Publication) {
        return Err(Code::NotFound.into());
    }
    if let Err(rule) = stage::step(kind, &standing, caller.actor(), &Facts::default(), office.today())
        && concerns_caller(rule)
    {
        return Ok(EventAnswer::Refused { rule, places: Vec::new() });
    }
    let Some(judged) = text::judge(office, &report, caller.person.id, &event).await? else {
        return gone_on(office, id).await;
    };
    let (answer, purge) = write(office, caller, (id, by), event, judged).await?;
    if let Some(key_id) = purge {
        conclude::purge_or_log(office, &key_id).await;
    }
    Ok(answer)
}

/// Writes the step down, if it is still possible. Gives the key that has to be destroyed now.
async fn write(
    office: &Office,
    caller: &SignedIn,
    (id, by): (Uuid, By),
    event: Event,
    judged: Judged,
) -> Result<(EventAnswer, Option<String>), Error> {
    let mut tx = office.db.begin().await?;
    let (mut report, standing) = reports::hold(&mut tx, id).await?.ok_or(Code::NotFound)?;
    let knows = may_know_of(office, &mut tx, (&report, &standing, by), caller).await?;
    if let Some(answer) = settled(office, &mut *tx, (&report, knows), caller, &event).await? {
        return Ok((answer, None));
    }
    let to = match rule(&event, &standing, caller, &judged, office) {
        Ok(to) => to,
        Err(rule) => return Ok((EventAnswer::Refused { rule, places: judged.places(event.step.kind(), rule) }, None)),
    };
    // A key costs a write to the key store, and destroying it has the store written anew: only for a step that is taken.
    let fresh = if goes_on_under_new_key(event.step.kind()) { Some(Folder::create(office, id).await?) } else { None };
    let taking = Taking { office, caller, event, judged };
    match taking.write(&mut tx, &mut report, to, fresh.as_ref()).await {
        Ok(purge) => {
            // Nobody knows whether a commit that fails was applied: from here on the new key may be the only one of the
            // text, and is never destroyed.
            tx.commit().await?;
            Ok((EventAnswer::Accepted { version: report.version }, purge))
        }
        Err(error) => {
            drop(tx);
            if let Some(fresh) = fresh {
                fresh.discard().await;
            }
            Err(error)
        }
    }
}

/// A step that the rules allow.
struct Taking<'o, 'c> {
    office: &'o Office,
    caller: &'c SignedIn,
    event: Event,
    judged: Judged,
}

impl Taking<'_, '_> {
    /// Writes everything, without committing. Gives the key that has to be destroyed after the commit.
    async fn write(
        self,
        tx: &mut Tx,
        report: &mut Report,
        to: State,
        fresh: Option<&Folder<'_>>,
    ) -> Result<Option<String>, Error> {
        let Self { office, caller, event, judged } = self;
        let (id, kind) = (report.id, event.step.kind());
        let folder = Folder::open(office, report).await?;
        let mac = folder.as_ref().map(|folder| content_mac(folder, &event)).transpose()?;
        let part = report.state.part();
        tallies::moved(tx, report, to, office.today()).await?;
        report.state = to;
        report.version += 1;
        let entry = (id, caller.person.id, kind, report.version);
        events::insert(tx, event.id, entry, mac.as_deref()).await?;
        if let Some((stage, _)) = part.filter(|_| matches!(changes(kind), Changes::Review)) {
            acts::note(tx, id, caller.person.id, stage).await?;
        }
        let mut step = apply::Applied { office, tx, report, caller, folder: folder.as_ref(), fresh };
        let purge = step.apply(event.step, judged).await?;
        reports::update(tx, report).await?;
        office.audit(tx, Who::Person(caller.person.id), kind.as_str(), Some(id)).await?;
        Ok(purge)
    }
}

/// Whether the text goes on under a new key, so that the old one can be destroyed.
const fn goes_on_under_new_key(kind: StepKind) -> bool {
    match kind {
        StepKind::Approve | StepKind::SendBack => true,
        StepKind::HandOver
        | StepKind::Return
        | StepKind::AskThird
        | StepKind::Decline
        | StepKind::Defer
        | StepKind::UndoDecline
        | StepKind::Publish
        | StepKind::Correct
        | StepKind::Retract
        | StepKind::Withdraw
        | StepKind::Resume => false,
    }
}

/// The answer to an event that was applied before, or that starts from another version than the report's. To whom the
/// report is hidden it does not exist, whatever the event's id was used for.
async fn settled(
    office: &Office,
    db: impl Executor<'_, Database = Any>,
    (report, knows): (&Report, bool),
    caller: &SignedIn,
    event: &Event,
) -> Result<Option<EventAnswer>, Error> {
    let kind = event.step.kind();
    let before = events::find(db, event.id).await?;
    let own = before.as_ref().is_some_and(|before| {
        before.report_id == report.id.to_string() && before.user_id == caller.person.id.to_string()
    });
    if !own && !knows {
        return Err(Code::NotFound.into());
    }
    if let Some(before) = before {
        let mut same = own && before.kind == kind.as_str();
        if let (true, Some(mac)) = (same, &before.content_mac)
            && let Some(folder) = Folder::open(office, report).await?
        {
            same = *mac == content_mac(&folder, event)?;
        }
        return if same {
            Ok(Some(EventAnswer::AlreadyApplied { version: before.version }))
        } else {
            Err(Code::KeyReused.into())
        };
    }
    let over = report.concluded && !matches!(report.state, State::Approved | State::Published);
    if event.version != report.version || over {
        return Ok(Some(EventAnswer::Conflict { version: report.version, concluded: report.concluded }));
    }
    Ok(None)
}

/// Whether this caller may learn how the report stands: it is in sight, the caller acted in it, it is named by what everybody
/// reads, or it was published while staff had it before them.
async fn may_know_of(
    office: &Office,
    db: &mut AnyConnection,
    (report, standing, by): (&Report, &Standing, By),
    caller: &SignedIn,
) -> Result<bool, Error> {
    let person = &caller.person;
    let acted = standing.acted.iter().any(|(who, _)| *who == person.id);
    if by == By::Publication || acted || sight::sees(office, &mut *db, report, person).await? {
        return Ok(true);
    }
    // Nothing is left that says from whom it was hidden, but who of those with own agencies has to be told of its end.
    let had = !person.blind || farewells::of(&mut *db, person.id).await?.contains(&report.id);
    Ok(had && report.state == State::Published && caller.is(Role::Staff))
}

/// The report was concluded or went on while its text was looked at.
async fn gone_on(office: &Office, id: Uuid) -> Result<EventAnswer, Error> {
    let report = reports::get(&office.db.pool, id).await?.ok_or(Code::NotFound)?;
    Ok(EventAnswer::Conflict { version: report.version, concluded: report.concluded })
}

/// The state that the step leads to. What concerns the caller is told first, then whether both sides see the same text.
fn rule(
    event: &Event,
    standing: &Standing,
    caller: &SignedIn,
    judged: &Judged,
    office: &Office,
) -> Result<State, Refusal> {
    let asked = stage::step(event.step.kind(), standing, caller.actor(), &judged.facts, office.today());
    match asked {
        Err(rule) if concerns_caller(rule) => Err(rule),
        Ok(_) | Err(_) if judged.mismatch => Err(Refusal::TextMismatch),
        Ok(_) | Err(_) if judged.oversized => Err(Refusal::TooLarge),
        Ok(_) | Err(_) if let Some(rule) = judged.misused => Err(rule),
        Ok(_) if event.step.kind() == StepKind::AskThird => judged.dirty_takeaways().map_or(asked, Err),
        asked => asked,
    }
}

/// What a step changes.
enum Changes {
    /// The work on a report: who takes it has taken a part in the sense of the four-eyes rule.
    Review,
    /// What is published, and nothing of a report.
    Publication,
    /// Only how a report stands.
    State,
}

const fn changes(kind: StepKind) -> Changes {
    match kind {
        StepKind::HandOver
        | StepKind::Return
        | StepKind::AskThird
        | StepKind::Approve
        | StepKind::Decline
        | StepKind::Defer
        | StepKind::SendBack
        | StepKind::Publish => Changes::Review,
        StepKind::Correct | StepKind::Retract => Changes::Publication,
        StepKind::UndoDecline | StepKind::Withdraw | StepKind::Resume => Changes::State,
    }
}

/// Whether a rule is about who asks and when, and not about the work: such a caller learns nothing about the text.
const fn concerns_caller(rule: Refusal) -> bool {
    match rule {
        Refusal::WrongState
        | Refusal::WrongRole
        | Refusal::FourEyes
        | Refusal::NotClaimant
        | Refusal::Claimed
        | Refusal::Concluded
        | Refusal::SealOver
        | Refusal::NotDue => true,
        Refusal::OpenFindings
        | Refusal::Leak
        | Refusal::Meaning
        | Refusal::TitleMissing
        | Refusal::CommentMissing
        | Refusal::ReasonMissing
        | Refusal::AuthenticityMissing
        | Refusal::NotLawEnforcement
        | Refusal::NotUnsure
        | Refusal::LesPassMissing
        | Refusal::LesUnanswered
        | Refusal::IntruderMissing
        | Refusal::InTheNews
        | Refusal::NotAsked
        | Refusal::StillWaiting
        | Refusal::LessonMissing
        | Refusal::TakeawayNotYours
        | Refusal::CategoryMissing
        | Refusal::TagMissing
        | Refusal::DateOutOfRange
        | Refusal::TextMismatch
        | Refusal::TooLarge => false,
    }
}

fn content_mac(folder: &Folder<'_>, event: &Event) -> Result<String, Error> {
    let content = zeroize::Zeroizing::new(serde_json::to_vec(event).map_err(|_| Fault::Unreadable)?);
    Ok(folder.mac("event", &content))
}
