//! Child processes in groups of their own, so that ending one ends the browsers
//! that it started, also when the tests themselves are interrupted.

use std::process::{Command as Direct, ExitCode, Stdio};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;
use tokio::process::{Child, Command};

static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// A running process and everything it started.
pub struct Group {
    child: Child,
    id: u32,
}

impl Group {
    /// Starts `command` as the leader of a new group.
    pub fn start(mut command: Command) -> anyhow::Result<Group> {
        let program = command.as_std().get_program().to_string_lossy().into_owned();
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {program}: is it installed and on PATH?"))?;
        let id = child.id().with_context(|| format!("{program} ended at once"))?;
        groups().push(id);
        Ok(Group { child, id })
    }

    /// The process itself, for its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Ends every process of the group at once, unasked, and waits until its
    /// leader is gone.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        signal("KILL", self.id);
        self.child.wait().await?;
        Ok(())
    }

    /// Ends the group and waits until its leader is gone.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        signal("TERM", self.id);
        let patience = std::time::Duration::from_secs(5);
        if tokio::time::timeout(patience, self.child.wait()).await.is_err() {
            signal("KILL", self.id);
            self.child.wait().await?;
        }
        Ok(())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Whatever of the group outlives its leader has no one to serve.
        signal("KILL", self.id);
        groups().retain(|id| *id != self.id);
    }
}

/// Runs the work of a program, ends what it started, and says what went wrong.
pub fn run(work: impl Future<Output = anyhow::Result<()>>) -> ExitCode {
    let result = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => Err(error.into()),
    };
    end_all();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Ends every group that still runs.
pub fn end_all() {
    for id in groups().drain(..) {
        signal("TERM", id);
    }
}

fn groups() -> std::sync::MutexGuard<'static, Vec<u32>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn signal(name: &str, group: u32) {
    // A group that is already gone makes `kill` fail, which is what was wanted.
    let _ = Direct::new("kill")
        .args([format!("-{name}"), "--".to_owned(), format!("-{group}")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}
