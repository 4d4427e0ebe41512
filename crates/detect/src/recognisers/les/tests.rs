//! Tables for phrases of tactics and of standing gaps.

use super::*;
use crate::recognisers::table::{finds, finds_nothing};

#[test]
fn standing_gaps_and_methods_are_found() {
    finds(
        find,
        &[
            (
                "From two to five there's one car for the whole county.",
                &["From two to five there's one car for the whole county"],
            ),
            (
                "after midnight we run two deputies for 900 square miles",
                &["after midnight we run two deputies for 900 square miles"],
            ),
            ("NIGHTS ARE ONE OFFICER AND ONE DISPATCHER.", &["NIGHTS ARE ONE OFFICER AND ONE DISPATCHER"]),
            ("Nobody works the desk on weekends.", &["Nobody works the desk on weekends"]),
            (
                "The second dispatcher seat has been unfilled since spring.",
                &["The second dispatcher seat has been unfilled since spring"],
            ),
            (
                "Our portables don't reach the repeater from the basement.",
                &["Our portables don't reach the repeater from the basement"],
            ),
            ("There's no radio past the second culvert.", &["There's no radio past the second culvert"]),
            (
                "The tactical channel is unencrypted, and any scanner gets it.",
                &["The tactical channel is unencrypted, and any scanner gets it"],
            ),
            (
                "The spare key hangs on a nail behind the vending machine.",
                &["The spare key hangs on a nail behind the vending machine"],
            ),
            ("alarm code is the year the station was built", &["alarm code is the year the station was built"]),
            ("Use the sally port, gate code 6441 star.", &["Use the sally port, gate code 6441 star"]),
            ("Our duress word is taped inside the visor.", &["Our duress word is taped inside the visor"]),
            (
                "Every unit goes to the third channel on the word harvest.",
                &["Every unit goes to the third channel on the word harvest"],
            ),
            ("The clerk's door isn't wanded before nine.", &["The clerk's door isn't wanded before nine"]),
            (
                "Home visits aren't logged till the officer is back.",
                &["Home visits aren't logged till the officer is back"],
            ),
            ("We put two on the back steps before we knock.", &["We put two on the back steps before we knock"]),
            ("we always park at the same four crossovers", &["we always park at the same four crossovers"]),
            (
                "It takes our second car twelve minutes to get there after dark.",
                &["It takes our second car twelve minutes to get there after dark"],
            ),
            (
                "Our vests stop nothing above a pistol round at the side panel.",
                &["Our vests stop nothing above a pistol round at the side panel"],
            ),
            (
                "Our surveillance van is the beige one with the ladder.",
                &["Our surveillance van is the beige one with the ladder"],
            ),
        ],
    );
}

#[test]
fn what_happened_once_and_what_one_should_do_is_left_alone() {
    finds_nothing(
        find,
        &[
            "There was one deputy on duty that night.",
            "I was alone and the nearest backup was twenty minutes away.",
            "Always wait for a second unit.",
            "Never search a car alone after dark.",
            "One officer should watch the hands while the other writes.",
            "We ran Code 3 to the scene and cleared each intersection.",
            "My radio went dead in the stairwell.",
            "Nobody was hurt.",
            "He left the keys in the ignition and ran.",
            "The key is to slow down before the curve.",
            "The gate was locked, so we went around.",
            "I heard nothing on the radio and went in.",
            "A second officer makes all the difference.",
            "Wear your vest every shift.",
            "We should have staged two blocks out.",
            "The suspect took the stairs and one officer followed.",
            "Check the back seat before and after every transport.",
            "The penal code has a section for this.",
            "If the door isn't locked, tell dispatch.",
            "Undercover officers were on the next street.",
            "[a tactic] and [another tactic] after midnight.",
        ],
    );
}
