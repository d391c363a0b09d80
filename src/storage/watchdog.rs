//! Not waiting for ever.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;

/// The work's result, or `None` if it takes longer. The work is then dropped.
pub async fn within<T>(milliseconds: u32, work: impl Future<Output = T>) -> Option<T> {
    let (ring, mut bell) = oneshot::channel::<()>();
    let _timeout = Timeout::new(milliseconds, move || {
        // The bell is gone when the work has just ended.
        let _ = ring.send(());
    });
    let mut work = pin!(work);
    poll_fn(move |context| {
        if let Poll::Ready(result) = work.as_mut().poll(context) {
            return Poll::Ready(Some(result));
        }
        Pin::new(&mut bell).poll(context).map(|_| None)
    })
    .await
}
