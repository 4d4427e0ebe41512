//! The programme's figures: counted when things happen, told only from five on, and with nothing of a report in them.

use domain::{Class, Closed as _, Factor, Prevented, State};
use wire::{Code, DayBand, Measure, OpenCount, Overview, Step, Tally};

use crate::{
    house::{DAY, House, On},
    people::{Caller, accepted},
    texts::{self, PLANTED},
};

on_both!(
    open_reports_are_counted_by_state_and_age,
    what_happens_is_counted_and_small_numbers_are_not_told,
    figures_are_for_staff,
    the_authors_pause_does_not_count_against_the_promise,
    a_correction_counts_in_the_quarter_of_the_publication,
);

impl Caller<'_> {
    async fn overview(&self) -> Overview {
        self.get("/v1/overview").await.json()
    }
}

fn count(overview: &Overview, measure: Measure, of: &str) -> Option<Option<u32>> {
    let wanted = |tally: &&Tally| tally.measure == measure && tally.of == of;
    overview.tallies.iter().find(wanted).map(|tally| tally.count)
}

async fn open_reports_are_counted_by_state_and_age(on: On) {
    let house = House::build(on).await;
    for _ in 0..3 {
        house.website().submit(&texts::submission()).await;
    }
    let (one, staff) = (house.sign_in("one").await, house.sign_in("staff").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let row = |state, age, reports| OpenCount { state, age, reports };
    let now = staff.overview().await;
    assert_eq!(now.open, [row(State::StageOne, DayBand::UpTo1, 2), row(State::StageTwo, DayBand::UpTo1, 1)]);
    house.advance(7 * DAY);
    let later = house.sign_in("staff").await.overview().await;
    assert_eq!(later.open, [row(State::StageOne, DayBand::UpTo7, 2), row(State::StageTwo, DayBand::UpTo7, 1)]);
    house.end().await;
}

async fn what_happens_is_counted_and_small_numbers_are_not_told(on: On) {
    let house = House::build(on).await;
    let mut last = None;
    for nr in 1..=5 {
        house.website().submit(&texts::submission()).await;
        let (one, two) = (house.sign_in("one").await, house.sign_in("two").await);
        let id = one.cards().await[0].id;
        let work = one.take(id).await;
        accepted(one.event(id, &texts::hand_over(&work)).await);
        let work = two.take(id).await;
        accepted(two.event(id, &texts::approve(&work)).await);
        let staff = house.sign_in("staff").await;
        let clean = staff.clean(id).await;
        let coding =
            domain::Coding { factors: vec![Factor::ALL[0]], prevented: vec![Prevented::ALL[0]], ..texts::coding() };
        let fingerprint = clean.text.fingerprint(clean.salt.as_bytes());
        let publish = crate::people::event(
            clean.version,
            fingerprint,
            Step::Publish { coding, takeaways: domain::TakeawayEdit::default() },
        );
        accepted(staff.event(id, &publish).await);
        let figures = staff.overview().await;
        let told = (nr >= 5).then_some(5);
        for (measure, of) in [
            (Measure::Category, texts::coding().category.unwrap().as_str()),
            (Measure::CategoryFactor, texts::coding().category.unwrap().as_str()),
            (Measure::Prevented, Prevented::ALL[0].as_str()),
            (Measure::Promise, "0-1"),
            (Measure::Outcome, "published"),
            (Measure::Removed, Class::Ssn.as_str()),
            (Measure::StageDays, "stage_one"),
            // That the form was gone through remains; which report said what does not.
            (Measure::Intruder, "in-the-news"),
            (Measure::Intruder, "colleague-is-sure"),
        ] {
            assert_eq!(count(&figures, measure, of), Some(told), "{measure} {of} after {nr}");
        }
        assert_eq!(count(&figures, Measure::CaughtLate, Class::Ssn.as_str()), None);
        last = Some(id);
    }
    // Coded otherwise: counted once, elsewhere.
    let id = last.unwrap();
    let staff = house.sign_in("staff").await;
    let other = domain::Coding { category: Some(domain::Category::WarrantArrest), ..texts::coding() };
    accepted(staff.on_library(id, Step::Correct { coding: other, comment: "The wrong category.".into() }).await);
    let figures = staff.overview().await;
    assert_eq!(count(&figures, Measure::Category, "traffic-violations"), Some(None));
    assert_eq!(count(&figures, Measure::Category, "warrant-arrest"), Some(None));
    // Nothing of a report is in them.
    let body = staff.get("/v1/overview").await.body;
    assert!(!body.contains(&id.to_string()) && PLANTED.iter().all(|name| !body.contains(name)));
    assert_eq!(figures.open, []);
    house.end().await;
}

async fn figures_are_for_staff(on: On) {
    let house = House::build(on).await;
    for name in ["one", "two", "both"] {
        assert_eq!(house.sign_in(name).await.get("/v1/overview").await.code(), Code::WrongRole);
    }
    assert_eq!(house.nobody().get("/v1/overview").await.code(), Code::NoSession);
    house.end().await;
}

async fn the_authors_pause_does_not_count_against_the_promise(on: On) {
    let house = House::build(on).await;
    for _ in 0..2 {
        house.website().submit(&texts::submission()).await;
    }
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    let ask = serde_json::json!({ "id": uuid::Uuid::new_v4(), "text": "Was it loaded?" });
    assert_eq!(one.post(&format!("/v1/reports/{id}/questions"), &ask).await.status, 204);
    // Friday 20 November to Friday 4 December: nine business days, which count for the one and not for the other.
    house.advance(14 * DAY);
    let row = |age, reports| OpenCount { state: State::StageOne, age, reports };
    let staff = house.sign_in("staff").await;
    assert_eq!(staff.overview().await.open, [row(DayBand::UpTo1, 1), row(DayBand::UpTo14, 1)]);

    // Nobody waited for the answer: the pause ends with the review.
    accepted(house.sign_in("one").await.event(id, &texts::hand_over(&work)).await);
    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    let staff = house.sign_in("staff").await;
    let clean = staff.clean(id).await;
    accepted(staff.event(id, &texts::publish(&clean)).await);
    let figures = staff.overview().await;
    assert_eq!(count(&figures, Measure::Promise, DayBand::UpTo1.as_str()), Some(None));
    assert_eq!(count(&figures, Measure::Promise, DayBand::UpTo14.as_str()), None);
    house.end().await;
}

async fn a_correction_counts_in_the_quarter_of_the_publication(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let (one, two, staff) = (house.sign_in("one").await, house.sign_in("two").await, house.sign_in("staff").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    accepted(staff.event(id, &texts::publish(&staff.clean(id).await)).await);
    house.advance(60 * DAY);
    let staff = house.sign_in("staff").await;
    let other = domain::Coding { category: Some(domain::Category::WarrantArrest), ..texts::coding() };
    accepted(staff.on_library(id, Step::Correct { coding: other, comment: "The wrong category.".into() }).await);
    let counted = async || {
        house
            .column(
                "SELECT quarter || ' ' || of_id || ' ' || CAST(count AS TEXT) FROM tallies WHERE measure = 'category' AND count <> 0",
            )
            .await
    };
    assert_eq!(counted().await, ["2026Q4 warrant-arrest 1"]);
    // Taken out of the library it stays counted.
    accepted(staff.on_library(id, Step::Retract { comment: "The agency asked.".into() }).await);
    assert_eq!(counted().await, ["2026Q4 warrant-arrest 1"]);
    house.end().await;
}
