//! Where a password comes from: a file or the terminal, never the arguments, which other users of
//! the machine can read.

use std::path::Path;

use zeroize::Zeroizing;

use crate::{Error, files};

const FILE_MAX: u64 = 4 * 1024;

/// The first line of a file, or what is typed.
pub(crate) fn ask(file: Option<&Path>) -> Result<Zeroizing<String>, Error> {
    match file {
        Some(path) => {
            let text = Zeroizing::new(files::read_text(path, FILE_MAX)?);
            Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
        }
        None => typed("Password: "),
    }
}

/// A new password; what is typed is typed twice.
pub(crate) fn choose(file: Option<&Path>) -> Result<Zeroizing<String>, Error> {
    let password = ask(file)?;
    if file.is_none() && *typed("The same again: ")? != *password {
        return Err(Error::PasswordsDiffer);
    }
    Ok(password)
}

fn typed(prompt: &str) -> Result<Zeroizing<String>, Error> {
    rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|_| Error::NoPassword)
}
