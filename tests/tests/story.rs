//! One report from the queue to the library, by three people, without a window; the network is cut in the middle.

use domain::{Authenticity, Category, Field, Tag};
use review::view::{AnswerView, CodingView, ErrorCode, Link, Phase, SheetAsk, StepAsk};
use tests::desk::{Reviewer, add_takeaway, id, text_of, unfound, written};
use tests::dump::{self, Planted};
use tests::relay::Relay;
use tests::server::Server;

const PLANTED: &str = "Delacroix-Pruitt";

#[tokio::test(flavor = "multi_thread")]
async fn one_report_all_the_way() {
    let server = Server::start().await;
    let wire = Relay::to(&server.url()).await;
    let planted = Planted::new(PLANTED);

    // Stage one: taken online, worked on offline, across a lock and a restart.
    let first = Reviewer::new("alvarado", &wire.url());
    first.sign_in().await;
    let desk = first.take("001").await;
    assert!(text_of(&desk, Field::Summary).contains(PLANTED));
    assert!(!desk.blockers.is_empty());
    wire.cut();
    let desk = first.decide_all(desk).await;
    assert!(!text_of(&desk, Field::Summary).contains(PLANTED));
    let desk = first.retype(&desk, Field::Summary, "vehical", "vehicle").await;
    let desk = first.retype(&desk, Field::Summary, "recieved", "received").await;
    let report = desk.card.id.clone();

    first.app.lock().await;
    assert_eq!(first.app.desk(id(&report)).await.unwrap_err().code, ErrorCode::Locked);
    let wrong = first.app.unlock("not the password at all".into()).await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::WrongPassword);
    let first = first.restarted().await;
    first.sign_in().await;
    assert_eq!(first.app.status().await.link, Link::Offline);
    let desk = first.app.desk(id(&report)).await.expect("the work is still here");
    assert_eq!(desk.blockers.len(), 1, "only the title is missing: {:?}", desk.blockers);
    let refused = first.step(&report, StepAsk::HandOver).await;
    assert!(matches!(refused, AnswerView::Refused { rule: domain::Refusal::TitleMissing, .. }));
    let desk = first.retype(&desk, Field::Title, "", "Unseen rifle during a night stop").await;
    assert!(desk.edits.iter().any(|edit| edit.removed == "vehical" && edit.inserted == "vehicle"));
    assert!(desk.edits.iter().any(|edit| edit.removed.ends_with(PLANTED) && edit.inserted == "[Officer 1]"));
    assert_eq!(first.step(&report, StepAsk::HandOver).await, AnswerView::Waiting);
    assert_eq!(first.step(&report, StepAsk::HandOver).await, AnswerView::Waiting, "twice is once");
    assert_eq!(first.app.outbox().await.unwrap().len(), 1);
    assert!(planted.found_in(&dump::of_stores(first.data(), &first.person.password).bytes).is_some());

    wire.mend();
    first.sign_in().await;
    assert_eq!(first.app.outbox().await.unwrap().len(), 0);
    assert_eq!(first.app.desk(id(&report)).await.unwrap_err().code, ErrorCode::NotYours);
    let kept = dump::of_stores(first.data(), &first.person.password);
    assert!(kept.opened > 0 && planted.found_in(&kept.bytes).is_none(), "the copy went with the hand-over");

    // Stage two, by another person, who never sees the removed words.
    let second = Reviewer::new("whitehorse", &wire.url());
    second.sign_in().await;
    let desk = second.app.take(id(&report)).await.expect("handed over, and free");
    assert!(!written(&desk).contains(PLANTED) && !desk.record.is_empty());
    assert_eq!(format!("{desk:?}"), "DeskView", "a log would tell its name");
    let verdict = SheetAsk { authenticity: Some(Authenticity::LawEnforcement), les_pass: Some(true), ..unfound() };
    second.app.fill_sheet(id(&report), verdict).await.expect("a verdict");
    let desk = add_takeaway(&second.app, id(&report), "Name one officer to watch the other hand.").await;
    let desk = second.decide_all(desk).await;
    let leaky = second.retype(&desk, Field::Lessons, "Keep the gun hand empty.", "Do as Delacroix-Pruitt did.").await;
    let leaky = second.decide_keep(leaky).await;
    let answer = second.step(&report, StepAsk::Approve).await;
    let AnswerView::Refused { rule: domain::Refusal::Leak, places } = answer else {
        panic!("the server lets a removed name back in: {answer:?}, {:?}", leaky.blockers)
    };
    assert!(!places.is_empty(), "a leak is told by its place");
    second.app.undo(id(&report)).await.unwrap();
    second.app.undo(id(&report)).await.unwrap();

    let (database, keys, master_key) = (server.database(), server.keys(), server.master_key());
    let before = dump::of_server(&database, &keys, &master_key);
    assert!(planted.found_in(&before.bytes).is_some(), "before the conclusion the original is there, sealed");
    let backup = tempfile::tempdir().unwrap();
    dump::copy(server.data(), backup.path());
    assert_eq!(second.step(&report, StepAsk::Approve).await, AnswerView::Accepted);

    let after = dump::of_server(&database, &keys, &master_key);
    assert_eq!(planted.found_in(&after.bytes), None, "the server has nothing of the original");
    let restored = dump::of_server(&backup.path().join("reports.db"), &keys, &master_key);
    assert_eq!(planted.found_in(&restored.bytes), None, "a backup can't be opened with the keys that are left");

    // Publication, from clean text.
    let staff = Reviewer::new("lindqvist", &wire.url());
    staff.sign_in().await;
    assert!(staff.cards().await.iter().any(|card| card.id == report));
    let shown = staff.app.publish_view(id(&report)).await.expect("approved text for staff");
    assert!(!written(&shown).contains(PLANTED));
    let refused = staff.step(&report, StepAsk::Publish).await;
    assert!(matches!(refused, AnswerView::Refused { rule: domain::Refusal::TagMissing, .. }), "{refused:?}");
    staff.app.code(id(&report), CodingView(published_coding())).await.expect("coding is kept");
    assert_eq!(staff.step(&report, StepAsk::Publish).await, AnswerView::Accepted);

    // What a correction needs is known here as well; the server is asked by the publication, and names no report.
    let published = staff.app.library().await.expect("the library").publications.remove(0);
    assert!(!published.several && published.id != report);
    let corrected = domain::Coding { tags: vec![Tag::ContactCover], ..published_coding() };
    let untagged = domain::Coding { tags: vec![], ..published_coding() };
    for (coding, comment, rule) in [
        (corrected.clone(), " ", domain::Refusal::ReasonMissing),
        (untagged, "A tag is wrong.", domain::Refusal::TagMissing),
    ] {
        let answer = staff.app.correct(id(&published.id), CodingView(coding), comment.into()).await.expect("an answer");
        assert!(matches!(answer, AnswerView::Refused { rule: told, .. } if told == rule), "{answer:?}");
    }
    let reason = "A tag is wrong.".to_owned();
    let answer = staff.app.correct(id(&published.id), CodingView(corrected), reason).await.expect("an answer");
    assert_eq!(answer, AnswerView::Accepted);
    // What was shown is not what is in the library any more: nothing is corrected unseen, by whomever it was changed.
    let again = async || {
        let wanted = CodingView(published_coding());
        staff.app.correct(id(&published.id), wanted, "It was right.".into()).await.expect("an answer")
    };
    assert_eq!(again().await, AnswerView::Conflict);
    staff.app.library().await.expect("the library");
    assert_eq!(again().await, AnswerView::Accepted);

    let token = tests::fixtures::service_token();
    let library = server.get("/v1/publications", Some(&token)).await;
    let publication = &library["items"][0]["publication"];
    assert_eq!(publication["title"], "Unseen rifle during a night stop");
    assert_eq!(publication["takeaways"][0], "Name one officer to watch the other hand.");
    assert!(publication["summary"].as_str().unwrap().contains("[Officer 1]"));
    assert_ne!(publication["id"], report.as_str());

    for person in [&first, &second, &staff] {
        let dump = dump::of_stores(person.data(), &person.person.password);
        assert!(dump.opened > 0 && planted.found_in(&dump.bytes).is_none());
        assert_eq!(person.app.app_view().await.phase, Phase::Open);
        assert_eq!(planted.files_below(person.data()), Vec::<String>::new());
    }
    assert_eq!(planted.files_below(server.data()), Vec::<String>::new());
}

fn published_coding() -> domain::Coding {
    domain::Coding {
        category: Some(Category::TrafficViolations),
        tags: vec![Tag::ContactCover, Tag::LowLightConditions],
        ..domain::Coding::default()
    }
}
