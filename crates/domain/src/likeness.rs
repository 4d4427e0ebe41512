//! How alike stories are: words that they share, rare ones counting more. Says nothing but a band.

use std::collections::{HashMap, HashSet};

use detect::closed_enum;

use crate::Text;

closed_enum! {
    /// How alike two reports are.
    Likeness { SameEvent = "same-event", Alike = "alike" }
}

/// From this cosine on two stories are alike, and from that one on they tell of the same event.
const ALIKE: f32 = 0.35;
const SAME: f32 = 0.62;
/// Names and numbers that two stories, and no third one, share: so many make it the same event.
const SHARED_MARKS: usize = 3;
/// Shorter words say too little.
const SHORTEST: usize = 3;

/// Words of a story with how often they stand there, and which of them are marks: names and numbers.
struct Story {
    counts: HashMap<String, f32>,
    marks: HashSet<String>,
}

impl Story {
    fn read(text: &Text) -> Self {
        let mut story = Self { counts: HashMap::new(), marks: HashSet::new() };
        for (_, field) in text.fields() {
            let mut opens = true;
            for word in field.split_whitespace() {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
                if bare.chars().count() >= SHORTEST {
                    let lower = bare.to_lowercase();
                    let named = bare.chars().next().is_some_and(char::is_uppercase) && !opens;
                    if named || bare.contains(|c: char| c.is_ascii_digit()) {
                        story.marks.insert(lower.clone());
                    }
                    *story.counts.entry(lower).or_default() += 1.0;
                }
                // "Ofc." ends no sentence.
                opens = word.ends_with(['.', '!', '?', ':']) && bare.chars().count() > SHORTEST;
            }
        }
        story
    }
}

/// How alike each of the others is to the one; none where there is nothing to tell.
pub fn likeness(one: &Text, others: &[&Text]) -> Vec<Option<Likeness>> {
    let one = Story::read(one);
    let others: Vec<Story> = others.iter().map(|text| Story::read(text)).collect();
    let mut stories_with: HashMap<&str, f32> = HashMap::new();
    for story in others.iter().chain([&one]) {
        story.counts.keys().for_each(|word| *stories_with.entry(word).or_default() += 1.0);
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of stories")]
    let all = others.len() as f32 + 1.0;
    // Where there are few stories every word looks rare: as if there were fifty more without it.
    let rare = |word: &str| ((all + 50.0) / (1.0 + stories_with.get(word).copied().unwrap_or_default())).ln();
    let weight =
        |story: &Story, word: &str| story.counts.get(word).map_or(0.0, |count| (1.0 + count.ln()) * rare(word));
    let length = |story: &Story| story.counts.keys().map(|word| weight(story, word).powi(2)).sum::<f32>().sqrt();
    let own = length(&one);
    let judge = |other: &Story| {
        let shared: f32 = one.counts.keys().map(|word| weight(&one, word) * weight(other, word)).sum();
        let cosine = shared / (own * length(other)).max(f32::MIN_POSITIVE);
        let only_here = |mark: &&&String| stories_with.get(mark.as_str()).is_some_and(|stories| *stories <= 2.0);
        let marks = one.marks.intersection(&other.marks).collect::<Vec<_>>().iter().filter(only_here).count();
        if cosine >= SAME || marks >= SHARED_MARKS {
            Some(Likeness::SameEvent)
        } else {
            (cosine >= ALIKE).then_some(Likeness::Alike)
        }
    };
    others.iter().map(judge).collect()
}

/// The words of a text that tell most about it, for a search in other texts: long and repeated ones first.
pub fn telling_words(text: &Text, most: usize) -> Vec<String> {
    let story = Story::read(text);
    let plain = |word: &&String| word.chars().all(char::is_alphanumeric);
    let mut words: Vec<(&String, f32)> =
        story.counts.iter().filter(|(word, _)| plain(word)).map(|(w, n)| (w, *n)).collect();
    #[expect(clippy::cast_precision_loss, reason = "the length of a word")]
    let worth = |(word, count): &(&String, f32)| (1.0 + count.ln()) * (word.chars().count().min(12) as f32);
    words.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then_with(|| a.0.cmp(b.0)));
    words.into_iter().take(most).map(|(word, _)| word.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(summary: &str) -> Text {
        Text { summary: summary.into(), ..Text::default() }
    }

    const STOP: &str = "I stopped a gray pickup on Tannery Road near mile marker 41. The driver, Quintana, had a rifle beside \
        the seat and reached for it twice. My partner pulled him out.";

    #[test]
    fn the_same_event_from_two_officers() {
        let other = text(
            "Backed a unit up who had a truck stopped on Tannery Road. Saw him, Quintana it turned out, go for a long gun. \
             Pulled the man out through the door. It was by marker 41 I think.",
        );
        let far = text(
            "A dog ran out of the garage and bit the sleeve of my jacket. We should carry a catch pole in the car.",
        );
        assert_eq!(likeness(&text(STOP), &[&other, &far]), [Some(Likeness::SameEvent), None]);
    }

    #[test]
    fn the_same_story_told_again_and_one_like_it() {
        let again = text(&STOP.replace("gray", "silver").replace("twice", "two times"));
        let alike = text(
            "I stopped a pickup on the shoulder. The driver had a rifle beside the seat and reached for it. My partner had \
             stepped back and the driver showed his hands.",
        );
        assert_eq!(likeness(&text(STOP), &[&again, &alike]), [Some(Likeness::SameEvent), Some(Likeness::Alike)]);
        assert_eq!(likeness(&text(STOP), &[&text("")]), [None]);
        assert_eq!(likeness(&text(""), &[&text(STOP)]), [None]);
    }

    #[test]
    fn words_for_a_search_are_plain() {
        let words = telling_words(&text("The O'Brien brothers' revolver; a revolver, really \"loaded\" (twice)."), 3);
        assert_eq!(words, ["revolver", "brothers", "loaded"]);
        assert!(telling_words(&text(STOP), 100).iter().all(|w| w.chars().all(char::is_alphanumeric)));
    }
}
