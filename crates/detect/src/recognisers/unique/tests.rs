//! Tables for phrases that single somebody out.

use super::*;
use crate::recognisers::table::{finds, finds_nothing};

#[test]
fn phrases_that_single_somebody_out_are_found() {
    finds(
        find,
        &[
            ("I am the only female K-9 handler on nights.", &["the only female K-9 handler on nights"]),
            (
                "She's the only detective in the state who ever sang opera.",
                &["the only detective in the state who ever sang opera"],
            ),
            ("IM THE ONLY MOTOR IN TOWN SO THEY KNEW", &["THE ONLY MOTOR IN TOWN"]),
            ("He was the last man on the island who could run it.", &["the last man on the island who could run it"]),
            ("our first woman ever to make sergeant", &["our first woman ever to make sergeant"]),
            ("the county's only bloodhound was asleep", &["the county's only bloodhound"]),
            ("The county's one-eared Malinois barked.", &["The county's one-eared Malinois"]),
            ("I'm the shortest deputy the county ever swore in.", &["the shortest deputy the county ever swore in"]),
            ("the sole diver on our roster", &["the sole diver on our roster"]),
            ("There is one officer in the state who signs for that.", &["one officer in the state who signs for that"]),
            (
                "He served longer than any bailiff the county ever had.",
                &["longer than any bailiff the county ever had"],
            ),
            ("the first deaf trooper, to my knowledge", &["the first deaf trooper"]),
            ("It was the weekend of the blueberry festival.", &["the blueberry festival"]),
            ("We worked Rutabaga Days again.", &["Rutabaga Days"]),
            ("During the Harvest Balloon Parade a horse bolted.", &["Harvest Balloon Parade"]),
            ("It was the Blessing of the Fleet.", &["Blessing of the Fleet"]),
            ("a sergeant with 22 years in the bomb squad", &["sergeant with 22 years in the bomb"]),
            ("He won the eelpout toss two years running.", &["won the eelpout toss two years running"]),
            ("She was Deputy of the Year.", &["Deputy of the Year"]),
        ],
    );
}

#[test]
fn being_the_only_one_there_singles_nobody_out() {
    finds_nothing(
        find,
        &[
            "I was the only officer on scene.",
            "It was the only way out.",
            "The only thing that saved me was the vest.",
            "I was the last one through the door.",
            "the first officer to arrive",
            "He was the only one in the car.",
            "She was the only witness.",
            "That was the first time in the county.",
            "the only light on the street",
            "We worked the county fair.",
            "It was the summer festival.",
            "There was a parade on Main.",
            "Two days later he called.",
            "It was one officer against three.",
            "My sergeant has 20 years on.",
            "The officer, twenty-three years old, was new to narcotics.",
            "one of the deputies in the county",
            "The last unit in the line turned back.",
            "He was the oldest of four.",
            "[the only handler] was at home.",
        ],
    );
}
