//! Places through edits and back.

use super::*;
use crate::{Act, Reason};

fn act(splices: &[(usize, &str, &str)]) -> Action {
    let splices = splices.iter().map(|&(at, removed, inserted)| Splice {
        field: Field::Summary,
        at,
        removed: removed.into(),
        inserted: inserted.into(),
    });
    Action {
        act: Act::CopyEdit,
        reason: Reason::Language,
        class: None,
        splices: splices.collect(),
        ..Action::default()
    }
}

fn span(range: Range<usize>) -> Span {
    Span::new(Field::Summary, range)
}

fn base() -> Text {
    Text { summary: "Ofc. Ruiz met Ruiz there".into(), ..Text::default() }
}

#[test]
fn places_map_through_replacements_and_back() {
    let actions = [act(&[(14, "Ruiz", "[Officer 1]"), (0, "Ofc. Ruiz", "[Officer 1]")]), act(&[(11, "", " also")])];
    let trace = Trace::replay(&base(), &actions).unwrap();
    assert_eq!(trace.text().summary.as_str(), "[Officer 1] also met [Officer 1] there");
    assert_eq!(trace.to_current(span(14..18)), span(21..32));
    assert_eq!(trace.to_current(span(19..24)), span(33..38));
    assert_eq!(trace.to_base(span(33..38)), span(19..24));
    assert_eq!(trace.to_base(span(22..30)), span(14..18));
    assert_eq!(trace.taken_by(span(5..9)), Some(0));
    assert_eq!(trace.taken_by(span(5..13)), None);
    assert_eq!(trace.gaps(Field::Summary).len(), 2);
    assert_eq!(trace.stands(span(10..13)), Some(span(17..20)));
    assert_eq!((trace.stands(span(12..16)), trace.stands(span(14..18))), (None, None));
}

#[test]
fn what_was_put_in_maps_to_an_empty_place_and_back() {
    let trace = Trace::replay(&base(), &[act(&[(13, "", " Lee and")])]).unwrap();
    assert_eq!(trace.to_base(span(14..17)), span(13..13));
    assert_eq!(trace.to_current(span(13..13)), span(13..21));
}

#[test]
fn replay_refuses_what_does_not_fit() {
    assert_eq!(Trace::replay(&base(), &[act(&[(0, "Sgt.", "x")])]).err(), Some(Misfit));
}

#[test]
fn text_and_pieces_agree_after_any_edits() {
    let mut seed = 7_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below.max(1)
    };
    for _ in 0..300 {
        let mut actions: Vec<Action> = Vec::new();
        for _ in 0..8 {
            let current = Trace::replay(&base(), &actions).unwrap();
            let text = current.text().summary.as_str().to_owned();
            let at = next(text.len() + 1);
            let end = (at + next(6)).min(text.len());
            actions.push(act(&[(at, text.get(at..end).unwrap(), ["", "x", "[a b]"][next(3)])]));
        }
        let trace = Trace::replay(&base(), &actions).unwrap();
        let text = trace.text().summary.as_str();
        let mut rebuilt = String::new();
        let (mut from, whole) = (0, base());
        for gap in trace.gaps(Field::Summary) {
            rebuilt.push_str(whole.summary.as_str().get(from..gap.base.start).unwrap());
            rebuilt.push_str(text.get(gap.current.clone()).unwrap());
            assert_eq!(gap.gone.iter().map(|(r, _)| r.len()).sum::<usize>(), gap.base.len());
            assert_eq!(gap.new.iter().map(|(r, _)| r.len()).sum::<usize>(), gap.current.len());
            from = gap.base.end;
        }
        rebuilt.push_str(whole.summary.as_str().get(from..).unwrap());
        assert_eq!(rebuilt, text);
        for start in 0..whole.summary.as_str().len() {
            let current = trace.to_current(span(start..start + 1));
            assert!(current.end <= text.len());
            let back = trace.to_base(current);
            assert!(current.is_empty() || (back.start <= start && start < back.end));
        }
    }
}
