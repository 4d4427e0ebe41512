//! A reviewer at the app without its window.

use std::path::Path;
use std::sync::Arc;

use domain::Closed as _;
use review::view::{
    AnswerView, CardView, CodingView, DecideAsk, DeskView, ErrorView, IntruderView, LesAsk, LinkAsk, Place, SheetAsk,
    StatusView, StepAsk, TakeawayAsk, Typed,
};
use review::{App, Config, Ports, Private};
use uuid::Uuid;

use crate::fixtures::{self, Person};
use crate::server::Server;
use crate::story::TITLE;

/// One person with an app and data of his own.
pub struct Reviewer {
    pub app: App,
    pub person: Person,
    pub server: String,
    pub data: tempfile::TempDir,
    pub told: Arc<std::sync::Mutex<Vec<StatusView>>>,
}

impl Reviewer {
    /// The demo's account of that name, not signed in.
    pub fn new(name: &str, server: &str) -> Self {
        let data = tempfile::Builder::new().prefix("nearmiss-app-").tempdir().expect("a folder for the app's data");
        Self::with_data(name, server, data)
    }

    fn with_data(name: &str, server: &str, data: tempfile::TempDir) -> Self {
        let told: Arc<std::sync::Mutex<Vec<StatusView>>> = Arc::default();
        let tell = Arc::clone(&told);
        let config = Config {
            data_dir: data.path().to_path_buf(),
            default_server: server.to_owned(),
            on_status: Box::new(move |status| tell.lock().expect("nobody panics here").push(status.clone())),
            ports: Ports::system(),
        };
        Self { app: App::new(config), person: fixtures::person(name), server: server.to_owned(), data, told }
    }

    /// The program ends and is started again on the same data.
    pub async fn restarted(self) -> Self {
        self.app.close().await;
        Self::with_data(&self.person.name.clone(), &self.server.clone(), self.data)
    }

    pub async fn try_sign_in(&self, password: &str) -> Result<(), ErrorView> {
        let ask = (self.server.clone(), self.person.name.clone(), Private::from(password));
        self.app.sign_in(ask.0, ask.1, ask.2).await.map(|_| ())
    }

    pub async fn sign_in(&self) {
        let signed_in = self.try_sign_in(&self.person.password).await;
        assert_eq!(signed_in, Ok(()), "{} can't sign in", self.person.name);
        self.app.sync().await.expect("a first round");
    }

    pub fn data(&self) -> &Path {
        self.data.path()
    }

    pub async fn cards(&self) -> Vec<CardView> {
        self.app.queue().await.expect("a queue").cards
    }

    /// The queue's card of a fixture, told by the length of its narrative: cards hold no text.
    pub async fn card_of(&self, fixture: &str) -> Option<CardView> {
        let report = fixtures::report(fixture);
        let words = report["summary"].as_str().expect("a narrative").split_whitespace().count();
        self.cards().await.into_iter().find(|card| card.words as usize == words)
    }

    /// Takes a fixture's report.
    pub async fn take(&self, fixture: &str) -> DeskView {
        let Some(card) = self.card_of(fixture).await else {
            panic!("{fixture} is not among {} cards; {:?}", self.cards().await.len(), self.app.status().await)
        };
        self.app.take(id(&card.id)).await.expect("a free report can be taken")
    }

    /// Decides every open finding by its first suggestion, in all its places.
    pub async fn decide_all(&self, desk: DeskView) -> DeskView {
        let report = id(&desk.card.id);
        let mut desk = desk;
        while let Some(finding) = desk.findings.iter().find(|finding| finding.decided.is_none()) {
            let open = desk.findings.iter().filter(|other| other.decided.is_none() && other.group == finding.group);
            let ready = &finding.suggestions[0];
            let ask = DecideAsk {
                findings: open.map(|other| other.id.clone()).collect(),
                act: ready.act,
                text: ready.text.clone(),
                reason: domain::Reason::Identifying,
            };
            desk = self.app.decide(report, desk.revision, ask).await.expect("an open finding can be decided");
        }
        desk
    }

    /// Lets every open finding stand, one decision for all.
    pub async fn decide_keep(&self, desk: DeskView) -> DeskView {
        let open: Vec<String> = desk.findings.iter().filter(|f| f.decided.is_none()).map(|f| f.id.clone()).collect();
        let ask = DecideAsk {
            findings: open,
            act: domain::Act::Keep,
            text: String::new(),
            reason: domain::Reason::NotIdentifying,
        };
        self.app.decide(id(&desk.card.id), desk.revision, ask).await.expect("findings can be kept")
    }

    /// Replaces words of a field by typing.
    pub async fn retype(&self, desk: &DeskView, field: domain::Field, words: &str, by: &str) -> DeskView {
        let text = &desk.fields.iter().find(|shown| shown.field == field).expect("a field").text;
        let at = text.find(words).expect("the words stand there");
        let units = |text: &str| u32::try_from(text.encode_utf16().count()).expect("a short text");
        let from = units(text.get(..at).expect("a border"));
        let place = Place { field, from, to: from + units(words) };
        let typed = Typed { place, inserted: by.to_owned() };
        let report = id(&desk.card.id);
        self.app.type_text(report, desk.revision, vec![typed], false).await.expect("typing is taken")
    }

