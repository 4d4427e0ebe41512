//! Every row of DOMAIN.md's table of states: who may take the step, and every refusal.

use domain::stage::{Actor, DEFER_DAYS, Facts, Standing, may_take, step};
use domain::{Authenticity, Closed as _, Refusal, Role, Stage, State, StepKind, calendar};
use jiff::civil::{Date, date};
use uuid::Uuid;

const FIRST: Uuid = Uuid::from_u128(1);
const SECOND: Uuid = Uuid::from_u128(2);
const STAFF: Uuid = Uuid::from_u128(4);
const TODAY: Date = date(2026, 11, 20);

fn standing(state: State) -> Standing {
    let (claimant, acted) = match state {
        State::StageOne => (Some(FIRST), vec![]),
        State::StageTwo | State::ThirdReview => (Some(SECOND), vec![(FIRST, Stage::One)]),
        State::Approved | State::Published | State::Declined | State::Deferred | State::Withdrawn => {
            (None, vec![(FIRST, Stage::One), (SECOND, Stage::Two)])
        }
    };
    let concluded = matches!(state, State::Approved | State::Published | State::Withdrawn);
    Standing { state, claimant, acted, concluded, day: Some(TODAY) }
}

fn reviewer(id: Uuid) -> Actor<'static> {
    let roles: &[Role] = if id == FIRST {
        &[Role::StageOne]
    } else if id == SECOND {
        &[Role::StageTwo]
    } else {
        &[Role::Staff]
    };
    Actor::Person { id, roles }
}

/// Facts with which every step is allowed.
fn good() -> Facts {
    Facts {
        title_set: true,
        comment: true,
        lessons: 1,
        authenticity: Some(Authenticity::LawEnforcement),
        complex: true,
        les_pass: true,
        category: true,
        tags: 1,
        until: Some(calendar::plus_days(TODAY, 30)),
        ..Facts::default()
    }
}

const STEPS: &[(StepKind, State, State)] = &[
    (StepKind::HandOver, State::StageOne, State::StageTwo),
    (StepKind::Return, State::StageTwo, State::StageOne),
    (StepKind::AskThird, State::StageTwo, State::ThirdReview),
    (StepKind::Approve, State::StageTwo, State::Approved),
    (StepKind::Decline, State::StageTwo, State::Declined),
    (StepKind::Defer, State::StageTwo, State::Deferred),
    (StepKind::SendBack, State::Approved, State::StageTwo),
    (StepKind::UndoDecline, State::Declined, State::StageTwo),
    (StepKind::Publish, State::Approved, State::Published),
    (StepKind::Correct, State::Published, State::Published),
    (StepKind::Retract, State::Published, State::Withdrawn),
    (StepKind::Withdraw, State::StageOne, State::Withdrawn),
    (StepKind::Resume, State::Deferred, State::StageTwo),
];

fn actor_of(kind: StepKind) -> Actor<'static> {
    match kind {
        StepKind::HandOver => reviewer(FIRST),
        StepKind::Return | StepKind::AskThird | StepKind::Approve | StepKind::Decline | StepKind::Defer => {
            reviewer(SECOND)
        }
        StepKind::SendBack | StepKind::UndoDecline | StepKind::Publish | StepKind::Correct | StepKind::Retract => {
            reviewer(STAFF)
        }
        StepKind::Withdraw => Actor::Author,
        StepKind::Resume => Actor::Server,
    }
}

fn refused(kind: StepKind, change: impl Fn(&mut Standing, &mut Facts)) -> Option<Refusal> {
    let state = STEPS.iter().find(|(k, ..)| *k == kind).expect("in the table").1;
    let (mut standing, mut facts) = (standing(state), good());
    change(&mut standing, &mut facts);
    step(kind, &standing, actor_of(kind), &facts, TODAY).err()
}

#[test]
fn every_step_of_the_table_leads_where_it_says() {
    assert_eq!(STEPS.len(), StepKind::ALL.len());
    for &(kind, before, after) in STEPS {
        assert_eq!(step(kind, &standing(before), actor_of(kind), &good(), TODAY), Ok(after), "{kind}");
    }
    for kind in [StepKind::Return, StepKind::Approve, StepKind::Decline, StepKind::Defer] {
        assert!(step(kind, &standing(State::ThirdReview), reviewer(SECOND), &good(), TODAY).is_ok(), "{kind}");
    }
}

