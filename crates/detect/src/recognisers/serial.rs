//! Serial numbers of firearms, radios, phones and other gear, IMEI and MAC addresses.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "serial",
        [
            Pattern::cue(
                Class::Serial,
                0.92,
                2,
                "a number after a word for a serial number",
                r"(?i)\b(?:serial(?:ized)?|serials|ser\.?|s/n|sn|imei|hin|mac(?: address)?|asset(?: tag)?|property tag|radio id|ear tag|hull|numbered|etched|stamped|engraved|lot|batch|head stamp|dot code|panel)(?: (?:number|numbers|no\.?|num|#|code))?,?(?: (?:is|was|as|of|ending|ends|ended|starting|starts|in|with|unit))*",
            )
            .raised(&["a word for a serial number before it"])
            .check(|text, c| {
                let s = text.get(c.range.clone());
                let digits = s.bytes().filter(u8::is_ascii_digit).count();
                let cue = text.left(c.range.start, 20).to_lowercase();
                let weak = cue.contains("lot") || cue.contains("panel") || cue.contains("numbered") || cue.contains("hull") || cue.contains("stamped") || cue.contains("mac");
                (!weak || digits >= 4 && s.len() >= 5) && !crate::identifier::is_measure(text, c.range.end)
            }),
            Pattern::new(Class::Serial, 0.95, "a hardware address", r"(?i)\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b").check(|text, c| {
                let s = text.get(c.range.clone());
                s.bytes().any(|b| b.is_ascii_alphabetic())
            }),
            Pattern::new(
                Class::Serial,
                0.7,
                "a firearm and a number",
                r"(?:Glock|Sig|Sauer|Smith|Wesson|Colt|Ruger|Beretta|Remington|Mossberg|Winchester|Marlin|Bersa|BERSA|Taurus|Savage|Stevens|GLOCK|RUGER|TAURUS)(?: [A-Z0-9.]{1,6}){0,2}, (?:#|no\.? |number )?([A-Z]{0,4}[- ]?\d{4,8}[A-Z]?)\b",
            ),
        ],
    )
});

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    if text.has_digit {
        SET.find(text, out);
    }
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn serials() {
        finds(
            super::find,
            &[
                ("serial BVRX811,", &["BVRX811"]),
                ("ser. BXTK 609", &["BXTK 609"]),
                ("serial number 755CTK0914", &["755CTK0914"]),
                ("S/N: KZ341718", &["KZ341718"]),
                ("imei 350000071742268 and", &["350000071742268"]),
                ("HIN QRX28J91F708", &["QRX28J91F708"]),
                ("mac 7c:78:b2:40:41:7e", &["7c:78:b2:40:41:7e"]),
                ("a Marlin numbered MR-60878-F", &["MR-60878-F"]),
                ("lot RL-0232-B7, purchased", &["RL-0232-B7"]),
                (".380 BERSA, F09391.", &["F09391"]),
                ("SER# BVRX811", &["BVRX811"]),
                ("s/n kz341718", &["kz341718"]),
                ("serial ending in 0914", &["0914"]),
                ("IMEI: 35-000007-174226-8", &["35-000007-174226-8"]),
                ("radio id 7714402", &["7714402"]),
                ("asset tag 00-4471", &["00-4471"]),
                ("MAC address 7C-78-B2-40-41-7E", &["7C-78-B2-40-41-7E"]),
                ("batch 22-0417", &["22-0417"]),
            ],
        );
    }

    #[test]
    fn no_serials() {
        finds_nothing(
            super::find,
            &[
                "a serial burglar",
                "the lot 40 feet away",
                "Glock 19",
                "a lot of 911 calls",
                "serial 2",
                "12-gauge",
                "AR-15",
                "a Glock 17, 9mm",
                "in the lot at 2140",
                "Lot 14",
                "a panel of 12",
                "engraved 2 inches deep",
                "lot 3 blocks over",
                "a Ruger 10/22",
                "numbered 1 to 12",
                "Remington 870, 12 gauge",
                "a Colt 1911",
            ],
        );
    }
}
