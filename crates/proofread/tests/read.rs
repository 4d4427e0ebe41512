//! What is heard and what is not, on sentences as officers write them. All made up.

use std::sync::{LazyLock, Mutex, PoisonError};

use proofread::{Proofreader, Remark, Rule, Settled};

static READER: LazyLock<Mutex<Proofreader>> = LazyLock::new(|| Mutex::new(Proofreader::new()));

fn read(text: &str, settled: &Settled) -> Vec<Remark> {
    READER.lock().unwrap_or_else(PoisonError::into_inner).read(text, settled)
}

fn words<'a>(text: &'a str, remark: &Remark) -> &'a str {
    text.get(remark.range.clone()).expect("a place on char borders")
}

fn corrected(text: &str) -> Vec<(Rule, String, String, bool)> {
    let said = read(text, &Settled::default());
    said.into_iter()
        .map(|one| {
            (one.rule, words(text, &one).to_owned(), one.replacements.first().cloned().unwrap_or_default(), one.safe)
        })
        .collect()
}

#[test]
fn slips_are_found_with_their_correction() {
    for (text, rule, wrong, right, safe) in [
        ("The vehical stopped.", Rule::Spelling, "vehical", "vehicle", true),
        ("Dispatch had recieved it.", Rule::Spelling, "recieved", "received", true),
        ("Recieved at the desk.", Rule::Spelling, "Recieved", "Received", true),
        ("I didnt see him.", Rule::Spelling, "didnt", "didn't", true),
        ("I cant see him.", Rule::Spelling, "cant", "can't", false),
        ("He stood by the comrpessor.", Rule::Spelling, "comrpessor", "compressor", true),
        ("I should of waited.", Rule::ModalOf, "should of", "should have", true),
        ("Then i went in.", Rule::PronounI, "i", "I", true),
        ("It was a axe.", Rule::Article, "a", "an", false),
        ("He gave me the the keys.", Rule::RepeatedWord, "the the", "the", false),
        ("He left.  She stayed.", Rule::Spaces, "  ", " ", true),
        ("He left the car. then she ran.", Rule::SentenceStart, "then", "Then", true),
        ("It was heavier then I remembered.", Rule::ThenThan, "then", "than", false),
        ("She said its an order.", Rule::ItsContraction, "its", "it's", false),
        ("On the fourth of january we met.", Rule::Month, "january", "January", true),
    ] {
        assert_eq!(corrected(text), [(rule, wrong.to_owned(), right.to_owned(), safe)], "{text}");
    }
}

#[test]
fn the_trade_and_its_codes_are_left_alone() {
    for text in [
        "10-4, Code 3 to the sallyport, perp in flexicuffs, OC deployed, MDT down.",
        "The arrestee was unbelted; a Taser and a Glock 19 lay beside the magwell.",
        "I reholstered, cuffed him and called EMS for naloxone.",
        "0316 214 O/S, FRONT SECURE. ADV KEYHOLDER 25 MIN OUT.",
        "He had had a key. No no, he said, down down.",
        "An hour later a unit came, and a one-man car with an heir in it.",
        "He fled NB on Rte 9 at 0315 hrs w/ a pry bar, per Sgt. Oyelaran.",
        "The easting, not the northing, was wrong; see pkg_b/ledger or a@b.example.",
    ] {
        let said: Vec<_> = corrected(text).into_iter().filter(|(.., safe)| *safe).collect();
        assert_eq!(said, [], "{text}");
    }
    assert_eq!(corrected("10-4, Code 3 to the sallyport, perp in flexicuffs, OC deployed, MDT down."), []);
}

#[test]
fn findings_tokens_and_names_are_settled() {
    let text = "Then kowalczk met [a offcer] and kowalczk's partner at the vehical.";
    let all = read(text, &Settled::default());
    assert_eq!(all.iter().map(|one| words(text, one)).collect::<Vec<_>>(), ["kowalczk", "vehical"]);
    let named = read(text, &Settled::new(Vec::new(), ["Ofc. Kowalczk"]));
    assert_eq!(named.iter().map(|one| words(text, one)).collect::<Vec<_>>(), ["vehical"]);
    let at = text.find("the vehical").unwrap();
    assert_eq!(read(text, &Settled::new(std::iter::once(at..at + 5).collect(), ["Kowalczk"])), []);
}

#[test]
fn remarks_are_in_order_apart_and_on_borders_whatever_the_text() {
    let parts = [
        "teh ",
        "i ",
        "é",
        "👮🏽",
        " \u{200b}",
        "שלום ",
        "[Officer 1] ",
        "  ",
        ",",
        ". ",
        "a axe ",
        "\n",
        "should of ",
        "e\u{301}",
        "'",
        "-",
        "1st ",
        "]",
        "[",
    ];
    let mut seed = 11_u32;
    for _ in 0..400 {
        let mut text = String::new();
        for _ in 0..14 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(parts[(seed >> 8) as usize % parts.len()]);
        }
        let mut last = 0;
        for one in read(&text, &Settled::default()) {
            assert!(
                one.range.start >= last && text.get(one.range.clone()).is_some_and(|words| !words.is_empty()),
                "{text:?} {one:?}"
            );
            last = one.range.end;
        }
    }
}
