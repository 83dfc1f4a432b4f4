//! Mail: into a folder, or over SMTP with TLS.

use std::path::PathBuf;

use async_trait::async_trait;
use lettre::{
    Address, AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};
use secrecy::{ExposeSecret, SecretString};

use crate::ports::{Mail, MailError, Mailer};

/// Where mail goes.
pub enum Post {
    /// A file for each mail in a folder (`.eml`), for trying out and for tests.
    Folder(AsyncFileTransport<Tokio1Executor>, Mailbox),
    /// A mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>, Mailbox),
}

impl Post {
    /// Mail into `folder`, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or `from` is no mailbox.
    pub fn folder(folder: &PathBuf, from: &str) -> Result<Self, MailError> {
        std::fs::create_dir_all(folder).map_err(|e| MailError(format!("mail folder: {e}")))?;
        Ok(Self::Folder(AsyncFileTransport::new(folder), mailbox(from)?))
    }

    /// Mail over `smtps://HOST:PORT` or `smtp://HOST:PORT?tls=required`.
    /// Without TLS only a mail server on this computer is spoken to.
    ///
    /// # Errors
    /// When the address is none, would send in the clear over a network, or
    /// `from` is no mailbox.
    pub fn smtp(
        url: &str,
        account: Option<(String, SecretString)>,
        from: &str,
    ) -> Result<Self, MailError> {
        let parsed =
            url::Url::parse(url).map_err(|_| MailError("the SMTP address is no URL".to_owned()))?;
        let sealed = parsed.scheme() == "smtps" || parsed.query() == Some("tls=required");
        if !sealed && !matches!(parsed.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")) {
            return Err(MailError(
                "mail over a network wants smtps:// or ?tls=required".to_owned(),
            ));
        }
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|e| MailError(e.to_string()))?;
        if let Some((user, password)) = account {
            builder =
                builder.credentials(Credentials::new(user, password.expose_secret().to_owned()));
        }
        Ok(Self::Smtp(Box::new(builder.build()), mailbox(from)?))
    }
}

fn mailbox(text: &str) -> Result<Mailbox, MailError> {
    text.parse().map_err(|_| MailError("the sender is no mailbox".to_owned()))
}

fn message(mail: &Mail, from: &Mailbox) -> Result<Message, MailError> {
    let to: Address = mail
        .to
        .as_str()
        .parse()
        .map_err(|_| MailError("the recipient is no address".to_owned()))?;
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.subject.as_str())
        .header(ContentType::TEXT_PLAIN)
        .body(mail.text.expose_secret().to_owned())
        .map_err(|e| MailError(e.to_string()))
}

#[async_trait]
impl Mailer for Post {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        match self {
            Self::Folder(transport, from) => {
                transport.send(message(mail, from)?).await.map_err(|e| MailError(e.to_string()))?;
            }
            Self::Smtp(transport, from) => {
                transport.send(message(mail, from)?).await.map_err(|e| MailError(e.to_string()))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_in_the_clear_over_a_network_is_refused() {
        let from = "Tenderseal <portal@tenderseal.example>";
        assert!(Post::smtp("smtp://mail.example.org:25", None, from).is_err());
        assert!(Post::smtp("nonsense", None, from).is_err());
        assert!(Post::smtp("smtps://mail.example.org", None, "no mailbox").is_err());
    }

    #[tokio::test]
    async fn mail_with_tls_or_to_this_computer_is_taken() {
        let from = "Tenderseal <portal@tenderseal.example>";
        assert!(Post::smtp("smtps://mail.example.org", None, from).is_ok());
        assert!(Post::smtp("smtp://mail.example.org:587?tls=required", None, from).is_ok());
        assert!(Post::smtp("smtp://localhost:2525", None, from).is_ok());
    }
}
