//! Proofreading: off the main thread, on a copy of the text, bound to its revision. Nothing of the text is kept.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{Assessment, Closed as _, Field, Private, Span, Text};
use proofread::{Proofreader, Settled};
use uuid::Uuid;

use crate::desk;
use crate::session::Session;
use crate::show;
use crate::utf16::to_place;
use crate::view::{ErrorCode, ErrorView, LanguageView, RemarkView};

/// Words that somebody may call right in one report.
const RIGHT: usize = 500;

/// The proofreader of the process; loaded when the first text is read.
#[derive(Default)]
pub struct Reader(Mutex<Option<Proofreader>>);

/// Reads the text of a report. The first time takes a second, later ones milliseconds; the app answers meanwhile.
pub async fn proofread(session: &Session, reader: Arc<Reader>, report: Uuid) -> Result<LanguageView, ErrorView> {
    let looked = desk::look(session, report)?;
    let right = session.store().reading(report)?.right;
    let asked = reader.clone();
    let read = tokio::task::spawn_blocking(move || asked.read(&looked.base, &looked.assessment, &right));
    // A panic in the library costs the remarks and nothing else; what it says would quote the text, and is not kept.
    let remarks = read.await.map_err(|_panicked| {
        reader.forget();
        ErrorCode::Internal
    })?;
    Ok(LanguageView { revision: looked.revision, remarks })
}

/// A word is right in this report, wherever it stands.
pub fn call_right(session: &Session, report: Uuid, word: &str) -> Result<(), ErrorView> {
    let mut store = session.store();
    let mut reading = store.reading(report)?;
    let word: Private = domain::normalise(word).to_lowercase().into();
    if word.as_str().len() > wire::NOTE_BYTES || reading.right.len() >= RIGHT {
        return Err(ErrorCode::TooLarge.into());
    }
    if !reading.right.contains(&word) {
        reading.right.push(word);
        store.put_reading(report, &reading)?;
    }
    Ok(())
}

impl Reader {
    /// The proofreader may be half-way through something: the next text is read by a new one.
    fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.0.clear_poison();
    }

    fn read(&self, base: &Text, assessment: &Assessment, right: &[Private]) -> Vec<RemarkView> {
        let mut reader = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let reader = reader.get_or_insert_with(Proofreader::new);
        Field::ALL.iter().flat_map(|&field| read_field(reader, base, assessment, right, field)).collect()
    }
}

fn read_field(
    reader: &mut Proofreader,
    base: &Text,
    assessment: &Assessment,
    right: &[Private],
    field: Field,
) -> Vec<RemarkView> {
    let text = &assessment.text;
    // A finding's words are settled wherever they stand: a name that was kept is no slip.
    let words = assessment
        .findings
        .iter()
        .filter_map(|judged| if judged.fresh { text.slice(judged.at) } else { base.slice(judged.anchor.span) });
    let settled_words = words.chain(right.iter().map(Private::as_str));
    let places = assessment.findings.iter().filter(|judged| judged.at.field == field).map(|judged| judged.at.range());
    let settled = Settled::new(places.collect(), settled_words);
    let view = |remark: proofread::Remark| {
        let span = Span::new(field, remark.range);
        let words = text.slice(span).unwrap_or_default();
        let kept = remark.replacements.first().is_some_and(|new| domain::meaning::is_kept(words, new));
        RemarkView {
            place: to_place(text, span),
            rule: remark.rule.into(),
            words: words.to_owned(),
            before: show::before(text, span),
            after: show::after(text, span),
            safe: remark.safe && kept,
            replacements: remark.replacements,
        }
    };
    let called_right = |one: &RemarkView| right.iter().any(|word| word.as_str() == one.words.to_lowercase());
    let remarks = reader.read(text.get(field).as_str(), &settled).into_iter().map(view);
    remarks.filter(|one| !called_right(one)).collect()
}

#[cfg(test)]
mod tests {
    use domain::{Base, Lists, Stage, assess};

    use super::*;

    fn remarks(reader: &Reader, text: &Text, right: &[Private]) -> Vec<(String, bool)> {
        let assessment = assess(&Base { stage: Stage::One, text, record: &[] }, &[], &Lists::default()).unwrap();
        let remarks = reader.read(text, &assessment, right);
        for one in &remarks {
            let span = crate::utf16::to_span(text, one.place).unwrap();
            assert_eq!(text.slice(span), Some(one.words.as_str()));
        }
        remarks.into_iter().map(|one| (one.words, one.safe)).collect()
    }

    #[test]
    fn names_of_findings_and_words_called_right_are_no_slips_and_places_count_as_the_window_does() {
        let reader = Reader::default();
        let summary = "👮 Ofc. Kowalczk stood by the vehical. Then kowalczk recieved it. i didnt see fourty.";
        let text = Text { summary: summary.into(), lessons: "Dont wait.".into(), ..Text::default() };
        let all = remarks(&reader, &text, &[]);
        let is = |words: &str, safe: bool| (words.to_owned(), safe);
        // "fourty" would become a number, which nobody accepts unread.
        let want = [is("vehical", true), is("recieved", true), is("i", true), is("didnt", true), is("fourty", false)];
        assert_eq!(all, [&want[..], &[is("Dont", true)]].concat());
        let fewer = remarks(&reader, &text, &["vehical".into(), "i".into()]);
        assert_eq!(fewer.len(), all.len() - 2);
    }
}
