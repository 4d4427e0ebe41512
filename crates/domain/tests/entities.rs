//! Who is who: a table of mentions, what a reviewer says about them, and what always holds, whatever is said and undone.

use domain::house::{apart, decide, mark, neutral, neutralise, rename, same, suggest};
use domain::{
    Action, Anchor, Assessment, Base, Class, Edit, Field, LeakKind, Lists, Reason, Span, Stage, Text, assess,
    find_leaks, removed,
};

fn text(summary: &str) -> Text {
    Text { summary: summary.into(), ..Text::default() }
}

fn look(base: &Text, edit: &Edit) -> Assessment {
    assess(&Base { stage: Stage::One, text: base, record: &[] }, &edit.actions, &Lists::default())
        .expect("honest actions")
}

/// Makes the report's words, in the order of the text, findings of this class: what the detector sees is one already.
fn marked(base: &Text, words: &[&str], class: Class) -> Edit {
    let mut edit = Edit::default();
    let mut from = 0;
    for word in words {
        let at = from
            + base.summary.as_str().get(from..).and_then(|rest| rest.find(word)).expect("the words stand in order");
        from = at + word.len();
        let place = Span::new(Field::Summary, at..from);
        let now = look(base, &edit);
        if !now.findings.iter().any(|judged| judged.at == place && judged.finding.class == class) {
            edit.push(mark(&now, place, class).expect("a place"));
        }
    }
    edit
}

/// The entities of a class, each as the words of its mentions.
fn groups(base: &Text, edit: &Edit, class: Class) -> Vec<Vec<String>> {
    let now = look(base, edit);
    let words = |at: &usize| base.slice(now.findings[*at].anchor.span).unwrap_or_default().to_owned();
    let of = now.entities.iter().filter(|entity| entity.class == class);
    of.map(|entity| entity.mentions.iter().map(words).collect()).collect()
}

/// Agrees with the first suggestion for everything, one entity after the other.
fn agree(base: &Text, edit: &mut Edit) {
    for _ in 0..200 {
        let now = look(base, edit);
        let Some(judged) = now.open().next() else { return };
        let ready = suggest(base, &edit.actions, &now, judged).into_iter().next().expect("a suggestion");
        let group: Vec<Anchor> =
            now.open().filter(|other| other.entity == judged.entity).map(|other| other.anchor).collect();
        edit.push(decide(&now, &group, ready.act, Reason::Identifying, &ready.text).expect("an open finding"));
    }
    panic!("there is no end to the findings");
}

fn entity_of(now: &Assessment, base: &Text, words: &str) -> usize {
    let named = now.findings.iter().rfind(|judged| base.slice(judged.anchor.span) == Some(words));
    named.unwrap_or_else(|| panic!("no finding {words}")).entity
}

#[test]
fn a_police_dog_has_one_token_and_the_word_for_it_none() {
    let base = text("K-9 Rex ran in first. I sent K-9 Biscuit after him. K-9 Rex was hurt. We called for K-9.");
    let mut edit = Edit::default();
    agree(&base, &mut edit);
    let after = look(&base, &edit).text;
    assert_eq!(
        after.summary.as_str(),
        "[K-9 1] ran in first. I sent [K-9 2] after him. [K-9 1] was hurt. We called for K-9."
    );
}

