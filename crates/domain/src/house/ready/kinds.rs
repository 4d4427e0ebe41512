//! What kind of agency, place or organisation a name names: by the words in it.

/// The token of a table's first row of which one word occurs in the name, the row whose word stands last winning: the
/// "University Hospital" is a hospital.
fn by_word(words: &str, table: &[(&str, &'static str)]) -> Option<&'static str> {
    let lower = lowered(words);
    let parts = parts(&lower);
    let is = |list: &str, part: &str| {
        let bare = part.strip_suffix("'s").unwrap_or(part);
        list.split(' ').any(|word| word == part || word == bare)
    };
    parts.iter().rev().find_map(|part| table.iter().find(|(list, _)| is(list, part)).map(|(_, token)| *token))
}

fn lowered(words: &str) -> String {
    words.to_lowercase().replace('\u{2019}', "'")
}

fn parts(lower: &str) -> Vec<&str> {
    lower.split(|c: char| !c.is_alphanumeric() && c != '\'').collect()
}

/// Whether it is a port's own: many towns begin with "Port", so the word counts only right before what makes it one.
fn is_of_a_port(words: &str) -> bool {
    const AFTER: &[&str] = &["authority", "police", "pd", "department", "dept", "of"];
    let lower = lowered(words);
    let is = |pair: &[&str]| matches!(pair, ["port" | "harbor", after] if AFTER.contains(after));
    parts(&lower).windows(2).any(is)
}

pub(super) fn agency(words: &str) -> &'static str {
    const PORT: &str = "[a port police department]";
    const WHOLE: &[(&str, &str)] = &[
        ("sheriff sheriffs so", "[a sheriff's office]"),
        ("campus university college", "[a campus police department]"),
        ("tribal nation reservation", "[a tribal police department]"),
        ("transit metro railroad", "[a transit police department]"),
        ("fire rescue ems ambulance", "[the fire department]"),
        ("corrections correctional jail detention prison doc penitentiary", "[a corrections agency]"),
        ("dispatch 911 communications psap", "[the dispatch center]"),
        ("probation parole", "[a probation office]"),
        ("court prosecutor prosecutor's attorney attorney's da's", "[the prosecutor's office]"),
        ("fbi dea atf usms marshals marshal federal ice cbp border secret homeland", "[a federal agency]"),
        ("task narcotics", "[a task force]"),
        ("state highway patrol troop dps chp wildlife game fish warden", "[a state agency]"),
        ("school isd", "[a school police department]"),
        ("airport", PORT),
        ("pd police department dept constable", "[a local police department]"),
    ];
    // "County Sheriff's Office", "State Police Department": the telling word may stand before the plain one.
    let plain = WHOLE.last().map_or("", |row| row.1);
    let telling = WHOLE.split_last().and_then(|(_, telling)| by_word(words, telling));
    telling.unwrap_or(if is_of_a_port(words) { PORT } else { plain })
}

pub(super) fn place(words: &str, before: &str) -> &'static str {
    const TABLE: &[(&str, &str)] = &[
        ("mm mile milepost marker milemarker", "[a mile marker]"),
        (
            "i interstate us route rte hwy highway sr cr fm freeway fwy turnpike expressway parkway pkwy exit beltway",
            "[a highway]",
        ),
        ("apt apartment unit room suite flat", "[an apartment]"),
        (
            "st street ave avenue av rd road dr drive blvd boulevard lane ln way court ct cir circle pl place ter terrace block alley row loop",
            "[a street]",
        ),
        ("county parish township borough", "[the county]"),
        ("river lake creek bay pond reservoir canal slough inlet", "[a body of water]"),
        ("park trail trailhead forest woods preserve campground", "[a park]"),
        ("bridge overpass viaduct underpass tunnel", "[a bridge]"),
        ("airport airfield", "[an airport]"),
        ("station depot terminal", "[a station]"),
        ("mall plaza center centre square", "[a shopping area]"),
        ("mountain mountains ridge hill peak canyon pass grade", "[a mountain area]"),
        ("beach shore pier marina harbor", "[the waterfront]"),
        ("neighborhood heights estates subdivision district", "[a neighborhood]"),
        ("beat zone sector precinct", "[a patrol area]"),
    ];
    let lower = words.to_lowercase();
    let digits = words.chars().filter(char::is_ascii_digit).count();
    if lower.contains(" and ") && (digits > 0 || by_word(words, TABLE) == Some("[a street]"))
        || lower.contains(" & ")
        || words.contains('/') && digits == 0
    {
        return "[an intersection]";
    }
    if digits >= 6 && words.contains('.') || words.contains('°') {
        return "[a location]";
    }
    let numbered = words.starts_with(|c: char| c.is_ascii_digit()) && digits >= 1;
    match by_word(words, TABLE) {
        Some("[a street]") if numbered && words.contains(' ') && !lower.contains("block") && digits >= 2 => {
            "[an address]"
        }
        Some(token) => token,
        // "in Granite Falls", "the city of …": what one is in without more is a town.
        None if before.ends_with("in ") || before.ends_with("city of ") || before.ends_with("town of ") => "[a town]",
        None => "[the area]",
    }
}

pub(super) fn organisation(words: &str) -> &'static str {
    const TABLE: &[(&str, &str)] = &[
        ("hospital medical clinic infirmary er trauma health hospice", "[a hospital]"),
        ("school elementary high academy university college middle kindergarten preschool isd campus", "[a school]"),
        ("inn motel hotel lodge suites resort", "[a motel]"),
        (
            "apartments apartment apts condos condominiums manor villas towers terrace flats lofts estates",
            "[an apartment complex]",
        ),
        ("church temple mosque synagogue chapel cathedral ministries parish", "[a church]"),
        ("bar tavern pub saloon lounge brewery taproom nightclub club", "[a bar]"),
        (
            "diner grill cafe café restaurant pizza pizzeria kitchen bbq burger burgers taqueria bakery coffee donuts steakhouse",
            "[a diner]",
        ),
        ("bank credit savings", "[a bank]"),
        ("gas fuel petroleum truckstop oil", "[a gas station]"),
        ("store market mart shop liquor pharmacy grocery supermarket foods hardware outlet drugs", "[a store]"),
        ("casino", "[a casino]"),
        ("gym fitness", "[a gym]"),
        ("stadium arena fairgrounds speedway theater theatre", "[a venue]"),
        ("library museum", "[a public building]"),
        ("home care nursing shelter rehab", "[a care home]"),
        ("towing tow garage auto motors repair", "[a garage]"),
        ("farm farms ranch orchard", "[a farm]"),
        ("warehouse logistics trucking freight storage", "[a warehouse]"),
        ("news tv times herald gazette tribune radio", "[a news outlet]"),
    ];
    by_word(words, TABLE).unwrap_or("[a business]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn institutions_by_their_word() {
        for (words, token) in [
            ("Saint Brendan Hospital", "[a hospital]"),
            ("University Hospital", "[a hospital]"),
            ("Sagebrush Inn", "[a motel]"),
            ("Miller's Tavern", "[a bar]"),
            ("Halvorsen & Sons", "[a business]"),
            ("Oak Hollow Apartments", "[an apartment complex]"),
        ] {
            assert_eq!(organisation(words), token, "{words}");
        }
        for (words, token) in [
            ("Cedar County Sheriff's Office", "[a sheriff's office]"),
            ("Fairview PD", "[a local police department]"),
            ("State Police", "[a state agency]"),
            ("DEA", "[a federal agency]"),
            ("Milton Fire Department", "[the fire department]"),
            ("Port Vereker Police Department", "[a local police department]"),
            ("Harbor Springs PD", "[a local police department]"),
            ("Port Vereker Sheriff's Office", "[a sheriff's office]"),
            ("Vereker Port Police", "[a port police department]"),
            ("Port Authority Police Department", "[a port police department]"),
            ("Port of Vereker Police", "[a port police department]"),
            ("Harbor Department", "[a port police department]"),
            ("Vereker Airport Police", "[a port police department]"),
        ] {
            assert_eq!(agency(words), token, "{words}");
        }
        for (words, before, token) in [
            ("I-70 mm 127", "", "[a mile marker]"),
            ("I-70", "on ", "[a highway]"),
            ("Tannery Road", "", "[a street]"),
            ("4410 Tannery Rd", "at ", "[an address]"),
            ("5th and Main", "", "[an intersection]"),
            ("Granite Falls", "in ", "[a town]"),
            ("Granite Falls", "toward ", "[the area]"),
            ("Cedar County", "in ", "[the county]"),
            ("44.9778, -93.2650", "", "[a location]"),
        ] {
            assert_eq!(place(words, before), token, "{words}");
        }
    }
}
