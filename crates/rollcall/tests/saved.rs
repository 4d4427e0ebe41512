//! Sheets and exports as they are saved: read back by others' eyes, they say what was published, and nothing else.
#![expect(clippy::unwrap_used, reason = "a test fails where it finds something else")]

use std::collections::BTreeMap;

use domain::{Answers, Category, Equipment, Factor, Prevented, Region, Tag};
use lopdf::content::Content;
use rollcall::{Numbered, QUESTIONS, Sheet, to_csv, to_json, to_markdown, to_pdf};
use wire::Publication;

fn publication() -> Publication {
    let json = serde_json::json!({
        "id": "12345678-9abc-4def-8123-456789abcdef",
        "title": "Unseen rifle during a night stop",
        "summary": "[Officer 1] stopped a car.\n\nThe final office staff efficiently waffled off.\nΓνῶθι σεαυτόν, Щука и мышь, naïve façade, שלום עולם, then on.",
        "lessons": "Look twice.",
        "differently": "",
        "takeaways": ["Let somebody know before you walk up.", "=cmd|' /C calc'!A0"],
        "category": Category::TrafficViolations,
        "tags": [Tag::ContactCover, Tag::Approach],
        "factors": [Factor::LowLight],
        "primary_factor": Factor::LowLight,
        "prevented": [Prevented::Backup],
        "answers": Answers { region: Some(Region::West), equipment: vec![Equipment::Radio, Equipment::Flashlight], ..Answers::default() },
    });
    serde_json::from_value(json).unwrap()
}

fn questions() -> Vec<String> {
    QUESTIONS.iter().map(|&question| question.to_owned()).collect()
}

/// The text of each page, read as a search would: the glyphs of each line through their font's own map to characters.
fn text_of(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let page_text = |page: &lopdf::ObjectId| {
        let fonts = document.get_page_fonts(*page).unwrap();
        let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> =
            fonts.into_iter().map(|(name, font)| (name, characters(&document, font))).collect();
        let content = Content::decode(&document.get_page_content(*page).unwrap()).unwrap();
        let mut text = String::new();
        let (mut map, mut run) = (None, String::new());
        for operation in &content.operations {
            match operation.operator.as_str() {
                "Tf" => map = maps.get(operation.operands[0].as_name().unwrap()),
                "Tj" => run += &shown(&operation.operands, map.unwrap()),
                "TJ" => run += &shown(operation.operands[0].as_array().unwrap(), map.unwrap()),
                "ET" => text += &(as_read(&std::mem::take(&mut run)) + "\n"),
                _ => {}
            }
        }
        text
    };
    document.get_pages().values().map(page_text).collect()
}

/// What glyphs stand for: the font's `ToUnicode` map.
fn characters(document: &lopdf::Document, font: &lopdf::Dictionary) -> BTreeMap<u16, String> {
    let id = font.get(b"ToUnicode").unwrap().as_reference().unwrap();
    let stream = document.get_object(id).unwrap().as_stream().unwrap();
    let map = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
    let code = |hex: &str| u16::from_str_radix(hex, 16).unwrap();
    let words = |hex: &str| {
        let units: Vec<u16> = hex.as_bytes().chunks(4).map(|four| code(std::str::from_utf8(four).unwrap())).collect();
        String::from_utf16(&units).unwrap()
    };
    let hex = |line: &str| -> Vec<String> {
        line.split('<').skip(1).map(|part| part.split('>').next().unwrap().to_owned()).collect()
    };
    let mut out = BTreeMap::new();
    let mut kind = "";
    for line in map.lines() {
        match line.split_whitespace().last() {
            Some("beginbfchar") => kind = "char",
            Some("beginbfrange") => kind = "range",
            Some("endbfchar" | "endbfrange") => kind = "",
            _ => {}
        }
        match (kind, hex(line).as_slice()) {
            ("char", [glyph, text]) => drop(out.insert(code(glyph), words(text))),
            ("range", [first, last, text]) => {
                let begin = text.get(..text.len() - 4).unwrap();
                let unit = code(text.get(text.len() - 4..).unwrap());
                for (at, glyph) in (code(first)..=code(last)).enumerate() {
                    let unit = unit + u16::try_from(at).unwrap();
                    out.insert(glyph, words(&format!("{begin}{unit:04X}")));
                }
            }
            _ => {}
        }
    }
    out
}

fn shown(operands: &[lopdf::Object], map: &BTreeMap<u16, String>) -> String {
    let strings = operands.iter().filter_map(|one| one.as_str().ok());
    let glyphs = strings.flat_map(|bytes| bytes.chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]])));
    glyphs.map(|glyph| map.get(&glyph).map_or("\u{fffd}", String::as_str)).collect()
}

