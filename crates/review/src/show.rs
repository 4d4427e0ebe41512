//! From the domain to the screens: everything that a view says is computed here.

use domain::house::{Ready, mend, neutral};
use domain::stage::Facts;
use domain::{
    Act, Action, Answers, Assessment, Checks, Field, Intruder, Judged, LeakKind, Origin, Refusal, Sheet, Span, Stage,
    Text, calendar,
};
use jiff::civil::Date;
use wire::{Card, ClaimState};

use crate::takeaways::Takeaways;
use crate::utf16::{Ruler, to_place};
use crate::vetting;
use crate::view::*;

/// Below this score a highlight is shown as unsure.
const SURE: f32 = 0.6;
/// Bytes of the text around an edit that the diff shows, at most.
const AROUND: usize = 48;

pub fn card(card: &Card, today: Date, sending: bool) -> CardView {
    let late = calendar::business_days_between(card.due, today);
    let left = calendar::business_days_between(today, card.due);
    let signed = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
    CardView {
        id: card.id.to_string(),
        state: card.state,
        category: card.category,
        region: card.region,
        sworn_band: card.sworn_band,
        words: card.words,
        received: card.received.to_string(),
        due: card.due.to_string(),
        waits_days: calendar::business_days_between(card.received, today),
        due_in_days: if today > card.due { -signed(late) } else { signed(left) },
        claim: match card.claim {
            ClaimState::Free => ClaimView::Free,
            ClaimState::Mine { until } => ClaimView::Mine { until: until.to_string() },
            ClaimState::Taken { ref held } => ClaimView::Taken {
                by: held.as_ref().map(|held| held.by.clone()),
                until: held.as_ref().map(|held| held.until.to_string()),
            },
        },
        barred: card.barred,
        deferred_until: card.deferred_until.map(|day| day.to_string()),
        declined_for: card.declined_for,
        sealed_until: card.sealed_until.map(|day| day.to_string()),
        sending,
        waiting_since: card.waiting_since.map(|day| day.to_string()),
        event: card.event.map(|event| event.to_string()),
        flag: card.flag,
    }
}

pub fn fields(text: &Text) -> Vec<FieldView> {
    text.fields().into_iter().map(|(field, value)| FieldView { field, text: value.to_owned() }).collect()
}

/// A name for a finding that the window hands back: its anchor, spelled out. Holds no text. A finding of typed text is named
/// by where its first byte came from, which stays as it is while other places are edited.
pub fn finding_id(assessment: &Assessment, judged: &Judged) -> String {
    let span = judged.anchor.span;
    let class = judged.finding.class;
    if !judged.fresh {
        return format!("{}:{}-{}:{class}:base", span.field, span.start, span.end);
    }
    let len = span.end - span.start;
    let origin = match assessment.trace.origin(span.field, span.start) {
        Some(Origin::Base(byte)) => format!("{byte}"),
        Some(Origin::New { action, splice, byte }) => format!("{action}.{splice}.{byte}"),
        None => String::new(),
    };
    format!("{}:{origin}+{len}:{class}:new", span.field)
}

/// `assessment` was made of `base` and `actions`.
pub fn findings(base: &Text, actions: &[Action], assessment: &Assessment, checks: &Checks) -> Vec<FindingView> {
    let (ruler, ready) = (Ruler::new(&assessment.text), Ready::new(base, actions, assessment));
    let mut views = Vec::with_capacity(assessment.findings.len());
    for judged in &assessment.findings {
        let (text, span) = if judged.fresh { (&assessment.text, judged.at) } else { (base, judged.anchor.span) };
        let replacement =
            |act: Act| (act != Act::Keep).then(|| assessment.text.slice(judged.at).unwrap_or_default().to_owned());
        views.push(FindingView {
            id: finding_id(assessment, judged),
            class: judged.finding.class,
            family: judged.finding.class.family(),
            words: text.slice(span).unwrap_or_default().to_owned(),
            group: number(judged.entity),
            place: Some(ruler.place(judged.at)),
            score: judged.finding.score,
            unsure: judged.finding.score < SURE,
            fresh: judged.fresh,
            why: WhyView {
                recogniser: judged.finding.why.recogniser.to_owned(),
                matched: judged.finding.why.matched.to_owned(),
                raised: judged.finding.why.raised.iter().map(|&s| s.to_owned()).collect(),
                lowered: judged.finding.why.lowered.iter().map(|&s| s.to_owned()).collect(),
            },
            decided: judged.decided.map(|decided| DecidedView {
                act: decided.act,
                reason: decided.reason,
                replacement: replacement(decided.act),
                by_stage: decided.by_stage,
            }),
            suggestions: match judged.decided {
                Some(_) => Vec::new(),
                None => ready
                    .suggest(judged)
                    .into_iter()
                    .map(|ready| SuggestionView { act: ready.act, text: ready.text })
                    .collect(),
            },
            les: vetting::les(checks, judged),
        });
    }
    views
}

