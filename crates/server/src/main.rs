//! The server's command line: `serve`, `seed`, `admin`.

mod start;

use std::{io::BufRead as _, path::PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand};
use domain::{Closed as _, Private, Role};
use server::{
    Office, Server,
    people::{self, New, Who},
};
use wire::MemberChange;

use start::Databases;

/// The central server of Near Miss Review.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer calls until Ctrl-C.
    Serve {
        #[command(flatten)]
        databases: Databases,
        #[command(flatten)]
        door: start::Door,
    },
    /// Fill the database from a folder of fixtures: demo people, the demo website's token, submissions. For demos only.
    Seed {
        #[command(flatten)]
        databases: Databases,
        #[arg(long)]
        fixtures: PathBuf,
    },
    /// People who may sign in.
    Admin {
        #[command(flatten)]
        databases: Databases,
        #[command(subcommand)]
        admin: Admin,
    },
}

#[derive(Subcommand)]
enum Admin {
    /// Add a person.
    Create {
        /// What they sign in with.
        #[arg(long)]
        name: String,
        /// What others see.
        #[arg(long)]
        display: String,
        /// stage_one, stage_two or staff; may be given several times.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
        /// The password comes as one line on standard input, never as an argument.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// List everybody with their roles.
    List,
    /// Forget a person's second factor: sign-ins ask for the password alone until they set up another one.
    ResetSecondFactor {
        #[arg(long)]
        name: String,
    },
    /// Set a new password and end the person's sessions.
    ResetPassword {
        #[arg(long)]
        name: String,
        /// The password comes as one line on standard input, never as an argument.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

fn role(spelling: &str) -> Result<Role, String> {
    Role::from_spelling(spelling).ok_or_else(|| {
        let roles: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("a role is one of {}", roles.join(", "))
    })
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    start::set_up_log();
    match arguments.command {
        Command::Serve { databases, door } => serve(&databases, &door).await,
        Command::Seed { databases, fixtures } => {
            let office = Office::open(databases.config().await?).await?;
            let seeded = server::seed(&office, &fixtures).await?;
            tell(&format!("{} people and {} reports added", seeded.people, seeded.reports));
            office.close().await;
            Ok(())
        }
        Command::Admin { databases, admin } => {
            let office = Office::open(databases.config().await?).await?;
            run_admin(&office, admin).await?;
            office.close().await;
            Ok(())
        }
    }
}

async fn serve(databases: &Databases, door: &start::Door) -> Result<()> {
    let mut config = databases.config().await?;
    config.listen = door.listen;
    config.service_token = door.service_token()?;
    config.post = door.post()?;
    config.lists = door.lists()?;
    config.second_factor_for.clone_from(&door.second_factor_for);
    if !door.listen.ip().is_loopback() {
        if !door.allow_remote {
            bail!(
                "{} is not loopback. The server speaks plain HTTP: put a proxy that terminates TLS in front, and say --allow-remote",
                door.listen
            );
        }
        tracing::warn!("plain HTTP on an address that others reach: TLS has to be terminated in front");
    }
    let running = Server::start(config).await?;
    tracing::info!(address = %running.addr, "listening");
    start::until_told_to_stop().await?;
    tracing::info!("stopping");
    running.shutdown().await;
    Ok(())
}

async fn run_admin(office: &Office, admin: Admin) -> Result<()> {
    match admin {
        Admin::Create { name, display, roles, password_stdin: _ } => {
            let person = {
                let password = password()?;
                let new =
                    New { name: &name, display: &display, roles: &roles, password, temporary: true, agencies: &[] };
                people::create(office, Who::Operator, new).await?
            };
            tell(&format!("{} added; the password has to be changed at the first sign-in", person.name));
        }
        Admin::List => {
            for person in people::list(office).await? {
                let roles: Vec<_> = person.roles.iter().map(|role| role.as_str()).collect();
                tell(&format!("{}\t{}\t{}", person.name, person.display, roles.join(",")));
            }
        }
        Admin::ResetSecondFactor { name } => {
            let id = people::named(office, &name).await?;
            people::change(office, Who::Operator, id, MemberChange::RemoveSecondFactor {}).await?;
            tell(&format!("{name}: no second factor any more"));
        }
        Admin::ResetPassword { name, password_stdin: _ } => {
            let id = people::named(office, &name).await?;
            people::change(office, Who::Operator, id, MemberChange::Password { password: password()? }).await?;
            tell(&format!("{name}: new password set, sessions ended; it has to be changed at the next sign-in"));
        }
    }
    Ok(())
}

fn password() -> Result<Private> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("reading the password from standard input")?;
    Ok(Private::new(line.trim_end_matches(['\r', '\n']).to_owned()))
}

#[expect(clippy::print_stdout, reason = "what the command was asked for")]
fn tell(line: &str) {
    println!("{line}");
}
