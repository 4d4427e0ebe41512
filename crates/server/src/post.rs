//! Letters to authors: by mail, or into a folder where a demo can look at them. Nobody but the server sees an address.

use std::{future::Future, path::PathBuf, pin::Pin};

use domain::Private;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use uuid::Uuid;

/// A letter on its way.
pub struct Letter {
    /// Random, and the same at every try.
    pub id: Uuid,
    pub to: Private,
    pub text: Private,
}

/// Why a letter was not sent. Never with a word of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    #[error("not delivered; to be tried again")]
    Later,
    #[error("not deliverable")]
    Never,
}

pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>>;

/// What letters are sent with.
pub trait Post: Send + Sync {
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a>;
}

/// Writes each letter into a file of a folder. For demos: who can read the folder learns who the authors are.
pub struct FolderPost(pub PathBuf);

/// Mail over SMTP.
pub struct MailPost {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why mail can't be set up.
#[derive(Debug, thiserror::Error)]
pub enum MailSetup {
    #[error(
        "a mail server is named by smtps://name:password@host, and without encryption (smtp://) on this machine only"
    )]
    Address,
    #[error("the sender is no mail address")]
    Sender,
}

impl Post for FolderPost {
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            let path = self.0.join(format!("{}.txt", letter.id));
            let body = format!("To: {}\n\n{}", letter.to.as_str(), letter.text.as_str());
            let folder = self.0.clone();
            tokio::task::spawn_blocking(move || {
                crate::create_private_folder(&folder).and_then(|()| std::fs::write(path, body))
            })
            .await
            .ok()
            .and_then(Result::ok)
            .ok_or(PostError::Later)
        })
    }
}

impl MailPost {
    /// `server`: `smtps://name:password@host`, or `smtp://` for a relay on this machine. `from`: the programme's address.
    ///
    /// # Errors
    /// If one of them is not as it has to be.
    pub fn new(server: &str, from: &str) -> Result<Self, MailSetup> {
        let on_this_machine = ["smtp://127.0.0.1:", "smtp://localhost:", "smtp://[::1]:"];
        if !server.starts_with("smtps://") && !on_this_machine.iter().any(|start| server.starts_with(start)) {
            return Err(MailSetup::Address);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(|_| MailSetup::Address)?.build();
        Ok(Self { transport, from: from.parse().map_err(|_| MailSetup::Sender)? })
    }
}

impl Post for MailPost {
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            // The author's own name stays out: an address is enough.
            let to: Mailbox = letter.to.as_str().trim().parse().map_err(|_| PostError::Never)?;
            let message = Message::builder()
                .from(self.from.clone())
                .to(Mailbox::new(None, to.email))
                .subject("A question about the report that you sent us")
                .message_id(Some(format!("<{}@letters.invalid>", letter.id)))
                .header(ContentType::TEXT_PLAIN)
                .body(letter.text.as_str().to_owned())
                .map_err(|_| PostError::Never)?;
            match self.transport.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(PostError::Never),
                Err(_) => Err(PostError::Later),
            }
        })
    }
}
