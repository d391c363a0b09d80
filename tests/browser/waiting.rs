//! Waiting, which both binaries do.

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;

/// Waits for a condition; the runner's own limit ends what never comes. A pause
/// of the app would not do: the browser goes on after it before it turns to
/// anything else.
pub async fn until(mut condition: impl FnMut() -> bool) {
    while !condition() {
        let (ring, bell) = oneshot::channel();
        Timeout::new(1, || ring.send(()).expect("somebody waits")).forget();
        bell.await.expect("it rings");
    }
}
