//! The first suggestion for a finding, carried out: a table of cases. Where the rules come from: the house style of DOMAIN.md
//! ("House style of a redaction"), its examples word by word; for ages and dates 45 CFR 164.514(b)(2) (ages over 89 in one
//! group, of a date nothing but the year); for places 42 CFR 3.212 (no geography below state).

use domain::house::{decide, mark, suggest};
use domain::{Act, Assessment, Base, Class, Edit, Field, Judged, Lists, Reason, Span, Stage, Text, assess};

fn look(base: &Text, edit: &Edit) -> Assessment {
    assess(&Base { stage: Stage::One, text: base, record: &[] }, &edit.actions, &Lists::default())
        .expect("honest actions")
}

/// The finding at these words, marked by hand if the detector does not see it.
fn found(base: &Text, edit: &mut Edit, words: &str, class: Class) -> Judged {
    let start = base.summary.as_str().rfind(words).expect("the words stand in the text");
    let place = Span::new(Field::Summary, start..start + words.len());
    let here = |judged: &&Judged| judged.finding.class == class && judged.anchor.span == place && !judged.fresh;
    if let Some(judged) = look(base, edit).findings.iter().find(here) {
        return judged.clone();
    }
    edit.push(mark(&look(base, edit), place, class).expect("a place that can be marked"));
    look(base, edit).findings.iter().find(here).expect("what was marked is a finding").clone()
}

fn first(summary: &str, words: &str, class: Class) -> String {
    let base = Text { summary: summary.into(), ..Text::default() };
    let mut edit = Edit::default();
    let judged = found(&base, &mut edit, words, class);
    let assessment = look(&base, &edit);
    let ready = suggest(&base, &edit.actions, &assessment, &judged).into_iter().next().expect("a suggestion");
    assert_ne!(ready.act, Act::Drop, "{words}: something is better than nothing");
    let action = decide(&assessment, &[judged.anchor], ready.act, Reason::Identifying, &ready.text).expect("an action");
    edit.push(action);
    let after = look(&base, &edit).text.summary.into_exposed();
    // Taking it back gives what was there.
    edit.undo();
    assert_eq!(look(&base, &edit).text, base);
    after
}

