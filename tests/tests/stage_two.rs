//! Stage two and stage one pass a report to and fro: the original on purpose, comments on passages, the author's answer.

use domain::{Authenticity, Class, DeclineReason, DeferReason, Field, Flag, Reason, Refusal};
use review::Private;
use review::view::{
    AnswerView, AuthorAsk, CommentAsk, DeskView, ErrorCode, ErrorView, FileKind, FlagAsk, KeptWords, LesAsk, LinkAsk,
    MarkAsk, Place, SheetAsk, StepAsk,
};
use tests::desk::{Reviewer, add_takeaway, handed_over, id, published, text_of, unfound, written};
use tests::dump::{self, Planted};
use tests::server::Server;

const PLANTED: &str = "Delacroix-Pruitt";

/// The place of words in a field, as the window would name it.
fn place_of(desk: &DeskView, field: Field, words: &str) -> Place {
    let text = text_of(desk, field);
    let at = text.find(words).expect("the words stand there");
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).expect("a short text");
    let from = units(text.get(..at).expect("a border"));
    Place { field, from, to: from + units(words) }
}

fn words_at(desk: &DeskView, place: Place) -> String {
    let units: Vec<u16> = text_of(desk, place.field).encode_utf16().collect();
    String::from_utf16(&units[place.from as usize..place.to as usize]).expect("a place of whole characters")
}

fn question(text: &str) -> AuthorAsk {
    AuthorAsk { text: text.to_owned(), kept: Vec::new() }
}

/// The fixture, handed over by stage one and taken by stage two.
async fn in_stage_two(server: &Server) -> (Reviewer, Reviewer, DeskView) {
    let (first, desk) = handed_over(server).await;
    let second = Reviewer::new("whitehorse", &server.url());
    second.sign_in().await;
    let desk = second.app.take(id(&desk.card.id)).await.expect("handed over, and free");
    (first, second, desk)
}

