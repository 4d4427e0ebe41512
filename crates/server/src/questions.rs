//! Questions to an author: through the server, which alone knows the address. The answer joins what is sealed.

use domain::{Private, calendar};
use jiff::civil::Date;
use uuid::Uuid;
use wire::{ACTIONS, Ask, Code, Contact, LESSONS_BYTES, NOTE_BYTES, QUESTIONS, Question};

use crate::{
    auth::SignedIn,
    db::{Tx, audit::Who, letters, questions, reports, reports::Report},
    errors::{Error, Fault},
    folder::{Folder, Part},
    handlers::work::hold_claimed,
    intake::{code_digits, spoken_code},
    office::Office,
    post::{Letter, PostError},
    steps,
};

/// Tries to deliver a letter, the first after this many seconds, each later one after twice as many.
const TRIES: i64 = 8;
const FIRST_PAUSE: i64 = 60;
/// Seconds for which a letter belongs to the process that sends it: longer than any mail server is waited for.
const SENDING: i64 = 10 * 60;

/// Whether it is the very question that came before under its id.
fn was_asked(before: &[Question], asked: &Ask) -> Result<bool, Code> {
    match before.iter().find(|question| question.id == asked.id) {
        None => Ok(false),
        Some(same) if same.text == asked.text && same.kept == asked.kept => Ok(true),
        Some(_) => Err(Code::KeyReused),
    }
}

/// Puts a question on its way. The same one again changes nothing.
pub async fn ask(office: &Office, caller: &SignedIn, id: Uuid, asked: Ask) -> Result<(), Error> {
    if asked.text.is_blank() {
        return Err(Code::Empty.into());
    }
    if asked.text.as_str().len() > NOTE_BYTES {
        return Err(Code::TooLarge.into());
    }
    if domain::normalise(asked.text.as_str()) != asked.text.as_str() {
        return Err(Code::NotNormalised.into());
    }
    if asked.kept.len() > ACTIONS {
        return Err(Code::TooLarge.into());
    }
    if asked.kept.iter().any(|alarm| asked.text.as_str().get(alarm.range.clone()).is_none_or(str::is_empty)) {
        return Err(Code::Malformed.into());
    }
    let mut tx = office.db.begin().await?;
    let (report, _) = hold_claimed(office, &mut tx, id, &caller.person).await?;
    let folder = Folder::open(office, &report).await?.ok_or(Fault::Missing)?;
    // Before its words are looked at: what was removed since then does not concern what was sent.
    if was_asked(&of(&folder, &mut tx).await?, &asked)? {
        return Ok(());
    }
    // Looking at the words takes time: not while the report is held.
    drop(tx);
    if steps::gives_away(office, &report, caller.person.id, &asked).await? {
        return Err(Code::Identifies.into());
    }
    let mut tx = office.db.begin().await?;
    let (mut report, _) = hold_claimed(office, &mut tx, id, &caller.person).await?;
    let folder = Folder::open(office, &report).await?.ok_or(Fault::Missing)?;
    let mut kept = of(&folder, &mut tx).await?;
    if was_asked(&kept, &asked)? {
        return Ok(());
    }
    if !can_ask(&folder, &mut tx).await? {
        return Err(Code::NoContact.into());
    }
    if report.waiting_since.is_some() {
        return Err(Code::Waiting.into());
    }
    if kept.len() >= QUESTIONS {
        return Err(Code::TooLarge.into());
    }
    let today = office.today();
    kept.push(Question {
        id: asked.id,
        asked: today,
        text: asked.text,
        answer: None,
        undelivered: false,
        kept: asked.kept,
    });
    folder.put(&mut tx, Part::Questions, &kept).await?;
    questions::insert(&mut tx, &code_hash(office, &code(office, asked.id)), id, asked.id).await?;
    letters::insert(&mut tx, asked.id, id, office.seconds()).await?;
    report.waiting_since = Some(today);
    reports::update(&mut tx, &mut report).await?;
    office.audit(&mut tx, Who::Person(caller.person.id), "ask_author", Some(id)).await?;
    Ok(tx.commit().await?)
}

/// Whether there is an address to ask at.
pub async fn can_ask(folder: &Folder<'_>, tx: &mut Tx) -> Result<bool, Error> {
    let contact: Option<Contact> = folder.get(&mut **tx, Part::Contact).await?;
    Ok(contact.is_some_and(|contact| !contact.email.is_blank()))
}

/// What the author was asked so far.
pub async fn of(folder: &Folder<'_>, tx: &mut Tx) -> Result<Vec<Question>, Error> {
    Ok(folder.get(&mut **tx, Part::Questions).await?.unwrap_or_default())
}

/// Takes an answer in. Nothing happens where the code fits nothing: an answered question, a concluded report.
pub async fn answer(office: &Office, code: &str, text: &Private) -> Result<(), Error> {
    let text = Private::new(domain::normalise(text.as_str()));
    if text.is_blank() {
        return Err(Code::Empty.into());
    }
    if text.as_str().len() > LESSONS_BYTES {
        return Err(Code::TooLarge.into());
    }
    let hash = code_hash(office, code);
    let Some((id, question)) = questions::by_code(&office.db.pool, &hash).await? else { return Ok(()) };
    let mut tx = office.db.begin().await?;
    let Some((mut report, _)) = reports::hold(&mut tx, id).await? else { return Ok(()) };
    // Looked at again under the lock: the same answer may come twice at once.
    if questions::by_code(&mut *tx, &hash).await?.is_none() {
        return Ok(());
    }
    let Some(folder) = Folder::open(office, &report).await? else { return Ok(()) };
    let mut kept = of(&folder, &mut tx).await?;
    let Some(asked) = kept.iter_mut().find(|asked| asked.id == question) else { return Ok(()) };
    asked.answer = Some(text);
    folder.put(&mut tx, Part::Questions, &kept).await?;
    questions::forget(&mut tx, question).await?;
    letters::forget(&mut tx, question).await?;
    go_on(office, &mut report);
    reports::update(&mut tx, &mut report).await?;
    office.audit(&mut tx, Who::Author, "answer", Some(id)).await?;
    Ok(tx.commit().await?)
}

