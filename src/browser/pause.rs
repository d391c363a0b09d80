//! Letting the browser draw and listen between two slices of long work.
//!
//! `setTimeout` is clamped to 4 ms after a few calls and to a second in hidden
//! tabs; `scheduler.yield` and messages are not.

use std::cell::Cell;

use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Comes back after the browser has had its turn.
pub async fn pause() {
    match scheduler_yield() {
        Some(turn) => drop(JsFuture::from(turn).await),
        None => message_turn().await,
    }
}

fn scheduler_yield() -> Option<Promise> {
    let scheduler = Reflect::get(&js_sys::global(), &"scheduler".into()).ok()?;
    if scheduler.is_undefined() {
        return None;
    }
    let function = Reflect::get(&scheduler, &"yield".into()).ok()?;
    function.dyn_ref::<Function>()?.call0(&scheduler).ok()?.dyn_into().ok()
}

async fn message_turn() {
    let Ok(channel) = MessageChannel::new() else { return };
    let (arrive, arrived) = oneshot::channel();
    let arrive = Cell::new(Some(arrive));
    let port = channel.port1();
    let _listener = EventListener::new(&port, "message", move |_| {
        if let Some(arrive) = arrive.take() {
            let _ = arrive.send(());
        }
    });
    port.start();
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = arrived.await;
    }
    port.close();
}
