//! Reading a report again after an edit: what was found out about its parts before is kept, and only the rest is read anew.
//!
//! The answer is that of a full scan by construction, not by care: a full scan reads the same parts one by one. What is kept
//! of a part stands under everything that it was made from: of the recognisers the part's words and the field's tone, of the
//! tagger all that it sees of a stretch, which takes in what the whole report says about each word.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use crate::hash::{Digest, QuickBuild};
use crate::parts::parts;
use crate::tagger::{self, States};
use crate::text::{Candidate, Text, Tone};
use crate::{Field, Finding, Lists, find_by};

/// The detector with a memory, for one report that is read again and again. It holds words of the report.
pub struct Scanner(Memory);

impl Default for Scanner {
    fn default() -> Self {
        Self(Memory { keeps: true, ..Memory::default() })
    }
}

impl Scanner {
    /// What [`crate::find`] answers, the sooner the more of it was read before.
    pub fn find(&mut self, fields: &[(Field, &str)], lists: &Lists) -> Vec<Finding> {
        find_by(tagger::shipped(), &tagger::Bounds::default(), fields, lists, &mut self.0)
    }
}

impl fmt::Debug for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scanner({} parts)", self.0.parts.len())
    }
}

/// What was not looked at in so many readings is forgotten: an undo or two costs nothing, and the memory stays bounded.
const TURNS: u64 = 16;

/// What is kept between readings; by default nothing.
#[derive(Default)]
pub(crate) struct Memory {
    keeps: bool,
    /// What was read last where nothing is kept.
    last: Vec<States>,
    turn: u64,
    parts: HashMap<String, Kept<Read>>,
    stretches: HashMap<u128, Kept<Vec<States>>, QuickBuild>,
    pub rooms: tagger::Rooms,
}

struct Kept<T> {
    turn: u64,
    what: T,
}

/// What was found in one part; places count in the part.
struct Read {
    tone: Tone,
    found: Vec<Candidate>,
    phrases: Vec<Candidate>,
}

/// What is found in a field, before it is seen as part of a report.
pub(crate) struct Raw {
    pub found: Vec<Candidate>,
    pub phrases: Vec<Candidate>,
}

impl Memory {
    /// Ends a reading.
    pub fn turn(&mut self) {
        let oldest = self.turn.saturating_sub(TURNS);
        self.parts.retain(|_, kept| kept.turn >= oldest);
        self.stretches.retain(|_, kept| kept.turn >= oldest);
        self.turn += 1;
    }

    /// What the recognisers find in each part of a field.
    pub fn read(&mut self, text: &Text<'_>, find: impl Fn(&Text<'_>) -> Raw) -> Raw {
        let mut out = Raw { found: Vec::new(), phrases: Vec::new() };
        let tone = text.tone();
        for range in parts(text.s) {
            let s = text.get(range.clone());
            if !self.keeps {
                let Raw { mut found, mut phrases } = find(&Text::part(text.field, s, tone));
                found
                    .iter_mut()
                    .chain(&mut phrases)
                    .for_each(|c| c.range = range.start + c.range.start..range.start + c.range.end);
                out.found.append(&mut found);
                out.phrases.append(&mut phrases);
                continue;
            }
            let known = self.parts.get_mut(s).filter(|kept| kept.what.tone == tone);
            let kept = match known {
                Some(kept) => kept,
                None => {
                    let Raw { found, phrases } = find(&Text::part(text.field, s, tone));
                    let what = Read { tone, found, phrases };
                    self.parts.entry(s.to_owned()).insert_entry(Kept { turn: self.turn, what }).into_mut()
                }
            };
            kept.turn = self.turn;
            out.found.extend(kept.what.found.iter().map(|c| c.further_on(range.start)));
            out.phrases.extend(kept.what.phrases.iter().map(|c| c.further_on(range.start)));
        }
        out
    }

    /// The probabilities of a stretch of which the tagger sees exactly this.
    pub fn stretch<S: Hash>(&mut self, seen: &[S], read: impl FnOnce() -> Vec<States>) -> &[States] {
        if !self.keeps {
            self.last = read();
            return &self.last;
        }
        let digest = Digest::of(seen);
        let turn = self.turn;
        let kept = self.stretches.entry(digest).or_insert_with(|| Kept { turn, what: read() });
        kept.turn = turn;
        &kept.what
    }
}