/// A text, the words in it that are findings, their class, and who is meant by which.
type Case<'a> = (&'a str, &'a [&'a str], Class, &'a [&'a [&'a str]]);

#[test]
fn mentions_find_together() {
    use Class::*;
    let cases: &[Case<'_>] = &[
        (
            "Officer James Ruiz met Ofc. Ruiz and Ruiz, then James.",
            &["James Ruiz", "Ruiz", "Ruiz", "James"],
            Person,
            &[&["James Ruiz", "Ruiz", "Ruiz", "James"]],
        ),
        ("Ruiz came. It was James Ruiz.", &["Ruiz", "James Ruiz"], Person, &[&["Ruiz", "James Ruiz"]]),
        ("James Ruiz met Maria Ruiz.", &["James Ruiz", "Maria Ruiz"], Person, &[&["James Ruiz"], &["Maria Ruiz"]]),
        (
            "James Ruiz met Maria Ruiz. Ruiz ran.",
            &["James Ruiz", "Maria Ruiz", "Ruiz"],
            Person,
            &[&["James Ruiz"], &["Maria Ruiz", "Ruiz"]],
        ),
        (
            "Officer James Ruiz met Maria Ruiz. James ran. Maria too.",
            &["James Ruiz", "Maria Ruiz", "James", "Maria"],
            Person,
            &[&["James Ruiz", "James"], &["Maria Ruiz", "Maria"]],
        ),
        ("J. Ruiz is James Ruiz.", &["J. Ruiz", "James Ruiz"], Person, &[&["J. Ruiz", "James Ruiz"]]),
        ("James Ruiz signed as JR there.", &["James Ruiz", "JR"], Person, &[&["James Ruiz", "JR"]]),
        ("James Ruiz signed as J.R. there.", &["James Ruiz", "J.R."], Person, &[&["James Ruiz", "J.R."]]),
        ("James Ruiz met Dana Kim.", &["James Ruiz", "Dana Kim"], Person, &[&["James Ruiz"], &["Dana Kim"]]),
        ("Kowalczyk ran. KOWALCZYK fell.", &["Kowalczyk", "KOWALCZYK"], Person, &[&["Kowalczyk", "KOWALCZYK"]]),
        (
            "Marcus Delacroix-Pruitt ran. Pruitt fell.",
            &["Marcus Delacroix-Pruitt", "Pruitt"],
            Person,
            &[&["Marcus Delacroix-Pruitt", "Pruitt"]],
        ),
        (
            "Robert Novak ran. Rob Novak fell.",
            &["Robert Novak", "Rob Novak"],
            Person,
            &[&["Robert Novak", "Rob Novak"]],
        ),
        ("José Núñez ran. Nunez fell.", &["José Núñez", "Nunez"], Person, &[&["José Núñez", "Nunez"]]),
        ("Mr. Novak hid. Mrs. Novak ran.", &["Novak", "Novak"], Person, &[&["Novak"], &["Novak"]]),
        ("Sgt. Novak led. Lt. Novak followed.", &["Novak", "Novak"], Person, &[&["Novak"], &["Novak"]]),
        ("Sgt. Novak led. Officer Novak followed.", &["Novak", "Novak"], Person, &[&["Novak", "Novak"]]),
        ("Officer Rex Novak led. K-9 Rex followed.", &["Rex Novak", "Rex"], Person, &[&["Rex Novak"], &["Rex"]]),
        ("Novak's partner ran. Novak fell.", &["Novak", "Novak"], Person, &[&["Novak", "Novak"]]),
        (
            "Fairview PD came. Fairview Police Department stayed.",
            &["Fairview PD", "Fairview Police Department"],
            Agency,
            &[&["Fairview PD", "Fairview Police Department"]],
        ),
        ("Fairview PD came. FPD stayed.", &["Fairview PD", "FPD"], Agency, &[&["Fairview PD", "FPD"]]),
        (
            "Fairview PD came. Milton PD stayed.",
            &["Fairview PD", "Milton PD"],
            Agency,
            &[&["Fairview PD"], &["Milton PD"]],
        ),
        (
            "Cedar County SO came. Cedar PD stayed.",
            &["Cedar County SO", "Cedar PD"],
            Agency,
            &[&["Cedar County SO"], &["Cedar PD"]],
        ),
        (
            "The Sagebrush Inn burned. Sagebrush Inn closed.",
            &["Sagebrush Inn", "Sagebrush Inn"],
            Org,
            &[&["Sagebrush Inn", "Sagebrush Inn"]],
        ),
        (
            "On Tannery Road then. Tannery Rd it was.",
            &["Tannery Road", "Tannery Rd"],
            Location,
            &[&["Tannery Road", "Tannery Rd"]],
        ),
        (
            "Elm Street here. Elm Avenue there.",
            &["Elm Street", "Elm Avenue"],
            Location,
            &[&["Elm Street"], &["Elm Avenue"]],
        ),
        ("Plate KTR 5521 ran. It was KTR-5521.", &["KTR 5521", "KTR-5521"], Plate, &[&["KTR 5521", "KTR-5521"]]),
        (
            "Case 26-01844 here. Case 26-01845 there.",
            &["26-01844", "26-01845"],
            CaseId,
            &[&["26-01844"], &["26-01845"]],
        ),
        ("Kim Okafor-Lee ran. Okafor fell.", &["Kim Okafor-Lee", "Okafor"], Person, &[&["Kim Okafor-Lee", "Okafor"]]),
        (
            "Ruiz, James was listed. James Ruiz came.",
            &["Ruiz, James", "James Ruiz"],
            Person,
            &[&["Ruiz, James", "James Ruiz"]],
        ),
        ("OFC RUIZ CAME. THEN RUIZ LEFT.", &["RUIZ", "RUIZ"], Person, &[&["RUIZ", "RUIZ"]]),
        ("ruiz came. then Ruiz left.", &["ruiz", "Ruiz"], Person, &[&["ruiz", "Ruiz"]]),
        ("Dana Kim met Dana Cole.", &["Dana Kim", "Dana Cole"], Person, &[&["Dana Kim"], &["Dana Cole"]]),
        ("O'Dell ran. O’Dell fell.", &["O'Dell", "O’Dell"], Person, &[&["O'Dell", "O’Dell"]]),
        (
            "James A. Ruiz ran. James Ruiz fell.",
            &["James A. Ruiz", "James Ruiz"],
            Person,
            &[&["James A. Ruiz", "James Ruiz"]],
        ),
        ("Ofc. Ruiz left. Novak stayed.", &["Ruiz", "Novak"], Person, &[&["Ruiz"], &["Novak"]]),
        ("On I-70 then. I 70 was shut.", &["I-70", "I 70"], Location, &[&["I-70", "I 70"]]),
        ("On I-70 then. I-80 was shut.", &["I-70", "I-80"], Location, &[&["I-70"], &["I-80"]]),
        (
            "At Pinion Wash. Then Cedar Flats.",
            &["Pinion Wash", "Cedar Flats"],
            Location,
            &[&["Pinion Wash"], &["Cedar Flats"]],
        ),
        ("Call 555-0142. It was (555) 0142.", &["555-0142", "(555) 0142"], Phone, &[&["555-0142", "(555) 0142"]]),
        ("Call 555-0142. Not 555-0143.", &["555-0142", "555-0143"], Phone, &[&["555-0142"], &["555-0143"]]),
        ("Unit 2L41 went. 2l41 came back.", &["2L41", "2l41"], Badge, &[&["2L41", "2l41"]]),
        ("Unit 2L41 went. 2L42 came back.", &["2L41", "2L42"], Badge, &[&["2L41"], &["2L42"]]),
        ("Case 26-01844 here. 2601844 there.", &["26-01844", "2601844"], CaseId, &[&["26-01844", "2601844"]]),
    ];
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for (summary, words, class, want) in cases {
        let base = text(summary);
        let got = groups(&base, &marked(&base, words, *class), *class);
        if got.iter().map(|group| group.iter().map(String::as_str).collect::<Vec<_>>()).collect::<Vec<_>>() != *want {
            wrong.push(format!("{summary}\n  want {want:?}\n  got  {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn tokens_are_one_for_each_and_the_same_everywhere() {
    for (summary, words, want) in [
        (
            "Officer James Ruiz met Ofc. Dana Kim. Ruiz ran, Kim fell.",
            &["James Ruiz", "Dana Kim", "Ruiz", "Kim"][..],
            "[Officer 1] met [Officer 2]. [Officer 1] ran, [Officer 2] fell.",
        ),
        (
            "Ofc. Ruiz's car hit the dog Rex. Rex's leg broke.",
            &["Ruiz", "Rex", "Rex"],
            "[Officer 1]'s car hit the dog [K-9 1]. [K-9 1]'s leg broke.",
        ),
        (
            "Suspect Kevin Novak ran. Ofc. Ruiz held Novak.",
            &["Kevin Novak", "Ruiz", "Novak"],
            "Suspect [Subject 1] ran. [Officer 1] held [Subject 1].",
        ),
        ("The witness Ann Lee saw Sgt. Ruiz.", &["Ann Lee", "Ruiz"], "The witness [Witness 1] saw [Officer 1]."),
    ] {
        let base = text(summary);
        let mut edit = marked(&base, words, Class::Person);
        agree(&base, &mut edit);
        let done = look(&base, &edit);
        assert_eq!(done.text.summary.as_str(), want);
        assert_eq!(done.leaks, []);
    }
}

const STORY: &str = "Ofc. James Ruiz met Ofc. Maria Ruiz. Ruiz ran to Sgt. Dana Kim. Kim saw Ruiz's car. Dutch came.";

fn story() -> (Text, Edit) {
    let base = text(STORY);
    let mut edit =
        marked(&base, &["James Ruiz", "Maria Ruiz", "Ruiz", "Dana Kim", "Kim", "Ruiz", "Dutch"], Class::Person);
    agree(&base, &mut edit);
    (base, edit)
}

#[test]
fn a_merge_gives_both_one_token_and_an_undo_takes_it_back() {
    let (base, mut edit) = story();
    let before = look(&base, &edit);
    assert_eq!(
        before.text.summary.as_str(),
        "[Officer 1] met [Officer 2]. [Officer 2] ran to [Officer 3]. [Officer 3] saw [Officer 2]'s car. [Person 1] came."
    );
    let (dutch, kim) = (entity_of(&before, &base, "Dutch"), entity_of(&before, &base, "Kim"));
    edit.push(same(&before, dutch, kim).expect("two people"));
    let merged = look(&base, &edit);
    assert!(merged.text.summary.as_str().ends_with("[Officer 3] came."));
    assert_eq!(entity_of(&merged, &base, "Dutch"), entity_of(&merged, &base, "Dana Kim"));
    assert_eq!((merged.leaks.len(), merged.open().count()), (0, 0));
    edit.undo();
    assert_eq!(look(&base, &edit).text, before.text);
    edit.redo();
    assert_eq!(look(&base, &edit).text, merged.text);
    assert_eq!(same(&merged, kim, kim), None);
}

#[test]
fn a_merge_before_any_decision_makes_one_token_of_both() {
    let base = text(STORY);
    let mut edit =
        marked(&base, &["James Ruiz", "Maria Ruiz", "Ruiz", "Dana Kim", "Kim", "Ruiz", "Dutch"], Class::Person);
    let now = look(&base, &edit);
    edit.push(same(&now, entity_of(&now, &base, "Dutch"), entity_of(&now, &base, "James Ruiz")).expect("two people"));
    assert_eq!(look(&base, &edit).text, base, "nothing is said about the text");
    agree(&base, &mut edit);
    assert!(look(&base, &edit).text.summary.as_str().ends_with("[Officer 1] came."));
}

#[test]
fn a_split_gives_the_mention_a_token_of_its_own() {
    let (base, mut edit) = story();
    let before = look(&base, &edit);
    let last =
        before.findings.iter().rfind(|judged| base.slice(judged.anchor.span) == Some("Ruiz")).expect("Ruiz's car");
    let anchor = last.anchor;
    edit.push(apart(&base, &before, &[anchor]).expect("others are left"));
    let after = look(&base, &edit);
    assert_eq!(
        after.text.summary.as_str(),
        "[Officer 1] met [Officer 2]. [Officer 2] ran to [Officer 3]. [Officer 3] saw [Officer 4]'s car. [Person 1] came."
    );
    assert_eq!(after.leaks, []);
    // And back to the first, by a merge.
    let (own, james) = (
        after.findings.iter().find(|judged| judged.anchor == anchor).expect("it").entity,
        entity_of(&after, &base, "James Ruiz"),
    );
    edit.push(same(&after, own, james).expect("two people"));
    assert!(look(&base, &edit).text.summary.as_str().contains("saw [Officer 1]'s car"));
    let all: Vec<Anchor> =
        before.findings.iter().filter(|judged| judged.entity == last.entity).map(|judged| judged.anchor).collect();
    assert_eq!(apart(&base, &before, &all), None, "nobody would be left");
}

#[test]
fn a_new_token_goes_to_every_place() {
    let (base, mut edit) = story();
    let before = look(&base, &edit);
    edit.push(rename(&before, entity_of(&before, &base, "Kim"), "[Supervisor 1]").expect("a new token"));
    let after = look(&base, &edit);
    assert_eq!(
        after.text.summary.as_str(),
        "[Officer 1] met [Officer 2]. [Officer 2] ran to [Supervisor 1]. [Supervisor 1] saw [Officer 2]'s car. [Person 1] came."
    );
    assert_eq!((after.leaks.len(), after.open().count()), (0, 0));
    assert_eq!(rename(&after, entity_of(&after, &base, "Kim"), "[Supervisor 1]"), None, "it is that already");
    edit.undo();
    assert_eq!(look(&base, &edit).text, before.text);
}

#[test]
fn a_token_for_two_and_two_tokens_for_one_block_until_they_are_mended() {
    let (base, mut edit) = story();
    let before = look(&base, &edit);
    edit.push(rename(&before, entity_of(&before, &base, "Kim"), "[Officer 1]").expect("a new token"));
    let shared = look(&base, &edit);
    assert!(
        shared.leaks.iter().all(|leak| leak.kind == LeakKind::SharedToken) && shared.leaks.len() == 2,
        "{:?}",
        shared.leaks
    );
    assert_eq!(shared.facts().leaks, 2, "the rules see them");
    // Only this person's places change, though the token stands in others.
    edit.push(rename(&shared, entity_of(&shared, &base, "Kim"), "[Officer 7]").expect("a new token"));
    let apart_again = look(&base, &edit);
    assert_eq!(apart_again.leaks, []);
    assert!(apart_again.text.summary.as_str().starts_with("[Officer 1] met"));

    let one =
        apart_again.findings.iter().find(|judged| base.slice(judged.anchor.span) == Some("Kim")).expect("Kim").anchor;
    edit.push(
        decide(&apart_again, &[one], domain::Act::Replace, Reason::Identifying, "[Officer 9]").expect("a decision"),
    );
    let second = look(&base, &edit);
    assert_eq!(second.leaks.iter().map(|leak| leak.kind).collect::<Vec<_>>(), [LeakKind::SecondToken]);
    edit.push(rename(&second, entity_of(&second, &base, "Kim"), "[Officer 7]").expect("one token"));
    assert_eq!(look(&base, &edit).leaks, []);
}

#[test]
fn words_of_sex_and_rank_are_offered_for_the_one_who_is_meant() {
    for (summary, names, want) in [
        ("Ofc. Kim ran. She was fast.", &["Kim"][..], "[Officer 1] ran. [They were] fast."),
        ("Ofc. Kim ran. I saw her fall.", &["Kim"], "[Officer 1] ran. I saw [their] fall."),
        ("Ofc. Kim ran. I saw her.", &["Kim"], "[Officer 1] ran. I saw [them]."),
        ("Ofc. Kim ran. Her partner fell.", &["Kim"], "[Officer 1] ran. [Their] partner fell."),
        ("Ofc. Kim ran. She's been hurt.", &["Kim"], "[Officer 1] ran. [They've] been hurt."),
        ("Ofc. Kim ran. He's fine.", &["Kim"], "[Officer 1] ran. [They're] fine."),
        ("Ofc. Kim ran. He didn't fall.", &["Kim"], "[Officer 1] ran. [They didn't] fall."),
        ("Ofc. Kim ran. He hasn't told his wife.", &["Kim"], "[Officer 1] ran. [They haven't] told [their] wife."),
        ("Ofc. Kim ran. She watches and tries.", &["Kim"], "[Officer 1] ran. [They watch] and tries."),
        ("Ofc. Kim hurt himself.", &["Kim"], "[Officer 1] hurt [themselves]."),
        ("Ofc. Kim ran. The gun was hers.", &["Kim"], "[Officer 1] ran. The gun was [theirs]."),
        ("Ofc. Kim ran. The female officer fell.", &["Kim"], "[Officer 1] ran. The [officer] fell."),
        (
            "Ofc. Kim ran. The female fell, and she wept.",
            &["Kim"],
            "[Officer 1] ran. The [person] fell, and [they] wept.",
        ),
        ("Ofc. Kim ran. The male driver fell.", &["Kim"], "[Officer 1] ran. The [driver] fell."),
        ("Ofc. Kim ran. Another man fell.", &["Kim"], "[Officer 1] ran. Another [person] fell."),
        ("Ofc. Kim ran. The females fell.", &["Kim"], "[Officer 1] ran. The [people] fell."),
        ("Ofc. Kim ran. A man-made wall fell.", &["Kim"], "[Officer 1] ran. A man-made wall fell."),
        ("Ofc. Kim ran. The female officers fell.", &["Kim"], "[Officer 1] ran. The [officers] fell."),
        ("Ofc. Kim ran. The male victims fell.", &["Kim"], "[Officer 1] ran. The [victims] fell."),
        ("Ofc. Kim ran. A man suspect fell.", &["Kim"], "[Officer 1] ran. A [suspect] fell."),
        ("Ofc. Kim ran. The girl passenger fell.", &["Kim"], "[Officer 1] ran. The [passenger] fell."),
        ("Ofc. Kim ran. Two women witnesses fell.", &["Kim"], "[Officer 1] ran. Two [witnesses] fell."),
        ("Ofc. Kim ran. The policewomen fell.", &["Kim"], "[Officer 1] ran. The [officers] fell."),
        ("Ofc. Kim ran. The man suspects a trap.", &["Kim"], "[Officer 1] ran. The [person] suspects a trap."),
        ("Ofc. Kim ran. The woman witnesses it.", &["Kim"], "[Officer 1] ran. The [person] witnesses it."),
        ("Ofc. Kim ran. The female deputies fell.", &["Kim"], "[Officer 1] ran. The [deputies] fell."),
        ("Ofc. Kim ran. The men suspect a trap.", &["Kim"], "[Officer 1] ran. The [people] suspect a trap."),
        ("Ofc. Kim told the man the woman left.", &["Kim"], "[Officer 1] told the [person] the [person] left."),
        ("Ofc. Kim ran. The woman's car fell.", &["Kim"], "[Officer 1] ran. The [person]'s car fell."),
        ("Ofc. Kim ran. The man'd fallen.", &["Kim"], "[Officer 1] ran. The man'd fallen."),
        ("Mrs. Kim ran. She fell.", &["Kim"], "[Subject 1] ran. [They] fell."),
        ("Sgt. Kim ran. My sergeant fell.", &["Kim"], "[Officer 1] ran. My [officer] fell."),
        ("Ofc. Kim gave her his badge.", &["Kim"], "[Officer 1] gave [them] [their] badge."),
        ("The share of heroin. Ofc. Kim left there.", &["Kim"], "The share of heroin. [Officer 1] left there."),
    ] {
        let base = text(summary);
        let mut edit = marked(&base, names, Class::Person);
        agree(&base, &mut edit);
        let now = look(&base, &edit);
        let offers: Vec<_> = neutral(&now).into_iter().filter(|(who, _)| *who == 0).map(|(_, offer)| offer).collect();
        if let Some(action) = neutralise(&now, &offers) {
            edit.push(action);
        }
        let after = look(&base, &edit);
        let want = want.replace("[They didn't]", "[They] didn't");
        assert_eq!(after.text.summary.as_str(), want);
        assert_eq!(after.leaks, [], "a pronoun is no value");
    }
    let base = text("Ofc. Kim met Ofc. Novak. She ran.");
    let now = look(&base, &marked(&base, &["Kim", "Novak"], Class::Person));
    let offers = neutral(&now);
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0].0, entity_of(&now, &base, "Novak"), "who was named last");
    assert!(!offers[0].1.sure, "it may be the other");
    for (summary, sure) in [("Ofc. Kim ran. She fell.", true), ("Ofc. Kim ran. The driver put his hands up.", false)] {
        let base = text(summary);
        let offers = neutral(&look(&base, &marked(&base, &["Kim"], Class::Person)));
        assert_eq!(offers.iter().map(|(_, offer)| offer.sure).collect::<Vec<_>>(), [sure], "{summary}");
    }
}

#[test]
fn whatever_is_said_can_be_taken_back_and_nothing_removed_survives() {
    let mut seed = 11_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below.max(1)
    };
    for _ in 0..60 {
        let base = text(STORY);
        let mut edit = marked(&base, &["Dutch"], Class::Person);
        let mut states = Vec::new();
        for _ in 0..14 {
            let now = look(&base, &edit);
            states.push((edit.actions.len(), now.text.clone()));
            let action: Option<Action> = match next(7) {
                0 => same(&now, next(now.entities.len()), next(now.entities.len())),
                1 => apart(&base, &now, &[now.findings[next(now.findings.len())].anchor]),
                2 => rename(&now, next(now.entities.len()), &format!("[Officer {}]", 1 + next(4))),
                3 => {
                    let offers: Vec<_> = neutral(&now).into_iter().map(|(_, offer)| offer).collect();
                    neutralise(&now, &offers)
                }
                4 => {
                    let whole = now.text.summary.as_str();
                    let at = (0..=next(whole.len())).rev().find(|&at| whole.is_char_boundary(at)).unwrap_or(0);
                    let splice =
                        domain::Splice { field: Field::Summary, at, removed: "".into(), inserted: " so ".into() };
                    Some(Action { splices: vec![splice], ..Action::default() })
                }
                _ => {
                    let open: Vec<_> = now.open().collect();
                    open.get(next(open.len())).and_then(|judged| {
                        let ready = suggest(&base, &edit.actions, &now, judged);
                        let one = &ready[next(ready.len())];
                        decide(&now, &[judged.anchor], one.act, Reason::Identifying, &one.text)
                    })
                }
            };
            edit.actions.extend(action);
        }
        // Every finding has just one entity, and every entity's mentions are of one class.
        let now = look(&base, &edit);
        for (at, judged) in now.findings.iter().enumerate() {
            assert!(now.entities[judged.entity].mentions.contains(&at));
            assert_eq!(now.entities[judged.entity].class, judged.finding.class);
        }
        assert_eq!(now.entities.iter().map(|entity| entity.mentions.len()).sum::<usize>(), now.findings.len());
        // A removed value stands nowhere without being told: as a leak or as an open finding.
        let from = Base { stage: Stage::One, text: &base, record: &[] };
        let gone = removed(&from, &edit.actions, &Lists::default()).expect("honest actions");
        for leak in find_leaks(&gone, &now.text, &[]) {
            let told = now.leaks.iter().any(|known| known.span.overlaps(&leak.span))
                || now.open().any(|judged| judged.at.overlaps(&leak.span));
            assert!(told, "{:?} in {}", leak.span, now.text.summary.as_str());
        }
        // Taking everything back goes through all the states before, to the base.
        let mut text = now.text.clone();
        let actions = edit.actions.clone();
        for (count, before) in states.iter().rev() {
            while edit.actions.len() > *count {
                let action = edit.actions.last().cloned().expect("an action");
                action.inverse().iter().try_for_each(|splice| splice.apply(&mut text)).expect("an inverse fits");
                edit.undo();
            }
            assert_eq!((&text, &look(&base, &edit).text), (before, before));
        }
        while edit.redo() {}
        assert_eq!(edit.actions, actions);
        // As the server gets it.
        let json = serde_json::to_string(&edit).expect("JSON");
        let read: Edit = serde_json::from_str(&json).expect("an edit");
        assert_eq!(look(&base, &read).text, now.text);
    }
}
