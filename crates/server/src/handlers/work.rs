//! The text of a report: for its claimant, and, once it is clean, for staff.

use std::sync::Arc;

use axum::{Json, extract::State};
use domain::{
    Answers, Changed, Coding, Role, Stage, State as ReportState, Takeaway, Text, compare,
    stage::{self, Standing},
};
use uuid::Uuid;
use wire::{Clean, Code, ErrorBody, Original, Reveal, Work};

use crate::{
    auth::SignedIn,
    db::{Tx, audit::Who, reports, reports::Report, users::Person},
    errors::{Error, Fault},
    extract::{Body, Id},
    folder::{CleanReport, Folder, KeptDraft, Outcome, Part},
    handlers::sessions::prove_again,
    office::Office,
    questions, sight,
};

/// What the claimant works on.
#[utoipa::path(get, path = "/v1/reports/{id}/work", tag = "reports", params(("id" = uuid::Uuid, Path)), responses(
    (status = 200, body = Work),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant, wrong_state"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn work(State(office): State<Arc<Office>>, caller: SignedIn, Id(id): Id) -> Result<Json<Work>, Error> {
    let me = &caller.person;
    // Held, so that the text and the version belong together.
    let mut tx = office.db.begin().await?;
    let (report, stage) = hold_claimed(&office, &mut tx, id, me).await?;
    let folder = Folder::open(&office, &report).await?.ok_or(Fault::Missing)?;
    let left: Option<Outcome> = match stage {
        Stage::One => None,
        Stage::Two => Some(folder.need(&mut *tx, Part::StageOne).await?),
        Stage::Third => Some(folder.need(&mut *tx, Part::StageTwo).await?),
        Stage::Publish => return Err(Code::WrongState.into()),
    };
    let (base, record, takeaways, answers) = match left {
        None => (folder.need::<Text>(&mut *tx, Part::Original).await?, Vec::new(), Vec::new(), None),
        Some(left) => (left.text, left.record, left.takeaways, left.answers),
    };
    let answers: Answers = match answers {
        Some(answers) => answers,
        None => folder.need(&mut *tx, Part::Answers).await?,
    };
    let notes = folder.notes_on(&mut tx, &base).await?;
    let verdict = if stage == Stage::Third { folder.get(&mut *tx, Part::Verdict).await? } else { None };
    let draft: Option<KeptDraft> = folder.get(&mut *tx, Part::Draft).await?;
    let draft = draft.filter(|draft| draft.user == me.id && draft.stage == stage).map(|draft| draft.saved);
    let (can_ask, questions) = (questions::can_ask(&folder, &mut tx).await?, questions::of(&folder, &mut tx).await?);
    office.audit(&mut tx, Who::Person(me.id), "read", Some(id)).await?;
    tx.commit().await?;
    let takeaways = as_told_to(me, takeaways);
    Ok(Json(Work {
        id,
        version: report.version,
        stage,
        base,
        answers,
        salt: report.salt,
        record,
        notes,
        takeaways,
        draft,
        can_ask,
        questions,
        verdict,
    }))
}

/// The text as it came in, shown on purpose: the caller proves again who it is, and the audit trail says so.
#[utoipa::path(post, path = "/v1/reports/{id}/original", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = Reveal, responses(
    (status = 200, body = Original),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session, wrong_password"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant, wrong_state"),
    (status = 429, body = ErrorBody, description = "locked_out, slow_down"),
))]
pub async fn original(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(asked): Body<Reveal>,
) -> Result<Json<Original>, Error> {
    let me = &caller.person;
    let report = reports::get(&office.db.pool, id).await?.ok_or(Code::NotFound)?;
    if !sight::sees(&office, &office.db.pool, &report, me).await? {
        return Err(Code::NotFound.into());
    }
    prove_again(&office, &caller, asked.proof).await?;
    let mut tx = office.db.begin().await?;
    let (report, stage) = hold_claimed(&office, &mut tx, id, me).await?;
    let left = match stage {
        Stage::Two => Part::StageOne,
        Stage::Third => Part::StageTwo,
        Stage::One | Stage::Publish => return Err(Code::WrongState.into()),
    };
    let folder = Folder::open(&office, &report).await?.ok_or(Fault::Missing)?;
    let text: Text = folder.need(&mut *tx, Part::Original).await?;
    let base: Outcome = folder.need(&mut *tx, left).await?;
    let compared = || compare(&text, &base.text).iter().map(Changed::from).collect();
    let changes = base.changes.unwrap_or_else(compared);
    office.audit(&mut tx, Who::Person(me.id), "reveal", Some(id)).await?;
    tx.commit().await?;
    Ok(Json(Original { text, changes }))
}

/// The approved text, for staff.
#[utoipa::path(get, path = "/v1/reports/{id}/clean", tag = "reports", params(("id" = uuid::Uuid, Path)), responses(
    (status = 200, body = Clean),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 403, body = ErrorBody, description = "wrong_role"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "wrong_state"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn clean(State(office): State<Arc<Office>>, caller: SignedIn, Id(id): Id) -> Result<Json<Clean>, Error> {
    if !caller.is(Role::Staff) {
        return Err(Code::WrongRole.into());
    }
    let mut tx = office.db.begin().await?;
    let (report, _) = sight::hold(&office, &mut tx, id, &caller.person).await?;
    if report.state != ReportState::Approved {
        return Err(Code::WrongState.into());
    }
    let folder = Folder::open(&office, &report).await?.ok_or(Fault::Missing)?;
    let CleanReport { text, record, takeaways, answers } = folder.need(&mut *tx, Part::Clean).await?;
    office.audit(&mut tx, Who::Person(caller.person.id), "read_clean", Some(id)).await?;
    tx.commit().await?;
    let takeaways = as_told_to(&caller.person, takeaways);
    // What the author said of it is where the coding starts.
    let coding = Coding { category: answers.call_type, severity: answers.severity, ..Coding::default() };
    Ok(Json(Clean { id, version: report.version, text, answers, salt: report.salt, takeaways, coding, record }))
}

/// Everybody learns which takeaways are their own, and of no other one who wrote it.
fn as_told_to(me: &Person, takeaways: Vec<Takeaway>) -> Vec<Takeaway> {
    let told = |one: Takeaway| Takeaway { author: one.author.filter(|author| *author == me.id), ..one };
    takeaways.into_iter().map(told).collect()
}

/// The report, locked, and the stage that this person holds the claim for.
pub async fn hold_claimed(office: &Office, tx: &mut Tx, id: Uuid, me: &Person) -> Result<(Report, Stage), Error> {
    let (report, standing) = reports::hold(tx, id).await?.ok_or(Code::NotFound)?;
    let stage = claimed_stage(office, tx, (&report, &standing), me).await?;
    Ok((report, stage))
}

/// The stage that this person holds the claim for. A claim that the person's roles no longer cover is none.
pub async fn claimed_stage(
    office: &Office,
    tx: &mut Tx,
    (report, standing): (&Report, &Standing),
    me: &Person,
) -> Result<Stage, Error> {
    if !sight::sees(office, &mut **tx, report, me).await? {
        return Err(Code::NotFound.into());
    }
    if report.state.part().is_none() {
        return Err(Code::WrongState.into());
    }
    if report.claimant != Some(me.id) {
        return Err(Code::NotClaimant.into());
    }
    stage::may_take(standing, me.id, &me.roles).map_err(|_| Code::NotClaimant.into())
}
