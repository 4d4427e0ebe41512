//! Other values in the place of annotated ones: clock times, dates, numbers, call signs, streets, businesses and agencies in
//! the many shapes in which reports write them, so that the tagger learns the shapes and not the few values it has seen.

use detect::Class;

use super::augment::{Dice, Names};

#[rustfmt::skip]
const ONES: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
];
#[rustfmt::skip]
const PHONETIC: &[&str] = &[
    "Adam", "Boy", "Charles", "David", "Edward", "Frank", "George", "Henry", "Ida", "John", "King", "Lincoln", "Mary", "Nora",
    "Ocean", "Paul", "Queen", "Robert", "Sam", "Tom", "Union", "Victor", "William", "X-ray", "Young", "Zebra", "Alpha", "Bravo",
    "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliet", "Kilo", "Lima", "Mike", "November", "Oscar", "Papa",
    "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Whiskey", "Yankee", "Zulu",
];
#[rustfmt::skip]
const CALLED: &[&str] = &[
    "Medic", "Engine", "Rescue", "Ladder", "Truck", "Battalion", "Squad", "Car", "Unit", "Air", "K9", "K-9", "Canine", "Traffic",
    "Motor", "Marine", "Patrol", "Command", "Tac", "Detective", "County", "Metro", "Ranger", "Warden", "Trooper", "Star", "Eagle",
    "Hawk", "Transport", "Control", "Jail", "Tower", "Post", "Rover", "Ambulance", "Chief", "Boat", "Drone", "Bike",
];
#[rustfmt::skip]
const ORDINARY: &[&str] = &[
    "Rusty", "Blue", "Golden", "Silver", "Lucky", "Old", "Red", "Green", "Happy", "Quick", "Corner", "Family", "Sunset", "Sunrise",
    "Royal", "Liberty", "Summit", "Pioneer", "Lakeside", "Riverside", "Hilltop", "Valley", "Twin", "Crystal", "Iron", "Copper",
    "Anchor", "Eagle", "Heron", "Fox", "Bear", "Maple", "Oak", "Cedar", "Pine", "Willow", "Magnolia", "Prairie", "Harbor", "Star",
    "Diamond", "Crown", "Wagon", "Barrel", "Lantern", "Mill", "Bridge", "Station", "Depot", "Plaza", "Village", "Garden",
    "Palms", "Pines", "Oaks", "Meadows", "Ridge", "Creek", "Brook", "Stone", "Timber", "Wolf", "Raven", "Owl", "Trout", "Buck",
];
#[rustfmt::skip]
const TRADES: &[&str] = &[
    "Inn", "Motel", "Lodge", "Suites", "Diner", "Cafe", "Grill", "Bar", "Pub", "Tavern", "Saloon", "Pizza", "Market", "Mart",
    "Grocery", "Foods", "Liquors", "Pawn", "Towing", "Auto", "Tire", "Motors", "Salvage", "Bank", "Credit Union", "Pharmacy",
    "Hardware", "Feed", "Storage", "Apartments", "Apts", "Townhomes", "Mobile Home Park", "Trailer Court", "Estates", "Villas",
    "Nursing Home", "Rehab", "Care Center", "Trucking", "Freight", "Logistics", "Roofing", "Electric", "Propane", "Bakery", "Deli",
    "Donuts", "Coffee", "Laundromat", "Salon", "Barbers", "Gym", "Lanes", "Casino", "Cinema", "Theater", "Mall", "Outlets",
    "Truck Stop", "Travel Plaza", "Gas", "Oil", "Farms", "Ranch", "Nursery", "Church", "Chapel", "Temple", "Mission", "Shelter",
    "Warehouse", "Lumber", "Steel", "Plastics", "Foundry", "Security", "Ambulance", "Transit", "Cab", "Club", "Lounge",
];
#[rustfmt::skip]
const SCHOOLS: &[&str] = &[
    "Elementary", "Elementary School", "Middle School", "Middle", "High School", "High", "Academy", "College", "Community College",
    "State University", "University", "Prep", "Junior High",
];
const HOSPITALS: &[&str] = &[
    "General",
    "Memorial",
    "Regional",
    "Regional Medical Center",
    "Memorial Hospital",
    "Hospital",
    "Medical Center",
    "Clinic",
    "Methodist",
    "Baptist",
];
#[rustfmt::skip]
const STREETS: &[&str] = &[
    "Street", "St", "St.", "Avenue", "Ave", "Ave.", "Road", "Rd", "Rd.", "Boulevard", "Blvd", "Lane", "Ln", "Drive", "Dr", "Court",
    "Ct", "Place", "Circle", "Terrace", "Trail", "Parkway", "Pkwy", "Pike", "Way", "Loop", "Run", "Row", "Alley",
];
#[rustfmt::skip]
const ROADS: &[&str] = &[
    "I-#", "Interstate #", "US #", "US-#", "U.S. #", "US Highway #", "Highway #", "Hwy #", "SR #", "SR-#", "State Route #",
    "Route #", "Rt. #", "County Road #", "CR #", "FM #", "State Highway #", "I #", "the #", "County Highway #", "M-#", "K-#",
];
#[rustfmt::skip]
const WHERE_ON: &[&str] = &[
    "", "", "", "", " northbound", " southbound", " eastbound", " westbound", " NB", " SB", " EB", " WB", " at mile #", " mm #",
    " at mile marker #", " exit #", " at exit #", " near mile #", " at MM #",
];
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "@ PD", "@ PD", "@ P.D.", "@ Police", "@ Police Department", "@ Police Dept", "@ SO", "@ S.O.", "@ Sheriff's Office",
    "@ County Sheriff's Office", "@ County Sheriff's Department", "@ County SO", "@ County", "@ Fire", "@ Fire Department", "@ FD",
    "@ Fire Rescue", "@ EMS", "@ Dispatch", "@ County Dispatch", "@ 911", "@ County Jail", "@ Correctional Institution", "@ Correctional",
    "@ State Prison", "@ Detention Center", "@ Transit Police", "@ School Police", "@ University Police", "@ Campus Police",
    "@ Harbor Patrol", "@ Tribal Police", "@ Drug Task Force", "@ SWAT", "@ Search and Rescue", "@ Municipal Court", "@ Probation",
    "@ Marshal's Office", "@ Constable", "@ Animal Control", "@ Public Safety", "@ DPS", "@ Communications", "@ Airport Police",
    "@ Township Police", "@ Metro", "@ State Police", "@ Highway Patrol", "@ State Patrol", "@ Game and Fish", "@ Parks", "@ Volunteer Fire",
];
const LETTERS: &[&str] =
    &["PD", "SO", "FD", "PD", "SO", "CSO", "DPS", "SP", "HP", "TF", "DOC", "EMS", "VFD", "TPD", "UPD"];

