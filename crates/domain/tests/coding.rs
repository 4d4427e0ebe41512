//! Which words of a story, and which answers, speak for which code: tables of cases.
use domain::{
    Answers, Because, Category as C, Code, ENOUGH, Factor as F, Field, Light, OfficersOnScene, Prevented as P,
    Question, Road, Severity as S, SubjectImpairment, SubjectWeapon, Suggested, Tag as T, Text, Weather,
    suggest_coding,
};

fn told(summary: &str) -> Vec<Suggested> {
    suggest_coding(&Text { summary: summary.into(), ..Text::default() }, &Answers::default())
}

fn codes(found: &[Suggested]) -> Vec<Code> {
    found.iter().map(|one| one.code).collect()
}

/// A sentence, and a code that it speaks for, with the words that do.
const SPEAKS: &[(&str, Code, &[&str])] = &[
    ("On a traffic stop I walked up.", Code::Category(C::TrafficViolations), &["traffic stop"]),
    (
        "I pulled the sedan over for speeding.",
        Code::Category(C::TrafficViolations),
        &["pulled the sedan over", "speeding"],
    ),
    ("The vehicle pursuit ended in a field.", Code::Category(C::PursuitEmergencyDriving), &["vehicle pursuit"]),
    ("It began as a motorist assist.", Code::Category(C::CrashRoadsideAssist), &["motorist assist"]),
    ("We went to a domestic.", Code::Category(C::DomesticDisturbance), &["domestic"]),
    ("We answered a burglary alarm.", Code::Category(C::BurglaryRobberyTheft), &["burglary"]),
    ("A caller told of a suspicious man.", Code::Category(C::SuspiciousPersonVehicle), &["suspicious man"]),
    ("We served an arrest warrant.", Code::Category(C::WarrantArrest), &["arrest warrant"]),
    ("He took off on foot.", Code::Category(C::FootPursuitSearch), &["took off on foot"]),
    ("At booking a deputy found it.", Code::Category(C::CustodyTransportBooking), &["booking"]),
    ("It was a welfare check.", Code::Category(C::CrisisWelfareMedical), &["welfare check"]),
    ("I was off duty at a store.", Code::Category(C::SpecialEventOffDutyOther), &["off duty"]),
    ("My flashlight showed the pistol.", Code::Tag(T::LowLightConditions), &["flashlight"]),
    ("It was dark, late at night.", Code::Tag(T::LowLightConditions), &["dark", "night"]),
    ("I had tunnel vision.", Code::Tag(T::SituationalAwareness), &["tunnel vision"]),
    ("I had become complacent.", Code::Tag(T::Complacency), &["complacent"]),
    (
        "The dispatcher gave us the wrong address.",
        Code::Tag(T::RadioDispatchInformation),
        &["dispatcher gave us the wrong", "wrong address"],
    ),
    ("I waited around for a backup unit.", Code::Tag(T::WaitingForBackup), &["waited around for a backup", "backup"]),
    ("I went in by myself.", Code::Tag(T::OneOfficerResponse), &["by myself"]),
    ("Contact and cover was forgotten.", Code::Tag(T::ContactCover), &["Contact and cover"]),
    ("I patted him down.", Code::Tag(T::PatDownSearch), &["patted him down"]),
    ("My partner missed the knife.", Code::Tag(T::MissedWeapon), &["missed the knife"]),
    ("He reached for my holster.", Code::Tag(T::WeaponRetention), &["reached for my holster"]),
    ("There was a negligent discharge.", Code::Tag(T::FirearmHandlingDischarge), &["negligent discharge"]),
    ("He was tased twice.", Code::Tag(T::LessLethal), &["tased"]),
    ("As I was handcuffing him he turned.", Code::Tag(T::HandcuffingRestraint), &["handcuffing"]),
    ("I came up to the intersection.", Code::Tag(T::Intersection), &["intersection"]),
    ("I had my seatbelt on.", Code::Tag(T::SeatBelt), &["seatbelt"]),
    ("The body armor took it.", Code::Tag(T::BodyArmor), &["body armor"]),
    ("It was raining and the road was slick.", Code::Tag(T::Weather), &["raining", "slick"]),
    (
        "We stood in each other's line of fire, in our line of fire.",
        Code::Tag(T::CrossfireFriendlyFire),
        &["in each other's line of fire", "in our line of fire"],
    ),
    ("It was an ambush.", Code::Tag(T::Ambush), &["ambush"]),
    ("A knife was in his hand.", Code::Tag(T::EdgedWeapon), &["knife was in his hand", "knife"]),
    ("A pistol in his waistband.", Code::Tag(T::ConcealedFirearm), &["pistol in his waistband"]),
    ("He was drunk.", Code::Tag(T::SubjectImpaired), &["drunk"]),
    ("She was suicidal.", Code::Tag(T::SubjectMentalHealth), &["suicidal"]),
    ("I put a tourniquet on.", Code::Tag(T::FirstAidTourniquet), &["tourniquet"]),
    ("I assumed that he was alone.", Code::Factor(F::Assumption), &["assumed"]),
    ("I was distracted by the radio.", Code::Factor(F::PersonDistraction), &["distracted"]),
    ("I was rushing.", Code::Factor(F::StressTime), &["rushing"]),
    ("There was no backup for miles.", Code::Factor(F::BackupMissing), &["no backup"]),
    ("There was no plan.", Code::Factor(F::Coordination), &["no plan"]),
    ("Passing traffic was close.", Code::Factor(F::Traffic), &["Passing traffic", "traffic"]),
    ("A dog ran at me.", Code::Factor(F::Animal), &["dog ran", "dog"]),
    ("The radio was dead.", Code::Factor(F::EquipmentFailed), &["radio was dead"]),
    ("I was not wearing it.", Code::Factor(F::NotCarriedOrWorn), &["not wearing"]),
    ("It was against policy.", Code::Factor(F::PolicyAndTraining), &["against policy", "policy"]),
    ("We were understaffed.", Code::Factor(F::Staffing), &["understaffed"]),
    (
        "A razor was hidden in his boot: a razor in the sock.",
        Code::Factor(F::ConcealedWeapon),
        &["razor was hidden", "razor in the sock"],
    ),
    ("My partner pulled me back.", Code::Prevented(P::Backup), &["partner pulled", "My partner"]),
    (
        "I dove behind the engine block.",
        Code::Prevented(P::DistanceOrCover),
        &["dove behind the engine", "behind the engine"],
    ),
    ("I searched him again.", Code::Prevented(P::RepeatedSearch), &["searched him again"]),
    ("My vest stopped it.", Code::Prevented(P::ProtectiveGear), &["vest stopped"]),
    ("The holster held.", Code::Prevented(P::RetentionDevice), &["holster held"]),
    ("My training kicked in.", Code::Prevented(P::TrainingResponse), &["training kicked"]),
    ("A bystander yelled.", Code::Prevented(P::Bystander), &["bystander yelled"]),
    ("His gun jammed.", Code::Prevented(P::SubjectsEquipmentFailed), &["His gun jammed", "jammed"]),
    ("It was pure luck.", Code::Prevented(P::LuckOnly), &["luck"]),
    ("I could have been killed.", Code::Severity(S::Death), &["could have been killed"]),
];