#[test]
fn no_step_is_possible_from_any_other_state() {
    for &kind in StepKind::ALL {
        for &state in State::ALL {
            let listed = STEPS.iter().any(|&(k, from, _)| k == kind && from == state)
                || (state == State::ThirdReview
                    && matches!(kind, StepKind::Return | StepKind::Approve | StepKind::Decline | StepKind::Defer))
                || (kind == StepKind::Withdraw && !standing(state).concluded);
            let mut standing = standing(state);
            standing.claimant = Some(SECOND);
            let got = step(kind, &standing, actor_of(kind), &good(), TODAY);
            if !listed {
                assert!(matches!(got, Err(Refusal::WrongState | Refusal::Concluded)), "{kind} from {state}: {got:?}");
            }
        }
    }
}

#[test]
fn only_the_right_actor_takes_a_step() {
    for &(kind, before, _) in STEPS {
        for actor in [reviewer(FIRST), reviewer(SECOND), reviewer(STAFF), Actor::Author, Actor::Server] {
            if actor != actor_of(kind) {
                let got = step(kind, &standing(before), actor, &good(), TODAY);
                assert!(matches!(got, Err(Refusal::WrongRole)), "{kind} by {actor:?}: {got:?}");
            }
        }
    }
}

#[test]
fn a_claim_is_needed_by_those_who_read_the_text() {
    for kind in [
        StepKind::HandOver,
        StepKind::Return,
        StepKind::AskThird,
        StepKind::Approve,
        StepKind::Decline,
        StepKind::Defer,
    ] {
        assert_eq!(refused(kind, |standing, _| standing.claimant = None), Some(Refusal::NotClaimant), "{kind}");
        assert_eq!(refused(kind, |standing, _| standing.claimant = Some(STAFF)), Some(Refusal::NotClaimant), "{kind}");
    }
}

#[test]
fn four_eyes() {
    let both: &[Role] = &[Role::StageOne, Role::StageTwo, Role::Staff];
    for state in [State::StageTwo, State::ThirdReview, State::Approved] {
        assert_eq!(may_take(&standing(state), FIRST, both), Err(Refusal::FourEyes), "{state}");
    }
    let mut own = standing(State::StageTwo);
    own.claimant = Some(FIRST);
    let actor = Actor::Person { id: FIRST, roles: both };
    assert_eq!(step(StepKind::Approve, &own, actor, &good(), TODAY), Err(Refusal::FourEyes));
    let actor = Actor::Person { id: SECOND, roles: both };
    for kind in [StepKind::Publish, StepKind::SendBack] {
        assert_eq!(step(kind, &standing(State::Approved), actor, &good(), TODAY), Err(Refusal::FourEyes), "{kind}");
    }
    let mut sent_back = standing(State::StageTwo);
    sent_back.acted = vec![(SECOND, Stage::Publish)];
    assert_eq!(may_take(&sent_back, SECOND, both), Err(Refusal::FourEyes));
    let mut returned = standing(State::StageOne);
    returned.acted = vec![(FIRST, Stage::One), (SECOND, Stage::Two)];
    assert_eq!(may_take(&returned, FIRST, both), Ok(Stage::One), "the same stage again is no second pair of eyes");
    assert_eq!(may_take(&returned, SECOND, both), Err(Refusal::FourEyes));
}

#[test]
fn a_hand_over_needs_decided_findings_no_leak_and_a_title() {
    assert_eq!(refused(StepKind::HandOver, |_, facts| facts.open_findings = 1), Some(Refusal::OpenFindings));
    assert_eq!(refused(StepKind::HandOver, |_, facts| facts.leaks = 1), Some(Refusal::Leak));
    assert_eq!(refused(StepKind::HandOver, |_, facts| facts.title_set = false), Some(Refusal::TitleMissing));
}

