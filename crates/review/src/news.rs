//! How a desk is told to the window: what it does not know yet, and nothing twice. A key press in a long report changes few of
//! its thousands of rows, so only these travel, beside the places, which are numbers.
//!
//! Put together with what was told before, the news are the whole [`DeskView`] (`ui/src/lib/backend/news.ts` does so).

use std::collections::HashMap;

use domain::{Closed as _, Field};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use ts_rs::TS;

use crate::view::*;

/// What has changed on a desk since it was told last.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct DeskNews {
    /// Of this telling; never 0.
    pub number: u32,
    /// The telling that it goes on from; none if it is complete.
    pub after: Option<u32>,
    /// Parts of a [`DeskView`] under their names there: those that are other than they were told.
    #[ts(type = "Record<string, unknown>")]
    pub parts: Named<Box<RawValue>>,
    /// Its long lists: all of them, each time.
    #[ts(type = "Record<string, RowsView>")]
    pub lists: Named<RowsView>,
}

/// A list that the window knows most of.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct RowsView {
    /// Pairs: where a run of rows begins in the list as it was told last, and how many they are; -1: the next ones of `fresh`.
    pub runs: Vec<i32>,
    /// Rows without their places; a row that is nothing but a place is null.
    #[ts(type = "unknown[]")]
    pub fresh: Vec<Box<RawValue>>,
    /// Three numbers for each row: the field (-1: no place), from, to.
    pub places: Vec<i32>,
}

/// What the window was told last. It holds the report's text.
#[derive(Default)]
pub struct Told {
    number: u32,
    report: Option<String>,
    parts: HashMap<&'static str, Box<RawValue>>,
    lists: HashMap<&'static str, Vec<Box<RawValue>>>,
}

impl Told {
    /// What a desk is other than it was told; all of it, if `whole` or if another report was told last.
    pub fn tell(&mut self, view: &DeskView, whole: bool) -> Result<DeskNews, ErrorView> {
        if whole || !self.is_of(&view.card.id) {
            self.forget();
        }
        let after = self.report.is_some().then_some(self.number);
        self.report = Some(view.card.id.clone());
        self.number = self.number.wrapping_add(1).max(1);
        let mut news = DeskNews { number: self.number, after, parts: Named::default(), lists: Named::default() };
        self.fill(&mut news, view).map_err(|_| ErrorCode::Internal)?;
        Ok(news)
    }

    /// The next telling is complete. Numbers go on, so that none means two.
    pub fn forget(&mut self) {
        *self = Self { number: self.number, ..Self::default() };
    }

    pub fn is_of(&self, report: &str) -> bool {
        self.report.as_deref() == Some(report)
    }

    fn fill(&mut self, news: &mut DeskNews, view: &DeskView) -> serde_json::Result<()> {
        // All of them by name: whoever adds a part has to say here how it travels.
        let DeskView {
            card,
            stage,
            revision,
            fields,
            findings,
            entities,
            offers,
            edits,
            leaks,
            meaning,
            unread,
            blockers,
            answers,
            questions,
            record,
            notes,
            original,
            author,
            verdict,
            sheet,
            can_undo,
            can_redo,
            elsewhere,
        } = view;
        self.part(news, "card", card)?;
        self.part(news, "stage", stage)?;
        self.part(news, "revision", revision)?;
        self.part(news, "fields", fields)?;
        self.part(news, "leaks", leaks)?;
        self.part(news, "meaning", meaning)?;
        self.part(news, "answers", answers)?;
        self.part(news, "questions", questions)?;
        self.part(news, "notes", notes)?;
        self.part(news, "original", original)?;
        self.part(news, "author", author)?;
        self.part(news, "verdict", verdict)?;
        self.part(news, "sheet", sheet)?;
        self.part(news, "canUndo", can_undo)?;
        self.part(news, "canRedo", can_redo)?;
        self.part(news, "elsewhere", elsewhere)?;
        news.lists.0 = vec![
            ("findings", self.rows("findings", findings)?),
            ("entities", self.rows("entities", entities)?),
            ("offers", self.rows("offers", offers)?),
            ("edits", self.rows("edits", edits)?),
            ("unread", self.rows("unread", unread)?),
            ("blockers", self.rows("blockers", blockers)?),
            ("record", self.rows("record", record)?),
        ];
        Ok(())
    }

