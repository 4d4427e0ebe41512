//! Triggers are read off patterns, and hold every match.

use super::*;

fn first(source: &str) -> Part {
    Trigger::of(source).unwrap().ways[0][0].clone()
}

fn words(source: &str) -> Vec<String> {
    let words = first(source).heads.words;
    words.iter().map(|head| String::from_utf8(head.bytes().to_vec()).unwrap()).collect()
}

#[test]
fn triggers_are_read_off_patterns() {
    assert_eq!(words(r"(?i)(?-u:\b)(?:badges?|shield)(?-u:\b)"), ["badge ", "badges ", "shield "]);
    assert_eq!(words(r"(?i)(?-u:\b)d\.?o\.?b(?-u:\b)"), ["d ", "do ", "dob "]);
    assert_eq!(words(r"(?i)(?-u:\b)(?:last )?vin[ ]"), ["vin "]);
    let at = first(r"[a-z]{1,8}@[a-z]+");
    assert_eq!((at.heads.marks, at.before.bytes, at.after.runs), (1 << b'@', 8, 1));
    let date = first(r"(?-u:\b)[0-9]{1,2}/[0-9]{4}");
    assert_eq!((date.heads.marks, date.before.bytes, date.after.bytes), (1 << b'/', 2, 5));
    assert_eq!(first(r"(?i)(?-u:\b)(?:(?:one|two)[ ,]{1,3}){6,10}two").times, 6);
    assert_eq!(first(r"(?i)(?-u:\b)(?:one|two){6,10}[ ]").times, 1);
    assert!(Trigger::of(r"[^ ]+x?").is_none());
    assert!(Trigger::of(r"at|[A-Z]").is_none());
    assert_eq!(Trigger::of(r"@|[0-9]").unwrap().ways.len(), 2);
}

/// Every match lies within the stretches, whatever stands around it.
#[test]
fn stretches_hold_every_match() {
    let sources = [
        r"(?i)(?-u:\b)(?:at|by)[ ]{1,3}(?:[0-9]{1,2}|noon|[a-z]+teen)(?-u:\b)",
        r"[A-Z][a-z]*, (?:[0-9]{1,2}|ten)(?:[,.;]|$)",
        r"(?-u:\b)#?[0-9]{2,3}-[a-z]{1,3}|é[a-z]*",
        r"(?i)(?-u:\b)(?:(?:at|by)[ ]{1,3}(?:noon,|7|10|fifteen)?[ ]?){2,3}",
    ];
    let text = "at by at 7 by 10 x at ten. At 10, Ruiz, 34; by noon,by  fifteen 12-ab éa #123-x at\nat 7 Petit, ten";
    let index = Index::new(text);
    for source in sources {
        let regex = regex_automata::meta::Regex::new(source).unwrap();
        let places = Trigger::of(source).unwrap().places(text, &index);
        assert!(places.ranges.iter().all(|r| r.end - r.start < text.len()));
        assert!(regex.find_iter(text).count() >= 2);
        for m in regex.find_iter(text) {
            let holds = |r: &Range<usize>| {
                (if places.anchored { r.start == m.start() } else { r.start <= m.start() }) && m.end() <= r.end
            };
            assert!(places.ranges.iter().any(holds), "{source} {m:?} {:?}", places.ranges);
        }
    }
}
