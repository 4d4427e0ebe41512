//! Numbers in words, as far as clock times, ages and years of service need them.

/// What a word of a number stands for.
fn value(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if word == "oh" {
        return Some(0);
    }
    let index = |list: &[&str]| list.iter().position(|known| *known == word).and_then(|at| u32::try_from(at).ok());
    index(&UNITS).or_else(|| index(&TENS).map(|at| (at + 2) * 10))
}

/// The numbers of a phrase, in order, in digits or words: "twenty two thirty" is 22 and 30, "oh three fifteen" 3 and 15.
/// A hundred counts as the minutes of a military hour: "fourteen hundred" is 14 and 0.
pub(super) fn read(words: &str) -> Vec<u32> {
    let lower = words.to_lowercase();
    let mut numbers: Vec<u32> = Vec::new();
    // What the number before still takes: the units of a ten, or the digit behind a nought.
    let mut room = 0;
    for word in lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse() {
            numbers.push(number);
            room = 0;
        } else if matches!(word, "hundred" | "hundreds") {
            numbers.push(0);
            room = 0;
        } else if let Some(number) = value(word) {
            match numbers.last_mut() {
                Some(last) if number > 0 && number <= room => *last += number,
                _ => numbers.push(number),
            }
            room = if number == 0 || (20..=90).contains(&number) && number % 10 == 0 { 9 } else { 0 };
        } else {
            room = 0;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_and_digits() {
        for (words, numbers) in [
            ("twenty two thirty", vec![22, 30]),
            ("oh three fifteen", vec![3, 15]),
            ("fourteen hundred", vec![14, 0]),
            ("zero two hundred hours", vec![2, 0]),
            ("forty-two-year-old", vec![42]),
            ("nineteen oh five", vec![19, 5]),
            ("52 y/o", vec![52]),
            ("twenty twenty", vec![20, 20]),
            ("nothing", vec![]),
        ] {
            assert_eq!(read(words), numbers, "{words}");
        }
    }
}
