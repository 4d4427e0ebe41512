//! A submission on its way in: checked, normalised, sealed.

use domain::{Private, State, Text, calendar};
use uuid::Uuid;
use wire::{Code, Receipt, Submission};

use crate::{
    db::{audit::Who, reports, reports::Report, submissions},
    errors::{Error, Fault},
    folder::{Folder, Part},
    master::hex,
    office::Office,
    sight,
};

/// Largest name, address or number in a contact, in bytes.
const CONTACT_BYTES: usize = 1024;
/// Crockford's digits: none is mistaken for another.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Digits of a code, 5 bits each.
const CODE_DIGITS: usize = 25;

/// Takes a submission in. The same one again gets the same receipt; `true`: it is new.
pub async fn submit(office: &Office, submission: &Submission) -> Result<(Receipt, bool), Error> {
    let text = check(office, submission)?;
    let master = &office.config.master_key;
    let id = submission.submission_id;
    let content = zeroize::Zeroizing::new(serde_json::to_vec(submission).map_err(|_| Fault::Unreadable)?);
    let id_mac = master.derive_hex("submission", &[id.as_bytes()]);
    // Keyed with the website's id as well, which nobody here keeps: the hash can't be compared with guesses.
    let content_mac = master.derive_hex("content of a submission", &[id.as_bytes(), &content]);
    let code = claim_code(office, id);
    let receipt = Receipt { claim_code: Private::new(code.clone()) };

    let mut tx = office.db.begin().await?;
    if let Some(before) = submissions::remember(&mut tx, &id_mac, &content_mac).await? {
        return if before == content_mac { Ok((receipt, false)) } else { Err(Code::KeyReused.into()) };
    }
    let report_id = office.uuid();
    let folder = Folder::create(office, report_id).await?;
    let received = submission.received.unwrap_or_else(|| office.today());
    let mut salt = [0; 32];
    (office.config.random)(&mut salt);
    let report = Report {
        id: report_id,
        version: 1,
        state: State::StageOne,
        concluded: false,
        seq: 0,
        key_id: Some(folder.key_id.clone()),
        salt: hex(&salt),
        claim_code_hash: Some(claim_code_hash(office, &code)),
        call_type: submission.answers.call_type,
        region: submission.answers.region,
        sworn_band: submission.answers.sworn_band,
        words: i64::try_from(text.words()).unwrap_or(i64::MAX),
        received,
        due: calendar::due(received, &[]),
        claimant: None,
        claim_until: 0,
        claim_lapsed: false,
        aside_reason: None,
        aside_day: None,
        publication_id: None,
        waiting_since: None,
        waits: Vec::new(),
        entered: None,
        event: None,
        flag: None,
    };
    let stored = async {
        reports::insert(&mut tx, &report).await?;
        folder.put(&mut tx, Part::Original, &text).await?;
        folder.put(&mut tx, Part::Answers, &submission.answers).await?;
        if let Some(contact) = &submission.contact {
            folder.put(&mut tx, Part::Contact, contact).await?;
        }
        if let Some(ori9) = &submission.ori9 {
            folder.put(&mut tx, Part::Ori9, ori9).await?;
            sight::settle(office, &mut tx, &folder, ori9).await?;
        }
        office.audit(&mut tx, Who::Website, "submit", Some(report_id)).await?;
        Ok(())
    }
    .await;
    if let Err(error) = stored {
        drop(tx);
        folder.discard().await;
        return Err(error);
    }
    // Nobody knows whether a commit that fails was applied: from here on the key may be the only one of the report.
    tx.commit().await?;
    Ok((receipt, true))
}

/// How a claim code is kept.
pub fn claim_code_hash(office: &Office, code: &str) -> String {
    office.config.master_key.derive_hex("claim code as kept", &[code_digits(code).as_bytes()])
}

fn claim_code(office: &Office, id: Uuid) -> String {
    spoken_code(office, "claim code", id)
}

/// The digits of a code, however it is written: groups, case and look-alikes don't matter.
pub fn code_digits(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// 125 bits out of the master key and an id, in five groups of five digits.
pub fn spoken_code(office: &Office, purpose: &str, id: Uuid) -> String {
    let bytes = office.config.master_key.derive(purpose, &[id.as_bytes()]);
    let digit = |byte: &u8| DIGITS.get(usize::from(byte & 31)).map_or('0', |digit| char::from(*digit));
    let digits: Vec<char> = bytes.iter().take(CODE_DIGITS).map(digit).collect();
    let groups: Vec<String> = digits.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// The normalised text, if everything is as it has to be.
fn check(office: &Office, submission: &Submission) -> Result<Text, Error> {
    let Submission { submission_id: _, title, summary, lessons, differently, answers, contact, ori9, received } =
        submission;
    let text = Text {
        title: title.clone(),
        summary: summary.clone(),
        lessons: lessons.clone(),
        differently: differently.clone(),
    };
    let text = text.normalised();
    let contact_fields = contact.iter().flat_map(|contact| [&contact.name, &contact.email, &contact.phone]);
    if wire::oversized(&text).is_some() || contact_fields.into_iter().any(|field| field.as_str().len() > CONTACT_BYTES)
    {
        return Err(Code::TooLarge.into());
    }
    if text.summary.is_blank() {
        return Err(Code::Empty.into());
    }
    let mut equipment = answers.equipment.clone();
    equipment.sort_unstable();
    equipment.dedup();
    let repeated = equipment.len() != answers.equipment.len();
    if repeated
        || received.is_some_and(|day| day > office.today())
        || ori9.as_ref().is_some_and(|ori9| !wire::is_ori9(ori9.as_str()))
    {
        return Err(Code::Malformed.into());
    }
    Ok(text)
}