/// Right-to-left text lies in a file as it is seen.
fn as_read(run: &str) -> String {
    let backwards = run.chars().any(|c| ('\u{590}'..'\u{5ff}').contains(&c));
    if backwards { run.chars().rev().collect() } else { run.to_owned() }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What the sheet says, without the marks of Markdown.
fn said(sheet: &Sheet<'_>) -> String {
    let of = sheet.publication;
    let mut all = vec![format!("Roll call · near miss no. {}", sheet.number), of.title.clone()];
    for (heading, text) in [
        ("What happened", &of.summary),
        ("Lessons learned", &of.lessons),
        ("What the author would do differently", &of.differently),
    ] {
        if !text.is_empty() {
            all.extend([heading.to_owned(), text.clone()]);
        }
    }
    all.push("Takeaways".to_owned());
    all.extend(of.takeaways.iter().map(|one| format!("•{one}")));
    all.push("To discuss".to_owned());
    all.extend(sheet.questions.iter().enumerate().map(|(at, one)| format!("{}.{one}", at + 1)));
    squeezed(&all.join(" "))
}

#[test]
fn the_text_of_the_pdf_is_the_sheet() {
    let (publication, questions) = (publication(), questions());
    let sheet = Sheet { number: 17, publication: &publication, questions: &questions };
    let pdf = to_pdf(&sheet).unwrap();
    assert_eq!((pdf.pages, pdf.missing), (1, 0));
    let pages = text_of(&pdf.bytes);
    assert_eq!(pages.len(), 1);
    assert_eq!(squeezed(&pages[0]), said(&sheet) + "Nearmissno.17·page1of1");
    // The words are apart, too: it can be searched.
    assert!(pages[0].contains("stopped a car"), "{}", pages[0]);
    assert_eq!(to_pdf(&sheet).unwrap().bytes, pdf.bytes, "the same sheet is the same file");
}

#[test]
fn a_long_story_takes_two_pages_and_a_very_long_one_says_how_many() {
    let questions = questions();
    let with = |words: usize| Publication {
        summary: "Then we waited for the other unit. ".repeat(words / 7),
        ..publication()
    };
    for (words, pages) in [(100, 1), (900, 2), (1100, 2)] {
        let publication = with(words);
        let sheet = Sheet { number: 3, publication: &publication, questions: &questions };
        let pdf = to_pdf(&sheet).unwrap();
        assert_eq!(pdf.pages, pages, "{words} words");
        let text = text_of(&pdf.bytes);
        assert_eq!(text.len(), pages);
        let feet: String = (1..=pages).map(|at| format!("Nearmissno.3·page{at}of{pages}")).collect();
        let all = squeezed(&text.concat());
        assert_eq!(all.len(), said(&sheet).len() + feet.len(), "{words} words");
    }
    let publication = with(6000);
    let pdf = to_pdf(&Sheet { number: 3, publication: &publication, questions: &questions }).unwrap();
    assert!(pdf.pages > 2);
    assert_eq!(text_of(&pdf.bytes).len(), pdf.pages);
}

#[test]
fn what_the_fonts_lack_is_said() {
    let publication = Publication { lessons: "東京".to_owned(), ..publication() };
    let pdf = to_pdf(&Sheet { number: 1, publication: &publication, questions: &[] }).unwrap();
    assert_eq!(pdf.missing, 2);
    assert!(text_of(&pdf.bytes)[0].contains("□□"));
}

#[test]
fn markdown_has_the_same_in_the_same_order() {
    let publication = publication();
    let questions = vec!["Who\nwatches?".to_owned(), "  ".to_owned(), "And then?".to_owned()];
    let sheet = to_markdown(&Sheet { number: 17, publication: &publication, questions: &questions });
    let begins = "*Roll call · near miss no. 17*\n\n# Unseen rifle during a night stop\n\n## What happened\n\n[Officer 1] stopped a car.\n\n";
    assert!(sheet.starts_with(begins), "{sheet}");
    assert!(sheet.ends_with("## To discuss\n\n1. Who watches?\n\n2. And then?\n"), "{sheet}");
    assert!(sheet.contains("- Let somebody know before you walk up.\n") && !sheet.contains("differently"));
}

#[test]
fn json_has_the_published_fields_and_the_number() {
    let publication = publication();
    let json = to_json(&[Numbered { number: 17, same_event: vec![3, 21], publication: &publication }]).unwrap();
    let mut read: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let row = read[0].as_object_mut().unwrap();
    assert_eq!((row.remove("number"), row.remove("same_event")), (Some(17.into()), Some(serde_json::json!([3, 21]))));
    let again: Publication = serde_json::from_value(read[0].take()).unwrap();
    assert_eq!(again, publication);
}

#[test]
fn csv_reads_back_and_no_cell_is_a_formula() {
    let publication = Publication { title: "=1+\"1\", or; not".to_owned(), ..publication() };
    let csv = to_csv(&[Numbered { number: 17, same_event: vec![3, 21], publication: &publication }]).unwrap();
    let text = std::str::from_utf8(&csv).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| &row[names.iter().position(|one| one == name).unwrap()];
    assert_eq!((cell("number"), cell("title")), ("17", "'=1+\"1\", or; not"));
    assert_eq!(cell("same_event"), "3\n21");
    assert_eq!(cell("summary"), publication.summary);
    assert_eq!((cell("tags"), cell("primary_factor")), ("contact-cover\napproach", "environment/low-light"));
    assert_eq!((cell("region"), cell("weather"), cell("equipment")), ("west", "", "radio\nflashlight"));
    assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])));
    let fields = serde_json::to_value(&publication).unwrap();
    for name in fields.as_object().unwrap().keys().filter(|name| *name != "answers" && *name != "passages") {
        assert!(names.iter().any(|one| one == name) || name == "severity", "{name} is left out");
    }
}
