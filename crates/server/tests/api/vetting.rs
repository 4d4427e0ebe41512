//! What stage two says beside the text: comments on passages, the verdict for a third reviewer, the flag, and what has to be
//! asked before a decline.

use domain::{Authenticity, Comment, DeclineReason, Field, Flag, Refusal, Sign, Span, Stage, TakeawayEdit};
use serde_json::json;
use uuid::Uuid;
use wire::{Code, Step, Submission, Vetting, Work};

use crate::{
    house::{DAY, House, On},
    people::{Answer, Caller, accepted, event, refused},
    texts,
};

on_both!(
    comments_on_passages_go_along_with_a_return,
    a_comment_has_to_be_one_on_the_text,
    the_third_reviewer_learns_the_verdict_and_returns_with_comments,
    a_flag_is_told_to_staff_until_the_report_is_published,
    a_flag_goes_with_a_withdrawal_and_with_the_end_of_a_decline,
    too_little_detail_is_no_reason_before_the_author_was_asked,
);

impl Caller<'_> {
    async fn flag(&self, id: Uuid, flag: Option<Flag>) -> Answer {
        self.put(&format!("/v1/reports/{id}/flag"), &json!({ "flag": flag })).await
    }
}

/// A report in stage two, taken by `two`.
async fn in_stage_two(house: &House, submission: &Submission) -> (Uuid, Work) {
    house.website().submit(submission).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await.last().unwrap().id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    (id, house.sign_in("two").await.take(id).await)
}

fn on(work: &Work, words: &str, text: &str) -> Comment {
    let at = work.base.summary.as_str().find(words).unwrap();
    Comment { id: Uuid::new_v4(), span: Span::new(Field::Summary, at..at + words.len()), text: text.into() }
}

fn words_at(work: &Work, note: &wire::Note) -> String {
    work.base.slice(note.at.unwrap()).unwrap().to_owned()
}

async fn comments_on_passages_go_along_with_a_return(on_: On) {
    let house = House::build(on_).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let two = house.sign_in("two").await;
    let passages = vec![on(&work, "[removed]", "One token for two people?"), on(&work, "rifle", "Which kind?")];
    // A comment on a passage is a comment.
    accepted(
        two.step(id, work.version, Step::Return { comment: "".into(), passages, takeaways: TakeawayEdit::default() })
            .await,
    );

    // Stage one works on the original: there the places are.
    let one = house.sign_in("one").await;
    let again: Work = one.try_work(id).await.json();
    let [first, token, rifle] = again.notes.as_slice() else { panic!("{} notes", again.notes.len()) };
    assert_eq!((first.stage, first.at), (Stage::One, None));
    assert_eq!((token.stage, token.text.as_str()), (Stage::Two, "One token for two people?"));
    let original = words_at(&again, token);
    assert!(!original.is_empty() && !original.contains("[removed]"), "{original}");
    assert_eq!(words_at(&again, rifle), "rifle");

    // Handed over again, they stand in the text that stage two gets.
    accepted(one.event(id, &texts::hand_over(&again)).await);
    let work = two.take(id).await;
    let rifle = work.notes.iter().find(|note| note.text.as_str() == "Which kind?").unwrap();
    assert_eq!(words_at(&work, rifle), "rifle");
    let token = work.notes.iter().find(|note| note.text.as_str().starts_with("One token")).unwrap();
    assert!(words_at(&work, token).contains("[removed]"));
    accepted(two.event(id, &texts::approve(&work)).await);
    let (readable, closed) = house.readable().await;
    assert!(closed == 0 && !readable.contains("Which kind?"), "comments go with the conclusion");
    house.end().await;
}

