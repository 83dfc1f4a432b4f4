//! Other programs: starting them, and saying in words how they ended.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// Runs a command with this program's own input and output; an error when it cannot be
/// started or ends badly.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = describe(command);
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    Ok(())
}

/// Runs a command and returns what it printed, without the white space around it; an error
/// with what it complained of when it ends badly.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = describe(command);
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{shown}` ended with {}: {}", output.status, complaint.trim());
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("`{shown}` did not print UTF-8"))?;
    Ok(text.trim().to_owned())
}

/// Runs two commands, the second of which reads what the first prints; an error when one of them
/// cannot be started or ends badly.
pub fn pipe(from: &mut Command, to: &mut Command) -> Result<()> {
    let shown = describe(from);
    let mut writer = from
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{shown}`"))?;
    let printed = writer.stdout.take().with_context(|| format!("`{shown}` has no output"))?;
    let read = run(to.stdin(printed));
    // Lets go of the pipe: who writes into one that nobody reads would wait for ever.
    to.stdin(Stdio::null());
    let status = writer.wait().with_context(|| format!("`{shown}` did not end"))?;
    read?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    Ok(())
}

/// The program of this name in the folders of `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

/// The cargo that runs this program, in the given folder, without what `cargo run` tells
/// about this crate: a build script must not see it and build again because of it.
pub fn cargo(folder: &Path) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(folder);
    for (name, _) in env::vars_os() {
        if tells_about_this_crate(&name) {
            command.env_remove(name);
        }
    }
    command
}

fn tells_about_this_crate(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| {
        name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_MANIFEST_")
            || matches!(name, "CARGO" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "OUT_DIR")
    })
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut words = vec![program.to_string_lossy()];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_ends_badly_is_an_error_with_its_complaint() {
        let error = output(Command::new("sh").args(["-c", "echo no such lot >&2; exit 3"]))
            .expect_err("exit status 3");
        let text = error.to_string();
        assert!(text.contains("exit status: 3"), "{text}");
        assert!(text.contains("no such lot"), "{text}");
    }

    #[test]
    fn what_a_command_prints_is_trimmed() {
        let printed = output(Command::new("sh").args(["-c", "echo; echo sealed"])).expect("runs");
        assert_eq!(printed, "sealed");
    }

    #[test]
    fn a_pipe_ends_badly_when_either_end_does_and_waits_for_nobody() {
        let sh = |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        };
        pipe(&mut sh("echo sealed"), &mut sh("read line; test $line = sealed")).expect("both run");
        let error = pipe(&mut sh("exit 3"), &mut sh("cat")).expect_err("exit status 3");
        assert!(error.to_string().contains("exit status: 3"), "{error}");
        // Far more than a pipe holds, and a reader that reads none of it.
        let error = pipe(&mut sh("yes | head -c 1000000"), &mut sh("exit 4")).expect_err("4");
        assert!(error.to_string().contains("exit status: 4"), "{error}");
    }

    #[test]
    fn a_program_that_is_not_there_is_not_on_the_path() {
        assert!(on_path("sh").is_some());
        assert_eq!(on_path("tenderseal-no-such-program"), None);
    }
}