fn pick<'a>(list: &[&'a str], dice: &mut Dice) -> &'a str {
    list.get(dice.below(list.len())).copied().unwrap_or_default()
}

fn name(list: &[String], dice: &mut Dice) -> String {
    capitalised(list.get(dice.below(list.len())).map_or("smith", String::as_str))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A number below 100 in words, without 0.
fn spelled(n: usize, hyphen: &str) -> String {
    if let Some(word) = n.checked_sub(1).and_then(|i| ONES.get(i)) {
        return (*word).to_owned();
    }
    let tens = TENS.get((n / 10).saturating_sub(2)).copied().unwrap_or_default();
    match (n % 10).checked_sub(1).and_then(|i| ONES.get(i)) {
        Some(ones) => format!("{tens}{hyphen}{ones}"),
        None => tens.to_owned(),
    }
}

fn number(digits: usize, dice: &mut Dice) -> String {
    (0..digits.max(1))
        .map(|i| {
            char::from(b'0' + u8::try_from(if i == 0 { 1 + dice.below(9) } else { dice.below(10) }).unwrap_or_default())
        })
        .collect()
}

fn letter(dice: &mut Dice) -> char {
    char::from(b'A' + u8::try_from(dice.below(26)).unwrap_or_default())
}

/// `A` stands for a letter, `#` for a digit, everything else for itself.
fn filled(pattern: &str, dice: &mut Dice) -> String {
    pattern
        .chars()
        .map(|c| match c {
            'A' => letter(dice),
            '#' => char::from(b'0' + u8::try_from(dice.below(10)).unwrap_or_default()),
            c => c,
        })
        .collect()
}

fn time(s: &str, dice: &mut Dice) -> String {
    let (h, m) = (dice.below(24), dice.below(60));
    let twelve = if h % 12 == 0 { 12 } else { h % 12 };
    let five = 5 * (1 + dice.below(5));
    let part = pick(&["in the morning", "at night", "in the afternoon", "that night", "in the evening"], dice);
    let half = pick(&["am", "pm", "AM", "PM", "a.m.", "p.m."], dice);
    let hours = pick(&["", "", "", " hours", " hrs", "hrs", " hrs.", "h"], dice);
    let military = s.len() >= 4 && s.bytes().take(4).all(|b| b.is_ascii_digit());
    if military && dice.percent(55) {
        return format!("{h:02}{m:02}{hours}");
    }
    match dice.below(16) {
        0 | 1 => format!("{h:02}{m:02}{hours}"),
        2 => format!("{h:02}:{m:02}"),
        3 => format!("{twelve}:{m:02} {half}"),
        4 => format!("{twelve}:{m:02}{half}"),
        5 => format!("{twelve} {half}"),
        6 => format!("{twelve}{half}"),
        7 => format!("{twelve}:{m:02}"),
        8 => format!(
            "{} {} {}",
            pick(&["quarter", "half", "a quarter"], dice),
            pick(&["past", "to", "after", "till"], dice),
            spelled(twelve, "-")
        ),
        9 => format!(
            "{} {} {}",
            spelled(five, "-"),
            pick(&["past", "to", "after", "before", "of", "till"], dice),
            spelled(twelve, "-")
        ),
        10 => {
            format!("{} {} {part}", spelled(twelve, "-"), if m < 10 { "o'clock".to_owned() } else { spelled(m, "-") })
        }
        11 => format!("{} {}", spelled(twelve, "-"), if m < 10 { "o'clock".to_owned() } else { spelled(m, "-") }),
        12 => format!(
            "{}{}{}",
            pick(&["oh ", "oh-", "zero "], dice),
            spelled(1 + h % 9, "-"),
            if m < 10 { " hundred".to_owned() } else { format!(" {}", spelled(m, " ")) }
        ),
        13 => format!("{} hundred{}", spelled(10 + h % 14, " "), pick(&["", " hours"], dice)),
        14 => format!(
            "{} minutes {} {}",
            spelled(five, "-"),
            pick(&["past", "to", "after", "before"], dice),
            spelled(twelve, "-")
        ),
        _ => format!("{} {part}", spelled(twelve, "-")),
    }
}

fn date(s: &str, dice: &mut Dice) -> Option<String> {
    let (month, day) = (dice.below(12), 1 + dice.below(28));
    let year = 2004 + dice.below(22);
    let full = MONTHS.get(month).copied().unwrap_or("May");
    let short = full.get(..3).unwrap_or(full);
    let (number, short_year) = (month + 1, year % 100);
    let ending = match day {
        1 | 21 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    if s.len() == 4 && s.parse::<u32>().is_ok() {
        return Some(year.to_string());
    }
    // Holidays, seasons and whatever has no day stay as they are.
    if !s.bytes().any(|b| b.is_ascii_digit()) {
        let named = MONTHS.iter().any(|m| m.eq_ignore_ascii_case(s));
        return named.then(|| full.to_owned());
    }
    let weekday = pick(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], dice);
    Some(match dice.below(17) {
        0 => format!("{full} {day}"),
        1 => format!("{full} {day}, {year}"),
        2 => format!("{number}/{day}/{short_year:02}"),
        3 => format!("{number:02}/{day:02}/{year}"),
        4 => format!("{number}-{day}-{short_year:02}"),
        5 => format!("{year}-{number:02}-{day:02}"),
        6 => format!("{day} {full} {year}"),
        7 => format!("{day} {short} {short_year:02}"),
        8 => format!("{short}. {day}"),
        9 => format!("{full} {day}{ending}"),
        10 => format!("the {day}{ending} of {full}"),
        11 => format!("{full} the {day}{ending}"),
        12 => format!("{number}/{day}"),
        13 => format!("{weekday}, {full} {day}"),
        14 => format!("{day}{}{short_year:02}", short.to_uppercase()),
        15 => format!("{full} of {year}"),
        _ => format!("{full} {year}"),
    })
}

fn age(s: &str, dice: &mut Dice) -> Option<String> {
    let n = 4 + dice.below(88);
    if s.parse::<u32>().is_ok() {
        return Some(if dice.percent(20) { spelled(n, "-") } else { n.to_string() });
    }
    let lower = s.to_lowercase();
    if lower.contains("month") || lower.contains("half") || lower.contains("week") {
        return None;
    }
    if lower.contains("year-old") || lower.contains("year old") {
        return Some(match dice.below(4) {
            0 => format!("{n} year old"),
            1 => format!("{}-year-old", spelled(n, "-")),
            2 => format!("{} year old", spelled(n, " ")),
            _ => format!("{n}-year-old"),
        });
    }
    if lower.contains("years") || lower.contains('y') && lower.bytes().any(|b| b.is_ascii_digit()) {
        return Some(format!(
            "{n}{}",
            pick(&[" years old", " years", " yo", "yo", " y/o", " yrs", " yoa", " yrs old"], dice)
        ));
    }
    Some(if dice.percent(30) { n.to_string() } else { spelled(n, "-") })
}

fn badge(s: &str, dice: &mut Dice) -> String {
    if s.bytes().all(|b| b.is_ascii_digit()) {
        return number(s.len().max(1 + dice.below(5)), dice);
    }
    let (a, b) = (1 + dice.below(9), 1 + dice.below(99));
    let spoken = pick(PHONETIC, dice);
    match dice.below(13) {
        0 => format!("{a}{}{b}", letter(dice)),
        1 => format!("{a}-{spoken}-{b}"),
        2 => format!("{a} {spoken} {b}"),
        3 => format!("{spoken} {b}"),
        4 => format!("{spoken}-{b}"),
        5 => format!("{spoken} {}", spelled(b, "-")),
        6 | 7 => format!("{} {b}", pick(CALLED, dice)),
        8 => format!("{} {}", pick(CALLED, dice), spelled(a, "-")),
        9 => format!("{b}{}", letter(dice)),
        10 => format!("{}{}", letter(dice), number(2 + dice.below(2), dice)),
        11 => format!("{}-{}", letter(dice), number(1 + dice.below(3), dice)),
        _ => format!("{}-{b}", number(1 + dice.below(2), dice)),
    }
}

#[rustfmt::skip]
const CASES: &[&str] = &[
    "##-######", "##-####", "20##-########", "20##-####", "AA##-####", "AA-##-####", "##AA####", "########", "######", "AAA-20##-###",
    "20##AA####", "##-#-####", "AA######", "##-##-###", "A##-#####", "20##-AA-####", "####-##", "AA ##-###", "##########", "A-####", "##CR####",
];
#[rustfmt::skip]
const PLATES: &[&str] = &[
    "AAA ####", "AAA-####", "AAA####", "#AAA###", "AAA ###", "### AAA", "###-AAA", "AA #####", "##A ###", "AA##AAA", "A## AAA",
    "A##-####", "AAA##A", "AA-####", "#AA####", "####AA",
];
#[rustfmt::skip]
const SERIALS: &[&str] = &[
    "AAA###", "AAAA###", "A######", "######", "AA-#####", "########A", "X##A####A", "A##-#####", "AAA-##-####", "#######", "A####A", "AA######",
    "##A#####", "AAA #####", "A-#####",
];
#[rustfmt::skip]
const PHONES: &[&str] = &[
    "(###) 555-01##", "###-555-01##", "###.555.01##", "### 555 01##", "555-01##", "###55501##", "+1 ### 555 01##", "1-###-555-01##",
    "555 01##", "(###)555-01##",
];

fn crossing(names: &Names, dice: &mut Dice) -> String {
    let joint = pick(&[" & ", " and ", "/", " at ", " & ", " and "], dice);
    format!("{}{joint}{}", street(names, dice, 55), street(names, dice, 55))
}

/// The name of a street, in so many cases of a hundred without the word for its kind.
fn street(names: &Names, dice: &mut Dice, bare: u64) -> String {
    let name = match dice.below(10) {
        0 | 1 => format!("{}{}", 1 + dice.below(98), "th"),
        2..=4 => name(&names.surnames, dice),
        5 | 6 => name(&names.places, dice),
        7 => pick(
            &["1st", "2nd", "3rd", "Main", "Broadway", "Second", "Third", "Fifth", "MLK", "Front", "Water", "Market"],
            dice,
        )
        .to_owned(),
        _ => pick(ORDINARY, dice).to_owned(),
    };
    let name = if dice.percent(12) {
        format!("{} {name}", pick(&["N", "S", "E", "W", "North", "South", "East", "West", "N.", "S."], dice))
    } else {
        name
    };
    if dice.percent(bare) { name } else { format!("{name} {}", pick(STREETS, dice)) }
}

fn numbered_road(dice: &mut Dice) -> String {
    let digits = 1 + dice.below(3);
    let road = pick(ROADS, dice).replace('#', &number(digits, dice));
    format!("{road}{}", pick(WHERE_ON, dice).replace('#', &number(1 + dice.below(3), dice)))
}

fn location(s: &str, names: &Names, dice: &mut Dice) -> Option<String> {
    let lower = s.to_lowercase();
    let digits = s.bytes().any(|b| b.is_ascii_digit());
    let words = s.split(' ').count();
    let ends = |list: &[&str]| list.iter().any(|w| lower.ends_with(&format!(" {}", w.to_lowercase())));
    if lower.contains(" & ") || lower.contains(" and ") && words <= 5 && !digits {
        return Some(crossing(names, dice));
    }
    if digits
        && ["i-", "us ", "us-", "hwy", "highway", "sr ", "route", "state route", "interstate", "cr ", "county road"]
            .iter()
            .any(|p| lower.starts_with(p))
    {
        return Some(numbered_road(dice));
    }
    if s.bytes().next().is_some_and(|b| b.is_ascii_digit()) && ends(STREETS) {
        let head = match dice.below(6) {
            0 => format!("the {}00 block of ", 1 + dice.below(98)),
            1 => format!("{}00 block of ", 1 + dice.below(98)),
            2 => format!("{}00 blk ", 1 + dice.below(98)),
            _ => format!("{} ", number(2 + dice.below(4), dice)),
        };
        return Some(format!("{head}{}", street(names, dice, 20)));
    }
    if !digits && ends(STREETS) && words <= 3 {
        return Some(street(names, dice, 45));
    }
    None
}

fn organisation(names: &Names, dice: &mut Dice) -> String {
    match dice.below(12) {
        0 | 1 => format!("{} {}", pick(ORDINARY, dice), pick(TRADES, dice)),
        2 => format!("{} {} {}", pick(ORDINARY, dice), pick(ORDINARY, dice), pick(TRADES, dice)),
        3 => format!("{}'s {}", name(&names.given, dice), pick(TRADES, dice)),
        4 => format!("{}'s", name(if dice.percent(50) { &names.given } else { &names.surnames }, dice)),
        5 => format!("{} {}", name(&names.surnames, dice), pick(TRADES, dice)),
        6 => format!(
            "{} & {} {}",
            name(&names.surnames, dice),
            pick(&["Sons", "Son", "Daughters", "Bros.", "Co."], dice),
            pick(TRADES, dice)
        ),
        7 => format!(
            "{} {}",
            name(if dice.percent(50) { &names.places } else { &names.surnames }, dice),
            pick(SCHOOLS, dice)
        ),
        8 => format!("{} {}", name(&names.places, dice), pick(HOSPITALS, dice)),
        9 => format!(
            "{} {}'s{}",
            pick(&["St.", "Saint", "St"], dice),
            name(&names.given, dice),
            pick(&["", " Hospital", " Church", " School", " Medical"], dice)
        ),
        10 => format!("{} {}", name(&names.places, dice), pick(TRADES, dice)),
        _ => format!("{} {}", pick(ORDINARY, dice), pick(ORDINARY, dice)),
    }
}

fn agency(s: &str, names: &Names, dice: &mut Dice) -> String {
    let letters = s.len() <= 6 && !s.contains(' ') && s.bytes().all(|b| b.is_ascii_uppercase());
    if letters || dice.percent(8) {
        let head: String = (0..1 + dice.below(3)).map(|_| letter(dice)).collect();
        return format!("{head}{}", pick(LETTERS, dice));
    }
    match dice.below(12) {
        0 => format!(
            "{} {}",
            pick(&["Troop", "Post", "Barracks", "District", "Zone", "Precinct", "Station"], dice),
            if dice.percent(50) { letter(dice).to_string() } else { number(1, dice) }
        ),
        1 => format!("the {}{} Precinct", 1 + dice.below(90), "th"),
        _ => {
            let place = match dice.below(5) {
                0 => name(&names.surnames, dice),
                1 => format!(
                    "{} {}",
                    name(&names.surnames, dice),
                    pick(
                        &[
                            "Creek", "Falls", "Springs", "Heights", "Valley", "Grove", "Park", "Ridge", "Junction",
                            "Harbor", "Bend", "Hills"
                        ],
                        dice
                    )
                ),
                2 => format!(
                    "{} {}",
                    pick(ORDINARY, dice),
                    pick(
                        &[
                            "Creek", "Falls", "Springs", "Heights", "Valley", "Grove", "Park", "Ridge", "Junction",
                            "Harbor", "Bend", "Hills"
                        ],
                        dice
                    )
                ),
                _ => name(&names.places, dice),
            };
            pick(AGENCIES, dice).replace('@', &place)
        }
    }
}

/// Another value of the class, written as reports write such values; `None` where the old one should stay.
pub fn other(class: Class, s: &str, names: &Names, dice: &mut Dice) -> Option<String> {
    let digits = s.bytes().filter(u8::is_ascii_digit).count();
    let value = match class {
        Class::Time => time(s, dice),
        Class::Date => date(s, dice)?,
        Class::Age => age(s, dice)?,
        Class::Badge => badge(s, dice),
        Class::CaseId if digits >= 3 => filled(pick(CASES, dice), dice),
        Class::Plate if digits >= 2 => filled(pick(PLATES, dice), dice),
        Class::Serial if digits >= 3 => filled(pick(SERIALS, dice), dice),
        Class::Phone if digits >= 7 => filled(pick(PHONES, dice), dice),
        Class::Location => location(s, names, dice)?,
        Class::Org => organisation(names, dice),
        Class::Agency => agency(s, names, dice),
        Class::Person
        | Class::Dob
        | Class::CaseId
        | Class::Plate
        | Class::Vin
        | Class::License
        | Class::Ssn
        | Class::Phone
        | Class::Email
        | Class::Url
        | Class::Handle
        | Class::Ip
        | Class::Ori
        | Class::Serial
        | Class::Unique
        | Class::Les => return None,
    };
    let cased = |up: bool| {
        s.chars().any(char::is_alphabetic) && !s.chars().any(if up { char::is_lowercase } else { char::is_uppercase })
    };
    let numbers = matches!(class, Class::Time | Class::Date | Class::Age);
    Some(if numbers {
        value
    } else if cased(false) {
        value.to_lowercase()
    } else if cased(true) && s.len() > 5 && digits == 0 {
        value.to_uppercase()
    } else {
        value
    })
}
