//! The fields of a report's text, and what a highlight can be.

use crate::closed_enum;

closed_enum! {
    /// A free-text field of a report, in the order in which it is published.
    Field {
        Title = "title",
        Summary = "summary",
        Lessons = "lessons",
        Differently = "differently",
    }
}

closed_enum! {
    /// What a finding is. The names are the labels of DOMAIN.md, as `nearmiss-scan` prints them.
    Class {
        Person = "PERSON",
        Agency = "AGENCY",
        Location = "LOCATION",
        Org = "ORG",
        Date = "DATE",
        Time = "TIME",
        Age = "AGE",
        Dob = "DOB",
        CaseId = "CASE_ID",
        Badge = "BADGE",
        Plate = "PLATE",
        Vin = "VIN",
        License = "LICENSE",
        Ssn = "SSN",
        Phone = "PHONE",
        Email = "EMAIL",
        Url = "URL",
        Handle = "HANDLE",
        Ip = "IP",
        Ori = "ORI",
        Serial = "SERIAL",
        Unique = "UNIQUE",
        Les = "LES",
    }
}

closed_enum! {
    /// The family that a class is shown in: each has a tint, a letter and a place in the list of findings.
    Family {
        Who = "who",
        Where = "where",
        When = "when",
        Numbers = "numbers",
        Quasi = "quasi",
        Sensitive = "sensitive",
    }
}

impl Class {
    /// Direct identifiers are what stage one has to remove; `UNIQUE` and `LES` are shown apart and never counted with them.
    pub const fn is_direct(self) -> bool {
        !matches!(self, Self::Unique | Self::Les)
    }

    /// Whether its form alone proves it, wherever it stands: a phone number is one in any company.
    pub(crate) const fn is_proved_by_form(self) -> bool {
        matches!(self, Self::Phone | Self::Email | Self::Url | Self::Ssn | Self::Vin | Self::Ip | Self::Dob | Self::Ori)
    }

    pub const fn family(self) -> Family {
        match self {
            Self::Person | Self::Phone | Self::Email | Self::Url | Self::Handle | Self::Ip => Family::Who,
            Self::Agency | Self::Location | Self::Org => Family::Where,
            Self::Date | Self::Time | Self::Age | Self::Dob => Family::When,
            Self::CaseId
            | Self::Badge
            | Self::Plate
            | Self::Vin
            | Self::License
            | Self::Ssn
            | Self::Ori
            | Self::Serial => Family::Numbers,
            Self::Unique => Family::Quasi,
            Self::Les => Family::Sensitive,
        }
    }
}
