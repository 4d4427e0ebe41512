//! The programme's promise counts business days: Monday to Friday without US federal holidays (5 U.S.C. 6103).

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

/// Business days from receipt to publication that the programme promises.
pub const PROMISE_DAYS: u32 = 14;
/// Business days that it aims at.
pub const TARGET_DAYS: u32 = 7;
/// Business days for which the clock stands still at most while an author's answer is awaited.
pub const AUTHOR_PAUSE_DAYS: u32 = 10;

/// The day `days` calendar days later; the last day that can be written, if there is none.
pub fn plus_days(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

pub fn is_business_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_federal_holiday(day)
}

/// Business days after `from`, up to and with `to`; 0 if `to` is not later.
pub fn business_days_between(from: Date, to: Date) -> u32 {
    let mut count = 0;
    let mut day = from;
    while day < to {
        day = plus_days(day, 1);
        count += u32::from(is_business_day(day));
    }
    count
}

/// The `count`th business day after `from`.
pub fn add_business_days(from: Date, count: u32) -> Date {
    let (mut day, mut left) = (from, count);
    while left > 0 && day < Date::MAX {
        day = plus_days(day, 1);
        left -= u32::from(is_business_day(day));
    }
    day
}

/// The day by which a report is promised: 14 business days after receipt, and one more for each business day on which
/// the author's answer was awaited, at most 10.
pub fn due(received: Date, waits: &[(Date, Date)]) -> Date {
    add_business_days(received, PROMISE_DAYS + paused(waits))
}

/// Business days from receipt to `today` that count against the promise: without those on which the author's answer was
/// awaited, of which at most 10 are left out. On the day that [`due`] names it is [`PROMISE_DAYS`].
pub fn age(received: Date, waits: &[(Date, Date)], today: Date) -> u32 {
    business_days_between(received, today).saturating_sub(paused(waits))
}

/// Whether the clock still stands still for an answer that is awaited since this day.
pub fn still_waits(since: Date, today: Date) -> bool {
    business_days_between(since, today) < AUTHOR_PAUSE_DAYS
}

/// Business days for which the clock stood still.
fn paused(waits: &[(Date, Date)]) -> u32 {
    let waited: u32 = waits.iter().map(|&(from, to)| business_days_between(from, to)).sum();
    waited.min(AUTHOR_PAUSE_DAYS)
}

/// A federal holiday as observed: one that falls on a Saturday is kept on the Friday before, on a Sunday on the Monday
/// after (Executive Order 11582; 5 U.S.C. 6103(b)).
pub fn is_federal_holiday(day: Date) -> bool {
    let actual = |date: Date| {
        let (month, of_month, week) = (date.month(), date.day(), (date.day() - 1) / 7 + 1);
        let last_monday = date.weekday() == Weekday::Monday && plus_days(date, 7).month() != month;
        match (month, date.weekday()) {
            (1, Weekday::Monday) if week == 3 => true,
            (2, Weekday::Monday) if week == 3 => true,
            (5, _) if last_monday => true,
            (9, Weekday::Monday) if week == 1 => true,
            (10, Weekday::Monday) if week == 2 => true,
            (11, Weekday::Thursday) if week == 4 => true,
            _ => {
                matches!((month, of_month), (1, 1) | (7, 4) | (11, 11) | (12, 25))
                    || ((month, of_month) == (6, 19) && date.year() >= 2021)
            }
        }
    };
    match day.weekday() {
        Weekday::Saturday | Weekday::Sunday => actual(day),
        Weekday::Friday => actual(day) || actual(day.saturating_add(1.day())),
        Weekday::Monday => actual(day) || actual(day.saturating_sub(1.day())),
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday => actual(day),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn federal_holidays_of_2026_as_published() {
        let mut day = date(2026, 1, 1);
        let mut found = Vec::new();
        while day.year() == 2026 {
            if is_federal_holiday(day) && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                found.push((day.month(), day.day()));
            }
            day = plus_days(day, 1);
        }
        let published =
            [(1, 1), (1, 19), (2, 16), (5, 25), (6, 19), (7, 3), (9, 7), (10, 12), (11, 11), (11, 26), (12, 25)];
        assert_eq!(found, published);
    }

    #[test]
    fn new_year_on_a_saturday_is_kept_in_the_year_before() {
        assert!(is_federal_holiday(date(2021, 12, 31)));
        assert!(!is_federal_holiday(date(2020, 6, 19)));
    }

    #[test]
    fn the_promise_skips_weekends_holidays_and_waits_for_authors() {
        let received = date(2026, 11, 20);
        assert_eq!(due(received, &[]), date(2026, 12, 11));
        assert_eq!(due(received, &[(date(2026, 11, 30), date(2026, 12, 2))]), date(2026, 12, 15));
        for waits in [&[][..], &[(date(2026, 11, 30), date(2026, 12, 2))], &[(received, date(2027, 11, 30))]] {
            assert_eq!(age(received, waits, due(received, waits)), PROMISE_DAYS, "{waits:?}");
        }
        assert_eq!(age(received, &[(received, date(2026, 11, 30))], date(2026, 11, 30)), 0);
        let forever = (date(2026, 11, 30), date(2027, 11, 30));
        assert_eq!(due(received, &[forever]), add_business_days(received, 24));
        assert_eq!(business_days_between(date(2026, 11, 25), date(2026, 11, 30)), 2);
        assert_eq!(business_days_between(date(2026, 11, 30), date(2026, 11, 25)), 0);
    }
}