async fn a_comment_has_to_be_one_on_the_text(on_: On) {
    let house = House::build(on_).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let two = house.sign_in("two").await;
    let send = async |passages: Vec<Comment>| {
        let step = Step::Return { comment: "Look.".into(), passages, takeaways: TakeawayEdit::default() };
        two.send_event(id, &event(work.version, String::new(), step)).await.code()
    };
    let good = on(&work, "rifle", "Which kind?");
    let beyond = Comment { span: Span::new(Field::Title, 0..10_000), ..good.clone() };
    assert_eq!(send(vec![beyond]).await, Code::Malformed);
    assert_eq!(send(vec![Comment { text: " \n".into(), ..good.clone() }]).await, Code::Empty);
    assert_eq!(send(vec![Comment { text: "a\rb".into(), ..good.clone() }]).await, Code::NotNormalised);
    assert_eq!(send(vec![good.clone(); wire::COMMENTS + 1]).await, Code::TooLarge);
    let none = Step::Return { comment: " ".into(), passages: vec![], takeaways: TakeawayEdit::default() };
    assert_eq!(refused(two.step(id, work.version, none).await), Refusal::CommentMissing);
    assert_eq!(two.card(id).await.unwrap().version, work.version, "nothing of this changed anything");
    house.end().await;
}

async fn the_third_reviewer_learns_the_verdict_and_returns_with_comments(on_: On) {
    let house = House::build(on_).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    assert_eq!(work.verdict, None);
    let two = house.sign_in("two").await;
    let mut vetting = Vetting { authenticity: Some(Authenticity::Unsure), ..texts::vetting(&work) };
    vetting.checks.signs = vec![Sign::Vocabulary];
    vetting.checks.note = "Reads like a film.".into();
    let fingerprint = texts::fingerprint(&work, &vetting.actions);
    let ask = Step::AskThird { comment: "".into(), vetting: vetting.clone() };
    accepted(two.event(id, &event(work.version, fingerprint, ask)).await);
    let third = house.sign_in("third").await;
    let work = third.take(id).await;
    let verdict = work.verdict.clone().unwrap();
    assert_eq!((verdict.authenticity, verdict.checks), (Some(Authenticity::Unsure), vetting.checks));

    let passages = vec![on(&work, "rifle", "Which kind?")];
    accepted(
        third
            .step(id, work.version, Step::Return { comment: "".into(), passages, takeaways: TakeawayEdit::default() })
            .await,
    );
    let one = house.sign_in("one").await;
    let again: Work = one.try_work(id).await.json();
    let note = again.notes.last().unwrap();
    assert_eq!((note.stage, words_at(&again, note).as_str()), (Stage::Third, "rifle"));
    assert_eq!(again.verdict, None, "the verdict is no business of stage one");
    house.end().await;
}

async fn a_flag_is_told_to_staff_until_the_report_is_published(on_: On) {
    let house = House::build(on_).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let (two, staff, third) = (house.sign_in("two").await, house.sign_in("staff").await, house.sign_in("third").await);
    assert_eq!(third.flag(id, Some(Flag::PossibleCrime)).await.code(), Code::NotClaimant);
    assert_eq!(house.sign_in("other-one").await.flag(id, None).await.code(), Code::NotFound);
    assert_eq!(two.flag(Uuid::new_v4(), None).await.code(), Code::NotFound);
    let unknown = json!({ "flag": "boring" });
    assert_eq!(two.put(&format!("/v1/reports/{id}/flag"), &unknown).await.code(), Code::Malformed);
    for _ in 0..2 {
        assert_eq!(two.flag(id, Some(Flag::AuthorInDistress)).await.status, 204);
    }
    let flag = async |who: &Caller<'_>| who.card(id).await.unwrap().flag;
    assert_eq!((flag(&two).await, flag(&staff).await), (Some(Flag::AuthorInDistress), Some(Flag::AuthorInDistress)));
    assert_eq!(flag(&third).await, None, "nobody else is told");
    let trail = house.column("SELECT what FROM audit WHERE what LIKE 'flag%'").await;
    assert_eq!(trail, ["flag_author-in-distress"]);
    assert_eq!(staff.flag(id, Some(Flag::PossibleCrime)).await.status, 204);
    assert_eq!(flag(&two).await, Some(Flag::PossibleCrime));

    // An approval concludes the review and is no reason to overlook it: it waits for staff, who may take it away.
    accepted(two.event(id, &texts::approve(&work)).await);
    assert_eq!(flag(&staff).await, Some(Flag::PossibleCrime));
    assert_eq!(two.flag(id, None).await.code(), Code::NotFound);
    assert_eq!(staff.flag(id, None).await.status, 204);
    assert_eq!(flag(&staff).await, None);
    assert_eq!(staff.flag(id, Some(Flag::AuthorInDistress)).await.status, 204);
    // What is sent back keeps it as well; what is published does not.
    let comment = "A name is left.".into();
    let version = staff.card(id).await.unwrap().version;
    accepted(staff.step(id, version, Step::SendBack { comment, takeaways: TakeawayEdit::default() }).await);
    assert_eq!(flag(&staff).await, Some(Flag::AuthorInDistress));
    let work = third.take(id).await;
    accepted(third.event(id, &texts::approve(&work)).await);
    let publisher = house.sign_in("admin").await;
    assert_eq!(flag(&publisher).await, Some(Flag::AuthorInDistress));
    let clean = publisher.clean(id).await;
    accepted(publisher.event(id, &texts::publish(&clean)).await);
    assert_eq!(house.column(FLAGS).await, Vec::<String>::new());
    assert_eq!(publisher.flag(id, Some(Flag::PossibleCrime)).await.code(), Code::NotFound);
    house.end().await;
}

