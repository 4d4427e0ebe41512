//! Tables for names of persons.

use crate::recognisers::table::*;

#[test]
fn names() {
    finds(
        super::find,
        &[
            ("Ofc. Rudenko went in", &["Rudenko"]),
            ("Officer Church had it", &["Church"]),
            ("Sgt Vandermeer and I", &["Vandermeer"]),
            ("Det. Siobhan Nakai-Reyes in a van", &["Siobhan Nakai-Reyes"]),
            ("Deputy J.T. Waters's car", &["J.T. Waters"]),
            ("Mr. Kowalski now", &["Kowalski"]),
            ("Judge Honoria Teal, for", &["Honoria Teal"]),
            ("K-9 Brutus tracked", &["Brutus"]),
            ("I'm Corrine Duquesne, sergeant", &["Corrine Duquesne"]),
            ("my partner Anders came", &["Anders"]),
            ("a man named Orrin Vale ran", &["Orrin Vale"]),
            ("Darnell \"Peaches\" Ruhle was", &["Darnell \"Peaches\" Ruhle"]),
            ("stopped Kody Marchesi (DOB 4/9/87)", &["Kody Marchesi"]),
            ("officer rudenko went in", &["rudenko"]),
            ("OFFICER DELACROY DID NOT HEAR THE FIRST STOP AT ALL", &["DELACROY"]),
            ("Officers Reyes and Churchill ran", &["Reyes", "Churchill"]),
            ("Dr. Hyacinth Belloc at", &["Hyacinth Belloc"]),
            ("Sgt. O'Dell's car", &["O'Dell"]),
            ("then Ricky Sandovar was my cover", &["Ricky Sandovar"]),
            ("(W1) LAW, Susan, and", &["LAW, Susan"]),
            ("that is Z as in zebra, B, I, G to you", &["Z as in zebra, B, I, G"]),
            ("salcedo comma s a l c e d o comma hospital", &["s a l c e d o"]),
            ("People say I-l-i-e here", &["I-l-i-e"]),
        ],
    );
}

#[test]
fn no_names() {
    finds_nothing(
        super::find,
        &[
            "my sergeant said",
            "blocks A, B, C, D and E",
            "the SUV, Dark",
            "Officer safety first",
            "Officer Safety comes first",
            "the officer and I",
            "a Terry stop",
            "the Tueller drill",
            "he may go",
            "I will chase him",
            "in good faith",
            "grant of authority",
            "a rose bush",
            "the K-9 unit",
            "the deputy advised",
            "Sgt. He said",
            "OFFICER DOWN AND NEEDS HELP AT THE BACK OF THE HOUSE",
            "Officer 1 went",
            "the Glock 19",
            "a Crown Vic",
            "Dispatch said",
            "the trooper's car",
            "I hope so",
            "Chief of Police",
            "Deputy Sheriff",
            "officers arrived",
            "detective bureau",
            "Mark the spot",
            "the captain agreed",
            "I'm from the north",
        ],
    );
}
