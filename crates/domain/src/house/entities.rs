//! Who is who: mentions of the same person, place or institution are one entity and share a token; different ones never do.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use detect::Class;
use regex::Regex;

use super::pattern;
use crate::assess::Followed;
use crate::names::{Name, Value};
use crate::{Act, Action, Assessment, Identity, Judged, Span, Text, Trace};

static RANK_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(officers?|ofc|off|sergeant|sgt|deputy|dep|detective|det|trooper|tpr|corporal|cpl|lieutenant|lt|captain|capt|chief|sheriff|agent|patrolman|constable|partner|fto|i'm|i am|my name is|k-?9|dog|canine|mr|mister|mrs|ms|miss|dispatcher|witness|neighbou?r|bystander|clerk|caller|suspect|subject|driver|passenger|arrestee|inmate|offender|defendant|victim|named|identified as)[.,]?\s+$",
    )
});
pub(super) static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[([A-Za-z0-9 -]+) (\d{1,6})\]"));

/// The part that somebody plays in a report, as the token says it.
pub(super) const ROLES: [&str; 6] = ["Officer", "Subject", "Witness", "K-9", "Dispatcher", "Person"];

/// One person, place or institution of a report, with all its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    pub class: Class,
    /// Indexes into the findings, in the order of the text.
    pub mentions: Vec<usize>,
    /// The numbered tokens that stand for it now, the first given first. More than one is a fault.
    pub tokens: Vec<String>,
}

/// What is known of one mention before it is told whose it is.
struct Mention {
    class: Class,
    words: Arc<Reading>,
    title: Title,
    at: Span,
}

/// What the words of a mention say by themselves.
struct Reading {
    value: Value,
    name: Name,
    /// Under which others are looked for: a person's whole name by its surname, everything by its parts.
    surname_keys: Vec<String>,
    keys: Vec<String>,
    /// The rank or title with which they begin.
    title: Title,
}

impl Reading {
    fn of(class: Class, words: &str) -> Self {
        // Persons are compared by their names, everything else by its value.
        let person = class == Class::Person;
        let (name, value) = if person { (words, "") } else { ("", words) };
        let (name, value) = (Name::read(name), Value::read(class, value));
        let keys = if person { name.part_keys() } else { value.keys() };
        let title = if person { Title::read(&format!("{} ", first_word(words))) } else { Title::None };
        Self { surname_keys: name.surname_keys(), keys, value, name, title }
    }
}

/// What words say, kept between two looks at a report: most of its findings are the same.
#[derive(Default)]
pub(crate) struct Readings {
    known: HashMap<Class, HashMap<String, Arc<Reading>>>,
    count: usize,
}

impl Readings {
    fn read(&mut self, class: Class, words: &str) -> Arc<Reading> {
        let known = self.known.entry(class).or_default();
        if let Some(reading) = known.get(words) {
            return Arc::clone(reading);
        }
        let reading = Arc::new(Reading::of(class, words));
        known.insert(words.to_owned(), Arc::clone(&reading));
        self.count += 1;
        reading
    }

    /// Ends a look at a report with so many findings: what was typed and deleted since is not kept for good.
    fn turn(&mut self, findings: usize) {
        if self.count > 2 * findings + 64 {
            *self = Self::default();
        }
    }
}

/// What a rank or title before a name says of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Title {
    None,
    /// "Officer", "deputy": goes with any rank.
    Officer,
    /// One rank of its own: "Sgt.".
    Rank(&'static str),
    Dog,
    Mr,
    Mrs,
}