    fn part<T: Serialize>(&mut self, news: &mut DeskNews, name: &'static str, part: &T) -> serde_json::Result<()> {
        let now = to_raw_value(part)?;
        if self.parts.get(name).is_none_or(|told| told.get() != now.get()) {
            news.parts.0.push((name, now.clone()));
            self.parts.insert(name, now);
        }
        Ok(())
    }

    fn rows<T: Row>(&mut self, name: &'static str, rows: &[T]) -> serde_json::Result<RowsView> {
        let told = self.lists.remove(name).unwrap_or_default();
        let mut by_words: HashMap<&str, usize> = HashMap::with_capacity(told.len());
        for (index, row) in told.iter().enumerate() {
            by_words.entry(row.get()).or_insert(index);
        }
        let mut view = RowsView { runs: Vec::new(), fresh: Vec::new(), places: Vec::with_capacity(rows.len() * 3) };
        let mut now = Vec::with_capacity(rows.len());
        // Rows mostly follow each other as they did: then the next one is the one after.
        let mut next = 0;
        for row in rows {
            let place = row.place();
            let row = to_raw_value(&row.without_place())?;
            let as_before = told.get(next).is_some_and(|told| told.get() == row.get());
            let found = if as_before { Some(next) } else { by_words.get(row.get()).copied() };
            match found {
                Some(index) => {
                    view.keep(index);
                    next = index + 1;
                }
                None => {
                    view.add(row.clone());
                    next += 1;
                }
            }
            now.push(row);
            view.places.extend(place_numbers(place));
        }
        drop(by_words);
        self.lists.insert(name, now);
        Ok(view)
    }
}

impl RowsView {
    fn keep(&mut self, index: usize) {
        let index = i32::try_from(index).unwrap_or(i32::MAX);
        match self.runs.as_mut_slice() {
            [.., from, count] if *from >= 0 && *from + *count == index => *count += 1,
            _ => self.runs.extend([index, 1]),
        }
    }

    fn add(&mut self, row: Box<RawValue>) {
        match self.runs.as_mut_slice() {
            [.., -1, count] => *count += 1,
            _ => self.runs.extend([-1, 1]),
        }
        self.fresh.push(row);
    }
}

fn place_numbers(place: Option<Place>) -> [i32; 3] {
    let number = |at: u32| i32::try_from(at).unwrap_or(i32::MAX);
    let Some(Place { field, from, to }) = place else { return [-1, 0, 0] };
    let field = Field::ALL.iter().position(|&one| one == field).and_then(|at| i32::try_from(at).ok());
    [field.unwrap_or(-1), number(from), number(to)]
}

/// A row of a long list, whose place moves with the text while the rest of it stays.
trait Row {
    fn place(&self) -> Option<Place>;
    fn without_place(&self) -> impl Serialize;
}

/// Rows that say everywhere the same place, and tell their own beside it.
macro_rules! rows_with_places {
    ($($row:ident),+) => {$(
        impl Row for $row {
            fn place(&self) -> Option<Place> {
                self.place.into()
            }

            fn without_place(&self) -> impl Serialize {
                Self { place: NOWHERE.into(), ..self.clone() }
            }
        }
    )+};
}
rows_with_places!(FindingView, OfferView, EditView, BlockerView, RecordView);

/// Where a row stands whose place is told beside it.
const NOWHERE: Place = Place { field: Field::Title, from: 0, to: 0 };

impl Row for EntityView {
    fn place(&self) -> Option<Place> {
        None
    }

    fn without_place(&self) -> impl Serialize {
        self
    }
}

impl Row for Place {
    fn place(&self) -> Option<Place> {
        Some(*self)
    }

    fn without_place(&self) -> impl Serialize {}
}

/// Names and what they stand for, as a JSON object in this order.
pub struct Named<T>(pub Vec<(&'static str, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests;