#[test]
fn an_approval_needs_verdict_les_pass_clean_text_and_a_lesson() {
    let approve = |change: fn(&mut Facts)| refused(StepKind::Approve, |_, facts| change(facts));
    assert_eq!(approve(|f| f.authenticity = None), Some(Refusal::AuthenticityMissing));
    assert_eq!(approve(|f| f.authenticity = Some(Authenticity::NotLawEnforcement)), Some(Refusal::NotLawEnforcement));
    assert_eq!(approve(|f| f.authenticity = Some(Authenticity::Unsure)), None);
    assert_eq!(approve(|f| f.les_pass = false), Some(Refusal::LesPassMissing));
    assert_eq!(approve(|f| f.les_unanswered = 1), Some(Refusal::LesUnanswered));
    assert_eq!(approve(|f| f.intruder_unanswered = 1), Some(Refusal::IntruderMissing));
    assert_eq!(approve(|f| f.in_the_news = true), Some(Refusal::InTheNews));
    assert_eq!(approve(|f| f.open_findings = 2), Some(Refusal::OpenFindings));
    assert_eq!(approve(|f| f.leaks = 2), Some(Refusal::Leak));
    assert_eq!(approve(|f| f.lessons = 0), Some(Refusal::LessonMissing));
}

#[test]
fn words_are_needed_where_somebody_else_has_to_understand() {
    assert_eq!(refused(StepKind::Return, |_, facts| facts.comment = false), Some(Refusal::CommentMissing));
    for kind in [StepKind::Decline, StepKind::Defer, StepKind::SendBack, StepKind::Correct, StepKind::Retract] {
        assert_eq!(refused(kind, |_, facts| facts.comment = false), Some(Refusal::ReasonMissing), "{kind}");
    }
    let hasty = |_: &mut Standing, facts: &mut Facts| facts.not_asked = true;
    assert_eq!(refused(StepKind::Decline, hasty), Some(Refusal::NotAsked), "the author could have been asked");
    let impatient = |_: &mut Standing, facts: &mut Facts| facts.still_waiting = true;
    assert_eq!(refused(StepKind::Decline, impatient), Some(Refusal::StillWaiting), "the author may still answer");
    let calm = |_: &mut Standing, facts: &mut Facts| facts.complex = false;
    assert_eq!(refused(StepKind::AskThird, calm), Some(Refusal::NotUnsure));
}

#[test]
fn dates_have_their_bounds() {
    let defer =
        |days: i32| refused(StepKind::Defer, move |_, facts| facts.until = Some(calendar::plus_days(TODAY, days)));
    assert_eq!(
        (defer(0), defer(-1), defer(DEFER_DAYS + 1)),
        (Some(Refusal::DateOutOfRange), Some(Refusal::DateOutOfRange), Some(Refusal::DateOutOfRange))
    );
    assert_eq!((defer(1), defer(DEFER_DAYS)), (None, None));
    let undo = |days: i32| {
        refused(StepKind::UndoDecline, move |standing, _| standing.day = Some(calendar::plus_days(TODAY, -days)))
    };
    assert_eq!((undo(5), undo(6)), (None, Some(Refusal::SealOver)));
    let resume =
        |days: i32| refused(StepKind::Resume, move |standing, _| standing.day = Some(calendar::plus_days(TODAY, days)));
    assert_eq!((resume(0), resume(1)), (None, Some(Refusal::NotDue)));
}

#[test]
fn publication_needs_a_coding_and_a_clean_text() {
    assert_eq!(refused(StepKind::Publish, |_, facts| facts.category = false), Some(Refusal::CategoryMissing));
    assert_eq!(refused(StepKind::Publish, |_, facts| facts.tags = 0), Some(Refusal::TagMissing));
    assert_eq!(refused(StepKind::Publish, |_, facts| facts.open_findings = 1), Some(Refusal::OpenFindings));
    assert_eq!(refused(StepKind::Correct, |_, facts| facts.category = false), Some(Refusal::CategoryMissing));
    assert_eq!(refused(StepKind::Correct, |_, facts| facts.tags = 0), Some(Refusal::TagMissing));
    assert_eq!(refused(StepKind::Retract, |_, facts| facts.tags = 0), None, "what is taken out needs no coding");
}
