//! Many places of a text, asked again and again whether one of them lies over or around another: without looking at each.

use crate::Span;

/// Places in the order of their starts, each with the furthest end so far in its field.
pub(crate) struct Cover(Vec<(Span, usize)>);

impl Cover {
    pub fn new(places: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = places.into_iter().collect();
        spans.sort_unstable();
        let mut out: Vec<(Span, usize)> = Vec::with_capacity(spans.len());
        for span in spans {
            let before = out.last().filter(|(last, _)| last.field == span.field).map_or(0, |(_, end)| *end);
            out.push((span, before.max(span.end)));
        }
        Self(out)
    }

    /// Whether one of the places contains this one.
    pub fn contains(&self, span: &Span) -> bool {
        self.furthest(|one| (one.field, one.start) <= (span.field, span.start), span).is_some_and(|end| end >= span.end)
    }

    /// Whether one of the places overlaps this one.
    pub fn overlaps(&self, span: &Span) -> bool {
        self.furthest(|one| (one.field, one.start) < (span.field, span.end), span).is_some_and(|end| end > span.start)
    }

    fn furthest(&self, begins: impl Fn(&Span) -> bool, span: &Span) -> Option<usize> {
        let last = self.0.partition_point(|(one, _)| begins(one)).checked_sub(1)?;
        self.0.get(last).filter(|(one, _)| one.field == span.field).map(|(_, end)| *end)
    }
}

#[cfg(test)]
mod tests {
    use detect::Field;

    use super::*;

    #[test]
    fn the_answer_is_that_of_asking_each() {
        let mut seed = 5_u32;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize % below
        };
        let mut place = || {
            let (field, start) = ([Field::Title, Field::Summary, Field::Lessons][next(3)], next(30));
            Span::new(field, start..start + next(5))
        };
        for count in 0..40 {
            let places: Vec<Span> = (0..count).map(|_| place()).collect();
            let cover = Cover::new(places.iter().copied());
            for _ in 0..60 {
                let one = place();
                assert_eq!(cover.contains(&one), places.iter().any(|place| place.contains(&one)));
                // An empty place overlaps what it lies inside of.
                if places.iter().all(|place| !place.is_empty()) {
                    assert_eq!(cover.overlaps(&one), places.iter().any(|place| place.overlaps(&one)));
                }
            }
        }
    }
}
