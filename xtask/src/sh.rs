//! Running other programs, from the root of the checkout, with the project's tools on PATH.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What failed, in words for the terminal.
pub type Done = Result<(), String>;

/// The root of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A command that starts in the root and finds the project's own tools first.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    let mut path = crate::tools::folders();
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    command.current_dir(root());
    if let Ok(path) = std::env::join_paths(path) {
        command.env("PATH", path);
    }
    command
}

/// The cargo that runs us.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.args(args);
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Done {
    let status = command.status().map_err(|e| format!("{} does not start: {e}", words(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", words(command))) }
}

/// What a command prints, where it succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let out = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

/// The file that `program` would start, by PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    let mut path = crate::tools::folders();
    path.extend(std::env::split_paths(&std::env::var_os("PATH")?));
    path.into_iter().map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn words(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|a| a.to_string_lossy().into_owned()));
    format!("`{}`", words.join(" "))
}
