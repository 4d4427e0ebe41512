//! Sums of weights, and models written and read back.

use super::*;
use crate::tagger::{features, token};
use crate::text::Text;

/// Adding up by parts, which may have been added up before, changes nothing.
#[test]
fn the_sum_of_parts_is_that_of_all_features() {
    let model = crate::tagger::shipped().unwrap();
    let s = "Sgt. Ana Ruiz met Ofc. Ruiz at the old mill, then the old mill's owner.\nUNIT 12 left at 0315 hrs; the unit left.";
    let texts = [Text::new(crate::Field::Summary, s)];
    let tokens = [token::tokens(s)];
    let document = features::document(&texts, &tokens, &[Vec::new()]);
    let signs = features::signs(&texts[0], &tokens[0], &[], &document);
    let (mut memo, mut seen) = (Memo::new(), Features::new());
    for _ in 0..2 {
        for i in 0..signs.len() {
            let mut alone = Features::new();
            features::of(&signs, i).into_iter().for_each(|feature| alone.push(None, feature));
            features::see(&signs, i, &mut seen);
            let all = model.sums(&[alone], &mut Memo::new()).to_vec();
            assert_eq!(model.sums(&[seen; 2], &mut memo), [all[0]; 2]);
        }
    }
    assert!(signs.len() > 20);
}

#[test]
fn weights_come_back_and_damage_is_survived() {
    let entries: Vec<Entry> = (0..500u32)
        .map(|i| Entry {
            feature: crate::gazetteer::mix(u64::from(i) + 1),
            state: u8::try_from(i % 45).unwrap(),
            weight: f32::from(i16::try_from(i).unwrap() - 250) / 50.0,
        })
        .collect();
    let bytes = encode(&[0.5; TRANSITIONS], &entries);
    let model = Model::read(&bytes).unwrap();
    let weights = |model: &Model, feature: u64, part| {
        let mut features = Features::new();
        features.push(part, feature);
        model.scores(&model.sums(&[features], &mut Memo::new())[0])
    };
    for e in &entries {
        for part in [None, Some(0)] {
            assert!((weights(&model, e.feature, part)[usize::from(e.state)] - e.weight).abs() < 0.01);
        }
    }
    assert!(Model::read(b"").is_none());
    for cut in [5, 900, 2600, bytes.len() / 2, bytes.len() - 1] {
        if let Some(model) = Model::read(&bytes[..cut]) {
            for e in &entries {
                assert!(weights(&model, e.feature, None).iter().all(|score| score.is_finite()));
            }
        }
    }
}