#[test]
fn the_first_suggestion_reads_well() {
    use Class::*;
    let cases: &[(&str, &str, Class, &str)] = &[
        // The examples of the house style.
        ("It began at 0315 hrs in the lot.", "0315 hrs", Time, "It began [in the early morning] in the lot."),
        ("I met a 42-year-old there.", "42-year-old", Age, "I met [a person in their 40s] there."),
        ("He was doing 52 in a 45 there.", "52 in a 45", Unique, "He was doing [7 mph over] there."),
        (
            "At 0214 hrs it rang. At 0216 hrs they came.",
            "0216 hrs",
            Time,
            "At 0214 hrs it rang. [2 minutes later] they came.",
        ),
        ("On March 14, 2024 we drove.", "March 14, 2024", Date, "[In the spring] we drove."),
        ("We went to Saint Brendan Hospital then.", "Saint Brendan Hospital", Org, "We went to [a hospital] then."),
        ("I backed Ofc. Ruiz there.", "Ruiz", Person, "I backed [Officer 1] there."),
        // Clock times in words and digits.
        (
            "It was half past two in the morning when they came.",
            "half past two in the morning",
            Time,
            "It was [in the early morning] when they came.",
        ),
        ("We left at twenty two thirty hours.", "twenty two thirty hours", Time, "We left [late in the evening]."),
        ("It rang around 2:40 pm that day.", "2:40 pm", Time, "It rang [in the afternoon] that day."),
        ("It was about 1900 hours.", "1900 hours", Time, "It was [in the evening]."),
        ("We ate at quarter to noon there.", "quarter to noon", Time, "We ate [in the morning] there."),
        // Differences: over midnight, over paragraphs, by the hour, backwards, not over another day.
        (
            "At 2358 hrs it rang. At 0003 hrs they came.",
            "0003 hrs",
            Time,
            "At 2358 hrs it rang. [5 minutes later] they came.",
        ),
        (
            "At 2210 hrs it rang.\n\nAt 2211 hrs they came.",
            "2211 hrs",
            Time,
            "At 2210 hrs it rang.\n\n[1 minute later] they came.",
        ),
        (
            "At 2210 hrs it rang. At 2316 hrs they came.",
            "2316 hrs",
            Time,
            "At 2210 hrs it rang. [About an hour later] they came.",
        ),
        (
            "At 2210 hrs it rang. It had been 2202 hrs.",
            "2202 hrs",
            Time,
            "At 2210 hrs it rang. It had been [8 minutes earlier].",
        ),
        (
            "At 2210 hrs it rang. On March 14, 2024 at 2212 hrs they came.",
            "2212 hrs",
            Time,
            "At 2210 hrs it rang. On March 14, 2024 [late in the evening] they came.",
        ),
        (
            "At 0900 hrs it rang. At 1500 hrs they came.",
            "1500 hrs",
            Time,
            "At 0900 hrs it rang. [In the afternoon] they came.",
        ),
        // Dates.
        ("It was the night of 12/24/2023 there.", "12/24/2023", Date, "It was the night of [in the winter] there."),
        ("We trained in July 2023 there.", "July 2023", Date, "We trained [in the summer] there."),
        ("On Memorial Day we had traffic.", "Memorial Day", Date, "[In the spring] we had traffic."),
        ("It happened on Saturday there.", "Saturday", Date, "It happened [on a weekend] there."),
        // Ages, by what stands around them.
        ("A 42-year-old man ran.", "42-year-old", Age, "[A person in their 40s] ran."),
        ("The 52-year-old driver stopped.", "52-year-old", Age, "The [50-something] driver stopped."),
        ("Ruiz was forty two years old then.", "forty two years old", Age, "Ruiz was [in their 40s] then."),
        ("Two 19-year-olds ran.", "19-year-olds", Age, "Two [young adults] ran."),
        ("I met a 16-year-old there.", "16-year-old", Age, "I met [a teenager] there."),
        ("A 5-month-old slept.", "5-month-old", Age, "[An infant] slept."),
        ("A 93-year-old woman waved.", "93-year-old", Age, "[A person of old age] waved."),
        // People: rank, possessive, capital, role.
        ("I saw Ofc. Ruiz's car.", "Ruiz", Person, "I saw [Officer 1]'s car."),
        ("I saw Sgt. James' car.", "James", Person, "I saw [Officer 1]'s car."),
        ("The driver Kevin Novak ran.", "Kevin Novak", Person, "The driver [Subject 1] ran."),
        ("K-9 Rex barked.", "Rex", Person, "[K-9 1] barked."),
        ("Dispatcher Kelly Brand called.", "Kelly Brand", Person, "[Dispatcher 1] called."),
        ("The witness Ann Lee waved.", "Ann Lee", Person, "The witness [Witness 1] waved."),
        // Places, agencies and organisations by kind; the article goes with the name.
        ("We met at the Sagebrush Inn there.", "Sagebrush Inn", Org, "We met at [a motel] there."),
        ("The Fairview PD came.", "Fairview PD", Agency, "[A local police department] came."),
        (
            "A Cedar County Sheriff's Office car came.",
            "Cedar County Sheriff's Office",
            Agency,
            "[A sheriff's office] car came.",
        ),
        ("We turned onto Tannery Road then.", "Tannery Road", Location, "We turned onto [a street] then."),
        ("He lives at 4410 Tannery Road now.", "4410 Tannery Road", Location, "He lives at [an address] now."),
        ("We stood in Granite Falls then.", "Granite Falls", Location, "We stood in [a town] then."),
        ("We stood near mile marker 41 then.", "mile marker 41", Location, "We stood near [a mile marker] then."),
        ("We ate at Miller's Tavern then.", "Miller's Tavern", Org, "We ate at [a bar] then."),
        // Numbers.
        ("Plate KTR 5521 was run.", "KTR 5521", Plate, "Plate [license plate] was run."),
        ("Filed under case no. 26-01844.", "26-01844", CaseId, "Filed under case no. [number]."),
        ("Unit 2L41 came.", "2L41", Badge, "Unit [patrol unit] came."),
        ("Call 503-555-0142 now.", "503-555-0142", Phone, "Call [phone number] now."),
        ("Write to x.ruiz@example.org now.", "x.ruiz@example.org", Email, "Write to [e-mail address] now."),
        // Quasi-identifiers, marked by hand.
        ("I have 14 years on the job now.", "14 years on the job", Unique, "I have [with some years of service] now."),
        (
            "She is the only female handler on nights.",
            "the only female handler on nights",
            Unique,
            "She is [an officer].",
        ),
    ];
    assert!(cases.len() >= 40);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(summary, words, class, want)| {
            let got = first(summary, words, *class);
            (got != *want).then(|| format!("{words}\n  want {want}\n  got  {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_class_has_a_suggestion_in_brackets_and_a_drop() {
    use domain::Closed as _;
    for &class in Class::ALL {
        let base = Text { summary: "There was zzyzx 4411 there.".into(), ..Text::default() };
        let mut edit = Edit::default();
        let judged = found(&base, &mut edit, "zzyzx 4411", class);
        let ready = suggest(&base, &edit.actions, &look(&base, &edit), &judged);
        let (last, others) = ready.split_last().expect("suggestions");
        assert_eq!((last.act, last.text.as_str()), (Act::Drop, ""), "{class}");
        assert!(!others.is_empty(), "{class}");
        for one in others {
            assert!(one.text.starts_with('[') && one.text.ends_with(']'), "{class}: {}", one.text);
            assert!(
                !one.text.contains("zzyzx") && !one.text.contains("4411"),
                "{class}: the length gives nothing away"
            );
        }
    }
}