#[test]
fn words_speak_for_codes_and_are_named() {
    let mut wrong = Vec::new();
    for (story, code, because) in SPEAKS {
        let found = told(story);
        let one = found.iter().find(|one| one.code == *code);
        let words: Vec<&str> = one
            .iter()
            .flat_map(|one| &one.because)
            .filter_map(|because| match because {
                Because::Words(span) => Some(story.get(span.range()).unwrap()),
                Because::Answer(_) => None,
            })
            .collect();
        if !because.iter().all(|expected| words.contains(expected)) {
            wrong.push(format!("{story}: {words:?}"));
        }
        assert!(one.is_none_or(|one| one.weight >= ENOUGH));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_weak_word_or_a_denied_one_is_not_enough() {
    let silent: &[(&str, Code)] = &[
        ("It was dark.", Code::Tag(T::LowLightConditions)),
        ("He had a policy of his own.", Code::Factor(F::PolicyAndTraining)),
        ("It was no traffic stop.", Code::Category(C::TrafficViolations)),
        ("He was not drunk.", Code::Tag(T::SubjectImpaired)),
        ("He wasn't drunk.", Code::Tag(T::SubjectImpaired)),
        ("There was never an ambush.", Code::Tag(T::Ambush)),
        ("I did not use a flashlight.", Code::Tag(T::LowLightConditions)),
        ("It was without luck.", Code::Prevented(P::LuckOnly)),
        // A sentence ends; what stands in the next one is not part of the phrase.
        ("I had a pistol. In his waistband was a phone.", Code::Tag(T::ConcealedFirearm)),
        ("They ran. On foot it takes an hour.", Code::Category(C::FootPursuitSearch)),
        // Whole words.
        ("The intersectional report.", Code::Tag(T::Intersection)),
        ("An armored car.", Code::Tag(T::BodyArmor)),
        ("", Code::Tag(T::Ambush)),
    ];
    for (story, code) in silent {
        let found = told(story);
        assert!(!codes(&found).contains(code), "{story}: {code:?} of {found:?}");
    }
}

#[test]
fn what_should_have_been_prevented_nothing() {
    let lessons = Text { lessons: "My partner pulled me back. I had tunnel vision.".into(), ..Text::default() };
    let found = codes(&suggest_coding(&lessons, &Answers::default()));
    assert!(found.contains(&Code::Tag(T::SituationalAwareness)));
    assert!(!found.iter().any(|code| matches!(code, Code::Prevented(_) | Code::Category(_) | Code::Severity(_))));
}

#[test]
fn answers_speak_too_and_add_to_words() {
    let answers = Answers {
        call_type: Some(C::WarrantArrest),
        light: Some(Light::DarkUnlit),
        weather: Some(Weather::Rain),
        road: Some(Road::Wet),
        subject_weapon: Some(SubjectWeapon::Edged),
        subject_impairment: Some(SubjectImpairment::Alcohol),
        officers_on_scene: Some(OfficersOnScene::One),
        severity: Some(S::Death),
        ..Answers::default()
    };
    let text = Text { summary: "It was dark, and it was raining.".into(), ..Text::default() };
    let found = suggest_coding(&text, &answers);
    let of = |code| found.iter().find(|one| one.code == code).unwrap().because.clone();
    assert_eq!(of(Code::Category(C::WarrantArrest)), [Because::Answer(Question::CallType)]);
    assert_eq!(of(Code::Tag(T::EdgedWeapon)), [Because::Answer(Question::SubjectWeapon)]);
    assert_eq!(of(Code::Tag(T::OneOfficerResponse)), [Because::Answer(Question::OfficersOnScene)]);
    assert_eq!(of(Code::Severity(S::Death)), [Because::Answer(Question::Severity)]);
    assert_eq!(of(Code::Factor(F::Impairment)), [Because::Answer(Question::SubjectImpairment)]);
    // Rain in the story and in an answer: neither would do alone.
    let weather = of(Code::Tag(T::Weather));
    assert!(matches!(weather.as_slice(), [Because::Words(_), Because::Answer(Question::Weather)]), "{weather:?}");
    let low_light = of(Code::Factor(F::LowLight));
    assert!(matches!(low_light.as_slice(), [Because::Words(_), Because::Answer(Question::Light)]), "{low_light:?}");
    assert!(suggest_coding(&Text::default(), &Answers::default()).is_empty());
}

#[test]
fn kinds_come_in_order_and_the_strongest_first() {
    let found = told(
        "On a traffic stop he was drunk and drinking. I had tunnel vision and did not see the gun in his waistband. Luckily my partner saw it.",
    );
    let kinds: Vec<u8> = found
        .iter()
        .map(|one| match one.code {
            Code::Category(_) => 0,
            Code::Tag(_) => 1,
            Code::Factor(_) => 2,
            Code::Prevented(_) => 3,
            Code::Severity(_) => 4,
        })
        .collect();
    assert!(kinds.is_sorted() && kinds.contains(&0) && kinds.contains(&3), "{kinds:?}");
    for (one, next) in found
        .iter()
        .zip(found.iter().skip(1))
        .zip(&kinds)
        .zip(kinds.iter().skip(1))
        .filter(|((_, a), b)| a == b)
        .map(|((pair, _), _)| pair)
    {
        assert!(one.weight >= next.weight);
    }
}

#[test]
fn any_text_is_read_without_harm() {
    for text in ["👮🏽‍♀️ é e\u{301} שלום \u{200b}x", "~ | * don’t DON'T", &"dark ".repeat(5000), "\n\n.!?\n"]
    {
        for one in told(text) {
            assert!(one.because.iter().all(|because| match because {
                Because::Words(span) => span.field == Field::Summary && text.get(span.range()).is_some(),
                Because::Answer(_) => true,
            }));
        }
    }
}

#[test]
fn words_that_speak_for_a_code_never_cut_a_token() {
    let text = Text { summary: "Then [Officer 1] pulled me back behind cover.".into(), ..Text::default() };
    let found = suggest_coding(&text, &Answers::default());
    let words = found.iter().flat_map(|one| &one.because).filter_map(|because| match because {
        Because::Words(span) => text.slice(*span),
        Because::Answer(_) => None,
    });
    let words: Vec<&str> = words.collect();
    assert!(words.iter().any(|words| words.contains("[Officer 1] pulled")), "{words:?}");
    assert!(words.iter().all(|words| words.matches('[').count() == words.matches(']').count()), "{words:?}");
}