fn refused(answer: &AnswerView) -> Refusal {
    match answer {
        AnswerView::Refused { rule, places: _ } => *rule,
        other @ (AnswerView::Waiting | AnswerView::Accepted | AnswerView::Conflict | AnswerView::Concluded) => {
            panic!("not refused: {other:?}")
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_original_is_shown_on_purpose_and_never_kept() {
    let server = Server::start().await;
    let planted = Planted::new(PLANTED);
    let (first, second, desk) = in_stage_two(&server).await;
    let report = id(&desk.card.id);
    let password = || Private::from(second.person.password.as_str());

    assert!(desk.original.is_none());
    let wrong = second.app.reveal(report, "not the password".into()).await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::WrongPassword);
    let desk = second.app.reveal(report, password()).await.expect("shown");
    let original = desk.original.as_ref().expect("it is shown");
    assert!(original.fields.iter().any(|field| field.text.contains(PLANTED)));
    let edit = original.edits.iter().find(|edit| edit.removed.contains(PLANTED)).expect("the full diff");
    assert!(edit.inserted.starts_with('[') && edit.class.is_some());
    assert!(!text_of(&desk, Field::Summary).contains(PLANTED), "the text itself is as stage one left it");

    // The diff goes with the work; nothing of it is written down.
    let desk = second.retype(&desk, Field::Lessons, "Keep the gun hand empty.", "Keep one hand empty.").await;
    assert!(desk.original.expect("still shown").edits.iter().any(|edit| edit.field == Field::Lessons));
    let kept = dump::of_stores(second.data(), &second.person.password);
    assert!(kept.opened > 0 && planted.found_in(&kept.bytes).is_none(), "it is in memory only");
    assert_eq!(planted.files_below(second.data()), Vec::<String>::new());

    assert!(second.app.hide_original(report).await.unwrap().original.is_none());
    second.app.reveal(report, password()).await.expect("shown again");
    second.app.lock().await;
    second.app.unlock(password()).await.expect("unlocked");
    let desk = second.app.desk(report).await.expect("the work is still here");
    assert!(desk.original.is_none(), "gone with the lock");

    // Who has no business with it gets nothing: stage one, whose turn is over, and who took nothing.
    let gone = first.app.reveal(report, Private::from(first.person.password.as_str())).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotYours);
    let third = Reviewer::new("okafor", &server.url());
    third.sign_in().await;
    let stranger = third.app.reveal(report, Private::from(third.person.password.as_str())).await.unwrap_err();
    assert_eq!(stranger.code, ErrorCode::NotYours);
    let own = third.take("002").await;
    let own = third.app.reveal(id(&own.card.id), Private::from(third.person.password.as_str())).await.unwrap_err();
    assert_eq!(own, ErrorView::refused(Refusal::WrongState), "stage one has the original anyway");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_was_done_is_undone_and_done_again_in_order_after_a_restart_too() {
    let server = Server::start().await;
    let (_, second, begun) = in_stage_two(&server).await;
    let report = id(&begun.card.id);
    let (app, sheet) = (&second.app, SheetAsk::default);

    // By turns on the sheet and in the text; what stands after each.
    let desk = app.fill_sheet(report, SheetAsk { authenticity: Some(Authenticity::Unsure), ..sheet() }).await.unwrap();
    let mut after = vec![begun, desk];
    let desk = second.retype(&after[1], Field::Title, "Unseen rifle", "A hidden rifle").await;
    after.push(desk);
    let ask = CommentAsk { place: place_of(&after[2], Field::Title, "night"), text: "Which night?".into() };
    let desk = app.comment(report, after[2].revision, ask).await.unwrap();
    after.push(desk);
    after.push(app.fill_sheet(report, unfound()).await.unwrap());
    after.push(add_takeaway(app, report, "Watch the other hand.").await);
    after.push(
        app.fill_sheet(report, SheetAsk { note: Some("For whoever comes next".into()), ..sheet() }).await.unwrap(),
    );
    after.push(app.fill_sheet(report, SheetAsk { les_pass: Some(true), ..sheet() }).await.unwrap());
    let same = app.fill_sheet(report, SheetAsk { les_pass: Some(true), ..sheet() }).await.unwrap();
    assert_eq!(same.revision, after.last().unwrap().revision, "what changes nothing is no act");
    let told = app.history(report).await.unwrap();
    assert_eq!(told.acts.len(), after.len() - 1);
    assert_eq!(told.acts.iter().filter(|act| act.sheet.is_some()).count(), after.len() - 2);

    // Everything but what counts the changes.
    let shown =
        |desk: &DeskView| serde_json::to_value((&desk.fields, &desk.sheet, &desk.edits, &desk.blockers)).unwrap();
    app.close().await;
    second.sign_in().await;
    for before in after.iter().rev().skip(1) {
        let desk = app.undo(report).await.unwrap();
        assert_eq!(shown(&desk), shown(before));
        assert!(desk.can_redo);
    }
    assert!(!app.desk(report).await.unwrap().can_undo);
    app.close().await;
    second.sign_in().await;
    for later in after.iter().skip(1) {
        assert_eq!(shown(&app.redo(report).await.unwrap()), shown(later));
    }
    assert!(!app.desk(report).await.unwrap().can_redo);

    // Something new ends what could be done again, wherever it is done.
    app.undo(report).await.unwrap();
    let desk = app.fill_sheet(report, SheetAsk { note: Some("Anew".into()), ..sheet() }).await.unwrap();
    assert!(desk.can_undo && !desk.can_redo);
}

#[tokio::test(flavor = "multi_thread")]
async fn returned_with_comments_reworked_and_approved() {
    let server = Server::start().await;
    let (first, second, desk) = in_stage_two(&server).await;
    let report = desk.card.id.clone();

    // A comment follows its passage through the edits of stage two.
    let rifle = place_of(&desk, Field::Summary, "the stock of the rifle");
    let ask = CommentAsk { place: rifle, text: "Say \"a long gun\".".into() };
    let desk = second.app.comment(id(&report), desk.revision, ask).await.expect("a comment");
    let token = place_of(&desk, Field::Summary, "[Officer 1]");
    let ask = CommentAsk { place: token, text: "Is this the author?".into() };
    let desk = second.app.comment(id(&report), desk.revision, ask).await.expect("a comment");
    let nowhere = CommentAsk { place: Place { to: rifle.from, ..rifle }, text: "No words".into() };
    assert_eq!(
        second.app.comment(id(&report), desk.revision, nowhere).await.unwrap_err().code,
        ErrorCode::Stale,
        "a passage has words"
    );
    let blank = CommentAsk { place: rifle, text: " \n".into() };
    let blank = second.app.comment(id(&report), desk.revision, blank).await.unwrap_err();
    assert_eq!(blank.rule, Some(Refusal::CommentMissing));
    let desk = second.retype(&desk, Field::Summary, "I work nights", "I work the night shift").await;
    let words: Vec<&str> = desk.sheet.comments.iter().map(|comment| comment.words.as_str()).collect();
    assert_eq!(words, ["the stock of the rifle", "[Officer 1]"]);
    assert_eq!(words_at(&desk, desk.sheet.comments[0].place), "the stock of the rifle");

    // Passages are comment enough.
    assert_eq!(second.step(&report, StepAsk::Return { comment: String::new() }).await, AnswerView::Accepted);
    first.app.sync().await.expect("a round");
    let desk = first.app.take(id(&report)).await.expect("it is the first reviewer's again");
    let comments: Vec<_> = desk.notes.iter().filter(|note| note.place.is_some()).collect();
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[0].words, "the stock of the rifle");
    assert_eq!(words_at(&desk, comments[1].place.unwrap()), "[Officer 1]", "as stage one left it");

    let desk = first.retype(&desk, Field::Summary, "the stock of the rifle", "the stock of a long gun").await;
    let note = desk.notes.iter().find(|note| note.text.contains("long gun")).expect("the comment stays");
    assert!(note.words.contains("long gun"), "{}", note.words);
    assert_eq!(first.step(&report, StepAsk::HandOver).await, AnswerView::Accepted);

    second.app.sync().await.expect("a round");
    let desk = second.app.take(id(&report)).await.expect("handed over again");
    assert!(desk.sheet.comments.is_empty(), "they went along");
    second.decide_all(desk).await;

    // What an approval needs, one after another.
    let fill = async |ask: SheetAsk| second.app.fill_sheet(id(&report), ask).await.expect("kept");
    let approve = async || second.step(&report, StepAsk::Approve).await;
    assert_eq!(refused(&approve().await), Refusal::AuthenticityMissing);
    let desk = fill(SheetAsk { authenticity: Some(Authenticity::LawEnforcement), ..SheetAsk::default() }).await;
    let gun = MarkAsk { place: place_of(&desk, Field::Summary, "the passenger side"), class: domain::Class::Les };
    let desk = second.app.mark(id(&report), desk.revision, gun).await.expect("marked by hand");
    let desk = second.decide_all(desk).await;
    assert_eq!(refused(&approve().await), Refusal::LesUnanswered);
    let sensitive: Vec<String> =
        desk.findings.iter().filter(|finding| finding.les.is_some()).map(|finding| finding.id.clone()).collect();
    assert!(!sensitive.is_empty());
    let unknown = LesAsk { findings: vec!["summary:0-1:LES:base".into()], known: Some(true), helps: None };
    let unknown = second.app.answer_les(id(&report), desk.revision, unknown).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::Stale);
    let known = LesAsk { findings: sensitive.clone(), known: Some(false), helps: None };
    let desk = second.app.answer_les(id(&report), desk.revision, known).await.expect("answered");
    assert_eq!(refused(&approve().await), Refusal::LesUnanswered, "one of two questions");
    let helps = LesAsk { findings: sensitive, known: None, helps: Some(true) };
    let desk = second.app.answer_les(id(&report), desk.revision, helps).await.expect("answered");
    let answered = desk.findings.iter().find_map(|finding| finding.les).expect("a sensitive place");
    assert_eq!(
        (answered.known, answered.helps, answered.advice),
        (Some(false), Some(true), Some(domain::Act::Generalise))
    );
    assert_eq!(refused(&approve().await), Refusal::LesPassMissing);
    fill(SheetAsk { les_pass: Some(true), ..SheetAsk::default() }).await;
    assert_eq!(refused(&approve().await), Refusal::IntruderMissing);
    let mut news = unfound();
    news.intruder.iter_mut().flatten().for_each(|answer| answer.yes = answer.question == domain::Intruder::News);
    fill(news).await;
    assert_eq!(refused(&approve().await), Refusal::InTheNews);
    fill(unfound()).await;
    assert_eq!(approve().await, AnswerView::Accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn decline_and_defer_have_their_rules_and_the_flag_reaches_staff() {
    let server = Server::start().await;
    let (_, second, desk) = in_stage_two(&server).await;
    let report = desk.card.id.clone();
    let too_little = StepAsk::Decline { reason: DeclineReason::InsufficientDetail };
    assert_eq!(refused(&second.step(&report, too_little).await), Refusal::NotAsked);
    for until in ["2020-01-01", "2999-01-01", "someday"] {
        let defer = StepAsk::Defer { reason: DeferReason::HighProfile, until: until.into() };
        assert_eq!(refused(&second.step(&report, defer).await), Refusal::DateOutOfRange, "{until}");
    }
    assert_eq!(refused(&second.step(&report, StepAsk::Return { comment: " ".into() }).await), Refusal::CommentMissing);

    let staff = Reviewer::new("lindqvist", &server.url());
    staff.sign_in().await;
    second.app.flag(id(&report), FlagAsk { flag: Some(Flag::AuthorInDistress) }).await.expect("flagged");
    staff.app.sync().await.expect("a round");
    let card = staff.cards().await.into_iter().find(|card| card.id == report).expect("staff see it");
    assert_eq!(card.flag, Some(Flag::AuthorInDistress));

    // Declined, and brought back by staff while it is sealed.
    let decline = StepAsk::Decline { reason: DeclineReason::OutOfScope };
    assert_eq!(second.step(&report, decline).await, AnswerView::Accepted);
    staff.app.sync().await.expect("a round");
    assert_eq!(staff.app.undo_decline(id(&report)).await.expect("an answer"), AnswerView::Accepted);
    let card = staff.cards().await.into_iter().find(|card| card.id == report).expect("it is back");
    assert_eq!(card.state, domain::State::StageTwo);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_author_is_asked_and_the_answer_joins_the_work() {
    let mut server = Server::start().await;
    let (_, second, desk) = in_stage_two(&server).await;
    let report = id(&desk.card.id);
    assert!(desk.author.can_ask && desk.author.asked.is_empty());
    let blank = second.app.ask_author(report, question(" \n")).await.unwrap_err();
    assert_eq!(blank.rule, Some(Refusal::CommentMissing));
    // Words that look like somebody's are told before anything is sent, and kept with a reason where they are not.
    let mut doubtful = question("Did you call 555-555-0188, or 555-555-0188?");
    let faults = second.app.look_at_question(report, doubtful.clone()).await.expect("looked at");
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    assert_eq!((fault.rule, fault.class, fault.words.as_str()), (Refusal::OpenFindings, Class::Phone, "555-555-0188"));
    let held = second.app.ask_author(report, doubtful.clone()).await.unwrap_err();
    assert_eq!(held.code, ErrorCode::Identifies);
    let kept = KeptWords { class: Class::Phone, words: "555-555-0188".into(), reason: Reason::NotIdentifying };
    doubtful.kept = vec![kept];
    assert_eq!(second.app.look_at_question(report, doubtful.clone()).await.expect("looked at"), []);
    // What was removed by an earlier stage, the server alone knows.
    let removed = second.app.ask_author(report, question("What did Delacroix-Pruitt say?")).await.unwrap_err();
    assert_eq!(removed.code, ErrorCode::Identifies);
    let desk = second.app.ask_author(report, question("Was the rifle loaded?")).await.expect("asked");
    assert!(desk.author.waiting_since.is_some());
    assert_eq!(desk.author.asked[0].text, "Was the rifle loaded?");
    let again = second.app.ask_author(report, question("And?")).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::Waiting);
    let too_little = StepAsk::Decline { reason: DeclineReason::InsufficientDetail };
    assert_eq!(refused(&second.step(&desk.card.id, too_little).await), Refusal::StillWaiting);
    second.app.sync().await.expect("a round");
    assert!(second.app.desk(report).await.unwrap().card.waiting_since.is_some(), "the clock stands still");

    // Letters go out when the server does what is due, at its start for one.
    let letters = tempfile::tempdir().unwrap();
    server.stop();
    server.resume_with(&["--letters-folder", letters.path().to_str().unwrap()]).await;
    let letter = tests::wait::for_some("the letter", std::time::Duration::from_secs(30), async || {
        let file = std::fs::read_dir(letters.path()).ok()?.next()?.ok()?;
        std::fs::read_to_string(file.path()).ok().filter(|text| text.contains("give this code: "))
    })
    .await;
    let code = letter.split_once("give this code: ").unwrap().1.lines().next().unwrap();
    let answer = serde_json::json!({ "code": code, "text": "Yes, one round in the chamber." });
    server.post("/v1/answers", &tests::fixtures::service_token(), &answer).await;

    second.app.sync().await.expect("a round");
    let desk = second.app.desk(report).await.expect("still mine");
    assert_eq!(desk.author.asked[0].answer.as_deref(), Some("Yes, one round in the chamber."));
    assert_eq!((desk.author.waiting_since, desk.card.waiting_since), (None, None));
    assert!(!desk.author.still_waits);
    // The next one goes out with the words that were kept.
    second.app.ask_author(report, doubtful).await.expect("asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_of_one_event_are_linked_and_their_texts_stay_apart() {
    let server = Server::start().await;
    let (_, second, desk) = in_stage_two(&server).await;
    let report = id(&desk.card.id);
    let similar = second.app.similar(report).await.expect("compared");
    assert!(similar.published.is_empty(), "the library is empty");
    assert!(similar.open.iter().all(|open| open.report != desk.card.id));
    let unknown = second.app.link_event(report, LinkAsk { with: Some(report), publication: None }).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::ServerFault, "not with itself");
    let third = Reviewer::new("okafor", &server.url());
    third.sign_in().await;
    let other = third.card_of("002").await.expect("another report").id;
    let linked =
        second.app.link_event(report, LinkAsk { with: Some(id(&other)), publication: None }).await.expect("linked");
    assert!(!written(&linked).contains("jackknife"), "nothing of the other one");
    let event = linked.card.event.expect("an event");
    third.app.sync().await.expect("a round");
    assert_eq!(third.card_of("002").await.unwrap().event, Some(event));
    assert_eq!(second.app.link_event(report, LinkAsk::default()).await.unwrap().card.event, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_several_officers_told_stands_together_in_the_library() {
    let server = Server::start().await;
    let story = "A dog ran out of the garage and bit my sleeve while I walked up to the porch.";
    let first = published(&server, story, "A dog at the porch", None).await;
    let again = "My partner walked up to the porch when a dog ran out of the garage and bit the sleeve.";
    let second = published(&server, again, "The same dog, seen from the car", Some(first)).await;
    let alone = published(&server, "Ice lay on the bridge, and my car slid.", "Ice on the bridge", None).await;

    let staff = Reviewer::new("lindqvist", &server.url());
    staff.sign_in().await;
    let rows = staff.app.library().await.expect("the library").publications;
    let told: Vec<_> = rows.iter().map(|row| (id(&row.id), row.several)).collect();
    assert_eq!(told, [(alone, false), (second, true), (first, true)]);
    for (one, other) in [(first, second), (second, first)] {
        let page = staff.app.publication(one).await.expect("a publication");
        assert_eq!(page.same_event.iter().map(|row| id(&row.id)).collect::<Vec<_>>(), [other]);
        assert!(
            !written(&page.fields).contains(if one == first { "partner" } else { "my sleeve" }),
            "texts stay apart"
        );
    }
    assert!(staff.app.publication(alone).await.expect("a publication").same_event.is_empty());
    let file = staff.app.export_file(vec![first, second, alone], FileKind::Json).await.expect("a file");
    let rows: serde_json::Value = serde_json::from_slice(&file.bytes).expect("JSON");
    let same_event: Vec<_> = rows.as_array().expect("a list").iter().map(|row| row["same_event"].clone()).collect();
    assert_eq!(same_event, [serde_json::json!([2]), serde_json::json!([1]), serde_json::json!([])]);

    // What is taken out stands with nothing any more, and the other for itself; once more, it has changed since it was read.
    for answer in [AnswerView::Accepted, AnswerView::Conflict] {
        assert_eq!(staff.app.retract(second, "Asked for.".into()).await, Ok(answer));
    }
    assert!(staff.app.library().await.expect("the library").publications.iter().all(|row| !row.several));
}
