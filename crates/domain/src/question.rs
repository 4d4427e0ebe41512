//! The structured answers under review: one that identifies is widened or blanked, as an action like any other.

use detect::closed_enum;

use crate::{Act, Action, Answers, PopulationBand, SwornBand};

closed_enum! {
    /// One of the structured answers, by its key in [`Answers`].
    Question {
        Involvement = "involvement",
        AgencyType = "agency_type",
        DepartmentType = "department_type",
        SwornBand = "sworn_band",
        PopulationBand = "population_band",
        Region = "region",
        CallType = "call_type",
        Light = "light",
        Weather = "weather",
        Road = "road",
        SubjectWeapon = "subject_weapon",
        SubjectImpairment = "subject_impairment",
        SubjectBehaviour = "subject_behaviour",
        OfficersOnScene = "officers_on_scene",
        Equipment = "equipment",
        Severity = "severity",
    }
}

/// The answers as they stand after these actions. A widened band has only one wider one, so that an action says which
/// question and no value.
#[must_use]
pub fn edited_answers(base: &Answers, actions: &[Action]) -> Answers {
    let mut answers = base.clone();
    for action in actions {
        for &question in &action.answers {
            match action.act {
                Act::Drop => copy(question, &Answers::default(), &mut answers),
                Act::Band => widen(question, base, &mut answers),
                Act::Revert => copy(question, base, &mut answers),
                Act::Replace | Act::Generalise | Act::KeepDifference | Act::Keep | Act::CopyEdit | Act::Mark => {}
            }
        }
    }
    answers
}

/// Whether there is a wider band for this answer.
pub fn may_widen(answers: &Answers, question: Question) -> bool {
    let mut wider = answers.clone();
    widen(question, answers, &mut wider);
    wider != *answers
}

fn widen(question: Question, base: &Answers, into: &mut Answers) {
    match question {
        Question::SwornBand => into.sworn_band = base.sworn_band.map(wider_staff),
        Question::PopulationBand => into.population_band = base.population_band.map(wider_population),
        Question::Involvement
        | Question::AgencyType
        | Question::DepartmentType
        | Question::Region
        | Question::CallType
        | Question::Light
        | Question::Weather
        | Question::Road
        | Question::SubjectWeapon
        | Question::SubjectImpairment
        | Question::SubjectBehaviour
        | Question::OfficersOnScene
        | Question::Equipment
        | Question::Severity => {}
    }
}

const fn wider_staff(band: SwornBand) -> SwornBand {
    match band {
        SwornBand::To9 | SwornBand::To24 | SwornBand::To49 | SwornBand::Below50 => SwornBand::Below50,
        SwornBand::To99 | SwornBand::To249 | SwornBand::From50To249 => SwornBand::From50To249,
        SwornBand::To499 | SwornBand::To999 | SwornBand::From1000 | SwornBand::From250 => SwornBand::From250,
    }
}

const fn wider_population(band: PopulationBand) -> PopulationBand {
    match band {
        PopulationBand::Under2500 | PopulationBand::To9999 | PopulationBand::To24999 | PopulationBand::Below25000 => {
            PopulationBand::Below25000
        }
        PopulationBand::To49999 | PopulationBand::To99999 | PopulationBand::From25000To99999 => {
            PopulationBand::From25000To99999
        }
        PopulationBand::To499999 | PopulationBand::From500000 | PopulationBand::From100000 => {
            PopulationBand::From100000
        }
    }
}

/// Copies one answer.
fn copy(question: Question, from: &Answers, into: &mut Answers) {
    match question {
        Question::Involvement => into.involvement = from.involvement,
        Question::AgencyType => into.agency_type = from.agency_type,
        Question::DepartmentType => into.department_type = from.department_type,
        Question::SwornBand => into.sworn_band = from.sworn_band,
        Question::PopulationBand => into.population_band = from.population_band,
        Question::Region => into.region = from.region,
        Question::CallType => into.call_type = from.call_type,
        Question::Light => into.light = from.light,
        Question::Weather => into.weather = from.weather,
        Question::Road => into.road = from.road,
        Question::SubjectWeapon => into.subject_weapon = from.subject_weapon,
        Question::SubjectImpairment => into.subject_impairment = from.subject_impairment,
        Question::SubjectBehaviour => into.subject_behaviour = from.subject_behaviour,
        Question::OfficersOnScene => into.officers_on_scene = from.officers_on_scene,
        Question::Equipment => into.equipment.clone_from(&from.equipment),
        Question::Severity => into.severity = from.severity,
    }
}

#[cfg(test)]
mod tests {
    use detect::Closed as _;

    use super::*;
    use crate::{Category, Equipment, Region};

    fn answers() -> Answers {
        Answers {
            sworn_band: Some(SwornBand::To49),
            population_band: Some(PopulationBand::To24999),
            region: Some(Region::Southwest),
            call_type: Some(Category::WarrantArrest),
            equipment: vec![Equipment::Radio],
            ..Answers::default()
        }
    }

    fn act(act: Act, question: Question) -> Action {
        Action { act, answers: vec![question], ..Action::default() }
    }

    #[test]
    fn bands_widen_answers_are_blanked_and_both_are_put_back() {
        let base = answers();
        let mut actions = vec![act(Act::Band, Question::SwornBand), act(Act::Drop, Question::Region)];
        actions.push(act(Act::Drop, Question::Equipment));
        let edited = edited_answers(&base, &actions);
        assert_eq!((edited.sworn_band, edited.region), (Some(SwornBand::Below50), None));
        assert!(edited.equipment.is_empty() && edited.population_band == base.population_band);
        actions.extend([Question::SwornBand, Question::Region, Question::Equipment].map(|q| act(Act::Revert, q)));
        assert_eq!(edited_answers(&base, &actions), base);
    }

    #[test]
    fn a_wider_band_holds_the_narrow_one_and_is_the_widest() {
        for &band in SwornBand::ALL {
            assert_eq!(wider_staff(wider_staff(band)), wider_staff(band));
        }
        for &band in PopulationBand::ALL {
            assert_eq!(wider_population(wider_population(band)), wider_population(band));
        }
        assert!(may_widen(&answers(), Question::SwornBand) && !may_widen(&answers(), Question::Region));
        let wide = edited_answers(&answers(), &[act(Act::Band, Question::SwornBand)]);
        assert!(!may_widen(&wide, Question::SwornBand));
    }

    #[test]
    fn every_answer_has_its_question_and_can_be_blanked() {
        let json = serde_json::to_value(Answers::default()).unwrap();
        let mut keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        let mut questions: Vec<&str> = Question::ALL.iter().map(|question| question.as_str()).collect();
        questions.sort_unstable();
        assert_eq!(keys, questions);
        let all: Vec<Action> = Question::ALL.iter().map(|&question| act(Act::Drop, question)).collect();
        assert_eq!(edited_answers(&answers(), &all), Answers::default());
    }
}