impl Title {
    fn read(before: &str) -> Self {
        let Some(word) = RANK_BEFORE.captures(before).and_then(|found| found.get(1)) else { return Self::None };
        match word.as_str().to_lowercase().as_str() {
            "sergeant" | "sgt" => Self::Rank("sergeant"),
            "detective" | "det" => Self::Rank("detective"),
            "corporal" | "cpl" => Self::Rank("corporal"),
            "lieutenant" | "lt" => Self::Rank("lieutenant"),
            "captain" | "capt" => Self::Rank("captain"),
            "chief" => Self::Rank("chief"),
            "k9" | "k-9" | "dog" | "canine" => Self::Dog,
            "mr" | "mister" => Self::Mr,
            "mrs" | "ms" | "miss" => Self::Mrs,
            "officer" | "officers" | "ofc" | "off" | "deputy" | "dep" | "trooper" | "tpr" | "patrolman" => {
                Self::Officer
            }
            _ => Self::None,
        }
    }

    /// Whether the same person may be called both.
    fn goes_with(self, other: Self) -> bool {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => true,
            (Self::Officer, Self::Rank(_)) | (Self::Rank(_), Self::Officer) => true,
            (one, other) => one == other,
        }
    }
}

/// Puts every finding to its entity. The program's guess comes first, then what the reviewer said, in that order.
pub(crate) fn assign(
    base: &Text,
    trace: &Trace,
    actions: &[Action],
    followed: &[Followed],
    findings: &mut [Judged],
    readings: &mut Readings,
) -> Vec<Entity> {
    let mention = |judged: &Judged| mention(base, trace.text(), judged, readings);
    let mentions: Vec<Mention> = findings.iter().map(mention).collect();
    readings.turn(findings.len());
    let mut of = guess(&mentions);
    for (index, action) in actions.iter().enumerate() {
        let Some(who) = &action.who else { continue };
        let named: Vec<usize> = (0..findings.len())
            .filter(|&at| {
                let judged = &findings[at];
                who.mentions.iter().any(|anchor| match anchor.fresh {
                    false => judged.anchor == *anchor,
                    true => followed.iter().any(|one| {
                        judged.fresh && one.action == index && one.anchor == *anchor && one.now == Some(judged.at)
                    }),
                })
            })
            .collect();
        let Some(&first) = named.first() else { continue };
        match who.says {
            Identity::Same => {
                let target = of[first];
                let joined: Vec<usize> = named.iter().map(|&at| of[at]).collect();
                for at in 0..of.len() {
                    if joined.contains(&of[at]) && mentions[at].class == mentions[first].class {
                        of[at] = target;
                    }
                }
            }
            Identity::Apart => {
                let own = of.iter().max().map_or(0, |last| last + 1);
                named.iter().filter(|&&at| mentions[at].class == mentions[first].class).for_each(|&at| of[at] = own);
            }
        }
    }
    let mut entities: Vec<Entity> = Vec::new();
    // The number that stands for each guessed one, in the order of the text.
    let mut numbers: Vec<Option<usize>> = vec![None; of.iter().max().map_or(0, |last| last + 1)];
    for (at, judged) in findings.iter_mut().enumerate() {
        let number = *numbers[of[at]].get_or_insert_with(|| {
            entities.push(Entity { class: judged.finding.class, mentions: Vec::new(), tokens: Vec::new() });
            entities.len() - 1
        });
        judged.entity = number;
        entities[number].mentions.push(at);
        if let Some(token) = token_at(trace, judged)
            && !entities[number].tokens.contains(&token)
        {
            entities[number].tokens.push(token);
        }
    }
    entities
}

/// The numbered token that the decision about a finding put in its place.
pub(crate) fn token_at(trace: &Trace, judged: &Judged) -> Option<String> {
    let decided = judged.decided.filter(|decided| decided.act != Act::Keep)?;
    let put = trace.put_by(judged.anchor.span, decided.action?).filter(|_| !judged.fresh)?;
    TOKEN.find(&put).map(|found| upper(found.as_str()))
}

/// "[officer 1]" and "[Officer 1]" are one token.
pub(super) fn upper(token: &str) -> String {
    let mut chars = token.chars();
    let open = chars.next().into_iter();
    open.chain(chars.next().into_iter().flat_map(char::to_uppercase)).chain(chars).collect()
}