    pub async fn step(&self, report: &str, ask: StepAsk) -> AnswerView {
        self.app.step(id(report), ask).await.expect("a step has an answer")
    }
}

/// The first fixture, handed over by stage one under the story's title.
pub async fn handed_over(server: &Server) -> (Reviewer, DeskView) {
    let first = Reviewer::new("alvarado", &server.url());
    first.sign_in().await;
    let desk = first.take("001").await;
    let desk = first.decide_all(desk).await;
    let desk = first.retype(&desk, domain::Field::Title, "", TITLE).await;
    assert_eq!(first.step(&desk.card.id, StepAsk::HandOver).await, AnswerView::Accepted);
    (first, desk)
}

/// A story of a few words through both stages and into the library, linked with what is published there of the same event; its
/// publication.
pub async fn published(server: &Server, summary: &str, title: &str, same_event: Option<Uuid>) -> Uuid {
    let mut submission = fixtures::report("001");
    submission["submission_id"] = Uuid::new_v4().to_string().into();
    submission["summary"] = summary.into();
    submission["lessons"] = "Call out twice.".into();
    submission["differently"] = "".into();
    server.post("/v1/submissions", &fixtures::service_token(), &submission).await;
    let first = Reviewer::new("alvarado", &server.url());
    first.sign_in().await;
    let words = summary.split_whitespace().count();
    let card = first.cards().await.into_iter().find(|card| card.words as usize == words).expect("it arrived");
    let desk = first.app.take(id(&card.id)).await.expect("it is free");
    let desk = first.decide_all(desk).await;
    let desk = first.retype(&desk, domain::Field::Title, "", title).await;
    assert_eq!(first.step(&desk.card.id, StepAsk::HandOver).await, AnswerView::Accepted, "{:?}", desk.blockers);

    let second = Reviewer::new("whitehorse", &server.url());
    second.sign_in().await;
    let report = id(&desk.card.id);
    let desk = second.app.take(report).await.expect("handed over, and free");
    let les: Vec<String> = desk.findings.iter().filter(|one| one.les.is_some()).map(|one| one.id.clone()).collect();
    if !les.is_empty() {
        let harmless = LesAsk { findings: les, known: Some(true), helps: Some(false) };
        second.app.answer_les(report, desk.revision, harmless).await.expect("answered");
    }
    let verdict =
        SheetAsk { authenticity: Some(domain::Authenticity::LawEnforcement), les_pass: Some(true), ..unfound() };
    second.app.fill_sheet(report, verdict).await.expect("a verdict");
    let desk = add_takeaway(&second.app, report, "Two who saw it learn more than one.").await;
    let desk = second.decide_all(desk).await;
    if same_event.is_some() {
        let linked = second.app.link_event(report, LinkAsk { with: None, publication: same_event }).await;
        linked.expect("linked");
    }
    assert_eq!(second.step(&desk.card.id, StepAsk::Approve).await, AnswerView::Accepted, "{:?}", desk.blockers);

    let staff = Reviewer::new("lindqvist", &server.url());
    staff.sign_in().await;
    staff.app.publish_view(report).await.expect("approved text for staff");
    let coding = domain::Coding {
        category: Some(domain::Category::TrafficViolations),
        tags: vec![domain::Tag::Approach],
        ..domain::Coding::default()
    };
    staff.app.code(report, CodingView(coding)).await.expect("coding is kept");
    assert_eq!(staff.step(&desk.card.id, StepAsk::Publish).await, AnswerView::Accepted);
    id(&staff.app.library().await.expect("the library").publications.first().expect("the newest").id)
}

/// Nobody who wants to know would find out who is meant.
pub fn unfound() -> SheetAsk {
    let no = |&question: &domain::Intruder| IntruderView { question, yes: false };
    SheetAsk { intruder: Some(domain::Intruder::ALL.iter().map(no).collect()), ..SheetAsk::default() }
}

pub fn id(report: &str) -> Uuid {
    Uuid::parse_str(report).expect("an id")
}

/// A field's text as the desk shows it.
pub fn text_of(desk: &DeskView, field: domain::Field) -> &str {
    &desk.fields.iter().find(|shown| shown.field == field).expect("every field is shown").text
}

/// Adds a takeaway that is about the report as a whole.
pub async fn add_takeaway(app: &App, report: Uuid, text: &str) -> DeskView {
    let revision = app.desk(report).await.expect("a report on the desk").revision;
    let ask = TakeawayAsk::Add { text: text.to_owned(), place: None, answers: None };
    app.takeaway(report, revision, ask).await.expect("a takeaway is added")
}

/// All that the window gets of a view, as it gets it.
pub fn written(view: &impl serde::Serialize) -> String {
    serde_json::to_string(view).expect("a view can be written")
}
