//! Files that leave the app: roll-call sheets and exports, of what is in the library. Where they go, the shell asks.

use domain::{Lists, Refusal, Stage, Takeaway, unclean};
use rollcall::{Kind, Numbered, Sheet, file_name, to_csv, to_json, to_markdown, to_pdf};
use uuid::Uuid;

use crate::library::Published;
use crate::session::Session;
use crate::view::*;

/// A file, and the name that is offered for it.
#[derive(Debug, Clone)]
pub struct SavedFile {
    pub name: String,
    pub kind: FileKind,
    pub bytes: Vec<u8>,
}

/// Most questions of a sheet, and bytes of each: a sheet is one or two pages.
const QUESTIONS: usize = 10;
const QUESTION_BYTES: usize = 1000;

/// Sets the sheet and counts its pages.
pub async fn pages(session: &Session, publication: Uuid, ask: QuestionsAsk) -> Result<SheetPagesView, ErrorView> {
    let faults = faults(&ask, &session.store().lists()?);
    let pdf = pdf(of(session, publication)?, checked(ask.questions)?).await?;
    let count = |n| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(SheetPagesView { pages: count(pdf.pages), missing: count(pdf.missing), faults })
}

/// `Refused` by `open_findings`: a question identifies somebody, as the detector sees it.
pub async fn sheet(
    session: &Session,
    publication: Uuid,
    ask: QuestionsAsk,
    kind: FileKind,
) -> Result<SavedFile, ErrorView> {
    let published = of(session, publication)?;
    if !faults(&ask, &session.store().lists()?).is_empty() {
        return Err(ErrorView::refused(Refusal::OpenFindings));
    }
    let questions = checked(ask.questions)?;
    let number = published.number;
    let (bytes, as_kind) = match kind {
        FileKind::Pdf => (pdf(published, questions).await?.bytes, Kind::Pdf),
        FileKind::Markdown => {
            let sheet = Sheet { number, publication: &published.publication, questions: &questions };
            (to_markdown(&sheet).into_bytes(), Kind::Markdown)
        }
        FileKind::Json | FileKind::Csv => return export(session, &[publication], kind),
    };
    Ok(SavedFile { name: file_name(&[number], as_kind), kind, bytes })
}

/// In the order of their numbers. `NoReport`: one of them is not in the library.
pub fn export(session: &Session, publications: &[Uuid], kind: FileKind) -> Result<SavedFile, ErrorView> {
    let mut all = publications.iter().map(|id| of(session, *id)).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|one| one.number);
    let rows: Vec<Numbered<'_>> = all.iter().map(|one| numbered(session, one)).collect();
    let (bytes, as_kind) = match kind {
        FileKind::Json => (to_json(&rows), Kind::Json),
        FileKind::Csv => (to_csv(&rows), Kind::Csv),
        FileKind::Pdf | FileKind::Markdown => return Err(ErrorCode::Internal.into()),
    };
    let numbers: Vec<u32> = all.iter().map(|one| one.number).collect();
    Ok(SavedFile { name: file_name(&numbers, as_kind), kind, bytes: bytes.map_err(|_| ErrorCode::Internal)? })
}

fn numbered<'p>(session: &Session, of: &'p Published) -> Numbered<'p> {
    let others = of.event.map(|event| session.published_of_event(event)).unwrap_or_default();
    let same_event = others.iter().map(|other| other.number).filter(|number| *number != of.number).collect();
    Numbered { number: of.number, same_event, publication: &of.publication }
}

/// Setting a page takes a moment: not on the thread that answers the window.
async fn pdf(of: Published, questions: Vec<String>) -> Result<rollcall::Pdf, ErrorView> {
    let set = move || to_pdf(&Sheet { number: of.number, publication: &of.publication, questions: &questions });
    let pdf = tokio::task::spawn_blocking(set).await.map_err(|_| ErrorCode::Internal)?;
    Ok(pdf.map_err(|_| ErrorCode::Internal)?)
}

fn of(session: &Session, publication: Uuid) -> Result<Published, ErrorView> {
    session.published(publication).ok_or_else(|| ErrorCode::NoReport.into())
}

/// The questions are read like takeaways: a sheet leaves the programme. Nothing that was removed is known any more by then.
fn faults(QuestionsAsk { questions, kept }: &QuestionsAsk, lists: &Lists) -> Vec<QuestionFault> {
    let mut faults = Vec::new();
    for (question, words) in (0_u32..).zip(questions) {
        let alone = Takeaway::new(Uuid::nil(), Stage::Publish, words.as_str().into());
        for found in unclean(&[alone], &[], lists) {
            let words = words.get(found.range).unwrap_or_default().to_owned();
            let fault = QuestionFault { question, class: found.class, words };
            if !kept.contains(&fault) && !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    faults
}

fn checked(questions: Vec<String>) -> Result<Vec<String>, ErrorView> {
    let fits = questions.len() <= QUESTIONS && questions.iter().all(|one| one.len() <= QUESTION_BYTES);
    if fits { Ok(questions) } else { Err(ErrorCode::TooLarge.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_few_questions_and_short_ones() {
        assert!(checked(vec!["Who watches?".to_owned(); QUESTIONS]).is_ok());
        for bad in [vec![String::new(); QUESTIONS + 1], vec!["x".repeat(QUESTION_BYTES + 1)]] {
            assert_eq!(checked(bad).unwrap_err().code, ErrorCode::TooLarge);
        }
    }

    #[test]
    fn a_question_that_identifies_is_told_until_somebody_says_that_it_does_not() {
        let lists = Lists::default();
        let ask = |questions: &[&str], kept| QuestionsAsk {
            questions: questions.iter().map(|&one| one.to_owned()).collect(),
            kept,
        };
        assert_eq!(faults(&ask(&rollcall::QUESTIONS, vec![]), &lists), [], "the ones to begin with");
        let questions = ["Who watches the hands?", "Would you call 555-555-0142 first, or 555-555-0142 later?", ""];
        let found = faults(&ask(&questions, vec![]), &lists);
        let [fault] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((fault.question, fault.class, fault.words.as_str()), (1, domain::Class::Phone, "555-555-0142"));
        assert_eq!(faults(&ask(&questions, found.clone()), &lists), []);
        let elsewhere = QuestionFault { question: 0, ..fault.clone() };
        assert_eq!(
            faults(&ask(&questions, vec![elsewhere]), &lists),
            found,
            "kept in one question is kept there alone"
        );
    }
}
