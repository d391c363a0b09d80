//! Waiting for a condition with a deadline. This is the only place that pauses.

use std::future::Future;
use std::time::Duration;

use anyhow::bail;
use tokio::time::Instant;

/// How long a condition may take. Generous, because a loaded machine is no
/// failure; a condition that holds ends the wait at once.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// The pause between two looks.
const INTERVAL: Duration = Duration::from_millis(40);

/// Looks again and again until `look` finds something. A look that fails counts
/// as not yet; the last failure is told when the deadline passes.
pub async fn until<T, F, L>(what: &str, look: L) -> anyhow::Result<T>
where
    F: Future<Output = anyhow::Result<Option<T>>>,
    L: FnMut() -> F,
{
    until_within(DEADLINE, what, look).await
}

/// The same with a deadline of its own, for work that is known to be long.
pub async fn until_within<T, F, L>(deadline: Duration, what: &str, mut look: L) -> anyhow::Result<T>
where
    F: Future<Output = anyhow::Result<Option<T>>>,
    L: FnMut() -> F,
{
    let start = Instant::now();
    loop {
        let last = match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if start.elapsed() >= deadline {
            match last {
                Some(error) => bail!("waited {} s for {what}: {error:#}", deadline.as_secs()),
                None => bail!("waited {} s for {what}", deadline.as_secs()),
            }
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Lets a moment drawn by chance go by: the fault that comes after it may come at
/// any time, and nothing is waited for.
pub async fn let_pass(moment: Duration) {
    tokio::time::sleep(moment).await;
}