pub fn edits(assessment: &Assessment) -> Vec<EditView> {
    let text = &assessment.text;
    let ruler = Ruler::new(text);
    assessment
        .edits
        .iter()
        .map(|hunk| EditView {
            field: hunk.current.field,
            act: hunk.act,
            reason: hunk.reason,
            class: hunk.class,
            before: before(text, hunk.current),
            removed: hunk.removed.as_str().to_owned(),
            inserted: hunk.inserted.as_str().to_owned(),
            after: after(text, hunk.current),
            place: ruler.place(hunk.current),
        })
        .collect()
}

/// The last words before a place, from a word border on.
pub fn before(text: &Text, span: Span) -> String {
    let head = text.get(span.field).as_str().get(..span.start).unwrap_or_default();
    let head = head.rsplit('\n').next().unwrap_or_default();
    let mut from = head.len().saturating_sub(AROUND);
    while !head.is_char_boundary(from) {
        from += 1;
    }
    let cut = head.get(from..).unwrap_or_default();
    let shown = if from == 0 { cut } else { cut.split_once(' ').map_or(cut, |(_, rest)| rest) };
    shown.to_owned()
}

/// The first words after a place, up to a word border.
pub fn after(text: &Text, span: Span) -> String {
    let tail = text.get(span.field).as_str().get(span.end..).unwrap_or_default();
    let tail = tail.split('\n').next().unwrap_or_default();
    let mut to = tail.len().min(AROUND);
    while !tail.is_char_boundary(to) {
        to -= 1;
    }
    let cut = tail.get(..to).unwrap_or_default();
    let shown = if to == tail.len() { cut } else { cut.rsplit_once(' ').map_or(cut, |(rest, _)| rest) };
    shown.to_owned()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Who is who, in the order of [`FindingView::group`].
pub fn entities(base: &Text, assessment: &Assessment) -> Vec<EntityView> {
    let words = |judged: &Judged| {
        let (text, span) = if judged.fresh { (&assessment.text, judged.at) } else { (base, judged.anchor.span) };
        text.slice(span).unwrap_or_default().to_owned()
    };
    let view = |entity: &domain::Entity| {
        let members = entity.mentions.iter().filter_map(|&at| assessment.findings.get(at));
        EntityView {
            class: entity.class,
            // The fullest name is the one by which a reader knows who is meant.
            name: members.map(words).max_by_key(|words| words.chars().count()).unwrap_or_default(),
            tokens: entity.tokens.clone(),
            places: number(entity.mentions.len()),
        }
    };
    assessment.entities.iter().map(view).collect()
}

/// Words that give away somebody's sex or rank.
pub fn offers(assessment: &Assessment) -> Vec<OfferView> {
    let ruler = Ruler::new(&assessment.text);
    let view = |(who, offer): &(usize, domain::house::Offer)| OfferView {
        entity: number(*who),
        place: ruler.place(offer.span),
        before: before(&assessment.text, offer.span),
        words: assessment.text.slice(offer.span).unwrap_or_default().to_owned(),
        after: after(&assessment.text, offer.span),
        text: offer.token.clone(),
        sure: offer.sure,
    };
    neutral(assessment).iter().map(view).collect()
}

pub fn leaks(base: &Text, assessment: &Assessment) -> Vec<LeakView> {
    let text = &assessment.text;
    let ruler = Ruler::new(text);
    let at = |leak: &domain::Leak| assessment.findings.iter().find(|judged| judged.at == leak.span && !judged.fresh);
    let view = |leak: &domain::Leak| LeakView {
        class: leak.class,
        kind: leak.kind,
        finding: match leak.kind {
            LeakKind::Value => None,
            LeakKind::SharedToken | LeakKind::SecondToken => at(leak).map(|judged| finding_id(assessment, judged)),
        },
        mend: match leak.kind {
            LeakKind::Value => mend(base, assessment, leak),
            LeakKind::SharedToken | LeakKind::SecondToken => None,
        }
        .map(|ready| SuggestionView { act: ready.act, text: ready.text }),
        place: ruler.place(leak.span),
        words: text.slice(leak.span).unwrap_or_default().to_owned(),
    };
    assessment.leaks.iter().map(view).collect()
}

pub fn meaning(assessment: &Assessment) -> Vec<MeaningView> {
    let text = &assessment.text;
    let view = |change: &domain::meaning::Change| MeaningView {
        place: to_place(text, change.current),
        before: before(text, change.current),
        removed: change.removed.as_str().to_owned(),
        inserted: change.inserted.as_str().to_owned(),
        after: after(text, change.current),
        matters: change.matters.clone(),
        confirmed: change.confirmed,
    };
    assessment.meaning.iter().map(view).collect()
}

/// What the rules will ask of a stage's work: from the text, and from the work sheet.
pub fn facts(assessment: &Assessment, sheet: &Sheet, takeaways: &Takeaways<'_>) -> Facts {
    let from_text = assessment.facts();
    let faults = |rule| takeaways.faults().filter(|fault| fault.rule == rule).count();
    Facts {
        open_findings: from_text.open_findings + faults(Refusal::OpenFindings),
        leaks: from_text.leaks + faults(Refusal::Leak),
        lessons: from_text.lessons + takeaways.count(),
        authenticity: sheet.authenticity,
        les_pass: sheet.les_pass,
        les_unanswered: sheet.checks.les_unanswered(assessment).len(),
        intruder_unanswered: sheet.checks.intruder_unanswered(),
        in_the_news: sheet.checks.intruder(Intruder::News) == Some(true),
        category: sheet.coding.category.is_some(),
        tags: sheet.coding.tags.len(),
        ..from_text
    }
}

/// What stands in the way of the step that ends this stage.
pub fn blockers(
    assessment: &Assessment,
    takeaways: &Takeaways<'_>,
    facts: &Facts,
    checks: &Checks,
) -> Vec<BlockerView> {
    let mut blockers = Vec::new();
    let ruler = Ruler::new(&assessment.text);
    let rule = |rule| BlockerView { rule, place: None, finding: None, takeaway: None };
    for judged in assessment.open() {
        blockers.push(BlockerView {
            rule: Refusal::OpenFindings,
            place: Some(ruler.place(judged.at)),
            finding: Some(finding_id(assessment, judged)),
            takeaway: None,
        });
    }
    for leak in &assessment.leaks {
        blockers.push(BlockerView { place: Some(ruler.place(leak.span)), ..rule(Refusal::Leak) });
    }
    for change in assessment.meaning.iter().filter(|change| !change.confirmed) {
        blockers.push(BlockerView { place: Some(ruler.place(change.current)), ..rule(Refusal::Meaning) });
    }
    for fault in takeaways.faults() {
        blockers.push(BlockerView { takeaway: Some(fault.takeaway.to_string()), ..rule(fault.rule) });
    }
    match takeaways.stage {
        Stage::One => {
            if !facts.title_set {
                let place = Some(Place { field: Field::Title, from: 0, to: 0 });
                blockers.push(BlockerView { place, ..rule(Refusal::TitleMissing) });
            }
        }
        Stage::Two | Stage::Third => {
            match facts.authenticity {
                None => blockers.push(rule(Refusal::AuthenticityMissing)),
                Some(domain::Authenticity::NotLawEnforcement) => blockers.push(rule(Refusal::NotLawEnforcement)),
                Some(domain::Authenticity::LawEnforcement | domain::Authenticity::Unsure) => {}
            }
            for judged in checks.les_unanswered(assessment) {
                let (place, finding) = (ruler.place(judged.at), finding_id(assessment, judged));
                let (place, finding) = (Some(place), Some(finding));
                blockers.push(BlockerView { place, finding, ..rule(Refusal::LesUnanswered) });
            }
            if facts.intruder_unanswered > 0 {
                blockers.push(rule(Refusal::IntruderMissing));
            }
            if facts.in_the_news {
                blockers.push(rule(Refusal::InTheNews));
            }
            if !facts.les_pass {
                blockers.push(rule(Refusal::LesPassMissing));
            }
            if facts.lessons == 0 {
                blockers.push(rule(Refusal::LessonMissing));
            }
        }
        Stage::Publish => {
            if !facts.category {
                blockers.push(rule(Refusal::CategoryMissing));
            }
            if facts.tags == 0 {
                blockers.push(rule(Refusal::TagMissing));
            }
        }
    }
    blockers
}

pub fn record(base: &[domain::Recorded], assessment: &Assessment) -> Vec<RecordView> {
    let ruler = Ruler::new(&assessment.text);
    let view = |entry: &domain::Recorded| {
        let at = assessment.trace.to_current(entry.span);
        RecordView {
            act: entry.act,
            reason: entry.reason,
            class: entry.class,
            place: Some(ruler.place(at)),
            places: entry.places,
            words: assessment.text.slice(at).unwrap_or_default().to_owned(),
        }
    };
    base.iter().map(view).collect()
}

pub fn answers(answers: &Answers) -> AnswersView {
    AnswersView(answers.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_an_edit_end_at_word_and_line_borders() {
        let text = Text {
            summary: format!("{}\nnear é the [diner] and then\nmore", "long ".repeat(40)).into(),
            ..Text::default()
        };
        let at = text.summary.as_str().find("[diner]").unwrap();
        let span = Span::new(Field::Summary, at..at + 7);
        assert_eq!(before(&text, span), "near é the ");
        assert_eq!(after(&text, span), " and then");
        let far = Span::new(Field::Summary, 150..150);
        assert!(before(&text, far).len() <= AROUND && before(&text, far).starts_with("long"));
    }
}
