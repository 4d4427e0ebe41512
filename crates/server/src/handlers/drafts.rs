//! Drafts: what a claimant has in work, sealed, so that a dead laptop loses minutes.

use std::sync::Arc;

use axum::{Json, extract::State};
use domain::{Draft, Sheet};
use wire::{Code, DraftSaved, ErrorBody, PutDraft, SavedDraft};

use crate::{
    auth::SignedIn,
    errors::{Error, Fault},
    extract::{Body, Id},
    folder::{Folder, KeptDraft, Part},
    handlers::work::hold_claimed,
    office::Office,
    steps::shape,
};

/// Save what the claimant has in work.
#[utoipa::path(put, path = "/v1/reports/{id}/draft", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = PutDraft, responses(
    (status = 200, body = DraftSaved),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant, wrong_state, stale_draft"),
    (status = 413, body = ErrorBody, description = "too_large"),
    (status = 422, body = ErrorBody, description = "not_normalised"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn save(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(put): Body<PutDraft>,
) -> Result<Json<DraftSaved>, Error> {
    let me = &caller.person;
    check(&put.draft)?;
    let mut tx = office.db.begin().await?;
    let (report, stage) = hold_claimed(&office, &mut tx, id, me).await?;
    if put.version != report.version {
        return Err(Code::WrongState.into());
    }
    let folder = Folder::open(&office, &report).await?.ok_or(Fault::Missing)?;
    let kept: Option<KeptDraft> = folder.get(&mut *tx, Part::Draft).await?;
    let kept = kept.filter(|kept| kept.user == me.id && kept.stage == stage);
    let revision = kept.map_or(0, |kept| kept.saved.revision);
    if put.made_from != revision {
        return Err(Code::StaleDraft.into());
    }
    let revision = revision + 1;
    let kept = KeptDraft { user: me.id, stage, saved: SavedDraft { revision, draft: put.draft } };
    folder.put(&mut tx, Part::Draft, &kept).await?;
    tx.commit().await?;
    Ok(Json(DraftSaved { revision }))
}

fn check(draft: &Draft) -> Result<(), Error> {
    let Sheet { note, authenticity: _, les_pass: _, takeaways, coding, checks, comments } = &draft.sheet;
    shape::checks(checks)?;
    shape::comments(comments)?;
    shape::actions(&draft.edit.actions)?;
    shape::actions(&draft.edit.undone)?;
    shape::note(note)?;
    shape::takeaways(takeaways)?;
    shape::coding_in_work(coding)
}
