//! The structured answers of a submission: closed lists, each answer optional.

use detect::closed_enum;
use serde::{Deserialize, Serialize};

closed_enum! { Involvement { Directly = "directly-involved", Witness = "witness", Informed = "informed", OnBehalf = "on-behalf" } }
closed_enum! {
    AgencyType {
        Municipal = "municipal", CountySheriff = "county-sheriff", State = "state", Campus = "campus", Transit = "transit",
        Tribal = "tribal", Federal = "federal", Corrections = "corrections", Other = "other",
    }
}
closed_enum! {
    DepartmentType {
        Police = "police", Sheriff = "sheriff", HighwayPatrol = "highway-patrol", Corrections = "corrections",
        Dispatch = "dispatch", Other = "other",
    }
}
closed_enum! {
    /// Sworn staff of the agency. The last three are what a reviewer widens the others to.
    SwornBand {
        To9 = "1-9", To24 = "10-24", To49 = "25-49", To99 = "50-99", To249 = "100-249", To499 = "250-499",
        To999 = "500-999", From1000 = "1000-plus", Below50 = "under-50", From50To249 = "50-249", From250 = "250-plus",
    }
}
closed_enum! {
    /// Inhabitants of the area served. The last three are what a reviewer widens the others to.
    PopulationBand {
        Under2500 = "under-2500", To9999 = "2500-9999", To24999 = "10000-24999", To49999 = "25000-49999",
        To99999 = "50000-99999", To499999 = "100000-499999", From500000 = "500000-plus", Below25000 = "under-25000",
        From25000To99999 = "25000-99999", From100000 = "100000-plus",
    }
}
closed_enum! {
    Region {
        Northeast = "northeast", Midwest = "midwest", South = "south", Southwest = "southwest", West = "west",
        Noncontiguous = "noncontiguous",
    }
}
closed_enum! { Light { Daylight = "daylight", DuskDawn = "dusk-dawn", DarkLit = "dark-lit", DarkUnlit = "dark-unlit", Indoors = "indoors" } }
closed_enum! {
    Weather { Clear = "clear", Rain = "rain", SnowIce = "snow-ice", Fog = "fog", Wind = "wind", Hot = "hot", Indoors = "indoors" }
}
closed_enum! { Road { Dry = "dry", Wet = "wet", SnowIce = "snow-ice", GravelDirt = "gravel-dirt", NotApplicable = "not-applicable" } }
closed_enum! {
    SubjectWeapon {
        None = "none", Firearm = "firearm", Edged = "edged", Blunt = "blunt", Vehicle = "vehicle", Personal = "personal",
        Other = "other", Unknown = "unknown",
    }
}
closed_enum! {
    SubjectImpairment { None = "none", Alcohol = "alcohol", Drugs = "drugs", MentalHealth = "mental-health", Unknown = "unknown" }
}
closed_enum! {
    SubjectBehaviour {
        Cooperative = "cooperative", Passive = "passive", Fleeing = "fleeing", Resisting = "resisting",
        Assaultive = "assaultive", Absent = "absent",
    }
}
closed_enum! { OfficersOnScene { One = "1", Two = "2", ThreeFour = "3-4", FivePlus = "5-plus" } }
closed_enum! {
    Equipment {
        BodyArmor = "body-armor", BodyCamera = "body-camera", SeatBelt = "seat-belt", LessLethal = "less-lethal",
        LongGun = "long-gun", Shield = "shield", Radio = "radio", Flashlight = "flashlight", TrafficVest = "traffic-vest",
        None = "none",
    }
}
closed_enum! {
    /// What could have happened.
    Severity { MinorInjury = "minor-injury", SeriousInjury = "serious-injury", Death = "death" }
}

/// What the author ticked. `None`: not answered, or blanked by a reviewer; nobody can tell which.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    pub involvement: Option<Involvement>,
    pub agency_type: Option<AgencyType>,
    pub department_type: Option<DepartmentType>,
    pub sworn_band: Option<SwornBand>,
    pub population_band: Option<PopulationBand>,
    pub region: Option<Region>,
    pub call_type: Option<crate::Category>,
    pub light: Option<Light>,
    pub weather: Option<Weather>,
    pub road: Option<Road>,
    pub subject_weapon: Option<SubjectWeapon>,
    pub subject_impairment: Option<SubjectImpairment>,
    pub subject_behaviour: Option<SubjectBehaviour>,
    pub officers_on_scene: Option<OfficersOnScene>,
    #[serde(default)]
    pub equipment: Vec<Equipment>,
    pub severity: Option<Severity>,
}
