//! Writes the closed vocabularies as TypeScript beside the types of [`crate::view`]: a union type and the list of its
//! values for each, so that the window can't hold a spelling that the domain does not know.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use domain::{Class, Closed};

fn folder() -> PathBuf {
    std::env::var_os("TS_RS_EXPORT_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("bindings"), PathBuf::from)
}

/// `SwornBand` → `SWORN_BAND`.
fn constant_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_uppercase());
    }
    out
}

fn write_one<T: Closed>(out: &mut String) {
    let spellings: Vec<String> = T::ALL.iter().map(|value| format!("\"{}\"", value.as_str())).collect();
    let (name, constant) = (T::NAME, constant_name(T::NAME));
    writeln!(out, "\nexport const {constant} = [\n  {},\n] as const;", spellings.join(",\n  ")).unwrap();
    writeln!(out, "export type {name} = (typeof {constant})[number];").unwrap();
}

macro_rules! write_all {
    ($out:expr, $room:ident: $($name:ident),+ $(,)?) => { $( write_one::<$room::$name>($out); )+ };
}

#[test]
fn export_closed_vocabularies() {
    let mut out =
        String::from("// Written by `cargo test -p review` from the enums of `domain` and `wire`. Do not edit.\n");
    write_all!(
        &mut out,
        domain: Field,
        Class,
        Family,
        Act,
        Reason,
        SheetPart,
        LeakKind,
        Likeness,
        Matter,
        Stage,
        State,
        Role,
        StepKind,
        Refusal,
        Authenticity,
        DeclineReason,
        DeferReason,
        Sign,
        Flag,
        Intruder,
        Quasi,
        Category,
        Tag,
        FactorGroup,
        Factor,
        Prevented,
        Involvement,
        AgencyType,
        DepartmentType,
        SwornBand,
        PopulationBand,
        Region,
        Light,
        Weather,
        Road,
        SubjectWeapon,
        SubjectImpairment,
        SubjectBehaviour,
        OfficersOnScene,
        Equipment,
        Severity,
        Question,
    );
    write_all!(&mut out, wire: Measure, DayBand, LibraryAct);
    out.push_str("\n/** The family in which a class is shown. */\nexport const FAMILY_OF: Record<Class, Family> = {\n");
    for class in Class::ALL {
        writeln!(out, "  {class}: \"{}\",", class.family()).unwrap();
    }
    out.push_str("};\n");
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(folder().join("closed.ts"), out).unwrap();
}