const FLAGS: &str = "SELECT flag FROM reports WHERE flag IS NOT NULL";

async fn a_flag_goes_with_a_withdrawal_and_with_the_end_of_a_decline(on_: On) {
    let house = House::build(on_).await;
    let (declined, work) = in_stage_two(&house, &texts::submission()).await;
    let two = house.sign_in("two").await;
    assert_eq!(two.flag(declined, Some(Flag::PossibleCrime)).await.status, 204);
    accepted(two.step(declined, work.version, Step::Decline { reason: DeclineReason::OutOfScope }).await);
    let staff = house.sign_in("staff").await;
    assert_eq!(staff.card(declined).await.unwrap().flag, Some(Flag::PossibleCrime), "staff can still undo it");
    house.advance(6 * DAY);
    house.due_work().await;
    assert_eq!(house.column(FLAGS).await, Vec::<String>::new());

    let receipt = house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    let taken_back = one.cards().await.last().unwrap().id;
    one.take(taken_back).await;
    assert_eq!(one.flag(taken_back, Some(Flag::AuthorInDistress)).await.status, 204);
    assert_eq!(house.column(FLAGS).await, ["author-in-distress"]);
    assert_eq!(house.website().post("/v1/withdrawals", &receipt).await.status, 204);
    assert_eq!(house.column(FLAGS).await, Vec::<String>::new());
    house.end().await;
}

async fn too_little_detail_is_no_reason_before_the_author_was_asked(on_: On) {
    let house = House::build(on_).await;
    let decline = || Step::Decline { reason: DeclineReason::InsufficientDetail };
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let two = house.sign_in("two").await;
    assert_eq!(refused(two.step(id, work.version, decline()).await), Refusal::NotAsked);
    let question = json!({ "id": Uuid::new_v4(), "text": "Where did you stand?" });
    assert_eq!(two.post(&format!("/v1/reports/{id}/questions"), &question).await.status, 204);
    // The author has the ten business days for which the clock stands still; another reason needs no answer.
    assert_eq!(refused(two.step(id, work.version, decline()).await), Refusal::StillWaiting);
    house.advance(16 * DAY);
    let two = house.sign_in("two").await;
    assert_eq!(two.try_claim(id).await.status, 200);
    assert_eq!(refused(two.step(id, work.version, decline()).await), Refusal::StillWaiting, "Thanksgiving is no day");
    house.advance(DAY);
    let two = house.sign_in("two").await;
    assert_eq!(two.try_claim(id).await.status, 200);
    accepted(two.step(id, work.version, decline()).await);

    // Out of scope it is whatever the author would say.
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let question = json!({ "id": Uuid::new_v4(), "text": "Where did you stand?" });
    let two = house.sign_in("two").await;
    assert_eq!(two.post(&format!("/v1/reports/{id}/questions"), &question).await.status, 204);
    accepted(two.step(id, work.version, Step::Decline { reason: DeclineReason::OutOfScope }).await);

    // Who left no address can't be asked.
    let (id, work) = in_stage_two(&house, &Submission { contact: None, ..texts::submission() }).await;
    accepted(house.sign_in("two").await.step(id, work.version, decline()).await);
    house.end().await;
}
