//! Web Locks, which tabs of one origin share. They only save work: what must
//! be right is checked inside of a transaction. `web-sys` holds them behind an
//! unstable flag, so the few calls are declared here.

use futures_channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        callback: &JsValue,
    ) -> Result<Promise, JsValue>;
}

/// A lock that is held until this is dropped.
pub struct Lock {
    release: Option<Function>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            // The resolver of a promise does not throw.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// What came of asking for a lock that may be held elsewhere.
pub enum Claim {
    /// It is ours.
    Held(Lock),
    /// Another tab holds it.
    Busy,
    /// This browser has no Web Locks, or refuses them here.
    Unsupported,
}

/// Waits until the lock is free and takes it. `None` without Web Locks.
pub async fn wait_for(name: &str) -> Option<Lock> {
    match claim(name, false).await {
        Claim::Held(lock) => Some(lock),
        Claim::Busy | Claim::Unsupported => None,
    }
}

/// Takes the lock if nobody holds it.
pub async fn try_take(name: &str) -> Claim {
    claim(name, true).await
}

async fn claim(name: &str, only_if_free: bool) -> Claim {
    let Some(manager) = manager() else { return Claim::Unsupported };
    let (answer, answered) = oneshot::channel();
    let callback = Closure::once_into_js(move |lock: JsValue| {
        let mut release = None;
        let held = Promise::new(&mut |resolve, _| release = Some(resolve));
        if lock.is_null() {
            let _ = answer.send(Claim::Busy);
            return JsValue::UNDEFINED;
        }
        // When nobody waits any more the claim comes back and is dropped here,
        // which lets the lock go at once.
        let _ = answer.send(Claim::Held(Lock { release }));
        held.into()
    });
    let options = Object::new();
    let set = Reflect::set(&options, &"ifAvailable".into(), &only_if_free.into());
    let Ok(request) = set.and_then(|_| manager.request(name, &options, &callback)) else {
        return Claim::Unsupported;
    };
    // A refusal rejects the request and never calls back; dropping the callback
    // in JavaScript does not drop the sender, so the request is heard as well.
    let refused = wasm_bindgen_futures::JsFuture::from(request);
    first_of(answered, refused).await.unwrap_or(Claim::Unsupported)
}

async fn first_of(
    mut answered: oneshot::Receiver<Claim>,
    mut request: wasm_bindgen_futures::JsFuture<JsValue>,
) -> Option<Claim> {
    use std::{future::Future, pin::Pin, task::Poll};
    std::future::poll_fn(move |context| {
        if let Poll::Ready(claim) = Pin::new(&mut answered).poll(context) {
            return Poll::Ready(claim.ok());
        }
        match Pin::new(&mut request).poll(context) {
            Poll::Ready(Err(_)) => Poll::Ready(None),
            Poll::Ready(Ok(_)) | Poll::Pending => Poll::Pending,
        }
    })
    .await
}

fn manager() -> Option<LockManager> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined() && !locks.is_null()).then(|| locks.unchecked_into())
}
