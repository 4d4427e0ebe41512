//! One spelling for all: lower case, no accents, look-alike letters of other scripts as the Latin ones they imitate.

/// The most letters of a word that count.
pub const LIMIT: usize = 40;

/// A word in its one spelling, at most [`LIMIT`] letters.
#[derive(Debug, Clone, Copy)]
pub struct Folded {
    letters: [char; LIMIT],
    len: usize,
}

impl Folded {
    pub fn letters(&self) -> &[char] {
        self.letters.get(..self.len).unwrap_or_default()
    }
}

/// Folds a word; zero-width characters and combining marks are left out.
pub fn fold(word: &str) -> Folded {
    let mut out = Folded { letters: ['\0'; LIMIT], len: 0 };
    let mut push = |c: char| {
        if let Some(place) = out.letters.get_mut(out.len) {
            *place = c;
            out.len += 1;
        }
    };
    for c in word.chars().take(2 * LIMIT) {
        if c.is_ascii() {
            push(c.to_ascii_lowercase());
        } else if !is_invisible(c) {
            for c in c.to_lowercase() {
                match plain(c) {
                    "" => push(c),
                    letters => letters.chars().for_each(&mut push),
                }
            }
        }
    }
    out
}

/// Marks and characters that a reader doesn't see as letters.
pub const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The plain letters of a lower-case letter; empty if it stands for itself.
const fn plain(c: char) -> &'static str {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'а' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' | 'с' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'е' | 'ё' | 'ế' | 'ề' | 'ễ' | 'ệ' | 'ẹ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'і' | 'ị' => "i",
        'ĵ' | 'ј' => "j",
        'ķ' | 'к' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'о' | 'ơ' | 'ọ' | 'ố' | 'ồ' | 'ộ' | 'ớ' | 'ờ' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'р' => "p",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ѕ' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ữ' => "u",
        'ŵ' => "w",
        'х' => "x",
        'ý' | 'ÿ' | 'ŷ' | 'у' | 'ỳ' | 'ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        '’' | 'ʻ' | 'ʼ' | '‘' => "'",
        _ => "",
    }
}

/// The hash of a folded word, the same on every machine.
pub fn hash_word(letters: impl IntoIterator<Item = char>) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for c in letters {
        h = (h ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mix(h)
}

/// Spreads a number over all its bits.
pub const fn mix(mut h: u64) -> u64 {
    h ^= h >> 32;
    h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^= h >> 29;
    h
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        let s = |w: &str| fold(w).letters().iter().collect::<String>();
        assert_eq!(s("JOSÉ"), "jose");
        assert_eq!(s("Jose\u{301}"), "jose");
        assert_eq!(s("O’Brien"), "o'brien");
        assert_eq!(s("Ru\u{200b}iz"), "ruiz");
        assert_eq!(s("Рruitt"), "pruitt");
        assert_eq!(s("漢字"), "漢字");
        assert_eq!(s(&"a".repeat(1000)).len(), LIMIT);
    }
}
