//! The people who review, for administrators: each change is proved with the caller's own password. And whose claim it is,
//! for staff: nobody reads a text for that.

use client::ClientError;
use domain::{Private, Role};
use uuid::Uuid;
use wire::{AGENCIES, ChangeMember, Code, Member, MemberChange, NewMember, is_ori9};

use crate::session::Session;
use crate::view::*;

/// Everybody who may sign in, by name. Never kept here: whose agency is whose concerns nobody offline.
pub async fn list(session: &Session) -> Result<Vec<PersonView>, ErrorView> {
    let people = client(session)?.people().await?;
    Ok(people.into_iter().map(|member| view(session, member)).collect())
}

/// Adds somebody; gives the first password, to be told in person.
///
/// `BadName`, `NoRole`, `BadAgency`: nothing was sent. `WrongPassword`: `proof` is not the caller's.
pub async fn add(session: &Session, ask: NewPersonAsk, proof: Private) -> Result<Private, ErrorView> {
    let NewPersonAsk { name, display, roles, agencies } = ask;
    let name = name.trim().to_lowercase();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if name.is_empty() || name.len() > NAME_CHARS || !name.chars().all(plain) {
        return Err(ErrorCode::BadName.into());
    }
    let (display, roles, agencies) = (shown(&display)?, settled(roles)?, own(agencies)?);
    let password = session.ports.password()?;
    let new = NewMember { proof, name, display, roles, password: password.clone(), agencies };
    client(session)?.add_person(&new).await?;
    Ok(password)
}

/// Changes somebody; gives the new password if there is one.
///
/// `NoPerson`: nobody has this id. `LastAdministrator`: nobody would be left. Otherwise as for [`add`].
pub async fn change(
    session: &Session,
    person: Uuid,
    ask: PersonAsk,
    proof: Private,
) -> Result<Option<Private>, ErrorView> {
    let mut made = None;
    let change = match ask {
        PersonAsk::Display { display } => MemberChange::Display { display: shown(&display)? },
        PersonAsk::Roles { roles } => MemberChange::Roles { roles: settled(roles)? },
        PersonAsk::Suspend => MemberChange::Suspend {},
        PersonAsk::Readmit => MemberChange::Readmit {},
        PersonAsk::Agencies { agencies } => MemberChange::Agencies { agencies: own(agencies)? },
        PersonAsk::ResetPassword => {
            let password = session.ports.password()?;
            made = Some(password.clone());
            MemberChange::Password { password }
        }
        PersonAsk::RemoveSecondFactor => MemberChange::RemoveSecondFactor {},
        PersonAsk::EndSessions => MemberChange::EndSessions {},
        PersonAsk::Unlock => MemberChange::Unlock {},
    };
    client(session)?.change_person(person, &ChangeMember { proof, change }).await.map_err(about_person)?;
    Ok(made)
}

/// Ends somebody's claim; the report is free again, and their draft of it goes.
pub async fn end_claim(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    Ok(client(session)?.release(report).await?)
}

/// To whom a report can be given, by shown name; for staff.
pub async fn holders(session: &Session) -> Result<Vec<HolderView>, ErrorView> {
    let holders = client(session)?.holders().await?;
    let view = |wire::Holder { id, display, roles }| HolderView { id: id.to_string(), display, roles };
    Ok(holders.into_iter().map(view).collect())
}

/// Gives a report to somebody else, unread. `Refused` by four eyes: they can't take it, and why is not said.
pub async fn assign(session: &Session, report: Uuid, to: Uuid) -> Result<(), ErrorView> {
    Ok(client(session)?.assign(report, to).await?)
}

/// Longest name to sign in with, in characters; longest name to be shown, in bytes. As the server has them.
const NAME_CHARS: usize = 64;
const DISPLAY_BYTES: usize = 200;

fn client(session: &Session) -> Result<&client::Client, ErrorView> {
    session.at()
}

fn view(session: &Session, member: Member) -> PersonView {
    let Member { id, name, display, roles, suspended, locked, second_factor, sessions, agencies } = member;
    let me = id == session.user.id;
    let id = id.to_string();
    PersonView { id, name, display, roles, suspended, locked, second_factor, sessions, agencies, me }
}

fn about_person(error: ClientError) -> ErrorView {
    if error.code() == Some(Code::NotFound) { ErrorCode::NoPerson.into() } else { error.into() }
}

fn shown(display: &str) -> Result<String, ErrorView> {
    let display = display.trim();
    let fits = !display.is_empty() && display.len() <= DISPLAY_BYTES;
    if fits { Ok(display.to_owned()) } else { Err(ErrorCode::BadName.into()) }
}

fn settled(roles: Vec<Role>) -> Result<Vec<Role>, ErrorView> {
    let staffless = roles.contains(&Role::Administrator) && !roles.contains(&Role::Staff);
    if roles.is_empty() || staffless { Err(ErrorCode::NoRole.into()) } else { Ok(roles) }
}

/// Identifiers as somebody typed them: in capitals, without what stands around them.
fn own(agencies: Vec<Private>) -> Result<Vec<Private>, ErrorView> {
    let typed = agencies.iter().map(|one| one.as_str().trim().to_ascii_uppercase());
    let agencies: Vec<String> = typed.filter(|one| !one.is_empty()).collect();
    let good = agencies.len() <= AGENCIES && agencies.iter().all(|one| is_ori9(one));
    if good { Ok(agencies.into_iter().map(Private::from).collect()) } else { Err(ErrorCode::BadAgency.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_is_staff_and_nobody_is_without_a_role() {
        assert!(settled(vec![Role::StageOne]).is_ok() && settled(vec![Role::Staff, Role::Administrator]).is_ok());
        for roles in [vec![], vec![Role::Administrator], vec![Role::StageTwo, Role::Administrator]] {
            assert_eq!(settled(roles).unwrap_err().code, ErrorCode::NoRole);
        }
    }

    #[test]
    fn agencies_are_taken_as_typed_and_refused_where_they_are_none() {
        let typed = |list: &[&str]| own(list.iter().map(|one| Private::from(*one)).collect());
        let taken = typed(&[" xa0000000 ", "", "XB1234567"]).unwrap();
        assert_eq!(taken.iter().map(Private::as_str).collect::<Vec<_>>(), ["XA0000000", "XB1234567"]);
        for bad in ["XA000000", "1A0000000", "XA-000000", "XA0000000 XB1234567"] {
            assert_eq!(typed(&[bad]).unwrap_err().code, ErrorCode::BadAgency, "{bad}");
        }
        assert_eq!(typed(&["XA0000000"; AGENCIES + 1]).unwrap_err().code, ErrorCode::BadAgency);
    }

    #[test]
    fn a_shown_name_has_something_to_show() {
        assert_eq!(shown("  Kim Doe ").unwrap(), "Kim Doe");
        for bad in [String::new(), "  ".to_owned(), "x".repeat(DISPLAY_BYTES + 1)] {
            assert_eq!(shown(&bad).unwrap_err().code, ErrorCode::BadName);
        }
    }
}