fn mention(base: &Text, current: &Text, judged: &Judged, readings: &mut Readings) -> Mention {
    let (text, span) = if judged.fresh { (current, judged.at) } else { (base, judged.anchor.span) };
    let class = judged.finding.class;
    let words = readings.read(class, text.slice(span).unwrap_or_default());
    let before = text.get(span.field).as_str().get(..span.start).unwrap_or_default();
    let before = if class == Class::Person { Title::read(last_bytes(before, 40)) } else { Title::None };
    let title = if before == Title::None { words.title } else { before };
    Mention { class, words, title, at: span }
}

fn first_word(words: &str) -> &str {
    words.split_whitespace().next().unwrap_or_default()
}

/// At most the last `count` bytes of a text, on a char boundary.
pub(super) fn last_bytes(text: &str, count: usize) -> &str {
    let mut from = text.len().saturating_sub(count);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}

/// The entity of each mention, as a number.
fn guess(mentions: &[Mention]) -> Vec<usize> {
    let mut of: Vec<Option<usize>> = vec![None; mentions.len()];
    let mut count = 0;
    let mut next = || {
        count += 1;
        count - 1
    };
    // Whole names first: a single name may be anybody's who is named in full before or after.
    let is_person = |at: &usize| mentions[*at].class == Class::Person;
    let (people, others): (Vec<usize>, Vec<usize>) = (0..mentions.len()).partition(is_person);
    let name = |at: usize| &mentions[at].words.name;
    let (whole, parts): (Vec<usize>, Vec<usize>) = people.iter().partition(|at| name(**at).is_whole());
    let (mut by_surname, mut by_part, mut by_itself) = (Register::default(), Register::default(), Register::default());
    for at in whole {
        let one = &mentions[at];
        let keys = &one.words.surname_keys;
        let same = by_surname
            .find(keys, |other| name(at).same_whole(name(other)) && one.title.goes_with(mentions[other].title));
        of[at] = Some(same.first().and_then(|&other| of[other]).unwrap_or_else(&mut next));
        by_surname.note(keys, at);
        by_part.note(&one.words.keys, at);
    }
    for at in parts {
        let one = &mentions[at];
        let keys = &one.words.keys;
        let goes = |other: usize| one.title.goes_with(mentions[other].title);
        let mut known = by_part.find(keys, |other| name(at).part_of(name(other)) && goes(other));
        if known.is_empty() {
            known = by_itself.find(keys, |other| name(at).same_part(name(other)) && goes(other));
        }
        // Two people of one name: the one who was named last before is meant.
        let before = |other: &&usize| mentions[**other].at <= one.at;
        let meant = known.iter().filter(before).max_by_key(|&&other| mentions[other].at).or_else(|| known.first());
        of[at] = Some(meant.and_then(|&other| of[other]).unwrap_or_else(&mut next));
        by_itself.note(keys, at);
    }
    let mut by_class: HashMap<Class, Register> = HashMap::new();
    for at in others {
        let one = &mentions[at];
        let (keys, register) = (&one.words.keys, by_class.entry(one.class).or_default());
        let same = register.find(keys, |other| one.words.value.same(&mentions[other].words.value, one.class));
        of[at] = Some(same.first().and_then(|&other| of[other]).unwrap_or_else(&mut next));
        register.note(keys, at);
    }
    of.into_iter().flatten().collect()
}

/// Mentions by their keys, so that each is compared only with those that may be the same.
#[derive(Default)]
struct Register<'m>(HashMap<&'m str, Vec<usize>>);

impl<'m> Register<'m> {
    fn note(&mut self, keys: &'m [String], at: usize) {
        keys.iter().for_each(|key| self.0.entry(key).or_default().push(at));
    }

    /// Those that share a key and fit, in the order of the text.
    fn find(&self, keys: &[String], fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = keys.iter().filter_map(|key| self.0.get(key.as_str())).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|&other| fits(other));
        found
    }
}

