//! The factory's switch. While it is off no tender is proposed or approved; those that run go on.

use super::{Cell, State, emit, signer, state};
use crate::{
    Auth, Error, cells,
    events::RegistryEvent,
    host::Host,
    messages::{Pause, Unpause},
    roles::Role,
};

/// A registrar pauses the factory.
///
/// # Errors
/// [`Error::Paused`] when it is paused already, and those of the signer.
pub fn pause<H: Host>(host: &mut H, auth: &Auth, act: &Pause) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    let state = check_running(host)?;
    switch(host, &State { paused: true, ..state }, RegistryEvent::Paused { by })
}

/// A registrar lets the factory go on.
///
/// # Errors
/// [`Error::NotPaused`], and those of the signer.
pub fn unpause<H: Host>(host: &mut H, auth: &Auth, act: &Unpause) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    let state = state(host)?;
    if !state.paused {
        return Err(Error::NotPaused);
    }
    switch(host, &State { paused: false, ..state }, RegistryEvent::Unpaused { by })
}

/// The registry's state, when its factory makes tenders.
///
/// # Errors
/// [`Error::Paused`].
pub(super) fn check_running<H: Host>(host: &H) -> Result<State, Error> {
    let state = state(host)?;
    if state.paused { Err(Error::Paused) } else { Ok(state) }
}

fn switch<H: Host>(host: &mut H, state: &State, event: RegistryEvent) -> Result<(), Error> {
    cells::put(host, &Cell::State, state)?;
    emit(host, event);
    Ok(())
}
