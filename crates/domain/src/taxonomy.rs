//! How a report is coded: category, tags, contributing factors, what prevented harm. The lists of DOMAIN.md.

use detect::closed_enum;
use serde::{Deserialize, Serialize};

use crate::Severity;

closed_enum! {
    /// The type of call or activity; one per report.
    Category {
        TrafficViolations = "traffic-violations",
        PursuitEmergencyDriving = "pursuit-emergency-driving",
        CrashRoadsideAssist = "crash-roadside-assist",
        DomesticDisturbance = "domestic-disturbance",
        DisturbanceFightAssault = "disturbance-fight-assault",
        BurglaryRobberyTheft = "burglary-robbery-theft",
        SuspiciousPersonVehicle = "suspicious-person-vehicle",
        WarrantArrest = "warrant-arrest",
        FootPursuitSearch = "foot-pursuit-search",
        CustodyTransportBooking = "custody-transport-booking",
        CrisisWelfareMedical = "crisis-welfare-medical",
        TrainingRangeEquipment = "training-range-equipment",
        SpecialEventOffDutyOther = "special-event-off-duty-other",
    }
}

closed_enum! {
    Tag {
        RoadwaySafety = "roadway-safety",
        DecisionMaking = "decision-making",
        EquipmentIssues = "equipment-issues",
        LowLightConditions = "low-light-conditions",
        SituationalAwareness = "situational-awareness",
        Complacency = "complacency",
        Communication = "communication",
        RadioDispatchInformation = "radio-dispatch-information",
        PolicyDeviation = "policy-deviation",
        TrainingGap = "training-gap",
        Fatigue = "fatigue",
        Distraction = "distraction",
        WaitingForBackup = "waiting-for-backup",
        OneOfficerResponse = "one-officer-response",
        ContactCover = "contact-cover",
        PositioningCover = "positioning-cover",
        Approach = "approach",
        PatDownSearch = "pat-down-search",
        MissedWeapon = "missed-weapon",
        WeaponRetention = "weapon-retention",
        FirearmHandlingDischarge = "firearm-handling-discharge",
        LessLethal = "less-lethal",
        HandcuffingRestraint = "handcuffing-restraint",
        VehicleOperation = "vehicle-operation",
        Intersection = "intersection",
        SeatBelt = "seat-belt",
        BodyArmor = "body-armor",
        Weather = "weather",
        CrossfireFriendlyFire = "crossfire-friendly-fire",
        OffDutyPlainclothes = "off-duty-plainclothes",
        Ambush = "ambush",
        EdgedWeapon = "edged-weapon",
        ConcealedFirearm = "concealed-firearm",
        SubjectImpaired = "subject-impaired",
        SubjectMentalHealth = "subject-mental-health",
        HazardousSubstance = "hazardous-substance",
        MultiAgency = "multi-agency",
        FirstAidTourniquet = "first-aid-tourniquet",
    }
}

closed_enum! {
    /// The six groups of contributing factors, shaped after HFACS.
    FactorGroup {
        Person = "person", Team = "team", Environment = "environment", Subject = "subject", Equipment = "equipment",
        Organisation = "organisation",
    }
}

closed_enum! {
    /// A contributing factor; its group is the part of its spelling before the slash.
    Factor {
        AwarenessLapse = "person/situational-awareness-lapse",
        PersonComplacency = "person/complacency",
        PersonDecision = "person/decision-making",
        Skill = "person/skill",
        PersonFatigue = "person/fatigue",
        StressTime = "person/stress-or-time-pressure",
        PersonDistraction = "person/distraction",
        Assumption = "person/assumption",
        LackOfCommunication = "team/lack-of-communication",
        Coordination = "team/coordination",
        BackupMissing = "team/backup-missing-or-late",
        Supervision = "team/supervision",
        HazardousConditions = "environment/hazardous-conditions",
        LowLight = "environment/low-light",
        WeatherOrRoad = "environment/weather-or-road",
        Traffic = "environment/traffic",
        UnknownPlace = "environment/unknown-place",
        Crowd = "environment/crowd",
        ConcealedWeapon = "subject/concealed-weapon",
        Impairment = "subject/impairment",
        Crisis = "subject/crisis",
        SubjectAmbush = "subject/ambush",
        MotoristBehaviour = "subject/motorist-behaviour",
        Animal = "subject/animal",
        EquipmentFailed = "equipment/failed",
        DesignOrFit = "equipment/design-or-fit",
        NotCarriedOrWorn = "equipment/not-carried-or-worn",
        Vehicle = "equipment/vehicle",
        PolicyAndTraining = "organisation/deviation-from-policy-and-training",
        PolicyGap = "organisation/policy-gap",
        OrganisationTrainingGap = "organisation/training-gap",
        Staffing = "organisation/staffing",
        DispatchInformation = "organisation/dispatch-information",
        Culture = "organisation/culture",
    }
}

closed_enum! {
    /// What prevented harm.
    Prevented {
        Backup = "backup",
        DistanceOrCover = "distance-or-cover",
        RepeatedSearch = "repeated-search",
        ProtectiveGear = "protective-gear",
        RetentionDevice = "retention-device",
        TrainingResponse = "training-response",
        Communication = "communication",
        Bystander = "bystander",
        SubjectsEquipmentFailed = "subjects-equipment-failed",
        LuckOnly = "luck-only",
    }
}

impl Factor {
    pub fn group(self) -> FactorGroup {
        use detect::Closed as _;
        let group = self.as_str().split('/').next().and_then(FactorGroup::from_spelling);
        group.expect("every factor's spelling begins with its group; asserted by a test")
    }
}

/// The coding of one report. Publication needs a category and at least one tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Coding {
    pub category: Option<Category>,
    pub tags: Vec<Tag>,
    pub factors: Vec<Factor>,
    /// One of `factors`.
    pub primary_factor: Option<Factor>,
    pub prevented: Vec<Prevented>,
    /// What could have happened, as far as the story lets one say it.
    pub severity: Option<Severity>,
}

#[cfg(test)]
mod tests {
    use detect::Closed as _;

    use super::*;

    #[test]
    fn every_factor_has_a_group() {
        for factor in Factor::ALL {
            assert!(factor.as_str().starts_with(factor.group().as_str()));
        }
    }

    #[test]
    fn spellings_are_unique() {
        let mut spellings: Vec<_> = Tag::ALL.iter().map(|t| t.as_str()).collect();
        spellings.sort_unstable();
        spellings.dedup();
        assert_eq!(spellings.len(), Tag::ALL.len());
    }
}