/// The role, from what stands before any mention of this person.
pub(super) fn role(assessment: &Assessment, base: &Text, judged: &Judged) -> &'static str {
    let mut role = "Person";
    let mentions = assessment.entities.get(judged.entity).map(|entity| entity.mentions.as_slice()).unwrap_or_default();
    for other in mentions.iter().filter_map(|&at| assessment.findings.get(at)) {
        let (text, span) = if other.fresh { (&assessment.text, other.at) } else { (base, other.anchor.span) };
        let before = text.get(span.field).as_str().get(..span.start).unwrap_or_default();
        let own = format!("{} ", first_word(text.slice(span).unwrap_or_default()));
        let found = RANK_BEFORE.captures(last_bytes(before, 40)).or_else(|| RANK_BEFORE.captures(&own));
        let Some(word) = found.and_then(|found| found.get(1)) else { continue };
        match word.as_str().to_lowercase().as_str() {
            "k9" | "k-9" | "dog" | "canine" => return "K-9",
            "dispatcher" => return "Dispatcher",
            "witness" | "neighbor" | "neighbour" | "bystander" | "clerk" | "caller" => role = "Witness",
            "mr" | "mister" | "mrs" | "ms" | "miss" | "suspect" | "subject" | "driver" | "passenger" | "arrestee"
            | "inmate" | "offender" | "defendant" | "victim" | "named" | "identified as" => {
                if role == "Person" {
                    role = "Subject";
                }
            }
            _ => return "Officer",
        }
    }
    role
}

/// The tokens that stand in a report and its base, read once.
pub(super) struct Tokens {
    /// The highest number of each role, in lower case.
    highest: HashMap<String, u32>,
    /// The tokens that somebody has.
    taken: HashSet<String>,
    /// What was put in place of a name by any action that does not say who is who, in order.
    given: Vec<(Name, String)>,
}

impl Tokens {
    pub fn new(base: &Text, actions: &[Action], assessment: &Assessment) -> Self {
        let mut highest: HashMap<String, u32> = HashMap::new();
        for (_, text) in base.fields().into_iter().chain(assessment.text.fields()) {
            for found in TOKEN.captures_iter(text) {
                let role = found.get(1).map_or_else(String::new, |role| role.as_str().to_ascii_lowercase());
                let number: u32 = found.get(2).and_then(|number| number.as_str().parse().ok()).unwrap_or(0);
                let known = highest.entry(role).or_default();
                *known = number.max(*known);
            }
        }
        let taken = assessment.entities.iter().flat_map(|entity| entity.tokens.iter().cloned()).collect();
        let splices = actions.iter().filter(|action| action.who.is_none()).flat_map(|action| &action.splices);
        let given = splices.filter_map(|splice| {
            let token = TOKEN.find(splice.inserted.as_str())?;
            Some((Name::read(splice.removed.as_str()), upper(token.as_str())))
        });
        Self { highest, taken, given: given.collect() }
    }

    /// The token that this person has already, or the next number of the role that stands nowhere in the report.
    pub fn token(&self, assessment: &Assessment, base: &Text, judged: &Judged, role: &str) -> String {
        let entity = assessment.entities.get(judged.entity);
        if let Some(token) = entity.and_then(|entity| entity.tokens.first()) {
            return token.clone();
        }
        let text = if judged.fresh { &assessment.text } else { base };
        let span = if judged.fresh { judged.at } else { judged.anchor.span };
        let name = Name::read(text.slice(span).unwrap_or_default());
        // One that was typed in and redacted since is no finding any more; its token is still that name's, if nobody has it.
        let known = self.given.iter().find(|(of, _)| of.same(&name)).map(|(_, token)| token);
        known.filter(|token| !self.taken.contains(*token)).cloned().unwrap_or_else(|| self.next(role))
    }

    /// "[Officer 3]": the next number of a role that stands nowhere in the report.
    pub fn next(&self, role: &str) -> String {
        let highest = self.highest.get(&role.to_ascii_lowercase()).copied().unwrap_or(0);
        format!("[{role} {}]", highest.saturating_add(1))
    }
}