/// Question and report of the letters whose time has come; none where there is no post.
pub async fn due_letters(office: &Office) -> Result<Vec<(Uuid, Uuid)>, Error> {
    match &office.config.post {
        Some(_) => Ok(letters::due(&office.db.pool, office.seconds()).await?),
        None => Ok(Vec::new()),
    }
}

/// Sends a letter, unless its report has concluded meanwhile or another process is sending it.
pub async fn send(office: &Office, question: Uuid, report: Uuid) -> Result<(), Error> {
    let Some(post) = &office.config.post else { return Ok(()) };
    let mut tx = office.db.begin().await?;
    let Some((held, _)) = reports::hold(&mut tx, report).await? else { return Ok(()) };
    let now = office.seconds();
    if !letters::take(&mut tx, question, now, now + SENDING).await? {
        return Ok(());
    }
    let letter = written(office, &mut tx, &held, question).await?;
    if letter.is_none() {
        letters::forget(&mut tx, question).await?;
    }
    // From here on the letter is this process's: sent by nobody else, even if this one ends now, for some minutes.
    tx.commit().await?;
    let Some(letter) = letter else { return Ok(()) };
    let sent = post.send(&letter).await;
    let mut tx = office.db.begin().await?;
    let Some((mut held, _)) = reports::hold(&mut tx, report).await? else { return Ok(()) };
    match sent {
        Ok(()) => letters::forget(&mut tx, question).await?,
        Err(PostError::Later) => {
            let tries = letters::try_again(&mut tx, question, office.seconds(), FIRST_PAUSE).await?;
            if tries >= TRIES {
                give_up(office, &mut tx, &mut held, question).await?;
            }
        }
        Err(PostError::Never) => give_up(office, &mut tx, &mut held, question).await?,
    }
    Ok(tx.commit().await?)
}

/// The letter with a question, for as long as somebody waits for its answer.
async fn written(office: &Office, tx: &mut Tx, report: &Report, question: Uuid) -> Result<Option<Letter>, Error> {
    let Some(folder) = Folder::open(office, report).await? else { return Ok(None) };
    let contact: Option<Contact> = folder.get(&mut **tx, Part::Contact).await?;
    let asked = of(&folder, tx).await?.into_iter().find(|asked| asked.id == question);
    let (Some(contact), Some(asked)) = (contact, asked) else { return Ok(None) };
    let text = format!(
        "You sent a report to LEO Near Miss. Somebody who reviews it asks:\n\n{}\n\nYou need not answer. If you want to, go to the \
         programme's website, choose \u{201c}Answer a question\u{201d} and give this code: {}\nIt is good for one answer. Nobody who \
         reviews your report learns your address. Don't reply to this letter: nobody reads it.\n",
        asked.text.as_str(),
        code(office, question),
    );
    Ok(Some(Letter { id: question, to: contact.email, text: Private::new(text) }))
}

/// Nobody waits any more: the reviewer is told that the letter did not arrive.
async fn give_up(office: &Office, tx: &mut Tx, report: &mut Report, question: Uuid) -> Result<(), Error> {
    letters::forget(tx, question).await?;
    questions::forget(tx, question).await?;
    let Some(folder) = Folder::open(office, report).await? else { return Ok(()) };
    let mut kept = of(&folder, tx).await?;
    if let Some(asked) = kept.iter_mut().find(|asked| asked.id == question) {
        asked.undelivered = true;
        folder.put(tx, Part::Questions, &kept).await?;
    }
    go_on(office, report);
    reports::update(tx, report).await?;
    Ok(office.audit(tx, Who::Server, "letter_undelivered", Some(report.id)).await?)
}

/// The clock of the promise runs again.
pub fn go_on(office: &Office, report: &mut Report) {
    if let Some(since) = report.waiting_since.take() {
        report.waits.push((since, office.today()));
        report.due = calendar::due(report.received, &report.waits);
    }
}

/// The day by which the report is promised, as it looks today: while an answer is awaited, it moves.
pub fn due(report: &Report, today: Date) -> Date {
    calendar::due(report.received, &waits(report, today))
}

/// Business days since receipt that count against the promise.
pub fn age(report: &Report, today: Date) -> u32 {
    calendar::age(report.received, &waits(report, today), today)
}

/// From when to when answers were awaited, up to today.
fn waits(report: &Report, today: Date) -> Vec<(Date, Date)> {
    report.waits.iter().copied().chain(report.waiting_since.map(|since| (since, today))).collect()
}

/// What an author answers with: out of the master key, so that it need not be kept.
fn code(office: &Office, question: Uuid) -> String {
    spoken_code(office, "answer code", question)
}

fn code_hash(office: &Office, code: &str) -> String {
    office.config.master_key.derive_hex("answer code as kept", &[code_digits(code).as_bytes()])
}
